"""The store: one graph per disclosure, changed in one atomic step; locks, settings and the ontology."""

from __future__ import annotations

import subprocess
import sys

import pytest
from made_facts import DOCUMENT, disclosure, project
from places import ROOT, TESTS

from kb.errors import StoreError, StoreLocked
from kb.rdf import vocabulary
from kb.store.embedded import Change, Counts, Store
from kb.store.settings import SETTINGS_FILE
from loaders.iris import findings_graph_iri, graph_iri, ontology_graph_iri
from loaders.triples import nquads

CONTENT = "SELECT ?c { GRAPH ?m { ?g <urn:yusuan-kb:manifest:content> ?c } }"
OTHER = "绿水县医疗保障局-2026-预算"


@pytest.fixture
def store() -> Store:
    return Store(ontology=False)


def state(store: Store) -> set[str]:
    """Everything that documents say; the manifest is book-keeping."""
    return {str(quad) for graph in store.graphs() for quad in store.quads(graph)}


def finding(document: str = DOCUMENT) -> str:
    graph = findings_graph_iri(document)
    return f"<x:finding> <x:p> <x:o> <{graph}> .\n"


def test_loading_twice_changes_not_one_quad(store):
    quads = nquads(disclosure())
    assert store.replace(DOCUMENT, quads) is Change.NEW
    before = state(store)
    assert store.replace(DOCUMENT, quads) is Change.UNCHANGED
    assert state(store) == before == set(state(store))
    assert len(before) == len(quads.splitlines())


def test_a_changed_disclosure_takes_the_place_of_the_old(store):
    store.replace(DOCUMENT, nquads(disclosure()))
    changed = nquads(disclosure(projects=(project(amount="13.00"),), statements=()))
    assert store.replace(DOCUMENT, changed) is Change.REPLACED
    fresh = Store(ontology=False)
    fresh.replace(DOCUMENT, changed)
    assert state(store) == state(fresh)


def test_a_disclosure_that_only_grew_is_replaced_too(store):
    store.replace(DOCUMENT, nquads(disclosure(statements=())))
    assert store.replace(DOCUMENT, nquads(disclosure())) is Change.REPLACED
    assert len(state(store)) == len(nquads(disclosure()).splitlines())


def test_removing_one_disclosure_leaves_the_others_whole(store):
    store.replace(DOCUMENT, nquads(disclosure()))
    alone = state(store)
    store.replace(OTHER, nquads(disclosure(id=OTHER)))
    assert store.documents() == sorted([DOCUMENT, OTHER])
    assert store.remove(OTHER)
    assert state(store) == alone
    assert not store.remove(OTHER)


def test_findings_go_with_the_version_they_are_about(store):
    store.replace(DOCUMENT, nquads(disclosure()))
    store.put_findings(DOCUMENT, finding())
    assert store.replace(DOCUMENT, nquads(disclosure())) is Change.UNCHANGED
    assert findings_graph_iri(DOCUMENT) in store.graphs()
    store.replace(DOCUMENT, nquads(disclosure(title="新")))
    assert not list(store.quads(findings_graph_iri(DOCUMENT)))


def test_removing_takes_findings_along(store):
    store.replace(DOCUMENT, nquads(disclosure()))
    store.put_findings(DOCUMENT, finding())
    store.remove(DOCUMENT)
    assert store.counts() == Counts(documents=0, graphs=0, quads=0)


def test_a_quad_of_another_graph_is_refused_and_nothing_is_written(store):
    with pytest.raises(ValueError, match="graph"):
        store.replace(OTHER, nquads(disclosure()))
    assert store.counts().quads == 0


def test_what_is_no_nquads_is_refused_and_the_old_graph_stays(store):
    store.replace(DOCUMENT, nquads(disclosure()))
    before = state(store)
    with pytest.raises(SyntaxError):
        store.replace(DOCUMENT, nquads(disclosure(title="新")) + "<broken")
    assert state(store) == before


def test_queries_see_all_documents_and_know_the_prefixes(store):
    store.replace(DOCUMENT, nquads(disclosure()))
    rows = list(store.select("SELECT ?id { ?d a cnb:Disclosure ; dcterms:identifier ?id }"))
    assert [row["id"].value for row in rows] == [DOCUMENT]


def test_a_substitution_gives_a_variable_its_term(store):
    import pyoxigraph as ox

    store.replace(DOCUMENT, nquads(disclosure()))
    store.replace(OTHER, nquads(disclosure(id=OTHER)))
    query = "SELECT ?id ?d { ?d a cnb:Disclosure ; dcterms:identifier ?id }"
    assert len(list(store.query(query, substitutions={"id": ox.Literal(OTHER)}))) == 1


