"""Grids without the columns that every row has merged away: Word and Excel files are full of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Cell, Row


def without_unused_columns(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of a full grid without the columns that no cell begins in; places keep the file's own columns."""
    width = max((len(row.cells) for row in rows), default=0)
    used = {column for row in rows for column, cell in enumerate(row.cells) if not cell.covered}
    starts = [column in used for column in range(width)]
    return tuple(
        replace(row, cells=tuple(_narrowed(cell, j, starts) for j, cell in enumerate(row.cells) if starts[j]))
        for row in rows
    )


def _narrowed(cell: Cell, column: int, starts: Sequence[bool]) -> Cell:
    return cell if cell.covered else replace(cell, width=sum(starts[column : column + cell.width]))
