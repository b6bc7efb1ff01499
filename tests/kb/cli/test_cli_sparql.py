"""`kb sparql`: every form of query in the formats it allows, errors with their place, and nothing but reading."""

import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from budget_example import DEPARTMENT, disclosure, filled_store
from click.testing import CliRunner, Result

from kb.cli import main
from kb.sparql.tokens import is_update

NAMES = "SELECT ?name { ?d a cnb:Department ; rdfs:label ?name }"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return filled_store(tmp_path_factory.mktemp("kb") / "store", disclosure(), disclosure(year="2025"))


@pytest.fixture
def run(store):
    def sparql(*args: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["--store", str(store), "sparql", *map(str, args)], input=stdin)

    return sparql


def test_prefixes_need_no_declaration_and_the_table_is_aligned(run):
    assert run(NAMES).stdout.splitlines() == ["name", "────────────────", DEPARTMENT]


def test_a_declared_prefix_goes_before_the_known_one(run):
    assert "http://mine/x" in run("PREFIX cnb: <http://mine/> SELECT (cnb:x AS ?x) {}").stdout


def test_the_query_comes_from_a_file_or_stdin(run, tmp_path):
    (tmp_path / "q.rq").write_text(NAMES, encoding="utf-8")
    from_file = run("-f", tmp_path / "q.rq", "--format", "csv").stdout
    assert from_file == run("--format", "csv", stdin=NAMES).stdout == run("-", "--format", "csv", stdin=NAMES).stdout
    assert DEPARTMENT in from_file


def test_select_in_machine_formats(run):
    assert run(NAMES, "--format", "tsv").stdout.splitlines()[0] == "?name"
    bindings = json.loads(run(NAMES, "--format", "json").stdout)["results"]["bindings"]
    assert bindings[0]["name"]["value"] == DEPARTMENT
    assert ET.fromstring(run(NAMES, "--format", "xml").stdout).tag.endswith("sparql")


@pytest.mark.parametrize(
    ("query", "text"), [("ASK { ?x a cnb:Project }", "true"), ("ASK { ?x a cnb:Nothing }", "false")]
)
def test_ask_prints_true_or_false(run, query, text):
    assert run(query).stdout == f"{text}\n"
    assert json.loads(run(query, "--format", "json").stdout)["boolean"] is (text == "true")


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("table", "TURTLE"), ("ttl", "TURTLE"), ("nt", "N_TRIPLES"), ("jsonld", "JSON_LD"), ("xml", "RDF_XML")],
)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?d a cnb:Department } { ?d a cnb:Department }", "DESCRIBE code:functional"]
)
def test_graphs_come_in_rdf_syntaxes_each_triple_once(run, query, name, syntax):
    result = run(query, "--format", name)
    triples = list(ox.parse(result.stdout, getattr(ox.RdfFormat, syntax)))
    assert len(triples) == len(set(triples))
    assert result.exit_code == 0


@pytest.mark.parametrize(("query", "name"), [(NAMES, "ttl"), ("CONSTRUCT WHERE { ?s ?p ?o }", "csv")])
def test_a_format_that_the_form_of_query_cannot_take_is_refused_with_those_it_can(run, query, name):
    result = run(query, "--format", name)
    assert result.exit_code == 2
    assert "可用 (use)" in result.stderr


def test_a_syntax_error_tells_line_and_column_and_shows_the_place(run):
    result = run("SELECT *\n{ ?s ?中文 }")
    assert result.exit_code == 1
    message = result.stderr.splitlines()
    assert "line 2, column 11" in message[0]
    assert message[1] == "  { ?s ?中文 }"
    assert message[2].index("^") == 2 + 12
    assert "Traceback" not in result.output


def test_an_unknown_prefix_is_said_to_be_one(run):
    assert "Prefix not found" in run("SELECT * { ?s foo:p ?o }").stderr


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "# a note\nPREFIX x: <http://a/#b>\ndelete where { ?s ?p ?o }",
        "CLEAR ALL",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(run, text):
    result = run(text)
    assert result.exit_code == 1
    assert "只读" in result.stderr


@pytest.mark.parametrize("text", ["SELECT * { ?s ?insert ?o }", "# INSERT\nASK {}", "DESCRIBE <http://a/DELETE>"])
def test_queries_that_only_speak_of_updates_are_none(text):
    assert not is_update(text)


def test_a_query_that_would_call_another_machine_is_refused(run):
    result = run("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert result.exit_code == 1
    assert "SERVICE" in result.stderr


def test_no_query_at_all_or_two_is_a_wrong_call(run, tmp_path):
    (tmp_path / "q.rq").write_text(NAMES, encoding="utf-8")
    assert run(NAMES, "-f", tmp_path / "q.rq").exit_code == 2
    assert run("-f", tmp_path / "none.rq").exit_code == 1
