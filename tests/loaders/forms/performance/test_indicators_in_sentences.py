"""Indicators in sentences, in lines of labels, or run together: read where a sign and a number end a name."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

TITLE = "青山市文化馆2022年部门预算项目绩效目标\n项目支出绩效目标表\n"
FIELDS = "项目名称：灯会布展\n项目资金：12.00万元\n"
LINES = """产出指标
数量指标：展出天数≥15天；演出场次≥3场
质量指标：展品完好率≥98%
效益指标
社会效益指标：游客≥2万人
"""
HEADS = "总体目标办好灯会。一级指标二级指标三级指标指标值分值"
GLUED = "产出指标数量指标展出天数≥15天10分演出场次≥3场5分质量指标展品完好率≥98%10分效益指标社会效益指标游客≥2万人30分"


def read(text: str) -> list[tuple[str, str, str, str, str]]:
    found = disclosure_of_text(TITLE + text).indicators
    return [(one.level1, one.level2, one.level3, one.target, one.weight) for one in found]


@pytest.mark.parametrize(("text", "weight"), [(FIELDS + LINES, ""), (HEADS + GLUED + "\n", "5")])
def test_names_end_where_a_sign_and_a_number_begin(text: str, weight: str) -> None:
    found = read(text)
    assert len(found) == 4
    assert ("产出指标", "数量指标", "演出场次", "≥3场", weight) in found
    assert found[-1][:4] == ("效益指标", "社会效益指标", "游客", "≥2万人")


def test_the_project_named_above_has_them() -> None:
    assert {one.owner for one in disclosure_of_text(TITLE + FIELDS + LINES).indicators} == {"灯会布展"}


def test_a_name_that_no_sign_ends_is_unread_and_what_is_cut_elsewhere_too() -> None:
    plain = LINES.replace("展品完好率≥98%", "展品完好率较高")
    assert [name for _, _, name, *_ in read(FIELDS + plain)] == ["展出天数", "演出场次", "游客"]
    assert "展出天数" not in [name for _, _, name, *_ in read(HEADS + GLUED.replace("天10分", "天") + "\n")]
