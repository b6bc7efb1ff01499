"""The text of a Word paragraph as the page shows it: insertions kept, deletions and hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.readers.docx.numbering import W

if TYPE_CHECKING:
    from lxml import etree

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OPENED = {
    *(f"{W}{tag}" for tag in ("r", "ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo")),
    *(f"{W}{tag}" for tag in ("sdt", "sdtContent", "ruby", "rubyBase")),
    *(f"{MC}{tag}" for tag in ("AlternateContent", "Choice")),
}
_WRITTEN = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_BOX = f"{W}txbxContent"


def text_of(paragraph: etree._Element) -> str:
    """The printed text of a paragraph; tabs and line breaks inside it are kept."""
    return "".join(_pieces(paragraph))


def _pieces(node: etree._Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag == f"{W}br":
            yield "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
        elif child.tag == f"{W}sym":
            yield _symbol(child.get(f"{W}char", ""))
        elif child.tag in _OPENED and not _hidden(child):
            yield from _pieces(child)


def _symbol(code: str) -> str:
    """A letter of a symbol font: those in the private area show a bullet or a tick, never text."""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= letter <= "\uf8ff" else letter


def _hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in ("false", "0", "off")


def hidden_of(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """What a paragraph holds but does not show, with the reason."""
    deleted = "".join(node.text or "" for node in paragraph.iter(f"{W}delText"))
    if deleted.strip():
        yield deleted, "tracked deletion"
    moved = "".join(text_of(node) for node in paragraph.iter(f"{W}moveFrom"))
    if moved.strip():
        yield moved, "tracked move"
    unseen = "".join("".join(_pieces(run)) for run in paragraph.iter(f"{W}r") if _hidden(run))
    if unseen.strip():
        yield unseen, "hidden text"


def boxes_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph; the copy kept for old programs is passed over."""
    for box in paragraph.iter(_BOX):
        fallback = next(box.iterancestors(f"{MC}Fallback"), None)
        inside = next(box.iterancestors(_BOX), None)
        if inside is None and (fallback is None or not _has_modern_copy(fallback)):
            yield box


def _has_modern_copy(fallback: etree._Element) -> bool:
    parent = fallback.getparent()
    return parent is not None and any(choice.find(f".//{_BOX}") is not None for choice in parent.iter(f"{MC}Choice"))