def test_select_wants_a_select_query(store):
    with pytest.raises(ValueError, match="SELECT"):
        store.select("ASK { ?s ?p ?o }")


def test_a_store_on_disk_keeps_what_was_loaded(tmp_path):
    with Store(tmp_path / "store", ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
        before = state(store)
    with Store(tmp_path / "store", ontology=False) as again:
        assert state(again) == before
    with Store(tmp_path / "store", read_only=True) as reading:
        assert state(reading) == before


def test_a_second_writer_is_stated_that_the_store_is_in_use(tmp_path):
    with Store(tmp_path / "store", ontology=False), pytest.raises(StoreLocked, match="store"):
        Store(tmp_path / "store", ontology=False)
    Store(tmp_path / "store", ontology=False).close()


def test_a_closed_store_says_so(tmp_path):
    store = Store(tmp_path / "store", ontology=False)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.documents()


def test_a_folder_that_is_no_store_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(StoreError, match="no store"):
        Store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_reading_makes_no_store(tmp_path):
    with pytest.raises(StoreError, match="no store"):
        Store(tmp_path / "store", read_only=True)
    assert not (tmp_path / "store").exists()


def test_the_base_is_chosen_once(tmp_path):
    base = "https://data.example.cn/"
    with Store(tmp_path / "store", base=base, ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure(), base))
        assert store.graphs() == [graph_iri(DOCUMENT, base)]
    with Store(tmp_path / "store", ontology=False) as again:
        assert again.base == base
        assert again.documents() == [DOCUMENT]
    with pytest.raises(StoreError, match="base IRI"):
        Store(tmp_path / "store", base="https://other.example/")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"base": "x:", "layout": 99}'])
def test_settings_that_cannot_be_used_are_reported(tmp_path, content):
    (tmp_path / SETTINGS_FILE).write_text(content)
    with pytest.raises(StoreError, match=SETTINGS_FILE):
        Store(tmp_path)


def test_the_ontology_is_loaded_once_and_again_when_it_changed(tmp_path, monkeypatch):
    turtle = tmp_path / "terms.ttl"
    turtle.write_text("<x:a> <x:p> [ <x:q> 1 ] .", encoding="utf-8")
    monkeypatch.setattr("kb.store.embedded.store.ontology_files", lambda: iter([turtle]))
    graph = ontology_graph_iri()
    with Store(tmp_path / "store") as store:
        first = {str(quad) for quad in store.quads(graph)}
    assert len(first) == 2
    assert all("_:" not in quad for quad in first)
    with Store(tmp_path / "store", read_only=True) as store:
        assert vocabulary.fingerprint([turtle]) in {str(row["c"].value) for row in store.select(CONTENT)}
    turtle.write_text("<x:b> <x:p> <x:c> .", encoding="utf-8")
    with Store(tmp_path / "store") as store:
        assert [str(quad.subject) for quad in store.quads(graph)] == ["<x:b>"]
        assert store.documents() == []


WRITER = """
import sys, os
from kb.store.embedded import Store
from loaders.triples import nquads
sys.path.insert(0, sys.argv[2])
from made_facts import DOCUMENT, disclosure
store = Store(sys.argv[1], ontology=False)
for turn in range(10**6):
    store.replace(DOCUMENT, nquads(disclosure(title="甲" * (1 + turn % 2), duties=disclosure().duties * (turn % 2))))
    print(turn, flush=True)
"""


def test_a_killed_writer_leaves_the_old_graph_or_the_new(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path / "store"), str(TESTS)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    for _ in range(5):
        process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()
    versions = []
    for turn in (0, 1):
        whole = Store(ontology=False)
        whole.replace(DOCUMENT, nquads(disclosure(title="甲" * (1 + turn), duties=disclosure().duties * turn)))
        versions.append(state(whole))
    with Store(tmp_path / "store", ontology=False) as store:
        assert state(store) in versions


def test_a_question_about_one_document_sees_each_change_of_a_writer(store):
    one = disclosure()
    store.replace(OTHER, nquads(disclosure(id=OTHER)))
    for figures in (one.figures, one.figures[1:]):
        store.replace(DOCUMENT, nquads(disclosure(figures=figures)))
        assert figures_of(store) == len(figures)
    store.update("DELETE { ?figure a qb:Observation } WHERE { ?figure a qb:Observation }")
    assert figures_of(store) == 0


def figures_of(store: Store) -> int:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{graph_iri(DOCUMENT)}> {{ ?figure a qb:Observation }}"
    return int(next(iter(store.select(query)))["n"].value)
