"""Words that documents print for kinds of things, and the entries of the code lists they name."""

import pytest

from loaders import lexicon
from loaders.reference import kinds


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("产出指标", "数量指标", ("output", "quantity")),
        ("产出指标", "成本指标", ("output", "output-cost")),
        ("成本指标", "经济成本指标", ("cost", "economic-cost")),
        ("产  出", "质量", ("output", "quality")),
        ("项目完成指标", "时效指标", ("output", "timeliness")),
        ("满意度指标（10分）", "服务对象满意度指标", ("satisfaction", "satisfaction-of-service-recipients")),
        # printed below 效益: each word names what it names
        ("效益指标", "社会公众或服务对象满意度指标", ("benefit", "satisfaction-of-service-recipients")),
        ("产出指标", "公共服务", ("output", "")),
        ("影响力目标", "长效管理", ("", "")),
        ("", "", ("", "")),
    ],
)
def test_levels_of_indicators(first: str, second: str, found: tuple[str, str]) -> None:
    level = kinds.first_level(first)
    assert (level, kinds.second_level(second, level)) == found


def test_a_second_level_of_two_meanings_below_no_known_first_level_names_none() -> None:
    # 成本指标 alone may be a first level or the cost of outputs
    assert kinds.second_level("成本指标", "") == ""
    assert kinds.first_level("数量指标") == ""


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("行政", "administrative"),
        ("参公事业单位", "civil-service-law"),
        ("公益一类", "public-institution-class-1"),
        ("财政拨款", ""),
        ("行政事业单位", ""),
        ("", ""),
    ],
)
def test_natures_of_units(printed: str, kind: str) -> None:
    assert kinds.nature_of(printed) == kind


@pytest.mark.parametrize(
    ("printed", "component"),
    [
        ("特定目标类", "specific-target-projects"),
        ("其他运转类项目", "other-operation-projects"),
        ("人员类项目", "personnel"),
        # 运转类 holds 公用经费 and 其他运转类
        ("运转类项目", ""),
        ("部门项目", ""),
    ],
)
def test_types_of_projects(printed: str, component: str) -> None:
    assert kinds.project_type(printed) == component


@pytest.mark.parametrize(
    ("label", "income", "component"),
    [
        ("二、政府性基金预算拨款收入", True, "government-fund"),
        ("（一）一般公共预算拨款", True, "general-public-budget"),
        ("其中：财政拨款", True, "fiscal-appropriation"),
        ("二、项目支出", False, "project-expenditure"),
        # on the side of expenditure 其他支出 and 债务还本支出 are functional classes
        ("廿一、其他支出", False, ""),
        ("廿二、债务还本支出", False, ""),
        ("八、社会保障和就业支出", False, ""),
        # a source of funds is none on the side of expenditure
        ("一、事业收入", False, ""),
    ],
)
def test_rows_of_two_sided_forms(label: str, income: bool, component: str) -> None:
    assert kinds.row_component(label, income=income) == component


def test_every_component_that_rows_may_name_is_one_of_the_components() -> None:
    given = lexicon.kinds().components
    known = {entry.id for entry in lexicon.components().component}
    named = {*given.income, *given.expenditure, *given.projects, *given.project_words.values(), *given.carryover}
    assert named <= known
    assert set(given.carryover) <= set(given.income)
