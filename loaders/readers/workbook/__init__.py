"""Workbooks (.xlsx, .xls and their kin) → blocks: a heading and the tables of each sheet that a person can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loaders.blocks import Block, Dropped, Heading, NotRead, Place, Reading, Text, UnreadableFile
from loaders.readers.grid import most_cells
from loaders.readers.office import Package, kind_of, main_part
from loaders.readers.workbook import ods as workbook_ods
from loaders.readers.workbook import spreadsheetml as workbook_xml
from loaders.readers.workbook import xls as workbook_xls
from loaders.readers.workbook import xlsx as workbook_xlsx
from loaders.readers.workbook.numbers import shown
from loaders.readers.workbook.page import SheetPage
from loaders.readers.workbook.sheets import UNCOMPUTED, RawSheet, locked, too_large
from loaders.readers.workbook.tables import blocks_of

FORMAT = "workbook"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HIDDEN = "hidden by its number format"


def sniff(data: bytes) -> bool:
    """Whether the bytes are a workbook: a zip with one inside, or an old Office file whose main stream is one.

    A locked .docx or .xlsx is an old Office file around a secret; it is taken here so that its reader can say so.
    """
    if data[:8] == _OLE:
        return main_stream(data) in ("Workbook", "Book", "EncryptedPackage")
    if kind_of(data) in ("xl", "opendocument.spreadsheet"):
        return True
    return workbook_xml.is_workbook(data) or workbook_ods.is_flat(data)


def main_stream(data: bytes) -> str:
    """The first known main stream in the directory of an old Office file; empty if it has none."""
    found = {}
    for name in ("Workbook", "Book", "WordDocument", "EncryptedPackage"):
        at = data.find((name + "\0").encode("utf-16-le"))
        while at >= 0 and at % 128:
            at = data.find((name + "\0").encode("utf-16-le"), at + 1)
        if at >= 0:
            found[at] = name
    return found[min(found)] if found else ""


def read(data: bytes, name: str, *, only_active: bool = False) -> Reading:
    """A workbook as blocks. Sheets, rows and columns that are hidden are left out and reported.

    `only_active` reads the sheet that is shown first: of a workbook embedded in a document nothing else is seen.
    Raises UnreadableFile for a workbook that is damaged, locked or too large, or holds no sheet.
    """
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    lines: list[Text] = []
    titles: Counter[str] = Counter()
    for raw in _raw_sheets(data, name):
        titles[raw.title] += 1
        if (times := titles[raw.title]) > 1:  # no program writes it: a place must name one cell
            raw.title = f"{raw.title} ({times})"
        sheet = _sheet(raw)
        if not raw.visible or (only_active and not raw.active):
            dropped.append(Dropped(sheet.text(), Place(sheet=raw.title), "hidden sheet"))
            continue
        if len(sheet.rows) * len(sheet.columns) > (most := most_cells(len(raw.values))):
            raise too_large(name, raw.title, most)
        dropped += [*sheet.hidden, *_not_shown(raw, sheet)]
        found = blocks_of(sheet)
        if found:
            blocks += [Heading(raw.title, ((0, Place(sheet=raw.title)),)), *found]
            lines += sheet.lines()
    return Reading(FORMAT, tuple(blocks), tuple(lines), tuple(dropped))


def _raw_sheets(data: bytes, name: str) -> Iterator[RawSheet]:
    match kind_of(data):
        case "xl" if main_part(Package(data, name)).lower().endswith(".bin"):
            raise UnreadableFile(f"{name}: 不支持 .xlsb，请另存为 .xlsx / .xlsb is not read, save the file as .xlsx")
        case "xl":
            return workbook_xlsx.raw_sheets(data, name)
        case "opendocument.spreadsheet":
            return workbook_ods.raw_sheets(data, name)
    if workbook_ods.is_flat(data):
        return workbook_ods.raw_sheets(data, name)
    if workbook_xml.is_workbook(data):
        return workbook_xml.raw_sheets(data, name)
    if main_stream(data) == "EncryptedPackage":
        raise locked(name)
    return workbook_xls.raw_sheets(data, name)


def _sheet(raw: RawSheet) -> SheetPage:
    formats = raw.looks.formats
    texts = {
        at: text
        for at, value in raw.values.items()
        if (text := shown(value, formats.get(at, "General"), since_1904=raw.since_1904))
    }
    return SheetPage(raw.title, texts, [(first, last) for first, last in raw.merged], raw.looks)


def _not_shown(raw: RawSheet, sheet: SheetPage) -> Iterator[Dropped]:
    """What is in a cell and is not printed: formulas never computed, and values, zeros apart, that are hidden."""
    for at, formula in raw.uncomputed.items():
        yield Dropped(formula, sheet.place(*at), UNCOMPUTED)
    for at, value in raw.values.items():
        if at not in sheet.texts and value and str(value).strip():
            yield Dropped(str(value), sheet.place(*at), _HIDDEN)
    for at, text, reason in raw.unseen:
        yield Dropped(text, sheet.place(*at), reason)
    for text, reason in raw.beside:
        yield Dropped(text, Place(sheet=raw.title), reason)
    for picture in raw.pictures:
        yield Dropped(picture, Place(sheet=raw.title), NotRead.PICTURE)
