"""Fonts that would take memory without end: ranges of codes that no font has, which playa-pdf writes out one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playa.pdftypes import ContentStream, resolve1

MOST_CODES = 0xFFFF
"""Codes of a composite font have two bytes."""
_RANGES = re.compile(rb"begin(?:bf|cid)range(.*?)(?:end(?:bf|cid)range|\Z)", re.DOTALL)
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)")


def bounded(font: Mapping[str, Any]) -> dict[str, Any]:
    """A font without widths and maps for more codes than there can be; its text is then set and spelt as if it
    had none."""
    found = {key: value for key, value in font.items() if not _is_endless(key, value)}
    inner = resolve1(font.get("DescendantFonts"))
    if isinstance(inner, list):
        described = map(resolve1, inner)
        found["DescendantFonts"] = [bounded(one) if isinstance(one, dict) else one for one in described]
    return found


def _is_endless(key: str, value: Any) -> bool:
    if key in ("W", "W2"):
        widths = resolve1(value)
        numbers = (one for one in widths if isinstance(one, int | float)) if isinstance(widths, list) else ()
        return max(map(abs, numbers), default=0) > MOST_CODES
    return key in ("ToUnicode", "Encoding") and any(end - start > MOST_CODES for start, end in _ranges(resolve1(value)))


def _ranges(stream: Any) -> Iterator[tuple[int, int]]:
    """The ranges of codes of a map to letters or to glyphs."""
    if isinstance(stream, ContentStream):
        for block in _RANGES.finditer(stream.buffer):
            yield from ((int(one[1], 16), int(one[2], 16)) for one in _RANGE.finditer(block[1]))
