"""The text of a Word paragraph as the page shows it: insertions kept; deleted, hidden and struck-out text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loaders.readers.docx.formulas import M, formula
from loaders.readers.docx.numbering import W
from loaders.readers.letters import symbol, with_symbols
from loaders.readers.marks import MARK, raised

if TYPE_CHECKING:
    from lxml import etree

    from loaders.readers.docx.styles import Styles

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = f"{MC}AlternateContent"
_OPENED = {
    *(f"{W}{tag}" for tag in ("ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo")),
    *(f"{W}{tag}" for tag in ("sdt", "sdtContent", "ruby", "rubyBase")),
    ALTERNATE,
}
_WRITTEN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_BOX = f"{W}txbxContent"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_LONGEST_WATERMARK = 20
WATERMARK = "watermark"


@dataclass(slots=True)
class Print:
    """What a paragraph prints, and what it holds beside that without printing it, each with the reason."""

    text: str = ""
    unseen: list[tuple[str, str]] = field(default_factory=list)


def text_of(paragraph: etree._Element, styles: Styles) -> str:
    """The printed text of a paragraph; tabs and line breaks inside it are kept."""
    return print_of(paragraph, styles).text


def print_of(paragraph: etree._Element, styles: Styles) -> Print:
    """The printed text of a paragraph and what it does not print."""
    found = Print()
    _take(paragraph, styles, styles.ink_of(paragraph), found)
    found.unseen += _tracked(paragraph)
    return found


def _take(node: etree._Element, styles: Styles, ink: dict[str, bool], found: Print) -> None:
    for child in node:
        if child.tag == f"{W}r":
            _take_run(child, styles, ink, found)
        elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
            found.text += formula(child)
        elif child.tag in _OPENED:
            _take(chosen(child), styles, ink, found)


def _take_run(run: etree._Element, styles: Styles, ink: dict[str, bool], found: Print) -> None:
    text = "".join(_pieces(run, styles, ink, found))
    if not text:
        return
    if reason := styles.unseen(run, ink):
        if text.strip():
            found.unseen.append((text, reason))
        return
    if styles.is_raised(run, ink):
        shown = raised(found.text, text)
        if shown is None:
            found.unseen.append((text, MARK))
            return
        text = shown
    found.text += text


def _pieces(run: etree._Element, styles: Styles, ink: dict[str, bool], found: Print) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield _in_font(child.text or "", run)
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag == f"{W}br":
            yield "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
        elif child.tag == f"{W}sym":
            yield symbol(child.get(f"{W}font", ""), child.get(f"{W}char", ""))
        elif child.tag in _OPENED:
            inner = Print()
            _take(chosen(child), styles, ink, inner)
            yield inner.text
            found.unseen += inner.unseen


def _in_font(text: str, run: etree._Element) -> str:
    """Text of a run; private letters are what its symbol font shows for them."""
    if not any("\uf000" <= letter <= "\uf0ff" for letter in text):
        return text
    font = run.find(f"{W}rPr/{W}rFonts")
    return text if font is None else with_symbols(font.get(f"{W}ascii") or font.get(f"{W}hAnsi") or "", text)


def _tracked(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """What tracked changes took away."""
    deleted = "".join(node.text or "" for node in paragraph.iter(f"{W}delText"))
    if deleted.strip():
        yield deleted, "tracked deletion"
    moved = "".join(text.text or "" for node in paragraph.iter(f"{W}moveFrom") for text in node.iter(f"{W}t"))
    if moved.strip():
        yield moved, "tracked move"


def chosen(node: etree._Element) -> etree._Element:
    """Of content that is written twice, for new programs and for old ones, the first copy; any other node itself."""
    if node.tag != ALTERNATE:
        return node
    copies = [copy for copy in node.iterchildren(f"{MC}Choice", f"{MC}Fallback") if len(copy)]
    return copies[0] if copies else node


def goes_on(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted as a tracked change, so that it is one with the paragraph behind."""
    after = paragraph.getnext()
    if after is None or after.tag != paragraph.tag:
        return False
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def boxes_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph; the copy kept for old programs is passed over."""
    for box in paragraph.iter(_BOX):
        inside = next(box.iterancestors(_BOX), None)
        if inside is None and not is_old_copy(box):
            yield box


def is_old_copy(node: etree._Element, within: etree._Element | None = None) -> bool:
    """Whether a node belongs to what is kept for old programs beside a modern copy, both of them `within` a node."""
    fallback = next(node.iterancestors(f"{MC}Fallback"), None)
    if fallback is None or (within is not None and fallback in within.iterancestors()):
        return False
    parent = fallback.getparent()
    return parent is not None and any(len(choice) for choice in parent.iterchildren(f"{MC}Choice"))


def is_watermark(box: etree._Element) -> bool:
    """Whether a text box is a word or two set behind the text."""
    anchor = next(box.iterancestors(f"{_DRAWING}anchor"), None)
    shape = next((node for node in box.iterancestors() if str(node.tag).endswith("}shape")), None)
    behind = anchor is not None and anchor.get("behindDoc") in ("1", "true")
    behind = behind or (shape is not None and "z-index:-" in (shape.get("style") or "").replace(" ", ""))
    text = "".join(node.text or "" for node in box.iter(f"{W}t")).strip()
    return behind and len(text) <= _LONGEST_WATERMARK and not any(letter.isdecimal() for letter in text)
