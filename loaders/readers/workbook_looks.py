"""What an .xlsx says about the looks of its sheets: number formats, borders, hidden rows and columns."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loaders.readers.office import Package, parsed

if TYPE_CHECKING:
    from lxml import etree

_MAIN = "{*}"
# Any namespace: the strict variant of the format has another than the usual one.
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0"}
_BUILT_IN |= {39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-"}
_BUILT_IN |= {42: "#,##0;-#,##0;-", 44: "#,##0.00;-#,##0.00;-"}
_SIDES = ("left", "right", "top", "bottom")
_MOST_COLUMNS = 20_000


@dataclass(slots=True)
class Looks:
    """The looks of one sheet. Rows and columns count from 0; what a format does not tell is empty."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    bordered: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def looks_of(data: bytes, name: str) -> dict[str, Looks]:
    """The looks of each sheet by its name; empty for workbooks of another kind than .xlsx."""
    if data[:2] != b"PK":
        return {}
    package = Package(data, name)
    styles = _Styles(package)
    found = {}
    for sheet, part in _sheets(package).items():
        content = package.part(part)
        if content is not None:
            found[sheet] = _sheet(content, styles, name, part)
    return found


def _sheets(package: Package) -> dict[str, str]:
    book, links = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    return {sheet.get("name", ""): _part(targets.get(sheet.get(_LINK, ""), "")) for sheet in book.iter(f"{_MAIN}sheet")}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Styles:
    """The number format and the borders of each cell style of a workbook."""

    def __init__(self, package: Package) -> None:
        root = package.xml("xl/styles.xml")
        self.formats: list[str] = []
        self.bordered: list[bool] = []
        if root is None:
            return
        own = {_int(node.get("numFmtId")): node.get("formatCode", "") for node in root.iter(f"{_MAIN}numFmt")}
        borders = [
            any((side := border.find(f"{_MAIN}{name}")) is not None and side.get("style") for name in _SIDES)
            for border in root.iterfind(f"{_MAIN}borders/{_MAIN}border")
        ]
        for style in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
            number, border = _int(style.get("numFmtId")), _int(style.get("borderId"))
            self.formats.append(own.get(number, _BUILT_IN.get(number, "General")))
            self.bordered.append(border < len(borders) and bool(borders[border]))


def _sheet(content: bytes, styles: _Styles, name: str, part: str) -> Looks:
    from lxml import etree

    looks = Looks()
    tags = (f"{_MAIN}row", f"{_MAIN}col")
    stream = etree.iterparse(io.BytesIO(content), tag=tags, resolve_entities=False, no_network=True, huge_tree=False)
    before = -1
    try:
        for _, node in stream:
            if etree.QName(node).localname == "col":
                _column(node, looks)
            else:
                before = _row(node, before, styles, looks)
            node.clear()
    except etree.XMLSyntaxError:
        parsed(content, name, part)
    return looks


def _column(node: etree._Element, looks: Looks) -> None:
    if node.get("hidden") in ("1", "true"):
        first, last = _int(node.get("min"), 1), _int(node.get("max"), 1)
        looks.hidden_columns |= set(range(first - 1, min(last, _MOST_COLUMNS)))


def _row(node: etree._Element, before: int, styles: _Styles, looks: Looks) -> int:
    row = _int(node.get("r"), before + 2) - 1
    if node.get("hidden") in ("1", "true"):
        looks.hidden_rows.add(row)
    for column, cell in enumerate(node.iterchildren(f"{_MAIN}c")):
        style, at = _int(cell.get("s")), position(cell.get("r", "")) or (row, column)
        if style < len(styles.formats):
            if styles.formats[style] != "General":
                looks.formats[at] = styles.formats[style]
            if styles.bordered[style]:
                looks.bordered.add(at)
    return row


def position(reference: str) -> tuple[int, int] | None:
    """The row and column, from 0, of a cell reference: B12 → (11, 1); None if it is none."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value is not None and value.isdecimal() else default
