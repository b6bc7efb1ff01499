"""Tables whose format tells spans, as full grids: each position of the grid is a cell, or covered by one.

Columns that no cell begins in are left out before the grid is filled, so that its size follows from the number of
cells and never from the spans that a file claims.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from loaders.blocks import Cell, Place, Row, UnreadableFile

MAX_CELLS = 1_000_000
"""Positions of one table; a disclosure's largest has some ten thousand."""


FREE_CELLS, CELLS_PER_WRITTEN = 100_000, 20
"""A few written cells may stand for many by their spans and repetitions, but a small file for no large table."""
FREE_VALUES = 10_000
"""Of those, cells that print something: each is a figure to be read and accounted for."""


def most_cells(written: int) -> int:
    """How many positions a table may have in which a file writes so many cells."""
    return min(MAX_CELLS, FREE_CELLS + CELLS_PER_WRITTEN * written)


def most_values(written: int) -> int:
    """In how many positions so many written cells may be repeated."""
    return min(MAX_CELLS, FREE_VALUES + CELLS_PER_WRITTEN * written)


@dataclass(slots=True)
class Slot:
    """One cell as its file has it, from row and column 0; `line` is that of its tag where places are lines."""

    row: int
    column: int
    text: str = ""
    width: int = 1
    height: int = 1
    line: int | None = None


def too_large(name: str, most: int = MAX_CELLS) -> UnreadableFile:
    """Why a table of too many positions is not read."""
    return UnreadableFile(f"{name}: 表格超过 {most} 个单元格，拒绝读取 / more than {most} cells in a table, refused")


def rows_of(
    slots: Sequence[Slot], height: int, place: Callable[[int, int, int | None], Place], name: str
) -> tuple[Row, ...]:
    """The full rows of a table. `place` gives the place of a row, a column of the file, and the line of a tag.

    Where spans overlap, the cell that comes later in the file keeps its own position. Raises UnreadableFile.
    """
    starts = sorted({slot.column for slot in slots})
    most = most_cells(len(slots))
    if height * len(starts) > most:
        raise too_large(name, most)
    grid: list[list[Cell | None]] = [[None] * len(starts) for _ in range(height)]
    painted = 0
    for slot in slots:
        first, end = bisect_left(starts, slot.column), bisect_left(starts, slot.column + slot.width)
        painted += (end - first) * slot.height
        if painted > 2 * most:  # spans put over each other
            raise too_large(name, most)
        for i in range(slot.row, slot.row + slot.height):
            for j in range(first, end):
                if grid[i][j] is None:
                    grid[i][j] = Cell("", ((0, place(i, starts[j], None)),), covered=True)
        marks = ((0, place(slot.row, slot.column, slot.line)),)
        grid[slot.row][first] = Cell(slot.text, marks, width=end - first, height=slot.height)
    for i, cells in enumerate(grid):
        for j, cell in enumerate(cells):
            if cell is None:
                cells[j] = Cell("", ((0, place(i, starts[j], None)),))
    return tuple(Row(tuple(cell for cell in cells if cell is not None)) for cells in grid)


def placed(rows: Iterable[Iterable[tuple[int, int, str, int | None]]], height: int) -> list[Slot]:
    """Cells given row by row as (width, height, text, line), each set where spans from above leave room.

    As browsers lay out tables: a span ends with the table, and a cell goes to the next free column.
    """
    slots: list[Slot] = []
    hanging: list[tuple[int, int, int]] = []  # first column, end column, first row that is free again
    for i, cells in enumerate(rows):
        hanging = sorted(span for span in hanging if span[2] > i)
        column, over = 0, 0
        fresh: list[tuple[int, int, int]] = []
        for width, tall, text, line in cells:
            while over < len(hanging) and hanging[over][0] <= column:
                column = max(column, hanging[over][1])
                over += 1
            slot = Slot(i, column, text, width, min(tall, height - i), line)
            slots.append(slot)
            column += width
            if slot.height > 1:
                fresh.append((slot.column, column, i + slot.height))
        hanging += fresh
    return slots
