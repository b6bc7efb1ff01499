"""What the words before a figure make of it: an amount, a change against a base year, a share, or the base itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from loaders import lexicon


class Direction(StrEnum):
    """What a change says of an amount, in the word of the ontology."""

    INCREASE = "增加"
    DECREASE = "减少"
    SAME = "持平"


LAST_YEAR = -1
BUDGET = -2
INCREASE, DECREASE, SAME = Direction
STAGE_COMPARED = re.compile(
    r"[比较与同](?:上年|去年|(?:19|20)\d\d年)度?(?!年初)[^，,。；\d决预]{0,8}(?P<stage>预算|决算)"
)
_QUOTES = str.maketrans("", "", '“”"‘’')
OPPOSITE: dict[str, str] = {INCREASE: DECREASE, DECREASE: INCREASE}


@dataclass(frozen=True, slots=True)
class ChangeRole:
    """What a figure is in its sentence.

    `kind` is `amount`, `change`, `share` (占比), `base` (the figure of the year compared with) or `dependent`
    (份额比例: a ratio of the subject before it). `subject` are the words that name what it is about, empty where the
    sentence named it before; `object` the noun behind a verb (减少部门支出), the whole of a share, or the ratio's name.
    `base_year` is a year, LAST_YEAR, BUDGET (the budget of the same year), or 0 where these words name none.
    """

    kind: str
    subject: str
    direction: str = ""
    base_year: int = 0
    object: str = ""


def role_of(phrase: str, is_rate: bool) -> ChangeRole:
    """The role of a figure behind `phrase` (blanks removed); `is_rate`: it is a percentage or a multiple."""
    share = _share(phrase) if is_rate else None
    return share or _change(phrase) or _base(phrase) or _dependent(phrase) or ChangeRole("amount", phrase)


def _share(phrase: str) -> ChangeRole | None:
    match = re.search(r"(占|完成|达到|为)([^占，]{0,20}?)的?(?:比例|比重|份额)?[为达约]?$", phrase)
    if match is None or (match[1] != "占" and "预算" not in match[2]):
        return None
    return ChangeRole("share", phrase[: match.start()], object=("占" if match[1] == "占" else "完成") + match[2])


def _change(phrase: str) -> ChangeRole | None:
    """The last direction word of the phrase, if nothing but fillers or a noun is behind it."""
    base = find_base(phrase)
    less_than = _less_than_shape().search(phrase)
    if less_than:
        return ChangeRole("change", phrase[: less_than.start()], _direction(less_than["word"]), _year_of(less_than))
    for match in reversed(list(_direction_shape().finditer(phrase))):
        if _in_a_name(phrase, match, base is not None):
            continue
        rest = _without_fillers(phrase[match.end() :])
        subject = _without_base(phrase[: match.start()], base)
        year = base[2] if base else 0
        plain_word = len(match[0]) > 1 and match[0] not in lexicon.statements().direction.same
        if rest == "" and (base or plain_word):
            return ChangeRole("change", subject, _direction(match[0]), year)
        if rest and match[0] in lexicon.statements().direction.with_object and (base or not subject):
            verb = match[0] if match[0] == "新增" and not base else ""
            return ChangeRole("change", subject, _direction(match[0]), year, object=verb + rest)
    return None


def _in_a_name(phrase: str, word: re.Match[str], compared: bool) -> bool:
    """能力提升资金, 支持商销稳增长: a word of change inside the name of some money, with no year compared."""
    money = lexicon.statements().direction.money
    names = lexicon.statements().direction.ends_name
    inside = phrase.startswith(tuple(money), word.end()) or phrase.endswith(tuple(names), 0, word.start())
    return not compared and word.start() > 0 and inside


def _base(phrase: str) -> ChangeRole | None:
    """The figure of the year compared with: 比上年的 100 万元, 比2022年接待费预算30万元 (the name behind the year)."""
    if _last_year_shape().fullmatch(phrase):
        return ChangeRole("base", "", base_year=LAST_YEAR)
    if _completed_shape().fullmatch(phrase):
        return ChangeRole("base", "", base_year=BUDGET)
    base = find_base(phrase)
    if base is None or (base[0] > 0 and base[1] < len(phrase)):
        return None
    return ChangeRole("base", phrase[: base[0]] + phrase[base[1] :], base_year=base[2])


def _dependent(phrase: str) -> ChangeRole | None:
    name = _without_fillers(phrase) or phrase
    return ChangeRole("dependent", "", object=name) if name in lexicon.statements().dependent.words else None


def find_base(phrase: str) -> tuple[int, int, int] | None:
    """The words of comparison (比上年, 与2023年预算相比, 同比, 比年初预算): start, end, and the year as in a Role."""
    match = _base_shape().search(phrase)
    return (match.start(), match.end(), _year_of(match)) if match else None


def _year_of(match: re.Match[str]) -> int:
    return int(match["year"]) if match["year"] else BUDGET if match["budget"] else LAST_YEAR


def last_base(text: str) -> tuple[int, int, int] | None:
    """The comparison named last in a text, as `find_base` tells it."""
    matches = list(_base_shape().finditer(text))
    return find_base(text[matches[-1].start() :]) if matches else None


def direction_at_end(text: str) -> bool:
    """Whether a text ends with a word of change: 较上年增加."""
    return any(match.end() == len(text) for match in _direction_shape().finditer(text))


def same_as_before(clause: str) -> tuple[str, int] | None:
    """For a clause that says 持平, 与上年一致 …: whom it speaks of (may be empty) and the base year (0: not named)."""
    match = _same_shape().search(clause)
    if match is None or any(words in clause for words in lexicon.statements().base.not_years):
        return None
    base = find_base(clause)
    if base is None and match["word"] != SAME and "上年" not in match["word"]:
        return None
    return _without_base(clause[: match.start()], base), base[2] if base else 0


def _direction(word: str) -> str:
    entry = lexicon.statements().direction
    if word in entry.increase or word in entry.more_than:
        return INCREASE
    if word in entry.decrease or word in entry.less_than:
        return DECREASE
    return SAME if word in entry.same else ""


def _without_base(text: str, base: tuple[int, int, int] | None) -> str:
    if base is None or base[0] >= len(text):
        return text
    before, behind = text[: base[0]], text[base[1] :]
    again = behind.translate(_QUOTES)
    return before if again and before.translate(_QUOTES).endswith(again) else before + behind


def _without_fillers(text: str) -> str:
    return _fillers().sub("", text)


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_any_of(lexicon.statements().direction.fillers)}){{0,4}}")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _direction_shape() -> re.Pattern[str]:
    entry = lexicon.statements().direction
    return re.compile(_any_of((*entry.either, *entry.increase, *entry.decrease, *entry.same)))


@cache
def same_words() -> re.Pattern[str]:
    """The words that say that nothing changed: 持平, 一致."""
    return re.compile(_any_of(lexicon.statements().direction.same))


@cache
def _same_shape() -> re.Pattern[str]:
    return re.compile(rf"(?:基本)?(?P<word>{_any_of(lexicon.statements().direction.same)})")


@cache
def _base_shape() -> re.Pattern[str]:
    entry = lexicon.statements().base
    last, behind = _any_of(entry.last_year), _any_of(entry.behind)
    comparatives = _any_of(entry.comparatives)
    start = rf"(?:{_any_of(entry.year_start)})(?={_direction_shape().pattern}|$)"
    return re.compile(
        rf"(?:(?:{comparatives})(?:(?P<year>(?:19|20)\d\d)年?|(?:{last})|{start}|(?P<budget>{_budget_words()}))|同比)"
        rf"(?:{behind}){{0,4}}[，,]?"
    )


def _budget_words() -> str:
    """年初预算, 本年预算数: the budget of the year itself, and no 预算单位."""
    entry = lexicon.statements().base
    return rf"(?:{_any_of(entry.this_year)})?(?:{_any_of(entry.budget)})(?!{_any_of(entry.no_budget)})"


@cache
def _last_year_shape() -> re.Pattern[str]:
    """（去年预算数1850万元）: nothing but the year compared with is before the figure."""
    entry = lexicon.statements().base
    return re.compile(rf"(?:{_any_of(entry.last_year)})(?:{_any_of(entry.behind)}){{0,4}}[为是]?")


@cache
def _completed_shape() -> re.Pattern[str]:
    """占年初预算30195万元的43.2%: the budget of which something is a share."""
    entry = lexicon.statements().base
    return re.compile(rf"(?:{_any_of(entry.completing)})(?:{_any_of(entry.budget)})(?:收入|支出)?数?")


@cache
def _less_than_shape() -> re.Pattern[str]:
    """本年数小于上年预算数40.05万元: the year compared with is behind the word."""
    entry, direction = lexicon.statements().base, lexicon.statements().direction
    words = _any_of([*direction.more_than, *direction.less_than])
    return re.compile(
        rf"(?P<word>{words})(?:(?P<year>(?:19|20)\d\d)年?|{_any_of(entry.last_year)}|(?P<budget>{_budget_words()}))"
        rf"(?:{_any_of(entry.behind)}){{0,4}}$"
    )


@lru_cache(maxsize=64)
def stages_compared(text: str) -> frozenset[str]:
    """The stages of last year's figures that a paragraph compares with."""
    return frozenset(match["stage"] for match in STAGE_COMPARED.finditer(text))
