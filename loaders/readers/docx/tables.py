"""Tables of Word files as full grids: `gridSpan` and `vMerge` become the width and height of one cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from loaders.blocks import Dropped, Place, Table
from loaders.readers.docx.numbering import W
from loaders.readers.docx.styles import is_on
from loaders.readers.docx.text import goes_on, is_old_copy, print_of
from loaders.readers.grid import Slot, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from loaders.readers.docx.styles import Styles

_WIDEST = 1000


@dataclass(slots=True)
class _Cell:
    """One cell as the file has it: where its row begins it, how wide it is, and whether it goes on from above.

    `merged`: it begins or goes on with a vertical merge. A cell that another one has taken in has no height.
    """

    column: int
    width: int
    continues: bool
    merged: bool
    text: str
    unseen: list[tuple[str, str]] = field(default_factory=list)
    height: int = 1


def is_wrapper(table: etree._Element) -> bool:
    """Whether a table has one cell a row and holds other tables: it only lays out the page."""
    rows = list(_kept_rows(table))
    nested = any(cell.find(f".//{W}tbl") is not None for row in rows for cell in _kept_cells(row))
    return nested and all(len(list(_kept_cells(row))) <= 1 for row in rows)


def table_of(table: etree._Element, place: Place, styles: Styles, name: str) -> tuple[Table, list[Dropped]]:
    """A Word table, every position filled, and what it holds without showing it.

    Rows that are hidden, struck out, or whose deletion is tracked are left out. Raises UnreadableFile where the table
    is larger than any form.
    """
    unseen: list[Dropped] = []
    rows: list[list[_Cell]] = []
    for row in _kept_rows(table):
        at = Place(table=place.table, row=len(rows) + 1)
        cells = _cells_read(row, styles)
        hidden = [Dropped(text, at, reason) for cell in cells for text, reason in cell.unseen]
        if is_on(row.find(f"{W}trPr/{W}hidden")):
            unseen += hidden + [Dropped(cell.text, at, "hidden row") for cell in cells if cell.text]
            continue
        unseen += hidden
        if not (hidden and _is_blank(cells)):
            rows.append(cells)
    _merge(rows)
    slots = [
        Slot(i, cell.column, cell.text, cell.width, cell.height)
        for i, row in enumerate(rows)
        for cell in row
        if cell.height
    ]
    return Table(rows_of(slots, len(rows), partial(_at, place), name), place, spans_known=True), unseen


def _is_blank(cells: list[_Cell]) -> bool:
    """Whether a row shows nothing and no merged cell runs through it."""
    return not any(cell.text or cell.merged for cell in cells)


def _merge(rows: list[list[_Cell]]) -> None:
    """Let each cell that begins a vertical merge grow over the cells below that go on with it."""
    open_above: dict[int, _Cell] = {}
    for row in rows:
        here: dict[int, _Cell] = {}
        for cell in row:
            above = open_above.get(cell.column)
            if cell.continues and above is not None and above.width == cell.width:
                above.height += 1
                here[cell.column] = above
                cell.height = 0
            else:
                here[cell.column] = cell
        open_above = here


def cells_of(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a table in reading order, without those of the tables inside it."""
    for row in _kept_rows(table):
        yield from _kept_cells(row)


def holds_table(cell: etree._Element) -> bool:
    """Whether a cell holds a table with columns: what is in the cell is read behind the table around it."""
    return any(_has_columns(inner) for inner in cell.iter(f"{W}tbl"))


def _has_columns(table: etree._Element) -> bool:
    return sum(1 for row in _kept_rows(table) if sum(1 for _ in _kept_cells(row)) > 1) > 1


def _kept_rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter(f"{W}tr"):
        deleted = row.find(f"{W}trPr/{W}del") is not None
        if next(row.iterancestors(f"{W}tbl")) is table and not deleted and not is_old_copy(row, table):
            yield row


def _kept_cells(row: etree._Element) -> Iterator[etree._Element]:
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            yield cell


def _cells_read(row: etree._Element, styles: Styles) -> list[_Cell]:
    cells: list[_Cell] = []
    before: _Cell | None = None
    column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for node in _kept_cells(row):
        width = max(1, _count(node.find(f"{W}tcPr/{W}gridSpan"), 1))
        if before is not None and _continues(node.find(f"{W}tcPr/{W}hMerge")):
            before.width += width
            column += width
            continue
        merge = node.find(f"{W}tcPr/{W}vMerge")
        text, unseen = ("", []) if holds_table(node) else _cell_text(node, styles)
        before = _Cell(column, width, _continues(merge), merge is not None, text, unseen)
        cells.append(before)
        column += width
    return cells


def _continues(merge: etree._Element | None) -> bool:
    """Whether a cell is one with that above (`vMerge`) or before it (`hMerge`)."""
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _cell_text(cell: etree._Element, styles: Styles) -> tuple[str, list[tuple[str, str]]]:
    """The printed text of a cell, and what it holds without printing it."""
    texts, unseen, begun = [], [], ""
    for paragraph in cell.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}tc")) is cell and not _in_box(paragraph, cell):
            found = print_of(paragraph, styles)
            text = begun + found.text.strip("\n")
            unseen += found.unseen
            joins = goes_on(paragraph)
            begun = text if joins else ""
            if not joins:
                label = styles.look(paragraph).label
                texts.append(label + text if text.strip() else "")
    return "\n".join(texts).strip("\n").replace("\t", " "), unseen


def _in_box(paragraph: etree._Element, cell: etree._Element) -> bool:
    """Whether a paragraph is in a text box of a cell, which is read by itself."""
    box = next(paragraph.iterancestors(f"{W}txbxContent", f"{W}tc"), None)
    return box is not None and box is not cell


def _count(node: etree._Element | None, default: int) -> int:
    value = "" if node is None else node.get(f"{W}val", "")
    return min(int(value), _WIDEST) if value.isdecimal() and len(value) < 9 else default


def _at(place: Place, row: int, column: int, _line: int | None) -> Place:
    return Place(table=place.table, row=row + 1, column=column + 1)
