"""Pieces of print: what is on one height, parted where a reader of the paper sees another column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.printing import HAN
from loaders.readers.pdf.glyphs import Glyph
from loaders.readers.pdf.lines import FIGURE, Line, levels, line_of

_GAP = 1.0
_BETWEEN_FIGURES = 0.2
_BEHIND_FIGURE = 0.12
_BEHIND_CODE = 0.15
_BETWEEN_WORDS = 0.2
"""Gaps in letter sizes: plain, between two figures, behind a figure, behind a code, between words of a table."""
_SAME_START = 0.3
_SAME_EDGE = 0.1
_FEWEST_STARTS = 2
_YEAR_DIGITS = 4
_SPREAD = 6.0
MONEY = re.compile(r"[-−]?(\d{1,3}([,，]\d{3})+(\.\d+)?|\d+\.\d+)%?")
"""A figure that its decimals or separators show to be an amount."""
_PROSE = re.compile(r"[，。；]")
_LABELLED = re.compile(r"(?![^：:]*其中|\d+[、.．])[^：:]{1,12}[：:]")
_BRACKETED = re.compile(r"^[^（(]*[）)]|[（(][^（）()]*[）)]?")
_MARKER = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]")
_YEAR = re.compile(r"(19|20)\d\d")
_CODE_STARTS = re.compile(r"[0-9A-Za-z\[【]")


@dataclass(frozen=True, slots=True)
class Level:
    """The pieces on one height from left to right, the characters of each, and all as one line."""

    pieces: tuple[Line, ...]
    groups: tuple[tuple[Glyph, ...], ...]
    line: Line

    @property
    def base(self) -> float:
        """Its baseline."""
        return self.pieces[0].base

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.pieces[0].size

    @property
    def figures(self) -> list[Line]:
        """The pieces that are figures."""
        return [piece for piece in self.pieces if FIGURE.fullmatch(piece.text)]

    @property
    def prose(self) -> bool:
        """Whether a sentence is on it."""
        return any(_PROSE.search(piece.text) for piece in self.pieces)

    @property
    def small_print(self) -> bool:
        """`部门：某某局   单位：万元`: what is above a table, and is no row of it.

        `其中：…` is a row, `1、资金来源：` too; `（金额单位：万元）` belongs to a word of the header.
        """
        return any(_LABELLED.match(_BRACKETED.sub("", piece.text)) for piece in self.pieces)

    @property
    def titled(self) -> bool:
        """Whether it is a lone line that ends like the title of a form."""
        return len(self.pieces) == 1 and self.pieces[0].text.endswith("表")

    @property
    def numbering(self) -> bool:
        """Whether its figures only number the columns (栏次 1 2 3) or name years."""
        texts = [piece.text for piece in self.figures]
        if texts and all(_YEAR.fullmatch(text) for text in texts):
            return True
        whole = [int(text) for text in texts if text.isdigit() and len(text) < 3]
        return len(whole) == len(texts) > 1 and all(b == a + 1 for a, b in pairwise(whole))

    @property
    def opens_body(self) -> bool:
        """Whether the rows of a table may begin here: with figures, or with numbered labels (一、, （一）)."""
        return self.data or any(_MARKER.match(piece.text) for piece in self.pieces)

    @property
    def data(self) -> bool:
        """Whether it reads like a row of a table: several pieces, one of them a figure, none of them a sentence."""
        return len(self.pieces) > 1 and bool(self.figures) and not self.prose and not self.numbering


def levels_of(glyphs: Sequence[Glyph]) -> list[Level]:
    """The characters as levels, top first."""
    return [_level(line, _parts(row)) for row in levels(glyphs) if (line := line_of(row)) is not None]


def _level(whole: Line, groups: Sequence[Sequence[Glyph]]) -> Level:
    found = [(line, tuple(group)) for group in groups if (line := line_of(list(group))) is not None]
    return Level(tuple(line for line, _ in found), tuple(group for _, group in found), whole)


def _parts(row: Sequence[Glyph]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in row if not glyph.blank), key=lambda glyph: glyph.x0):
        if groups and not _parted(groups[-1], glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [part for group in groups for part in _before_figure(group)]


def _parted(group: Sequence[Glyph], glyph: Glyph) -> bool:
    gap = _gap(group[-1], glyph)
    if gap > _GAP:
        return True
    if gap > _BETWEEN_FIGURES and _numeric(group[-1]) and _numeric(glyph):
        return True
    return gap > _BEHIND_FIGURE and not glyph.text.isascii() and MONEY.fullmatch(_joined_glyphs(group)) is not None


def _gap(left: Glyph, right: Glyph) -> float:
    """The gap between two characters in letter sizes."""
    return (right.x0 - left.x1) / max(left.size, right.size)


def _numeric(glyph: Glyph) -> bool:
    return glyph.text.isdigit() or glyph.text in "-−%"


def _joined_glyphs(group: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in group)


def _before_figure(group: list[Glyph]) -> list[list[Glyph]]:
    """A label and the figure close behind it as two pieces."""
    for at in range(1, len(group)):
        if _gap(group[at - 1], group[at]) > _BETWEEN_FIGURES and MONEY.fullmatch(_joined_glyphs(group[at:])):
            return [group[:at], group[at:]]
    return [group]


def split_in_table(run: Sequence[Level]) -> list[Level]:
    """The levels of a table, pieces parted further: at narrow gaps between words, and between codes and names."""
    starts = [glyph.x0 for level in run for group in level.groups for glyph in _starts(group)]
    near, at = _SAME_START * run[0].size, _SAME_EDGE * run[0].size
    edges = [group[0].x0 for level in run for group in level.groups]
    often = {
        x
        for x in starts
        if sum(abs(x - other) < near for other in starts) >= _FEWEST_STARTS
        or sum(abs(x - edge) < at for edge in edges) >= _FEWEST_STARTS
    }
    parts = [_resplit(old, often) for old in run]
    stacked = _stacked([group[0] for groups in parts for group in groups if len(group) == 1])
    gaps = [
        (one[-1].x1, two[0].x0)
        for old, groups in zip(run, parts, strict=True)
        if old.data
        for one, two in pairwise(groups)
    ]
    found = []
    for old, groups in zip(run, parts, strict=True):
        whole = _closed_up(groups, _SPREAD if old.data else _GAP, stacked, [] if old.data else gaps)
        found.append(_level(old.line, whole))
    return found


def _starts(group: Sequence[Glyph]) -> Iterator[Glyph]:
    """Where another column may begin: a name behind digits, digits or a code behind a name."""
    for before, glyph in pairwise(group):
        behind_name = HAN.fullmatch(before.text) and (_CODE_STARTS.fullmatch(glyph.text))
        behind_figure = before.text == "%" and not glyph.text.isascii()
        turns = behind_name or behind_figure or before.text.isdigit() != glyph.text.isdigit()
        if _gap(before, glyph) > _BEHIND_CODE and turns:
            yield glyph


def _stacked(letters: Sequence[Glyph]) -> set[Glyph]:
    """Lone letters that are right below or above others: words in a column one letter wide."""
    return {
        one
        for one in letters
        for other in letters
        if abs(one.centre - other.centre) < _SAME_START * one.size and 0 < abs(one.base - other.base) < 1.7 * one.size
    }


def _resplit(level: Level, often: Collection[float]) -> list[list[Glyph]]:
    groups: list[list[Glyph]] = []
    for old in level.groups:
        groups.append([old[0]])
        for at, (before, glyph) in enumerate(pairwise(old), 1):
            again = glyph.x0 in often and any(_starts([before, glyph]))
            if again or _parts_words(groups[-1], before, old[at:]):
                groups.append([])
            groups[-1].append(glyph)
    return groups


def _parts_words(group: Sequence[Glyph], before: Glyph, rest: Sequence[Glyph]) -> bool:
    """Whether `rest` is in another column than the characters before it, as far as one line shows."""
    if _gap(before, rest[0]) < _BETWEEN_WORDS or rest[0].text.isascii():
        return False
    if before.text.isdigit():
        return _joined_glyphs(group).isdigit() and len(group) != _YEAR_DIGITS
    return before.text in "([" or (before.text not in "、．." and not before.text.isascii())


def _closed_up(
    groups: Sequence[list[Glyph]], widest: float, stacked: Collection[Glyph], gaps: Collection[tuple[float, float]]
) -> list[list[Glyph]]:
    """Words written letter by letter (合　　计) as one piece, but for `stacked` letters and those beside `gaps`."""
    whole: list[list[Glyph]] = []
    for group in groups:
        letters = [*whole[-1], *group] if whole and len(group) == 1 else []
        plain = all(HAN.fullmatch(one.text) and one not in stacked for one in letters)
        beside = letters and any(letters[-2].centre < a and b < letters[-1].centre for a, b in gaps)
        if letters and plain and not beside and _evenly(letters, widest):
            whole[-1].append(group[0])
        else:
            whole.append(list(group))
    return whole


def _evenly(letters: Sequence[Glyph], widest: float) -> bool:
    """Whether letters are apart, each as far from the next."""
    gaps = [_gap(a, b) for a, b in pairwise(letters)]
    return min(gaps) > _BETWEEN_WORDS and max(gaps) < min(widest, 1.5 * min(gaps) + 0.1)
