"""Columns of another year, or that compare years: 上年预算数, 增减 (`period` in `lexicon/components.toml`)."""

from __future__ import annotations

from functools import lru_cache

from loaders import lexicon
from loaders.printing import MEMORY


@lru_cache(maxsize=MEMORY)
def period_of(component: str) -> str:
    """The other year, or comparison of years, that a component belongs to; nothing for the fiscal year itself."""
    known = {entry.id: entry for entry in lexicon.components().component}
    entry = known.get(component.partition(".")[0])
    if entry is None:
        return ""
    return entry.id if entry.period else period_of(entry.broader)
