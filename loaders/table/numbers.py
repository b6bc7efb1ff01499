"""Figures and units of money: the only place that knows how they are printed (`lexicon/units.toml`, `[money]`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from loaders import lexicon
from loaders.printing import MEMORY, amount_of, fold, is_nil, squeeze

RATES = ("%", "‰")
_LONGEST = 40
"""Signs of the longest cell that prints a figure and its unit."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: its value in the printed unit, its digits without separators, and the unit printed in the same cell.

    `unit` is a unit of money, `%` or `‰`; empty where the cell prints the figure alone.
    """

    value: Decimal
    printed: str
    unit: str = ""

    @property
    def decimals(self) -> int:
        """The number of printed decimal places."""
        return len(self.printed.partition(".")[2])

    @property
    def step(self) -> Decimal:
        """One unit of the last printed place: what rounding may hide is half of it."""
        return _step(self.printed)


@lru_cache(maxsize=MEMORY)
def _step(printed: str) -> Decimal:
    return Decimal(1).scaleb(-len(printed.partition(".")[2]))


@dataclass(frozen=True, slots=True)
class Dash:
    """A cell that prints dashes: nothing is due here."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell that prints nothing. Blank is not zero."""


@dataclass(frozen=True, slots=True)
class Word:
    """A cell that prints anything else; `text` as printed."""

    text: str


Printed = Amount | Dash | Blank | Word


@lru_cache(maxsize=MEMORY)
def parse(text: str) -> Printed:
    """What a cell prints: `3,143.81` → an amount; `12.5万元` → an amount with its unit; `——` → a dash."""
    if is_nil(text):
        return Dash() if squeeze(text) else Blank()
    digits = amount_of(text)
    if digits is not None:
        return Amount(Decimal(digits), digits)
    plain = squeeze(unicodedata.normalize("NFKC", text))
    dressed = _dressed().fullmatch(plain) if len(plain) <= _LONGEST else None
    digits = amount_of(dressed[1]) if dressed else None
    if dressed is None or digits is None:
        return Word(text)
    return Amount(Decimal(digits), digits, dressed[2])


def figure(text: str) -> Amount | None:
    """The figure that a cell prints alone, without any unit; None for all else."""
    printed = parse(text)
    return printed if isinstance(printed, Amount) and not printed.unit else None


def is_figure(text: str) -> bool:
    """Whether a cell prints a figure and nothing else."""
    return figure(text) is not None


# ── units of money


@cache
def yuan_per_unit() -> dict[str, Decimal]:
    """How many yuan each unit of money is: 万元 → 10000."""
    return {unit: Decimal(yuan) for unit, yuan in lexicon.units().money.items()}


@cache
def money() -> str:
    """A regular expression for the units of money, the longer ones first; to be put into brackets."""
    return "|".join(sorted(map(re.escape, yuan_per_unit()), key=len, reverse=True))


@cache
def _dressed() -> re.Pattern[str]:
    return re.compile(rf"(.+?)({money()}|{'|'.join(RATES)})")


@cache
def money_pattern(template: str) -> re.Pattern[str]:
    """A regular expression of the lexicon in which `{money}` is any unit of money."""
    return re.compile(template.replace("{money}", money()))


@lru_cache(maxsize=MEMORY)
def unit_in(text: str) -> str:
    """The unit of money that a caption or header names: `单位：万|元`, `价值（单位：万元）`, `（万元）` → `万元`."""
    plain = fold(text)
    words = lexicon.captions()
    match = money_pattern(words.unit).search(plain) or money_pattern(words.bracketed_unit).search(plain)
    return match[1] if match else ""
