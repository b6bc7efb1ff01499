"""The proof of a table that was put back: what adds up in it."""

from __future__ import annotations

from dataclasses import replace

from loaders.blocks import Table
from loaders.forms.flattened.laying import PrintedCell
from loaders.forms.grid import read_grid
from loaders.forms.placed_by_sums import votes_of
from loaders.layout.sheets import Sheet
from loaders.table.sums import Votes


def foots(table: Table) -> bool:
    """Whether the sums of a table hold, across its rows or down its columns, and none breaks."""
    grid = read_grid(Sheet(None, table.rows, spans_known=table.spans_known))
    if grid is None:
        return False
    said = Votes()
    for side in dict.fromkeys(column.side for column in grid.amounts):
        columns = [column for column in grid.columns if column.side == side]
        placed = [
            (PrintedCell(row.cells[column.index], 0), number, at)
            for number, row in enumerate(grid.rows)
            for at, column in enumerate(columns)
            if row.cells[column.index]
        ]
        said += votes_of(tuple(replace(column, index=at) for at, column in enumerate(columns)), placed)
    return said.foots
