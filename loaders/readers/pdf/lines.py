"""Lines of print: characters on one baseline, with the blanks that a reader sees between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers.pdf.glyphs import Glyph

FIGURE = re.compile(r"[-−]?(\d{1,3}([,，]\d{3})+|\d+)(\.\d+)?%?|[-—－]+")
"""A figure, or the dash printed for none."""
_LEVEL = 0.45
_SAME_BASE = 0.1
"""Baselines nearer than this share of the letter size are one line; where characters are below each other."""
_OVERLAP = 0.3
_BELOW = 0.2
"""Letters reach so far below their baseline, in letter sizes."""
_WORD_GAP = 0.22
_PRINTED_GAP = 0.65
_COLUMN_GAP = 3.0
"""Gaps, in letter sizes: between Latin words; seen as a blank between Chinese letters; between separate columns."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print: its text, its left and right edge, its baseline and the size of its letters, in points."""

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """The upper edge of its letters."""
        return self.base - self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its letters."""
        return self.base + _BELOW * self.size


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The characters as lines, from the top of the page to its foot; lines of blanks alone are left out."""
    return [line for row in levels(glyphs) if (line := line_of(row)) is not None]


class LineNumbers:
    """The numbers of the printed lines of a page, from 1 on."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._bases = sorted((line.base, number) for number, line in enumerate(lines, 1))

    def of(self, line: Line) -> int:
        """The number of the printed line that a line, or what a table left of it, is on: the nearest, the first."""
        at = bisect_left(self._bases, (line.base, 0))
        above = bisect_left(self._bases, (self._bases[at - 1][0], 0)) if at else at
        near = self._bases[above : above + 1] + self._bases[at : at + 1]
        return min((abs(base - line.base), number) for base, number in near)[1]


def levels(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The characters in groups that are on one baseline, top first.

    Baselines differ a little where fonts or sizes do. Characters below each other are never on one: cells set in the
    middle of rows of different height are so.
    """
    ordered = sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0))
    for row in _near(ordered, _LEVEL):
        if _stands_over_itself(row):
            yield from _near(row, _SAME_BASE)
        else:
            yield row


def _near(ordered: Iterable[Glyph], level: float) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    largest = 0.0
    for glyph in ordered:
        if row and glyph.base - row[-1].base > level * min(glyph.size, largest):
            yield row
            row, largest = [], 0.0
        row.append(glyph)
        largest = max(largest, glyph.size)
    if row:
        yield row


def _stands_over_itself(row: Sequence[Glyph]) -> bool:
    """Whether some of the characters are below others."""
    printed = sorted((glyph for glyph in row if not glyph.blank), key=lambda glyph: glyph.x0)
    return any(
        one.x1 - two.x0 > _OVERLAP * two.size and abs(one.base - two.base) > _SAME_BASE * one.size
        for one, two in pairwise(printed)
    )


def line_of(row: list[Glyph]) -> Line | None:
    """The characters of one baseline as a line; None if nothing is printed there."""
    printed = sorted((glyph for glyph in row if not glyph.blank), key=lambda glyph: (glyph.x0, glyph.order))
    if not printed:
        return None
    blanks = sorted(glyph.centre for glyph in row if glyph.blank)
    size = sorted(glyph.size for glyph in printed)[len(printed) // 2]
    base = sorted(glyph.base for glyph in printed)[len(printed) // 2]
    text = tightened("".join(_pieces(printed, blanks)))
    return Line(text, printed[0].x0, max(glyph.x1 for glyph in printed), base, size)


def _pieces(printed: list[Glyph], blanks: list[float]) -> Iterator[str]:
    before: Glyph | None = None
    for glyph in printed:
        if before is not None:
            at = bisect_right(blanks, before.centre)
            yield _between(before, glyph, at < len(blanks) and blanks[at] < glyph.centre)
        yield glyph.text
        before = glyph


def _between(left: Glyph, right: Glyph, blank_drawn: bool) -> str:
    """What a reader sees between two characters: nothing, a blank, or (a tab) the gap between two columns."""
    gap = (right.x0 - left.x1) / max(left.size, right.size)
    if gap > _COLUMN_GAP:
        return "\t"
    latin = left.text[-1:].isascii() and right.text[:1].isascii()
    if latin and left.text.isalpha() and right.text.isalpha():
        return " " if gap > _WORD_GAP or (blank_drawn and gap > 0.1) else ""
    return " " if gap > _PRINTED_GAP or (latin and blank_drawn and gap > 0.15) else ""


_LETTER_SPACED = re.compile(r"(?<![^\s：:（(])[一-鿿](?:[ \t]+[一-鿿])+(?![^\s：:）)])")


_LEADER = re.compile(r"[.…·．]{4,}\s*\d*$")
_UNBREAKABLE = re.compile(r"[（(“《【〔\[]*([A-Za-z0-9.,，%]+|.)[，。；：、）”》！？%％)/—-]*", re.DOTALL)


def room_for(line: Line) -> float:
    """The width in points that the first word of a line needs: a line before it ended early if it had that much."""
    word = _UNBREAKABLE.match(line.text)
    letters = sum(0.5 if letter.isascii() else 1.0 for letter in (word[0] if word else "　"))
    return letters * line.size


def led_to_a_page(line: Line) -> bool:
    """Whether a line ends in the dots of a contents page."""
    return _LEADER.search(line.text) is not None


def tightened(text: str) -> str:
    """A line with words written letter by letter (合　计, 资 金 性 质) closed up."""
    return _LETTER_SPACED.sub(lambda spaced: re.sub(r"\s+", "", spaced[0]), text)
