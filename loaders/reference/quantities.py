"""Which known quantity a measure named in running text is, and in which phase (`lexicon/quantities.toml`)."""

from __future__ import annotations

from loaders import lexicon
from loaders.facts import YUAN_PER_UNIT, Statement
from loaders.printing import squeeze

SAME = "持平"
"""The direction of an amount that is the same as the year before."""


def quantity_of(statement: Statement) -> str:
    """The id of the quantity that a statement gives as a whole; empty for a change, a share or an unknown measure.

    An amount said to be the same as the year before (持平) is the amount of the year.
    """
    is_change = bool(statement.direction or statement.base_year) and statement.direction != SAME
    if is_change or statement.unit not in YUAN_PER_UNIT:
        return ""
    measure, known = squeeze(statement.measure), lexicon.quantities().quantity
    return next((one.id for one in known for pattern in one.measures if pattern.fullmatch(measure)), "")


def phase_of(statement: Statement) -> str:
    """The phase that a statement's measure names: 年初预算, 决算 …; empty where none."""
    return next((phase for word, phase in lexicon.quantities().phases.items() if word in statement.measure), "")
