"""What a disclosure tells of another year or stage, held against what the department published then.

A budget tells last year's budget (上年预算, or this year's amount and how much it rose), final accounts tell the budget
of their own year (年初预算, 预算数) and last year's accounts. `chk:heldAgainst` leads from the telling to a node with
what was printed there: `chk:value`, `chk:step`, `chk:document` and `chk:where`; the telling has `chk:then` (yuan),
`chk:thenStep`, `chk:basis` (`stated`, `implied`, `budgeted`, `column`) and, where it is implied, `chk:level`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.printed import PrintedQuantity
from kb.checks.relations.prose import changes
from kb.checks.relations.readings import quantities_of_name, readings
from kb.checks.relations.spots import spot

BUDGET, ACCOUNTS = "预算", "决算"
_LAST_YEAR = "上年"
_UNCHANGED = "持平"
_CARRIED = re.compile("^上年(?:末|结转)")
_ON_ANOTHER_BASIS = re.compile("执行数|同口径|可比口径|调整后|完成数")
_BUDGETED_NAME = re.compile(r"(?:年初)?预算(?:数|安排)?$")


@dataclass(frozen=True)
class Telling:
    """An amount of a quantity in another year or stage: who tells it, how it is known, what it is."""

    fact: Fact
    quantities: tuple[str, ...]
    year: str
    stage: str
    value: Decimal
    step: Decimal
    basis: str
    level: str = ""


def triples(facts: Facts) -> Iterator[Triple]:
    """Every telling that differs from all that was published of it."""
    if not facts.others:
        return
    published = [(other, readings(other)) for other in facts.others]
    for telling in tellings(facts):
        found = [one for other, known in published if _is_of(other, telling) for one in _printed(telling, other, known)]
        if found and all(abs(one.value - telling.value) > _coarser(one, telling) for _, one in found):
            yield from _described(telling, *found[0])


def tellings(facts: Facts) -> Iterator[Telling]:
    """All that a disclosure tells of other years and stages."""
    year, kind = facts.disclosure.one("fiscalYear"), facts.disclosure.one("kind")
    before = str(int(year) - 1) if year.isdigit() else ""
    statements = [one for one in facts.of_type("Statement") if one.is_money]
    yield from _of_last_year(statements, before, kind)
    yield from _implied(facts, before, kind)
    if kind == ACCOUNTS:
        yield from _budgeted(facts, statements, year)


def _of_last_year(statements: Iterable[Fact], before: str, kind: str) -> Iterator[Telling]:
    for one in statements:
        name = one.one("measureName")
        if name.startswith(_LAST_YEAR) and not _CARRIED.search(name) and one.value is not None:
            quantities = quantities_of_name(name.removeprefix(_LAST_YEAR), one)
            yield Telling(one, quantities, before, kind, one.value, one.step, "stated")


def _implied(facts: Facts, before: str, kind: str) -> Iterator[Telling]:
    """This year's amount less its change; an amount said to be unchanged is last year's too."""
    by_fact: dict[str, list[str]] = {}
    for reading in readings(facts):
        for fact in reading.facts:
            by_fact.setdefault(fact.iri, []).append(reading.quantity)
    stated = [(change, level, signed) for change, level, signed in changes.levels(facts)]
    stated += [(one, one, Decimal(0)) for one in facts.of_type("Statement") if _is_unchanged(one)]
    for change, level, signed in stated:
        known = level.iri in by_fact and level.value is not None and change.one("baseYear") in ("", before)
        if known and not _ON_ANOTHER_BASIS.search(change.one("sentence")):
            value = (level.value or Decimal(0)) - signed
            step = level.step if change is level else (level.step + change.step) / 2
            yield Telling(change, tuple(by_fact[level.iri]), before, kind, value, step, "implied", level.iri)


def _is_unchanged(one: Fact) -> bool:
    return one.one("direction") == _UNCHANGED and one.is_money and "增减" not in one.one("measureName")


def _budgeted(facts: Facts, statements: Iterable[Fact], year: str) -> Iterator[Telling]:
    """The budget of the year that final accounts tell beside what was spent."""
    for one in statements:
        name = one.one("measureName")
        if "年初预算" in name and "比例" not in name and one.value is not None:
            quantities = quantities_of_name(_BUDGETED_NAME.sub("", name), one)
            yield Telling(one, quantities, year, BUDGET, one.value, one.step, "budgeted")
    for reading in readings(facts, budgeted=True):
        yield Telling(reading.facts[0], (reading.quantity,), year, BUDGET, reading.value, reading.step, "column")


def _is_of(other: Facts, telling: Telling) -> bool:
    """Whether a disclosure may print what is stated: it is of that year and stage, or tells of it in turn."""
    return other.disclosure.one("fiscalYear") == telling.year


def _printed(telling: Telling, other: Facts, known: list[PrintedQuantity]) -> list[tuple[Facts, Telling]]:
    """What another disclosure prints of the same quantity, year and stage; its forms where they have it."""
    if other.disclosure.one("kind") == telling.stage:
        of_forms = [one for one in known if one.quantity in telling.quantities and not one.in_text]
        of_text = [one for one in known if one.quantity in telling.quantities and one.in_text]
        return [
            (other, Telling(one.facts[0], (one.quantity,), telling.year, telling.stage, one.value, one.step, "stated"))
            for one in of_forms or of_text
        ]
    return [
        (other, one)
        for one in tellings(other)
        if one.basis == "budgeted" and set(one.quantities) & set(telling.quantities)
    ]


def _coarser(one: Telling, other: Telling) -> Decimal:
    """What rounding may hide between two printings: nothing where both have the same places."""
    return Decimal(0) if one.step == other.step else max(one.step, other.step) / 2


def _described(telling: Telling, other: Facts, printed: Telling) -> Iterator[Triple]:
    node = f"{telling.fact.iri}#published"
    there = spot(printed.fact, other)
    yield telling.fact.iri, "heldAgainst", iri(node)
    yield telling.fact.iri, "then", number(telling.value)
    yield telling.fact.iri, "thenStep", number(telling.step)
    yield telling.fact.iri, "basis", text(telling.basis)
    if telling.level:
        yield telling.fact.iri, "impliedBy", iri(telling.level)
    yield node, "value", number(printed.value)
    yield node, "step", number(printed.step)
    yield node, "document", text(other.disclosure.one("dcterms:identifier"))
    yield node, "where", text(f"{there.what}（{there.place}）")
