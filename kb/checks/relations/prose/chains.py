"""Rates stated beside both levels: 2023年执行数 60.00 万元，2024年预算安排 63.40 万元，增加 5.67%.

`chk:rateOver` leads from a rate to the level it grew from, `chk:rateTo` to the level it grew to, `chk:signedRate` is
the rate with its direction, as a fraction. Only where one sentence tells before the rate exactly one level of each of
the two years that it names, and no amount of change that the rate is checked against anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number
from loaders.printing import fold

_CHANGE, _RATE = "较上年增减", "较上年增减幅度"
_LAST_YEAR = "上年"
_NO_LEVEL = ("增减", "占比", "比重", "比例")
_SIGNS = {"增加": 1, "减少": -1}


def triples(facts: Facts) -> Iterator[Triple]:
    """The rates whose two levels are in their sentence."""
    statements = facts.of_type("Statement")
    for _, group in groupby(statements, key=lambda one: (one.one("section"), one.one("sentence"), one.line)):
        members = list(group)
        rates = [one for one in members if fold(one.one("measureName")).endswith(_RATE) and one.value is not None]
        for rate in rates:
            yield from _of(rate, members)


def _of(rate: Fact, members: Sequence[Fact]) -> Iterator[Triple]:
    stem = fold(rate.one("measureName")).removesuffix(_RATE)
    sign = _SIGNS.get(rate.one("direction"))
    if sign is None or any(fold(one.one("measureName")) == stem + _CHANGE for one in members):
        return
    levels = [one for one in members if _is_level(one) and one.order < rate.order]
    base = [one for one in levels if _is_of(one, rate.one("baseYear"), rate)]
    level = [one for one in levels if one not in base and _is_of(one, rate.one("statedYear"), rate)]
    if len(base) == len(level) == 1 and len(levels) == 2 and base[0].order < level[0].order < rate.order:
        yield rate.iri, "rateOver", iri(base[0].iri)
        yield rate.iri, "rateTo", iri(level[0].iri)
        yield rate.iri, "signedRate", number((rate.value or Decimal(0)) * sign)


def _is_level(one: Fact) -> bool:
    return one.is_money and one.value is not None and not any(word in one.one("measureName") for word in _NO_LEVEL)


def _is_of(one: Fact, year: str, rate: Fact) -> bool:
    """Whether an amount is of a year: it names it, or is called 上年… where the rate is over last year."""
    if one.one("measureName").startswith(_LAST_YEAR):
        return year == rate.one("baseYear")
    return bool(year) and one.one("statedYear") == year
