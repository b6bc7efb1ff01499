"""The SPARQL endpoint."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from made_web import BASE
from places import ROOT, SHARED
from starlette.testclient import TestClient

from kb.store.embedded import Store
from kb.store.sandbox import QueryLimits
from kb.web.app import create
from kb.web.settings import ServeSettings

BAR = SHARED / "sparql-protocol"
RUN_AWAY = (
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(60)))} }}" for i in range(6))
    + " FILTER(?v0 + ?v1 + ?v2 + ?v3 + ?v4 = ?v5 * 1000001) }"
)


def test_a_select_answers_in_the_syntax_that_is_liked_best(client: TestClient) -> None:
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?d a cnb:Disclosure }"}
    answer = client.get("/sparql", params=query, headers={"Accept": "text/csv;q=0.9, application/json;q=0.1"})
    assert answer.text.splitlines() == ["n", "1"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT ?x { ?x ?p }", "第 1 行"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "只读"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_what_is_refused_says_why_and_lets_other_sites_read_it(client: TestClient, query: str, word: str) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 400
    assert word in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_person_gets_the_editor_and_a_program_the_description(client: TestClient) -> None:
    assert client.get("/sparql").headers["location"] == "/editor"
    turtle = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert "sd:SPARQL11Query" in turtle


def test_run_away_queries_are_ended_and_quick_ones_answered(web_store: Path) -> None:
    settings = ServeSettings(web_store, limits=QueryLimits(2.0, 1024, 0))
    with TestClient(create(settings), BASE) as own, ThreadPoolExecutor(10) as pool:
        own.get("/sparql", params={"query": "ASK {}"})
        slow = [pool.submit(own.post, "/sparql", data={"query": RUN_AWAY}) for _ in range(8)]
        assert own.get("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert not all(one.done() for one in slow)
        assert {one.result().status_code for one in slow} == {503}


def test_a_graph_is_read_alone_and_never_written(client: TestClient) -> None:
    graph = "https://w3id.org/cnbudget/graph/青山县水利局-2024-预算"
    answer = client.get("/store", params={"graph": graph}, headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200
    assert client.get("/store", params={"graph": "x:none"}).status_code == 404
    assert client.get("/store", params={"graph": "no iri"}).status_code == 400
    assert client.put("/store", params={"graph": graph}, content="").status_code == 405


@pytest.mark.skipif(not BAR.is_dir(), reason="the protocol bar is not beside this checkout")
def test_the_protocol_bar_is_passed_whole(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        quads = list(ox.parse(path=str(BAR / "bar-data.nq"), format=ox.RdfFormat.N_QUADS))
        merged = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
        store._database.extend([*quads, *merged])
        store.flush()
    command = [
        sys.executable,
        "-m",
        "kb.cli",
        "--store",
        str(tmp_path / "store"),
        "serve",
        "--port",
        "0",
        "--timeout",
        "3",
    ]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        bar = [sys.executable, str(BAR / "sparql-protocol-bar"), f"{address}sparql", "--strict", "--timeout", "8"]
        stated = subprocess.run(bar, capture_output=True, text=True, check=False)
    finally:
        server.terminate()
        server.wait(10)
    assert stated.returncode == 0, [line for line in stated.stdout.splitlines() if not line.startswith("PASS")]
