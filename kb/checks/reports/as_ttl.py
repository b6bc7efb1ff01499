"""Findings as Turtle: `sh:ValidationResult`s, as they are in the graph."""

from __future__ import annotations

from kb.checks.finding import nquads
from kb.checks.reports import Report


def render(report: Report) -> str:
    """All findings in one Turtle document."""
    import pyoxigraph as ox

    from kb.store.embedded import PREFIXES

    quads = [
        quad
        for document, findings in report.findings.items()
        for quad in ox.parse(nquads(findings, document, report.base), ox.RdfFormat.N_QUADS)
    ]
    triples = sorted((quad.triple for quad in quads), key=str)
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return (written or b"").decode()
