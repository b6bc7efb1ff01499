"""Tables of web pages as full grids: `rowspan` and `colspan` become the height and width of one cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.blocks import Cell, Place, Row, Table, Text, UnreadableFile
from loaders.readers.html.text import printed
from loaders.readers.merged_columns import without_unused_columns

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
    """A table of a page, every position filled. Raises UnreadableFile where its spans ask for an absurd size.

    Places count the tables of a page; where `place` is a line of a text file, they are the lines of the tags.
    """
    rows = list(_rows(table))
    lines = [place.line + (row.sourceline or 1) - 1 if place.line else None for row in rows]
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
            at = _at(place, i, column, place.line and place.line + (node.sourceline or 1) - 1)
            cell = Cell(printed(node), ((0, at),), width=width, height=height)
            _put(grid, i, column, cell, [_at(place, k, column, line) for k, line in enumerate(lines)])
            column += width
    wide = max((column for _, column in grid), default=-1) + 1
    empty = [[Cell("", ((0, _at(place, i, j, line)),)) for j in range(wide)] for i, line in enumerate(lines)]
    filled = (tuple(grid.get((i, j), cell) for j, cell in enumerate(row)) for i, row in enumerate(empty))
    return Table(without_unused_columns([Row(cells) for cells in filled]), place, spans_known=True)


def lines_of(table: Table) -> Iterator[Text]:
    """The rows of a table as lines of the file, a tab between cells."""
    for row in table.rows:
        text, marks = "", []
        for cell in row.cells:
            marks.append((len(text), cell.place))
            text += cell.text.replace("\n", " ") + "\t"
        yield Text(text.rstrip("\t"), tuple(marks))


def _put(grid: dict[tuple[int, int], Cell], row: int, column: int, cell: Cell, places: list[Place]) -> None:
    for i in range(row, row + cell.height):
        for j in range(column, column + cell.width):
            at = places[i] if places[i].line else replace(places[i], column=j + 1)
            grid.setdefault((i, j), Cell("", ((0, at),), covered=True))
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


def _at(place: Place, row: int, column: int, line: int | None) -> Place:
    return Place(line=line) if line else Place(table=place.table, row=row + 1, column=column + 1)
