"""Short public pages of many kinds, typed by hand: what each says, and whose it is, beside what is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders.document import load
from loaders.facts import Disclosure, NotABudget, Statement

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.toml"))


@dataclass(frozen=True)
class Said:
    """One line of a truth: `value unit | measure | year | direction base_year | reason`; `*` is any year."""

    figure: str
    measure: str
    year: str
    direction: str = ""
    base_year: str = ""
    reason: str = ""

    @classmethod
    def read(cls, line: str) -> Said:
        figure, measure, year, change, reason = [*(part.strip() for part in line.split(" | ")), "", ""][:5]
        direction, _, base = change.partition(" ")
        return cls(figure, measure, year, direction, base, reason)

    def fits(self, statement: Statement) -> bool:
        return (
            self.figure == f"{statement.value} {statement.unit}".strip()
            and re.search(self.measure, f"{statement.about}\n{statement.measure}", re.MULTILINE) is not None
            and (self.year == "*" or self.year == statement.year)
            and self.direction == statement.direction
            and self.base_year == statement.base_year
            and self.reason in statement.reason
        )


def truth_of(name: str) -> dict:
    return tomllib.loads((PAGES / f"{name}.toml").read_text(encoding="utf-8"))


def told_apart(said: list[Said], statements: list[Statement]) -> tuple[list[Said], list[Statement]]:
    """What was missed, and what was read that the page does not say: each statement answers for one line."""
    left = list(statements)
    missed = []
    for one in said:
        found = next((statement for statement in left if one.fits(statement)), None)
        if found is None:
            missed.append(one)
        else:
            left.remove(found)
    return missed, left


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_says_is_read_and_nothing_else(name):
    missed, invented = told_apart(
        [Said.read(line) for line in truth_of(name)["statements"]], list(load(PAGES / f"{name}.txt").statements)
    )
    assert (
        missed,
        [_shown(one) for one in invented],
    ) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_filed_under_its_department_year_and_kind(name):
    page, truth = load(PAGES / f"{name}.txt"), truth_of(name)
    assert page.department.name in _any(truth["department"])
    assert page.kind in _any(truth["kind"])
    assert page.fiscal_year == truth["fiscal_year"]


@pytest.mark.parametrize("name", [name for name in NAMES if "projects" in truth_of(name)])
def test_projects_of_a_page_have_their_amounts(name):
    projects = [f"{project.name} {project.amount}" for project in load(PAGES / f"{name}.txt").projects]
    assert set(truth_of(name)["projects"]) <= set(projects)


@pytest.mark.parametrize("name", [name for name in NAMES if "forms" in truth_of(name)])
def test_forms_of_a_page_are_known(name):
    assert [form.form for form in load(PAGES / f"{name}.txt").forms] == truth_of(name)["forms"]


def test_every_page_has_its_truth():
    assert sorted(path.stem for path in PAGES.glob("*.txt")) == NAMES
    assert len(NAMES) == 16


def _any(right: str | list[str]) -> list[str]:
    return [right] if isinstance(right, str) else right


def _shown(one: Statement) -> str:
    return f"{one.measure} {one.value}{one.unit} {one.year} {one.direction}{one.base_year} {one.about} {one.reason}"


def _lines() -> Iterator[str]:
    """A table of the pages for a person to read: `python test_pages.py`."""
    for name in NAMES:
        said = [Said.read(line) for line in truth_of(name)["statements"]]
        try:
            page: Disclosure = load(PAGES / f"{name}.txt")
        except NotABudget as error:
            yield f"{name}: {len(said)} missed, not loaded: {error}"
            continue
        missed, invented = told_apart(said, list(page.statements))
        counts = f"{len(said) - len(missed)} right, {len(invented)} wrong, {len(missed)} missed"
        yield f"{name}: {counts}; {page.department.name!r} {page.fiscal_year} {page.kind}"
        yield from (f"    - {one}" for one in missed)
        yield from (f"    + {_shown(one)}" for one in invented)


if __name__ == "__main__":
    print("\n".join(_lines()))
