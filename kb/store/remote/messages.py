"""What goes to a SPARQL server and what comes back, as text and as terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.rdf.nquads import quads_of
from kb.sparql.tokens import outside_strings
from kb.store.interface import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox


def with_prefixes(sparql: str) -> str:
    """The request with those of the known prefixes declared that it uses and does not declare."""
    words = outside_strings(sparql)
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*)", words, re.IGNORECASE))
    wanted = [name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w.-]){name}\b", words)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in wanted) + sparql


def triples_of(nquads: str, graph: str) -> set[ox.Triple]:
    """The triples of N-Quads of one graph. Raises ValueError if a quad stands in another graph."""
    return {quad.triple for quad in quads_of(nquads, graph)}


def parsed_triples(ntriples: bytes) -> Iterator[ox.Triple]:
    """The triples of an answer in N-Triples."""
    import pyoxigraph as ox

    return (quad.triple for quad in ox.parse(ntriples, ox.RdfFormat.N_TRIPLES))


def as_triples(body: bytes) -> ox.QueryTriples:
    """An answer in N-Triples as the engine gives its own."""
    import pyoxigraph as ox

    found = ox.Store()
    found.load(body, ox.RdfFormat.N_TRIPLES)
    results = found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(results, ox.QueryTriples)
    return results
