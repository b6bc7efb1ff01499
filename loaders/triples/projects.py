"""Projects (项目) with their goals, payments and mentions, and performance indicators (绩效指标)."""

from __future__ import annotations

import re
from decimal import Decimal

from loaders import iris
from loaders.blocks import Place
from loaders.facts import YUAN_PER_UNIT, Indicator, Project, Source
from loaders.reference import kinds
from loaders.triples import terms
from loaders.triples.scope import Scope, source_values
from loaders.triples.writer import Values

WHOLE_DEPARTMENT = "部门整体"

_PERCENT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]\s*")


def add_projects(scope: Scope) -> None:
    """Write an entry for every project of the disclosure."""
    for order, project in enumerate(scope.disclosure.projects, start=1):
        _project(scope, project, order)


def add_indicators(scope: Scope) -> None:
    """Write every indicator of the disclosure."""
    for order, indicator in enumerate(scope.disclosure.indicators, start=1):
        _indicator(scope, indicator, order)


def yuan(printed: str, unit: str) -> str | None:
    """The exact amount in 元 as a term; None where nothing is printed or the unit is no money."""
    number, scale = terms.printed_number(printed), YUAN_PER_UNIT.get(unit)
    return None if number is None or scale is None else terms.decimal(number * scale)


def _printed(amount: str) -> str | None:
    return terms.text(amount.replace(",", ""))


def _project(scope: Scope, project: Project, order: int) -> None:
    path = f"project/{order}"
    entry = f"{scope.iri}/{path}"
    at = project.amount_source.place if project.amount_source else None
    values: Values = {
        "cnb:project": scope.project(project.key),
        "cnb:projectName": terms.text(project.name),
        "cnb:projectCode": terms.text(project.code),
        "cnb:projectType": terms.text(project.project_type),
        "cnb:projectKind": terms.concept(kinds.COMPONENT_SCHEME, kinds.project_type(project.project_type)),
        "cnb:budgetUnit": scope.unit(project.budget_unit),
        "cnb:projectAmount": yuan(project.amount, project.unit),
        "cnb:printedProjectAmount": _printed(project.amount),
        "cnb:fiscalAmount": yuan(project.fiscal_amount, project.unit),
        "cnb:printedFiscalAmount": _printed(project.fiscal_amount),
        "cnb:otherAmount": yuan(project.other_amount, project.unit),
        "cnb:printedOtherAmount": _printed(project.other_amount),
        "cnb:carryoverAmount": yuan(project.carryover_amount, project.unit),
        "cnb:printedCarryoverAmount": _printed(project.carryover_amount),
        "cnb:executedAmount": yuan(project.executed_amount, project.unit),
        "cnb:printedExecutedAmount": _printed(project.executed_amount),
        "cnb:executionRate": terms.text(project.execution_rate),
        "cnb:period": terms.text(project.period),
        "cnb:printedUnit": terms.text(project.unit),
        "cnb:amountLine": terms.integer(at.line if at else None),
        "cnb:amountPlace": terms.text(str(at) if at else ""),
        "cnb:purpose": terms.text(project.purpose),
        "cnb:goal": _goals(scope, project, entry),
        "cnb:payment": _payments(scope, project, entry),
        "cnb:mention": _mentions(scope, project, entry),
    }
    scope.fact(path, "cnb:ProjectEntry", order, project.source, values)


def _goals(scope: Scope, project: Project, entry: str) -> list[str]:
    return [
        _part(scope, f"{entry}/goal/{order}", "cnb:Goal", order, {"cnb:text": terms.text(goal)})
        for order, goal in enumerate(project.goals, start=1)
    ]


def _payments(scope: Scope, project: Project, entry: str) -> list[str]:
    parts = []
    sources = dict(enumerate(project.schedule_sources, start=1))
    for order, (time, share) in enumerate(project.schedule, start=1):
        values: Values = {
            "cnb:paymentTime": terms.text(time),
            "cnb:printedShare": terms.text(share),
            "cnb:share": terms.decimal(_ratio(share)),
            **(source_values(sources[order]) if order in sources else {}),
        }
        parts.append(_part(scope, f"{entry}/payment/{order}", "cnb:Payment", order, values))
    return parts


def _mentions(scope: Scope, project: Project, entry: str) -> list[str]:
    parts = []
    for order, mention in enumerate(project.mentions, start=1):
        values: Values = {
            "cnb:text": terms.text(mention.name),
            "cnb:context": terms.text(mention.context),
            "cnb:printedProjectAmount": _printed(mention.amount),
            "cnb:mentionedAmount": yuan(mention.amount, mention.unit),
            "cnb:printedUnit": terms.text(mention.unit),
            "cnb:amountLine": terms.integer(at.line if (at := _place(mention.amount_source)) else None),
            "cnb:amountPlace": terms.text(str(at) if at else ""),
            **source_values(mention.source),
        }
        parts.append(_part(scope, f"{entry}/mention/{order}", "cnb:Mention", order, values))
    return parts


def _place(source: Source | None) -> Place | None:
    return source.place if source is not None else None


def _part(scope: Scope, subject: str, kind: str, order: int, values: Values) -> str:
    scope.writer.describe(subject, kind, {"cnb:order": terms.integer(order), **values})
    return terms.iri(subject)


def _ratio(share: str) -> Decimal | None:
    """25% → 0.25; None where the share is no percentage."""
    percent = _PERCENT.fullmatch(share)
    return Decimal(percent[1]) / 100 if percent else None


def _indicator(scope: Scope, indicator: Indicator, order: int) -> None:
    project = None if indicator.owner == WHOLE_DEPARTMENT else scope.project(indicator.owner)
    form = f"{scope.iri}/form/{iris.segment(indicator.form_id)}"
    first = kinds.first_level(indicator.level1)
    values: Values = {
        "cnb:owner": project or terms.iri(form if indicator.form_id and not indicator.owner else scope.department),
        "cnb:project": project,
        "cnb:form": terms.iri(form) if indicator.form_id else None,
        "cnb:level1": terms.text(indicator.level1),
        "cnb:level1Kind": terms.concept(kinds.LEVEL_SCHEME, first),
        "cnb:level2": terms.text(indicator.level2),
        "cnb:level2Kind": terms.concept(kinds.LEVEL_SCHEME, kinds.second_level(indicator.level2, first)),
        "cnb:level3": terms.text(indicator.level3),
        "cnb:description": terms.text(indicator.description),
        "cnb:target": terms.text(indicator.target),
        "cnb:operator": _operator(scope, indicator.operator),
        "cnb:targetNumber": terms.decimal(terms.printed_number(indicator.number)),
        "cnb:targetUnit": terms.text(indicator.unit),
        "cnb:targetText": terms.text(indicator.target_text),
        "cnb:basis": terms.text(indicator.basis),
        "cnb:weight": terms.text(indicator.weight),
        "cnb:actualValue": terms.text(indicator.actual),
        "cnb:score": terms.text(indicator.score),
        "cnb:deviationReason": terms.text(indicator.deviation),
    }
    scope.fact(f"indicator/{order}", "cnb:Indicator", order, indicator.source, values)


def _operator(scope: Scope, sign: str) -> str | None:
    """The concept of a comparison sign, which its notation prints again."""
    if not sign:
        return None
    subject = iris.code_iri("operator", iris.OPERATORS.get(sign, sign))
    values = {"skos:notation": terms.text(sign), "skos:inScheme": terms.iri(iris.code_iri("operator"))}
    return scope.thing(subject, "skos:Concept", "", values)
