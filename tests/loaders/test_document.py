"""One document, end to end: its parts agree with each other, and a file that is no budget is reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_layouts import disclosure_of_text, tabbed

from loaders.blocks import Place, UnreadableFile
from loaders.document import document_id, load, part_published
from loaders.facts import Form, NotABudget, Source
from loaders.identity.identity import Identity

BUDGET = (
    "青山市水利局2024年部门预算\n\n第一部分 部门概况\n\n一、主要职责\n\n（一）拟订水利规划。\n\n"
    "第二部分 部门预算表\n\n部门收支总表\n单位：万元\n\n"
    + tabbed("收入||支出|", "项目|预算数|项目|预算数", "一、财政拨款|9.00|一、农林水支出|9.00")
    + "\n项目支出表\n单位：万元\n\n"
    + tabbed("项目名称|合计|一般公共预算", "河道管护（青财农〔2023〕5号）|9.00|9.00", "合计|9.00|9.00")
    + "\n河道管护（青财农〔2023〕5号）绩效目标表\n\n"
    + tabbed("项目名称|河道管护（青财农〔2023〕5号）", "预算数|9.00")
    + tabbed("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|长度|≥5公里")
)  # fmt: skip


def form(form_id: str, status: str = "filled") -> Form:
    return Form(form_id, form_id, form_id, status, Source(Place(line=1), form_id))


def test_project_of_list_and_declaration_is_one_with_its_figures_and_indicators() -> None:
    disclosure = disclosure_of_text(BUDGET)
    (project,) = disclosure.projects
    assert project.amount == "9.00"
    assert [one.owner for one in disclosure.indicators] == [project.key]
    assert {one.project for one in disclosure.figures if one.form == "project-list" and not one.total_row} == {
        project.key
    }


def test_citation_inside_a_name_serves_the_project() -> None:
    disclosure = disclosure_of_text(BUDGET)
    assert {one.policy for one in disclosure.citations} == {"青财农〔2023〕5号"}
    assert {one.project for one in disclosure.citations} == {disclosure.projects[0].key}


def test_facts_stand_on_the_lines_that_print_them() -> None:
    lines = BUDGET.split("\n")
    disclosure = disclosure_of_text(BUDGET)
    for figure in disclosure.figures:
        assert figure.source.place.line is not None
        assert figure.amount in lines[figure.source.place.line - 1]


def test_reading_twice_gives_the_same() -> None:
    assert disclosure_of_text(BUDGET) == disclosure_of_text(BUDGET)


def test_file_is_loaded_with_its_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "预算.txt"
    path.write_text(BUDGET, encoding="utf-8")
    disclosure = load(path)
    assert (disclosure.file, disclosure.format, len(disclosure.sha256)) == ("预算.txt", "text", 64)
    assert (disclosure.department.name, disclosure.fiscal_year, disclosure.kind) == ("青山市水利局", "2024", "预算")


@pytest.mark.parametrize(
    ("content", "error"),
    [("从前有座山，山里有座庙。\n" * 20, NotABudget), ("", UnreadableFile), ("\x00\x01" * 99, UnreadableFile)],
    ids=["a novel", "an empty file", "binary"],
)
def test_file_that_is_no_budget_is_reported_by_its_name(content: str, error: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "小说.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=r"小说\.txt"):
        load(path)


@pytest.mark.parametrize(
    ("forms", "prose", "part"),
    [
        ([form("a"), form("b"), form("c")], False, "表"),
        ([form("a"), form("b"), form("c")], True, ""),
        ([form("a", "missing"), form("b", "missing"), form("c", "missing")], True, "说明"),
        ([form("a")], False, ""),
        ([], True, ""),
    ],
)
def test_part_of_a_disclosure_published_as_two_files_is_reported(forms: list[Form], prose: bool, part: str) -> None:
    assert part_published(forms, prose=prose) == part


def test_id_of_a_document_without_a_year_or_a_department_carries_its_bytes() -> None:
    identity = Identity("青山市水利局", "", "", "", "", "", "", Place(), "预算")
    assert document_id(identity, "", "ab" * 32) == "青山市水利局-abababab-预算"
    assert document_id(identity, "表", "ab" * 32) == "青山市水利局-abababab-预算-表"
    assert document_id(replace(identity, department="", fiscal_year="2024"), "", "ab" * 32) == "abababab-2024-预算"


def test_id_of_a_common_name_carries_the_area_or_the_bytes() -> None:
    identity = Identity("鼓楼区图书馆", "", "鼓楼区", "320106", "江苏省", "2025", "", Place(), "预算", common_name=True)
    assert document_id(identity, "", "ab" * 32) == "鼓楼区图书馆-320106-2025-预算"
    assert document_id(replace(identity, adcode=""), "", "ab" * 32) == "鼓楼区图书馆-abababab-2025-预算"


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("青山市水利局2024年部门预算", "青山市水利局-2024-预算"),
        ("青山市水利局2024年部门预算公开（更正）", "青山市水利局-2024-预算"),
        ("青山市水利局2024年部门（单位）预算", "青山市水利局-2024-预算"),
        ("青山市水利局2024年部门单位预算", "青山市水利局-2024-预算"),
        ("青山市水利局2024年 单位预算", "青山市水利局-2024-单位预算"),
        ("青山市水利局（本级）2024年单位预算", "青山市水利局-2024-单位预算"),
        ("青山市水利局本级2024年预算公开", "青山市水利局-2024-单位预算"),
    ],
)
def test_the_budget_of_the_unit_itself_is_another_disclosure_than_the_departments(title: str, id_: str) -> None:
    identity = Identity("青山市水利局", "", "", "", "", "2024", title, Place(), "预算")
    assert document_id(identity, "", "ab" * 32) == id_


def test_document_without_a_department_is_distinguished_by_its_bytes() -> None:
    identity = Identity("", "", "", "", "", "2024", "", Place(), "预算")
    assert document_id(identity, "", "ab" * 32) != document_id(identity, "", "cd" * 32)


def test_unit_that_one_form_lost_is_proved_by_the_same_amounts_elsewhere() -> None:
    rows = tabbed("科目编码|科目名称|合计", "213|农林水支出|9.00", "21303|水利|9.00")
    disclosure = disclosure_of_text(f"支出总表\n单位：万元\n\n{rows}\n一般公共预算支出表\n\n{rows}")
    assert {figure.unit for figure in disclosure.figures} == {"万元"}
    assert {bool(figure.repaired) for figure in disclosure.figures if figure.form == "general-expenditure"} == {True}


def test_unit_that_no_other_form_proves_stays_open() -> None:
    rows = tabbed("科目编码|科目名称|合计", "213|农林水支出|9.00", "21303|水利|9.00")
    assert {figure.unit for figure in disclosure_of_text(f"支出总表\n\n{rows}").figures} == {""}
