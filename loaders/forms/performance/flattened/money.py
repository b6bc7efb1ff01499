"""The figures of rows of money by stages whose blanks are lost, placed so that the printed rate of execution holds.

What the rows below the total print adds up to it, stage by stage: it tells where a row goes that has several ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import islice, product
from math import prod

from loaders.forms.performance.placing import Placing, agreed, common_of, placings
from loaders.forms.performance.words import PHASES
from loaders.printing import is_nil
from loaders.table.model import Phase
from loaders.table.numbers import figure, is_figure

_ZERO = Decimal(0)
_TOLERANCE = Decimal("0.1")
"""Points of percent: a rate is printed with two places or fewer."""
_MOST_WAYS = 60
"""Ways to place the figures of one row that are tried."""
_MOST_TABLES = 5000
"""Ways of all rows together that are tried; where there are more, sums prove nothing."""


def placed_rows(rows: Sequence[Sequence[str]], roles: Sequence[str]) -> list[Placing | None]:
    """The columns of the figures of the total, the first row, and of the rows below it, as far as sure."""
    found = [placed_money(texts, roles) for texts in rows]
    if len(rows) < 2 or found[0] is None:
        return found
    whole = _stages(found[0], rows[0], roles)
    ways = [list(islice(placings(texts, roles, frozenset()), _MOST_WAYS)) for texts in rows[1:]]
    if not any(whole.values()) or prod(map(len, ways)) > _MOST_TABLES or all(len(row) == len(roles) for row in rows):
        return found
    if _adds_up(whole, found[1:], rows[1:], roles):
        return found
    holding = [way for way in product(*ways) if _adds_up(whole, way, rows[1:], roles)]
    if holding:
        return [found[0], *(common_of(row) for row in zip(*holding, strict=True))]
    shifted = [_hides_a_stage(placing, texts, roles) for placing, texts in zip(found, rows, strict=True)]
    return [None if hides else placing for placing, hides in zip(found, shifted, strict=True)]


def _adds_up(
    whole: Mapping[str, Decimal], way: Sequence[Placing | None], rows: Sequence[Sequence[str]], roles: Sequence[str]
) -> bool:
    """Whether the rows below the total add up to it in every stage that it prints."""
    parts = [_stages(placing or {}, texts, roles) for placing, texts in zip(way, rows, strict=True)]
    return all(sum((part.get(stage, _ZERO) for part in parts), _ZERO) == value for stage, value in whole.items())


def _stages(placing: Placing, texts: Sequence[str], roles: Sequence[str]) -> dict[str, Decimal]:
    """The figures of the stages."""
    printed = {roles[column]: figure(texts[at]) for column, at in placing.items() if roles[column] in PHASES}
    return {stage: amount.value for stage, amount in printed.items() if amount is not None}


def _hides_a_stage(placing: Placing | None, texts: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether a row that lost a cell has a dash for a stage and figures for others: it may be shifted."""
    dashes = [roles[column] for column, at in (placing or {}).items() if is_nil(texts[at]) and roles[column] in PHASES]
    return bool(dashes) and len(texts) < len(roles) and any(map(is_figure, texts))


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
