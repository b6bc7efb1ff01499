"""What running text says of cars bought, against what it says elsewhere and what cars cost.

A sentence says that none is bought in the document's year, or that some are: 2023年当年购置车辆1辆.
`chk:carsBought` leads from one that says none to a printing of their cost, or to a sentence that says some; from one
that says some to a printing of their cost as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from kb.checks.relations.printed import PrintedQuantity
from kb.checks.relations.readings import readings
from loaders.printing import fold

_CARS = "(?:公务|执法执勤|执法|特种专业技术|应急保障|机要通信)*(?:用车|车辆|轿车|公车)"
_BUY = "(?:购置|更新|购买|新购|购入)"
_NONE = re.compile(
    rf"(?:未|无|没有|不)(?:再|予|新|拟|计划|安排|发生|产生|进行)*(?:{_BUY}(?:和|或|及|、|与)?)+(?:了|过)?{_CARS}(?!运行)"
    rf"|(?:无|没有|未安排){_CARS}{_BUY}(?:费|费用|经费|支出|计划|安排|项目)*(?!.*运行)"
    rf"|{_BUY}{_CARS}(?:数量?)?(?:为|共)?0[辆台]"
)
_SOME = re.compile(rf"{_BUY}(?:了)?{_CARS}?(?:数量?)?(?:为|共|计)?(?:[1-9]\d*[辆台])(?:{_CARS})?")
_NAMES_CARS = re.compile("车")
_YEAR = re.compile(r"(20\d\d)年")
_OTHER_YEAR = re.compile("上年|下年|去年|明年|以前年度")
_CLAUSES = re.compile("[,，‚;；。]")
_COST = "car-purchase"


def triples(facts: Facts) -> Iterator[Triple]:
    """Sentences about cars bought that contradict each other or the cost."""
    none, some = _sentences(facts, _NONE), _sentences(facts, _SOME)
    if not none and not some:
        return
    costs = [one for one in readings(facts) if one.quantity == _COST]
    for fact in none:
        yield from ((fact.iri, "carsBought", iri(other)) for other in _against(costs, some))
    if not none:
        paid = any(one.value for one in costs)
        free = [one for one in costs if not one.value]
        if free and not paid:
            yield from ((fact.iri, "carsBought", iri(free[0].facts[0].iri)) for fact in some)


def _against(costs: list[PrintedQuantity], some: list[Fact]) -> list[str]:
    """What says that cars are bought: a cost, else a sentence."""
    paid = [one.facts[0].iri for one in costs if one.value]
    return paid[:1] or [fact.iri for fact in some][:1]


def _sentences(facts: Facts, shape: re.Pattern[str]) -> list[Fact]:
    """The sentences that say it of the document's year."""
    year = facts.disclosure.one("fiscalYear")
    found = []
    for wording in facts.of_type("Wording"):
        if wording.one("kind") != "car-purchase":
            continue
        sentence = fold(wording.one("text"))
        match = shape.search(sentence)
        if match is None or not _NAMES_CARS.search(sentence[: match.end()]):
            continue
        clause = _CLAUSES.split(sentence[: match.end()])[-1]
        years = set(_YEAR.findall(clause))
        if years <= {year} and not _OTHER_YEAR.search(clause):
            found.append(wording)
    return found
