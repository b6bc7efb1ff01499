"""The parts of one table without rules, put below each other as if the paper had no end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.readers.pdf.ruled.rules import RuledLine
from loaders.readers.pdf.unruled.segments import Level, split_in_table

_APART = 2.5
"""In letter sizes: the rows of two pages are too far from each other to be one."""
_SAME = 1.0
"""Points between the same header cells on two pages."""


@dataclass(frozen=True, slots=True)
class Part:
    """The print of a table without rules on one page, and the level rules of that page.

    `head`: how many levels are its header, where the page before shows it.
    """

    levels: Sequence[Level]
    rules: Sequence[RuledLine]
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """All levels of a table but repeated headers, where each part ends, and which parts repeat the header."""

    levels: list[Level]
    rules: list[RuledLine]
    ends: list[float]
    repeated: list[bool]
    head: int | None = None

    @property
    def first(self) -> Level:
        """The first level of the rows."""
        if self.head is not None:
            return self.levels[self.head]
        return next(level for level in self.levels if level.opens_body)

    def part_of(self, base: float) -> int:
        """The part that a height belongs to."""
        return next(number for number, end in enumerate(self.ends) if base < end)


def below_each_other(parts: Sequence[Part]) -> Spread:
    """The parts of a table as one."""
    split = split_in_table([level for part in parts for level in part.levels])
    spread = Spread([], [], [], [], parts[0].head)
    head: list[Level] = []
    for number, part in enumerate(parts):
        levels, split = split[: len(part.levels)], split[len(part.levels) :]
        again = number > 0 and repeats(levels, head)
        head = head if number else list(levels[: part.head]) if part.head else header_of(levels)
        levels = levels[len(head) :] if again else levels
        down = (spread.ends[-1] if spread.ends else 0.0) - levels[0].base + levels[0].size
        spread.levels.extend(_moved(level, down) for level in levels)
        spread.rules.extend(replace(rule, at=rule.at + down) for rule in part.rules)
        spread.ends.append(levels[-1].base + down + _APART * levels[-1].size)
        spread.repeated.append(again)
    return spread


def _moved(level: Level, down: float) -> Level:
    return replace(level, pieces=tuple(replace(piece, base=piece.base + down) for piece in level.pieces))


def header_of(levels: Sequence[Level]) -> list[Level]:
    """The levels above the first row."""
    first = next((number for number, level in enumerate(levels) if level.opens_body), len(levels))
    return list(levels[:first])


def repeats(levels: Sequence[Level], head: Sequence[Level]) -> bool:
    """Whether levels begin with a header, word by word in the same places, and go on below it."""
    return 0 < len(head) < len(levels) and all(_same(one, other) for one, other in zip(levels, head, strict=False))


def _same(one: Level, other: Level) -> bool:
    texts = ["".join(level.line.text.split()) for level in (one, other)]
    return texts[0] == texts[1] and abs(one.line.x0 - other.line.x0) < _SAME
