"""Disclosures as N-Quads in a store of their own, and SPARQL asked of it."""

from __future__ import annotations

import pyoxigraph as ox
from made_facts import disclosure

from loaders.facts import Disclosure
from loaders.triples import nquads

BASE = "https://w3id.org/cnbudget/"
PREFIXES = {
    "cnb": BASE + "ontology#",
    "code": BASE + "code/",
    "form": BASE + "code/form/",
    "component": BASE + "code/component/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "qb": "http://purl.org/linked-data/cube#",
    "org": "http://www.w3.org/ns/org#",
    "dcterms": "http://purl.org/dc/terms/",
}


def store_of(*disclosures: Disclosure, base: str = BASE) -> ox.Store:
    store = ox.Store()
    for one in disclosures:
        store.load(nquads(one, base), ox.RdfFormat.N_QUADS)
    return store


def ask(query: str, *disclosures: Disclosure) -> list[tuple[str, ...]]:
    solutions = store_of(*(disclosures or (disclosure(),))).query(
        query, prefixes=PREFIXES, use_default_graph_as_union=True
    )
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple("" if term is None else term.value for term in solution) for solution in solutions)
