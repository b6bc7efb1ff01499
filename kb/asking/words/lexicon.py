"""The words that sentences are read by: `queries/words/*.toml` as forms, each with what it may mean."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from kb import resources
from kb.asking.names import key

FOLDER = "queries/words"


class SpanKind(StrEnum):
    """What a piece of a sentence may be."""

    OPERATOR = "operator"
    MEASURE = "measure"
    SUBJECT = "subject"
    STAGE = "stage"
    TIER = "tier"
    VALUE = "value"
    TOPIC = "topic"
    FILLER = "filler"
    UNKNOWN = "unknown"


class Operator(StrEnum):
    """How a thing may be asked for; a question `takes` the operators that it answers to."""

    RANK = "rank"
    RANK_WITHIN = "rank-within"
    RANK_YEARS = "rank-years"
    RANK_PARTS = "rank-parts"
    WHICH_YEAR = "which-year"
    SUM_FIGURES = "sum-figures"
    OVERSPENT = "overspent"
    HOW_MANY = "how-many"
    BELONGS = "belongs"
    CONSISTENT = "consistent"
    THRESHOLD = "threshold"
    PERCENT_THRESHOLD = "percent-threshold"
    CHANGE = "change"
    YEARS = "years"
    TREND = "trend"
    GROWTH = "growth"
    PERCENT = "percent"
    COMPARE = "compare"
    SHARE = "share"
    PER_HEAD = "per-head"
    EXECUTION = "execution"
    UNSPENT = "unspent"
    HAS = "has"
    HAVE = "have"
    WHICH = "which"
    NONE = "none"
    SUM = "sum"
    MEAN = "mean"
    WHY = "why"
    EACH = "each"
    RELATIVE_YEAR = "relative-year"
    YEAR_END = "year-end"
    PART_OF_YEAR = "part-of-year"
    WHICH_AREA = "which-area"
    EXCEPT = "except"
    STAGES = "stages"
    STAGES_COMPARED = "stages-compared"
    PEERS = "peers"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True)
class SpanMeaning:
    """One thing that a piece of a sentence may mean: its kind and a value (an operator, a word, a term's name)."""

    kind: SpanKind
    value: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form with a number (`前{n}名`) or an amount (`超过{a}`) in it."""

    kind: Operator
    value: str
    expression: re.Pattern[str]


_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_COUNT = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_AMOUNT = (
    r"(?P<a>\d[\d,]*(?:\.\d+)?(?=(?P<u>亿元?|千万元?|百万元?|万元?|元|%|个?百分点|成)?)|"
    r"[一二两三四五六七八九十百千]+(?=(?P<v>亿元?|万元?|元|成)))(?:亿元?|千万元?|百万元?|万元?|元|%|个?百分点|成)?"
)
_NO_COUNT = "(?!人|月|百分|点|季|亿)"
"""Behind 三个: what makes a measure of it and no place of a ranking."""
_SECOND = r"(?P<b>\d[\d,]*(?:\.\d+)?)(?P<w>亿元?|千万元?|百万元?|万元?|元|%)"


def numeral(text: str) -> Decimal:
    """The number that digits or Chinese numerals say: 十五 → 15, 两千 → 2000."""
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isdigit():
        return Decimal(plain)
    total = section = digit = 0
    for sign in plain:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif _UNITS[sign] >= 10_000:
            total, section, digit = (total + section + digit) * _UNITS[sign], 0, 0
        else:
            section, digit = section + (digit or 1) * _UNITS[sign], 0
    return Decimal(total + section + digit)


def yuan(number: str, unit: str | None) -> Decimal:
    """An amount in yuan, by its unit as typed; without a unit the number itself."""
    multiplier = {"亿": 100_000_000, "千": 10_000_000, "百": 1_000_000, "万": 10_000}.get((unit or "")[:1], 1)
    return numeral(number) * multiplier


class Lexicon:
    """All forms: `forms` by their text, `patterns` those with numbers in them."""

    def __init__(self, folder: str = FOLDER) -> None:
        """Read the TOML files of the folder `queries/words`."""
        root = resources.folder(folder)
        self._operators: Mapping[str, Any] = tomllib.loads((root / "operators.toml").read_text(encoding="utf-8"))
        fillers = tomllib.loads((root / "fillers.toml").read_text(encoding="utf-8"))
        self._synonyms: Mapping[str, Any] = tomllib.loads((root / "synonyms.toml").read_text(encoding="utf-8"))
        self.never = str(fillers["never"])
        self.significant = frozenset(fillers["significant"])
        self.whole: Mapping[str, str] = self._operators["whole"]
        self.heads = frozenset(self._operators["heads"]["words"])
        self.everybody = frozenset(self._operators["everybody"]["words"])
        self.light = frozenset(self._operators["light"]["operators"])
        self.usual_measure = str(self._operators["usual"]["measure"])
        self.usual_words = frozenset(map(key, self._operators["usual"]["said"]))
        self.synonyms: Mapping[str, list[str]] = self._synonyms["synonyms"]
        self.strong = frozenset(self._synonyms["strong"]["words"])
        self.stop = frozenset(self._synonyms["stop"]["words"])
        self.implied: Mapping[str, list[str]] = self._synonyms["implied"]
        self.fillers = frozenset(map(key, [*fillers["words"], *self.stop])) - self.significant
        self.whole_of = frozenset(self._operators["whole-of"]["words"])
        self.others = frozenset(self._operators["others"]["words"])
        self.excluding = tuple(self._operators["excluding"]["words"])
        self.short_ends: Mapping[str, str] = self._operators["short-ends"]
        self.after_kind = tuple(self._operators["after-kind"]["words"])
        self.apart = frozenset(self._operators["apart"]["words"])
        self.added_up = frozenset(self._operators["added-up"]["words"])
        self.not_looked_up = frozenset(self._operators["not-looked-up"]["words"])
        self.line_words = frozenset(self._operators["line"]["words"])
        self.spoken_stages = frozenset(self._operators["spoken-stages"]["words"])
        self.whether = frozenset(self._operators["whether"]["words"])
        self.quantity = frozenset(self._operators["quantity"]["words"])
        self.in_total = frozenset(self._operators["in-total"]["words"])
        self.of_years = frozenset(self._operators["of-years"]["words"])
        self.common_in_projects = tuple(self._operators["common-in-projects"]["words"])
        self.parts: Mapping[str, list[str]] = self._operators["parts"]
        self.money = frozenset(self._operators["money"]["words"])
        self.part_of = frozenset(self._operators["part-of"]["words"])
        self.no_short_form = frozenset(self._operators["no-short-form"]["words"])
        self.inside = frozenset(self._operators["inside"]["words"])
        self.several = tuple(self._operators["several"]["beginnings"])
        self.stages: Mapping[str, list[str]] = self._operators["stages"]
        self.context: Mapping[str, str] = self._operators["context"]
        self.decreases = frozenset(self._operators["decreases"]["words"])
        self.increases = frozenset(self._operators["increases"]["words"])
        self.this_year = frozenset(self._operators["this-year"]["words"])
        self.in_yuan = frozenset(self._operators["in-yuan"]["words"])
        self.money_ends = tuple(self._operators["money-units"]["ends"])
        self.bare_money = frozenset(self._operators["bare-money"]["words"])
        self.all_of_it = frozenset(self._operators["all-of-it"]["words"])
        self.asks_who = tuple(self._operators["asks-who"]["words"])
        self.lines_of: Mapping[str, str] = self._operators["lines-of"]
        self.claim = re.compile(_claim(self._operators["claims"]))
        self.purpose = tuple(self._operators["purpose-signs"]["signs"])
        self.asking = tuple(self._operators["asking"]["signs"])
        self.another = tuple(self._operators["another"]["words"])
        self.reason = tuple(self._operators["reason"]["signs"])
        self.actually = frozenset(self._operators["actually"]["words"])
        self.how_much = tuple(self._operators["how-much"]["ends"])
        self.before_titles = frozenset(self._operators["before-titles"]["signs"])
        self.left_over = tuple(self._operators["left-over"]["signs"])
        self.by_kind = frozenset(self._operators["by-kind"]["words"])
        self.bare_kind = tuple(self._operators["bare-kind"]["words"])
        self.asks_money = frozenset(self._operators["asks-money"]["words"])
        self.neutral = tuple(self._operators["neutral"]["words"])
        self.alike: tuple[tuple[str, list[str]], ...] = tuple(self._operators["alike"].items())
        self.things = frozenset(self._operators["things"]["words"])
        self.subjects_said: Mapping[str, list[str]] = self._operators["subjects-said"]
        self.counted: Mapping[str, tuple[str, ...]] = {
            word: tuple(one["printed"] or [word]) for one in self._operators["counted"] for word in one["said"]
        }
        units = "|".join(sorted(self.counted, key=len, reverse=True))
        self.how_many = re.compile(f"(?:多少|几)个?(?P<unit>{units})")
        self.patterns = tuple(self._patterns())

    @property
    def forms(self) -> dict[str, list[SpanMeaning]]:
        """The forms that do not depend on a store or on the questions."""
        found: dict[str, list[SpanMeaning]] = defaultdict(list)
        for text, meaning in self._listed():
            if meaning not in found[key(text)]:
                found[key(text)].append(meaning)
        return found

    def _listed(self) -> Iterable[tuple[str, SpanMeaning]]:
        yield from ((text, SpanMeaning(SpanKind.FILLER, text)) for text in self.fillers)
        yield from ((text, SpanMeaning(SpanKind.UNKNOWN, text)) for text in self._operators["plain"]["words"])
        for name, texts in self._operators["operators"].items():
            yield from ((text, SpanMeaning(SpanKind.OPERATOR, Operator(name))) for text in texts)
        yield from ((text, SpanMeaning(SpanKind.OPERATOR, Operator.EACH)) for text in sorted(self.by_kind))
        rank = self._operators["rank"]
        for order in ("desc", "asc", "open", "one"):
            yield from ((text, SpanMeaning(SpanKind.OPERATOR, f"{Operator.RANK}:{order}")) for text in rank[order])
        for parameter, values in self._operators["values"].items():
            for value, texts in values.items():
                yield from ((text, SpanMeaning(SpanKind.VALUE, f"{parameter}={value}")) for text in texts)
        for kind, section in ((SpanKind.STAGE, "stages"), (SpanKind.TIER, "tiers")):
            for value, texts in self._operators[section].items():
                yield from ((text, SpanMeaning(kind, value)) for text in texts)

    def _patterns(self) -> Iterable[Pattern]:
        for value in ("first", "last", "count"):
            for form in sorted(self._operators["rank"][value], key=len, reverse=True):
                yield Pattern(Operator.RANK, value, _compiled(form))
        bounds = [(form, value) for value, forms in self._operators["threshold"].items() for form in forms]
        for form, value in sorted(bounds, key=lambda bound: len(bound[0]), reverse=True):  # 不高于 before 高于
            yield Pattern(Operator.THRESHOLD, value, _compiled(form))


def _claim(words: Mapping[str, list[str]]) -> str:
    """A share or an amount said in passing: 砍掉四成多, 一半, 三倍, 九百多万."""
    before, half, more = ("|".join(map(re.escape, words[name])) for name in ("before", "half", "more"))
    tenths, times = "[一二两三四五六七八九]", "[一二两三四五六七八九十]+"
    rough = r"(?P<rough>[一二两三四五六七八九十百千]+)[多来余几](?P<scale>万|亿)(?![一-龥]{0,2}(?:以上|以下))"
    share = rf"(?P<half>{half})|(?P<tenths>{tenths})成|(?P<percent>\d+(?:\.\d+)?)%|(?P<times>{times})倍|{rough}"
    return f"(?:{before})*(?:{share})(?P<more>{more})?"


def _compiled(form: str) -> re.Pattern[str]:
    escaped = re.escape(form.casefold()).replace(r"\{n\}", _COUNT).replace(r"\{a\}", _AMOUNT).replace(r"\{b\}", _SECOND)
    digit = r"(?<![\d.])" if form.startswith("{") else ""
    no_count = _NO_COUNT if form.endswith("个") else ""
    return re.compile(f"{digit}{escaped}{no_count}")


@cache
def lexicon() -> Lexicon:
    """The lexicon of this installation, read once."""
    return Lexicon()
