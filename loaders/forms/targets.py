"""Targets of indicators (指标值): operator, number and unit, or words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from loaders import lexicon
from loaders.printing import squeeze


@dataclass(frozen=True, slots=True)
class Target:
    """A target taken apart. `number` is printed digits without separators; `text` the words where it is words."""

    operator: str = ""
    number: str = ""
    unit: str = ""
    text: str = ""


@cache
def _signs() -> tuple[tuple[str, str], ...]:
    pairs = [(word, sign) for sign, words in lexicon.indicators().operators.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _unit_pattern() -> re.Pattern[str]:
    """One unit, or several of the same things: 元/人·年, 台、件、套, 台（套）."""
    words = "|".join(
        sorted((re.escape(unicodedata.normalize("NFKC", word)) for word in lexicon.units().words), key=len)[::-1]
    )
    one = f"[十百千万亿]{{0,2}}(?:{words})"
    several = f"{one}(?:[/、·]{one}){{0,3}}"
    return re.compile(rf"{several}(?:\({several}\))?|[十百千万亿]{{1,2}}")


def is_operator(text: str) -> bool:
    """Whether a cell holds a comparison sign or word alone."""
    plain = squeeze(text)
    return any(plain == word for word, _ in _signs())


def is_nature(text: str) -> bool:
    """Whether a cell tells the nature of an indicator (定性, 定量) where others print a comparison."""
    return squeeze(text) in lexicon.indicators().natures.words


def is_unit(text: str) -> bool:
    """Whether a text is a unit of measure."""
    return _unit_pattern().fullmatch(unicodedata.normalize("NFKC", squeeze(text))) is not None


def read_target(text: str, operator: str = "", unit: str = "") -> Target:
    """A target as printed, with operator and unit that may be in cells of their own.

    `≥100 百分比` → ≥, 100, 百分比; `≥90 明显减轻` → ≥, 90 and the words; `2026年内全部完成` → words only, and so is
    `不低于上年`, whose comparison is part of the words.
    """
    plain = squeeze(text)
    own = next((sign for word, sign in _signs() if squeeze(operator) == word), "")
    word = next((word for word, _ in _signs() if plain.startswith(word)), "")
    sign = own or dict(_signs()).get(word, "")
    plain = plain[len(word) :]
    match = re.fullmatch(r"([-+]?\d+(?:,\d{3})*(?:\.\d+)?)(.*)", unicodedata.normalize("NFKC", plain))
    if match is None:
        return Target(operator=own if word.isalpha() else sign, text=text.strip())
    number, rest = match[1].replace(",", ""), match[2]
    bracketed = re.fullmatch(r"\(([^()]{1,8})\)", rest)
    if bracketed and is_unit(bracketed[1]):
        return Target(sign, number, bracketed[1])
    if is_unit(rest):
        return Target(sign, number, plain[len(plain) - len(rest) :] if rest else "")
    if not rest:
        return Target(sign, number, squeeze(unit))
    if sign and not re.search(r"\d", rest) and not rest.startswith(("年", "月")):
        return Target(sign, number, text=rest)
    return Target(operator=sign, text=text.strip())
