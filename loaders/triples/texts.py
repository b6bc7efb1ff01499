"""What the document tells beside its forms: units, statements, duties, terms, and what stayed unread."""

from __future__ import annotations

from loaders.facts import Statement, StatementLink, Unit
from loaders.reference.kinds import NATURE_SCHEME, nature_of
from loaders.reference.quantities import phase_of, quantity_of
from loaders.triples import terms
from loaders.triples.projects import yuan
from loaders.triples.scope import Scope
from loaders.triples.writer import Values


def add_units(scope: Scope) -> None:
    """Write an entry for every unit (机构设置, 预算单位构成)."""
    for order, unit in enumerate(scope.disclosure.units, start=1):
        _unit(scope, unit, order)


def add_statements(scope: Scope) -> None:
    """Write every figure stated in running text."""
    for order, statement in enumerate(scope.disclosure.statements, start=1):
        _statement(scope, statement, order)


def add_duties(scope: Scope) -> None:
    """Write every item of 主要职责."""
    for order, duty in enumerate(scope.disclosure.duties, start=1):
        scope.fact(f"duty/{order}", "cnb:Duty", order, duty.source, {"cnb:text": terms.text(duty.text)})


def add_goals(scope: Scope) -> None:
    """Write every goal and task of the department as a whole (年度履职目标, 年度主要任务)."""
    for order, goal in enumerate(scope.disclosure.goals, start=1):
        values = {
            "cnb:kind": terms.text(goal.kind),
            "cnb:taskName": terms.text(goal.name),
            "cnb:text": terms.text(goal.text),
        }
        scope.fact(f"goal/{order}", "cnb:DepartmentGoal", order, goal.source, values)


def add_terms(scope: Scope) -> None:
    """Write every entry of 名词解释."""
    for order, entry in enumerate(scope.disclosure.terms, start=1):
        values = {"cnb:term": terms.text(entry.term), "skos:definition": terms.label(entry.definition)}
        scope.fact(f"term/{order}", "cnb:GlossaryEntry", order, entry.source, values)


def add_unread(scope: Scope) -> None:
    """Write every part of the document that became no fact."""
    for order, part in enumerate(scope.disclosure.unread, start=1):
        values = {
            "cnb:kind": terms.text(part.kind),
            "cnb:text": terms.text(part.text),
            "cnb:reason": terms.text(part.reason),
        }
        scope.fact(f"unread/{order}", "cnb:UnreadPart", order, part.source, values)


def _unit(scope: Scope, unit: Unit, order: int) -> None:
    values: Values = {
        "cnb:unit": scope.unit(unit.name, unit.code),
        "cnb:unitName": terms.text(unit.name),
        "cnb:unitCode": terms.text(unit.code),
        "cnb:nature": terms.text(unit.nature),
        "cnb:natureKind": terms.concept(NATURE_SCHEME, nature_of(unit.nature)),
        "cnb:rank": terms.text(unit.rank),
        "cnb:funding": terms.text(unit.funding),
        "cnb:kind": terms.text(unit.kind),
    }
    scope.fact(f"unit/{order}", "cnb:UnitEntry", order, unit.source, values)


def _statement(scope: Scope, statement: Statement, order: int) -> None:
    values: Values = {
        "cnb:measureName": terms.text(statement.measure),
        "cnb:knownQuantity": terms.text(quantity_of(statement)),
        "cnb:statedPhase": terms.text(phase_of(statement)),
        "cnb:printedAmount": terms.text(statement.value.replace(",", "")),
        "cnb:printedUnit": terms.text(statement.unit),
        "cnb:statedNumber": terms.decimal(terms.printed_number(statement.value)),
        "cnb:statedAmount": yuan(statement.value, statement.unit),
        "cnb:statedYear": terms.year(statement.year),
        "cnb:baseYear": terms.year(statement.base_year),
        "cnb:direction": terms.text(statement.direction),
        "cnb:reason": terms.text(statement.reason),
        "cnb:section": terms.text(statement.section),
        "cnb:sentence": terms.text(statement.sentence),
        "cnb:about": _thing(scope, statement.link) if statement.link else None,
        "cnb:aboutText": terms.text(statement.about),
    }
    scope.fact(f"statement/{order}", "cnb:Statement", order, statement.source, values)


def _thing(scope: Scope, link: StatementLink) -> str | None:
    if link.kind == "subject":
        return scope.subject(link.scheme, link.key)
    return scope.project(link.key) if link.kind == "project" else scope.unit(link.key)
