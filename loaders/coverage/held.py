"""What the facts of a disclosure hold: each printed number and text, with its place and the fact that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from loaders.blocks import Place
from loaders.coverage.shapes import CODE, DATE, NAME
from loaders.facts import Disclosure, Figure, Project, Source

FACT = "fact"

_FORM_LINES = 30
"""How far below its first amount a declaration form may print the rest, one cell a line."""

FactId = tuple[str, int]
"""The kind of a fact and its order among those of its kind, from 1 on."""


class Held(NamedTuple):
    """One number or text that a fact holds.

    `exact`: it is a number that is at this very place, or in the `below` lines under it, so its digits alone are
    looked for; `hint` is what may be behind it (its unit). Others are texts: their numbers are looked for with the
    words around them. `kind` is what a token held so is: a fact, a code, a date, or part of a name.
    """

    fact: FactId
    place: Place
    text: str
    kind: str
    exact: bool = False
    hint: str = ""
    below: int = 0


def held_by(disclosure: Disclosure) -> Iterator[Held]:
    """Everything that the facts of a disclosure hold, the numbers first."""
    yield from _figures(disclosure)
    yield from _statements(disclosure)
    yield from _indicators(disclosure)
    yield from _citations(disclosure)
    for order, project in enumerate(disclosure.projects, 1):
        yield from _project(("project", order), project)
    yield from _texts(disclosure)


def _numbers(fact: FactId, source: Source, printed: str, hint: str = "") -> Iterator[Held]:
    if printed:
        yield Held(fact, source.place, printed, FACT, exact=True, hint=hint)


def _figures(disclosure: Disclosure) -> Iterator[Held]:
    rows: set[tuple[str, int, str, str]] = set()
    labels: set[tuple[str, tuple[str, ...]]] = set()
    for order, figure in enumerate(disclosure.figures, 1):
        fact = ("figure", order)
        yield from _numbers(fact, figure.source, figure.amount)
        for kind, text in _words_of_row(figure):
            if text and (figure.form_id, figure.row_number, kind, text) not in rows:
                rows.add((figure.form_id, figure.row_number, kind, text))
                yield Held(fact, figure.source.place, text, kind)
        if (figure.form_id, figure.columns) not in labels:
            labels.add((figure.form_id, figure.columns))
            yield from (Held(fact, figure.source.place, word, NAME) for word in figure.columns)


def _words_of_row(figure: Figure) -> tuple[tuple[str, str], ...]:
    return (
        (CODE, figure.row_code),
        (CODE, figure.second_code),
        (NAME, figure.row_label),
        (NAME, figure.second_label),
        (NAME, figure.project),
        (NAME, figure.budget_unit),
    )


def _statements(disclosure: Disclosure) -> Iterator[Held]:
    for order, statement in enumerate(disclosure.statements, 1):
        fact = ("statement", order)
        yield from _numbers(fact, statement.source, statement.value, statement.unit)
        for text in (statement.measure, statement.about):
            yield Held(fact, statement.source.place, text, NAME)


def _indicators(disclosure: Disclosure) -> Iterator[Held]:
    for order, indicator in enumerate(disclosure.indicators, 1):
        fact = ("indicator", order)
        yield from _numbers(fact, indicator.source, indicator.target or indicator.number)
        place = indicator.source.place
        beside = place if place.column is None else replace(place, column=None)
        for number in (indicator.weight, indicator.score):
            if number:
                yield Held(fact, beside, number, FACT, exact=True)
        if indicator.actual:
            yield from _numbers(fact, replace(indicator.source, place=beside), indicator.actual)
        texts = (indicator.level3, indicator.description, indicator.target_text, indicator.basis, indicator.deviation)
        for text in texts:
            yield Held(fact, indicator.source.place, text, NAME)


def _citations(disclosure: Disclosure) -> Iterator[Held]:
    for order, citation in enumerate(disclosure.citations, 1):
        fact = ("citation", order)
        place = citation.source.place
        yield Held(fact, place, citation.raw, FACT)
        yield Held(fact, place, citation.title, NAME)


def _project(fact: FactId, project: Project) -> Iterator[Held]:
    """A project's amounts have one place between them: they are there or in the lines below."""
    place = project.source.place
    priced = project.amount_source.place if project.amount_source else place
    parts = (project.fiscal_amount, project.carryover_amount, project.other_amount)
    for amount in (project.amount, *parts):
        if amount:
            yield Held(fact, priced, amount, FACT, exact=True, below=_FORM_LINES)
    if rate := project.execution_rate.rstrip("%％"):
        yield Held(fact, replace(priced, column=None), rate, FACT, exact=True)
    for index, (time, share) in enumerate(project.schedule):
        source = project.schedule_sources[index].place if index < len(project.schedule_sources) else priced
        below = 0 if index < len(project.schedule_sources) else _FORM_LINES
        yield Held(fact, priced, time, DATE)
        yield Held(fact, source, share, FACT, exact=True, hint="%", below=below)
    for mention in project.mentions:
        if mention.amount and mention.amount_source:
            yield Held(fact, mention.amount_source.place, mention.amount, FACT, exact=True, hint=mention.unit)
        yield Held(fact, mention.source.place, mention.name, NAME)
    yield Held(fact, place, project.code, CODE)
    yield Held(fact, place, project.period, DATE)
    yield from (Held(fact, place, text, NAME) for text in (project.name, project.purpose, *project.goals))


def _texts(disclosure: Disclosure) -> Iterator[Held]:
    for order, duty in enumerate(disclosure.duties, 1):
        yield Held(("duty", order), duty.source.place, duty.text, NAME)
    for order, goal in enumerate(disclosure.goals, 1):
        for text in (goal.name, goal.text):
            yield Held(("goal", order), goal.source.place, text, NAME)
    for order, term in enumerate(disclosure.terms, 1):
        yield Held(("term", order), term.source.place, f"{term.term}\n{term.definition}", NAME)
    for order, unit in enumerate(disclosure.units, 1):
        fact = ("unit", order)
        yield Held(fact, unit.source.place, unit.code, CODE)
        for text in (unit.name, unit.nature, unit.rank, unit.funding):
            yield Held(fact, unit.source.place, text, NAME)
    for order, form in enumerate(disclosure.forms, 1):
        for text in (form.title, form.note):
            yield Held(("form", order), form.source.place, text, NAME)
        if form.code is not None:
            yield Held(("form", order), form.code.place, form.code.text, CODE)
        for rate in form.derived:
            yield from _numbers(("form", order), rate, rate.text.rstrip("%％"))


def has_digits(text: str) -> bool:
    """Whether a held text has any number to look for."""
    return re.search(r"[0-9０-９]", text) is not None
