"""Sums: what the figures of a table add up to, along both axes, with the proof of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from loaders.table.numbers import Amount

Values = Mapping[int, Amount]
"""The figures of a row by column, or of a column by row."""

ZERO = Decimal(0)


class Axis(StrEnum):
    """Whether the parts of a sum are in other rows of its column, or in other columns of its row."""

    DOWN = "down"
    ACROSS = "across"


class Proof(StrEnum):
    """How a sum is proved: to the last digit, within what rounding may hide, or not (the print contradicts itself)."""

    EXACT = "exact"
    ROUNDED = "rounded"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Row and column of a figure in its table, counted as the figure itself counts them."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure and the figures that it should be the sum of.

    `complete` is False where the parts (其中：…) are some of what the whole holds.
    """

    whole: TablePlace
    parts: tuple[TablePlace, ...]
    axis: Axis
    proof: Proof
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Votes:
    """How many figures are parts of sums that hold to the digit, of sums that break, of sums within rounding."""

    holding: int = 0
    broken: int = 0
    rounded: int = 0

    def __add__(self, other: Votes) -> Votes:
        return Votes(self.holding + other.holding, self.broken + other.broken, self.rounded + other.rounded)

    @property
    def foots(self) -> bool:
        """Whether something holds, if only within rounding, and nothing breaks."""
        return self.holding + self.rounded > 0 and not self.broken

    @property
    def price(self) -> float:
        """Sorts readings, the best first: a broken sum weighs as much as two that hold, since print has errors too,
        and one that rounding may explain half as much.
        """
        return 2 * self.broken - self.holding - self.rounded / 2


def proof_of(whole: Amount, parts: Sequence[Amount]) -> Proof:
    """Whether the parts add up to the whole, as printed or within half a unit of every last printed place."""
    difference = abs(whole.value - sum((part.value for part in parts), ZERO))
    if not difference:
        return Proof.EXACT
    hidden = sum((part.step for part in parts), whole.step) / 2
    return Proof.ROUNDED if difference <= hidden else Proof.BROKEN


def votes(whole: Values, parts: Sequence[Values], among: Iterable[int]) -> Votes:
    """What the columns `among` say of a sum, each with as many votes as it has parts.

    A column in which the whole or all parts are blank, or the whole is zero, says nothing for it.
    """
    holding = broken = rounded = 0
    for index in among:
        figure = whole.get(index)
        printed = [part[index] for part in parts if index in part]
        if figure is None or not printed:
            continue
        proof = proof_of(figure, printed)
        if proof is Proof.BROKEN:
            broken += len(printed)
        elif figure.value and proof is Proof.EXACT:
            holding += len(printed)
        elif figure.value:
            rounded += len(printed)
    return Votes(holding, broken, rounded)
