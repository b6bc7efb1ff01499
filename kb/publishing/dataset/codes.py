"""`ontology/codelists.ttl` of a data set: the store's code lists with the codes and labels that its documents print.

A code that no list has keeps its parents and gets the label printed as its preferred one; another one printed for it
becomes an alternative label. Each concept so has one preferred label a language, which is its `rdfs:label`
too. Of areas and agencies only those in use are there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kb.rdf.description import Description
from kb.store.embedded import PREFIXES
from loaders.iris import CODES, ontology_graph_iri
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import GraphStore

SKOS = PREFIXES["skos"]
RDFS_LABEL = PREFIXES["rdfs"] + "label"
CODE_LIST_PREFIXES = PREFIXES | {
    "functional": CODES + "functional/",
    "department-economic": CODES + "department-economic/",
    "government-economic": CODES + "government-economic/",
    "area": CODES + "area/",
    "agency": CODES + "agency/",
    **namespaces("xkos"),
}


def codelists(store: GraphStore) -> bytes:
    """The code lists as Turtle."""
    description = Description(CODE_LIST_PREFIXES)
    vocabulary = ontology_graph_iri(store.base)
    listed: set[tuple[str, str]] = set()
    for quad in _about_codes(store.quads(vocabulary)):
        value: Any = quad.object
        description.add(_iri(quad.subject), quad.predicate.value, value)
        if quad.predicate.value == SKOS + "prefLabel":
            listed.add((_iri(quad.subject), value.language or ""))
    met: set[tuple[str, str, Any]] = {
        (_iri(quad.subject), quad.predicate.value, quad.object)
        for graph in store.graphs()
        if graph != vocabulary
        for quad in _about_codes(store.quads(graph))
    }
    for subject, predicate, value in sorted(met, key=lambda one: (one[0], one[1], str(one[2]))):
        if predicate == RDFS_LABEL:
            known = (subject, "zh") in listed
            listed.add((subject, "zh"))
            predicate = SKOS + ("altLabel" if known else "prefLabel")
        description.add(subject, predicate, value)
    _complete(description.without(SKOS + "altLabel", SKOS + "prefLabel"))
    return description.turtle()


def _complete(description: Description) -> None:
    """State what readers of SKOS look for: preferred names as `rdfs:label` too, and which concepts are the top ones."""
    stated = description.triples()
    below = {one.subject for one in stated if one.predicate.value == SKOS + "broader"}
    for one in stated:
        value: Any = one.object
        if one.predicate.value == SKOS + "prefLabel":
            description.add(_iri(one.subject), RDFS_LABEL, value)
        elif one.predicate.value == SKOS + "inScheme" and one.subject not in below:
            description.add(_iri(one.subject), SKOS + "topConceptOf", value)
            description.add(_iri(value), SKOS + "hasTopConcept", _iri(one.subject))


def _about_codes(quads: Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    return (quad for quad in quads if _iri(quad.subject).startswith(CODES))


def _iri(term: Any) -> str:
    return str(term.value)
