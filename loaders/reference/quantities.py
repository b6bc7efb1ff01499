"""Which known quantity a measure named in running text is, and in which phase (`lexicon/quantities.toml`)."""

from __future__ import annotations

import re
from functools import cache

from loaders import lexicon
from loaders.facts import YUAN_PER_UNIT, Statement
from loaders.printing import squeeze


def quantity_of(statement: Statement) -> str:
    """The id of the quantity that a statement gives as a whole; empty for a change, a share or an unknown measure."""
    if statement.direction or statement.base_year or statement.unit not in YUAN_PER_UNIT:
        return ""
    measure = squeeze(statement.measure)
    return next((one for one, pattern in _patterns() if pattern.fullmatch(measure)), "")


def phase_of(statement: Statement) -> str:
    """The phase that a statement's measure names: 年初预算, 决算 …; empty where none."""
    phases: dict[str, str] = lexicon.load("quantities")["phases"]
    return next((phase for word, phase in phases.items() if word in statement.measure), "")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = lexicon.load("quantities")["quantity"]
    return tuple((entry["id"], re.compile("|".join(entry["measures"]))) for entry in entries)
