"""`kb check`: formats, choice of rules and severities, accepted findings, what is new, the checklist, exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from kb.cli import main


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, samples_dir: Path) -> Path:
    folder = tmp_path_factory.mktemp("checked") / "store"
    loaded = CliRunner().invoke(main, ["--store", str(folder), "load", str(samples_dir / "hebei-tabs.txt")])
    assert loaded.exit_code == 0, loaded.output
    return folder


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), "check", *arguments])


def test_errors_give_exit_code_one(store: Path) -> None:
    result = run(store)
    assert result.exit_code == 1
    assert "180.28" in result.stdout
    assert "189.57" in result.stdout
    assert "第 393 行" in result.stdout


def test_findings_of_a_rule_without_errors_give_exit_code_zero(store: Path) -> None:
    result = run(store, "--rule", "header-shifted")
    assert result.exit_code == 0
    assert "上年结转=栏次11" in result.stdout


def test_an_unknown_rule_or_document_is_wrong_usage(store: Path) -> None:
    assert run(store, "--rule", "no-such-rule").exit_code == 2
    assert run(store, "没有的局").exit_code == 2


def test_severity_leaves_out_what_is_milder(store: Path) -> None:
    stated = json.loads(run(store, "--severity", "error", "--format", "json").stdout)
    assert {one["severity"] for one in stated} == {"error"}


def test_csv_json_ttl_and_sarif_tell_the_same_findings(store: Path) -> None:
    ids = {one["id"] for one in json.loads(run(store, "--format", "json").stdout)}
    assert {row["id"] for row in csv.DictReader(io.StringIO(run(store, "--format", "csv").stdout))} == ids
    results = json.loads(run(store, "--format", "sarif").stdout)["runs"][0]["results"]
    assert {one["fingerprints"]["yusuan-kb/v1"] for one in results} == ids
    triples = list(ox.parse(run(store, "--format", "ttl").stdout, ox.RdfFormat.TURTLE))
    assert {one.object.value for one in triples if one.predicate.value.endswith("findingId")} == ids


def test_the_page_marks_cells_and_needs_nothing_else(store: Path) -> None:
    page = run(store, "--format", "html").stdout
    assert 'class="n error"' in page
    assert "180.28" in page
    assert "src=" not in page
    assert 'href="http' not in page
    assert "url(" not in page


def test_since_tells_only_what_is_new(store: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text(run(store, "--format", "json").stdout, encoding="utf-8")
    assert json.loads(run(store, "--since", str(before), "--format", "json").stdout) == []


def test_since_names_a_file_that_is_no_report(store: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text("{}[", encoding="utf-8")
    result = run(store, "--since", str(before))
    assert result.exit_code == 1
    assert "before.json" in result.stderr


def test_an_accepted_finding_is_quiet(store: Path) -> None:
    first = json.loads(run(store, "--rule", "header-shifted", "--format", "json").stdout)[0]["id"]
    assert run(store, "--accept", first).exit_code == 2
    assert run(store, "--accept", first, "--reason", "原件如此").exit_code == 0
    assert json.loads(run(store, "--rule", "header-shifted", "--format", "json").stdout) == []
    stated = json.loads(run(store, "--rule", "header-shifted", "--all", "--format", "json").stdout)
    assert stated[0]["status"] == "已说明"
    assert "原件如此" in stated[0]["remark"]


def test_the_checklist_says_what_is_met(store: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="workbooks need the extra `tables`")
    path = tmp_path / "checklist.xlsx"
    run(store, "--checklist", str(path))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=2)}
    assert heights["项目情况"] > 2 * heights["及时性"], "a row is as high as its wrapped text"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert rows["及时性"][1] is None
    assert rows["部门收支总表"][1] == "是"
    assert rows["项目情况"][1] == "否"
    assert "75%" in rows["项目情况"][2]


def test_findings_of_other_rules_are_stated_until_they_are_made_again(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--save" not in run(store, "--severity", "error").stderr
    monkeypatch.setattr("kb.checks.stamp.rules_digest", lambda: "other")
    assert "kb check --save" in run(store, "--severity", "error").stderr
    exported = CliRunner().invoke(main, ["--store", str(store), "export", "tables", str(tmp_path)])
    assert "kb check --save" in exported.stderr
    asked = CliRunner().invoke(main, ["--store", str(store), "ask", "contents"])
    assert "kb check --save" in asked.stderr
    assert "kb check --save" not in run(store, "--save").stderr
    assert "kb check --save" not in run(store, "--severity", "error").stderr


def test_findings_are_in_the_table_right_after_loading(store: Path, tmp_path: Path) -> None:
    exported = CliRunner().invoke(main, ["--store", str(store), "export", "tables", str(tmp_path)])
    assert exported.exit_code == 0, exported.output
    with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assets = next(row for row in rows if row["difference"] == "9.29")
    assert assets["rule"] == "quantity-differs"
    assert assets["severity"] == "error"
    assert assets["source_lines"] == "393 | 402"


def test_loading_again_checks_again_what_other_rules_had_checked(
    samples_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = ["--store", str(tmp_path / "store"), "load", str(samples_dir / "hebei-tabs.txt")]
    with monkeypatch.context() as earlier:
        earlier.setattr("kb.checks.stamp.rules_digest", lambda: "other")
        CliRunner().invoke(main, load)
    assert "检查" in CliRunner().invoke(main, load).stderr
    assert "检查" not in CliRunner().invoke(main, load).stderr


def test_a_document_that_cannot_be_checked_is_named_and_the_others_are_checked(
    samples_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kb.checks import checking

    def first_fails(graphs: Iterable[list[bytes]], _count: int, _workers: int | None) -> Iterator[Any]:
        for number, graph in enumerate(graphs):
            yield checking._checked(graph) if number else "took more than 1 s, stopped"

    folder = tmp_path / "store"
    with monkeypatch.context() as slow:
        slow.setattr(checking, "_checked_all", first_fails)
        files = [str(samples_dir / name) for name in ("hebei-tabs.txt", "henan-tabs.txt")]
        result = CliRunner().invoke(main, ["--store", str(folder), "load", *files])
    assert result.exit_code == 1
    assert "took more than 1 s" in result.stderr
    assert "1 个文件的检查结果不是按现在的规则得出的" in run(folder).stderr


def test_the_workbook_has_one_row_a_finding_and_no_formulas(store: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="workbooks need the extra `tables`")
    path = tmp_path / "findings.xlsx"
    assert run(store, "--xlsx", str(path)).exit_code == 1
    sheet = openpyxl.load_workbook(path).worksheets[0]
    stated = json.loads(run(store, "--format", "json").stdout)
    assert sheet.max_row == len(stated) + 1
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == f"A1:P{len(stated) + 1}"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_the_word_document_has_a_part_for_each_department(store: Path, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="Word documents need the extra `word`")
    path = tmp_path / "findings.docx"
    run(store, "--word", str(path))
    book = docx.Document(str(path))
    headings = [one.text for one in book.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["承德县医疗保障局预决算公开检查情况"]
    stated = json.loads(run(store, "--severity", "warning", "--format", "json").stdout)
    assert len(book.tables[0].rows) == len(stated) + 1
    number, problem, *_others = book.tables[0].columns
    assert number.width * 5 < problem.width, "the grid of the table, which not only Word goes by"


def test_the_scorecard_prints_its_formula(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    run(store, "--scorecard", str(path))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert "得分＝100" in lines[-1]


def test_ids_are_printed_where_they_are_asked_for(store: Path) -> None:
    assert "schedule-not-complete-" not in run(store).stdout
    assert "schedule-not-complete-" in run(store, "--ids").stdout


def test_since_a_day_tells_what_is_new_from_then_on(store: Path) -> None:
    run(store)
    assert json.loads(run(store, "--since", "2999-01-01", "--format", "json").stdout) == []
    assert len(json.loads(run(store, "--since", "2000-01-01", "--format", "json").stdout)) > 5
    assert run(store, "--since", "yesterday").exit_code == 2
