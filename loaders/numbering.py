"""List numbers (序号) in front of headings and items: 第一部分, 一、, （一）, 1、, （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from loaders.printing import MEMORY

NUMERALS = frozenset("一二三四五六七八九十廿")
"""What a number in Chinese begins with."""
_NUMERAL = f"[{''.join(sorted(NUMERALS))}]{{1,4}}"
_BLANK = r"[\s\u3000]{0,4}"

# One line per style: the rank of its headings (a lower rank holds the higher ones), what the number begins with, and
# its shape.
_STYLES = (
    ("part", 10, "第", re.compile(rf"第{_BLANK}({_NUMERAL}|\d{{1,2}}){_BLANK}(?:部分|章){_BLANK}[：:、.]?")),
    ("article", 40, "第", re.compile(rf"第({_NUMERAL}|\d{{1,2}})条")),
    ("chinese", 30, _NUMERAL, re.compile(rf"({_NUMERAL}){_BLANK}[、.．]")),
    ("chinese-bracket", 40, "[（(]", re.compile(rf"[（(]{_BLANK}({_NUMERAL}){_BLANK}[）)][、.．]?")),
    ("circled", 65, r"[\u2460-\u2473]", re.compile(r"([\u2460-\u2473])[、.．]?")),
    ("arabic", 50, r"\d", re.compile(r"(\d{1,2})(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d\s*年))")),
    ("arabic-bracket", 60, r"[（(\d]", re.compile(rf"[（(]{_BLANK}(\d{{1,2}}){_BLANK}[）)][、.．]?|(\d{{1,2}})[）)]")),
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}


RANKS = {style: rank for style, rank, _, _ in _STYLES}


@dataclass(frozen=True, slots=True)
class ListNumber:
    """A list number: its style, its value, the rank of a heading so numbered, and where the text behind it starts."""

    style: str
    value: int
    rank: int
    end: int


@lru_cache(maxsize=MEMORY)
def list_number(text: str, start: int = 0) -> ListNumber | None:
    """The list number that is at `start` (blanks skipped), or None."""
    while start < len(text) and text[start].isspace():
        start += 1
    for style, rank, shape in _styles_from(text[start : start + 1]):
        match = shape.match(text, start)
        if match:
            end = match.end()
            while end < len(text) and text[end].isspace():
                end += 1
            return ListNumber(style, _value(next(group for group in match.groups() if group)), rank, end)
    return None


@lru_cache(maxsize=MEMORY)
def _styles_from(letter: str) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """The styles whose numbers may begin with a letter."""
    return tuple((style, rank, shape) for style, rank, first, shape in _STYLES if re.match(first, letter))


def item_starts(text: str, style: str) -> list[int]:
    """Where items of one style start: at the beginning and behind 。；： inside a paragraph."""
    starts = [0, *(match.end() for match in re.finditer(r"[。；;：:]", text))]
    numbers = ((start, list_number(text, start)) for start in starts)
    return [start for start, number in numbers if number is not None and number.style == style]


def _value(numeral: str) -> int:
    """十二 → 12, 廿一 → 21, 7 → 7, ③ → 3."""
    if "\u2460" <= numeral <= "\u2473":
        return ord(numeral) - ord("\u2460") + 1
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, units = numeral.replace("廿", "二十").partition("十")
    if not ten:
        return _DIGITS.get(tens[-1], 0)
    return 10 * _DIGITS.get(tens[-1:], 1) + _DIGITS.get(units[-1:], 0)
