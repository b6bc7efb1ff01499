"""How a Word paragraph looks by its style: heading level, entry of the contents, automatic number; what runs show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.readers.docx.numbering import Numbering, W
from loaders.whole_numbers import whole

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_BODY_LEVEL = 9
_TINIST = 2
"""Half points: what is set smaller than that is not meant to be seen."""
_NO_FILL = {"", "auto", "FFFFFF", "none", "clear"}

HIDDEN = "hidden text"
STRUCK = "struck out"
WHITE = "white on white"


@dataclass(frozen=True, slots=True)
class Look:
    """Of one paragraph: its heading level (0: none), whether it is an entry of the contents, the number before it."""

    level: int
    contents: bool
    label: str


class Styles:
    """The styles of a document, with what each inherits."""

    def __init__(self, root: etree._Element | None, numbering: Numbering) -> None:
        self._numbering = numbering
        nodes = [] if root is None else list(root.iter(f"{W}style"))
        self._styles = {node.get(f"{W}styleId", ""): node for node in nodes}
        self._inks: dict[str, dict[str, bool]] = {}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        normal = next((node.get(f"{W}styleId", "") for node in nodes if _is_default(node)), "")
        self._defaults = _ink(defaults)
        self._normal = normal

    def look(self, paragraph: etree._Element) -> Look:
        """How a paragraph looks; asks the numbering for the next number, so ask once and in reading order."""
        properties = paragraph.find(f"{W}pPr")
        chain = self._chain(_style_of(properties, "pStyle"))
        names = [_value(style.find(f"{W}name")) for style in chain]
        sources = [node for node in (properties, *(style.find(f"{W}pPr") for style in chain)) if node is not None]
        return Look(_level(sources, names), any(_CONTENTS.match(name) for name in names[:1]), self._label(sources))

    def ink_of(self, paragraph: etree._Element) -> dict[str, bool]:
        """How the style of a paragraph sets its runs."""
        style = _style_of(paragraph.find(f"{W}pPr"), "pStyle") or self._normal
        return {**self._defaults, **self._of_style(style)}

    def unseen(self, run: etree._Element, around: dict[str, bool]) -> str:
        """Why the text of a run is not shown, or is struck out; empty where it is shown. `around`: its paragraph's."""
        ink = self._ink_of_run(run, around)
        if ink.get("vanish") or ink.get("tiny"):
            return HIDDEN
        if ink.get("strike") or ink.get("dstrike"):
            return STRUCK
        return WHITE if ink.get("white") and not ink.get("filled") and not _is_filled(run) else ""

    def is_raised(self, run: etree._Element, around: dict[str, bool]) -> bool:
        """Whether a run is set above the line, by its own looks or those of its style."""
        return self._ink_of_run(run, around).get("raised", False)

    def _ink_of_run(self, run: etree._Element, around: dict[str, bool]) -> dict[str, bool]:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return around
        return {**around, **self._of_style(_style_of(properties, "rStyle")), **_ink(properties)}

    def _of_style(self, style: str) -> dict[str, bool]:
        if style not in self._inks:
            merged: dict[str, bool] = {}
            for node in reversed(self._chain(style)):
                merged |= _ink(node.find(f"{W}rPr"))
            self._inks[style] = merged
        return self._inks[style]

    def _chain(self, style: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while (node := self._styles.get(style)) is not None and node not in chain:
            chain.append(node)
            style = _value(node.find(f"{W}basedOn"))
        return chain

    def _label(self, sources: list[etree._Element]) -> str:
        ids = [_value(node) for source in sources if (node := source.find(f"{W}numPr/{W}numId")) is not None]
        levels = [_value(node) for source in sources if (node := source.find(f"{W}numPr/{W}ilvl")) is not None]
        if not ids or ids[0] == "0":
            return ""
        return self._numbering.label(ids[0], whole(levels[0], 0) if levels else 0)


def is_on(node: etree._Element | None) -> bool:
    """Whether a switch of the format (`<w:vanish/>`, `<w:strike w:val="0"/>`) is set."""
    return node is not None and node.get(f"{W}val", "true") not in ("false", "0", "off", "none")


def _ink(properties: etree._Element | None) -> dict[str, bool]:
    """What run properties say, and nothing of what they leave to others."""
    found: dict[str, bool] = {}
    for node in [] if properties is None else properties:
        tag, value = str(node.tag).removeprefix(W), node.get(f"{W}val", "")
        if tag in ("vanish", "strike", "dstrike"):
            found[tag] = is_on(node)
        elif tag == "color":
            found["white"] = value.upper() == "FFFFFF"
        elif tag == "shd":
            found["filled"] = node.get(f"{W}fill", "") not in _NO_FILL
        elif tag == "highlight":
            found["filled"] = value not in ("none", "white")
        elif tag == "vertAlign":
            found["raised"] = value == "superscript"
        elif tag == "sz":
            found["tiny"] = 0 <= whole(value) <= _TINIST
    return found


def _is_filled(run: etree._Element) -> bool:
    """Whether what a run is on has a colour, or may have one by the style of its table or box."""
    for above in run.iterancestors():
        tag = str(above.tag).removeprefix(W)
        if tag == "txbxContent":
            return True
        properties = above.find(f"{W}{tag}Pr") if tag in ("p", "tc", "tbl") else None
        if properties is None:
            continue
        shade, style = properties.find(f"{W}shd"), properties.find(f"{W}tblStyle")
        if style is not None or (shade is not None and shade.get(f"{W}fill", "") not in _NO_FILL):
            return True
    return False


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def _style_of(properties: etree._Element | None, tag: str) -> str:
    return "" if properties is None else _value(properties.find(f"{W}{tag}"))


def _level(sources: list[etree._Element], names: list[str]) -> int:
    for source in sources:
        outline = source.find(f"{W}outlineLvl")
        level = -1 if outline is None else whole(_value(outline))
        if level >= 0:
            return level + 1 if level < _BODY_LEVEL else 0
    matches = [match for name in names if (match := _HEADING.match(name))]
    return int(matches[0][1]) if matches else 0


def _value(node: etree._Element | None) -> str:
    return "" if node is None else node.get(f"{W}val", "")
