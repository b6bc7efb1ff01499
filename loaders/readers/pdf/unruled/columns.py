"""Tables without rules in a PDF: figures that are aligned below each other make columns.

What the print does not prove is not put into a cell: a figure in a column without alignment, a row whose lines may be
one cell or two. It is reported as left out, and the account of the file counts it as unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.blocks import Cell, Row, Table
from loaders.readers.pdf.unruled.continued import Part, below_each_other
from loaders.readers.pdf.unruled.figure_columns import bands_of
from loaders.readers.pdf.unruled.headers import HeadColumn, column_of, headed
from loaders.readers.pdf.unruled.rows import Stack, rows_of, side_of, stacks_of
from loaders.readers.pdf.unruled.segments import Level
from loaders.readers.pdf.unruled.unproved import doubtful_rows, rests_of_cut_rows

_FEWEST_ROWS = 3
"""Fewer rows without a header over their figures are no table."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table without rules on one page: its columns' edges, what it leaves out, and whether amounts have headers.

    `rest`: what is left out because it belongs to a row that the page before left out.
    """

    table: Table
    edges: tuple[float, ...]
    unproved: tuple[str, ...]
    headed: bool
    rest: tuple[str, ...] = ()


def open_tables(parts: Sequence[Part], *, goes_on: bool = False) -> list[OpenTable] | None:
    """A table without rules, page by page, all its parts in the same columns; None where print proves no table.

    The first part has the header; another begins with the same header again or goes on with rows at once. `goes_on`:
    the next page may hold more of it, which these parts do not. Words at the top below a header that the page before
    has too may be the rest of a cell that the break cut.
    """
    spread = below_each_other(parts)
    stacks = stacks_of(spread.levels, spread.rules)
    body, heads = _parted(spread.first, stacks)
    rows = rows_of(body)
    bands = bands_of(rows)
    if bands is None or len(bands) < 2 or not any(band.figures for band in bands):
        return None
    numbering = {id(piece) for level in spread.levels if level.numbering for piece in level.figures}
    numbers = [head for head in heads if id(head.lines[0]) in numbering]
    columns = headed(
        bands, [head for head in heads if id(head.lines[0]) not in numbering], side_of(_telling(body, heads))
    )
    if sum(any(cell.figure for cell in row) for row in rows) < _FEWEST_ROWS and not _names_figures(columns):
        return None
    part_of = [spread.part_of(row[0].first) for row in rows]
    doubtful = doubtful_rows(columns, rows, heads, part_of, goes_on)
    if parts[0].head is not None:
        first = next(number for number, row in enumerate(rows) if any(cell.figure for cell in row))
        doubtful[:first] = [True] * first
    rests = {at for at in rests_of_cut_rows(columns, rows, part_of) if not doubtful[at]}
    made = []
    for number in range(len(parts)):
        assembler = _ColumnAssembler(columns)
        if number == 0 or spread.repeated[number]:
            assembler.head(numbers)
        for at, (row, doubt, part) in enumerate(zip(rows, doubtful, part_of, strict=True)):
            if part == number and at in rests:
                assembler.rest += [cell.text for cell in row]
            elif part == number:
                assembler.row(row, doubtful=doubt)
        made.append(assembler)
    if not any(assembler.figures for assembler in made):
        return None
    return [assembler.table() for assembler in made]


def _names_figures(columns: Sequence[HeadColumn]) -> bool:
    return any(column.path and column.band and column.band.figures for column in columns)


def _parted(first: Level, stacks: Sequence[Stack]) -> tuple[list[Stack], list[Stack]]:
    """The cells of the rows, and those of the header: what ends above the first row of figures."""
    line = first.base - 0.3 * first.size
    return [stack for stack in stacks if stack.last > line], [stack for stack in stacks if stack.last <= line]


def _telling(body: Sequence[Stack], heads: Sequence[Stack]) -> Sequence[Stack]:
    """The cells that show by what cells are level: those of the rows, if some have several lines."""
    return body if any(len(cell.lines) > 1 for cell in body) else heads


class _ColumnAssembler:
    """Puts cells into the columns, and keeps what finds no proved place."""

    def __init__(self, columns: Sequence[HeadColumn]) -> None:
        self.columns = columns
        self.rows: list[Row] = []
        self.unproved: list[str] = []
        self.rest: list[str] = []
        self.figures = 0

    def head(self, numbers: Sequence[Stack]) -> None:
        """The rows of the header, that of column numbers last."""
        depth = max((len(column.path) for column in self.columns), default=0)
        for level in range(depth):
            cells = [self._head_cell(level, number, depth) for number in range(len(self.columns))]
            self._add(cells)
        if len(numbers) > 1:
            self._number(numbers)

    def _head_cell(self, level: int, number: int, depth: int) -> Cell:
        path = self.columns[number].path
        if level >= len(path):
            return Cell("", covered=bool(path))
        if number and self._at(level, number - 1) is path[level]:
            return Cell("", covered=True)
        width = 1
        while number + width < len(self.columns) and self._at(level, number + width) is path[level]:
            width += 1
        height = depth - level if level + 1 == len(path) else 1
        return Cell(path[level].text, width=width, height=height)

    def _at(self, level: int, number: int) -> Stack | None:
        path = self.columns[number].path
        return path[level] if level < len(path) else None

    def row(self, stacks: Sequence[Stack], *, doubtful: bool) -> None:
        """One row; nothing of a doubtful one has a place."""
        texts = [""] * len(self.columns)
        placed = [(stack, column_of(stack, self.columns)) for stack in sorted(stacks, key=lambda stack: stack.x0)]
        doubtful = doubtful or any(at is None and not stack.figure for stack, at in placed)
        for stack, at in placed:
            band = self.columns[at].band if at is not None else None
            if at is None or doubtful or (stack.figure and band is not None and not band.proved):
                self.unproved.append(stack.text)
            else:
                texts[at] = f"{texts[at]} {stack.text}".strip()
                self.figures += stack.figure
        if any(texts):
            self._add([Cell(text) for text in texts])

    def _number(self, stacks: Sequence[Stack]) -> None:
        """A row of column numbers, each at the nearest column."""
        texts = [""] * len(self.columns)
        for stack in stacks:
            at = min(range(len(texts)), key=lambda n: abs(self.columns[n].x0 + self.columns[n].x1 - 2 * stack.centre))
            texts[at] = stack.text
        self._add([Cell(text) for text in texts])

    def _add(self, cells: Sequence[Cell]) -> None:
        self.rows.append(Row(tuple(cells)))

    def table(self) -> OpenTable:
        """The rows so far."""
        middles = [(a.x1 + b.x0) / 2 for a, b in pairwise(self.columns)]
        edges = (self.columns[0].x0, *middles, self.columns[-1].x1)
        table = Table(tuple(self.rows), spans_known=True)
        return OpenTable(table, edges, tuple(self.unproved), _names_figures(self.columns), tuple(self.rest))
