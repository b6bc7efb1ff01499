"""The words of performance forms: what a header, a label or a level word means (`performance.toml`, `indicators.toml`).

Words are compared folded; numbering, units, points and remarks in brackets say nothing of the meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from loaders import lexicon
from loaders.forms.vocabulary import ancestors, components, meaning
from loaders.lexicon.form_records import BlockEntry
from loaders.printing import MEMORY, fold
from loaders.table.model import Phase

_NUMBERING = re.compile(r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,2}[、.](?!\d))")
OF_WHICH = re.compile(r"^其中[:,]?")
"""What a label of a part begins with: 其中：财政拨款."""
PHASES = frozenset(Phase)
"""The roles of columns that print an amount at one stage of the budget."""
_BRACKETS = re.compile(r"\([^()]*\)")
_POINTS = re.compile(r"(?:(?<=指标)等)?(?:\(\d{1,3}(?:\.\d)?分?\))?$")
_LONGEST_HEAD = 24


class BlockKind(StrEnum):
    """The four kinds of block that performance forms are made of."""

    FIELDS = "fields"
    MATRIX = "matrix"
    TREE = "tree"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One block as the lexicon declares it: its kind, the words that open it and the columns or labels it holds."""

    name: str
    kind: BlockKind
    opens: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None

    def opened_by(self, text: str) -> bool:
        """Whether a cell at the beginning of a row opens the block."""
        return any(one in self.opens or (self.pattern and self.pattern.fullmatch(one)) for one in variants(text))


@cache
def block(name: str) -> BlockSpec:
    """The block of this name."""
    entry = _entry(name)
    return BlockSpec(name, BlockKind(entry.kind), frozenset(map(fold, entry.opens)), entry.pattern)


@cache
def blocks_of(form: str) -> tuple[BlockSpec, ...]:
    """The blocks that a form of this id is made of, in the order in which they are looked for."""
    entries = [entry for entry in lexicon.forms().form if entry.id == form]
    return tuple(block(name) for entry in entries for name in entry.blocks)


def _entry(name: str) -> BlockEntry:
    return lexicon.performance().block[name]


@lru_cache(maxsize=MEMORY)
def variants(text: str) -> tuple[str, ...]:
    """The readings of a label, the fullest first: without brackets, numbering, 其中 and 小计."""
    word = fold(text).rstrip(":")
    bare = _BRACKETS.sub("", _NUMBERING.sub("", word)).rstrip(":")
    whole = OF_WHICH.sub("", bare)
    return tuple(dict.fromkeys((word, bare, whole, whole.removesuffix("小计"))))


@lru_cache(maxsize=MEMORY)
def field_of(text: str) -> str:
    """The field that a label names, or nothing."""
    return _look_up(text, _filled("fields"))


def funds_of(text: str) -> str:
    """The source of funds that a label names and no field holds (政府性基金, 事业收入): its component, or nothing."""
    found = (meaning(one).component for one in variants(text) if one and not field_of(text))
    return next((one for one in found if one and (components()[one].source or "income" in ancestors(one))), "")


def is_known_label(text: str) -> bool:
    """Whether a label is known to have no content of its own."""
    return any(one in _ignored() for one in variants(text))


def is_label(text: str) -> bool:
    """Whether a text is a label or a head of performance forms, of whatever kind."""
    return bool(field_of(text) or goal_head(text) or header_role(text)) or is_known_label(text)


def stage_of(text: str) -> str:
    """What a head of the money of a self-assessment means: a phase, `rate`, `weight`, `score` or `remark`."""
    return _look_up(text, _filled("stages")) if len(fold(text)) <= _LONGEST_HEAD else ""


@lru_cache(maxsize=MEMORY)
def goal_head(text: str) -> str:
    """`goal` or `actual` where a text heads goals or what became of them, else nothing."""
    return _look_up(text, _filled("goals"), dict(_patterns("goals")))


@lru_cache(maxsize=MEMORY)
def header_role(text: str) -> str:
    """The role of a header word of indicators; nothing where it is none."""
    word = fold(text).rstrip(":")
    if not word or len(word) > _LONGEST_HEAD:
        return ""
    plain = _BRACKETS.sub("", word)
    words = _filled_header()
    for one in (word, plain, plain.removeprefix("绩效"), plain.removeprefix("年度")):
        if one in words:
            return words[one]
    return next((role for role, pattern in _header_patterns() if pattern.fullmatch(plain)), "")


def is_other_horizon(text: str) -> bool:
    """Whether a header word says that its column is not the year's: 指标值（长期）, 半年（程）目标值."""
    return any(word in fold(text) for word in lexicon.indicators().horizons.other)


def is_annual(text: str) -> bool:
    """Whether a header word says that its column is the year's own."""
    return any(word in fold(text) for word in lexicon.indicators().horizons.annual)


def level_of(text: str) -> str:
    """`level1`, `level2` or `both` where the text is a known level word, points in brackets aside; else nothing."""
    word = without_points(text)
    one, two = word in first_levels(), word in parents()
    return "both" if one and two else "level1" if one else "level2" if two else ""


@lru_cache(maxsize=MEMORY)
def without_points(text: str) -> str:
    """A level word folded, without the points behind it: `产出指标（50分）` → `产出指标`."""
    return _POINTS.sub("", fold(text).rstrip(":"))


@cache
def parents() -> dict[str, str]:
    """Second level → first level, for the second levels that belong to one."""
    pairs = [(fold(child), level.name) for level in lexicon.indicators().level1 for child in level.children]
    return dict(reversed(pairs))


@lru_cache(maxsize=1024)
def second_levels(level1: str) -> frozenset[str]:
    """The known second levels below a first level that is given folded."""
    levels = lexicon.indicators().level1
    return frozenset(fold(child) for level in levels if fold(level.name) == level1 for child in level.children)


@cache
def first_levels() -> tuple[str, ...]:
    """The known first levels, folded, in the order in which forms print them."""
    return tuple(fold(level.name) for level in lexicon.indicators().level1)


_STAMP = re.compile(r"[(（](?:盖章|公章|签章|签字|签名)[)）]$")
"""What a head says of who signs beside it: 审核意见（盖章）."""


def closes(text: str) -> bool:
    """Whether a cell at the beginning of a row closes the indicators (总分, 评价结论, 备注)."""
    plain = _STAMP.sub("", without_points(text))
    return plain in _closing() or plain.endswith(lexicon.indicators().closing.endings)


@cache
def _closing() -> frozenset[str]:
    return frozenset(fold(word) for word in lexicon.indicators().closing.words)


@cache
def _filled(name: str) -> dict[str, str]:
    return {fold(word): field for field, words in _entry(name).fill.items() for word in words}


@cache
def _patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_entry(name).patterns.items())


@cache
def _ignored() -> frozenset[str]:
    return frozenset(fold(word) for word in _entry("fields").ignored)


@cache
def _filled_header() -> dict[str, str]:
    return {fold(word): role for role, words in lexicon.indicators().header.items() for word in words}


@cache
def _header_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(lexicon.indicators().header_patterns.items())


def _look_up(text: str, words: dict[str, str], patterns: dict[str, re.Pattern[str]] | None = None) -> str:
    for one in variants(text):
        if one in words:
            return words[one]
    named = (field for field, pattern in (patterns or {}).items() for one in variants(text) if pattern.fullmatch(one))
    return next(named, "")
