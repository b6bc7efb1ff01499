"""The shipped samples through the command line, against facts typed from them by hand (tests/expected)."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from places import EXPECTED

from kb.cli import main

CHENGDE = "承德县医疗保障局"


def kb(*args: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in args])


@pytest.fixture(scope="module")
def loaded(tmp_path_factory, samples_dir) -> tuple[Path, Result]:
    """A store with all samples, and what `kb load` said."""
    store = tmp_path_factory.mktemp("kb") / "store"
    return store, kb("load", samples_dir, "--store", store)


def rows(store: Path, *question: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kb("ask", *question, "--format", "csv", "--store", store).stdout)))


def expected(name: str) -> dict[str, list[dict[str, str]]]:
    return json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))


def test_every_sample_loads_and_a_second_time_changes_nothing(loaded, samples_dir):
    store, first = loaded
    assert first.exit_code == 0, first.output
    count = len([path for path in samples_dir.iterdir() if path.suffix == ".txt"])
    assert first.stdout.count("新装入") == count
    second = kb("load", samples_dir, "--store", store)
    assert second.exit_code == 0
    assert second.stdout.count("未变") == count


@pytest.mark.parametrize(("sample", "department"), [("hebei-tabs", CHENGDE), ("henan-tabs", "沈丘县医疗保障局")])
def test_projects_have_the_amounts_that_the_document_prints(loaded, sample, department):
    found = sorted(Decimal(row["amount_万元"]) for row in rows(loaded[0], "projects", department))
    assert found == sorted(Decimal(project["amount"]) for project in expected(sample)["projects"])


def test_the_subject_tree_foots_to_the_printed_total(loaded):
    tree = rows(loaded[0], "subject-tree", CHENGDE)
    top = [row for row in tree if len(row["code"]) == 3]
    assert sum(Decimal(row["amount_万元"]) for row in top) == Decimal("6908.98")
    assert sum(Decimal(row["project_万元"] or 0) for row in top) == Decimal("5671.86")


@pytest.mark.parametrize("written", ["冀财社〔2023〕225号", "冀财社[2023]225 号"])
def test_a_policy_number_in_two_writings_gives_one_project_its_amount_and_lines(loaded, written):
    (row,) = rows(loaded[0], "policy", written)
    assert row["amount_万元"] == "4.00"
    lines = [entry["line"] for entry in expected("hebei-tabs")["policy_refs"] if "225" in entry["raw"]]
    assert row["places"] == "; ".join(f"第 {line} 行" for line in lines)


def test_units_are_those_of_the_document(loaded):
    found = {row["unit"] for row in rows(loaded[0], "units", "沈丘县医疗保障局")}
    assert found == {unit["name"] for unit in expected("henan-tabs")["units"]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("novel.txt", "第一回\n\n话说从前有一座山，山上有一座庙。\n".encode() * 50),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8),
        ("empty.txt", b""),
    ],
)
def test_a_file_that_is_no_budget_is_named_in_one_sentence_and_nothing_is_loaded(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    result = kb("load", tmp_path / name, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert name in result.stderr
    assert "Traceback" not in result.output
    assert "failed" in result.stderr.splitlines()[-1]
    assert result.stdout == ""


def test_a_folder_without_documents_is_named(tmp_path):
    (tmp_path / "empty").mkdir()
    result = kb("load", tmp_path / "empty", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "empty: 文件夹里没有文件" in result.stderr
