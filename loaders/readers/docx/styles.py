"""How a Word paragraph looks by its style: heading level, entry of a contents page, automatic number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loaders.readers.docx.numbering import Numbering, W

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_BODY_LEVEL = 9


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

    def look(self, paragraph: etree._Element) -> Look:
        """How a paragraph looks; asks the numbering for the next number, so ask once and in reading order."""
        properties = paragraph.find(f"{W}pPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        chain = self._chain("" if named is None else named.get(f"{W}val", ""))
        names = [_value(style.find(f"{W}name")) for style in chain]
        sources = [node for node in (properties, *(style.find(f"{W}pPr") for style in chain)) if node is not None]
        return Look(_level(sources, names), any(_CONTENTS.match(name) for name in names[:1]), self._label(sources))

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
        return self._numbering.label(ids[0], int(levels[0]) if levels and levels[0].isdecimal() else 0)


def _level(sources: list[etree._Element], names: list[str]) -> int:
    for source in sources:
        outline = source.find(f"{W}outlineLvl")
        if outline is not None and _value(outline).isdecimal():
            level = int(_value(outline))
            return level + 1 if level < _BODY_LEVEL else 0
    matches = [match for name in names if (match := _HEADING.match(name))]
    return int(matches[0][1]) if matches else 0


def _value(node: etree._Element | None) -> str:
    return "" if node is None else node.get(f"{W}val", "")
