"""Brackets that hold the amount compared with: 比上年（13.20万元）减少0.70万元, 较上年增加（2024年18万元）12万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.printing import squeeze
from loaders.prose.statements.changes import direction_at_end, last_base
from loaders.prose.statements.drafts import Draft
from loaders.prose.statements.measures import phrase_start

_WORDS = r"\s*(?:(?:19|20)\d\d年度?|上年度?)?(?:年初)?(?:预算|决算|执行|支出)?数?(?:安排)?[为是]?\s*"
_AMOUNT = r"\d[\d,.]*\s?[万亿]?元"
_BASE = re.compile(
    rf"([较比与同和][^（(）)，,。；;]{{2,16}})([（(]{_WORDS})({_AMOUNT})[）)](?=\s*(?:增|减|下降|上升|提高|降低|持平|相比))"
)
_IN_BRACKETS = re.compile(rf"[（(]{_WORDS}{_AMOUNT}[）)]\s*$")
_LONGEST = 40


def without_brackets_of_bases(text: str) -> str:
    """The text with blanks in place of the brackets round an amount that 比上年 compares with; offsets stay.

    What the bracket says of it besides (2024年预算数) is left out: the words in front say the year.
    """
    return _BASE.sub(_opened, text)


def _opened(match: re.Match[str]) -> str:
    is_base = last_base(squeeze(match[1])) is not None
    return f"{match[1]}{' ' * len(match[2])}{match[3]} " if is_base else match[0]


def phrase_before_bracket(text: str, offset: int, drafts: Sequence[Draft], start: int) -> str:
    """The words of change in front of the bracket that a figure follows at once; empty where there are none.

    较上年增加（2024年18万元）12万元: 较上年增加 is said of the 12. `drafts` are the figures before; the
    sentence begins at `start`.
    """
    match = _IN_BRACKETS.search(text, max(0, offset - _LONGEST), offset)
    if match is None:
        return ""
    floor = max((one.figure.end for one in drafts if start < one.figure.end <= match.start()), default=start)
    phrase = squeeze(text[phrase_start(text, match.start(), floor) : match.start()])
    return phrase if direction_at_end(phrase) else ""
