"""Tables as provinces publish them (tests/loaders/layouts), each against what a person reads in it."""

from __future__ import annotations

import pytest
from made_layouts import FOLDER, NAMES, Expected, expected, load_layout

from loaders.facts import Disclosure, Indicator, Project


@pytest.fixture(scope="module", params=NAMES)
def layout(request: pytest.FixtureRequest) -> tuple[Expected, Disclosure]:
    return expected(request.param), load_layout(request.param)


def test_every_layout_has_its_table_and_its_expected_facts() -> None:
    tables = sorted(path.stem for path in FOLDER.iterdir() if path.suffix != ".expected")
    assert tables == NAMES, "beside each table of tests/loaders/layouts its facts, by hand: NAME.expected"
    assert len(NAMES) >= 25


def test_every_figure_stands_in_its_row_and_column_and_no_other_is_read(layout: tuple[Expected, Disclosure]) -> None:
    typed, found = layout
    left = [figure for figure in found.figures if figure.form != "project-target"]
    missing = []
    for figure in typed.figures:
        same = next((one for one in left if figure.fits(one)), None)
        if same is None:
            missing.append(figure)
        else:
            left.remove(same)
    assert not missing
    assert not [(f.form, f.row_code, f.row_label, f.columns, f.component, f.amount, f.unit, f.side) for f in left]


def _project(project: Project) -> tuple[str, ...]:
    amount = f"{project.amount} {project.unit}".strip()
    return project.name, project.code, amount, project.fiscal_amount, project.other_amount


def test_every_project_is_found_with_its_amounts(layout: tuple[Expected, Disclosure]) -> None:
    typed, found = layout
    if typed.projects or not typed.figures:
        assert sorted(map(_project, found.projects)) == sorted(typed.projects)


def _indicator(indicator: Indicator, owner: str) -> tuple[str, ...]:
    levels = (indicator.level1, indicator.level2, indicator.level3)
    return owner, *levels, indicator.operator, indicator.number, indicator.unit, indicator.target_text


def test_every_indicator_is_found_with_its_levels_and_target(layout: tuple[Expected, Disclosure]) -> None:
    typed, found = layout
    names = {project.key: project.name for project in found.projects}
    read = [_indicator(one, names.get(one.owner, one.owner)) for one in found.indicators]
    assert read == typed.indicators


def test_a_figure_that_is_read_is_not_stated_as_unread(layout: tuple[Expected, Disclosure]) -> None:
    typed, found = layout
    assert [one.text for one in found.unread if one.kind == "table"] == typed.unread
