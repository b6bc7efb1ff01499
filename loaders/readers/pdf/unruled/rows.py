"""Stacks: the lines of print below each other that are one cell of a table without rules, and the rows they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers.pdf.lines import FIGURE, Line, room_for
from loaders.readers.pdf.ruled.cells import glue
from loaders.readers.pdf.ruled.rules import RuledLine
from loaders.readers.pdf.unruled.segments import MONEY, Level

_FURTHEST = 1.8
_LEADING = 1.5
"""Lines of one cell are nearer than so many letter sizes: at most, and as print usually sets them."""
_SLACK = 0.8
_LEVEL = 0.3
_SIDE = 0.35
_HAIR = 0.1
"""Tolerances: between pitches (points: browsers set lines on whole pixels); in letter sizes, between heights of one
row and between sides of lines of one cell."""
_MARKER = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、．.]|[（(]?\d+[）)、．.]|其中|\d{3}")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、．.]|[（(]?\d+[）)、．](?!\d)")
_CUT = re.compile(r"[-−]?[\d,，.]+%?")
_AMOUNT = re.compile(r"[-−]?(\d{1,3}([,，]\d{3})+|[1-9]\d*|0)\.\d{1,2}%?")
_PIECE = re.compile(r"[\d,，.]+%?")
_WHOLE = re.compile(r"(\d{1,3}([,，]\d{3})+|[1-9]\d*|0)(\.\d+)?%?|0\d+")


@dataclass(slots=True)
class Stack:
    """The lines of one cell; `doubtful` where print does not tell whether they are one cell or several."""

    lines: list[Line]
    doubtful: bool = False

    @property
    def x0(self) -> float:
        """Its left side."""
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        """Its right side."""
        return max(line.x1 for line in self.lines)

    @property
    def centre(self) -> float:
        """Its middle from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        """The upper edge of its first line."""
        return self.lines[0].top

    @property
    def first(self) -> float:
        """The baseline of its first line."""
        return self.lines[0].base

    @property
    def last(self) -> float:
        """The baseline of its last line."""
        return self.lines[-1].base

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.lines[0].size

    @property
    def figure(self) -> bool:
        """Whether it is a figure, or the dash printed for none."""
        return FIGURE.fullmatch(self.text) is not None

    @property
    def text(self) -> str:
        """Its lines as one text."""
        text = self.lines[0].text
        for line in self.lines[1:]:
            text += glue(text, line.text) + line.text
        return text


@dataclass(frozen=True, slots=True)
class Pitch:
    """How far lines are apart in a table: of one cell (`line`), and of two rows (`row`); None where unknown."""

    line: float | None
    row: float | None
    rules: Sequence[RuledLine] = ()
    words: Sequence[Line] = ()

    def usual(self, above: Line, below: Line) -> bool:
        """Whether lines look like one cell where no two rows show how far apart rows are."""
        return self.full(above, below) and not _MARKER.match(below.text)

    def full(self, above: Line, below: Line) -> bool:
        """Whether a line fills its column, as far as the words of the table show its width."""
        beside = [above, *(word for word in self.words if _overlap(word, above) > 0)]
        width = max(word.x1 for word in beside) - min(word.x0 for word in beside)
        return width - (above.x1 - above.x0) < room_for(below)

    def parted(self, above: Line, below: Line) -> bool:
        """Whether a rule is between two lines."""
        centre = (max(above.x0, below.x0) + min(above.x1, below.x1)) / 2
        return any(above.base - 1 < one.at < below.base and one.start < centre < one.end for one in self.rules)


def stacks_of(levels: Sequence[Level], rules: Sequence[RuledLine]) -> list[Stack]:
    """All pieces of a table as cells."""
    has_figures = {id(piece): bool(level.figures) and not level.numbering for level in levels for piece in level.pieces}
    pairs = [pair for pair in _neighbours(levels) if _may_join(*pair, has_figures)]
    pitch = _pitch(levels, pairs, rules)
    stacks: dict[int, Stack] = {id(piece): Stack([piece]) for level in levels for piece in level.pieces}
    order = [stacks[id(piece)] for level in levels for piece in level.pieces]
    for above, below in pairs:
        joins = _joins(above, below, pitch)
        upper, lower = stacks[id(above)], stacks[id(below)]
        if joins is None or upper.lines[-1] is not above or len(lower.lines) > 1:
            continue
        upper.lines.append(below)
        upper.doubtful = upper.doubtful or lower.doubtful or not joins
        stacks[id(below)] = upper
        order = [stack for stack in order if stack is not lower]
    return order


def _neighbours(levels: Sequence[Level]) -> list[tuple[Line, Line]]:
    """Every piece with the next one below it that it overlaps."""
    pairs = []
    for number, level in enumerate(levels):
        for piece in level.pieces:
            for below in levels[number + 1 : number + 8]:
                met = [one for one in below.pieces if _overlap(piece, one) > 0]
                if met:
                    if len(met) == 1:
                        pairs.append((piece, met[0]))
                    break
    return pairs


def _overlap(one: Line | Stack, other: Line | Stack) -> float:
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def _may_join(above: Line, below: Line, has_figures: dict[int, bool]) -> bool:
    """Whether two lines look like one cell, how far apart they are aside."""
    if below.base - above.base > _FURTHEST * below.size or abs(above.size - below.size) > 0.1 * below.size:
        return False
    if has_figures[id(above)] and has_figures[id(below)] and not (_cut(above, below)):
        return False
    near = _SIDE * below.size
    sides = (above.x0 - below.x0, above.x1 - below.x1, (above.x0 + above.x1 - below.x0 - below.x1) / 2)
    if min(map(abs, sides)) > near:
        return False
    if _is_figure(above) or _is_figure(below):
        return _cut(above, below)
    return True


