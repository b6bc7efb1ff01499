"""Workbooks of OpenDocument (.ods) → their sheets. Values come as the file says they are shown.

python-calamine reads the values of such files, and neither the text they are shown as nor what is hidden or merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.blocks import UnreadableFile
from loaders.readers.grid import most_values
from loaders.readers.office import Package, parsed
from loaders.readers.workbook.runs import RunText
from loaders.readers.workbook.sheets import Position, RawSheet, too_large

if TYPE_CHECKING:
    from lxml import etree

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_F = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HEAD = 8192
_FLAT = re.compile(rb'<office:document\b[^>]*office:mimetype="application/vnd\.oasis\.opendocument\.spreadsheet"')
_MOST_REPEATED = 20_000


def raw_sheets(data: bytes, name: str) -> Iterator[RawSheet]:
    """The sheets of a workbook, in its order. Raises UnreadableFile for a damaged one."""
    root = parsed(data, name, "office:document") if is_flat(data) else Package(data, name).xml("content.xml")
    body = None if root is None else root.find(f"{_O}body/{_O}spreadsheet")
    if root is None or body is None:
        raise UnreadableFile(f"{name}: 工作簿已损坏（缺 content.xml），请重新保存 / damaged workbook, save it again")
    styles = _OdsStyles(root)
    for number, node in enumerate(body.iterchildren(f"{_T}table")):
        sheet = RawSheet(node.get(f"{_T}name", ""), visible=not styles.hides(node.get(f"{_T}style-name", "")))
        sheet.active = number == 0
        _fill(sheet, node, styles, name)
        yield sheet


def is_flat(data: bytes) -> bool:
    """Whether the bytes are a workbook that was written as one XML file (.fods)."""
    return data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _FLAT.search(data[:_HEAD]) is not None


class _OdsStyles:
    """What the automatic styles of a file say of tables and cells."""

    def __init__(self, root: etree._Element) -> None:
        nodes = {node.get(f"{_S}name", ""): node for node in root.iter(f"{_S}style")}
        self._hidden = {name for name, node in nodes.items() if _says(node, f"{_T}display", "false")}
        self.bordered = {name for name, node in nodes.items() if _is_bordered(node)}
        self.struck = {name for name, node in nodes.items() if _is_struck(node)}
        self.raised = {name for name, node in nodes.items() if _is_raised(node)}

    def hides(self, style: str) -> bool:
        """Whether a table of that style is not shown."""
        return style in self._hidden


def _says(node: etree._Element, attribute: str, value: str) -> bool:
    return any(one.get(attribute) == value for one in node)


def _is_bordered(node: etree._Element) -> bool:
    return any(
        str(key).startswith(f"{_F}border") and value not in ("none", "hidden")
        for one in node
        for key, value in one.items()
    )


def _is_struck(node: etree._Element) -> bool:
    return any(one.get(f"{_S}text-line-through-style", "none") != "none" for one in node)


def _is_raised(node: etree._Element) -> bool:
    """Whether a style sets text above the line: `super 58%`, `33% 58%`."""
    return any(re.match(r"super|[1-9]\d*%", one.get(f"{_S}text-position", "")) for one in node)


def _fill(sheet: RawSheet, table: etree._Element, styles: _OdsStyles, name: str) -> None:
    column = 0
    for node in table.iter(f"{_T}table-column"):
        times = _count(node, "number-columns-repeated")
        if node.get(f"{_T}visibility", "visible") != "visible":
            sheet.looks.hidden_columns.update(range(column, column + times))
        column += times
    most = most_values(sum(1 for _ in table.iter(f"{_T}table-cell")))
    row = 0
    for node in table.iter(f"{_T}table-row"):
        times = _count(node, "number-rows-repeated")
        filled = any(len(cell) for cell in node)
        for again in range(times if filled else 0):
            _take_row(node, row + again, sheet, styles)
            if len(sheet.values) > most:
                raise too_large(name, sheet.title, most)
        if (shown := node.get(f"{_T}visibility", "visible")) != "visible":
            sheet.looks.hidden_rows.update(range(row, row + times))
            sheet.looks.filtered = sheet.looks.filtered or shown == "filter"
        row += times


def _take_row(node: etree._Element, row: int, sheet: RawSheet, styles: _OdsStyles) -> None:
    column = 0
    for cell in node.iterchildren(f"{_T}table-cell", f"{_T}covered-table-cell"):
        times = _count(cell, "number-columns-repeated")
        if cell.tag == f"{_T}table-cell":
            for again in range(times if len(cell) else 0):
                _take_cell(cell, (row, column + again), sheet, styles)
        column += times


def _take_cell(cell: etree._Element, at: Position, sheet: RawSheet, styles: _OdsStyles) -> None:
    style = cell.get(f"{_T}style-name", "")
    if style in styles.bordered:
        sheet.looks.bordered.add(at)
    across, down = (_count(cell, f"number-{way}-spanned") for way in ("columns", "rows"))
    if across > 1 or down > 1:
        sheet.merged.append((at, (at[0] + down - 1, at[1] + across - 1)))
    found = RunText()
    for number, node in enumerate(cell.iterchildren(f"{_X}p")):
        if number:
            found.take("\n")
        _take_paragraph(node, styles, found, style)
    if found.text or found.unseen:
        found.put(sheet, at)


def _take_paragraph(
    node: etree._Element, styles: _OdsStyles, found: RunText, around: str, *, is_raised: bool = False
) -> None:
    """Take the text of a paragraph or a span; `text:s` are blanks, notes are none of it."""
    style = node.get(f"{_X}style-name", around)
    is_struck = style in styles.struck or around in styles.struck
    is_raised = is_raised or style in styles.raised

    def take(text: str | None) -> None:
        if text:
            found.take(text, is_struck=is_struck, is_raised=is_raised)

    take(node.text)
    for child in node:
        tag = str(child.tag).removeprefix(_X)
        if tag == "s":
            take(" " * _count(child, "c", _X))
        elif tag in ("tab", "line-break"):
            take("\t" if tag == "tab" else "\n")
        elif not tag.endswith("annotation"):
            _take_paragraph(child, styles, found, style if is_struck else around, is_raised=is_raised)
        take(child.tail)


def _count(node: etree._Element, attribute: str, namespace: str = _T) -> int:
    value = node.get(f"{namespace}{attribute}", "1")
    return min(int(value), _MOST_REPEATED) if value.isdecimal() and len(value) < 10 else 1
