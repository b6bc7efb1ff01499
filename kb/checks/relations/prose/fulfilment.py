"""What was settled against its budget, as a sentence states both: 预算 6.00, 决算 4.70, 完成预算的 78.33%.

`chk:fulfils` leads from a rate of completion to the budget, `chk:fulfilledBy` to the amount settled;
`chk:departsFrom` and `chk:departsTo` lead likewise from an amount by which the settled exceeds or falls short of the
budget, whose `chk:signed` is positive where it exceeds. A percentage of that difference has `chk:rateOver`,
`chk:rateTo` and `chk:signedRate` as the rates between two years have. Only where the two amounts are right before it
in its own or in the sentence before, the budget first, and are of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number
from kb.checks.relations.clauses import between, folded, places
from loaders.printing import fold

_COMPLETION = re.compile("(?:完成|完成率|执行率)$|完成(?:[^完]*(?:预算|计划))?[^完]*(?:比例|比重)$")
_DEPARTURE, _DEPARTURE_RATE = "较预算增减", "较预算增减幅度"
_RATIO = re.compile("增减|占比|比例|比重|上年")
_STAGES = re.compile(r"(?:年初|全年|调整)?(?:预算|决算)数?(?:支出|安排)?$|(?:支出|收入)?决算数?$")
_BUDGET = re.compile(r"预算(?:数|安排|支出)?$")
_SETTLED = re.compile("决算(?:数|支出)?$")
_BUDGET_BEFORE = re.compile(r"(?:年初|全年|调整后?|^|[,，])预算数?(?:为|安排)?$")
_SETTLED_BEFORE = re.compile(r"(?:决算|执行|实际支出)数?(?:为)?$")
_SIGNS = {"增加": 1, "减少": -1}
_WITH_BOTH = 3
"""A ratio and the two amounts that it is of."""
_BESIDE = 8
"""A ratio and the amounts it is of are no more statements apart."""


def triples(facts: Facts) -> Iterator[Triple]:
    """The rates of completion and the differences whose budget and settled amount are before them."""
    statements = facts.of_type("Statement")
    for index, one in enumerate(statements):
        name = fold(one.one("measureName"))
        pair = _pair(statements, index)
        if pair is None and one.one("printedUnit") == "%" and _COMPLETION.search(name):
            pair = _pair_in_words(statements, index)
        if one.value is None or pair is None:
            continue
        budget, settled = pair
        if one.one("printedUnit") == "%" and _COMPLETION.search(name):
            yield one.iri, "fulfils", iri(budget.iri)
            yield one.iri, "fulfilledBy", iri(settled.iri)
        elif one.is_money and name.endswith(_DEPARTURE):
            yield from _departure(one, budget, settled)
        elif name.endswith(_DEPARTURE_RATE):
            yield from _rate(one, budget, settled)


def _departure(one: Fact, budget: Fact, settled: Fact) -> Iterator[Triple]:
    sign = _SIGNS.get(one.one("direction"))
    if sign is not None:
        yield one.iri, "departsFrom", iri(budget.iri)
        yield one.iri, "departsTo", iri(settled.iri)
        yield one.iri, "signed", number((one.value or Decimal(0)) * sign)


def _rate(one: Fact, budget: Fact, settled: Fact) -> Iterator[Triple]:
    sign = _SIGNS.get(one.one("direction"))
    if sign is not None:
        yield one.iri, "rateOver", iri(budget.iri)
        yield one.iri, "rateTo", iri(settled.iri)
        yield one.iri, "signedRate", number((one.value or Decimal(0)) * sign)


def _pair(statements: Sequence[Fact], index: int) -> tuple[Fact, Fact] | None:
    """The last two amounts before a statement, if they are the budget and the settled amount of one thing."""
    one = statements[index]
    before = [
        other
        for other in statements[max(0, index - _BESIDE) : index]
        if other.one("section") == one.one("section") and other.is_money and not _RATIO.search(other.one("measureName"))
    ]
    if len(before) < 2 or not _are_near(before[-2], one) or _has_two_budgets(before, one):
        return None
    budget, settled = before[-2:]
    return (budget, settled) if _are_of_one_thing(budget, settled) else None


def _pair_in_words(statements: Sequence[Fact], index: int) -> tuple[Fact, Fact] | None:
    """The two amounts of a sentence right before a rate, in either order, if the words before them say which is which.

    支出决算为74.18万元，年初预算为110.00万元，完成67.4%; 全年预算148.30万元，执行127.50万元，执行率85.97%.
    """
    one = statements[index]
    group = [
        other
        for other in statements[max(0, index - _BESIDE) : index + 1]
        if other.one("sentence") == one.one("sentence")
    ]
    if len(group) < _WITH_BOTH:
        return None
    first, second = group[-_WITH_BOTH:-1]
    if not (first.is_money and second.is_money):
        return None
    ends = places(group)
    stages = [_stage_before(between(group, ends, place - 1), group[place]) for place in range(len(group) - 1)]
    if stages.count("budget") != 1 or {*stages[-2:]} != {"budget", "settled"}:
        return None
    return (first, second) if stages[-2] == "budget" else (second, first)


def _stage_before(words: str, one: Fact) -> str:
    """Which stage the words right before an amount name."""
    clause = words.removesuffix(folded(one.one("printedAmount")))
    return "budget" if _BUDGET_BEFORE.search(clause) else "settled" if _SETTLED_BEFORE.search(clause) else ""


def _has_two_budgets(before: Sequence[Fact], one: Fact) -> bool:
    """Whether the sentence names another budget (年初, 全年) before the last: the rate may be of either."""
    earlier = [other for other in before[:-2] if other.one("sentence") == one.one("sentence")]
    return any(_BUDGET.search(fold(other.one("measureName"))) for other in earlier)


def _are_near(amount: Fact, one: Fact) -> bool:
    return amount.one("sentence") == one.one("sentence") or abs((amount.line or 0) - (one.line or 0)) <= 1


def _are_of_one_thing(budget: Fact, settled: Fact) -> bool:
    named, spent = fold(budget.one("measureName")), fold(settled.one("measureName"))
    if not _BUDGET.search(named) or not _SETTLED.search(spent):
        return False
    thing, same = _STAGES.sub("", named), _STAGES.sub("", spent)
    return thing.removesuffix("支出") == same.removesuffix("支出") or not same
