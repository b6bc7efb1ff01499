"""Targets of indicators: signs, words and LaTeX for comparisons, numbers, units, and words that are no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.forms.targets import Target, is_operator, is_unit, read_target


@pytest.mark.parametrize(
    ("printed", "target"),
    [
        ("≥95%", Target("≥", "95", "%")),
        ("≥95％", Target("≥", "95", "％")),
        (">=95%", Target("≥", "95", "%")),
        ("不低于95%", Target("≥", "95", "%")),
        ("不超过12.5万元", Target("≤", "12.5", "万元")),
        ("100%", Target("", "100", "%")),
        ("=3次", Target("=", "3", "次")),
        ("≥1万份", Target("≥", "1", "万份")),
        ("≥52万人", Target("≥", "52", "万人")),
        ("≥1,200 元/人", Target("≥", "1200", "元/人")),
        ("≥100 百分比", Target("≥", "100", "百分比")),
        ("≤85万元", Target("≤", "85", "万元")),
        ("１２个", Target("", "12", "个")),
        ("27台、件、套", Target("", "27", "台、件、套")),
        ("857台（套）", Target("", "857", "台（套）")),
        ("4.00栋", Target("", "4.00", "栋")),
        ("≥1200.00（株）", Target("≥", "1200.00", "株")),
        ("≥95.00(%)", Target("≥", "95.00", "%")),
        ("≥3(另附说明)", Target("≥", "3", text="(另附说明)")),
        ("≤300元/人·天", Target("≤", "300", "元/人·天")),
        ("≥90 明显减轻", Target("≥", "90", text="明显减轻")),
        ("12月底前", Target(text="12月底前")),
        ("2026年内全部完成", Target(text="2026年内全部完成")),
        ("成效明显", Target(text="成效明显")),
        ("不低于上年", Target(text="不低于上年")),
        ("≥上年水平", Target("≥", text="≥上年水平")),
        ("", Target()),
    ],
)
def test_target_is_taken_apart(printed: str, target: Target) -> None:
    assert read_target(printed) == target


def test_operator_and_unit_may_stand_in_cells_of_their_own() -> None:
    assert read_target("95", "大于等于", "%") == Target("≥", "95", "%")
    assert read_target("95", "＞＝", " % ") == Target("≥", "95", "%")
    assert read_target("95%", "≥", "") == Target("≥", "95", "%")


def test_nature_is_no_operator() -> None:
    assert read_target("优", "定性", "") == Target(text="优")
    assert not is_operator("定性")


@pytest.mark.parametrize(
    "unit",
    ["%", "％", "万元", "个", "人次", "元/人", "平方米", "万份", "个百分点", "百分比", "场次", "台（套）", "毫克/升"],
)
def test_units_of_measure_are_known(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize("text", ["", "明显减轻", "年内", "95", "优"])
def test_other_words_are_no_units(text: str) -> None:
    assert not is_unit(text)


@given(st.text(max_size=40), st.text(max_size=4), st.text(max_size=4))
def test_no_target_is_too_strange(text: str, operator: str, unit: str) -> None:
    target = read_target(text, operator, unit)
    assert target.number == "" or target.number.lstrip("+-").replace(".", "", 1).isdigit()
    assert target.operator in ("", "≥", "≤", ">", "<", "=")


@given(st.sampled_from(["≥", "≤", "＞", "小于", ""]), st.integers(0, 10**9), st.sampled_from(["%", "个", "万元", ""]))
def test_printed_number_is_kept_to_the_digit(sign: str, number: int, unit: str) -> None:
    target = read_target(f"{sign}{number:,}{unit}")
    assert (target.number, target.unit, target.text) == (str(number), unit, "")
