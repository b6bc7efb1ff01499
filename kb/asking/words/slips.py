"""Slips of the keyboard: a character typed for another that sounds like it, 医疗保帐局 for 医疗保障局.

Chinese is typed by sound, so that what is mistyped mostly sounds right. The characters of the first level of GB 2312
are ordered by their sound: two that sound alike are near each other in it. No other dictionary is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

NEAR = 24
"""Places in GB 2312 up to which two characters are taken to sound alike."""
ROW, FIRST, FIRST_CELL = 94, 0xB0, 0xA1
LAST_BY_SOUND = 0xD7
"""The row of GB 2312 where the order by sound ends."""
SHORTEST = 4
"""Characters of a name of which one may be a slip."""


def sound_alike(one: str, other: str) -> bool:
    """Whether two different characters sound alike, as far as GB 2312 tells."""
    first, second = _place(one), _place(other)
    return one != other and first is not None and second is not None and abs(first - second) <= NEAR


@cache
def _place(sign: str) -> int | None:
    """The place of a character in the order by sound; None for one that is not in it."""
    try:
        row, cell = sign.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return None
    return (row - FIRST) * ROW + cell - FIRST_CELL if FIRST <= row <= LAST_BY_SOUND else None


def in_order_with_slip(text: str, start: int, name: str) -> int:
    """Where a run of characters ends that are in the name in their order but for one that sounds like the name's.

    It ends with the name's last character; `start` where no such run begins there.
    """
    position, at, slipped = start, 0, False
    while position < len(text) and at < len(name):
        index = name.find(text[position], at)
        if index < 0 and not slipped:
            index = next((place for place in range(at, len(name)) if sound_alike(text[position], name[place])), -1)
            slipped = index >= 0
        if index < 0:
            break
        position, at = position + 1, index + 1
    whole = slipped and position - start >= SHORTEST and text[position - 1] == name[-1]
    return position if whole else start


def corrected(text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a text may say that is a name but for one character, and the name: 三工经费, 三公经费. The longest first."""
    for name in sorted(names, key=len, reverse=True):
        for start in range(len(text) - len(name) + 1) if len(name) >= SHORTEST else ():
            typed = text[start : start + len(name)]
            slips = [(one, other) for one, other in zip(typed, name, strict=True) if one != other]
            if len(slips) == 1 and sound_alike(*slips[0]):
                yield typed, name
