"""Stores of the former layout, in which each document was a named graph: refused, or written anew; never half read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from budget_example import DOCUMENT, disclosure
from click.testing import CliRunner
from servers import oxigraph_binary, oxigraph_server, virtuoso_binary, virtuoso_server

from kb.cli import main
from kb.errors import StoreError
from kb.store.embedded import Store
from kb.store.manifest import Incoming, entry_of, statements
from kb.store.remote.server import RemoteStore
from loaders.iris import DEFAULT_BASE, graph_iri
from loaders.triples import nquads

SERVERS = {"oxigraph": (oxigraph_binary, oxigraph_server), "virtuoso": (virtuoso_binary, virtuoso_server)}
OTHER = "绿水县医疗保障局"


def former_quads() -> str:
    """What a database of the former layout holds for two documents, with their lines of the manifest."""
    text = ""
    for one in (disclosure(), disclosure(OTHER)):
        entry = entry_of(Incoming(one.id, nquads(one)))
        text += nquads(one) + "".join(f"{quad} .\n" for quad in statements(entry, DEFAULT_BASE))
    return text


@pytest.fixture
def former(tmp_path: Path) -> Path:
    database = ox.Store(str(tmp_path / "quads"))
    database.bulk_load(former_quads().encode(), ox.RdfFormat.N_QUADS)
    database.flush()
    settings = {"base": DEFAULT_BASE, "database": "quads", "layout": 1}
    (tmp_path / "store.json").write_text(json.dumps(settings), encoding="utf-8")
    return tmp_path


def expected() -> set[str]:
    return {str(quad.triple) for text in (nquads(disclosure()), nquads(disclosure(OTHER))) for quad in
            ox.parse(text, ox.RdfFormat.N_QUADS)}  # fmt: skip


def seen(store: Store | RemoteStore) -> set[str]:
    query = "SELECT ?s ?p ?o { ?s ?p ?o . FILTER EXISTS { ?x cnb:disclosure ?d } }"
    return {f"{row['s']} {row['p']} {row['o']}" for row in store.select(query)}


@pytest.mark.parametrize("read_only", [True, False])
def test_it_is_refused_with_what_to_do(former, read_only):
    with pytest.raises(StoreError, match="kb optimize"):
        Store(former, read_only=read_only)
    assert json.loads((former / "store.json").read_text(encoding="utf-8"))["layout"] == 1


def test_optimize_writes_it_anew(former):
    done = CliRunner().invoke(main, ["--store", str(former), "optimize"])
    assert done.exit_code == 0, done.output
    with Store(former, ontology=False) as store:
        assert expected() <= seen(store)
        assert {str(quad.triple) for quad in store.quads(graph_iri(DOCUMENT))} == {
            str(quad.triple) for quad in ox.parse(nquads(disclosure()), ox.RdfFormat.N_QUADS)
        }
        assert store.replace(DOCUMENT, nquads(disclosure())) == "unchanged"
        assert store.remove(DOCUMENT)
        assert store.remove(disclosure(OTHER).id)
        assert not expected() & seen(store) - vocabulary(store)


def vocabulary(store: Store) -> set[str]:
    return {str(quad.triple) for graph in store.graphs() for quad in store.quads(graph)}


@pytest.fixture(params=list(SERVERS))
def url(request, tmp_path) -> Iterator[str]:
    binary, server = SERVERS[request.param]
    if binary() is None:
        pytest.skip(f"the server of {request.param} is not installed; .ci/run installs it")
    with server(tmp_path) as address:
        yield address


def test_a_server_is_refused_to_readers_and_merged_by_a_writer(url):
    store = RemoteStore(url, ontology=False)
    for one in (disclosure(), disclosure(OTHER)):
        store._server.put(graph_iri(one.id), "".join(f"{quad.triple} .\n" for quad in
                          ox.parse(nquads(one), ox.RdfFormat.N_QUADS)))  # fmt: skip
    with pytest.raises(StoreError, match="kb load"):
        RemoteStore(url, ontology=False, read_only=True)
    assert seen(RemoteStore(url, ontology=False)) == expected()
    assert seen(RemoteStore(url, ontology=False, read_only=True)) == expected()
