"""The figures of a row of money by stages whose blanks are lost, placed so that the printed rate of execution holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loaders.forms.performance.placing import Placing, agreed, common_of, placings
from loaders.forms.performance.words import PHASES
from loaders.table.model import Phase
from loaders.table.numbers import figure

_TOLERANCE = Decimal("0.1")
"""Points of percent: a rate is printed with two places or fewer."""


def placed_money(texts: Sequence[str], roles: Sequence[str]) -> Placing | None:
    """The columns of the figures, as far as sure: by the rate where it is printed, else with every stage filled."""
    every = list(placings(texts, roles, frozenset()))
    holding = [one for one in every if _rate_holds(one, texts, roles)]
    if holding:
        return common_of(holding)
    found = agreed(texts, roles, frozenset(roles) & PHASES) or (common_of(every) if every else None)
    return None if found is None or _rate_holds(found, texts, roles) is False else found


def _rate_holds(placing: Placing, texts: Sequence[str], roles: Sequence[str]) -> bool | None:
    """Whether what was spent is so many percent of the budget as the rate says; None where not all are printed."""
    values = {roles[column]: figure(texts[at].rstrip("%％")) for column, at in placing.items()}
    spent, rate = values.get(Phase.FINAL), values.get("rate")
    budget = values.get(Phase.ADJUSTED_BUDGET) or values.get(Phase.BUDGET)
    if spent is None or rate is None or budget is None or not budget.value:
        return None
    share = spent.value / budget.value * 100
    return abs(share - rate.value) <= _TOLERANCE or abs(share - rate.value * 100) <= _TOLERANCE
