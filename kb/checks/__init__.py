"""Checks: every place where a disclosure contradicts itself.

`Checker().check(quads)` runs the rules of `queries/checks/` over one disclosure; `check_document` does so for a
document of a store and puts the findings into its graph of findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.checks.finding import Finding, nquads
from kb.checks.run import Checker
from loaders.iris import graph_iri

if TYPE_CHECKING:
    from kb.store import Store

__all__ = ["Checker", "Finding", "check_document", "neighbours"]

_DISCLOSURES = """
SELECT ?id ?department ?year ?kind {
  GRAPH ?g { ?d a cnb:Disclosure ; dcterms:identifier ?id ; cnb:department ?department }
  OPTIONAL { GRAPH ?g { ?d cnb:fiscalYear ?year } }
  OPTIONAL { GRAPH ?g { ?d cnb:kind ?kind } }
} ORDER BY ?id
"""


def check_document(store: Store, document: str, checker: Checker, *, save: bool = True) -> list[Finding]:
    """What the rules find in a loaded document; with `save` the findings take the place of earlier ones."""
    before = neighbours(store).get(document)
    earlier = store.quads(graph_iri(before, store.base)) if before else None
    findings = checker.check(store.quads(graph_iri(document, store.base)), earlier)
    if save:
        store.put_findings(document, nquads(findings, document, store.base))
    return findings


def neighbours(store: Store) -> dict[str, str]:
    """For each document the one of the same department, kind and the year before, where it is loaded."""
    known: dict[tuple[str, str, str], str] = {}
    rows = []
    for row in store.select(_DISCLOSURES):
        department, year, kind = (row[name].value if row[name] else "" for name in ("department", "year", "kind"))
        known[department, year, kind] = row["id"].value
        rows.append((row["id"].value, department, year, kind))
    found = {}
    for document, department, year, kind in rows:
        before = known.get((department, str(int(year) - 1), kind)) if year.isdigit() else None
        if before is not None:
            found[document] = before
    return found
