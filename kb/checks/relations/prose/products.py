"""Products that one sentence tells with both factors: 49508 人，250 元/人，需要 1237.7 万元.

`chk:productStated` leads from the amount to a node with `chk:product` of the nearest pair of factors, `chk:factor` the
two, `chk:factors` in words, `chk:value` the amount stated and `chk:tolerance`, where no pair makes the amount. So does
a count with the price of each behind it: 支出850.00万元，……17公里，每公里补助50万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise, product

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from loaders.printing import fold

_COUNTS = {"人": 1, "名": 1, "户": 1, "万人": 10000, "万户": 10000, "人次": 1, "万人次": 10000}
_RATE = re.compile("(万?元)/(?:人|名|户|人次|年|人年|人/年)")
_NEEDS = re.compile("需|计算|测算|合计|共")
_SHARED = re.compile(r"(?<!\d)(?!100[%％])\d+(?:\.\d+)?[%％]|\d[:：]\d|比例")
_EACH = re.compile("每(.{1,3}?)(?:补助|补贴|标准|定额|造价|单价|投入|成本|按|需)?$")
_NO_LEVEL = re.compile("增减|占比|比重|^上年|^每")
_TEN_THOUSAND = Decimal(10000)


def triples(facts: Facts) -> Iterator[Triple]:
    """Every amount that the factors beside it do not make."""
    statements = [fact for fact in facts.of_type("Statement") if fact.one("sentence")]
    for (_, sentence), group in groupby(statements, key=lambda one: (one.one("section"), one.one("sentence"))):
        plain = fold(sentence)
        members = list(group)
        if _NEEDS.search(plain) and not _SHARED.search(plain):
            yield from _of(members)
        yield from _priced(members)


def _priced(group: Sequence[Fact]) -> Iterator[Triple]:
    """支出850.00万元，……农村公路17公里，每公里补助50万元: a count right before the price of each, and one amount."""
    for count, price in pairwise(group):
        each = _EACH.match(fold(price.one("measureName")))
        if each is None or not price.is_money or count.one("printedUnit") != each[1]:
            continue
        amounts = [
            one
            for one in group
            if one.is_money and one is not price and not _NO_LEVEL.search(fold(one.one("measureName")))
        ]
        made = (count.value or Decimal(0)) * (price.value or Decimal(0))
        if len(amounts) == 1 and amounts[0].order < count.order:
            yield from _differing(amounts[0], made, (count, price))


def _differing(stated: Fact, made: Decimal, factors: tuple[Fact, Fact]) -> Iterator[Triple]:
    """What the rule asks of an amount that its factors do not make."""
    value, tolerance = stated.value or Decimal(0), stated.step / 2
    if abs(made - value) <= tolerance:
        return
    node = f"{stated.iri}#product"
    yield stated.iri, "productStated", iri(node)
    yield node, "product", number(made)
    yield node, "value", number(value)
    yield node, "tolerance", number(tolerance)
    yield node, "factors", text(" × ".join(f"{one.one('printedAmount')}{one.one('printedUnit')}" for one in factors))
    for factor in factors:
        yield node, "factor", iri(factor.iri)


def _of(group: Sequence[Fact]) -> Iterator[Triple]:
    counts = [(one, _count(one)) for one in group if _count(one)]
    rates = [(one, _rate(one)) for one in group if _rate(one)]
    amounts = [one for one in group if one.is_money and one.value and "增减" not in one.one("measureName")]
    if len(amounts) != 1 or not counts or not rates:
        return
    (stated,) = amounts
    value, tolerance = stated.value or Decimal(0), stated.step / 2
    pairs = [(count, rate, some * each) for (count, some), (rate, each) in product(counts, rates)]
    if any(abs(made - value) <= tolerance for *_, made in pairs):
        return
    count, rate, made = min(pairs, key=lambda pair: abs(pair[2] - value))
    yield from _differing(stated, made, (count, rate))


def _count(one: Fact) -> Decimal:
    return Decimal(one.one("statedNumber") or 0) * _COUNTS.get(one.one("printedUnit"), 0)


def _rate(one: Fact) -> Decimal:
    match = _RATE.fullmatch(fold(one.one("printedUnit")))
    scale = _TEN_THOUSAND if match and match[1] == "万元" else Decimal(1)
    return Decimal(one.one("statedNumber") or 0) * scale if match else Decimal(0)
