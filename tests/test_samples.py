"""The shipped samples and the facts counted in them by hand (tests/expected)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from places import EXPECTED

if TYPE_CHECKING:
    from loaders.facts import Disclosure, Indicator

NAMES = sorted(path.stem for path in EXPECTED.glob("*.json"))


def facts_of(name: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    return facts


def lines_of(samples_dir: Path, name: str) -> list[str]:
    return (samples_dir / f"{name}.txt").read_text(encoding="utf-8").split("\n")


def squeeze(text: str) -> str:
    """Blanks and bold tags out, full-width forms folded: what two careful readers would call the same words."""
    return re.sub(r"</?b>|\s", "", unicodedata.normalize("NFKC", text))


def test_every_sample_has_its_facts_and_every_layout_family_a_sample(samples_dir: Path) -> None:
    assert NAMES == ["hebei-tabs", "hebei-word", "henan-tabs", "hubei-markdown", "sichuan-tabs"]
    assert sorted(path.stem for path in samples_dir.iterdir()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_sample_says_that_it_is_no_copy(name: str, samples_dir: Path) -> None:
    last = [line for line in lines_of(samples_dir, name) if line.strip()][-2:]
    assert "样例" in last[0]
    assert "not a copy" in last[1]


@pytest.mark.parametrize("name", NAMES)
def test_expected_facts_stand_on_their_lines(name: str, samples_dir: Path) -> None:
    lines, facts = lines_of(samples_dir, name), facts_of(name)

    def printed(fact: dict[str, Any], text: str) -> bool:
        return squeeze(text) in squeeze(lines[fact["line"] - 1]).replace(",", "")

    wrong = [cell for cell in facts["cells"] if not printed(cell, cell["value"])]
    wrong += [fact for fact in facts["indicators"] if not printed(fact, fact["value_raw"])]
    wrong += [fact for fact in facts["policy_refs"] if not printed(fact, fact["raw"])]
    wrong += [fact for fact in facts["prose_facts"] if not printed(fact, fact["value"])]
    wrong += [fact for fact in facts["units"] if not printed(fact, fact["name"])]
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_expected_tables_count_their_cells(name: str) -> None:
    facts = facts_of(name)
    for table in facts["tables"]:
        cells = [cell for cell in facts["cells"] if cell["table"] == table["table"]]
        assert len(cells) == table["numeric_cells"], table["table"]
    assert sum(table["numeric_cells"] for table in facts["tables"]) == len(facts["cells"])


@pytest.mark.parametrize("name", NAMES)
def test_projects_of_a_sample_add_up_to_its_project_expenditure(name: str) -> None:
    facts = facts_of(name)
    amounts = [
        Decimal(cell["value"])
        for cell in facts["cells"]
        if cell["form"] == "expenditure" and "项目支出" in cell["column"].split("/")[0]
    ]
    projects = sum(Decimal(p["amount"]) for p in facts["projects"] if p.get("note") is None)
    assert projects == max(amounts)


SUBJECT_FORMS = ("expenditure", "general-expenditure")


@pytest.mark.parametrize("name", NAMES)
def test_subject_rows_of_a_sample_add_up_to_the_total_row(name: str) -> None:
    """Every printed parent equals the sum of its printed children, and the total the sum of the highest codes."""
    cells = [cell for cell in facts_of(name)["cells"] if cell["form"] in SUBJECT_FORMS]
    checked = 0
    for form, column in sorted({(cell["form"], cell["column"]) for cell in cells}):
        values = {c["row"]: Decimal(c["value"]) for c in cells if (c["form"], c["column"]) == (form, column)}
        total = values.pop("合计", values.pop("", None))
        codes = {row: value for row, value in values.items() if row.isdecimal() and row != "306"}
        tops = [value for row, value in codes.items() if not any(row[:cut] in codes for cut in range(3, len(row)))]
        if codes:
            assert sum(tops) == total, (form, column)
            checked += 1
        for parent, value in codes.items():
            below = [v for row, v in codes.items() if row.startswith(parent) and len(row) == len(parent) + 2]
            assert not below or sum(below) == value, (form, column, parent)
    assert checked >= 3


HEADLESS = "无表头"
"""Marks, in the expected facts, a figure whose column its lost header does not prove."""


@cache
def loaded(path: Path) -> Disclosure:
    from loaders import document

    return document.load(path)


@pytest.fixture
def load(samples_dir: Path) -> Callable[[str], Disclosure]:
    """Reads a sample by its name, once for all tests."""
    return lambda name: loaded(samples_dir / f"{name}.txt")


def line(fact: Any) -> int:
    place: int = fact.source.place.line
    return place


@pytest.mark.parametrize("name", NAMES)
def test_document_of_a_sample_is_identified(name: str, load: Callable[[str], Disclosure]) -> None:
    expected, found = facts_of(name)["document"], load(name)
    assert found.department.name == expected["department"]
    assert found.department.code == expected["department_code"]
    assert found.department.adcode == expected["adcode"]
    assert found.department.province == expected["province"]
    assert found.fiscal_year == str(expected["fiscal_year"])
    assert found.kind == "预算"


@pytest.mark.parametrize("name", NAMES)
def test_forms_of_a_sample_are_all_recognised(name: str, load: Callable[[str], Disclosure]) -> None:
    expected = Counter((table["form"], table["status"]) for table in facts_of(name)["tables"])
    assert Counter((form.form, form.status) for form in load(name).forms) == expected


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_a_sample_stand_in_their_rows_and_columns(name: str, load: Callable[[str], Disclosure]) -> None:
    figures = [figure for figure in load(name).figures if figure.form != "project-target"]
    cells = facts_of(name)["cells"]
    assert Counter((f.form, line(f), f.value) for f in figures) == Counter(
        (c["form"], c["line"], Decimal(c["value"])) for c in cells
    )
    leaves = Counter((line(f), f.value, squeeze(f.columns[-1] if f.columns else "")) for f in figures)
    proven = Counter(
        (c["line"], Decimal(c["value"]), squeeze(c["column"].split("/")[-1]))
        for c in cells
        if HEADLESS not in c["column"]
    )
    assert not proven - leaves
    rows = {(line(f), word) for f in figures for word in (squeeze(f.row_label), f.row_code)}
    assert not {(c["line"], squeeze(c["row_label"])) for c in cells if c["row_label"]} - rows
    assert not {(c["line"], c["row"]) for c in cells if c["row"].isdecimal()} - rows


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_a_sample_keep_their_units(name: str, load: Callable[[str], Disclosure]) -> None:
    units = {(line(f), f.value, f.unit) for f in load(name).figures}
    assert not {(c["line"], Decimal(c["value"]), c["unit"]) for c in facts_of(name)["cells"] if c["unit"]} - units


def amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("name", NAMES)
def test_projects_of_a_sample_carry_their_amounts(name: str, load: Callable[[str], Disclosure]) -> None:
    found = {squeeze(p.name): p for p in load(name).projects}
    expected = facts_of(name)["projects"]
    assert len(found) == len(load(name).projects) == len(expected)
    for fact in expected:
        project = next(found[squeeze(n)] for n in [fact["name"], *fact.get("also_names", [])] if squeeze(n) in found)
        assert project.code == (fact["code"] or "")
        assert amount(project.amount) == amount(fact["amount"])
        assert amount(project.fiscal_amount) == amount(fact["fiscal_amount"])
        assert amount(project.other_amount) == amount(fact["other_amount"])


@pytest.mark.parametrize("name", ["hebei-tabs", "hebei-word"])
def test_declaration_forms_of_a_sample_tell_purpose_schedule_and_goals(
    name: str, load: Callable[[str], Disclosure]
) -> None:
    found = {squeeze(p.name): p for p in load(name).projects}
    for fact in facts_of(name)["projects"]:
        project = found[squeeze(fact["name"])]
        assert squeeze(project.purpose) == squeeze(fact["purpose"] or "")
        assert {squeeze(month): share for month, share in project.schedule} == fact["schedule"]
        assert [squeeze(goal) for goal in project.goals] == [squeeze(goal) for goal in fact["goals"]]


def indicator_words(i: Indicator) -> tuple[str, ...]:
    return (i.level1, i.level2, i.level3, i.target, i.operator, i.number, i.unit, i.description, i.basis)


@pytest.mark.parametrize("name", NAMES)
def test_indicators_of_a_sample_carry_levels_and_targets(name: str, load: Callable[[str], Disclosure]) -> None:
    disclosure = load(name)
    names = {project.key: squeeze(project.name) for project in disclosure.projects}
    variants = {squeeze(n): p["name"] for p in facts_of(name)["projects"] for n in p.get("also_names", [])}

    def owner(key: str) -> str:
        printed = names.get(key, key)
        return squeeze(variants.get(printed, printed))

    found = Counter((owner(i.owner), line(i), *map(squeeze, indicator_words(i))) for i in disclosure.indicators)
    keys = ("level1", "level2", "level3", "value_raw", "operator", "number", "unit", "description", "basis")
    expected = Counter(
        (squeeze(f["owner"]), f["line"], *(squeeze(f[key] or "") for key in keys)) for f in facts_of(name)["indicators"]
    )
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_citations_of_a_sample_are_found_in_every_bracket_style(name: str, load: Callable[[str], Disclosure]) -> None:
    def normal(fact: dict[str, Any]) -> str:
        return f"{fact['agency']}〔{fact['year']}〕{fact['number']}号" if fact["agency"] else fact["title"]

    expected = Counter((fact["line"], normal(fact)) for fact in facts_of(name)["policy_refs"])
    assert Counter((line(citation), citation.policy) for citation in load(name).citations) == expected


@pytest.mark.parametrize("name", NAMES)
def test_units_of_a_sample_are_found(name: str, load: Callable[[str], Disclosure]) -> None:
    found = {(squeeze(u.name), u.nature, u.rank, u.funding) for u in load(name).units}
    keys = ("nature", "rank", "funding")
    assert found == {(squeeze(u["name"]), *(u[key] or "" for key in keys)) for u in facts_of(name)["units"]}
