"""Rows whole: labels on both sides under headers of any wording; purchases with project, subject and goods."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text, tabbed

from loaders.facts import Figure


def figures(title: str, *rows: str) -> list[Figure]:
    return list(disclosure_of_text(f"{title}\n单位：万元\n\n" + tabbed(*rows)).figures)


@pytest.mark.parametrize(
    "header",
    [
        "项目|预算数|项目|预算数",
        "收入|预算数|支出|预算数",
        "收入名称|金额|支出功能科目|金额",
        "收入项目|预算数|支出项目|预算数",
        "收入|金额|支出|金额",
    ],
)
def test_each_side_keeps_its_labels(header: str) -> None:
    found = figures("收支总表", header, "一、财政拨款收入|6.00|一、农林水支出|5.00", "收入总计|6.00|支出总计|5.00")
    assert [(one.side, one.row_label, one.amount) for one in found] == [
        ("income", "一、财政拨款收入", "6.00"),
        ("expenditure", "一、农林水支出", "5.00"),
        ("income", "收入总计", "6.00"),
        ("expenditure", "支出总计", "5.00"),
    ]


def test_a_column_of_figures_under_the_name_of_a_side_stays_one() -> None:
    found = figures("收支总表", "科目编码|科目名称|收入|支出", "213|农林水支出|6.00|5.00")
    assert [(one.row_label, one.columns[-1]) for one in found] == [("农林水支出", "收入"), ("农林水支出", "支出")]


def test_purchases_are_labelled_by_the_innermost_name_and_keep_their_project() -> None:
    found = figures(
        "政府采购支出预算表",
        "采购品目大类|专项名称|经济科目|采购物品名称|采购组织形式|总计",
        "合计|||||9.00",
        "服务||||　|9.00",
        "|河道管护|维修费||　|5.00",
        "|||疏浚服务|分散采购|5.00",
        "||印刷费||　|4.00",
        "|||印刷服务|分散采购|3.00",
        "||||集中采购|1.00",
    )
    assert [(one.row_label, one.project, one.total_row) for one in found] == [
        ("合计", "", True),
        ("服务", "", True),
        ("维修费", "河道管护", True),
        ("疏浚服务", "河道管护", False),
        ("印刷费", "河道管护", True),
        ("印刷服务", "河道管护", False),
        ("印刷服务", "河道管护", False),
    ]


def test_codes_in_full_width_digits_are_codes() -> None:
    found = figures("支出总表", "科目编码|科目名称|合计", "２１３|农林水|9.00", "２１３０３|水利|9.00")
    assert [(one.row_code, one.scheme, one.total_row) for one in found] == [
        ("213", "functional", True),
        ("21303", "functional", False),
    ]


def test_a_unit_that_two_lines_share_is_one() -> None:
    text = "“三公”经费支出预算表\n部门：青山市水利局\n单位：万\n元\n合计\t公务接待费\t公务用车费\n6.00\t2.00\t4.00\n"
    assert {one.unit for one in disclosure_of_text(text).figures} == {"万元"}


def test_a_unit_that_is_not_printed_is_unknown() -> None:
    text = "“三公”经费支出预算表\n合计\t公务接待费\t公务用车费\n6.00\t2.00\t4.00\n"
    assert {(one.unit, one.yuan) for one in disclosure_of_text(text).figures} == {("", None)}


def test_statistics_count_in_the_unit_of_their_label() -> None:
    found = figures("“三公”经费表", "项目|预算数", "公务接待费|1.00", "公务接待批次（批）|10", "公务接待人数（人）|50")
    assert [one.unit for one in found] == ["万元", "批", "人"]


def test_executed_figures_of_the_fiscal_year_are_not_those_of_the_year_before() -> None:
    found = figures("2020年收入预算表", "项目|2019年执行数|2020年执行数", "税收收入|4.00|5.00")
    assert [one.component for one in found] == ["last-year-actual", "total"]


def test_a_row_that_lost_three_cells_is_placed_by_what_adds_up() -> None:
    found = figures(
        "收入预算表",
        "科目编码|科目名称|合计|财政拨款|事业收入|经营收入|上级补助收入|其他收入|上年结转",
        "213|农林水|28.00|1.00|2.00|4.00|8.00|6.00|7.00",
        "214|交通|28.00|1.00|2.00|4.00|8.00|6.00|7.00",
        "221|住房|9.00|1.00|8.00|",
    )
    housing = [one for one in found if one.row_code == "221"]
    assert [(one.columns[-1], one.amount) for one in housing] == [("合计", "9.00")]


def test_prices_of_purchases_are_never_added_to_their_amounts() -> None:
    found = figures("政府采购预算表", "采购项目名称|数量|单价|采购金额", "计算机|2|3.00|6.00", "合计|||6.00")
    assert sum(one.value for one in found if one.yuan and not (one.total_row or one.total_column)) == 6
