"""What heads, titles and notes of flattened tables say: units, years, what a column compares."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

from loaders.facts import Figure


def figures(text: str) -> list[Figure]:
    return list(disclosure_of_text(text).figures)


def lines(*cells: str) -> str:
    return "".join(f"{cell}\n" for cell in cells)


def test_a_unit_behind_the_title_in_one_line_is_the_unit() -> None:
    rows = ["序号 项目名称 预算金额", "1 河道整治 120", "2 水库加固 80.5", "合计 200.5"]
    text = "项目支出表 单位：万元\n" + lines(*rows)
    assert [(one.row_label, one.amount, one.unit) for one in figures(text)] == [
        ("河道整治", "120", "万元"),
        ("水库加固", "80.5", "万元"),
        ("合计", "200.5", "万元"),
    ]


@pytest.mark.parametrize(
    ("head", "component"),
    [
        ("2024年决算（万元）", "total"),
        ("2024-预算数", "total"),
        ("2023年决算", "last-year-actual"),
        ("预算数为上年执行数的%", "share"),
        ("决算数占年初预算的比例", "share"),
        ("2022-预算数", "unknown"),
    ],
)
def test_heads_of_pages_name_their_year_and_what_they_compare(head: str, component: str) -> None:
    title = "青山市水利局2024年“三公”经费表\n单位：万元\n"
    found = disclosure_of_text(f"{title}项目\t{head}\n合计\t5.0\n公务接待费\t5.0\n")
    assert {one.component for one in found.figures} == {component}


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_the_title_itself_may_print_the_unit(unit: str) -> None:
    title = f"表：东屏县水务局2018年“三公”经费预算表（单位：{unit}）\n"
    found = figures(title + lines("项目", "预算数", "合计", "9.5", "公务接待费", "1.5", "公务用车费", "8.0"))
    assert {one.unit for one in found} == {unit}


def test_of_two_years_in_a_title_the_budget_is_that_of_the_document() -> None:
    text = (
        "清石镇2021年一般公共预算收支执行情况和2022年一般公共预算草案\n单位：万元\n"
        "收入项目\t2021年执行数\t2022年预算数\t支出项目\t2021年执行数\t2022年预算数\n"
        "税收收入\t80\t85\t农林水支出\t80\t85\n收入总计\t80\t85\t支出总计\t80\t85\n"
    )
    found = {(one.row_label, one.component) for one in figures(text) if one.amount == "85"}
    assert found >= {("税收收入", "income"), ("农林水支出", "expenditure")}


def test_a_unit_in_the_note_below_a_form_is_its_unit() -> None:
    text = "“三公”经费支出预算表\n项目\t预算数\n合计\t9.5\n公务接待费\t9.5\n注：本表金额单位为万元。\n"
    assert {one.unit for one in figures(text)} == {"万元"}
    assert {one.unit for one in figures(text.replace("金额单位为万元", "含上年结转"))} == {""}


def test_words_that_cells_cut_are_whole_though_the_second_half_is_a_word_too() -> None:
    head = ["“三公”经", "费合计", "因公出国", "（境）费", "公务用车购置及运行费", "公务接待费"]
    parts = ["小计", "公务用车", "购置费", "公务用车", "运行费"]
    text = "“三公”经费支出表\n单位：万元\n" + lines(*head, *parts, "18.50", "1.00", "14.30", "2.00", "12.30", "3.20")
    found = {"/".join(one.columns): one.amount for one in figures(text)}
    assert found["“三公”经费合计"] == "18.50"
    assert found["公务用车购置及运行费/公务用车购置费"] == "2.00"
    assert found["公务接待费"] == "3.20"
