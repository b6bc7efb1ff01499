"""Every query sees a set: after any changes a store holds what its documents state, each triple once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import pytest
from budget_example import disclosure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph
from servers import oxigraph_binary, oxigraph_server, virtuoso_binary, virtuoso_server

from kb.store.embedded import Store
from kb.store.interface import PREFIXES, GraphStore
from kb.store.remote.server import RemoteStore
from loaders.iris import disclosure_iri, findings_graph_iri, graph_iri
from loaders.triples import nquads

FREE = Path(__file__).with_name("free-queries.txt").read_text(encoding="utf-8").splitlines()
"""Queries as people write them, one a line."""
SERVERS = {"oxigraph": (oxigraph_binary, oxigraph_server), "virtuoso": (virtuoso_binary, virtuoso_server)}

DEPARTMENTS = ("青山县医疗保障局", "绿水县医疗保障局")
YEARS = ("2024", "2025")
STEPS = st.tuples(
    st.sampled_from(["load", "load", "load", "find", "remove"]),
    st.sampled_from(DEPARTMENTS),
    st.sampled_from(YEARS),
    st.sampled_from(["行政运行", "行政运行支出"]),
    st.sampled_from(["1.00", "4.00", "0.50"]),
)
Model = dict[str, set[ox.Triple]]


@contextmanager
def rdflib_graph(model: Model) -> Iterator[Graph]:
    """All triples of a model, each once, in rdflib."""
    graph = Graph()
    graph.parse(data="".join(f"{one} .\n" for triples in model.values() for one in triples), format="nt")
    for name, iri in PREFIXES.items():
        graph.bind(name, iri, replace=True)
    yield graph


def take(step: tuple[str, str, str, str, str], store: GraphStore, model: Model) -> None:
    """One change of a store, and of the model of what it should hold."""
    action, department, year, label, amount = step
    one = disclosure(department, year, amount)
    figures = tuple(replace(figure, row_label=label) if figure.row_code else figure for figure in one.figures)
    one = replace(one, figures=figures)
    graph, findings = graph_iri(one.id), findings_graph_iri(one.id)
    if action == "load":
        known = model.get(graph)
        store.replace(one.id, nquads(one))
        model[graph] = triples_of(nquads(one))
        if known is not None and known != model[graph]:
            model.pop(findings, None)
    elif action == "remove":
        assert store.remove(one.id) == (graph in model)
        if graph in model:
            model.pop(graph)
            model.pop(findings, None)
    elif graph in model:
        about = f"<{findings}/1> <{PREFIXES['cnb']}disclosure> <{disclosure_iri(one.id)}> <{findings}> .\n"
        said = f'<{findings}/1> <{PREFIXES["sh"]}resultMessage> "{label}"@zh <{findings}> .\n'
        kind = f"<{findings}/1> <{PREFIXES['rdf']}type> <{PREFIXES['sh']}ValidationResult> <{findings}> .\n"
        store.put_findings(one.id, about + said + kind)
        model[findings] = triples_of(about + said + kind)


def triples_of(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, ox.RdfFormat.N_QUADS)}


def statements(store: Store) -> Counter[str]:
    """All that a query sees."""
    return Counter(f"{row['s']} {row['p']} {row['o']}" for row in store.select("SELECT * { ?s ?p ?o }"))


def expected(model: Model) -> Counter[str]:
    return Counter({str(triple) for triples in model.values() for triple in triples})


def rows(results: object) -> object:
    """Rows of an engine, comparable with those of another."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        return {str(one) for one in results}
    assert isinstance(results, ox.QuerySolutions)
    return Counter(tuple(plain(getattr(term, "value", None)) for term in row) for row in results)


def rows_of_rdflib(graph: Graph, query: str) -> object:
    results = graph.query(query)
    if results.type == "ASK":
        return bool(results.askAnswer)
    if results.type == "CONSTRUCT":
        assert results.graph is not None
        return {" ".join(one.n3() for one in triple) for triple in results.graph}
    return Counter(tuple(plain(None if term is None else str(term)) for term in row) for row in results)  # type: ignore[union-attr]


def plain(text: str | None) -> object:
    try:
        return round(Decimal(text or ""), 12).normalize()
    except InvalidOperation:
        return text


def constructed(found: object) -> object:
    """Numbers of a graph are written in several ways."""
    if not isinstance(found, set):
        return found
    return {
        " ".join(str(plain(part.split('"')[1])) if "decimal" in part else part for part in one.split(" ", 2))
        for one in found
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=14))
def test_a_store_holds_what_its_documents_state_each_triple_once(steps):
    model: Model = {}
    with Store(ontology=False) as store:
        for step in steps:
            take(step, store, model)
        assert statements(store) == expected(model)
        assert store.graphs() == sorted(model)
        assert {graph: {quad.triple for quad in store.quads(graph)} for graph in store.graphs()} == model


@pytest.mark.parametrize("bulk_characters", [1, 10**9], ids=["bulk", "one by one"])
def test_a_description_that_another_document_repeats_stays(tmp_path, monkeypatch, bulk_characters):
    monkeypatch.setattr("kb.store.embedded.store.BULK_CHARACTERS", bulk_characters)
    model: Model = {}
    with Store(tmp_path, ontology=False) as store:
        for step in (("load", department, year, "行政运行", "1.00") for department in DEPARTMENTS for year in YEARS):
            take(step, store, model)
        take(("load", DEPARTMENTS[0], "2024", "行政运行支出", "1.00"), store, model)
        assert statements(store) == expected(model)
        for department in DEPARTMENTS:
            for year in YEARS:
                take(("remove", department, year, "", ""), store, model)
                assert statements(store) == expected(model)
    with Store(tmp_path, ontology=False) as store:
        assert statements(store) == Counter()


def test_there_are_forty_free_queries_of_all_kinds():
    assert len(FREE) == len(set(FREE)) >= 40
    text = "\n".join(FREE)
    assert all(
        word in text for word in ("SUM(", "COUNT(", "rdfs:label", "skos:notation", "broader*", "CONSTRUCT", "OPTIONAL")
    )


@settings(max_examples=2, deadline=None)
@given(st.lists(STEPS, min_size=4, max_size=8))
def test_free_queries_give_what_rdflib_gives_over_the_merged_triples(steps):
    model: Model = {}
    with Store(ontology=False) as store:
        for step in steps:
            take(step, store, model)
        with rdflib_graph(model) as graph:
            for query in FREE:
                assert constructed(rows(store.query(query))) == constructed(rows_of_rdflib(graph, query)), query


@pytest.fixture(scope="module", params=list(SERVERS))
def remote(request, tmp_path_factory) -> Iterator[RemoteStore]:
    binary, server = SERVERS[request.param]
    if binary() is None:
        pytest.skip(f"the server of {request.param} is not installed; .ci/run installs it")
    folder: Path = tmp_path_factory.mktemp(request.param)
    with server(folder) as address:
        yield RemoteStore(address, ontology=False)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=4, max_size=7))
def test_a_server_gives_the_same_rows_for_the_same_changes(remote, steps):
    for document in remote.documents():
        remote.remove(document)
    model: Model = {}
    with Store(ontology=False) as store:
        for step in steps:
            take(step, store, {**model})
            take(step, remote, model)
        assert {graph: {quad.triple for quad in remote.quads(graph)} for graph in remote.graphs()} == model
        for query in FREE:
            assert constructed(rows(remote.query(query))) == constructed(rows(store.query(query))), query
