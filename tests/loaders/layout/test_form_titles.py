"""Captions of many wordings → the form they name; other lines name none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layout.form_titles import form_titles, project_of_title, recognise


@pytest.mark.parametrize(
    ("caption", "form"),
    [
        ("部门收支总表", "balance"),
        ("2024年部门收支总体情况表", "balance"),
        ("收入支出决算总表", "balance"),
        ("收入支出决算表", "balance"),
        ("财政拨款收入支出决算表", "fiscal-balance"),
        ("一般公共预算财政拨款收入支出决算表", "general-expenditure"),
        ("项目收入支出决算表", "project-list"),
        ("2024年部门综合预算收支总表", "balance"),
        ("部门收入总表", "income"),
        ("收入决算表", "income"),
        ("部门支出总体情况表", "expenditure"),
        ("财政拨款收支总体情况表", "fiscal-balance"),
        ("财政拨款收入支出决算总表", "fiscal-balance"),
        ("一般公共预算财政拨款支出决算表", "general-expenditure"),
        ("一般公共预算支出情况表（按功能分类科目）", "general-expenditure"),
        ("一般公共预算基本支出情况表（按支出经济分类科目）", "general-basic"),
        ("一般公共预算项目支出情况表（按支出经济分类科目）", "economic-summary"),
        ("支出预算分类汇总表（按政府预算经济分类）", "economic-summary"),
        ("部门一般公共预算“三公”经费支出表", "three-public"),
        ("“三公”经费、会议费和培训费支出预算表", "three-public"),
        ("政府性基金预算财政拨款收入支出决算表", "government-fund"),
        ("国有资本经营预算支出表", "state-capital"),
        ("部门项目支出预算表", "project-list"),
        ("一般公共预算项目支出预算表", "project-list"),
        ("部门政府采购预算表", "procurement"),
        ("政府购买服务预算表", "purchase-of-services"),
        ("机关运行经费情况表", "operating-costs"),
        ("国有资产占有使用情况表", "assets"),
        ("项目支出绩效目标申报表", "project-target"),
        ("部门预算项目绩效目标汇总表", "project-target-summary"),
        ("部门（单位）整体支出绩效目标表", "department-target"),
        ("部门项目中期规划预算表", "project-plan"),
        ("附件 4-3：2024 年 部 门 收 入 总 表", "income"),
    ],
)
def test_caption_names_its_form(caption: str, form: str) -> None:
    found = recognise(caption)
    assert found is not None
    assert found.id == form


@pytest.mark.parametrize(
    "line",
    [
        "",
        "一、部门收支情况说明",
        "2024年部门收入总计3143.81万元，支出总计3143.81万元。",
        "详见部门收支总表。",
        "单位：万元",
        "人大代表",
    ],
)
def test_other_lines_name_no_form(line: str) -> None:
    assert recognise(line) is None


def test_every_form_of_the_lexicon_has_names_in_both_languages() -> None:
    assert all(form.zh and form.en for form in form_titles())
    assert len({form.id for form in form_titles()}) == len(form_titles())


@pytest.mark.parametrize(
    ("caption", "project"),
    [
        ("1、办公用房租赁费绩效目标表", "办公用房租赁费"),
        ("（二）医疗救助补助项目绩效目标表", "医疗救助补助"),
        ("项目支出绩效目标表", ""),
        ("2024年部门预算项目绩效目标申报表", ""),
        ("部门收支总表", ""),
    ],
)
def test_caption_of_a_declaration_names_its_project_or_none(caption: str, project: str) -> None:
    assert project_of_title(caption) == project


@given(st.text(max_size=120))
def test_no_caption_is_too_strange(caption: str) -> None:
    recognise(caption)
    project_of_title(caption)
