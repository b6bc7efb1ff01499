"""Which queries Virtuoso is trusted with, and how they are written for it."""

from __future__ import annotations

import pytest

from kb.store.extracts import named_graphs
from kb.store.remote.virtuoso import trusted_with, written_for

FACTS = "?x a cnb:Project ; rdfs:label ?name . OPTIONAL { ?x cnb:code ?code }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?x {{ {FACTS} BIND(STR(?x) AS ?s) FILTER(?name IN ('a') || ?s > 3 * 2) }} ORDER BY DESC(?x)",
        f"SELECT ?x FROM <x:a> FROM NAMED <x:b> WHERE {{ VALUES ?x {{ <x:1> }} {FACTS} }}",
        f"SELECT (COUNT(*) AS ?n) {{ {FACTS} FILTER NOT EXISTS {{ ?x a ?y }} }} GROUP BY ?x",
        "SELECT ?x { ?x cnb:project/rdfs:label 'SUM(a) * SELECT { ?a ?b ?c }' } # GROUP_CONCAT(?x)",
        "SELECT ?x { ?x cnb:a|cnb:b ?y FILTER(?x || ?y) }",
        "ASK { ?x a cnb:Project }",
        "SELECT ?x { ?x a cnb:Project }",
    ],
)
def test_plain_queries_are_trusted(query):
    assert trusted_with(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x skos:broader* ?y }",
        "SELECT ?x { ?x cnb:a|cnb:b ?y { ?x cnb:c ?y } UNION { ?x cnb:d ?y } }",
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


def test_a_graph_named_by_a_prefix_is_not_guessed():
    assert named_graphs("SELECT * FROM <x:a> FROM NAMED <x:b> { ?s ?p ?o }") == ["x:a", "x:b"]
    assert named_graphs("PREFIX g: <x:> SELECT * FROM <x:a> FROM g:b { ?s ?p ?o }") == []
