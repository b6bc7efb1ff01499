"""Kinds of things that documents name in words: levels of indicators, natures of units, types of projects, rows.

The words are `lexicon/kinds.toml` and, for money, those of the components. A word is compared whole, without blanks and
a score in brackets; one that names no kind, or several, gives "".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from loaders import lexicon
from loaders.lexicon.form_records import KindEntry
from loaders.printing import fold
from loaders.table.labels import strip_numbering

_SCORE = re.compile(r"\(\d{1,3}分\)$")

LEVEL_SCHEME, NATURE_SCHEME, COMPONENT_SCHEME = "indicator-level", "unit-nature", "component"


def first_level(word: str) -> str:
    """The kind of a first level of indicators (一级指标): 产出指标 → `output`."""
    return _one(entry.id for entry in _named(lexicon.kinds().level, word) if not entry.broader)


def second_level(word: str, first: str) -> str:
    """The kind of a second level (二级指标) below a kind of first level: 成本指标 → `output-cost` below `output`.

    A word that the first level does not have below it is what it means alone (满意度指标 printed below 效益指标).
    """
    named = _named(lexicon.kinds().level, word)
    below = [entry.id for entry in named if first and entry.broader == first]
    return _one(below) or _one(entry.id for entry in named)


def nature_of(word: str) -> str:
    """The kind of a unit's nature (单位性质): 参公 → `civil-service-law`."""
    return _one(entry.id for entry in _named(lexicon.kinds().nature, word))


def project_type(word: str) -> str:
    """The component that a type of projects (项目类别) names: 特定目标类项目 → `specific-target-projects`."""
    given = lexicon.kinds().components
    return given.project_words.get(fold(word)) or _components(given.projects).get(fold(word), "")


def row_component(label: str, *, income: bool) -> str:
    """The component that the label of a row of a side names: 二、政府性基金预算拨款收入 → `government-fund`."""
    given = lexicon.kinds().components
    return _components(given.income if income else given.expenditure).get(fold(strip_numbering(label)), "")


@cache
def _components(ids: tuple[str, ...]) -> Mapping[str, str]:
    known = {entry.id: entry for entry in lexicon.components().component}
    return {fold(word): one for one in ids for word in (known[one].zh, *known[one].words)}


def _named(entries: Iterable[KindEntry], word: str) -> list[KindEntry]:
    bare = _SCORE.sub("", fold(word))
    return [entry for entry in entries if bare in {fold(one) for one in entry.words}] if bare else []


def _one(found: Iterable[str]) -> str:
    kinds = list(found)
    return kinds[0] if len(kinds) == 1 else ""
