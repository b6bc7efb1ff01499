"""The twelve web documents: what was typed from each page (`expected/web.toml`) is read, and nothing else."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from places import DISCLOSURES

from loaders.document import load
from loaders.facts import Disclosure, Figure, Indicator, Statement
from loaders.printing import fold

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "expected/web.toml").read_text(encoding="utf-8")
)
FILES = {path.name[:2]: path for path in sorted((DISCLOSURES / "web").glob("*.txt"))}

pytestmark = pytest.mark.skipif(not FILES, reason="the web documents are not here")


@cache
def read(number: str) -> Disclosure:
    return load(FILES[number])


def of_figure(one: Figure, row: str, column: str, amount: str, unit: str) -> bool:
    printed = row in fold(one.row_label) and column in fold("/".join(one.columns))
    return printed and (one.amount, one.unit) == (amount, unit)


def of_indicator(one: Indicator, name: str, target: str, weight: str, actual: str, score: str) -> bool:
    return name in fold(one.level3) and (one.target, one.weight, one.actual, one.score) == (
        target,
        weight,
        actual,
        score,
    )


def of_statement(one: Statement, name: str, value: str, unit: str, direction: str) -> bool:
    same = one.direction == direction or (not direction and one.direction == "持平")
    return fold(name) in fold(one.measure) and (one.value, one.unit) == (value, unit) and same


READERS = {"figures": of_figure, "indicators": of_indicator, "statements": of_statement}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("number", EXPECTED)
def test_every_fact_of_a_page_is_read_and_no_other(number: str, kind: str) -> None:
    left = list(getattr(read(number), kind))
    missed = []
    for wanted in EXPECTED[number].get(kind, []):
        found = next((one for one in left if READERS[kind](one, *wanted)), None)  # type: ignore[operator]
        if found is None:
            missed.append(wanted)
        else:
            left.remove(found)
    assert (missed, left) == ([], [])


@pytest.mark.parametrize("number", EXPECTED)
def test_forms_projects_department_and_year(number: str) -> None:
    expected, found = EXPECTED[number], read(number)
    assert (found.department.name, found.fiscal_year) == (expected["department"], expected["year"])
    assert [form.form for form in found.forms] == expected.get("forms", [])
    projects = [[one.name, one.amount, one.fiscal_amount, one.unit] for one in found.projects]
    assert projects == expected.get("projects", [])
