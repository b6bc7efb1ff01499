"""Groups of people counted in running text and in targets: `chk:countedAs` leads from an indicator to the other count.

贫困人口 34883 人 in the text against 贫困人口补助人数 ≥49508 人 in the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from loaders.printing import fold

_PEOPLE = {"人": 1, "名": 1, "户": 1, "万人": 10000, "万户": 10000}
_WHERE = re.compile("^(?:农村|城镇|全县|全市|全区|我县|我市|我区|本地|其中)+")
_AS_A_WHOLE = re.compile("^(?:共计|合计|总计)|上年|较")
_SHORTEST, _ALIKE = 5, 85


def triples(facts: Facts) -> Iterator[Triple]:
    """The targets of a group that the text counts otherwise, and nowhere alike."""
    stated = [(name, one) for one in facts.of_type("Statement") if (name := _group(one, facts))]
    if not stated:
        return
    for indicator in facts.of_type("Indicator"):
        unit = indicator.one("targetUnit")
        if unit not in _PEOPLE or not indicator.one("targetNumber"):
            continue
        of_it = [one for name, one in stated if _same(unit, one) and _names(indicator, name)]
        if of_it and not any(_fits(_number(one), indicator) for one in of_it):
            yield indicator.iri, "countedAs", iri(of_it[0].iri)


def _group(statement: Fact, facts: Facts) -> str:
    """The group that a statement of this year counts; nothing for others."""
    name = _WHERE.sub("", fold(statement.one("measureName")))
    this_year = statement.one("statedYear") in ("", facts.disclosure.one("fiscalYear"))
    counted = statement.one("printedUnit") in _PEOPLE and not _AS_A_WHOLE.search(name)
    return name if counted and this_year and len(name) >= _SHORTEST else ""


def _same(unit: str, statement: Fact) -> bool:
    return ("户" in unit) == ("户" in statement.one("printedUnit"))


def _names(indicator: Fact, group: str) -> bool:
    from rapidfuzz import fuzz

    texts = (fold(indicator.one(part)) for part in ("level3", "description"))
    return any(len(text) >= len(group) and fuzz.partial_ratio(group, text) >= _ALIKE for text in texts)


def _number(statement: Fact) -> Decimal:
    return Decimal(statement.one("statedNumber") or 0) * _PEOPLE[statement.one("printedUnit")]


def _fits(count: Decimal, indicator: Fact) -> bool:
    """Whether a count is the target, or as many as a target of at least so many wants and not twice as many."""
    target = _target(indicator)
    return count == target or (indicator.one("operator").endswith("/ge") and target < count < 2 * target)


def _target(indicator: Fact) -> Decimal:
    return Decimal(indicator.one("targetNumber")) * _PEOPLE[indicator.one("targetUnit")]
