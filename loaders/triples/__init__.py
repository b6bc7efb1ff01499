"""Facts → RDF: one disclosure becomes the N-Quads of one named graph. `docs/model.md` describes the graph."""

from __future__ import annotations

from loaders import iris
from loaders.facts import Disclosure
from loaders.iris import DEFAULT_BASE, disclosure_iri, graph_iri
from loaders.triples import terms
from loaders.triples.departments import add_department
from loaders.triples.figures import add_forms_and_figures, figure_paths
from loaders.triples.given import add_given
from loaders.triples.policies import add_citations
from loaders.triples.projects import add_indicators, add_projects
from loaders.triples.scope import Scope
from loaders.triples.sections import add_form_mentions, add_sections, add_wordings
from loaders.triples.texts import add_duties, add_goals, add_statements, add_terms, add_units, add_unread
from loaders.triples.writer import Values

__all__ = ["DEFAULT_BASE", "fact_iris", "graph_iri", "nquads"]

KINDS_OF_FACTS = (
    add_units,
    add_projects,
    add_forms_and_figures,
    add_indicators,
    add_citations,
    add_statements,
    add_duties,
    add_goals,
    add_terms,
    add_sections,
    add_form_mentions,
    add_wordings,
    add_unread,
)
"""Units and projects first: their own names become the labels, other forms of a name alternatives."""


_NUMBERED = {
    "project": "projects",
    "indicator": "indicators",
    "citation": "citations",
    "statement": "statements",
    "duty": "duties",
    "goal": "goals",
    "term": "terms",
    "unit": "units",
}


def nquads(disclosure: Disclosure, base: str = DEFAULT_BASE) -> str:
    """Everything a disclosure says as N-Quads of the graph `graph_iri(disclosure.id, base)`: sorted, no line twice.

    The same disclosure gives the same text. Raises ValueError where a figure's amount is no number.
    """
    scope = Scope(disclosure, base)
    add_department(scope)
    _disclosure(scope)
    for add in KINDS_OF_FACTS:
        add(scope)
    return scope.writer.nquads()


def fact_iris(disclosure: Disclosure, base: str = DEFAULT_BASE) -> dict[tuple[str, int], str]:
    """The IRI of each fact that may hold a number, by its kind (`figure`, `statement` …) and its order from 1 on."""
    paths = {("figure", order): path for order, path in enumerate(figure_paths(disclosure.figures), 1)}
    paths |= {("form", order): f"form/{iris.segment(form.id)}" for order, form in enumerate(disclosure.forms, 1)}
    for kind, facts in _NUMBERED.items():
        paths |= {(kind, order): f"{kind}/{order}" for order in range(1, len(getattr(disclosure, facts)) + 1)}
    above = disclosure_iri(disclosure.id, base)
    return {fact: f"{above}/{path}" for fact, path in paths.items()}


def _disclosure(scope: Scope) -> None:
    disclosure = scope.disclosure
    values: Values = {
        "dcterms:identifier": terms.text(disclosure.id),
        "dcterms:title": terms.label(disclosure.title),
        "cnb:department": terms.iri(scope.department),
        "dcterms:isPartOf": terms.iri(disclosure_iri(disclosure.whole, scope.base)) if disclosure.part else None,
        "cnb:fiscalYear": scope.shared["cnb:fiscalYear"],
        "cnb:stage": scope.shared["cnb:stage"],
        "cnb:unknownYear": scope.shared["cnb:unknownYear"],
        "cnb:kind": terms.text(disclosure.kind),
        "cnb:file": terms.text(disclosure.file),
        "cnb:sha256": terms.text(disclosure.sha256),
        "cnb:format": terms.text(disclosure.format),
        "cnb:numbers": terms.integer(disclosure.numbers),
        "cnb:numbersRead": terms.integer(disclosure.numbers_read),
        "cnb:unreadLines": terms.integer(disclosure.unread_lines),
        "cnb:warning": [literal for warning in disclosure.warnings if (literal := terms.text(warning))],
    }
    scope.writer.describe(scope.iri, "cnb:Disclosure dcat:Dataset", values)
    add_given(scope)
