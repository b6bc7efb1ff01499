"""Workbooks of XML parts (.xlsx, .xlsm) → their sheets: values as written, number formats, borders, what is hidden."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from loaders.blocks import UnreadableFile
from loaders.readers.office import Package, main_part, parsed, usual
from loaders.readers.workbook.drawings import MARGINS, margin_text, pictures, text_boxes
from loaders.readers.workbook.numbers import BUILT_IN
from loaders.readers.workbook.runs import RunText
from loaders.readers.workbook.sheets import (
    MAX_CELLS,
    MAX_CHARACTERS,
    STRUCK,
    WHITE,
    Position,
    RawSheet,
    too_large,
    too_much_text,
    too_wide,
)

if TYPE_CHECKING:
    from lxml import etree

# Any namespace: the strict variant of the format has another than the usual one.
_MAIN = "{*}"
_LINKS = re.compile(r"\{[^}]*/relationships\}id")
_SIDES = ("left", "right", "top", "bottom")
_MOST_COLUMNS = 20_000
_CELL = b"<c "
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def raw_sheets(data: bytes, name: str) -> Iterator[RawSheet]:
    """The sheets of a workbook, in its order; chart sheets left out. Raises UnreadableFile."""
    package = Package(data, name)
    main = main_part(package) or "xl/workbook.xml"
    book = _book(package, main)
    for number, (node, part) in enumerate(_sheet_parts(package, main)):
        content = package.part(part)
        if content is None:
            raise UnreadableFile(
                f"{name}: 工作簿已损坏（缺 {part}），请重新下载 / damaged workbook (no {part}), download it again"
            )
        if content.count(_CELL) > MAX_CELLS:
            raise too_large(name, node.get("name", ""))
        sheet = RawSheet(node.get("name", ""), node.get("state", "visible") == "visible", book.since_1904)
        sheet.active = number == book.active
        _fill(sheet, usual(content), book, f"{name}: {part}")
        sheet.pictures = list(pictures(package, part))
        sheet.beside += text_boxes(package, part)
        yield sheet


@dataclass(slots=True)
class _Ink:
    """How a cell style sets text: struck out, or white without a ground."""

    struck: bool = False
    white: bool = False


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share: text by number, and the format, border and ink of each cell style."""

    since_1904: bool = False
    active: int = 0
    strings: list[RunText] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    bordered: list[bool] = field(default_factory=list)
    inks: list[_Ink] = field(default_factory=list)


def _book(package: Package, main: str) -> _Book:
    book = _Book()
    root = package.xml(main)
    if root is not None:
        book.since_1904 = any(node.get("date1904") in ("1", "true") for node in root.iter(f"{_MAIN}workbookPr"))
        book.active = max((_int(node.get("activeTab")) for node in root.iter(f"{_MAIN}workbookView")), default=0)
    _take_styles(package.xml(package.related_part(main, "styles", "xl/styles.xml")), book)
    part = package.related_part(main, "sharedStrings", "xl/sharedStrings.xml")
    shared = package.part(part)
    if shared is not None:
        book.strings = list(_strings(usual(shared), package.name, part))
    return book


