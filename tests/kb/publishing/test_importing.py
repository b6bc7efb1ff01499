"""RDF exports back into a store: export, load into an empty store, the same canonical graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from made_facts import DOCUMENT, disclosure

from kb.cli import main
from kb.publishing.export import export_rdf
from kb.publishing.importing import SUFFIXES, ImportRefused, import_rdf
from kb.store.embedded import Change, Store
from loaders.iris import findings_graph_iri, graph_iri
from loaders.triples import nquads

OTHER = "绿水县医疗保障局-2026-预算"


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store(ontology=False)
    for name in (DOCUMENT, OTHER):
        store.replace(name, nquads(disclosure(id=name)))
    store.put_findings(OTHER, f"<x:finding> <x:p> <x:o> <{findings_graph_iri(OTHER)}> .\n")
    store.replace("links", f"<x:a> <http://www.w3.org/2002/07/owl#sameAs> <x:b> <{graph_iri('links')}> .\n")
    return store


def canonical(store: Store) -> ox.Dataset:
    dataset = ox.Dataset(quad for graph in store.graphs() for quad in store.quads(graph))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".nq.gz", ".jsonld.gz"])
def test_an_export_comes_back_as_the_same_canonical_graph(tmp_path, store, suffix):
    export_rdf(store, tmp_path / f"all{suffix}")
    again = Store(ontology=False)
    assert dict(import_rdf(again, tmp_path / f"all{suffix}")) == dict.fromkeys(("links", OTHER, DOCUMENT), Change.NEW)
    assert canonical(again) == canonical(store)
    assert {change for _, change in import_rdf(again, tmp_path / f"all{suffix}")} == {Change.UNCHANGED}


def test_the_published_documents_come_back_whole_with_the_code_lists(tmp_path, shared_dir, read_once):
    first = Store()
    for path in sorted((shared_dir / "disclosures" / "text").glob("*.txt")):
        first.replace(*read_once(path))
    export_rdf(first, tmp_path / "all.jsonld.gz", ontology=True)
    second = Store()
    assert len(import_rdf(second, tmp_path / "all.jsonld.gz")) == 5
    assert canonical(second) == canonical(first)


def test_another_base_needs_a_store_with_that_base(tmp_path, store):
    base = "https://data.example.cn/"
    export_rdf(store, tmp_path / "all.nq", base=base)
    with pytest.raises(ImportRefused, match="--base"):
        import_rdf(Store(ontology=False), tmp_path / "all.nq")
    moved = Store(base=base, ontology=False)
    import_rdf(moved, tmp_path / "all.nq")
    assert moved.documents() == store.documents()


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".rdf"])
def test_syntaxes_without_graphs_are_refused(tmp_path, store, suffix):
    export_rdf(store, tmp_path / f"all{suffix}")
    with pytest.raises(ImportRefused, match="named graphs"):
        import_rdf(Store(ontology=False), tmp_path / f"all{suffix}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<x:a> <x:b> <x:c> .\n", "outside named graphs"),
        ("<x:a> <x:b> <x:c> <x:g> .\n", "no disclosure"),
        (f"<x:a> <x:b> <x:c> <{findings_graph_iri('没有')}> .\n", "missing disclosure"),
        ("<x:a> <x:b\n", "第 1 行"),
    ],
)
def test_what_is_no_export_is_refused_and_nothing_is_written(tmp_path, text, said):
    target = Store(ontology=False)
    (tmp_path / "bad.nq").write_text(nquads(disclosure()) * (said == "missing disclosure") + text, encoding="utf-8")
    with pytest.raises(ImportRefused, match=said):
        import_rdf(target, tmp_path / "bad.nq")
    assert target.counts().quads == 0


def test_a_damaged_archive_is_reported(tmp_path):
    (tmp_path / "bad.nq.gz").write_bytes(b"no gzip")
    with pytest.raises(ImportRefused, match=r"bad\.nq\.gz"):
        import_rdf(Store(ontology=False), tmp_path / "bad.nq.gz")


def test_the_command_makes_a_store_from_an_export(tmp_path: Path, store):
    export_rdf(store, tmp_path / "all.trig")
    done = CliRunner().invoke(main, ["import-rdf", str(tmp_path / "all.trig"), "--store", str(tmp_path / "store")])
    assert (done.exit_code, "3 个图 (graphs)" in done.stderr) == (0, True)
    with Store(tmp_path / "store", read_only=True) as made:
        assert made.documents() == store.documents()
    failed = CliRunner().invoke(main, ["import-rdf", "no.nq", "--store", str(tmp_path / "store")])
    assert (failed.exit_code, "no.nq" in failed.stderr) == (1, True)
