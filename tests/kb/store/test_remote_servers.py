"""The same answers from a folder, from an Oxigraph server and from Virtuoso: all questions, tables and exports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from places import SAMPLES
from servers import oxigraph_binary, oxigraph_server, virtuoso_binary, virtuoso_server

from kb import resources
from kb.asking.ask import answer, prepare
from kb.asking.names import UnresolvedName
from kb.asking.questions import read_question
from kb.cli import main
from kb.errors import StoreError
from kb.extraction.engines import EngineOptions
from kb.extraction.loading import load_extracted
from kb.extraction.run import extract
from kb.loading.load import load, read_file
from kb.publishing.export import export_rdf
from kb.publishing.tables import read_tables, table_rows
from kb.store import sandbox
from kb.store.embedded import Incoming, Store
from kb.store.interface import GraphStore
from kb.store.remote.server import RemoteStore
from kb.store.sandbox import LimitExceeded, QueryLimits
from kb.store.sums import differences
from kb.store.updates import ProtectedGraph
from loaders.iris import DEFAULT_BASE, disclosure_iri, findings_graph_iri, graph_iri, ontology_graph_iri

QUESTIONS = sorted(path.stem for path in resources.folder("queries/questions").glob("*.rq"))
SERVERS = {"oxigraph": (oxigraph_binary, oxigraph_server), "virtuoso": (virtuoso_binary, virtuoso_server)}


@pytest.fixture(scope="module")
def local() -> Iterator[Store]:
    with Store() as store:
        fill(store)
        yield store


@pytest.fixture(scope="module", params=list(SERVERS))
def url(request, tmp_path_factory) -> Iterator[str]:
    binary, server = SERVERS[request.param]
    if binary() is None:
        pytest.skip(f"the server of {request.param} is not installed; .ci/run installs it")
    with server(tmp_path_factory.mktemp(request.param)) as address:
        yield address


@pytest.fixture(scope="module")
def remote(url) -> RemoteStore:
    store = RemoteStore(url)
    fill(store)
    return store


def fill(store: GraphStore) -> None:
    outcomes = list(load(sorted(SAMPLES.iterdir()), store, store.base, workers=1))
    assert {outcome.status for outcome in outcomes} == {"new"}
    document = outcomes[0].parsed.document
    graph = findings_graph_iri(document)
    store.put_findings(document, f'<{graph}/1> <http://www.w3.org/ns/shacl#resultMessage> "是"@zh <{graph}> .\n')


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_the_same_rows(local, remote, name):
    assert rows(remote, name) == rows(local, name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_confined_to_one_department_has_the_same_rows(local, remote, name):
    department = local.documents()[0].split("-")[0]
    assert rows(remote, name, department) == rows(local, name, department)


def rows(store: GraphStore, name: str, department: str = "") -> object:
    question = read_question(resources.folder("queries/questions") / f"{name}.rq")
    given = {one.name: one.example for one in question.parameters if one.required and one.example}
    given |= {one.name: department for one in question.parameters if department and one.name == "department"}
    try:
        asked = prepare(store, question, given, resources.folder("queries/choices"))
    except UnresolvedName as error:
        return str(error)
    return answer(store, asked).rows


@pytest.mark.parametrize("name", list(read_tables()))
def test_a_table_has_the_same_rows(local, remote, name):
    table = read_tables()[name]
    assert list(table_rows(remote, table)) == list(table_rows(local, table))


def test_an_rdf_export_has_the_same_bytes(local, remote, tmp_path):
    export_rdf(local, tmp_path / "local.nq", ontology=True)
    export_rdf(remote, tmp_path / "remote.nq", ontology=True)
    assert (tmp_path / "remote.nq").read_bytes() == (tmp_path / "local.nq").read_bytes()


def test_counts_and_manifest_are_the_same(local, remote):
    assert remote.counts() == local.counts()
    assert remote.manifest() == local.manifest()


def test_another_connection_finds_everything_and_loads_nothing_again(remote, url):
    again = RemoteStore(url)
    outcomes = list(load(sorted(SAMPLES.iterdir()), again, again.base, workers=1))
    assert {outcome.status for outcome in outcomes} == {"unchanged"}
    assert all(outcome.parsed.known for outcome in outcomes)


def test_a_document_is_replaced_and_removed(local, remote):
    before = remote.counts()
    parsed = read_file(SAMPLES / "hebei-tabs.txt", DEFAULT_BASE)
    new = parsed.document.replace("承德", "新承德")
    quads = parsed.quads.replace(parsed.document, new)
    assert remote.replace(new, quads) == "new"
    shorter = "".join(line for line in quads.splitlines(keepends=True) if "figure/" not in line)
    assert remote.replace_all([Incoming(new, shorter)]) == ["replaced"]
    assert remote.replace(new, shorter) == "unchanged"
    assert new in remote.documents()
    assert remote.remove(new)
    assert not remote.remove(new)
    assert remote.counts() == before


def test_an_update_must_leave_ontology_and_manifest_alone(remote):
    before = {str(quad) for quad in remote.quads(ontology_graph_iri())}
    with pytest.raises(ProtectedGraph):
        remote.update(f"INSERT DATA {{ GRAPH <{ontology_graph_iri()}> {{ <x:a> <x:b> <x:c> }} }}")
    assert {str(quad) for quad in remote.quads(ontology_graph_iri())} == before


def test_sums_follow_an_update_by_hand(remote):
    parsed = read_file(SAMPLES / "hebei-tabs.txt", DEFAULT_BASE)
    new = parsed.document.replace("承德", "又承德")
    graph = graph_iri(new)
    remote.replace(new, parsed.quads.replace(parsed.document, new))
    where = f"?figure cnb:disclosure <{disclosure_iri(new)}> ; cnb:amount ?yuan"
    remote.update(f"DELETE {{ ?figure cnb:amount ?yuan }} INSERT {{ ?figure cnb:amount 7.0 }} WHERE {{ {where} }}")
    largest = remote.select(
        f"SELECT DISTINCT ?yuan {{ ?form cnb:disclosure <{disclosure_iri(new)}> ; cnb:largestAmount ?yuan }}"
    )
    assert [float(row["yuan"].value) for row in largest] == [7]
    assert differences(remote.quads(graph)) == (set(), set())
    remote.remove(new)


def test_asks_and_constructs(remote):
    assert bool(remote.query("ASK { ?x a cnb:Project }")) is True
    assert bool(remote.query("ASK { ?x a cnb:Nothing }")) is False
    assert len(list(remote.query("CONSTRUCT { ?x a cnb:Project } WHERE { ?x a cnb:Project }"))) > 5


def test_errors_are_reported(remote, url):
    with pytest.raises(SyntaxError):
        remote.query("SELECT * { ?x a ")
    with pytest.raises(StoreError, match="no answer"):
        RemoteStore("http://127.0.0.1:9")
    with pytest.raises(StoreError, match="base IRI"):
        RemoteStore(url, base="https://other.example/")


def test_the_command_line_takes_a_server(remote, url):
    run = CliRunner().invoke
    done = run(main, ["--store", url, "documents", "--format", "csv"])
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 1 + len(remote.documents())
    assert "dba" not in done.stderr
    assert run(main, ["sparql", "--store", url, "ASK { ?x a cnb:Project }"]).stdout == "true\n"
    assert run(main, ["--store", url, "optimize"]).exit_code == 2


def test_a_free_query_has_the_same_limits_on_a_server(remote, url):
    assert len(remote.documents()) > 1
    with pytest.raises(LimitExceeded, match="more than 1 rows"):
        sandbox.query(url, "SELECT ?d { ?d a cnb:Disclosure }", QueryLimits(rows=1))
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) != CONCAT(STR(?d), STR(?g))) }"
    with pytest.raises(LimitExceeded, match="1 seconds"):
        sandbox.query(url, endless, QueryLimits(seconds=1))
    with pytest.raises(SyntaxError):
        sandbox.query(url, "SELECT ?x { ?x a", QueryLimits())


def test_what_was_extracted_loads_as_its_files_do(local, remote, tmp_path):
    steps = list(extract([str(SAMPLES / "sichuan-tabs.txt")], tmp_path / "out", EngineOptions(workers=1)))
    document = steps[0].entry.document
    remote.remove(document)
    assert [outcome.status for outcome in load_extracted(tmp_path / "out", remote)] == ["new"]
    graph = graph_iri(document)
    assert remote.nquads(graph) == local.nquads(graph)
    assert [outcome.status for outcome in load_extracted(tmp_path / "out", remote)] == ["unchanged"]
