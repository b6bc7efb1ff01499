"""Files inside files: a workbook in a Word document, a page taken in whole, the parts of a web archive."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from loaders.blocks import Block, Cell, Dropped, Heading, Place, Reading, Table, UnreadableFile

SEPARATOR = "!/"
_DEEPEST = 3
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class Placed:
    """What an embedded file holds, placed as parts of the file around it: paragraphs are lines, tables are counted."""

    lines: int
    tables: int
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def read_inside(content: bytes, name: str, part: str) -> Reading | None:
    """An embedded file as blocks, by whichever reader knows it; None where none does or it is nested too deep."""
    from loaders import readers
    from loaders.readers import workbook

    inside = f"{name}{SEPARATOR}{part}"
    if name.count(SEPARATOR) >= _DEEPEST:
        return None
    try:
        content = _unwrapped(content)
        if workbook.sniff(content):
            return workbook.read(content, inside, only_active=True)
        return readers.read_bytes(content, inside)
    except UnreadableFile:
        return None


def _unwrapped(content: bytes) -> bytes:
    """The package inside an OLE object, where one lies in it in a piece; else the bytes themselves."""
    at = content.find(_ZIP) if content[:8] == _OLE else -1
    return content[at:] if at > 0 else content


def placed(reading: Reading, lines: int, tables: int) -> Placed:
    """The blocks of an embedded file behind so many lines and tables of the file around it.

    The headings that only name a sheet are left out: nobody sees them there.
    """
    found = Placed(lines, tables)
    for block in reading.blocks:
        if isinstance(block, Table):
            found.tables += 1
            found.blocks.append(_placed_table(block, found.tables))
        elif not (isinstance(block, Heading) and block.place.sheet is not None):
            found.lines += 1
            found.blocks.append(replace(block, marks=((0, Place(line=found.lines)),)))
    at = Place(line=found.lines or 1)
    found.dropped = [replace(part, place=at) for part in reading.dropped]
    return found


def _placed_table(table: Table, number: int) -> Table:
    rows = tuple(
        replace(row, cells=tuple(_placed_cell(cell, number, i, j) for j, cell in enumerate(row.cells, 1)))
        for i, row in enumerate(table.rows, 1)
    )
    return Table(rows, Place(table=number), table.spans_known)


def _placed_cell(cell: Cell, number: int, row: int, column: int) -> Cell:
    return replace(cell, marks=((0, Place(table=number, row=row, column=column)),))
