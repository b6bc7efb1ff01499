"""Subjects that running text names and no form prints: `chk:namesSubject` leads from a statement to that name."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple, text
from kb.checks.relations.forms.code_labels import codes_by_label
from kb.checks.relations.forms.sheets import core


def triples(facts: Facts) -> Iterator[Triple]:
    """The statements that name a subject of the code list, as which no row is labelled and below which none is."""
    figures = facts.of_type("qb:Observation")
    labels = {core(figure.one("rowLabel")) for figure in figures}
    codes = {figure.one("rowCode") for figure in figures if figure.one("subject")}
    if not codes:
        return
    for statement in facts.of_type("Statement"):
        name = core(statement.one("measureName"))
        known = codes_by_label().get(name, ())
        printed = any(name in label for label in labels) or any(code.startswith(known) for code in codes if known)
        if known and statement.is_money and not printed:
            yield statement.iri, "namesSubject", text(name)
