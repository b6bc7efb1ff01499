"""Marks of footnotes on a page: small signs set above the line right behind a word or figure (60.00¹)."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.readers.marks import raised
from loaders.readers.pdf.glyphs import Glyph

_SMALLEST, _LARGEST = 0.3, 0.78
"""The size of a mark, in that of the letter it is behind."""
_LOWEST, _HIGHEST = 0.18, 0.8
"""How far its baseline is above that of the letter, in sizes of the letter."""
_GAP = 0.3
_BEFORE = 3
"""Letters that tell a power (10², m²) from a mark."""


def without_marks(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], str]:
    """The characters of a page without the marks of footnotes, and the marks, a blank between them.

    Characters come in the order they were drawn: a mark is drawn right behind what it is at.
    """
    kept: list[Glyph] = []
    marks: list[str] = []
    at = 0
    while at < len(glyphs):
        end = at
        while end < len(glyphs) and kept and _stands_above(glyphs[end], kept[-1], glyphs[at:end]):
            end += 1
        before = "".join(glyph.text for glyph in kept[-_BEFORE:])
        sign = "".join(glyph.text for glyph in glyphs[at:end])
        if end > at and raised(before, sign) is None:
            marks.append(sign.strip())
            at = end
            continue
        end = max(end, at + 1)
        kept += glyphs[at:end]
        at = end
    return kept, " ".join(marks)


def _stands_above(glyph: Glyph, letter: Glyph, begun: Sequence[Glyph]) -> bool:
    """Whether a character is one of a mark behind a letter, next to those of the mark that came before it."""
    if letter.blank or not _SMALLEST <= glyph.size / letter.size <= _LARGEST:
        return False
    if not _LOWEST <= (letter.base - glyph.base) / letter.size <= _HIGHEST:
        return False
    left = begun[-1].x1 if begun else letter.x1
    return abs(glyph.x0 - left) <= _GAP * letter.size
