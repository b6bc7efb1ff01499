"""One disclosure published as two files: what the prose announces and the tables hold is not missing."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from budget_example import disclosure, filled_store, source
from click.testing import CliRunner

from kb.cli import main
from loaders.facts import Disclosure, Form

WHOLE = replace(disclosure(), figures=(), projects=(), indicators=(), citations=(), units=(), duties=(), statements=())


def form(kind: str, status: str) -> Form:
    return Form(kind, kind, f"{kind}表", status, source(10))


def part(name: str, *forms: Form) -> Disclosure:
    return replace(WHOLE, id=f"{WHOLE.id}-{name}", part=name, forms=forms)


PROSE = part("说明", form("balance", "missing"), form("income", "missing"))
TABLES = part("表", form("balance", "filled"), form("expenditure", "empty"))


def asked(store: Path, question: str, *arguments: str) -> list[dict[str, str]]:
    result = CliRunner().invoke(main, ["--store", str(store), "ask", question, *arguments, "--format", "csv"])
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    return filled_store(tmp_path_factory.mktemp("parts") / "store", PROSE, TABLES)


def test_a_form_announced_in_one_part_and_held_by_the_other_is_not_missing(store):
    rows = {(row["form_title"], row["state"]) for row in asked(store, "forms")}
    assert rows == {("balance表", "有数据"), ("expenditure表", "空表"), ("income表", "缺")}


def test_forms_are_counted_where_they_are(store):
    counted = [row for row in asked(store, "overview", WHOLE.department.name) if row["item"] == "报表"]
    assert [row["number"] for row in counted] == ["2"]


def test_a_form_that_a_whole_disclosure_announces_and_does_not_hold_is_missing(tmp_path):
    alone = filled_store(tmp_path / "store", replace(WHOLE, forms=PROSE.forms))
    assert {row["state"] for row in asked(alone, "forms")} == {"缺"}
