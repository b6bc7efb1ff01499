"""How exactly running text tells money: 28.1万元 may be rounded, or 28.10 with its last nought left out.

Amounts that forms print with more places, to the very yuan, show that a document leaves noughts out; one that a form
prints otherwise shows that it rounds. Without such proof a figure is only as exact as it is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from kb.checks.facts import Fact, Facts

_ENOUGH = 3
"""So many different amounts printed alike in text and forms are no coincidence."""


def exact_steps(facts: Facts) -> Callable[[Fact], Decimal]:
    """The step of a statement: that of the forms where the document is shown to leave noughts out, else its own."""
    printed = [one for one in facts.of_type("qb:Observation") if one.is_money and one.value]
    usual = max(Counter(one.step for one in printed).items(), key=lambda item: item[1], default=(Decimal(0), 0))[0]
    finely = {one.value for one in printed if one.step == usual}
    coarse = [one for one in facts.of_type("Statement") if one.is_money and one.value and one.step > usual > 0]
    same = {one.value for one in coarse if one.value in finely}
    rounded = any(one.value not in finely and _rounds(one, finely) for one in coarse)
    leaves_noughts_out = len(same) >= _ENOUGH and not rounded

    def step(statement: Fact) -> Decimal:
        exact = statement.is_money and (statement.value in same or leaves_noughts_out)
        return min(usual, statement.step) if exact else statement.step

    return step


def _rounds(statement: Fact, printed: set[Decimal | None]) -> bool:
    value = statement.value or Decimal(0)
    return any(one is not None and abs(one - value) * 2 <= statement.step for one in printed)
