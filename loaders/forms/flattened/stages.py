"""Cells on lines of their own under years over stages: 2021年 2022年 2022年 over 完成数 预算数 完成数.

Rows are a label, as many figures as there are years, and as many rates in each row. The header names no rates: they
are proved, each a share (38105 of 37940 is 100.43%) or a rise between the same two columns in every row. What they
prove is that no cell of a row is lost. Rates are left unread, and so are figures that no label heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from loaders.blocks import Cell, Dropped, Paragraph, Row, Table
from loaders.forms.flattened.cells import pieces_of_run
from loaders.forms.flattened.header import BLANK_CELL
from loaders.forms.flattened.laying import PrintedCell, is_number
from loaders.forms.vocabulary import meaning, phase_of
from loaders.printing import fold
from loaders.table.numbers import RATES, Amount, parse

_YEAR = re.compile(r"20\d\d年(?:度)?")
_FEWEST_STAGES = 2
_MOST_STAGES = 4
_FEWEST_ROWS = 3
_HEAD = "项目"
"""The head of labels, where the header prints none."""

_Row = list[PrintedCell]


def by_stages(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run under such a header, and how many paragraphs it takes; None where no rates prove it."""
    if not run or not (_YEAR.fullmatch(fold(run[0].text)) or meaning(run[0].text).role == "item"):
        return None
    pieces = [piece for piece in pieces_of_run(run, integers) if piece.text.text != BLANK_CELL]
    head = pieces[:1] if not _YEAR.fullmatch(fold(pieces[0].text.text)) else []
    pieces = pieces[len(head) :]
    width = next((at for at, piece in enumerate(pieces) if not _YEAR.fullmatch(fold(piece.text.text))), 0)
    stages = pieces[width : 2 * width]
    if not _FEWEST_STAGES <= width <= _MOST_STAGES or not all(phase_of((one.text.text,)) for one in stages):
        return None
    rows = list(_labelled_rows(pieces[2 * width :]))
    if rows and not _prints_rate(rows[-1][-1]):
        rows.pop()  # the page is cut
    figures = [[piece for piece in row[1:] if not _prints_rate(piece)] for row in rows]
    if len(rows) < _FEWEST_ROWS or any(len(row) != width for row in figures) or not _proved(rows, figures):
        return None
    words = [year.text.joined(stage.text) for year, stage in zip(pieces, stages, strict=False)]
    first = head[0].text if head else None
    header = Row(
        (Cell(first.text, first.marks) if first else Cell(_HEAD), *(Cell(one.text, one.marks) for one in words))
    )
    body = [
        Row(tuple(Cell(piece.text.text, piece.text.marks) for piece in (row[0], *cells)))
        for row, cells in zip(rows, figures, strict=True)
    ]
    return Table((header, *body), run[0].place), rows[-1][-1].paragraphs


def _labelled_rows(pieces: Sequence[PrintedCell]) -> Iterator[_Row]:
    """The rows that a label heads; the cells before the first label are no row's."""
    row: _Row = []
    for piece in pieces:
        if is_number(piece):
            row += [piece] if row else []
        elif len(row) == 1:
            return  # words behind words: another part of the page
        else:
            if row:
                yield row
            row = [piece]
    if len(row) > 1:
        yield row


def _prints_rate(piece: PrintedCell) -> bool:
    printed = parse(piece.text.text)
    return isinstance(printed, Amount) and printed.unit in RATES


def _proved(rows: Sequence[_Row], figures: Sequence[_Row]) -> bool:
    """Whether the rates, as many in each row and behind its figures, are of the same two columns in all rows."""
    rates = [row[1 + len(cells) :] for row, cells in zip(rows, figures, strict=True)]
    if (
        len({len(row) for row in rates}) != 1
        or not rates[0]
        or not all(_prints_rate(one) for row in rates for one in row)
    ):
        return False
    values = [[_number_in(piece) for piece in row] for row in figures]
    return all(
        any(
            all(_is_rate_of(row[at], cells[part], cells[whole], rise) for row, cells in zip(rates, values, strict=True))
            for part, whole in permutations(range(len(values[0])), 2)
            for rise in (False, True)
        )
        for at in range(len(rates[0]))
    )


def _is_rate_of(rate: PrintedCell, part: Decimal, whole: Decimal, rise: bool) -> bool:
    printed = parse(rate.text.text)
    if not isinstance(printed, Amount) or not whole:
        return False
    exact = 100 * ((part - whole if rise else part) / whole)
    return abs(exact - printed.value) <= Decimal(1).scaleb(-printed.decimals)


def _number_in(piece: PrintedCell) -> Decimal:
    printed = parse(piece.text.text)
    return printed.value if isinstance(printed, Amount) else Decimal(0)
