"""Subjects that running text names and no form prints: `chk:namesSubject` leads from a statement to that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.checks.facts import Facts
from kb.checks.relations import Triple, text
from kb.checks.relations.forms.sheets import core
from kb.resources import ontology_files

_ENTRY = re.compile(r'functional:(\d{3,7}) a skos:Concept.*?skos:prefLabel "([^"]+)"@zh', re.DOTALL)


def triples(facts: Facts) -> Iterator[Triple]:
    """The statements that name a subject of the code list, as which no row is labelled and below which none stands."""
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


@cache
def codes_by_label() -> dict[str, tuple[str, ...]]:
    """The functional codes of each label, as `core` spells it."""
    path = next(path for path in ontology_files() if path.name == "functional.ttl")
    found: dict[str, tuple[str, ...]] = {}
    for code, label in _ENTRY.findall(path.read_text(encoding="utf-8")):
        found[core(label)] = (*found.get(core(label), ()), code)
    return found
