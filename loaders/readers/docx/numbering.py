"""The numbers that Word prints before paragraphs (一、（一）1.) without writing them into the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from loaders.whole_numbers import whole

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list. `restarts`: it begins anew, whatever lists of its kind counted before."""

    start: int
    style: str
    pattern: str
    restarts: bool = False


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五; numbers from 1000 on stay in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def roman_number(number: int) -> str:
    """4 → IV."""
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


_STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": chinese_number,
    "chineseLegalSimplified": chinese_number,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": lambda number: roman_number(number).lower(),
    "upperRoman": roman_number,
    "decimalZero": lambda number: f"{number:02d}",
    "bullet": lambda _: "",
    "none": lambda _: "",
}


class Numbering:
    """Counts the numbered paragraphs of a document from its beginning."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._own: dict[str, dict[int, _Level]] = {}
        self._restarted: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {_number(level, "ilvl"): _level(level) for level in abstract.iter(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in root.iter(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            if link is not None:
                abstract_id = link.get(f"{W}val", "")
                self._list_of[number.get(f"{W}numId", "")] = abstract_id
                self._own[number.get(f"{W}numId", "")] = _overridden(number, self._levels.get(abstract_id, {}))

    def label(self, number_id: str, level: int) -> str:
        """What Word prints before the next paragraph of that list and level; empty where it prints no number."""
        levels = self._own.get(number_id, {})
        if level not in levels:
            return ""
        counts = self._counts_of(number_id, levels)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        text = levels[level].pattern
        for index in range(level + 1):
            shown = levels.get(index, levels[level])
            value = counts.get(index, shown.start)
            text = text.replace(f"%{index + 1}", _STYLES.get(shown.style, str)(value))
        return "" if levels[level].style in ("bullet", "none") else text

    def _counts_of(self, number_id: str, levels: dict[int, _Level]) -> dict[int, int]:
        """How far a list has counted on each level: with the others of its kind, or alone once it begins anew."""
        shared = self._counts[self._list_of[number_id]]
        if not any(level.restarts for level in levels.values()):
            return shared
        if number_id not in self._restarted:
            kept = {at: count for at, count in shared.items() if at not in levels or not levels[at].restarts}
            self._restarted[number_id] = kept
        return self._restarted[number_id]


def _number(node: etree._Element, attribute: str) -> int:
    value = node.get(f"{W}{attribute}", "0")
    return whole(value, 0) if value[:1] != "-" else -whole(value[1:], 0)


def _overridden(number: etree._Element, levels: dict[int, _Level]) -> dict[int, _Level]:
    """The levels of a list with what one number of it sets otherwise: a level of its own, another beginning."""
    found = dict(levels)
    for change in number.iterchildren(f"{W}lvlOverride"):
        at = _number(change, "ilvl")
        own, start = change.find(f"{W}lvl"), change.find(f"{W}startOverride")
        if own is not None:
            found[at] = _level(own)
        if start is not None and at in found:
            found[at] = replace(found[at], start=_number(start, "val"), restarts=True)
    return found


def _level(node: etree._Element) -> _Level:
    start, style, pattern = (node.find(f"{W}{tag}") for tag in ("start", "numFmt", "lvlText"))
    return _Level(
        1 if start is None else _number(start, "val"),
        "decimal" if style is None else style.get(f"{W}val", "decimal"),
        "" if pattern is None else pattern.get(f"{W}val", ""),
    )
