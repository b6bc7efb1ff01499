"""The words of headers and what they mean: roles of key columns (`lexicon/columns.toml`), components of amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders import lexicon
from loaders.forms.targets import is_unit
from loaders.lexicon.form_records import ComponentEntry
from loaders.printing import MEMORY, fold
from loaders.reference.periods import period_of
from loaders.table.model import Role, Side

_UNIT = re.compile(r"\((?:(?:金额)?单位:)?([^()]+)\)")
_YEAR = re.compile(r"^(?:20\d\d(?:[-—]|年?度?)|本年度?|当年)(?=.)")
_CALENDAR_YEAR = re.compile(r"(20\d\d)(?:年?度?[-—]?)")
_OF_WHICH = "其中"
_PART_WORD = re.compile(r"^其中:?")
_LETTER = re.compile(r"\([A-Z](?:[+-][A-Z])*\)$")

SIDES = tuple(Side)


@dataclass(frozen=True, slots=True)
class HeaderMeaning:
    """What a header word means. `roles` of key columns; `component` of amounts; `plain`: 合计, 金额 and the like."""

    word: str
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    component: str = ""
    total: bool = False
    amount: bool = False
    part: bool = False

    @property
    def known(self) -> bool:
        """Whether the lexicon has the word."""
        return bool(self.roles or self.component or self.total or self.amount)

    @property
    def role(self) -> str:
        """The first role, or nothing."""
        return self.roles[0][0] if self.roles else ""


@cache
def components() -> dict[str, ComponentEntry]:
    """All components by id."""
    return {entry.id: entry for entry in lexicon.components().component}


@cache
def _component_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for entry in lexicon.components().component:
        for word in entry.words:
            words.setdefault(fold(word), entry.id)
    return words


@cache
def _role_words() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    words: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for entry in lexicon.columns().column:
        for word in entry.words:
            roles = words.setdefault(fold(word), [])
            if entry.role not in (role for role, _ in roles):
                roles.append((Role(entry.role), entry.under))
    return {word: tuple(roles) for word, roles in words.items()}


def _roles_of(word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return _role_words().get(word) or tuple(
        (entry.role, entry.under) for entry in lexicon.columns().column for one in entry.patterns if one.fullmatch(word)
    )


def _component_word(word: str) -> str:
    entries = lexicon.components().component
    by_pattern = (entry.id for entry in entries for one in entry.patterns if one.fullmatch(word))
    return _component_words().get(word) or next(by_pattern, "")


@cache
def _plain_words(kind: str) -> frozenset[str]:
    return frozenset(fold(word) for word in getattr(lexicon.components().plain, kind))


_RISE_OR_FALL = re.compile(r"增(?:[、/,]减|\([+]?\)[、/,]?减(?:\([-]\))?|\(减\))")
"""增、减 and 增(减) of a header are 增减."""


@lru_cache(maxsize=MEMORY)
def _variants(text: str) -> tuple[str, ...]:
    """The word as printed, then without year, unit, letter and 其中."""
    word = _RISE_OR_FALL.sub("增减", fold(text))
    bare = _YEAR.sub("", _UNIT.sub(lambda match: "" if is_unit(match[1]) else match[0], word))
    return tuple(dict.fromkeys([word, bare, _LETTER.sub("", bare), _PART_WORD.sub("", bare)]))


@lru_cache(maxsize=MEMORY)
def meaning(text: str) -> HeaderMeaning:
    """What a header word means."""
    word = fold(text)
    part = word.startswith("其中")
    for variant in _variants(text):
        roles = _roles_of(variant)
        component = _component_word(variant)
        total = variant in _plain_words("total")
        amount = variant in _plain_words("amount") or _CALENDAR_YEAR.fullmatch(variant) is not None
        if roles or component or total or amount:
            return HeaderMeaning(word, roles, component, total, amount, part)
    return HeaderMeaning(word, part=part)


def is_listed(word: str) -> bool:
    """Whether the lexicon prints a header word itself, rather than a pattern that fits it."""
    plain = _plain_words("total") | _plain_words("amount")
    return any(fold(word) in known for known in (_role_words(), _component_words(), plain))


def is_cut_from_header(text: str) -> bool:
    """Whether a text begins or ends a header word, as one line of a narrow header cell does (上缴上 | 级支出)."""
    return fold(text) in _cut_words()


def begins_header_word(text: str) -> bool:
    """Whether a text is a header word, or the beginning of one."""
    return meaning(text).known or fold(text) in _starts_of_words()


@cache
def _whole_words() -> frozenset[str]:
    indicators = {fold(word) for words in lexicon.indicators().header.values() for word in words}
    return frozenset({*_component_words(), *_role_words(), *indicators})


@cache
def _starts_of_words() -> frozenset[str]:
    return frozenset(word[:size] for word in _whole_words() for size in range(1, len(word)))


@cache
def _cut_words() -> frozenset[str]:
    ends = {word[size:] for word in _whole_words() for size in range(1, len(word))}
    downwards = {letter for word in _whole_words() for letter in word}
    return _starts_of_words() | ends | downwards


def is_usual(text: str) -> bool:
    """Whether a header word names a column that forms hardly ever leave blank: a total, 财政拨款, 基本支出."""
    said = meaning(text)
    return said.total or bool(said.roles) or said.component in lexicon.components().plain.usual


def measure_in(text: str) -> str:
    """The unit, other than money, that a header word names: `数量（辆）` → 辆, `增减%` → %."""
    word = fold(text)
    if word.endswith("%"):
        return "%"
    match = _UNIT.search(word)
    return match[1] if match and is_unit(match[1]) else ""


def names_period(label: str) -> bool:
    """Whether a word names a year, a stage or what changed between two: 2015年, 2016年决算数, 增减%."""
    said = meaning(label)
    return said.amount or period_of(said.component) != ""


def names_change(label: str) -> bool:
    """Whether a word names a change between two years: 2016年比2015年增减%."""
    return "budget-change" in ancestors(meaning(label).component)


def is_rate(label: str) -> bool:
    """Whether a word names the rates of a change: 增减%."""
    return "budget-change-rate" in ancestors(meaning(label).component)


def ancestors(component: str) -> list[str]:
    """The component and all that are above it."""
    chain = []
    known = components()
    while component:
        chain.append(component)
        component = known[component].broader if component in known else ""
    return chain


_GROUP_ROLES = frozenset(
    {"subject-group", "economic-group", "government-economic-group", "project-group", "indicator-group", "code"}
)


@lru_cache(maxsize=MEMORY)
def fits_under(child: str, parent: str) -> float:
    """How well a header word is under another: 2 known to, 0 not known, -3 known not to."""
    below, above = meaning(child), meaning(parent)
    for role, under in below.roles:
        if under and any(above_role in under for above_role, _ in above.roles):
            return 2
        if role == "item" and above.component in SIDES:
            return 2
    if above.word.rstrip(":") == _OF_WHICH and (below.component or below.total):
        return 2
    if not above.known:
        return 0
    if below.component and above.role and above.role in components()[below.component].groups:
        return 2
    if (below.component or below.total) and any(role == "source-group" for role, _ in above.roles):
        return 1
    if _CALENDAR_YEAR.fullmatch(above.word) and (below.amount or below.total or below.component):
        return 1
    above_is_key = bool(above.roles) and not above.component
    if above_is_key:
        return 0 if above.role in _GROUP_ROLES and not (below.component or below.total) else -3
    if below.total or below.amount:
        return 1 if not (above.total or above.amount) or (below.total and above.amount) else -3
    if below.component:
        return _component_fits(below.component, above.component) if above.component else 0.5 if above.amount else -1
    return -3 if below.roles else 0


def _component_fits(child: str, parent: str) -> float:
    known = components()[child]
    if parent == child:
        return 2
    if components()[parent].period and parent in ancestors(child):
        return 2
    if components()[parent].period:
        return 0.4 if "budget-change" in ancestors(parent) else 0.5
    if parent in known.groups or any(parent in ancestors(under) for under in known.groups):
        return 2
    if known.source:
        beside = known.broader and components()[parent].broader == known.broader
        return -1 if beside else 1 if parent not in ancestors(child) else 2
    if Side.EXPENDITURE in ancestors(child) and Side.INCOME in ancestors(parent) and parent not in SIDES:
        return 0.5 if components()[parent].source else -0.5
    return -3 if known.groups else 0


def _is_received_for(child: str, parent: str) -> bool:
    """本年收入 over 基本支出: what came in for a kind of expenditure."""
    received = parent in components() and Side.INCOME in ancestors(parent) and not components()[parent].source
    return received and parent not in SIDES and Side.EXPENDITURE in ancestors(child)


def relative(word: str, fiscal_year: str) -> str:
    """A header word with its calendar year as seen from the fiscal year: `2023年执行数` in 2024 → `上年执行数`."""
    match = _CALENDAR_YEAR.match(fold(word))
    if not match or not fiscal_year or match[1] == fiscal_year:
        return word
    words = lexicon.components().years
    name = words.last if int(match[1]) == int(fiscal_year) - 1 else words.other
    return str(name) + fold(word)[match.end() :]


def component_of(path: tuple[str, ...], fiscal_year: str = "") -> str:
    """The component that a header path means: `本年收入/小计` → current-year-income, `支出/合计` → expenditure.

    A source of funds under a group other than its own takes the group's id before its own:
    `上年结转结余/一般公共预算` → carryover.general-public-budget; so does everything under another year or a
    comparison of years: `上年预算数/公务接待费` → last-year-budget.receptions. A path without any known word, or one of
    a year that is neither the fiscal year nor the one before it, is `unknown`; so is the total of an unknown group.
    """
    group = ""
    plain = strange = False
    for printed in path:
        word = relative(printed, fiscal_year)
        if word.startswith(lexicon.components().years.other):
            return "unknown"
        for said in _levels_of(word):
            if _is_of_the_year(printed, said.component, fiscal_year):
                plain = True
            elif said.component:
                group = _below(group, said.component)
            elif said.total or said.amount:
                plain = True
            strange = strange or not said.known
    return group or ("total" if plain and not strange else "unknown")


def _is_of_the_year(word: str, component: str, fiscal_year: str) -> bool:
    """Whether a word that alone means another year (执行数) is printed with the fiscal year itself: 2020年执行数."""
    match = _CALENDAR_YEAR.match(fold(word))
    return match is not None and match[1] == fiscal_year and component != "" and period_of(component) != ""


def is_known(word: str) -> bool:
    """Whether the lexicon knows what a header word means, at one level or at two."""
    return any(said.known for said in _levels_of(word))


def _levels_of(word: str) -> tuple[HeaderMeaning, ...]:
    """What a word means, level by level: `一般公共预算拨款结转` is 一般公共预算拨款 under 上年结转."""
    said = meaning(word)
    if said.known:
        return (said,)
    for component, patterns in lexicon.components().compounds.items():
        for pattern in patterns:
            match = re.fullmatch(pattern, fold(word))
            if match and (inner := meaning(match[1])).component:
                return (HeaderMeaning(word, component=component), inner)
    return (said,)


@cache
def _phases() -> dict[str, str]:
    return {fold(word): phase for phase, words in lexicon.components().phases.items() for word in words}


@lru_cache(maxsize=MEMORY)
def phase_of(path: tuple[str, ...]) -> str:
    """The budget phase that a header path names (预算数, 2022年度调整预算数, 决算数), or nothing."""
    words = (variant for word in reversed(path) for variant in _variants(word))
    return next((phase for word in words if (phase := _phases().get(word, ""))), "")


def _below(group: str, child: str) -> str:
    period, _, inner = group.partition(".")
    if period and components()[period].period and period not in ancestors(child):
        return f"{period}.{_below(inner, child)}"
    if not group or group in SIDES or group in ancestors(child):
        return child
    if child == group:
        return group
    above = ancestors(group)
    crosswise = Side.EXPENDITURE in ancestors(child) and Side.EXPENDITURE in above and child not in above
    crosswise = crosswise or _is_received_for(child, group)
    return f"{group}.{child}" if components()[child].source or crosswise else child
