"""Tables of web pages as full grids: `rowspan` and `colspan` become the height and width of one cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.blocks import Cell, Place, Row, Table, UnreadableFile
from loaders.readers.html_text import printed
from loaders.readers.spans import without_unused_columns

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CELLS = 2_000_000
_WIDEST = 1000


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only lays out the page: most of its text is in other tables, or it has a single cell."""
    inner = [node for node in table.iter("table") if next(node.iterancestors("table"), None) is table]
    if inner and 2 * sum(len(printed(node)) for node in inner) >= len(printed(table)):
        return True
    return sum(1 for row in _rows(table) for _ in _cells(row)) <= 1


def table_of(table: HtmlElement, place: Place, name: str) -> Table:
    """A table of a page, every position filled. Raises UnreadableFile where its spans ask for an absurd size."""
    rows = list(_rows(table))
    grid: dict[tuple[int, int], Cell] = {}
    for i, row in enumerate(rows):
        column = 0
        for node in _cells(row):
            while (i, column) in grid:
                column += 1
            width, height = _span(node, "colspan", _WIDEST), _span(node, "rowspan", len(rows) - i)
            if len(grid) + width * height > MAX_CELLS:
                raise UnreadableFile(
                    f"{name}: 表格超过 {MAX_CELLS} 个单元格，拒绝读取 / more than {MAX_CELLS} cells in a table, refused"
                )
            _put(grid, i, column, Cell(printed(node), ((0, _at(place, i, column)),), width=width, height=height), place)
            column += width
    wide = max((column for _, column in grid), default=-1) + 1
    empty = [[Cell("", ((0, _at(place, i, j)),)) for j in range(wide)] for i in range(len(rows))]
    filled = (tuple(grid.get((i, j), cell) for j, cell in enumerate(row)) for i, row in enumerate(empty))
    return Table(without_unused_columns([Row(cells) for cells in filled]), place, spans_known=True)


def _put(grid: dict[tuple[int, int], Cell], row: int, column: int, cell: Cell, place: Place) -> None:
    for i in range(row, row + cell.height):
        for j in range(column, column + cell.width):
            grid.setdefault((i, j), Cell("", ((0, _at(place, i, j)),), covered=True))
    grid[row, column] = cell


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    yield from row.iterchildren("td", "th")


def _span(node: HtmlElement, attribute: str, most: int) -> int:
    value = (node.get(attribute) or "1").strip()
    if not value.isascii() or not value.isdecimal():
        return 1
    return max(1, min(int(value) or most, most))


def _at(place: Place, row: int, column: int) -> Place:
    return Place(table=place.table, row=row + 1, column=column + 1)
