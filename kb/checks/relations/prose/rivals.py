"""Amounts stated nearby that a share or a rate fits, where it does not fit the one it was taken to be of.

基本支出600万元，占60%，其中：人员经费500万元，占83.33% is a share of 基本支出, though 支出预算 is the total of
the section; 支出1000万元，其中：基本支出200万元……，比上年增加300万元，增长42.86% is a change of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kb.checks.facts import Fact

_HALF = Decimal(2)


def share_of_another(share: Fact, part: Fact, whole: Fact, others: Iterable[Fact]) -> bool:
    """Whether a share does not fit its whole and fits another of the amounts in money."""
    return not _is_share(share, part, whole) and any(
        _is_share(share, part, one) for one in others if one.is_money and one is not part and one is not whole
    )


def _is_share(share: Fact, part: Fact, whole: Fact) -> bool:
    some, every = part.value or Decimal(0), whole.value or Decimal(0)
    return (
        every >= some > 0
        and abs((share.value or Decimal(0)) - some / every) <= (share.step + part.step / every) / _HALF
    )


def change_of_another(change: Fact, rate: Fact | None, level: Fact, others: Iterable[Fact]) -> bool:
    """Whether a change, by the rate stated with it, is none of its amount and is one of another stated nearby."""
    if rate is None or rate.one("printedUnit") != "%" or _is_change(change, rate, level):
        return False
    levels = (one for one in others if one.is_money and "增减" not in one.one("measureName"))
    return any(_is_change(change, rate, one) for one in levels if one is not level)


def _is_change(change: Fact, rate: Fact, level: Fact) -> bool:
    moved = change.value or Decimal(0)
    base = (level.value or Decimal(0)) - (-moved if change.one("direction") == "减少" else moved)
    share = abs(rate.value or Decimal(0))
    return base > 0 and moved > 0 and abs(share - moved / base) <= (rate.step + change.step / base) / _HALF


def rises_to_another(change: Fact, base: Fact, level: Fact, others: Iterable[Fact]) -> bool:
    """Whether a change leads from last year's amount to another amount stated before, and not to its own."""
    moved = change.value or Decimal(0)
    reached = (base.value or Decimal(0)) + (-moved if change.one("direction") == "减少" else moved)
    return level.value != reached and any(one.value == reached for one in others if one.is_money and one is not level)
