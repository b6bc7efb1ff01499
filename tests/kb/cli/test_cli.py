"""The `kb` command: what it prints where, and how it fails."""

import csv
import io
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from budget_example import DEPARTMENT, DOCUMENT, OTHER_DEPARTMENT, disclosure, filled_store
from click.testing import CliRunner, Result

from kb import cli
from kb.cli import main
from kb.loading import load as loading
from kb.loading.parsed import FactCounts, Parsed
from loaders.triples import nquads
from loaders.triples.revisions import Version

COMMANDS = main.list_commands(None)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A store with two departments; tests only read it."""
    return filled_store(tmp_path_factory.mktemp("kb") / "store", disclosure(), disclosure(OTHER_DEPARTMENT))


def kb(*args: object, store: Path | None = None, stdin: str | None = None) -> Result:
    options = ["--store", str(store)] if store else []
    return CliRunner().invoke(main, [*options, *map(str, args)], input=stdin)


# ── the command itself


def test_every_module_of_the_package_is_a_command_and_nothing_else():
    files = {path.stem.replace("_", "-") for path in Path(cli.__file__).parent.glob("*.py")}
    assert set(COMMANDS) == {name for name in files if not name.startswith("-")}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages_with_an_example(name):
    text = kb(name, "--help").stdout
    assert f"kb {name}" in text.split("Options:")[0].split("\n", 1)[1]
    assert any("\u4e00" <= character <= "\u9fff" for character in text)


def test_help_loads_nothing_heavy():
    program = (
        "import sys\nfrom kb.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'pyoxigraph', 'rdflib', 'lxml', 'playa', 'yaml', 'rapidfuzz', 'pyarrow', 'openpyxl'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stderr.strip() == "[]"


def test_the_store_comes_from_the_command_before_the_group_before_the_environment(filled, tmp_path, monkeypatch):
    monkeypatch.setenv("KB_STORE", str(tmp_path / "nowhere"))
    assert kb("documents").exit_code == 1
    assert kb("documents", store=filled).exit_code == 0
    assert kb("documents", "--store", filled, store=tmp_path / "elsewhere").exit_code == 0
    monkeypatch.setenv("KB_STORE", str(filled))
    assert kb("documents").exit_code == 0


@pytest.mark.parametrize(
    "arguments", [("documents",), ("info",), ("ask", "departments"), ("remove", "x"), ("export", "rdf", "x.nt")]
)
def test_reading_where_no_store_is_fails_with_a_hint_and_makes_none(tmp_path, arguments):
    result = kb(*arguments, store=tmp_path / "none")
    assert result.exit_code == 1
    assert "kb load" in result.stderr
    assert not (tmp_path / "none").exists()


# ── ask


def test_ask_lists_the_questions_under_their_tags():
    lines = kb("ask").stdout.splitlines()
    assert "政策" in lines
    assert any(line.split()[:1] == ["policy"] and line.startswith("  ") for line in lines)


def test_a_question_tells_its_parameters_columns_and_examples():
    text = kb("ask", "policy", "--help").stdout
    assert "--policy" in text
    assert "冀财社〔2023〕225号" in text
    assert "项目金额（万元）" in text


def test_an_answer_is_a_table_in_wan_yuan_on_stdout(filled):
    result = kb("ask", "projects", DEPARTMENT, store=filled)
    assert result.exit_code == 0
    assert result.stderr == ""
    head, _rule, row = result.stdout.splitlines()
    assert "预算数（万元）" in head
    assert " 4.00 " in row


def test_a_name_not_typed_in_full_is_stated_on_stderr(filled):
    result = kb("ask", "projects", "青山医保局", store=filled)
    assert result.stderr == f"部门: {DEPARTMENT}\n"
    assert len(result.stdout.splitlines()) == 3


def test_parameters_are_positional_or_named_in_any_mix(filled):
    one = kb("ask", "units", DEPARTMENT, "2024", "--format", "csv", store=filled)
    two = kb("ask", "units", "--year", "2024", DEPARTMENT, "--format", "csv", store=filled)
    three = kb("ask", "units", "--format", "csv", "--department", DEPARTMENT, store=filled)
    assert one.stdout == two.stdout == three.stdout
    assert len(one.stdout.splitlines()) == 2


def test_machine_formats_carry_the_unit_in_the_column_name(filled):
    text = kb("ask", "projects", DEPARTMENT, "--format", "csv", store=filled).stdout
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["amount_万元"] == "4.00"
    (record,) = json.loads(kb("ask", "projects", DEPARTMENT, "--format", "json", "--yuan", store=filled).stdout)
    assert record["amount_元"] == 40000


def test_the_query_printed_is_the_one_that_answers(filled):
    query = kb("ask", "projects", DEPARTMENT, "--sparql", store=filled).stdout
    rows = kb("sparql", "--format", "csv", store=filled, stdin=query).stdout.splitlines()
    assert len(rows) == 2
    assert DEPARTMENT in rows[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("projects", "黄河县医保局"), DEPARTMENT),
        (("projects", "医疗保障局"), "不止一个"),
        (("projects", DEPARTMENT, "2019"), "2024"),
        (("overview",), "missing department"),
        (("projects", DEPARTMENT, "2024", "more"), "more"),
        (("project-list",), "projects"),
    ],
)
def test_what_cannot_be_understood_fails_and_says_what_could(filled, arguments, message):
    result = kb("ask", *arguments, store=filled)
    assert result.exit_code != 0
    assert message in result.stderr
    assert result.stdout == ""


def test_an_empty_answer_says_why_on_stderr_and_keeps_the_csv_header(filled):
    result = kb("ask", "economic", DEPARTMENT, "--format", "csv", store=filled)
    assert result.exit_code == 0
    assert "没有结果" in result.stderr
    assert len(result.stdout.splitlines()) == 1


# ── documents, info, remove, export


def test_documents_and_info_count_what_is_there(filled):
    assert DOCUMENT in kb("documents", store=filled).stdout
    numbers = {row["kind_en"]: row["number"] for row in json.loads(kb("info", "--format", "json", store=filled).stdout)}
    assert (numbers["documents"], numbers["figures"]) == (2, 8)


def test_remove_takes_one_document_and_leaves_the_others(tmp_path):
    store = filled_store(tmp_path / "store", disclosure(), disclosure(OTHER_DEPARTMENT))
    assert kb("remove", DOCUMENT, store=store).exit_code == 0
    ids = [row["document"] for row in json.loads(kb("documents", "--format", "json", store=store).stdout)]
    assert ids == [f"{OTHER_DEPARTMENT}-2024-预算"]


def test_remove_with_one_wrong_id_removes_nothing(tmp_path):
    store = filled_store(tmp_path / "store")
    result = kb("remove", DOCUMENT, "青山县-2024", store=store)
    assert result.exit_code == 1
    assert DOCUMENT in result.stderr
    assert DOCUMENT in kb("documents", store=store).stdout


def test_export_writes_tables_and_rdf(filled, tmp_path):
    assert kb("export", "tables", tmp_path / "out", store=filled).exit_code == 0
    assert (tmp_path / "out" / "projects.csv").read_text(encoding="utf-8").count("\n") == 3
    assert kb("export", "rdf", tmp_path / "one.nt", "--document", DOCUMENT, store=filled).exit_code == 0
    assert OTHER_DEPARTMENT not in (tmp_path / "one.nt").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("x.docx",), ("x.nt", "--document", "nothing")])
def test_export_refuses_what_it_cannot_write(filled, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    result = kb("export", "rdf", *arguments, store=filled)
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


# ── load


def stand_in(path: Path, base: str, settle: object = None, given: object = None, *, force: bool = False) -> Parsed:
    """A reader that takes `NAME-YEAR.txt` for the disclosure made by hand, and anything else for no budget."""
    name, _, year = path.stem.partition("-")
    if not year.isdecimal():
        return Parsed(path, error=f"{path}: 不是部门预算 (no budget)")
    made = disclosure(name, year)
    version = Version(sha256(path.read_bytes()).hexdigest(), path.name)
    return Parsed(path, made.id, FactCounts(forms=1, figures=4, projects=1), nquads(made, base), version=version)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(loading, "read_file", stand_in)
    for name in (f"{DEPARTMENT}-2024.txt", f"{OTHER_DEPARTMENT}-2024.txt"):
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text("x", encoding="utf-8")
    return tmp_path / "in"


def test_load_prints_one_line_per_document_and_a_total(folder, tmp_path):
    result = kb("load", folder, store=tmp_path / "store")
    assert result.exit_code == 0
    head, _rule, *rows = result.stdout.splitlines()
    assert head.split()[:3] == ["文件", "状态", "报表"]
    assert [row.split()[:4] for row in rows] == [
        [f"{OTHER_DEPARTMENT}-2024-预算", "新装入", "1", "4"],
        [DOCUMENT, "新装入", "1", "4"],
        ["合计", "2", "8", "2"],
    ]


def test_a_second_load_says_unchanged_and_changes_nothing(folder, tmp_path):
    store = tmp_path / "store"
    kb("load", folder, store=store)
    before = kb("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store=store).stdout
    result = kb("load", folder, store=store)
    assert result.exit_code == 0
    assert result.stdout.count("未变") == 2
    assert "2 个未变 (unchanged)" in result.stderr
    assert kb("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", store=store).stdout == before


def test_a_file_that_is_no_budget_is_named_the_rest_loads_and_the_exit_is_not_zero(folder, tmp_path):
    (folder / "novel.txt").write_text("从前", encoding="utf-8")
    result = kb("load", folder, store=tmp_path / "store")
    assert result.exit_code == 1
    assert "novel.txt: 不是部门预算" in result.stderr
    assert "novel" not in result.stdout
    assert len(json.loads(kb("documents", "--format", "json", store=tmp_path / "store").stdout)) == 2


def test_a_dry_run_reads_and_makes_no_store(folder, tmp_path):
    result = kb("load", folder, "--dry-run", store=tmp_path / "store")
    assert result.exit_code == 0
    assert DOCUMENT in result.stdout
    assert not (tmp_path / "store").exists()


def test_two_files_of_one_disclosure_are_reported(folder, tmp_path):
    again = tmp_path / "again" / f"{DEPARTMENT}-2024.txt"
    again.parent.mkdir()
    again.write_text("corrected", encoding="utf-8")
    result = kb("load", folder, again, store=tmp_path / "store")
    assert f"{again}: 与 {again.name} 同属 {DOCUMENT}" in result.stderr
    result = kb("load", folder, store=tmp_path / "store")
    assert f"{folder / again.name}: 是 {DOCUMENT} 的旧版本" in result.stderr


def test_a_report_tells_what_became_of_each_file(folder, tmp_path):
    (folder / "novel.txt").write_text("从前", encoding="utf-8")
    result = kb("load", folder, "--report", tmp_path / "out" / "load.json", store=tmp_path / "store")
    assert result.exit_code == 1
    report = json.loads((tmp_path / "out" / "load.json").read_text(encoding="utf-8"))
    assert report["statuses"] == {"failed": 1, "new": 2}
    assert [Path(one["path"]).name for one in report["files"]] == sorted(path.name for path in folder.iterdir())
    failed = next(one for one in report["files"] if one["status"] == "failed")
    assert "不是部门预算" in failed["error"]
    loaded = next(one for one in report["files"] if one["status"] == "new" and DEPARTMENT in one["path"])
    assert (loaded["document"], loaded["counts"]["figures"]) == (DOCUMENT, 4)


def test_with_stop_the_files_behind_one_that_fails_are_named_as_not_read(folder, tmp_path):
    (folder / "0-novel.txt").write_text("从前", encoding="utf-8")
    report = tmp_path / "load.json"
    result = kb("load", folder / "0-novel.txt", folder, "--stop", "--report", report, store=tmp_path / "store")
    assert result.exit_code == 1
    assert len(json.loads(report.read_text(encoding="utf-8"))["not_read"]) == 2


def test_the_base_iri_of_a_new_store_can_be_chosen_once(folder, tmp_path):
    store = tmp_path / "store"
    assert kb("load", folder, "--base", "https://data.example.org/", store=store).exit_code == 0
    found = kb("sparql", "SELECT ?d { ?d a cnb:Disclosure }", store=store).stdout
    assert "https://data.example.org/disclosure/" in found
    assert kb("load", folder, "--base", "https://other.example.org/", store=store).exit_code == 1


def test_a_store_of_another_version_is_reported(tmp_path, samples_dir, monkeypatch):
    kb("load", samples_dir / "hebei-tabs.txt", store=tmp_path / "store")
    assert "kb optimize" not in kb("ask", "departments", store=tmp_path / "store").stderr
    monkeypatch.setattr("kb.store.ontology.fingerprint", lambda _files: "another")
    assert "kb optimize" in kb("ask", "departments", store=tmp_path / "store").stderr
