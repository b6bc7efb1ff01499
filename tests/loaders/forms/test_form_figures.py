"""Figures of forms: blank is not zero, units by column, shifted columns set right or left unknown, nothing invented."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_layouts import disclosure_of_text, tabbed

from loaders.facts import Figure


def figures(title: str, *rows: str, unit: str = "单位：万元\n") -> list[Figure]:
    return list(disclosure_of_text(f"{title}\n{unit}\n" + tabbed(*rows)).figures)


def read(found: list[Figure]) -> list[tuple[str, str, str]]:
    return [(figure.row_code or figure.row_label, figure.component, figure.amount) for figure in found]


EXPENDITURE = "科目编码|科目名称|合计|基本支出|项目支出"


@pytest.mark.parametrize("blank", ["", " ", "　", "-", "—", "——", "－"])
def test_blank_and_dash_are_no_figures(blank: str) -> None:
    found = figures("部门支出总表", EXPENDITURE, f"213|农林水支出|5.00|5.00|{blank}")
    assert read(found) == [("213", "total", "5.00"), ("213", "basic-expenditure", "5.00")]


@pytest.mark.parametrize("zero", ["0", "0.00"])
def test_printed_zero_is_a_figure(zero: str) -> None:
    found = figures("部门支出总表", EXPENDITURE, f"213|农林水支出|5.00|5.00|{zero}")
    assert read(found)[-1] == ("213", "project-expenditure", zero)


@pytest.mark.parametrize(
    ("printed", "amount"), [("1,234.50", "1234.50"), ("１２.5", "12.5"), ("-3.00", "-3.00"), ("12 34.5", "1234.5")]
)
def test_amount_is_printed_digits_without_separators(printed: str, amount: str) -> None:
    found = figures("部门支出总表", EXPENDITURE, f"213|农林水支出|{printed}||")
    assert found[0].amount == amount
    assert found[0].value == Decimal(amount)


@pytest.mark.parametrize(("unit", "yuan"), [("单位：万元\n", 50000), ("单位：元\n", 5), ("单位：千元\n", 5000)])
def test_yuan_follow_the_printed_unit(unit: str, yuan: int) -> None:
    assert figures("部门支出总表", EXPENDITURE, "213|农林水支出|5.00||", unit=unit)[0].yuan == yuan


def test_amount_without_any_unit_has_no_yuan() -> None:
    assert figures("部门支出总表", EXPENDITURE, "213|农林水支出|5.00||", unit="")[0].yuan is None


def test_unit_may_stand_in_the_header_of_one_column() -> None:
    found = figures("固定资产占用情况表", "项目|数量（辆）|价值（金额单位：万元）", "车辆|3|45.00", unit="")
    assert [(figure.component, figure.unit) for figure in found] == [("quantity", "辆"), ("asset-value", "万元")]


def test_percentage_is_no_money() -> None:
    found = figures(
        "机关运行经费表", "项目|2023年预算数|2024年预算数|增减%", "办公费|4.00|5.00|25.00", "水费|4.00|5.00|25%"
    )
    assert [(figure.amount, figure.unit) for figure in found if figure.component == "budget-change-rate"] == [
        ("25.00", "%"),
        ("25", "%"),
    ]


def test_last_year_is_not_taken_for_this_year() -> None:
    found = figures("一般公共预算“三公”经费表", "项目|2023年预算数|2024年预算数", "公务接待费|4.00|5.00")
    assert read(found) == [("公务接待费", "last-year-budget", "4.00"), ("公务接待费", "total", "5.00")]


def test_word_in_an_amount_column_is_stated_as_unread() -> None:
    disclosure = disclosure_of_text(
        "部门支出总表\n单位：万元\n\n"
        + tabbed(EXPENDITURE, "213|农林水支出|5.00|5.00|见说明", "208|社保|2.00|1.00|1.00")
    )
    assert [unread.text for unread in disclosure.unread if unread.reason == "text in an amount column"] == ["见说明"]


def test_one_data_cell_too_many_is_set_right_by_the_totals() -> None:
    found = figures(
        "部门收入总表",
        "科目编码|科目名称|合计|财政拨款收入|事业收入",
        "208|社会保障|30.00||20.00|10.00",
        "20805|养老|30.00||20.00|10.00",
        "213|农林水支出|70.00||50.00|20.00",
    )
    assert read(found)[:3] == [
        ("208", "total", "30.00"),
        ("208", "fiscal-appropriation", "20.00"),
        ("208", "business-income", "10.00"),
    ]


def test_column_without_a_word_that_no_sum_proves_is_unknown() -> None:
    found = figures(
        "部门收入总表",
        "科目编码|科目名称|财政拨款收入|事业收入",
        "208|社会保障|20.00|10.00|7.00",
        "213|农林水支出|50.00|20.00|3.00",
    )
    assert [figure.component for figure in found[:3]] == ["fiscal-appropriation", "business-income", "unknown"]


@pytest.mark.parametrize(
    ("last", "component"),
    [("213|农林水支出|9.00|5.00|4.00", "total"), ("213|农林水支出|||4.00", "unknown")],
    ids=["two rows add up", "one row adds up"],
)
def test_a_column_of_unknown_words_is_a_total_where_two_rows_add_up(last: str, component: str) -> None:
    found = figures("部门支出总表", "科目编码|科目名称|甲乙丙合数|基本支出|项目支出", "208|社保|5.00|2.00|3.00", last)
    assert read(found)[0] == ("208", component, "5.00")


def test_unknown_header_word_keeps_its_figures_unknown() -> None:
    found = figures(
        "部门支出总表", "科目编码|科目名称|合计|甲乙丙经费", "213|农林水支出|5.00|2.00", "208|社保|5.00|2.00"
    )
    assert ("213", "unknown", "2.00") in read(found)


def test_sides_of_different_length_keep_their_own_rows() -> None:
    found = figures(
        "部门收支总表",
        "收入||支出|",
        "项目|预算数|项目|预算数",
        "一、财政拨款|9.00|一、基本支出|4.00",
        "||二、项目支出|5.00",
        "收入总计|9.00|支出总计|9.00",
    )
    assert [(figure.side, figure.row_label, figure.amount) for figure in found] == [
        ("income", "一、财政拨款", "9.00"),
        ("expenditure", "一、基本支出", "4.00"),
        ("expenditure", "二、项目支出", "5.00"),
        ("income", "收入总计", "9.00"),
        ("expenditure", "支出总计", "9.00"),
    ]


def test_third_side_has_labels_of_its_own_even_under_unknown_words() -> None:
    found = figures(
        "部门收支总表",
        "收入||支出|||",
        "项目|预算数|项目|预算数|甲乙分类|预算数",
        "一、财政拨款|9.00|一、农林水支出|9.00|一、工资|9.00",
        "收入总计|9.00|支出总计|9.00|支出总计|9.00",
    )
    assert len({figure.side for figure in found}) == 3
    assert [figure.row_label for figure in found[:3]] == ["一、财政拨款", "一、农林水支出", "一、工资"]


def test_folded_table_is_read_one_part_below_the_other() -> None:
    header = "科目编码|科目名称|金额|科目编码|科目名称|金额"
    found = figures(
        "一般公共预算基本支出表",
        header,
        "301|工资福利支出|8.00|302|商品和服务支出|2.00",
        "30101|基本工资|8.00|30201|办公费|2.00",
    )
    assert [(figure.row_code, figure.amount) for figure in found] == [
        ("301", "8.00"), ("30101", "8.00"), ("302", "2.00"), ("30201", "2.00"),
    ]  # fmt: skip


def test_column_numbers_are_no_figures() -> None:
    found = figures("部门支出总表", EXPENDITURE, "栏次||1|2|3", "213|农林水支出|5.00|5.00|")
    assert [figure.amount for figure in found] == ["5.00", "5.00"]


def test_header_repeated_in_the_middle_is_no_row() -> None:
    found = figures("部门支出总表", EXPENDITURE, "213|农林水支出|5.00|5.00|", EXPENDITURE, "208|社会保障|2.00|2.00|")
    assert {figure.row_code for figure in found} == {"213", "208"}


CELLS = st.sampled_from(["", "-", "5.00", "1,234.56", "0", "合计", "农林水支出", "见说明", "25%"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_every_figure_that_is_printed_is_read_once_and_no_other(rows: list[tuple[str, ...]]) -> None:
    body = [f"{number}|第{number}行|" + "|".join(row) for number, row in enumerate(rows, 201)]
    found = figures("部门支出总表", EXPENDITURE, "200|其他|1.00|1.00|", *body)[2:]
    printed = [cell.replace(",", "").rstrip("%") for row in rows for cell in row if cell[:1].isdigit()]
    assert [figure.amount for figure in found] == printed


def test_a_cell_may_print_the_unit_of_its_own_figure() -> None:
    figures = disclosure_of_text(
        "部门支出总表\n单位：元\n\n" + tabbed("科目编码|科目名称|合计|基本支出", "2130301|行政运行|178.30万元|5.00")
    ).figures
    assert [(one.amount, one.unit) for one in figures] == [("178.30", "万元"), ("5.00", "元")]


def test_a_code_of_two_digits_is_no_sign_that_a_short_row_is_shifted() -> None:
    found = figures(
        "政府采购预算表",
        "单位代码|单位名称|项目|采购数量|计量单位|采购金额合计(元)|其中面向中小企业(元)|其中面向小微企业(元)",
        "08|社会保障股||||30000.00|12000.00",
        "032002|青山市服务中心|办公费|2|台|12000.00|12000.00",
        "032002|青山市服务中心|购车|1|1|18000.00",
        unit="单位：元\n",
    )
    assert read(found) == [
        ("08", "procurement-amount", "30000.00"),
        ("08", "sme-share", "12000.00"),
        ("032002", "quantity", "2"),
        ("032002", "procurement-amount", "12000.00"),
        ("032002", "sme-share", "12000.00"),
        ("032002", "quantity", "1"),
        ("032002", "procurement-amount", "18000.00"),
        ("032002", "unknown", "1"),
    ]


def test_units_of_columns_may_fill_a_row_below_the_header() -> None:
    found = figures("部门支出总表", EXPENDITURE, "||万元|元|元", "213|农林水支出|5.00|50000|", unit="")
    assert [(one.amount, one.unit) for one in found] == [("5.00", "万元"), ("50000", "元")]


def test_a_row_of_one_unit_is_no_row_of_units() -> None:
    assert [one.unit for one in figures("部门支出总表", EXPENDITURE, "||万元||", "213|水利|5.00||", unit="")] == [""]


THREE = ("项目|全年预算（元）|实际支出（元）||比上年同期|", "||第三季度|累计|增减额（元）|增减幅度（%）")


def test_counts_among_columns_of_money_have_the_unit_of_their_row() -> None:
    found = figures(
        "“三公”经费支出情况表",
        *THREE,
        "公务接待费|600.00|84.20|312.60|-71.50|-18.62",
        "公务接待批次（批）||9|34|-7|",
        unit="",
    )
    assert [(one.amount, one.unit) for one in found] == [
        ("600.00", "元"),
        ("84.20", "元"),
        ("312.60", "元"),
        ("-71.50", "元"),
        ("-18.62", "%"),
        ("9", "批"),
        ("34", "批"),
        ("-7", "批"),
    ]


def test_labels_with_values_above_a_header_head_no_column() -> None:
    small = "填报单位：青山县水利局|||||填报时间：2023年10月8日"
    (found, *_) = figures(
        "“三公”经费支出情况表", small, *THREE, "公务接待费|600.00|84.20|312.60|-71.50|-18.62", unit=""
    )
    assert (found.columns, found.amount) == (("全年预算（元）",), "600.00")


def test_counts_in_a_form_whose_title_is_lost_are_no_codes() -> None:
    rows = ("项目|预算数", "公务接待费|5.00", "公务用车运行维护费|3.00", "公务接待人次|307")
    found = disclosure_of_text("青山县水利局2023年预算\n单位：万元\n" + tabbed(*rows))
    assert [one.form for one in found.figures] == ["three-public"] * 3


def test_a_quantity_may_print_its_unit() -> None:
    found = figures("政府采购预算表", "项目名称|品目|数量|合计", "设备购置|台式计算机|10台|5.00", "合计|||5.00")
    assert [(one.amount, one.unit) for one in found] == [("10", "台"), ("5.00", "万元"), ("5.00", "万元")]


def test_a_quantity_of_words_is_no_figure() -> None:
    found = figures("政府采购预算表", "项目名称|品目|数量|合计", "设备购置|台式计算机|10余台|5.00", "合计|||5.00")
    assert [one.amount for one in found] == ["5.00", "5.00"]


@pytest.mark.parametrize(("printed", "unit"), [("支出预算（单位：万元）", "万元"), ("支出预算（万元）", "")])
def test_a_word_of_the_header_may_name_the_unit_of_the_form(printed: str, unit: str) -> None:
    found = figures("收支总表", f"项目|收入预算|{printed}", "水利局|5.00|4.00", "合计|5.00|4.00", unit="")
    assert [one.unit for one in found] == [unit, "万元", unit, "万元"]
