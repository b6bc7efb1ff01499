"""Tables of Word files as full grids: `gridSpan` and `vMerge` become the width and height of one cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.blocks import Cell, Place, Row, Table
from loaders.readers.docx.numbering import W
from loaders.readers.docx.text import text_of
from loaders.readers.merged_columns import without_unused_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from loaders.readers.docx.styles import Styles

_WIDEST = 1000


@dataclass(slots=True)
class _Slot:
    """One cell as the file has it: where its row begins it, how wide it is, and whether it goes on from above."""

    column: int
    width: int
    continues: bool
    text: str
    height: int = 1


def is_wrapper(table: etree._Element) -> bool:
    """Whether a table has one cell a row and holds other tables: it only lays out the page."""
    rows = list(_rows(table))
    nested = any(cell.find(f".//{W}tbl") is not None for row in rows for cell in _cells(row))
    return nested and all(len(list(_cells(row))) <= 1 for row in rows)


def table_of(table: etree._Element, place: Place, styles: Styles) -> Table:
    """A Word table, every position filled. Rows whose deletion is tracked are left out."""
    rows = [list(_slots(row, styles)) for row in _rows(table)]
    width = max((slot.column + slot.width for row in rows for slot in row), default=0)
    _merge(rows)
    grid = [[Cell("", ((0, _at(place, i, j)),)) for j in range(width)] for i in range(len(rows))]
    for i, row in enumerate(rows):
        for slot in row:
            for line in range(i, i + slot.height):
                for j in range(slot.column, slot.column + slot.width):
                    grid[line][j] = Cell("", ((0, _at(place, line, j)),), covered=True)
            if not slot.continues:
                marks = ((0, _at(place, i, slot.column)),)
                grid[i][slot.column] = Cell(slot.text, marks, width=slot.width, height=slot.height)
    return Table(without_unused_columns([Row(tuple(row)) for row in grid]), place, spans_known=True)


def _merge(rows: list[list[_Slot]]) -> None:
    """Let each cell that begins a vertical merge grow over the cells below that go on with it."""
    open_above: dict[int, _Slot] = {}
    for row in rows:
        here: dict[int, _Slot] = {}
        for slot in row:
            above = open_above.get(slot.column)
            if slot.continues and above is not None and above.width == slot.width:
                above.height += 1
                here[slot.column] = above
                slot.height = 0
            else:
                slot.continues = False
                here[slot.column] = slot
        open_above = here
    for row in rows:
        row[:] = [slot for slot in row if slot.height]


def cells_of(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a table in reading order, without those of the tables inside it."""
    for row in _rows(table):
        yield from _cells(row)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter(f"{W}tr"):
        deleted = row.find(f"{W}trPr/{W}del") is not None
        if next(row.iterancestors(f"{W}tbl")) is table and not deleted:
            yield row


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            yield cell


def _slots(row: etree._Element, styles: Styles) -> Iterator[_Slot]:
    column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _cells(row):
        width = max(1, _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        yield _Slot(column, width, continues, _text(cell, styles))
        column += width


def _text(cell: etree._Element, styles: Styles) -> str:
    texts = []
    for paragraph in cell.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}tc")) is cell:
            text = text_of(paragraph).strip("\n")
            texts.append(styles.look(paragraph).label + text if text.strip() else "")
    return "\n".join(texts).strip("\n").replace("\t", " ")


def _count(node: etree._Element | None, default: int) -> int:
    value = "" if node is None else node.get(f"{W}val", "")
    return min(int(value), _WIDEST) if value.isdecimal() else default


def _at(place: Place, row: int, column: int) -> Place:
    return Place(table=place.table, row=row + 1, column=column + 1)
