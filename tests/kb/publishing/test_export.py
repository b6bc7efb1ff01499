"""Files out of the store: exact, whole or not at all, the same bytes for the same content."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from made_facts import DOCUMENT, disclosure, project

from kb.knowledge import KnowledgeBase
from kb.publishing.export import export_rdf, export_tables
from kb.publishing.syntaxes import RDF_SUFFIXES
from kb.publishing.tables import read_tables
from kb.rdf.prefixes import SortedPrefixes
from kb.rows.files import WRITERS, ExportError
from kb.rows.formulas import is_formula
from kb.store.embedded import Store
from loaders.iris import DEFAULT_BASE, graph_iri

OTHER = "绿水县医疗保障局-2026-预算"


def filled(*ids: str) -> Store:
    knowledge = KnowledgeBase(ontology=False)
    for name in ids or (DOCUMENT,):
        knowledge.add(disclosure(id=name))
    return knowledge.store


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_csv_has_every_table_with_a_header_line(tmp_path):
    counts = export_tables(filled(), tmp_path)
    assert counts["budget_lines"] == 12
    assert counts["findings"] == 0
    for name, table in read_tables().items():
        first = (tmp_path / f"{name}.csv").read_bytes().split(b"\r\n")[0]
        assert first.decode() == ",".join(column.name for column in table.columns)


def test_csv_keeps_printed_amounts_quotes_and_line_breaks(tmp_path):
    export_tables(filled(), tmp_path)
    assert csv_rows(tmp_path / "budget_lines.csv")[0]["amount"] == "20.10"
    assert csv_rows(tmp_path / "projects.csv")[0]["purpose"] == '用于"能力"\n提升'


@pytest.mark.parametrize("format_name", sorted(WRITERS))
def test_tables_are_the_same_bytes_whatever_the_order_of_loading(tmp_path, format_name):
    export_tables(filled(DOCUMENT, OTHER), tmp_path / "a", format_name)
    export_tables(filled(OTHER, DOCUMENT), tmp_path / "b", format_name)
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")
    descriptions = 2 if format_name == "csv" else 1
    assert len(files_of(tmp_path / "a")) == len(read_tables()) + descriptions


def test_jsonl_has_exact_numbers_and_every_key(tmp_path):
    export_tables(filled(), tmp_path, "jsonl")
    lines = (tmp_path / "budget_lines.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0], parse_float=Decimal)
    assert str(first["amount"]) == "20.10"
    assert first["source_line"] == 101
    assert first["row_code"] is None
    assert len({tuple(json.loads(line)) for line in lines}) == 1


def test_parquet_has_decimals_and_nulls(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export_tables(filled(), tmp_path, "parquet")
    table = parquet.read_table(tmp_path / "budget_lines.parquet").to_pydict()
    assert table["amount"][0] == Decimal("20.10")
    assert (table["amount_yuan"][0], table["total_yuan"][0]) == (None, Decimal(201000))
    assert table["project"][0] is None


def test_excel_cells_are_numbers_and_texts_that_look_like_formulas_stay_text(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    knowledge = KnowledgeBase(ontology=False)
    knowledge.add(disclosure(projects=(project(purpose="=1+1\x02"),)))
    export_tables(knowledge.store, tmp_path, "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "projects.xlsx").active
    header, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    stated = dict(zip(header, row, strict=True))
    assert stated["purpose"] == "=1+1"
    assert stated["amount"] == 12
    assert sheet.cell(2, header.index("purpose") + 1).data_type == "s"


def test_an_excel_file_does_not_know_when_it_was_written(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    export_tables(filled(), tmp_path, "xlsx")
    properties = openpyxl.load_workbook(tmp_path / "units.xlsx").properties
    assert {properties.created.year, properties.modified.year} == {2000}


def test_a_value_that_is_no_number_is_stated_with_its_place(tmp_path):
    knowledge = KnowledgeBase(ontology=False)
    knowledge.add(disclosure(projects=(project(amount="若干"),)))
    with pytest.raises(ExportError, match=r"projects, row 1, amount"):
        export_tables(knowledge.store, tmp_path, "jsonl")
    assert not list(tmp_path.glob("projects*"))
    assert not list(tmp_path.glob(".*"))
    export_tables(knowledge.store, tmp_path, "csv")
    assert csv_rows(tmp_path / "projects.csv")[0]["amount"] == "若干"


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(ExportError, match="csv"):
        export_tables(filled(), tmp_path, "dbf")


def test_the_data_package_describes_every_file(tmp_path):
    export_tables(filled(), tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        path = tmp_path / resource["path"]
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["bytes"] == path.stat().st_size
    assert len(package["resources"]) == len(read_tables())


@pytest.mark.parametrize("suffix", [*RDF_SUFFIXES, ".nq.gz", ".ttl.gz"])
def test_rdf_is_the_same_bytes_whatever_the_order_of_loading(tmp_path, suffix):
    export_rdf(filled(DOCUMENT, OTHER), tmp_path / f"a{suffix}")
    export_rdf(filled(OTHER, DOCUMENT), tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


ONE_EXPORT = """
import sys
from pathlib import Path
from kb.publishing.export import export_rdf
from kb.store.embedded import Store
export_rdf(Store(sys.argv[1], read_only=True), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".rdf"])
def test_two_processes_write_the_same_bytes(tmp_path, repository, suffix):
    with KnowledgeBase(tmp_path / "store", ontology=False) as knowledge:
        knowledge.add(disclosure())
    written = set()
    for turn in range(3):
        file = tmp_path / f"{turn}{suffix}"
        subprocess.run([sys.executable, "-c", ONE_EXPORT, tmp_path / "store", file], cwd=repository, check=True)
        written.add(file.read_bytes())
    assert len(written) == 1


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_prefixes_are_sorted_however_the_bytes_come(chunk):
    text = b"@prefix b: <x:b> .\n@prefix a: <x:a> .\na:x a:y b:z .\n"
    output = io.BytesIO()
    sink = SortedPrefixes(output)
    for start in range(0, len(text), chunk):
        sink.write(text[start : start + chunk])
    sink.flush()
    assert output.getvalue() == b"@prefix a: <x:a> .\n@prefix b: <x:b> .\na:x a:y b:z .\n"


