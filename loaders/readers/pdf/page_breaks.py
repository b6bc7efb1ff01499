"""Tables that go on over a page break: each page draws only the rules it needs, here they get the same columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.blocks import Cell, Table
from loaders.readers.pdf.pages import Drawn, Page

_SAME = 6.0
"""Column edges on two pages this near to each other (points) are the same edge."""
_OUTER = 9.0
"""The sides of a table may move this far from page to page."""


def with_common_columns(pages: Sequence[Page]) -> list[Page]:
    """The pages, every table that is at a foot and goes on at the next head cut into the columns of all its parts.

    A total row alone on the last page draws one wide cell where the pages before draw three columns: it comes out
    three columns wide.
    """
    whole = list(pages)
    run: list[int] = []
    for index in range(len(whole)):
        run.append(index)
        if index + 1 == len(whole) or not goes_on(whole[index], whole[index + 1]):
            if len(run) > 1:
                _align(whole, run)
            run = []
    return whole


def goes_on(page: Page, following: Page) -> bool:
    """Whether a ruled table at the foot of a page may go on at the head of the next."""
    if not page.blocks or not following.blocks:
        return False
    foot, head = page.blocks[-1], following.blocks[0]
    if not isinstance(foot, Drawn) or not isinstance(head, Drawn) or not (foot.ruled and head.ruled):
        return False
    return all(abs(foot.edges[side] - head.edges[side]) < _OUTER for side in (0, -1))


def _align(pages: list[Page], run: Sequence[int]) -> None:
    """Give the parts of one table (the last table of each page but the last, the first of each but the first) the
    same columns. A page in the middle that holds another table between two parts starts a new run of parts."""
    parts: list[tuple[int, int]] = []
    for at, index in enumerate(run):
        last = len(pages[index].blocks) - 1
        if at > 0:
            parts.append((index, 0))
        if at == 0 or last > 0:
            _cut(pages, parts)
            parts = [(index, last)]
    _cut(pages, parts)


def _cut(pages: list[Page], parts: Sequence[tuple[int, int]]) -> None:
    tables = [drawn for page, block in parts if isinstance(drawn := pages[page].blocks[block], Drawn)]
    if len(tables) < 2:
        return
    edges = common_edges(table.edges for table in tables)
    for page, block in parts:
        blocks = list(pages[page].blocks)
        drawn = blocks[block]
        if isinstance(drawn, Drawn):
            blocks[block] = replace(drawn, table=_widened(drawn, edges), edges=edges)
            pages[page] = replace(pages[page], blocks=tuple(blocks))


def common_edges(tables: Iterable[tuple[float, ...]]) -> tuple[float, ...]:
    """The column edges of all tables together, those of the table with most columns first."""
    ordered = sorted(tables, key=len, reverse=True)
    edges = list(ordered[0])
    for table in ordered[1:]:
        edges += [edge for edge in table[1:-1] if all(abs(edge - known) > _SAME for known in edges)]
    return tuple(sorted(edges))


def _widened(drawn: Drawn, edges: tuple[float, ...]) -> Table:
    at = [_nearest(edge, edges) for edge in drawn.edges]
    at[0], at[-1] = 0, len(edges) - 1
    if len(edges) == len(drawn.edges) or sorted(set(at)) != at:
        return drawn.table
    rows = [replace(row, cells=_respread(row.cells, at)) for row in drawn.table.rows]
    return replace(drawn.table, rows=tuple(rows))


def _nearest(edge: float, edges: tuple[float, ...]) -> int:
    right = bisect_left(edges, edge)
    return min((i for i in (right - 1, right) if 0 <= i < len(edges)), key=lambda i: abs(edges[i] - edge))


def _respread(cells: Sequence[Cell], at: Sequence[int]) -> tuple[Cell, ...]:
    """A row cut into more columns: its cells grow wider, and every place names the new column."""
    spread: list[Cell] = []
    for column, cell in enumerate(cells):
        start, end = at[column], at[column + 1]
        width = cell.width if cell.covered else at[column + cell.width] - start
        for new in range(start, end):
            place = replace(cell.place, column=new + 1)
            if new == start:
                marks = tuple((offset, replace(mark, column=new + 1)) for offset, mark in cell.marks)
                spread.append(replace(cell, marks=marks, width=width))
            else:
                spread.append(Cell("", ((0, place),), covered=True))
    return tuple(spread)