def _wraps(above: Line, below: Line) -> bool:
    """Whether a line is long enough to have gone on in the next."""
    return above.x1 - above.x0 + room_for(below) > below.x1 - below.x0 - _HAIR * below.size


def _is_figure(line: Line) -> bool:
    return FIGURE.fullmatch(line.text) is not None


def _cut(above: Line, below: Line) -> bool:
    """Whether two lines are the halves of a figure that a narrow cell cut."""
    if not (_CUT.fullmatch(above.text) and _CUT.fullmatch(below.text)):
        return False
    whole = above.text + below.text
    if above.x1 - above.x0 < below.x1 - below.x0 - _SIDE * below.size:
        return False
    if MONEY.fullmatch(above.text) and MONEY.fullmatch(below.text):
        return False
    return _AMOUNT.fullmatch(whole) is not None or (len(whole) in (5, 7) and len(above.text) > 3 and whole.isdigit())


def cut_figures(stacks: Sequence[Stack]) -> bool:
    """Whether figures of a table seem cut by narrow cells: figures in two lines, print that is no whole figure, or
    decimals that differ where two figures are close below each other."""
    if any(len(stack.lines) > 1 and _CUT.fullmatch(stack.text) for stack in stacks):
        return True
    texts = [stack.text for stack in stacks]
    if any(_PIECE.fullmatch(text) and not _WHOLE.fullmatch(text) for text in texts):
        return True
    money = [stack for stack in stacks if MONEY.fullmatch(stack.text)]
    usual = Counter(_decimals(stack.text) for stack in money).most_common(1)
    odd = [stack for stack in stacks if _WHOLE.fullmatch(stack.text) and usual and _decimals(stack.text) != usual[0][0]]
    return any(
        _overlap(one, other) > 0 and 0 < abs(one.first - other.last) < _FURTHEST * one.size
        for one in odd
        for other in money
    )


def _decimals(text: str) -> int:
    return len(text.rstrip("%").partition(".")[2])


def _pitch(levels: Sequence[Level], pairs: Iterable[tuple[Line, Line]], rules: Sequence[RuledLine]) -> Pitch:
    rows = [level for level in levels if level.data]
    apart = [
        below.base - above.base
        for above, below in pairwise(rows)
        if any(_overlap(a, b) > 0 and _complete(a) and _complete(b) for a in above.figures for b in below.figures)
    ]
    row = min(apart, default=None)
    lines = [below.base - above.base for above, below in pairs if _wraps(above, below)]
    words = [piece for level in levels if level.opens_body for piece in level.pieces if not _is_figure(piece)]
    return Pitch(min(lines, default=None), row, rules, words)


def _complete(line: Line) -> bool:
    return MONEY.fullmatch(line.text) is not None


def _joins(above: Line, below: Line, pitch: Pitch) -> bool | None:
    """True: one cell. None: two cells. False: nobody can tell from the print."""
    apart, slack = below.base - above.base, _SLACK
    if pitch.parted(above, below) or (pitch.line is not None and apart > pitch.line + slack):
        return None
    if _NUMBERED.match(below.text):
        return None
    within = pitch.row is not None and apart < pitch.row - slack and apart <= _LEADING * below.size
    if not _wraps(above, below):
        return False if within and not _MARKER.match(below.text) else None
    if pitch.row is None or apart < pitch.row - slack:
        if apart <= _LEADING * below.size:
            return True if pitch.row is not None or pitch.usual(above, below) else None
        return False if pitch.full(above, below) and not _MARKER.match(below.text) else None
    if apart > pitch.row + slack or _MARKER.match(below.text):
        return None
    return None if _is_figure(above) or not pitch.full(above, below) else False


def rows_of(stacks: Sequence[Stack]) -> list[list[Stack]]:
    """Cells that are level with each other, by their middle, first or last lines, whichever fits the table."""
    return _clusters(stacks, side_of(stacks))


def side_of(stacks: Sequence[Stack]) -> str:
    """By what the cells of a table are level: `middle`, `first` or `last` line."""
    return min(SIDES, key=lambda side: (len(_clusters(stacks, side)), -_fit(stacks, side)))


SIDES = ("middle", "first", "last")
"""By which of their lines cells are level."""


def height(stack: Stack, side: str) -> float:
    """The height that a cell is at, by its middle, first or last line."""
    return {"first": stack.first, "last": stack.last}.get(side, (stack.first + stack.last) / 2)


def _fit(stacks: Sequence[Stack], side: str) -> int:
    """How many cells of several lines are level with one of a single line."""
    single = [stack.first for stack in stacks if len(stack.lines) == 1]
    many = [stack for stack in stacks if len(stack.lines) > 1]
    return sum(any(abs(height(stack, side) - at) < _LEVEL * stack.size for at in single) for stack in many)


def _clusters(stacks: Sequence[Stack], side: str) -> list[list[Stack]]:
    rows: list[list[Stack]] = []
    for stack in sorted(stacks, key=lambda stack: height(stack, side)):
        if rows and height(stack, side) - height(rows[-1][-1], side) < _LEVEL * stack.size:
            rows[-1].append(stack)
        else:
            rows.append([stack])
    return rows
