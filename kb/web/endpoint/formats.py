"""The media types in which the endpoint answers, those it likes best first."""

from __future__ import annotations

from kb.web.negotiation import best

RESULTS = {
    "application/sparql-results+json": "JSON",
    "application/json": "JSON",
    "application/sparql-results+xml": "XML",
    "application/xml": "XML",
    "text/xml": "XML",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
"""Of SELECT, by the name pyoxigraph knows them by."""

BOOLEANS = {media_type: name for media_type, name in RESULTS.items() if name in {"JSON", "XML"}}
"""Of ASK: CSV and TSV have no form for it."""

GRAPHS = {
    "text/turtle": "TURTLE",
    "application/n-triples": "N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON_LD",
    "application/n-quads": "N_QUADS",
    "application/trig": "TRIG",
    "text/n3": "N3",
}
"""Of CONSTRUCT and DESCRIBE, of graphs and of things."""

ALIASES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
}
"""What `format=` may say in the place of an Accept header."""

_WITH_CHARSET = ("text/",)


def chosen(accept: str) -> dict[str, str]:
    """The media type to answer in by kind of result; where the header takes none, the first: better than a refusal."""
    kinds = {"solutions": RESULTS, "boolean": BOOLEANS, "triples": GRAPHS}
    return {kind: best(accept, list(offers)) or next(iter(offers)) for kind, offers in kinds.items()}


def content_type(media_type: str) -> str:
    """The Content-Type header: texts say that they are UTF-8, or Excel and old programs guess."""
    return f"{media_type}; charset=utf-8" if media_type.startswith(_WITH_CHARSET) else media_type
