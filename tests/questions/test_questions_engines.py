"""Every question gives the same rows on pyoxigraph, on rdflib, and over HTTP on an Oxigraph server.

The stores hold the samples with the code lists that questions read; the queries are those of the files, unchanged but
for the terms asked for.
"""

from __future__ import annotations

import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from questions.asked import CHOICES, QUESTIONS, asked
from rdflib import Graph
from servers import oxigraph_binary, oxigraph_server

from kb.asking.words import NAMED_TYPES
from kb.store.embedded import Store

Rows = Counter[tuple[str, ...]]
READ_CODES = ("/code/component", "/code/form", "/code/functional/210", "economic/301")
OF_FINDINGS = {"findings", "findings-by-rule", "findings-ranking"}
"""The samples are not checked here."""
TWO_YEARS = {"growth", "execution"}
"""The samples hold one year of each department, and no final account."""
EXAMPLES = {
    "department": "承德县医疗保障局",
    "subject": "210",
    "project": "二级以上残疾人参保资助",
    "policy": "冀财社〔2023〕225号",
    "word": "参保",
    "amount": "21.50",
    "measure": "支出合计",
    "part": "项目支出",
    "whole": "支出合计",
    "document": "承德县医疗保障局-2024-预算",
    "other": "沈丘县医疗保障局-2024-预算",
}


@pytest.fixture(scope="module")
def triples(samples_store: Store) -> bytes:
    """The samples and the codes that questions read, each statement once, as N-Triples."""
    quads = (quad for graph in samples_store.graphs() for quad in samples_store.quads(graph) if _wanted(quad))
    return ox.serialize({quad.triple for quad in quads}, format=ox.RdfFormat.N_TRIPLES) or b""


@pytest.fixture(scope="module")
def on_pyoxigraph(triples: bytes) -> ox.Store:
    """An embedded store."""
    store = ox.Store()
    store.load(triples, ox.RdfFormat.N_TRIPLES)
    return store


@pytest.fixture(scope="module")
def on_rdflib(triples: bytes) -> Graph:
    """The same statements in rdflib."""
    return Graph().parse(data=triples.decode(), format="nt")


@pytest.fixture(scope="module")
def on_server(triples: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same statements on an Oxigraph server; gives its query address."""
    if oxigraph_binary() is None:
        pytest.skip("needs the server of the PyPI package `oxigraph` (extra `dev`)")
    folder: Path = tmp_path_factory.mktemp("server")
    with oxigraph_server(folder) as url:
        request = urllib.request.Request(
            f"{url}/store?default", data=triples, headers={"Content-Type": "application/n-triples"}, method="POST"
        )
        urllib.request.urlopen(request, timeout=60).close()
        yield f"{url}/query"


SLOW = {"project": ["project"]}
"""Questions that take rdflib long of everything, and what they are given here."""


def queries(store: Store, name: str) -> list[str]:
    """The query with what must be given, and once more with every parameter that the examples know."""
    known = {one.name: EXAMPLES[one.name] for one in QUESTIONS[name].parameters if one.name in EXAMPLES}
    required = {one.name: EXAMPLES[one.name] for one in QUESTIONS[name].parameters if one.required}
    needed = required or {one: EXAMPLES[one] for one in SLOW.get(name, ())}
    return list(dict.fromkeys(asked(store, name, given).unconfined for given in (needed, known)))


@pytest.mark.parametrize("name", QUESTIONS)
def test_rdflib_gives_the_same_rows(samples_store, on_pyoxigraph, on_rdflib, name):
    query = queries(samples_store, name)[0]
    texts = [[None if term is None else str(term) for term in row] for row in on_rdflib.query(query)]
    assert Counter(map(_comparable, texts)) == _rows(on_pyoxigraph.query(query))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_server_gives_the_same_rows_over_http(samples_store, on_pyoxigraph, on_server, name):
    for query in queries(samples_store, name):
        form = urllib.parse.urlencode({"query": query}).encode()
        request = urllib.request.Request(on_server, data=form, headers={"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            results = ox.parse_query_results(response.read(), format=ox.QueryResultsFormat.JSON)
        assert _rows(results) == _rows(on_pyoxigraph.query(query))


def test_most_questions_have_rows_to_compare(samples_store, on_pyoxigraph):
    first = {name: queries(samples_store, name)[0] for name in QUESTIONS}
    found = {name: on_pyoxigraph.query(query) for name, query in first.items()}
    empty = {name for name, solutions in found.items() if not _rows(solutions)}
    assert empty <= {
        *OF_FINDINGS,
        "scores",
        "year-on-year",
        "same-project",
        "projects-without-amount",
        "replaced",
        *TWO_YEARS,
    }


def test_every_file_of_choices_belongs_to_a_parameter_or_to_sentences():
    kinds = {one.type for question in QUESTIONS.values() for one in question.parameters} | set(NAMED_TYPES)
    assert {path.stem for path in CHOICES.glob("*.rq")} == kinds - {"text", "integer", "number"}


def _wanted(quad: ox.Quad) -> bool:
    subject = str(quad.subject)
    return "/graph/ontology" not in str(quad.graph_name) or any(part in subject for part in READ_CODES)


def _rows(results: object) -> Rows:
    assert isinstance(results, ox.QuerySolutions)
    return Counter(_comparable([getattr(term, "value", None) for term in solution]) for solution in results)


def _comparable(row: list[str | None]) -> tuple[str, ...]:
    """A row with its numbers in one writing: 4.0 and 4 are one decimal."""
    texts = [text or "" for text in row]
    return tuple(str(Decimal(text).normalize()) if _is_number(text) else text for text in texts)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