@pytest.mark.parametrize("text", [b"@prefix b: <x:b> .\n", b"", b"<x:a> <x:b> <x:c> .\n", b"@p"])
def test_what_is_no_prefix_line_passes_as_it_is(text):
    output = io.BytesIO()
    sink = SortedPrefixes(output)
    sink.write(text)
    sink.flush()
    assert output.getvalue() == text


@pytest.mark.parametrize("suffix", sorted(RDF_SUFFIXES))
def test_every_syntax_holds_every_statement(tmp_path, suffix):
    store = filled(DOCUMENT, OTHER)
    file = tmp_path / f"all{suffix}"
    count = export_rdf(store, file)
    syntax = getattr(ox.RdfFormat, RDF_SUFFIXES[suffix])
    read = list(ox.parse(path=str(file), format=syntax))
    graphs = [graph_iri(DOCUMENT), graph_iri(OTHER)]
    expected = {quad if syntax.supports_datasets else quad.triple for graph in graphs for quad in store.quads(graph)}
    assert {quad if syntax.supports_datasets else quad.triple for quad in read} == expected
    assert count == len(read) == len(expected)


@pytest.mark.parametrize(
    ("suffix", "name"), [(".ttl", "turtle"), (".nt", "nt"), (".rdf", "xml"), (".jsonld", "json-ld")]
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_rdf_library_reads_as_many_triples(tmp_path, suffix, name):
    import rdflib

    count = export_rdf(filled(), tmp_path / f"all{suffix}")
    graph = rdflib.Dataset(default_union=True)
    graph.parse(tmp_path / f"all{suffix}", format=name)
    assert len(graph) == count


def test_json_reads_like_json_and_keeps_every_value_exactly(tmp_path):
    export_rdf(filled(), tmp_path / "a.jsonld")
    [graph] = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert graph["id"] == f"graph/{DOCUMENT}"
    figure = next(node for node in graph["graph"] if node.get("rowCode") == "2101505" and "amount" in node)
    assert figure["type"] == "Observation"
    assert figure["component"] == "code/component/project-expenditure"
    assert (figure["amount"], figure["printedAmount"], figure["rowNumber"]) == ("120000", "12.00", 4)
    assert (figure["isRowTotal"], figure["fiscalYear"]) == (False, "2026")
    department = next(node for node in graph["graph"] if "Department" in node["type"])
    assert department["label"] == {"zh": "青山县医疗保障局"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_json_with_the_code_lists_means_the_same_to_another_library(tmp_path):
    import rdflib

    with KnowledgeBase() as knowledge:
        knowledge.add(disclosure(id="a/../b: c?d#e", fiscal_year="二〇二六"))
        export_rdf(knowledge.store, tmp_path / "a.jsonld", ontology=True)
        export_rdf(knowledge.store, tmp_path / "a.nq", ontology=True)
    graphs = []
    for file, name in (("a.jsonld", "json-ld"), ("a.nq", "nquads")):
        dataset = rdflib.Dataset()
        dataset.parse(tmp_path / file, format=name)
        graphs.append({(s.n3(), p.n3(), o.n3(), str(g)) for s, p, o, g in dataset.quads()})
    assert graphs[0] == graphs[1]


def test_export_and_load_give_the_same_graph(tmp_path):
    store = filled()
    export_rdf(store, tmp_path / "one.nq", DOCUMENT)
    again = Store(ontology=False)
    again.replace(DOCUMENT, (tmp_path / "one.nq").read_bytes())
    assert set(again.quads(graph_iri(DOCUMENT))) == set(store.quads(graph_iri(DOCUMENT)))


def test_one_disclosure_alone(tmp_path):
    store = filled(DOCUMENT, OTHER)
    export_rdf(store, tmp_path / "one.nq", OTHER)
    graphs = {quad.graph_name.value for quad in ox.parse(path=str(tmp_path / "one.nq"), format=ox.RdfFormat.N_QUADS)}
    assert graphs == {graph_iri(OTHER)}
    with pytest.raises(ExportError, match="not loaded"):
        export_rdf(store, tmp_path / "none.nq", "不在库里")
    assert not (tmp_path / "none.nq").exists()


def test_another_base_moves_instances_and_leaves_codes(tmp_path):
    base = "https://data.example.cn/"
    export_rdf(filled(), tmp_path / "moved.nq", base=base)
    text = (tmp_path / "moved.nq").read_text(encoding="utf-8")
    for folder in ("graph/", "disclosure/", "organization/", "project/", "policy/"):
        assert f"<{base}{folder}" in text
        assert f"<{DEFAULT_BASE}{folder}" not in text
    assert f"<{DEFAULT_BASE}code/functional/2101501>" in text


def test_the_ontology_goes_along_when_wanted(tmp_path, fresh_store):
    alone = export_rdf(fresh_store, tmp_path / "a.nq")
    assert alone == 0
    assert export_rdf(fresh_store, tmp_path / "b.nq", ontology=True) == fresh_store.counts().quads


def test_packed_files_unpack_to_the_plain_ones(tmp_path):
    store = filled()
    export_rdf(store, tmp_path / "a.ttl")
    export_rdf(store, tmp_path / "a.ttl.gz")
    assert gzip.decompress((tmp_path / "a.ttl.gz").read_bytes()) == (tmp_path / "a.ttl").read_bytes()


def test_an_unknown_suffix_is_refused_and_names_the_known_ones(tmp_path):
    with pytest.raises(ExportError, match=r"\.ttl"):
        export_rdf(filled(), tmp_path / "a.docx")
    assert not list(tmp_path.iterdir())


def test_texts_that_look_like_formulas_get_an_apostrophe_in_csv_unless_raw(tmp_path):
    knowledge = KnowledgeBase(ontology=False)
    knowledge.add(disclosure(projects=(project(purpose="=1+1"), project(key="b", code="B2", purpose="-12.5"))))
    export_tables(knowledge.store, tmp_path / "safe", "csv")
    export_tables(knowledge.store, tmp_path / "raw", "csv", raw=True)

    def purposes(name):
        with (tmp_path / name / "projects.csv").open(encoding="utf-8", newline="") as file:
            return [row["purpose"] for row in csv.DictReader(file)]

    assert (purposes("safe"), purposes("raw")) == (["'=1+1", "-12.5"], ["=1+1", "-12.5"])
    described = [json.loads((tmp_path / name / "datapackage.json").read_text("utf-8")) for name in ("safe", "raw")]
    assert ["apostrophe" in one.get("description", "") for one in described] == [True, False]


@pytest.mark.parametrize(
    ("text", "formula"),
    [("=A1", True), ("+cmd", True), ("@x", True), ("-x", True), ("\t=1", True), ("-12.5", False), ("+3", False),
     ("-1,200", False), ("-5%", False), ("甲=1", False), ("", False), ("——", False)],
)  # fmt: skip
def test_formulas_are_stated_from_numbers(text, formula):
    assert is_formula(text) is formula


def test_csv_with_a_byte_order_mark_begins_with_it(tmp_path):
    export_tables(filled(), tmp_path, "csv", bom=True)
    assert (tmp_path / "budget_lines.csv").read_bytes().startswith(b"\xef\xbb\xbfid,document,")
    with pytest.raises(ExportError, match="csv"):
        export_tables(filled(), tmp_path, "jsonl", bom=True)


def test_sqlite_has_keys_types_and_finds_words_of_two_characters(tmp_path):
    export_tables(filled(), tmp_path, "sqlite")
    database = sqlite3.connect(tmp_path / "tables.sqlite")
    keys = database.execute("SELECT name FROM pragma_table_info('budget_lines') WHERE pk").fetchall()
    foreign = database.execute('SELECT "table", "from", "to" FROM pragma_foreign_key_list(\'projects\')').fetchall()
    assert (keys, foreign) == ([("id",)], [("documents", "document", "document")])
    money = "SELECT SUM(amount_yuan), typeof(SUM(amount_yuan)) FROM budget_lines WHERE form = 'expenditure'"
    assert database.execute(money).fetchall() == [(201000, "integer")]
    found = "SELECT DISTINCT source FROM search WHERE search MATCH ? ORDER BY source"
    assert ("budget_lines",) in database.execute(found, ("行政",)).fetchall()  # in 行政运行
    assert ("budget_lines",) in database.execute(found, ('"行政 政运 运行"',)).fetchall()
    assert database.execute(found, ("政行",)).fetchall() == []
    database.close()


@pytest.mark.parametrize("format_name", ["csv", "jsonl", "parquet", "xlsx", "sqlite"])
def test_frictionless_finds_every_format_valid(tmp_path, format_name):
    frictionless = pytest.importorskip("frictionless")
    export_tables(filled(), tmp_path, format_name)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid


def test_tables_move_under_another_base_as_the_graph_does(tmp_path):
    base = "https://data.example.cn/"
    export_tables(filled(DOCUMENT), tmp_path, base=base)
    rows = csv_rows(tmp_path / "documents.csv")
    assert rows
    assert all(row["id"].startswith(f"{base}disclosure/") for row in rows)
    texts = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.csv"))
    assert f"{DEFAULT_BASE}disclosure/" not in texts


@pytest.mark.parametrize("base", ["https://data.example.cn/id", "no IRI/"])
def test_a_base_that_names_cannot_follow_is_refused(tmp_path, base):
    with pytest.raises(ValueError, match=r"IRI|iri"):
        export_rdf(filled(DOCUMENT), tmp_path / "all.nq", base=base)
    assert not list(tmp_path.glob("all*"))
