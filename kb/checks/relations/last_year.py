"""Last year's amounts that forms print beside this year's: against what text says of them, and against their own parts.

`chk:lastYearOf` leads from a statement (上年预算 …, or the change from which it follows) to the figure of last year's
column; the statement has `chk:lastYear` and `chk:lastYearStep`, and `chk:lastYearFrom` leads to this year's amount that
it is worked out from. Readings of the columns themselves have quantities that begin with `last-year:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.agreement import described, parts_of, whole_and_parts
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, component, sheets
from kb.checks.relations.printed import PrintedQuantity
from kb.checks.relations.readings import of_forms
from kb.checks.relations.years import BUDGET, Telling, tellings

_PREFIX = "last-year:"
_COLUMN = "last-year-budget"
_WHOLE_COLUMN = "total"


def triples(facts: Facts) -> Iterator[Triple]:
    """What last year's columns print, and the statements that tell another amount of last year."""
    if facts.disclosure.one("kind") != BUDGET:
        return
    printed = of_forms([kept for sheet in sheets(facts) if sheet.has_units() and (kept := _of_last_year(sheet)).lines])
    for reading in printed:
        yield from described(_as_last_year(reading))
    for whole, parts, partly in whole_and_parts(printed):
        yield from parts_of(_as_last_year(whole), map(_as_last_year, parts), partly=partly)
    for telling in tellings(facts):
        if telling.stage == BUDGET and telling.year != facts.disclosure.one("fiscalYear"):
            yield from _held(telling, [one for one in printed if one.quantity in telling.quantities])


def _as_last_year(reading: PrintedQuantity) -> PrintedQuantity:
    return replace(reading, quantity=_PREFIX + reading.quantity)


def _of_last_year(sheet: CheckedSheet) -> CheckedSheet:
    """A form with the columns of last year's budget only, each under the meaning that it has below 上年预算数."""
    lines = [replace(line, figures=_figures(line)) for line in sheet.lines]
    return replace(sheet, lines=[line for line in lines if line.figures])


def _figures(line: SheetLine) -> dict[str, Fact]:
    found = {}
    for label, figure in line.figures.items():
        first, _, below = component(figure).partition(".")
        if first == _COLUMN:
            found[label] = replace(figure, properties={**figure.properties, "component": (below or _WHOLE_COLUMN,)})
    return found


def _held(telling: Telling, printed: list[PrintedQuantity]) -> Iterator[Triple]:
    """What a statement says of last year, where no form prints that."""
    if not printed or any(abs(one.value - telling.value) <= _allowed(one, telling) for one in printed):
        return
    yield telling.fact.iri, "lastYearOf", iri(printed[0].facts[0].iri)
    yield telling.fact.iri, "lastYear", number(telling.value)
    yield telling.fact.iri, "lastYearBasis", text(telling.basis)
    if telling.level and telling.level != telling.fact.iri:
        yield telling.fact.iri, "lastYearFrom", iri(telling.level)


def _allowed(one: PrintedQuantity, telling: Telling) -> Decimal:
    """What rounding may hide: each amount that is worked out or printed with fewer places, by one unit."""
    if telling.basis == "implied":
        return one.step + telling.step
    return Decimal(0) if one.step == telling.step else max(one.step, telling.step) / 2
