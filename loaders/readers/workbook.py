"""Workbooks (.xlsx, .xls and their kin) → blocks: a heading and the tables of each sheet that a person can see."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from loaders.blocks import Block, Dropped, Heading, Place, Reading, Text, UnreadableFile
from loaders.readers.office import Package, holds
from loaders.readers.workbook_looks import Looks, looks_of, position
from loaders.readers.workbook_numbers import shown
from loaders.readers.workbook_tables import Sheet, blocks_of

FORMAT = "workbook"
MAX_CELLS = 3_000_000
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["']""")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(data: bytes) -> bool:
    """Whether the bytes are a workbook: a zip with one inside, or an old Office file whose main stream is one.

    A locked .docx or .xlsx is an old Office file around a secret; it is taken here so that its reader can say so.
    """
    if data[:8] == _OLE:
        return main_stream(data) in ("Workbook", "Book", "EncryptedPackage")
    return holds(data, "xl/workbook")


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


def read(data: bytes, name: str) -> Reading:
    """A workbook as blocks. Sheets, rows and columns that are hidden are left out and told."""
    if data[:8] == _OLE and main_stream(data) == "EncryptedPackage":
        raise _locked(name)
    if data[:2] == b"PK":
        _demand_bounds(data, name)
    looks = looks_of(data, name)
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    lines: list[Text] = []
    for title, rows, merged, visible in _sheets(data, name):
        sheet = _sheet(title, rows, merged, looks.get(title, Looks()))
        if not visible:
            dropped.append(Dropped(sheet.text(), Place(sheet=title), "hidden sheet"))
            continue
        dropped += sheet.hidden
        found = blocks_of(sheet)
        if found:
            blocks += [Heading(title, ((0, Place(sheet=title)),)), *found]
            lines += sheet.lines()
    return Reading(FORMAT, tuple(blocks), tuple(lines), tuple(dropped))


def _demand_bounds(data: bytes, name: str) -> None:
    """Unpack every part once within bounds, before a library does so without them.

    The library lays out a sheet from its first to its last cell, and no error of Python stops it when memory ends:
    a sheet of two cells far apart must be refused here.
    """
    package = Package(data, name)
    if "xl/workbook.bin" in package.names:
        raise UnreadableFile(f"{name}: 不支持 .xlsb，请另存为 .xlsx / .xlsb is not read, save the file as .xlsx")
    for part in package.names:
        content = package.part(part) or b""
        corners = [position(match[1].decode()) for match in _REFERENCE.finditer(content)]
        rows = max((at[0] for at in corners if at), default=0) + 1
        columns = max((at[1] for at in corners if at), default=0) + 1
        if rows * columns > MAX_CELLS:
            raise _too_large(name, part)


def _sheets(data: bytes, name: str) -> Iterator[tuple[str, list[list[Any]], list[Any], bool]]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                raise _too_large(name, meta.name)
            visible = meta.visible == calamine.SheetVisibleEnum.Visible
            yield meta.name, sheet.to_python(skip_empty_area=False), list(sheet.merged_cell_ranges or ()), visible
    except calamine.PasswordError:
        raise _locked(name) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(
            f"{name}: 工作簿已损坏（{type(error).__name__}），请重新下载 / this workbook is damaged, download it again"
        ) from error


def _too_large(name: str, sheet: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name}: 工作表 {sheet} 超过 {MAX_CELLS} 个单元格，请先删去空行空列 / "
        f"sheet {sheet} has more than {MAX_CELLS} cells, delete its empty rows and columns first"
    )


def _locked(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name}: Office 文件已加密，请先去除密码再载入 / encrypted, save it without a password first"
    )


def _sheet(title: str, rows: list[list[Any]], merged: list[Any], looks: Looks) -> Sheet:
    texts = {
        (i, j): text
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if (text := shown(value, looks.formats.get((i, j), "General")))
    }
    return Sheet(title, texts, [(tuple(first), tuple(last)) for first, last in merged], looks)
