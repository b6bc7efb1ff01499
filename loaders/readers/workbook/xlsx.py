"""Workbooks of XML parts (.xlsx, .xlsm) → their sheets: values as written, number formats, borders, what is hidden."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loaders.blocks import UnreadableFile
from loaders.readers.office import Package, parsed
from loaders.readers.workbook.numbers import BUILT_IN
from loaders.readers.workbook.sheets import MAX_CELLS, Position, RawSheet, too_large, too_wide

if TYPE_CHECKING:
    from lxml import etree

# Any namespace: the strict variant of the format has another than the usual one.
_MAIN = "{*}"
_LINKS = re.compile(r"\{[^}]*/relationships\}id")
_SIDES = ("left", "right", "top", "bottom")
_MOST_COLUMNS = 20_000
_CELL = b"<c "


def raw_sheets(data: bytes, name: str) -> Iterator[RawSheet]:
    """The sheets of a workbook, in its order; chart sheets left out. Raises UnreadableFile."""
    package = Package(data, name)
    book = _book(package)
    for node, part in _sheet_parts(package):
        content = package.part(part)
        if content is None:
            raise UnreadableFile(
                f"{name}: 工作簿已损坏（缺 {part}），请重新下载 / damaged workbook (no {part}), download it again"
            )
        if content.count(_CELL) > MAX_CELLS:
            raise too_large(name, node.get("name", ""))
        sheet = RawSheet(node.get("name", ""), node.get("state", "visible") == "visible", book.since_1904)
        _fill(sheet, content, book, f"{name}: {part}")
        yield sheet


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share: text by number, and the number format and border of each cell style."""

    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    bordered: list[bool] = field(default_factory=list)


def _book(package: Package) -> _Book:
    book = _Book()
    root = package.xml("xl/workbook.xml")
    if root is not None:
        book.since_1904 = any(node.get("date1904") in ("1", "true") for node in root.iter(f"{_MAIN}workbookPr"))
    _take_styles(package, book)
    shared = package.xml("xl/sharedStrings.xml")
    if shared is not None:
        book.strings = [_plain_text(node) for node in shared.iterchildren(f"{_MAIN}si")]
    return book


def _take_styles(package: Package, book: _Book) -> None:
    root = package.xml("xl/styles.xml")
    if root is None:
        return
    own = {_int(node.get("numFmtId")): node.get("formatCode", "") for node in root.iter(f"{_MAIN}numFmt")}
    borders = [
        any((side := border.find(f"{_MAIN}{name}")) is not None and side.get("style") for name in _SIDES)
        for border in root.iterfind(f"{_MAIN}borders/{_MAIN}border")
    ]
    for style in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number, border = _int(style.get("numFmtId")), _int(style.get("borderId"))
        book.formats.append(own.get(number, BUILT_IN.get(number, "General")))
        book.bordered.append(border < len(borders) and bool(borders[border]))


def _plain_text(node: etree._Element) -> str:
    """The text of a string with all its runs; how it is pronounced (rPh) is no text."""
    return "".join(
        text.text or ""
        for text in node.iter(f"{_MAIN}t")
        if not any(str(above.tag).endswith("}rPh") for above in text.iterancestors())
    )


def _sheet_parts(package: Package) -> Iterator[tuple[etree._Element, str]]:
    book, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return
    targets = {link.get("Id", ""): link for link in links}
    for node in book.iter(f"{_MAIN}sheet"):
        link = targets.get(next((value for key, value in node.items() if _LINKS.fullmatch(str(key))), ""))
        if link is not None and link.get("Type", "").endswith("/worksheet"):
            target = link.get("Target", "")
            yield node, target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _fill(sheet: RawSheet, content: bytes, book: _Book, where: str) -> None:
    from lxml import etree

    tags = tuple(f"{_MAIN}{name}" for name in ("row", "col", "mergeCell"))
    stream = etree.iterparse(io.BytesIO(content), tag=tags, resolve_entities=False, no_network=True, huge_tree=False)
    before = -1
    name, _, part = where.rpartition(": ")
    try:
        for _, node in stream:
            match etree.QName(node).localname:
                case "row" if len(node) > _MOST_COLUMNS:
                    raise too_wide(name, sheet.title)
                case "row":
                    before = _take_row(node, before, book, sheet)
                case "col":
                    _take_column(node, sheet)
                case _:
                    _take_merged(node, sheet)
            node.clear()
    except etree.XMLSyntaxError:
        parsed(content, name, part)


def _take_column(node: etree._Element, sheet: RawSheet) -> None:
    if node.get("hidden") in ("1", "true"):
        first, last = _int(node.get("min"), 1), _int(node.get("max"), 1)
        sheet.looks.hidden_columns |= set(range(first - 1, min(last, _MOST_COLUMNS)))


def _take_merged(node: etree._Element, sheet: RawSheet) -> None:
    first, _, last = node.get("ref", "").partition(":")
    corners = position(first), position(last)
    if corners[0] is not None and corners[1] is not None:
        sheet.merged.append((corners[0], corners[1]))


def _take_row(node: etree._Element, before: int, book: _Book, sheet: RawSheet) -> int:
    row = _int(node.get("r"), before + 2) - 1
    if node.get("hidden") in ("1", "true"):
        sheet.looks.hidden_rows.add(row)
    column = -1
    for cell in node.iterchildren(f"{_MAIN}c"):
        at = position(cell.get("r", "")) or (row, column + 1)
        column = at[1]
        _take_cell(cell, at, book, sheet)
        style = _int(cell.get("s"))
        if style < len(book.formats):
            if book.formats[style] != "General":
                sheet.looks.formats[at] = book.formats[style]
            if book.bordered[style]:
                sheet.looks.bordered.add(at)
    return row


def _take_cell(cell: etree._Element, at: Position, book: _Book, sheet: RawSheet) -> None:
    kind, formula = cell.get("t", "n"), cell.find(f"{_MAIN}f")
    if kind == "inlineStr":
        sheet.values[at] = _plain_text(cell)
        return
    written = cell.findtext(f"{_MAIN}v") or ""
    if written:
        sheet.values[at] = _value(kind, written, book)
    elif formula is not None and kind != "str":
        sheet.uncomputed[at] = f"={formula.text or ''}"


def _value(kind: str, written: str, book: _Book) -> object:
    match kind:
        case "s":
            number = _int(written.strip(), len(book.strings))
            return book.strings[number] if number < len(book.strings) else ""
        case "b":
            return written.strip() == "1"
        case "n":
            return _number(written)
    return written


def _number(written: str) -> object:
    """The number a cell holds: a whole one as it is, any other as the 64 bits that Excel keeps; else the text."""
    text = written.strip()
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    try:
        return float(text)
    except ValueError:
        return written


def position(reference: str) -> Position | None:
    """The row and column, from 0, of a cell reference: B12 → (11, 1); None if it is none."""
    match = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 10 else default
