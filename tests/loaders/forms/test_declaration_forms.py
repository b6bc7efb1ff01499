"""Declaration forms of projects: split tables, blank first cells, schedules, goals in every numbering, lost titles."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text, load_layout, tabbed

from loaders.forms.performance.fields import numbered_goals

TITLE = "项目绩效目标表\n单位：万元\n\n"
INDICATORS = ("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|管护长度|≥5公里")


def test_fields_are_found_by_their_labels() -> None:
    disclosure = disclosure_of_text(
        TITLE
        + tabbed(
            "项目编码|13082124P00AB1234567|项目名称|河道管护",
            "预算规模及资金用途|预算数|88.00|其中：财政资金|80.00|其他资金|8.00",
            "|河道清淤和日常保洁",
            "资金支出计划（%）|3月底|6月底|10月底|12月底",
            "|25%|50%|75%|100%",
            "绩效目标|1.河道畅通 2.水质达标",
            *INDICATORS,
        )
    )
    (project,) = disclosure.projects
    assert (project.name, project.code) == ("河道管护", "13082124P00AB1234567")
    assert (project.amount, project.unit, project.fiscal_amount, project.other_amount) == (
        "88.00",
        "万元",
        "80.00",
        "8.00",
    )
    assert project.purpose == "河道清淤和日常保洁"
    assert project.schedule == (("3月底", "25%"), ("6月底", "50%"), ("10月底", "75%"), ("12月底", "100%"))
    assert project.goals == ("河道畅通", "水质达标")
    assert [indicator.owner for indicator in disclosure.indicators] == [project.key]


def test_form_split_into_two_tables_is_one() -> None:
    disclosure = disclosure_of_text(TITLE + tabbed("项目名称|河道管护", "预算数|5.00") + "\n" + tabbed(*INDICATORS))
    assert [indicator.owner for indicator in disclosure.indicators] == ["河道管护"]


def test_second_declaration_without_a_title_begins_with_its_code() -> None:
    disclosure = disclosure_of_text(
        TITLE
        + tabbed(
            "项目编码|13082124P00AB1234567|项目名称|河道管护",
            "预算数|5.00",
            *INDICATORS,
            "项目编码|13082124P00AB1234568|项目名称|水库加固",
            "预算数|7.00",
            *INDICATORS,
        )
    )
    assert [(project.name, project.amount) for project in disclosure.projects] == [
        ("河道管护", "5.00"),
        ("水库加固", "7.00"),
    ]
    assert len({indicator.owner for indicator in disclosure.indicators}) == 2


def test_project_may_be_named_by_the_caption_alone() -> None:
    disclosure = disclosure_of_text("1、河道管护绩效目标表\n\n" + tabbed(*INDICATORS))
    assert [project.name for project in disclosure.projects] == ["河道管护"]


def test_unit_may_stand_in_the_label_of_the_amount() -> None:
    disclosure = disclosure_of_text(
        "项目绩效目标表\n\n" + tabbed("项目名称|河道管护", "年度资金总额（元）|50000", *INDICATORS)
    )
    assert (disclosure.projects[0].amount, disclosure.projects[0].unit) == ("50000", "元")


def test_persons_and_telephones_are_left_out() -> None:
    disclosure = disclosure_of_text(
        TITLE + tabbed("项目名称|河道管护", "项目负责人|张三|联系电话|12345678", *INDICATORS)
    )
    stated = " ".join(unread.text for unread in disclosure.unread)
    assert "张三" not in stated
    assert "12345678" not in stated


def test_cell_without_a_known_label_is_stated_as_unread() -> None:
    disclosure = disclosure_of_text(TITLE + tabbed("项目名称|河道管护", "甲乙丙|丁戊", *INDICATORS))
    assert [unread.text for unread in disclosure.unread] == ["甲乙丙", "丁戊"]


@pytest.mark.parametrize(
    ("printed", "goals"),
    [
        (["1.河道畅通 2.水质达标"], ("河道畅通", "水质达标")),
        (["1、河道畅通；2、水质达标"], ("河道畅通；", "水质达标")),
        (["目标1：河道畅通\n目标2：水质达标"], ("河道畅通", "水质达标")),
        (["目标1：河道畅通目标2：水质达标"], ("河道畅通", "水质达标")),
        (["（一）河道畅通；（二）水质达标。"], ("河道畅通；", "水质达标。")),
        (["一、治理\n（一）河道畅通；（二）水质达标"], ("一、治理", "（一）河道畅通；（二）水质达标")),
        (["河道畅通\n水质达标"], ("河道畅通", "水质达标")),
        (["1.河道畅通", "2.水质达标"], ("河道畅通", "水质达标")),
        (["完成3.5公里清淤"], ("完成3.5公里清淤",)),
        ([""], ()),
    ],
)
def test_goals_come_one_by_one_without_their_numbers(printed: list[str], goals: tuple[str, ...]) -> None:
    assert numbered_goals(printed) == goals


def test_what_is_carried_over_from_the_year_before_is_a_part_of_its_own() -> None:
    disclosure = disclosure_of_text(
        TITLE
        + tabbed(
            "项目名称|河道管护|",
            "项目资金（万元）|年度资金总额：|11.76",
            "|其中：财政拨款|11.00",
            "|上年结转|0.76",
            "|其他资金|0",
            *INDICATORS,
        )
    )
    (project,) = disclosure.projects
    assert (project.amount, project.fiscal_amount, project.carryover_amount, project.other_amount) == (
        "11.76",
        "11.00",
        "0.76",
        "0",
    )


def owners(*lines: str) -> list[str]:
    text = "青山市水利局2024年部门预算\n\n本部门2024年支出合计9万元，均为一般公共预算安排的支出。\n\n"
    return [one.owner for one in disclosure_of_text(text + "\n".join(lines)).indicators]


def test_indicators_in_the_table_behind_a_declaration_are_those_of_its_project() -> None:
    declared = tabbed("项目名称|河道管护|", "项目金额|80.00|")
    assert owners("项目支出绩效目标表", declared, "年度绩效指标", tabbed(*INDICATORS)) == ["河道管护"]


def test_indicators_of_a_form_of_projects_that_names_none_are_not_the_departments() -> None:
    assert owners("项目支出绩效目标表", tabbed(*INDICATORS)) == [""]
    assert owners("部门整体绩效目标表", tabbed(*INDICATORS)) == ["部门整体"]


def test_the_budget_of_the_year_is_the_amount_where_the_whole_is_printed_beside_it() -> None:
    fields = "项目名称：|河道管护|项目类别：|一次性项目", "项目概况：|清理河道。", "立项依据：|《河道管理条例》"
    sums = "项目总预算（元）：|900,000|项目当年预算（元）：|500,000", "总目标|河道畅通"
    (project,) = disclosure_of_text(TITLE + tabbed(*fields, *sums, *INDICATORS)).projects
    assert (project.amount, project.unit, project.purpose, project.goals) == (
        "500000",
        "元",
        "清理河道。",
        ("河道畅通",),
    )
    (whole,) = disclosure_of_text(TITLE + tabbed("项目名称|河道管护", "项目总预算（元）|900,000", *INDICATORS)).projects
    assert whole.amount == "900000"


def test_the_money_of_a_self_assessment_is_stated_by_stages() -> None:
    found = load_layout("final-self-assessment")
    stated = [(f.row_label, f.columns[0], f.phase, f.component, f.amount, f.unit) for f in found.figures]
    assert stated[:4] == [
        ("年度资金总额", "年初预算数", "budget", "project-amount", "40.00", "万元"),
        ("年度资金总额", "全年预算数", "adjusted-budget", "adjusted-project-amount", "42.00", "万元"),
        ("年度资金总额", "全年执行数", "final", "executed-project-amount", "41.00", "万元"),
        ("其中：财政拨款", "年初预算数", "budget", "project-amount.fiscal-appropriation", "40.00", "万元"),
    ]
    assert {f.project for f in found.figures} == {found.projects[0].key}


def money(text: str) -> list[tuple[str, str, str, str]]:
    found = disclosure_of_text(TITLE + text).figures
    return [(one.row_label, one.component, one.amount, one.unit) for one in found]


def test_amounts_of_all_years_are_figures_beside_the_amounts_of_the_year() -> None:
    rows = (
        "项目名称|校舍维修|项目起止时间|202101-202312",
        "项目资金|资金总额|900.00|当年资金总额|300.00",
        "|其中：财政拨款|800.00|其中：当年财政拨款|250.00",
        "|其他资金|100.00|当年其他资金|50.00",
        *INDICATORS,
    )
    (project,) = disclosure_of_text(TITLE + tabbed(*rows)).projects
    assert (project.amount, project.fiscal_amount, project.other_amount) == ("300.00", "250.00", "50.00")
    assert project.period == "202101-202312"
    assert money(tabbed(*rows)) == [
        ("资金总额", "whole-project-amount", "900.00", "万元"),
        ("其中：财政拨款", "whole-project-amount.fiscal-appropriation", "800.00", "万元"),
        ("其他资金", "whole-project-amount.other-funds", "100.00", "万元"),
    ]


def test_sources_that_no_field_of_a_project_holds_are_figures() -> None:
    rows = (
        "项目名称|地方病防治",
        "（一）财政拨款小计|4.00",
        "1、一般公共预算|4.00",
        "2、政府性基金|0.00",
        "（二）自有资金小计|1.50",
        "1、事业收入|1.50",
        *INDICATORS,
    )
    assert money(tabbed(*rows)) == [
        ("1、一般公共预算", "project-amount.general-public-budget", "4.00", "万元"),
        ("2、政府性基金", "project-amount.government-fund", "0.00", "万元"),
        ("1、事业收入", "business-income", "1.50", "万元"),
    ]
    assert money(tabbed("项目名称|地方病防治", "财政拨款|4.00", "联系人数|3", *INDICATORS)) == []


@pytest.mark.parametrize(
    ("rate", "proved"), [("95.50%", True), ("95.5", True), ("96%", True), ("95.4%", False), ("96.50%", False)]
)
def test_a_rate_is_read_where_the_amounts_prove_it(rate: str, proved: bool) -> None:
    text = TITLE + tabbed(
        "项目名称|公墓维护||||",
        "项目资金|年初预算数|全年预算数|全年执行数|分值|执行率",
        f"年度资金总额|42.00|40.00|38.20|10|{rate}",
        f"其中：财政拨款|42.00|40.00|38.20|—|{rate}",
        *INDICATORS,
    )
    (form,) = disclosure_of_text(text).forms
    assert [one.text for one in form.derived] == ([rate, rate] if proved else [])


def test_begin_and_end_of_a_project_are_its_period() -> None:
    rows = ("项目名称|河道管护", "计划开始日期|2026-01-01|计划完成日期|2026-12-31", *INDICATORS)
    (project,) = disclosure_of_text(TITLE + tabbed(*rows)).projects
    assert project.period == "2026-01-01—2026-12-31"


def test_money_rows_whose_last_cells_are_dashes_are_read_and_goals_without_stops() -> None:
    text = (
        "项目支出绩效自评表\n项目名称 | 检察业务费 |\n"
        "项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n"
        "年度资金总额 | 80.00 | 80.00 | 78.40 | 10 | 98% | 9.8 |\n其中：财政拨款 | 80.00 | 80.00 | 78.40 | — | | — |\n"
        "年度总体目标 | 预期目标 | 实际完成情况 |\n提高办案质量 | 办案质量提高 |\n"
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
        "产出指标 | 数量指标 | 办理案件数 | ≥300件 | 312件 | 25 | 25 |\n"
    )
    found = disclosure_of_text(text)
    assert [one.amount for one in found.figures if "财政拨款" in one.row_label] == ["80.00", "80.00", "78.40"]
    assert found.projects[0].goals == ("提高办案质量",)


@pytest.mark.parametrize(("head", "unit"), [("单位：万元 |\n", "万元"), ("单位：元 |\n", "元"), ("", "")])
def test_a_unit_that_no_form_prints_is_unknown(head: str, unit: str) -> None:
    found = disclosure_of_text(
        "东屏县水利局2022年部门预算\n项目绩效目标表\n" + head + "项目名称 | 防汛物资储备 |\n年度资金总额 | 65.00 |\n"
        "一级指标 | 二级指标 | 三级指标 | 指标值 |\n产出指标 | 数量指标 | 采购编织袋 | ≥2万条 |\n"
    )
    assert [(one.name, one.amount, one.unit) for one in found.projects] == [("防汛物资储备", "65.00", unit)]


def test_the_project_may_be_named_in_a_line_above_the_table() -> None:
    line = "项目名称：河道管护　　主管部门：某县水利局　　实施单位：某县水利站\n"
    text = "项目绩效目标表\n（2024年度）\n" + line + "单位：万元\n" + tabbed("年度资金总额|88.00", *INDICATORS)
    disclosure = disclosure_of_text(text)
    (project,) = disclosure.projects
    assert (project.name, project.budget_unit, project.amount) == ("河道管护", "某县水利站", "88.00")
    assert [indicator.owner for indicator in disclosure.indicators] == [project.key]


def test_what_the_table_prints_goes_before_the_line_above_it() -> None:
    text = TITLE.strip() + "\n项目名称：河道\n" + tabbed("项目名称|河道管护", "年度资金总额|88.00", *INDICATORS)
    assert [project.name for project in disclosure_of_text(text).projects] == ["河道管护"]
