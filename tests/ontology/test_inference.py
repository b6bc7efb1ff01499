"""The vocabulary holds under inference: no sum changes, and properties keep to their domains."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import owlrl
import pyoxigraph as ox
import pytest
from places import ROOT, SAMPLES
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, URIRef

from kb.store.interface import PREFIXES
from loaders.document import load
from loaders.triples import nquads

VOCABULARY = ROOT / "ontology" / "cnbudget.ttl"
CLOSURES = {"RDFS": owlrl.RDFS_Semantics, "OWL RL": owlrl.OWLRL_Semantics}
SUMS = (
    "SELECT ?k (SUM(?a) AS ?s) { ?f cnb:formKind ?k ; cnb:amount ?a } GROUP BY ?k",
    "SELECT ?k (SUM(?a) AS ?s) { ?f cnb:formKind ?k ; cnb:totalAmount ?a } GROUP BY ?k",
    "SELECT ?k (SUM(?a) AS ?s) { ?f cnb:formSumOf ?k ; cnb:columnSum/cnb:sum ?a } GROUP BY ?k",
    "SELECT ?k (SUM(?a) AS ?s) { ?f cnb:formSumOf ?k ; cnb:sum ?a } GROUP BY ?k",
    "SELECT ?k (SUM(?a) AS ?s) { ?e a cnb:ProjectEntry ; cnb:fiscalYear ?k ; cnb:projectAmount ?a } GROUP BY ?k",
    "SELECT ?k (SUM(?a) AS ?s) { ?e cnb:projectAmount ?a BIND('all' AS ?k) } GROUP BY ?k",
    "SELECT ?k (COUNT(?e) AS ?s) { VALUES ?k { cnb:ProjectEntry cnb:Mention cnb:Form } ?e a ?k } GROUP BY ?k",
)
"""The documented patterns (docs/model.md)."""


@cache
def vocabulary() -> Graph:
    return Graph().parse(VOCABULARY)


def stated(name: str) -> list[ox.Quad]:
    return list(ox.parse(nquads(load(SAMPLES / name)), ox.RdfFormat.N_QUADS))


def facts(graph: Graph) -> dict[str, dict[str, Decimal]]:
    return {query: {str(row[0]): Decimal(str(row[1])) for row in graph.query(query, initNs=PREFIXES)} for query in SUMS}


@pytest.mark.parametrize("closure", CLOSURES)
def test_no_sum_changes_when_the_export_is_closed(closure):
    text = "".join(f"{quad.triple} .\n" for quad in stated("hubei-markdown.txt") if wanted(quad))
    graph = Graph().parse(data=text, format="nt")
    before = facts(graph)
    assert all(before.values())
    for triple in vocabulary():
        graph.add(triple)
    for triple in list(graph):
        if getattr(triple[2], "datatype", None) == XSD.boolean:
            graph.remove(triple)  # owlrl takes the number 1 and true for one literal
    owlrl.DeductiveClosure(CLOSURES[closure]).expand(graph)
    assert len(graph) > len(vocabulary())
    assert facts(graph) == before


def wanted(quad: ox.Quad) -> bool:
    """Enough of a document to sum, few enough to close: what is printed and where is no part of a sum."""
    name = quad.predicate.value.rpartition("#")[2]
    return not name.startswith(("source", "printed", "row", "level", "text")) and "/statement/" not in str(quad.subject)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_every_property_is_used_where_its_domain_says(name):
    quads, classes = stated(name), defaultdict(set)
    for quad in quads:
        if quad.predicate.value == str(RDF.type):
            classes[quad.subject] |= above(quad.object.value)  # type: ignore[union-attr]
    strange = Counter(
        (quad.predicate.value, str(quad.subject))
        for quad in quads
        for domain in domains(quad.predicate.value)
        if not domain & classes[quad.subject]
    )
    assert not strange


@cache
def above(kind: str) -> frozenset[str]:
    """A class and all above it."""
    return frozenset(map(str, vocabulary().transitive_objects(URIRef(kind), RDFS.subClassOf)))


@cache
def domains(name: str) -> list[set[str]]:
    """The classes of each domain of a property; several where it is a union."""
    graph = vocabulary()
    found = []
    for domain in graph.objects(URIRef(name), RDFS.domain):
        union = graph.value(domain, OWL.unionOf)
        found.append({str(one) for one in graph.items(union)} if isinstance(union, BNode) else {str(domain)})
    return found


def test_the_domain_of_an_amount_would_be_found_out():
    assert {PREFIXES["cnb"] + "ProjectEntry"} in domains(PREFIXES["cnb"] + "projectAmount")
    assert {PREFIXES["cnb"] + "Mention"} in domains(PREFIXES["cnb"] + "mentionedAmount")
    assert PREFIXES["cnb"] + "ProjectEntry" not in above(PREFIXES["cnb"] + "Mention")
