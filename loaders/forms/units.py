"""Units of money that print lost: a form without one takes the unit under which its amounts are stated elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from loaders.facts import YUAN_PER_UNIT, Figure, Project

_PROOF = "unit not printed; proved by the same amounts stated elsewhere in the document"


def with_proved_units(figures: Sequence[Figure], projects: Sequence[Project]) -> list[Figure]:
    """The figures, those of a form without any unit of money given the one that the same amounts have elsewhere.

    An amount counts as stated elsewhere where another form prints it for the same code, or where the project of its
    row has it. Where the places do not agree on one unit, none is given.
    """
    named = {figure.form_id for figure in figures if figure.unit}
    bare: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.form_id not in named:
            bare[figure.form_id].append(figure)
    stated = _units_by_amount(figures, projects) if bare else {}
    units = {form: unit for form, members in bare.items() if (unit := _unit_of(members, stated))}
    return [
        replace(figure, unit=units[figure.form_id], repaired=_PROOF) if figure.form_id in units else figure
        for figure in figures
    ]


def _units_by_amount(figures: Sequence[Figure], projects: Sequence[Project]) -> dict[tuple[str, Decimal], set[str]]:
    stated: dict[tuple[str, Decimal], set[str]] = defaultdict(set)
    for figure in figures:
        if figure.row_code and figure.unit in YUAN_PER_UNIT:
            stated[figure.row_code, figure.value].add(figure.unit)
    for project in projects:
        if project.amount and project.unit in YUAN_PER_UNIT:
            stated[project.key, Decimal(project.amount)].add(project.unit)
    return stated


def _unit_of(members: Sequence[Figure], stated: dict[tuple[str, Decimal], set[str]]) -> str:
    found = [
        stated[key, figure.value]
        for figure in members
        for key in (figure.project, figure.row_code)
        if figure.value and (key, figure.value) in stated
    ]
    units = set().union(*found)
    return units.pop() if len(units) == 1 else ""
