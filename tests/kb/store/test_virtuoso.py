"""Which queries Virtuoso is trusted with, and how they are written for it."""

from __future__ import annotations

import pytest

from kb.store.embedded import Store
from kb.store.remote.copy import RemoteCopy, named_graphs
from kb.store.remote.virtuoso import trusted_with, written_for

FACTS = "GRAPH ?g { ?x a cnb:Project ; rdfs:label ?name . OPTIONAL { ?x cnb:code ?code } }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?x {{ {FACTS} BIND(STR(?x) AS ?s) FILTER(?name IN ('a') || ?s > 3 * 2) }} ORDER BY DESC(?x)",
        f"SELECT ?x FROM <x:a> FROM NAMED <x:b> WHERE {{ VALUES ?x {{ <x:1> }} {FACTS} }}",
        f"SELECT (COUNT(*) AS ?n) {{ {FACTS} FILTER NOT EXISTS {{ GRAPH ?g {{ ?x a ?y }} }} }} GROUP BY ?g",
        "SELECT ?x { GRAPH ?g { ?x cnb:project/rdfs:label 'SUM(a) * SELECT { ?a ?b ?c }' } } # GROUP_CONCAT(?x)",
        "SELECT ?x { GRAPH ?g { ?x cnb:a|cnb:b ?y } FILTER(?x || ?y) }",
        "ASK { ?x a cnb:Project }",
    ],
)
def test_plain_queries_about_graphs_are_trusted(query):
    assert trusted_with(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x a cnb:Project }",
        f"SELECT ?x {{ {FACTS} ?x rdfs:label ?other }}",
        f"SELECT ?x {{ {FACTS} FILTER NOT EXISTS {{ ?x a cnb:Y }} }}",
        "SELECT ?x { GRAPH ?g { ?x skos:broader* ?y } }",
        "SELECT ?x { GRAPH ?g { ?x cnb:a|cnb:b ?y } { GRAPH ?h { ?x cnb:c ?y } } UNION { GRAPH ?h { ?x cnb:d ?y } } }",
        f"SELECT ?x {{ {{ SELECT ?x {{ {FACTS} }} }} }}",
        f"SELECT (SUM(?n) AS ?sum) {{ {FACTS} }}",
        f"SELECT ?x {{ {FACTS} FILTER(REGEX(?name, '省|县')) }}",
    ],
)
def test_what_is_known_to_go_wrong_is_not(query):
    assert not trusted_with(query)


def test_what_says_nothing_is_not_written():
    query = "SELECT ?x { VALUES ?x { UNDEF } VALUES ?y { <x:1> } ?x ?y 'VALUES ?x { UNDEF }' } # VALUES ?x { UNDEF }"
    assert written_for(query) == query.replace("VALUES ?x { UNDEF }", " ", 1)


def test_a_copy_holds_the_graphs_that_a_query_names():
    with Store(ontology=False) as store:
        store.update("INSERT DATA { GRAPH <x:a> { <x:1> <x:p> 1 } GRAPH <x:b> { <x:2> <x:p> 2 } }")
        copy = RemoteCopy(store)
        assert len(copy.holding("SELECT * FROM NAMED <x:b> { GRAPH ?g { ?s ?p ?o } }")) == 1
        assert len(copy.holding("SELECT * { GRAPH ?g { ?s ?p 'FROM <x:b>' } }")) == 2


def test_a_graph_named_by_a_prefix_is_not_guessed():
    assert named_graphs("SELECT * FROM <x:a> FROM NAMED <x:b> { ?s ?p ?o }") == ["x:a", "x:b"]
    assert named_graphs("PREFIX g: <x:> SELECT * FROM <x:a> FROM g:b { ?s ?p ?o }") == []
