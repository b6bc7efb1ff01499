"""What lies beside the cells of an .xlsx sheet: pictures, boxes of text, what is printed in the margins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.whole_numbers import whole

if TYPE_CHECKING:
    from lxml import etree

    from loaders.readers.office import Package

TEXT_BOX = "text box"
MARGINS = {
    **dict.fromkeys(("oddHeader", "firstHeader", "evenHeader"), "printed header"),
    **dict.fromkeys(("oddFooter", "firstFooter", "evenFooter"), "printed footer"),
}
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Z]|amp;(?!.))')
_LEAST_COLUMNS, _LEAST_ROWS = 3, 4
"""What a picture of a form covers at least."""
_LEAST_WIDTH, _LEAST_HEIGHT = 2_160_000, 720_000
"""EMU: six centimetres and two."""


def pictures(package: Package, sheet: str) -> Iterator[str]:
    """What is reported of each picture on a sheet that is large enough for a form."""
    for anchor in _anchors(package, sheet):
        words = anchor.find(".//{*}pic/{*}nvPicPr/{*}cNvPr")
        if words is not None and _is_large(anchor):
            yield words.get("descr") or words.get("name") or ""


def text_boxes(package: Package, sheet: str) -> Iterator[tuple[str, str]]:
    """The text of each box drawn over a sheet, and why it is in no cell."""
    for anchor in _anchors(package, sheet):
        for body in anchor.iter("{*}txBody"):
            lines = ("".join(node.text or "" for node in line.iter("{*}t")) for line in body.iterchildren("{*}p"))
            if text := "\n".join(lines).strip():
                yield text, TEXT_BOX


def margin_text(node: etree._Element) -> Iterator[tuple[str, str]]:
    """What is printed in the margin of each page of a sheet, without its codes (fonts, page numbers)."""
    text = _CODES.sub(" ", (node.text or "").replace("&&", "&amp;")).replace("&amp;", "&").strip()
    if text:
        yield text, MARGINS[str(node.tag).rpartition("}")[2]]


def _anchors(package: Package, sheet: str) -> Iterator[etree._Element]:
    drawings = [one.target for one in package.related(sheet).values() if one.kind == "drawing" and not one.external]
    for part in drawings:
        root = package.xml(part)
        yield from [] if root is None else root


def _is_large(anchor: etree._Element) -> bool:
    """Whether a picture takes several rows and columns, or some centimetres both ways."""
    first, last = anchor.find("{*}from"), anchor.find("{*}to")
    if first is not None and last is not None:
        across, down = (
            _whole_in(last.find(f"{{*}}{one}")) - _whole_in(first.find(f"{{*}}{one}")) for one in ("col", "row")
        )
        return across >= _LEAST_COLUMNS and down >= _LEAST_ROWS
    extent = anchor.find("{*}ext")
    if extent is None:
        return True
    return whole(extent.get("cx", "")) >= _LEAST_WIDTH and whole(extent.get("cy", "")) >= _LEAST_HEIGHT


def _whole_in(node: etree._Element | None) -> int:
    return 0 if node is None else whole((node.text or "").strip(), 0)
