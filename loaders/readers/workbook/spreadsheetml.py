"""Workbooks written as one XML file (XML Spreadsheet 2003, usually named .xls or .xml) → their sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from loaders.readers.office import parsed
from loaders.readers.workbook.runs import RunText
from loaders.readers.workbook.sheets import HIDDEN_STATES, MAX_CELLS, STRUCK, Position, RawSheet, too_large

if TYPE_CHECKING:
    from lxml import etree

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_FORMATS = {
    "Standard": "#,##0.00",
    "Fixed": "0.00",
    "Percent": "0.00%",
    "Short Date": "yyyy/m/d",
    "Currency": "#,##0.00",
}
_MOST = 1_100_000


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are XML whose root is a workbook of this kind."""
    head = data[:4096].replace(b"\0", b"")
    return _NAMESPACE in head and re.search(rb"<(?:\w+:)?Workbook\b", head) is not None


def raw_sheets(data: bytes, name: str) -> Iterator[RawSheet]:
    """The sheets of a workbook, in its order. Raises UnreadableFile for a damaged one."""
    root = parsed(data.lstrip(b"\xef\xbb\xbf \t\r\n"), name, "Workbook")
    styles = _XmlStyles(root)
    active = _number(root.findtext(f"{_X}ExcelWorkbook/{_X}ActiveSheet"), 0)
    for number, node in enumerate(root.iterchildren(f"{_SS}Worksheet")):
        title = node.get(f"{_SS}Name", "")
        state = node.findtext(f"{_X}WorksheetOptions/{_X}Visible", "")
        sheet = RawSheet(title, visible=state not in HIDDEN_STATES, active=number == active)
        if sum(1 for _ in node.iter(f"{_SS}Cell")) > MAX_CELLS:
            raise too_large(name, title)
        _fill(sheet, node, styles)
        yield sheet


class _XmlStyles:
    """Number format, border and strike of each style, with what it inherits."""

    def __init__(self, root: etree._Element) -> None:
        self._nodes = {node.get(f"{_SS}ID", ""): node for node in root.iter(f"{_SS}Style")}

    def number_format(self, style: str) -> str:
        written = self._find(style, "NumberFormat", "Format")
        return _FORMATS.get(written, written or "General")

    def is_bordered(self, style: str) -> bool:
        node = self._nodes.get(style)
        return node is not None and node.find(f"{_SS}Borders/{_SS}Border") is not None

    def is_struck(self, style: str) -> bool:
        return self._find(style, "Font", "StrikeThrough") == "1"

    def _find(self, style: str, tag: str, attribute: str) -> str:
        seen: set[str] = set()
        while (node := self._nodes.get(style)) is not None and style not in seen:
            seen.add(style)
            found = node.find(f"{_SS}{tag}")
            if found is not None and found.get(f"{_SS}{attribute}") is not None:
                return str(found.get(f"{_SS}{attribute}"))
            style = node.get(f"{_SS}Parent", "Default")
        return ""


def _fill(sheet: RawSheet, node: etree._Element, styles: _XmlStyles) -> None:
    table = node.find(f"{_SS}Table")
    if table is None:
        return
    column = -1
    for one in table.iterchildren(f"{_SS}Column"):
        column = _number(one.get(f"{_SS}Index"), column + 2) - 1
        span = min(_number(one.get(f"{_SS}Span"), 0), 16_384)
        if one.get(f"{_SS}Hidden") == "1":
            sheet.looks.hidden_columns.update(range(column, column + span + 1))
        column += span
    sheet.looks.filtered = node.find(".//{*}AutoFilterColumn") is not None
    row = -1
    for one in table.iterchildren(f"{_SS}Row"):
        row = _number(one.get(f"{_SS}Index"), row + 2) - 1
        if one.get(f"{_SS}Hidden") == "1":
            sheet.looks.hidden_rows.add(row)
        _take_row(one, row, sheet, styles)
        row += min(_number(one.get(f"{_SS}Span"), 0), _MOST)


def _take_row(node: etree._Element, row: int, sheet: RawSheet, styles: _XmlStyles) -> None:
    column = -1
    for cell in node.iterchildren(f"{_SS}Cell"):
        column = _number(cell.get(f"{_SS}Index"), column + 2) - 1
        at = (row, column)
        across, down = (min(_number(cell.get(f"{_SS}Merge{way}"), 0), 16_384) for way in ("Across", "Down"))
        if across or down:
            sheet.merged.append((at, (row + down, column + across)))
        _take_cell(cell, at, sheet, styles)
        column += across


def _take_cell(cell: etree._Element, at: Position, sheet: RawSheet, styles: _XmlStyles) -> None:
    style = cell.get(f"{_SS}StyleID", "Default")
    if styles.is_bordered(style):
        sheet.looks.bordered.add(at)
    data = cell.find(f"{_SS}Data")
    runs = RunText()
    _take_runs(data, runs)
    text = runs.text
    sheet.unseen += [(at, one, reason) for one, reason in runs.unseen if one.strip()]
    if data is None or not text.strip():
        if cell.get(f"{_SS}Formula") and not runs.unseen:
            sheet.uncomputed[at] = cell.get(f"{_SS}Formula", "")
        return
    if styles.is_struck(style):
        sheet.unseen.append((at, text, STRUCK))
        return
    number_format = styles.number_format(style)
    kind = data.get(f"{_SS}Type", "String")
    sheet.values[at] = text.strip() if kind == "Number" and number_format == "General" else _value(kind, text)
    sheet.looks.formats[at] = number_format


def _take_runs(node: etree._Element | None, runs: RunText, *, is_struck: bool = False, is_raised: bool = False) -> None:
    """Take the text of a cell, which tags of HTML set: `S` strikes out, `Sup` raises."""
    if node is None:
        return
    tag = str(node.tag).rpartition("}")[2].lower()
    is_struck, is_raised = is_struck or tag in ("s", "del", "strike"), is_raised or tag == "sup"
    if node.text:
        runs.take(node.text, is_struck=is_struck, is_raised=is_raised)
    for child in node:
        if isinstance(child.tag, str):
            _take_runs(child, runs, is_struck=is_struck, is_raised=is_raised)
        if child.tail:
            runs.take(child.tail, is_struck=is_struck, is_raised=is_raised)


def _value(kind: str, text: str) -> object:
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "Number" and re.fullmatch(r"-?\d{1,15}(?:\.\d{1,20})?(?:[Ee][+-]?\d{1,2})?", text.strip()):
        return int(text) if re.fullmatch(r"-?\d+", text.strip()) else float(text)
    if kind == "DateTime":
        try:
            return (datetime.fromisoformat(text.strip()) - datetime(1899, 12, 30)).total_seconds() / 86_400
        except ValueError:
            return text
    return text


def _number(value: str | None, default: int) -> int:
    return min(int(value), _MOST) if value is not None and value.isdecimal() and len(value) < 10 else default
