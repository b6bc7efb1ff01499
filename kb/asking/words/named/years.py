"""Years in a sentence: one, several, a range, last year's beside this one's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.asking.names import Choice
from kb.asking.words.lexicon import numeral
from kb.asking.words.named.found import Mentions

_FULL = r"(?:19|20)\d\d"
_ONE = rf"(?<!\d)(?:{_FULL}(?!\d)|\d\d(?=年))"
_SO_MANY = "(?:这?[两三四五六])?"
"""23到25三年."""
_RANGE = re.compile(
    rf"(?P<first>{_ONE}|(?<!\d)\d\d(?=[-—–~～至到]+\d\d{_SO_MANY}年))"
    rf"年?度?(?:[-—–~～至到]+)(?P<last>{_ONE}|\d\d(?!\d)){_SO_MANY}年?度?"
)
_LIST = re.compile(r"(?<!\d)\d\d(?:[、,和跟与]\d\d)+(?=[两三四五]?年)")
"""17、18、19年, 17、18、19三年."""
_EXPLAINED = re.compile(rf"[今本当去前]年度?[(（,]?(?:即|就是|也就是)?(?P<year>{_FULL})年?[)）]?")
"""A year counted from one that is not said, with its number beside it: 今年（2025）."""
_SPELLED = re.compile(
    r"(?<![一二三四五六七八九十〇零○])(?:[一二][〇零○九][〇零○一二三四五六七八九]{2}|[〇零○一二][一二三四五六七八九〇零○])(?=年)"
)
"""A year in Chinese numerals: 二〇二三年, 一八年; but not 十八年."""
_SIGNS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_KEPT = r"[底末终](?=[^,，;；。]*结[转余])"
"""The end of a year that is kept: what is left then (年末结转) is not what was left the year before (上年结转)."""
_YEAR = re.compile(
    rf"(?P<year>{_ONE})(?:(?!年{_KEPT})年度?(?:(?!年?{_KEPT})年?[底末终]|初(?!预算|安排|批|定|数|计))?)?"
)

BASE_SIGNS = ("比", "较", "相比于", "比起")
"""Before the year that another is compared with."""

_NUMBER = r"[两一二三四五六七八九十]{1,2}|\d{1,2}"
_AGE = re.compile(rf"(?:超过|早于|大于|满)(?P<n>{_NUMBER})年|(?P<m>{_NUMBER})年(?:以上|以前|前)")


def find_years(found: Mentions, choices: Sequence[Choice]) -> None:
    """Take the years out of what is left of a sentence: all are given, those not held are unknown."""
    known = {name for choice in choices for name in choice.names}
    found.rest = _SPELLED.sub(lambda match: match[0].translate(_SIGNS), found.rest)
    while match := _EXPLAINED.search(found.rest):
        _give(found, match["year"], known, needed=True)
        found.cut(match.start(), match.end())
    while match := _RANGE.search(found.rest):
        first, last = _four(match["first"]), _four(match["last"])
        for year in map(str, range(int(first), int(last) + 1)):
            _give(found, year, known, needed=year in {first, last})
        found.cut(match.start(), match.end())
    if listed := _LIST.search(found.rest):
        for year in re.findall(r"\d\d", listed[0]):
            _give(found, _four(year), known, needed=True)
        found.cut(listed.start(), listed.end())
    based = False
    while match := _YEAR.search(found.rest):
        based = based or found.rest[: match.start()].endswith(BASE_SIGNS)
        _give(found, _four(match["year"]), known, needed=True)
        found.cut(match.start("year"), match.end())
    if based and len(found.given.get("year", ())) == 1:
        _take_base(found, known)
    if old := _AGE.search(found.rest):
        found.age = int(numeral(old["n"] or old["m"]))
        found.cut(old.start(), old.end())
    if "year" in found.given:
        found.given["year"] = sorted(dict.fromkeys(found.given["year"]))


def _take_base(found: Mentions, known: set[str]) -> None:
    """The only year that is said is the one before: 比2019年多了多少 asks of 2020."""
    [found.base] = found.given.pop("year")
    _give(found, str(int(found.base) + 1), known, needed=True)


def _give(found: Mentions, year: str, known: set[str], *, needed: bool) -> None:
    if year in known:
        found.given.setdefault("year", []).append(year)
    elif needed:
        found.unknown.append(year)


def _four(text: str) -> str:
    """A year in four digits: 24 年 is 2024."""
    return text if len(text) == 4 else f"20{text}"
