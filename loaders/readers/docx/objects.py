"""What a Word paragraph shows besides text: pictures, embedded files, diagrams and charts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.blocks import NotRead
from loaders.readers.docx.text import is_old_copy

if TYPE_CHECKING:
    from lxml import etree

    from loaders.readers.office import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_POINT = 12_700
"""EMU to the point."""
_CENTIMETRE = 360_000
_STYLE_SIZE = re.compile(r"(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
SMALL_PICTURE = "small picture"
"""A picture too small for a form: a seal, a logo, a rule."""
_LEAST_WIDTH, _LEAST_HEIGHT = 6 * _CENTIMETRE, 2 * _CENTIMETRE


def objects_of(paragraph: etree._Element) -> Iterator[str]:
    """The relations of the files embedded in a paragraph (a sheet of Excel, another document)."""
    for node in paragraph.iter(f"{_O}OLEObject"):
        if not is_old_copy(node):
            yield node.get(f"{_R}id", "")


def pictures_of(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """What is reported of each picture of a paragraph (its alternative text and size), and why it is not read."""
    for node in paragraph.iter(f"{_A}blip", f"{_V}imagedata"):
        if is_old_copy(node) or next((one for one in node.iterancestors() if str(one.tag).endswith("}object")), None):
            continue
        width, height, words = _frame(node)
        reason = NotRead.PICTURE if width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT else SMALL_PICTURE
        yield f"{words} ({width / _CENTIMETRE:.1f} × {height / _CENTIMETRE:.1f} cm)".strip(), reason


def drawings_of(paragraph: etree._Element, package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The words of each diagram and chart of a paragraph."""
    for data in paragraph.iter(f"{_A}graphicData"):
        kind = data.get("uri", "").rpartition("/")[2]
        if kind not in ("chart", "chartex", "diagram") or is_old_copy(data):
            continue
        ids = [value for node in data.iter() for key, value in node.items() if str(key).startswith(_R)]
        targets = [one.target for id_ in ids[:1] if (one := package.related(part).get(id_)) is not None]
        yield " ".join(_words_of_part(package, target) for target in targets), NotRead.DIAGRAM


def _words_of_part(package: Package, part: str) -> str:
    root = package.xml(part)
    nodes = [] if root is None else root.iter("{*}t", "{*}v")
    return " ".join(node.text.strip() for node in nodes if node.text and node.text.strip())


def _frame(node: etree._Element) -> tuple[float, float, str]:
    """Width and height of a picture in EMU, and its alternative text; unknown sizes count as large."""
    for above in node.iterancestors():
        tag = str(above.tag).rpartition("}")[2]
        if tag in ("inline", "anchor"):
            extent = next(above.iterchildren("{*}extent"), None)
            words = next(above.iterchildren("{*}docPr"), None)
            description = "" if words is None else words.get("descr") or words.get("name") or ""
            if extent is not None:
                return _emu(extent.get("cx")), _emu(extent.get("cy")), description
        if tag in ("shape", "rect"):
            sizes = {match[1]: float(match[2]) * _UNITS[match[3] or ""] for match in _sizes(above)}
            width, height = sizes.get("width", 1000.0), sizes.get("height", 1000.0)
            return width * _POINT, height * _POINT, above.get("alt") or node.get(f"{_O}title") or ""
    return float(_LEAST_WIDTH), float(_LEAST_HEIGHT), ""


def _sizes(shape: etree._Element) -> Iterator[re.Match[str]]:
    for match in _STYLE_SIZE.finditer(shape.get("style") or ""):
        if re.fullmatch(r"\d{1,6}(\.\d{0,6})?", match[2]):
            yield match


def _emu(value: str | None) -> float:
    return float(value) if value and value.isdecimal() and len(value) < 12 else float(_LEAST_WIDTH)
