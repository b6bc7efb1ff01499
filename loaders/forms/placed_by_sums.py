"""Figures of a flattened table whose column print does not tell, placed where all sums of the table hold.

Every way of least cost to place the rows in question is tried, all rows together. What the ways agree on that prove
most is taken, if nothing breaks under them; other figures stay without a column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from math import prod
from typing import Protocol, TypeVar

from loaders.blocks import Text
from loaders.forms.arithmetic import equations
from loaders.forms.codes import scheme_of
from loaders.forms.columns import FormColumn
from loaders.forms.placed_by_codes import Way, narrowed_by_codes
from loaders.table.align import ways
from loaders.table.lines import LineKind, TableLine
from loaders.table.model import Role
from loaders.table.numbers import Amount, figure
from loaders.table.rows import tree_of
from loaders.table.sums import Votes, votes

_MOST_WAYS = 12
_MOST_TABLES = 400
"""So many tables are tried; where rows may be placed in more ways, nothing is proved."""


class _Printed(Protocol):
    """A printed cell."""

    @property
    def text(self) -> Text: ...


P = TypeVar("P", bound=_Printed)
Placed = tuple[P, int, int | None]
"""A cell with its row and column; the column None where it is not known."""


def with_sums(
    columns: tuple[FormColumn, ...], placed: Sequence[Placed[P]], cost: Callable[[P, int], float]
) -> list[Placed[P]]:
    """The cells, those without a column put where all ways agree that make the sums of the table hold best."""
    rows: dict[int, list[Placed[P]]] = defaultdict(list)
    for one in placed:
        rows[one[1]].append(one)
    doubtful = [row for row, cells in rows.items() if any(column is None for *_, column in cells)]
    choices: list[list[Way]] = [
        list(_choices([cell for cell, *_ in rows[row]], len(columns), cost)) for row in doubtful
    ]
    if all(choices):
        said_by_cells = {row: [cell.text.text for cell, *_ in cells] for row, cells in rows.items()}
        known: dict[int, list[Way]] = {row: [tuple(column for *_, column in cells)] for row, cells in rows.items()}
        ways_of_rows = known | dict(zip(doubtful, choices, strict=True))
        narrowed = narrowed_by_codes(columns, said_by_cells, ways_of_rows)
        choices = [narrowed[row] for row in doubtful]
    if not doubtful or not all(choices) or prod(map(len, choices)) > _MOST_TABLES:
        return list(placed)
    said = []
    for choice in product(*choices):
        chosen = dict(zip(doubtful, choice, strict=True))
        table = [
            (cell, row, chosen[row][at] if row in chosen else column)
            for row, cells in rows.items()
            for at, (cell, _, column) in enumerate(cells)
        ]
        said.append((votes_of(columns, table), table))
    least = min((votes for votes, _ in said), key=lambda one: one.price)
    best = [table for votes, table in said if votes.price == least.price]
    return _agreed(best) if least.foots else list(placed)


def _agreed(tables: Sequence[list[Placed[P]]]) -> list[Placed[P]]:
    """The cells with the columns on which all tables agree."""
    return [
        (cell, row, column if all(other[at][2] == column for other in tables) else None)
        for at, (cell, row, column) in enumerate(tables[0])
    ]


def _choices(cells: Sequence[P], width: int, cost: Callable[[P, int], float]) -> Iterator[Way]:
    found = ways(len(cells), width, lambda at, column: cost(cells[at], column), _MOST_WAYS)
    if found.all_of_them:
        yield from found.placings


def votes_of(columns: tuple[FormColumn, ...], table: Sequence[tuple[P, int, int | None]]) -> Votes:
    """What the sums of a table say, down its columns and across its rows."""
    values: dict[int, dict[int, Amount]] = defaultdict(dict)
    words: dict[int, list[str]] = defaultdict(list)
    for cell, row, column in table:
        amount = figure(cell.text.text)
        if amount is not None and column is not None and not scheme_of(cell.text.text):
            values[row] |= {column: amount} if columns[column].role == Role.AMOUNT else {}
        else:
            words[row].append(cell.text.text)
    lines = [_line(row, words[row], values[row]) for row in sorted({*words, *values})]
    said = tree_of(lines, range(len(columns))).votes
    for equation in equations(columns):
        for line in lines:
            parts = [{0: line.values[part]} for part in equation.parts if part in line.values]
            lone = equation.total not in line.values and bool(parts)
            whole = {0: line.values[equation.total]} if equation.total in line.values else {}
            said += Votes(broken=1) if lone else votes(whole, parts, (0,))
    return said


def _line(row: int, words: Sequence[str], values: dict[int, Amount]) -> TableLine:
    code = next((word for word in words if scheme_of(word)), "")
    label = next((word for word in words if word != code), "")
    return TableLine(row, label, code, kind=LineKind.SUBJECT if code else LineKind.LINE, values=values)