def _strings(content: bytes, name: str, part: str) -> Iterator[RunText]:
    from lxml import etree

    if _DOCTYPE.search(content[:4096]):
        parsed(content, name, part)
    stream = etree.iterparse(
        io.BytesIO(content), tag=f"{_MAIN}si", resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, node in stream:
            yield _string(node)
            node.clear()
            while (before := node.getprevious()) is not None:
                node.getparent().remove(before)
    except etree.XMLSyntaxError:
        parsed(content, name, part)


def _take_styles(root: etree._Element | None, book: _Book) -> None:
    if root is None:
        return
    own = {_int(node.get("numFmtId")): node.get("formatCode", "") for node in root.iter(f"{_MAIN}numFmt")}
    borders = [
        any((side := border.find(f"{_MAIN}{name}")) is not None and side.get("style") for name in _SIDES)
        for border in root.iterfind(f"{_MAIN}borders/{_MAIN}border")
    ]
    fonts = [
        (_is_on(font.find(f"{_MAIN}strike")), _is_white(font)) for font in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")
    ]
    fills = [_is_filled(fill) for fill in root.iterfind(f"{_MAIN}fills/{_MAIN}fill")]
    for style in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number, border, font, fill = (_int(style.get(f"{one}Id")) for one in ("numFmt", "border", "font", "fill"))
        book.formats.append(own.get(number, BUILT_IN.get(number, "General")))
        book.bordered.append(border < len(borders) and bool(borders[border]))
        struck, white = fonts[font] if font < len(fonts) else (False, False)
        book.inks.append(_Ink(struck, white and not (fill < len(fills) and fills[fill])))


def _is_on(node: etree._Element | None) -> bool:
    return node is not None and node.get("val", "1") not in ("0", "false")


def _is_white(font: etree._Element) -> bool:
    """Whether a font is white by its colour; the first colour of a theme is the ground of its pages."""
    color = font.find(f"{_MAIN}color")
    if color is None:
        return False
    return color.get("rgb", "")[-6:].upper() == "FFFFFF" or (color.get("theme") == "0" and not color.get("tint"))


def _is_filled(fill: etree._Element) -> bool:
    pattern = fill.find(f"{_MAIN}patternFill")
    if pattern is None:
        return fill.find(f"{_MAIN}gradientFill") is not None
    if pattern.get("patternType", "none") == "none":
        return False
    ground = pattern.find(f"{_MAIN}fgColor")
    return ground is None or (ground.get("rgb", "")[-6:].upper() != "FFFFFF" and ground.get("theme") != "0")


def _string(node: etree._Element) -> RunText:
    """The text of a string with all its runs; how it is pronounced (rPh) is no text."""
    found = RunText()
    for child in node:
        tag = str(child.tag).rpartition("}")[2]
        if tag == "t":
            found.text += child.text or ""
        elif tag == "r":
            _take_run(child, found)
        elif tag == "is":
            inner = _string(child)
            found.text += inner.text
            found.unseen += inner.unseen
    return found


def _take_run(run: etree._Element, found: RunText) -> None:
    text = "".join(node.text or "" for node in run.iterchildren(f"{_MAIN}t"))
    looks = run.find(f"{_MAIN}rPr")
    height = None if looks is None else looks.find(f"{_MAIN}vertAlign")
    found.take(
        text,
        is_struck=looks is not None and _is_on(looks.find(f"{_MAIN}strike")),
        is_raised=height is not None and height.get("val") == "superscript",
    )


def _sheet_parts(package: Package, main: str) -> Iterator[tuple[etree._Element, str]]:
    """The worksheets that a workbook lists, each part once, however often it is listed."""
    book, links = package.xml(main), package.related(main)
    listed: set[str] = set()
    for node in [] if book is None else book.iter(f"{_MAIN}sheet"):
        link = links.get(next((value for key, value in node.items() if _LINKS.fullmatch(str(key))), ""))
        if link is not None and link.kind == "worksheet" and link.target not in listed:
            listed.add(link.target)
            yield node, link.target


def _fill(sheet: RawSheet, content: bytes, book: _Book, where: str) -> None:
    from lxml import etree

    tags = tuple(f"{_MAIN}{name}" for name in ("row", "col", "mergeCell", "filterColumn", *MARGINS))
    stream = etree.iterparse(io.BytesIO(content), tag=tags, resolve_entities=False, no_network=True, huge_tree=False)
    if _DOCTYPE.search(content[:4096]):
        parsed(content, *where.rsplit(": ", 1))
    before = -1
    characters = 0
    name, _, part = where.rpartition(": ")
    try:
        for _, node in stream:
            match etree.QName(node).localname:
                case "row" if len(node) > _MOST_COLUMNS:
                    raise too_wide(name, sheet.title)
                case "row":
                    known = len(sheet.values)
                    before = _take_row(node, before, book, sheet)
                    characters += sum(
                        len(one)
                        for one in islice(reversed(sheet.values.values()), len(sheet.values) - known)
                        if isinstance(one, str)
                    )
                    if characters > MAX_CHARACTERS:
                        raise too_much_text(name, sheet.title)
                case "col":
                    _take_column(node, sheet)
                case margin if margin in MARGINS:
                    sheet.beside += margin_text(node)
                case "filterColumn":
                    sheet.looks.filtered = True
                case _:
                    _take_merged(node, sheet)
            node.clear()
    except etree.XMLSyntaxError:
        parsed(content, name, part)


def _is_flat(size: str | None) -> bool:
    """Whether a row or column is drawn so small that nothing of it is seen."""
    return size is not None and re.fullmatch(r"0*\.?0+|0+\.0*", size) is not None


def _take_column(node: etree._Element, sheet: RawSheet) -> None:
    if node.get("hidden") in ("1", "true") or _is_flat(node.get("width")):
        first, last = _int(node.get("min"), 1), _int(node.get("max"), 1)
        sheet.looks.hidden_columns |= set(range(first - 1, min(last, _MOST_COLUMNS)))


def _take_merged(node: etree._Element, sheet: RawSheet) -> None:
    first, _, last = node.get("ref", "").partition(":")
    corners = position(first), position(last)
    if corners[0] is not None and corners[1] is not None:
        sheet.merged.append((corners[0], corners[1]))


def _take_row(node: etree._Element, before: int, book: _Book, sheet: RawSheet) -> int:
    row = _int(node.get("r"), before + 2) - 1
    if node.get("hidden") in ("1", "true") or _is_flat(node.get("ht")):
        sheet.looks.hidden_rows.add(row)
    column = -1
    for cell in node.iterchildren(f"{_MAIN}c"):
        at = position(cell.get("r", "")) or (row, column + 1)
        column = at[1]
        _take_cell(cell, at, book, sheet)
        style = _int(cell.get("s"))
        if style < len(book.inks) and at in sheet.values:
            _take_ink(book.inks[style], at, sheet)
        if style < len(book.formats):
            if book.formats[style] != "General":
                sheet.looks.formats[at] = book.formats[style]
            if book.bordered[style]:
                sheet.looks.bordered.add(at)
    return row


def _take_ink(ink: _Ink, at: Position, sheet: RawSheet) -> None:
    """Take away what a cell holds and does not show."""
    if ink.struck or ink.white:
        sheet.unseen.append((at, str(sheet.values.pop(at)), STRUCK if ink.struck else WHITE))


def _take_cell(cell: etree._Element, at: Position, book: _Book, sheet: RawSheet) -> None:
    kind, formula = cell.get("t", "n"), cell.find(f"{_MAIN}f")
    if kind == "inlineStr":
        _string(cell).put(sheet, at)
        return
    written = cell.findtext(f"{_MAIN}v") or ""
    if written and kind == "s":
        number = _int(written.strip(), len(book.strings))
        if number < len(book.strings):
            book.strings[number].put(sheet, at)
    elif written:
        sheet.values[at] = _value(kind, written)
    elif formula is not None and kind != "str":
        sheet.uncomputed[at] = f"={formula.text or ''}"


def _value(kind: str, written: str) -> object:
    match kind:
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
        number = float(text)
    except ValueError:
        return written
    return number if math.isfinite(number) else written


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
