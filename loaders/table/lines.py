"""Lines: the rows of one side of a table as sums see them, and what their figures prove of one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from loaders.table.labels import is_part_label, is_total_label
from loaders.table.sums import Values, votes


class LineKind(StrEnum):
    """What a row is about, as far as sums are concerned."""

    UNIT = "unit"
    SUBJECT = "subject"
    PROJECT = "project"
    LINE = "line"


@dataclass(frozen=True)
class TableLine:
    """One row of one side of a table.

    `number` is the row; `level` the last of the key columns (0 the leftmost) that the row's own print fills;
    `values` its figures by column; `total` whether it is read as adding up rows above or behind it.
    """

    number: int
    label: str
    code: str = ""
    second: str = ""
    kind: LineKind = LineKind.LINE
    level: int = 0
    values: Values = field(default_factory=dict)
    total: bool = False

    @cached_property
    def named_total(self) -> bool:
        """Whether the label names a total."""
        return is_total_label(self.label)

    @cached_property
    def part(self) -> bool:
        """Whether the label begins with 其中."""
        return is_part_label(self.label)


Parents = list[int | None]
"""For every line the position of the line it is a part of."""


class Length(NamedTuple):
    """How many rows add up to a figure: to the last digit (`exact`), or within rounding."""

    size: int
    exact: bool


def lengths(whole: TableLine, rows: Iterable[tuple[int, Values]], among: Sequence[int], *, stop: bool) -> list[Length]:
    """How many of the rows, in order, add up to the largest figure of the whole; the most first.

    `stop`: no row is tried behind the first with which they add up to more.
    """
    printed = [column for column in among if column in whole.values]
    column = max(printed, key=lambda one: abs(whole.values[one].value), default=0)
    if not printed or not whole.values[column].value:
        return []
    figure, found = whole.values[column], []
    left, steps = figure.value, figure.step
    for size, (_, values) in enumerate(rows, 1):
        if column in values:
            left -= values[column].value
            steps += values[column].step
        if 2 * abs(left) <= steps:
            found.append(Length(size, not left))
        elif stop and left * figure.value < 0:
            break
    return found[::-1]


MOST_TRIED = 60
"""So many runs are tried that add up to the digit, and as many within rounding: it hides much where rows are many."""


class RowLooks:
    """How many rows are looked at for the parts of others: all, as long as few heads and totals find none.

    Where thousands find none, each looks at the rows next to it only, so that the work grows as the rows.
    """

    AT_LEAST, OF_A_ROW, NEAREST = 20_000, 16, 24

    def __init__(self, rows: int) -> None:
        self._left = self.AT_LEAST + self.OF_A_ROW * rows

    def reach(self, count: int) -> int:
        """How many of so many rows may be looked at; these are counted."""
        reach = min(count, max(self._left, self.NEAREST))
        self._left -= reach
        return reach

    def reaches(self, count: int) -> bool:
        """Whether so many rows may be looked at; they are counted."""
        return self.reach(count) == count

    def along(self, rows: Iterable[int]) -> Iterator[int]:
        """Rows one after the other, counted as they are looked at, as far as may be."""
        for seen, row in enumerate(rows):
            if seen >= self.NEAREST and self._left <= 0:
                return
            self._left -= 1
            yield row


def proves(head: TableLine, parts: Sequence[TableLine], among: Sequence[int]) -> bool:
    """Whether parts add up to a row in all of the columns `among` that say anything."""
    return votes(head.values, [part.values for part in parts], among).foots


def is_zero(line: TableLine) -> bool:
    """Whether a row prints nothing but noughts."""
    return not any(figure.value for figure in line.values.values())
