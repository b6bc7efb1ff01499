"""Watermarks: large pale words printed over, or on every page between, the text of a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from loaders.readers.pdf.drawing import Char, Drawing, Unseen

_PALE = 0.55
"""Ink of a watermark is at least so light: 0 is black, 1 the paper."""
_LARGER = 1.6
"""Its letters are so many times as large as those of the text around."""


def without_watermarks(drawings: Sequence[Drawing]) -> list[Drawing]:
    """The pages with the letters of watermarks marked as such.

    Large pale words are a watermark where they are printed over other text; then they are one on every page. A pale
    title that lies over nothing stays a title.
    """
    pale = [_large_and_pale(drawing.chars) for drawing in drawings]
    over = {
        char.text
        for drawing, candidates in zip(drawings, pale, strict=True)
        if _lies_over_text(drawing.chars, candidates)
        for char in candidates
    }
    if not over:
        return list(drawings)
    return [
        drawing._replace(chars=_marked(drawing.chars, {char for char in candidates if char.text in over}))
        for drawing, candidates in zip(drawings, pale, strict=True)
    ]


def _large_and_pale(chars: Sequence[Char]) -> list[Char]:
    if all(char.light < _PALE for char in chars):
        return []
    usual = median(char.size for char in chars)
    return [char for char in chars if char.light >= _PALE and char.size >= _LARGER * usual and char.unseen is None]


def _lies_over_text(chars: Iterable[Char], candidates: Sequence[Char]) -> bool:
    """Whether some letter of the text is printed within a large pale one."""
    own = set(candidates)
    return any(
        _holds(candidate, char) for candidate in candidates for char in chars if char.text.strip() and char not in own
    )


def _holds(large: Char, char: Char) -> bool:
    x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    return large.left < x < large.right and large.top < y < large.bottom


def _marked(chars: Sequence[Char], watermark: set[Char]) -> list[Char]:
    return [char._replace(unseen=Unseen.WATERMARK) if char in watermark else char for char in chars]
