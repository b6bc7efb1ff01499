"""Tables of web pages as full grids: `rowspan` and `colspan` become the height and width of one cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING

from loaders.blocks import Place, Table, Text
from loaders.readers.grid import placed, rows_of
from loaders.readers.html.css import HIDDEN, STRUCK, is_raised, unseen
from loaders.readers.html.text import collapsed, printed
from loaders.readers.marks import MARK, raised
from loaders.whole_numbers import whole

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WIDEST = 1000
_FEWEST_ROWS = 2
"""Of a table inside a cell, each with several cells."""


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only lays out the page: most of its text is in other tables, or it has a single cell."""
    inner = [node for node in table.iter("table") if next(node.iterancestors("table"), None) is table]
    if inner and 2 * sum(len(printed(node)) for node in inner) >= len(printed(table)):
        return True
    return sum(1 for row in _own_rows(table) for _ in _own_cells(row)) <= 1


def table_of(table: HtmlElement, place: Place, name: str) -> Table:
    """A table of a page, every position filled. Raises UnreadableFile where it is larger than any form.

    Places count the tables of a page; where `place` is a line of a text file, they are the lines of the tags. Rows and
    cells that are not shown are left out.
    """
    rows = [row for row in _in_order(table) if not unseen(row) and not _is_struck(row)]
    ends = list(_group_ends(rows))
    elsewhere = set(with_tables_of_their_own(table))
    lines = [place.line + (row.sourceline or 1) - 1 if place.line else None for row in rows]

    def cells() -> Iterator[list[tuple[int, int, str, int | None]]]:
        for i, row in enumerate(rows):
            cells = [node for node in _own_cells(row) if unseen(node) != HIDDEN or _keeps_room(node)]
            yield [_cell(node, ends[i] - i, place, node in elsewhere) for node in cells]

    slots = placed(cells(), len(rows))

    def at(i: int, j: int, line: int | None) -> Place:
        here = line or lines[i]
        return Place(line=here) if here else Place(table=place.table, row=i + 1, column=j + 1)

    return Table(rows_of(slots, len(rows), at, name), place, spans_known=True)


def unseen_in(table: HtmlElement) -> Iterator[tuple[str, str]]:
    """The texts of a table that are not shown, each with the reason."""
    for node in table.iter():
        reason = unseen(node) if isinstance(node.tag, str) else ""
        if reason and not any(unseen(above) for above in node.iterancestors()):
            text = collapsed(" ".join(node.itertext()))
            if text:
                yield text, "hidden row" if node.tag == "tr" and reason == HIDDEN else reason
    for mark in table.iter():
        text = "".join(mark.itertext()) if isinstance(mark.tag, str) and is_raised(mark) else ""
        if text and raised("0", text) is None:
            yield text, MARK


def with_tables_of_their_own(table: HtmlElement) -> Iterator[HtmlElement]:
    """The cells of a table that hold another with columns: what is in them is read behind the table around it."""
    for row in _own_rows(table):
        for cell in _own_cells(row):
            if any(_has_columns(inner) for inner in cell.iter("table")) and not unseen(cell):
                yield cell


def _has_columns(table: HtmlElement) -> bool:
    wide = (row for row in _own_rows(table) if sum(1 for _ in _own_cells(row)) > 1)
    return sum(1 for _ in islice(wide, _FEWEST_ROWS)) == _FEWEST_ROWS


def _cell(node: HtmlElement, tall: int, place: Place, is_elsewhere: bool) -> tuple[int, int, str, int | None]:
    line = place.line + (node.sourceline or 1) - 1 if place.line else None
    text = "" if unseen(node) or is_elsewhere else printed(node)
    return _span(node, "colspan", _WIDEST), _rows_spanned(node, tall), text, line


def _keeps_room(node: HtmlElement) -> bool:
    """Whether a cell that is not seen is still there: `visibility` hides its text, `display` takes it away."""
    return "visibility" in (node.get("style") or "").lower()


def _is_struck(row: HtmlElement) -> bool:
    """Whether all that a row prints is struck out."""
    return not printed(row).strip() and any(unseen(node) == STRUCK for node in row.iter() if isinstance(node.tag, str))


def lines_of(table: Table) -> Iterator[Text]:
    """The rows of a table as lines of the file, a tab between cells."""
    for row in table.rows:
        text, marks = "", []
        for cell in row.cells:
            marks.append((len(text), cell.place))
            text += cell.text.replace("\n", " ") + "\t"
        yield Text(text.rstrip("\t"), tuple(marks))


def _own_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _own_cells(row: HtmlElement) -> Iterator[HtmlElement]:
    yield from row.iterchildren("td", "th")


def _in_order(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table as a browser shows them: those of its head first, those of its foot last."""
    head, foot = (next(table.iterchildren(tag), None) for tag in ("thead", "tfoot"))
    rows = list(_own_rows(table))
    first = [row for row in rows if head is not None and row.getparent() is head]
    last = [row for row in rows if foot is not None and row.getparent() is foot]
    between = [row for row in rows if row.getparent() is not head and row.getparent() is not foot]
    return [*first, *between, *last]


def _group_ends(rows: Sequence[HtmlElement]) -> Iterator[int]:
    """For each row, how many rows there are to the end of its head, body or foot: no cell spans more."""
    for _, group in groupby(enumerate(rows), key=lambda one: one[1].getparent()):
        members = [number for number, _ in group]
        yield from [members[-1] + 1] * len(members)


def _rows_spanned(node: HtmlElement, most: int) -> int:
    """How many rows a cell takes; 0 in the page are all that are left."""
    return most if (node.get("rowspan") or "").strip() == "0" else _span(node, "rowspan", most)


def _span(node: HtmlElement, attribute: str, most: int) -> int:
    value = (node.get(attribute) or "1").strip()
    if not value.isascii() or not value.isdecimal():
        return 1
    return max(1, min(whole(value, most) or most, most))
