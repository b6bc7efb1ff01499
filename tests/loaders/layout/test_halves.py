"""Wide tables in halves: the right half has no keys, so its rows are those of the left half, counted."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text, tabbed

LEFT = (
    "科目编码|科目名称|合计|基本支出",
    "2130301|行政运行|100.00|80.00",
    "2130304|水利行业业务管理|50.00|40.00",
    "|合计|150.00|120.00",
)
RIGHT = ("项目支出|上缴上级支出", "15.00|5.00", "10.00|", "25.00|5.00")


def figures(*tables: tuple[str, ...], title: str = "部门支出总表", again: str = "部门支出总表") -> set[tuple[str, ...]]:
    text = f"\n\n{again}\n单位：万元\n\n".join(tabbed(*table) for table in tables)
    found = disclosure_of_text(f"{title}\n单位：万元\n\n{text}").figures
    return {(one.form_id, one.row_label, one.component, one.amount) for one in found}


def test_the_right_half_belongs_to_the_rows_of_the_left() -> None:
    found = figures(LEFT, RIGHT)
    assert {one for one in found if one[2] in ("project-expenditure", "remittance-to-superior")} == {
        ("expenditure", "行政运行", "project-expenditure", "15.00"),
        ("expenditure", "行政运行", "remittance-to-superior", "5.00"),
        ("expenditure", "水利行业业务管理", "project-expenditure", "10.00"),
        ("expenditure", "合计", "project-expenditure", "25.00"),
        ("expenditure", "合计", "remittance-to-superior", "5.00"),
    }
    assert len(found) == 11


def test_halves_of_the_next_page_go_on_with_those_before() -> None:
    more = (LEFT[0], "2130305|水利工程建设|9.00|", "2130306|水利工程运行与维护|8.00|")
    found = figures(LEFT, RIGHT, more, (RIGHT[0], "9.00|", "8.00|"))
    assert {form for form, *_ in found} == {"expenditure"}
    assert {label for _, label, _, _ in found} == {
        "行政运行",
        "水利行业业务管理",
        "合计",
        "水利工程建设",
        "水利工程运行与维护",
    }
    assert len(found) == 15
    assert ("expenditure", "水利工程运行与维护", "project-expenditure", "8.00") in found


@pytest.mark.parametrize(
    "other",
    [RIGHT[:-1], ("项目支出|上缴上级支出", "行政运行|5.00", "10.00|", "25.00|5.00"), ("支出|支出", *RIGHT)],
    ids=["fewer rows", "words among its figures", "deeper header"],
)
def test_what_does_not_agree_stays_apart(other: tuple[str, ...]) -> None:
    labels = {label for form, label, component, _ in figures(LEFT, other) if component == "project-expenditure"}
    assert not labels & {"水利行业业务管理", "合计"}


def test_a_form_of_another_title_is_another_form() -> None:
    found = figures(LEFT, RIGHT, again="政府性基金预算支出表")
    assert not any(label and component == "project-expenditure" for _, label, component, _ in found)
