"""No query reaches another machine, and no harmless query is refused for a word in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.sparql.offline import NetworkRefused, refuse_network
from kb.store.embedded import Store

CALLS = (
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE?x{ ?s ?p ?o } }",
    "PREFIX a: <http://x/> SELECT * { SERVICE a:b { ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * { SERVICE:x{ ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * { ?s ?p :.SERVICE:x{ ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { # comment\nSERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'it''s' SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2) SERVICE <http://x/> { FILTER(3>2) } }",
    "SELECT * { ?s ?p '\\'' SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://x/>{ ?s ?p ?o } }",
    "LOAD <http://x/>",
)

HARMLESS = (
    "SELECT ?service { ?service ?p ?o }",
    "SELECT * { ?s ?p 'SERVICE <http://x/>' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "SELECT * { <http://x/SERVICE> <http://x/load> ?o }",
    "SELECT * { ?s cnb:SERVICE ?o ; cnb:load ?x } # SERVICE",
    "SELECT * { ?s ?p 'x'@load }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
)


@pytest.mark.parametrize("query", CALLS)
def test_calls_are_refused(query):
    with pytest.raises(NetworkRefused, match="no other machine"):
        Store(ontology=False).query(query)


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_queries_run(query):
    Store(ontology=False).query(query)


@given(st.text(alphabet="'\"\\#<>{}?:. \nab", max_size=30))
def test_no_text_before_it_hides_a_call_that_the_engine_would_make(text):
    query = f"SELECT * {{ {text} SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}"
    try:
        refuse_network(query)
    except NetworkRefused:
        return
    store = Store(ontology=False)
    try:
        list(store.query(query))
    except SyntaxError:
        return
    except OSError as error:
        pytest.fail(f"the engine called out for {query!r}: {error}")
