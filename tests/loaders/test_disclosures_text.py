"""The five text disclosures, whole and exact: counted, summed and scored against what people found in them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from loaders.document import load
from loaders.facts import Disclosure, Figure
from loaders.forms.vocabulary import ancestors

FILES = ("000", "001", "002", "003", "004")

# Counted by hand: tables met (empty ones too), tables reported as lost, figures in budget forms, projects,
# indicators, citations of policies, units.
COUNTS = {
    "000": (19, 0, 206, 7, 63, 9, 1),
    "001": (13, 0, 4, 10, 40, 4, 3),
    "002": (12, 0, 236, 11, 108, 0, 4),
    "003": (17, 0, 208, 7, 32, 17, 2),
    "004": (10, 2, 450, 9, 95, 6, 2),
}
# 收支总计 and 项目支出, in 万元, as the documents print them (001 has no such tables).
BUDGETS = {"000": "6908.98", "002": "3143.81", "003": "7272.94", "004": "9672.06"}
PROJECT_EXPENDITURE = {"000": "5671.86", "002": "2400.00", "003": "6685.02", "004": "9186.00"}
# Sums that the document itself prints wrong: form, code of the parent, component.
PRINTED_WRONG = {"004": 3}


@cache
def loaded(path: Path) -> Disclosure:
    return load(path)


@pytest.fixture(params=FILES)
def number(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def disclosure(number: str, shared_dir: Path) -> Disclosure:
    (path,) = (shared_dir / "disclosures" / "text").glob(f"{number}_*.txt")
    return loaded(path)


def test_everything_that_people_counted_is_there(number: str, disclosure: Disclosure) -> None:
    statuses = Counter(form.status == "missing" for form in disclosure.forms if form.status != "text")
    counted = (
        statuses[False],
        statuses[True],
        len(disclosure.figures),
        len(disclosure.projects),
        len(disclosure.indicators),
        len(disclosure.citations),
        len(disclosure.units),
    )
    assert counted == COUNTS[number]


def test_printed_totals_are_met_to_the_cent(number: str, disclosure: Disclosure) -> None:
    if number not in BUDGETS:
        assert not any(form.form == "balance" and form.figures for form in disclosure.forms)
        return
    totals = {one.value for one in disclosure.figures if one.form == "balance" and one.total_row and one.unit == "万元"}
    assert Decimal(BUDGETS[number]) in totals


def test_project_expenditure_adds_up_to_its_printed_total(number: str, disclosure: Disclosure) -> None:
    addends = [
        one.value
        for one in disclosure.figures
        if one.form == "expenditure" and "project-expenditure" in ancestors(one.component)
        if not one.total_row and not one.total_column
    ]
    assert sum(addends, Decimal(0)) == Decimal(PROJECT_EXPENDITURE.get(number, "0"))


def subjects_of(disclosure: Disclosure) -> dict[tuple[str, ...], list[Figure]]:
    """The coded rows of each column of each form."""
    found: dict[tuple[str, ...], list[Figure]] = {}
    for figure in disclosure.figures:
        if figure.subject and not figure.second_code:
            found.setdefault((figure.form_id, figure.side, figure.scheme, *figure.columns), []).append(figure)
    return found


def test_sums_that_foot_in_print_foot_in_the_facts(number: str, disclosure: Disclosure) -> None:
    wrong = 0
    for column in subjects_of(disclosure).values():
        codes = Counter(figure.subject for figure in column)
        for figure in column:
            parts = [
                one.value
                for one in column
                if len(one.subject) == len(figure.subject) + 2 and one.subject.startswith(figure.subject)
            ]
            wrong += bool(parts) and codes[figure.subject] == 1 and sum(parts, Decimal(0)) != figure.value
    assert wrong == PRINTED_WRONG.get(number, 0)


def test_forms_that_conversion_lost_are_reported(shared_dir: Path) -> None:
    (path,) = (shared_dir / "disclosures" / "text").glob("004_*.txt")
    missing = [form for form in loaded(path).forms if form.status == "missing"]
    assert len(missing) == 2
    assert all(form.source.place.line for form in missing)


def test_every_figure_of_money_has_its_yuan(disclosure: Disclosure) -> None:
    money = [one for one in disclosure.figures if one.unit in ("元", "万元")]
    assert money
    assert all(one.yuan == one.value * (10000 if one.unit == "万元" else 1) for one in money)


@pytest.fixture(scope="module")
def tables(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables that the command line writes of the five documents."""
    folder = tmp_path_factory.mktemp("scored")
    kb = [sys.executable, "-m", "kb.cli", "--store", str(folder / "store")]
    subprocess.run([*kb, "load", str(shared_dir / "disclosures" / "text")], check=True, capture_output=True)
    subprocess.run([*kb, "export", "tables", str(folder / "tables")], check=True, capture_output=True)
    return folder / "tables"


SCORED = ("document", "cells", "projects", "indicators", "policies", "statements", "units")
COUNTED = ("gold", "got", "matched")


def test_gold_documents_are_met_in_full(tables: Path, shared_dir: Path) -> None:
    score = shared_dir / "gold" / "score.py"
    if not score.exists():
        pytest.skip(f"needs the hand-typed gold: {score} is not there")
    run = subprocess.run([sys.executable, str(score), str(tables)], check=True, capture_output=True, text=True)
    lines = [dict(pair.split("=", 1) for pair in line.split()) for line in run.stdout.splitlines() if "kind=" in line]
    scored = [line for line in lines if line["kind"] in SCORED]
    assert Counter(line["kind"] for line in scored) == dict.fromkeys(SCORED, 2)
    for line in scored:
        measures = {name: value for name, value in line.items() if name not in ("kind", *COUNTED) and value != "None"}
        assert measures.pop("recall") == measures.pop("precision") == "1.0", line
        assert all(Decimal(value) >= Decimal("0.99") for value in measures.values()), line
