"""Lists whose amounts dots lead to: 公务接待费……………12,460.00元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from loaders.blocks import Cell, Paragraph, Row, Table
from loaders.table.numbers import Amount, parse

LEADER = re.compile(r"(?:[…⋯‥·・．.＿_]\s?){3,}|[…⋯]{2,}")
_FEWEST_ROWS = 3
_MOST_ROWS = 100
LONGEST_LINE = 200


def by_leaders(run: Sequence[Paragraph]) -> tuple[Table, int] | None:
    """The list at the beginning of a run as a table of two columns without a header, and how many lines it takes.

    A list of bare integers that never fall is the contents of a document.
    """
    rows = list(takewhile(lambda row: row is not None, map(_row, run[:_MOST_ROWS])))
    found = [row for row in rows if row is not None]
    amounts = [parse(row.cells[1].text) for row in found]
    if len(found) < _FEWEST_ROWS or _are_pages(amounts):
        return None
    return Table(tuple(found), run[0].place), len(found)


def _row(line: Paragraph) -> Row | None:
    """The label before the last dots of a line, and the amount behind them."""
    *_, leader = (None, *LEADER.finditer(line.text)) if len(line.text) <= LONGEST_LINE else (None,)
    if leader is None:
        return None
    label, amount = (_cell(line, *span) for span in ((0, leader.start()), (leader.end(), len(line.text))))
    return Row((label, amount)) if label and isinstance(parse(amount.text), Amount) else None


def _cell(line: Paragraph, start: int, end: int) -> Cell:
    text = line.text[start:end]
    return Cell(text.strip(), ((0, line.place_at(start + len(text) - len(text.lstrip()))),))


def _are_pages(amounts: Sequence[object]) -> bool:
    plain = [one for one in amounts if isinstance(one, Amount) and not one.unit and not one.decimals]
    return len(plain) == len(amounts) and all(one.value <= after.value for one, after in pairwise(plain))
