"""The small print around tables: units broken in two, departments with and without labels, form numbers, notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.layout.captions import small_print
from loaders.table.numbers import unit_in


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("金额：万元", "万元"),
        ("金额万元", ""),
        ("单位：万元", "万元"),
        ("单位：万\n元", "万元"),
        ("金额单位：元", "元"),
        ("金额单位：人民币元", "元"),
        ("单位:千元", "千元"),
        ("价值（金额单位：万元）", "万元"),
        ("预算数（万元）", "万元"),
        ("单 位： 万 元", "万元"),
        ("单位名称", ""),
        ("数量（辆）", ""),
    ],
)
def test_unit_of_money_is_read_wherever_it_is_printed(printed: str, unit: str) -> None:
    assert unit_in(printed) == unit


def test_code_and_name_glued_together_are_a_department() -> None:
    said = small_print("450青山县医疗保障局")
    assert said is not None
    assert (said.department_code, said.department) == ("450", "青山县医疗保障局")


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("部门编码：131001", "131001", ""),
        ("单位代码：207015 单位名称：青山市水利局 单位：元", "207015", "青山市水利局"),
        ("部门：104_青山市水利局", "104", "青山市水利局"),
    ],
)
def test_the_code_of_a_department_is_read_beside_its_name_or_alone(printed: str, code: str, name: str) -> None:
    said = small_print(printed)
    assert said is not None
    assert (said.department_code, said.department) == (code, name)


@pytest.mark.parametrize("printed", ["科目编码：2080505", "项目编码：131001", "部门编码：无"])
def test_other_codes_are_no_small_print(printed: str) -> None:
    assert small_print(printed) is None


@pytest.mark.parametrize(
    "printed",
    ["部门名称：青山市水利局", "编制单位：青山市水利局", "部门/单位：青山市水利局", "部门：青山市水利局 单位：万元"],
)
def test_labelled_department_is_read_alone(printed: str) -> None:
    said = small_print(printed)
    assert said is not None
    assert said.department == "青山市水利局"


def test_one_line_may_say_department_and_unit() -> None:
    said = small_print("部门：青山市水利局　　　单位：万元")
    assert said is not None
    assert (said.department, said.unit) == ("青山市水利局", "万元")


@pytest.mark.parametrize(
    "printed",
    ["预算01表", "公开05表", "附表4-3", "附件5-1", "预算01-2表", "预算公开表01", "部门公开表1", "预算公开01表"],
)
def test_form_numbers_are_small_print(printed: str) -> None:
    said = small_print(printed)
    assert said is not None
    assert said.number


def test_one_line_may_say_department_year_unit_and_number() -> None:
    said = small_print("部门名称：青山市水利局  预算年度：2024  单位：万元  公开01表")
    assert said is not None
    assert (said.department, said.year, said.unit, said.number) == ("青山市水利局", "2024", "万元", "公开01表")


@pytest.mark.parametrize(
    "printed", ["[301001]青山市水利局", "部门：[301001]青山市水利局", "单位名称：301001-青山市水利局"]
)
def test_code_of_a_department_is_before_its_name(printed: str) -> None:
    said = small_print(printed)
    assert said is not None
    assert (said.department_code, said.department) == ("301001", "青山市水利局")


@pytest.mark.parametrize("printed", ["填报部门（单位）：青山市水利局", "单位（部门）名称：青山市水利局"])
def test_labels_of_departments_have_many_shapes(printed: str) -> None:
    said = small_print(printed)
    assert said is not None
    assert said.department == "青山市水利局"


@pytest.mark.parametrize("printed", ["2024年度", "（2024年度）", "预算年度：2024"])
def test_years_are_small_print(printed: str) -> None:
    said = small_print(printed)
    assert said is not None
    assert said.year == "2024"


def test_note_is_kept_whole() -> None:
    said = small_print("注：本表金额转换时可能存在尾数误差。")
    assert said is not None
    assert said.note.startswith("注：")


@pytest.mark.parametrize("printed", ["", "  ", "一、主要职责", "我部门收入合计3143.81万元，比上年减少。", "科目编码"])
def test_other_lines_are_no_small_print(printed: str) -> None:
    assert small_print(printed) is None


@given(st.text(max_size=80))
def test_no_line_is_too_strange(line: str) -> None:
    said = small_print(line)
    assert said is None or said
