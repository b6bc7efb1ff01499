"""Queries that run away, swallow memory, call other machines, or change what they must not."""

from __future__ import annotations

import time

import pytest
from click.testing import CliRunner
from made_facts import DOCUMENT, disclosure

from kb.cli import main
from kb.sparql.offline import NetworkRefused, refuse_network
from kb.store.embedded import Store
from kb.store.sandbox import LimitExceeded, QueryLimits, query
from kb.store.updates import ProtectedGraph
from loaders.iris import graph_iri, ontology_graph_iri
from loaders.triples import nquads

CROSS_JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED_JOIN = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "store"
    with Store(path) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    return path


def test_a_query_that_takes_too_long_is_stopped(folder):
    started = time.monotonic()
    with pytest.raises(LimitExceeded, match="1 seconds"):
        query(folder, CROSS_JOIN, QueryLimits(seconds=1))
    assert time.monotonic() - started < 10


def test_a_query_that_wants_too_much_memory_is_stopped(folder):
    with pytest.raises(LimitExceeded, match="memory"):
        query(folder, SORTED_JOIN, QueryLimits(seconds=60, megabytes=700))


def test_an_answer_with_too_many_rows_is_stopped_not_cut(folder):
    with pytest.raises(LimitExceeded, match="more than 3 rows"):
        query(folder, "SELECT * { ?s ?p ?o }", QueryLimits(rows=3))
    assert len(list(query(folder, "SELECT * { ?s ?p ?o } LIMIT 3", QueryLimits(rows=3)))) == 3
    with pytest.raises(LimitExceeded, match="more than 3 rows"):
        query(folder, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", QueryLimits(rows=3))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o ?nothing { ?s rdfs:label ?o } ORDER BY ?s ?o LIMIT 20",
        "SELECT ?o { VALUES ?o { 1.50 true 'a\\tb\\n\"c' 'x'@zh <x:y> '2024'^^xsd:gYear } }",
        "ASK { ?x a cnb:Project }",
    ],
)
def test_an_answer_from_the_sandbox_is_the_answer(folder, text):
    with Store(folder, read_only=True) as store:
        expected = store.query(text)
        found = query(folder, text, QueryLimits())
        if isinstance(expected, type(found)) and text.startswith("ASK"):
            assert bool(expected) is bool(found) is True
        else:
            names = [variable.value for variable in expected.variables]
            assert [variable.value for variable in found.variables] == names
            assert [[row[n] for n in names] for row in found] == [[row[n] for n in names] for row in expected]


def test_triples_from_the_sandbox_are_the_triples(folder):
    text = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }"
    with Store(folder, read_only=True) as store:
        assert set(query(folder, text, QueryLimits())) == set(store.query(text))


def test_errors_come_through(folder):
    with pytest.raises(SyntaxError, match="error at 1:"):
        query(folder, "SELECT ?x { ?x a", QueryLimits())
    with pytest.raises(NetworkRefused):
        query(folder, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", QueryLimits())


def test_a_service_may_be_allowed_by_name_and_no_other():
    allowed = ["http://127.0.0.1:9/sparql"]
    refuse_network("SELECT * { SERVICE SILENT <http://127.0.0.1:9/sparql> { ?s ?p ?o } }", allowed)
    refuse_network("LOAD <http://127.0.0.1:9/sparql> INTO GRAPH <x:y>", allowed)
    for text in (
        "SELECT * { SERVICE <http://127.0.0.1:9/other> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { SERVICE <http://x/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p '\x01' SERVICE \x01 { ?s ?p ?o } }",
        "PREFIX a: <http://x/> SELECT * { SERVICE a:b { ?s <http://127.0.0.1:9/sparql> ?o } }",
    ):
        with pytest.raises(NetworkRefused, match="--allow"):
            refuse_network(text, allowed)


MANIFEST = "https://w3id.org/cnbudget/graph/manifest"
ATTACKS = (
    "DROP ALL",
    "CLEAR NAMED",
    "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
    "CLEAR DEFAULT",
    f"DROP GRAPH <{MANIFEST}>",
    f"INSERT DATA {{ GRAPH <{ontology_graph_iri()}> {{ <x:a> <x:b> <x:d> }} }}",
    f"MOVE GRAPH <{MANIFEST}> TO GRAPH <x:mine>",
    "DELETE WHERE { <x:a> ?p ?o }",
    "INSERT DATA { <x:a> <x:b> <x:d> }",
    f"INSERT DATA {{ GRAPH <{graph_iri(DOCUMENT)}> {{ <x:e> <x:b> <x:d> }} }}",
    f"COPY GRAPH <x:nothing> TO GRAPH <{MANIFEST}>",
    "PREFIX g: <https://w3id.org/cnbudget/graph/> INSERT { GRAPH g:manifest { <x:s> <x:p> 1 } } WHERE {}",
    f"WITH <{MANIFEST}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("on_disk", [True, False], ids=["disk", "memory"])
def test_no_update_touches_the_ontology_or_the_manifest(tmp_path, attack, on_disk):
    with Store(tmp_path if on_disk else None, ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
        store.update("INSERT DATA { GRAPH <x:mine> { <x:a> <x:b> 1 } }")
        store.replace(DOCUMENT, nquads(disclosure()))
        store._put(ontology_graph_iri(), f"{_quad(ontology_graph_iri())} .\n")
        before = {str(quad) for quad in store._database}
        with pytest.raises(ProtectedGraph, match="ontology"):
            store.update(attack)
        assert {str(quad) for quad in store._database} == before
    if on_disk:
        with Store(tmp_path, ontology=False) as store:
            assert {str(quad) for quad in store._database} == before


def _quad(graph):
    import pyoxigraph as ox

    return ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.NamedNode("x:c"), ox.NamedNode(graph))


def test_a_document_changed_by_hand_is_put_right_when_it_is_loaded_again(tmp_path):
    with Store(tmp_path, ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
        before = {str(quad) for graph in store.graphs() for quad in store.quads(graph)}
        store.update("DELETE WHERE { ?x cnb:amount ?y }")
        assert store.replace(DOCUMENT, nquads(disclosure())).value == "replaced"
        assert {str(quad) for graph in store.graphs() for quad in store.quads(graph)} == before


def test_the_command_is_read_only_unless_stated_otherwise(tmp_path):
    with Store(tmp_path / "store", ontology=False):
        pass
    run = CliRunner().invoke
    start = ["--store", str(tmp_path / "store"), "sparql"]
    insert = "INSERT DATA { GRAPH <x:mine> { <x:a> <x:b> 1 } }"
    refused = run(main, [*start, insert])
    assert refused.exit_code == 1
    assert "--write" in refused.stderr
    assert run(main, [*start, "--write", insert]).exit_code == 0
    assert run(main, [*start, "--write", "DROP ALL"]).exit_code == 1
    assert run(main, [*start, "ASK { GRAPH <x:mine> { <x:a> <x:b> 1 } }"]).output == "true\n"
    slow = run(main, [*start, "--timeout", "0.01", "SELECT * { ?s ?p ?o }"])
    assert slow.exit_code == 1
    assert "--timeout" in slow.stderr
