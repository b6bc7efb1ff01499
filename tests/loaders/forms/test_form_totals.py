"""Totals: no sum counts a subject and its parts, a total and its rows, a memo and the row it belongs to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_layouts import disclosure_of_text, tabbed

from loaders.facts import Figure


def figures(title: str, *rows: str) -> list[Figure]:
    return list(disclosure_of_text(f"{title}\n单位：万元\n\n" + tabbed(*rows)).figures)


def addends(found: list[Figure], component: str) -> Decimal:
    """The sum of what no other figure of the column adds up."""
    return sum((one.value for one in found if one.component == component and not one.total_row), Decimal(0))


def totals(found: list[Figure]) -> list[str]:
    return [one.row_code or one.row_label for one in found if one.total_row]


def test_subjects_above_their_parts_are_totals() -> None:
    found = figures(
        "支出总表",
        "科目编码|科目名称|合计",
        "|合计|9.00",
        "208|社保|4.00",
        "20805|养老|4.00",
        "2080505|缴费|4.00",
        "213|农林水|5.00",
    )
    assert totals(found) == ["合计", "208", "20805"]
    assert addends(found, "total") == Decimal("9.00")


def test_subject_whose_parts_are_not_printed_is_an_addend() -> None:
    found = figures("支出总表", "科目编码|科目名称|合计", "208|社保|4.00", "213|农林水|5.00")
    assert totals(found) == []


def test_unit_above_its_subjects_is_a_total() -> None:
    found = figures(
        "支出总表",
        "单位代码|单位名称|科目编码|科目名称|合计",
        "205001|青山市水利局|||9.00",
        "||2130301|行政运行|4.00",
        "||2130399|其他|5.00",
    )
    assert addends(found, "total") == Decimal("9.00")


def test_numbered_rows_above_deeper_ones_are_totals() -> None:
    found = figures(
        "一般公共预算“三公”经费表",
        "项目|预算数",
        "合计|9.00",
        "一、因公出国（境）费|",
        "二、公务用车购置及运行费|7.00",
        "（一）公务用车购置费|3.00",
        "（二）公务用车运行费|4.00",
        "三、公务接待费|2.00",
    )
    assert totals(found) == ["合计", "二、公务用车购置及运行费"]
    assert addends(found, "total") == Decimal("9.00")


def test_part_that_does_not_add_up_is_a_memo() -> None:
    found = figures("固定资产占用情况表", "项目|价值", "一、房屋|9.00", "其中：办公用房|6.00", "二、车辆|3.00")
    assert totals(found) == ["其中：办公用房"]


def test_parts_that_add_up_make_their_row_a_total() -> None:
    found = figures("固定资产占用情况表", "项目|价值", "房屋|9.00", "其中：办公用房|6.00", "业务用房|3.00")
    assert totals(found) == ["房屋"]


def test_numbered_part_stands_at_the_level_of_its_number() -> None:
    found = figures(
        "“三公”经费表", "项目|预算数", "三公经费|9.00", "其中：（一）公务用车费|7.00", "（二）公务接待费|2.00"
    )
    assert totals(found) == ["三公经费"]


def test_type_of_projects_printed_alone_is_the_total_of_its_projects() -> None:
    found = figures("项目支出表", "类型|项目名称|合计", "特定目标类||9.00", "|河道管护|4.00", "|水库加固|5.00")
    assert totals(found) == ["特定目标类"]
    assert [one.project for one in found] == ["", "河道管护", "水库加固"]


@pytest.mark.parametrize(
    ("header", "row", "total_columns"),
    [
        ("科目编码|科目名称|合计|基本支出|项目支出", "213|农林水|9.00|4.00|5.00", ["合计"]),
        ("科目编码|科目名称|合计|基本支出|项目支出", "213|农林水|9.00||", []),
        ("科目编码|科目名称|2023年预算数|2024年预算数|增减额", "213|农林水|9.00|8.00|-1.00", []),
        ("科目编码|科目名称|年初预算数|全年预算数|决算数", "213|农林水|9.00|8.00|8.00", []),
    ],
    ids=["total beside its parts", "parts not printed", "years", "phases"],
)
def test_total_column_is_one_beside_its_printed_parts(header: str, row: str, total_columns: list[str]) -> None:
    found = figures("支出总表", header, row)
    assert [one.columns[-1] for one in found if one.total_column] == total_columns


def test_columns_of_the_same_words_are_two_columns() -> None:
    found = figures(
        "支出总表", "科目编码|科目名称|预算数|预算数", "213|农林水|42.00|", "21301|农业|42.00|", "21303|水利||15.00"
    )
    assert [(one.column_number, one.amount, one.total_row) for one in found] == [
        (3, "42.00", True),
        (3, "42.00", False),
        (4, "15.00", False),
    ]


def test_figures_know_what_they_add_up_to_down_and_across() -> None:
    found = figures("支出总表", "科目编码|科目名称|合计|基本支出|项目支出", "213|农林水|9|4|5", "21301|农业|9|4|5")
    at = {(one.row_number, one.column_number): one for one in found}
    assert at[2, 4].adds_up_to == ((1, 4), (2, 3))
    assert at[1, 5].adds_up_to == ((1, 3),)
    assert at[1, 3].adds_up_to == ()


def test_a_part_that_is_not_all_is_of_which() -> None:
    found = figures("固定资产占用情况表", "项目|价值", "一、房屋|9.00", "其中：办公用房|6.00", "二、车辆|3.00")
    assert [(one.of_which, one.adds_up_to) for one in found] == [((), ()), (((1, 2),), ()), ((), ())]


def test_rates_add_up_to_no_rate() -> None:
    found = figures(
        "政府性基金预算支出表",
        "科目编码|科目名称|预算数|增减%",
        "|合计|7.00|2.17%",
        "205|教育|3.00|2.34%",
        "206|科学|4.00|-0.17%",
    )
    assert {one.component for one in found if one.adds_up_to} == {"total"}


def test_things_among_money_are_no_parts_of_it() -> None:
    found = figures(
        "机构运行信息表",
        "项目|统计数",
        "一、“三公”经费支出|4.00",
        "（一）公务用车费|3.00",
        "（二）公务接待费|1.00",
        "二、机关运行经费|12.00",
        "（一）车辆数合计（辆）|5",
        "（二）单价100万元以上设备（台，套）|7",
    )
    assert [one.row_label for one in found if one.adds_up_to] == ["（一）公务用车费", "（二）公务接待费"]
    assert [one.row_label for one in found if one.total_row] == ["一、“三公”经费支出"]


def test_list_numbered_from_one_is_what_a_wrong_total_adds_up() -> None:
    def parts(*rows: str) -> list[str]:
        found = figures("收支总表", "项目|预算数", *rows)
        return [one.row_label for one in found if one.adds_up_to]

    listed = ("一、财政拨款收入|236.50", "二、事业收入|3.00", "三、其他收入|")
    assert parts(*listed, "本年收入合计|231.50") == ["一、财政拨款收入", "二、事业收入"]
    assert parts("二、财政拨款收入|236.50", "三、事业收入|3.00", "本年收入合计|231.50") == []


def test_total_between_numbered_rows_and_another_total_is_no_memo() -> None:
    found = figures("收支总表", "项目|预算数", "一、财政拨款收入|236.50", "本年收入合计|231.50", "收入总计|236.50")
    assert not any(one.of_which for one in found)


def test_rows_that_bear_the_code_of_a_unit_stand_below_it() -> None:
    found = figures(
        "政府采购预算表",
        "单位代码|单位名称|项目|采购金额|其中面向中小企业",
        "|合计||9.00|9.00",
        "032|青山市水利局||9.00|9.00",
        "032002|青山市灌区中心|渠道清淤|4.50|4.00",
        "032002|青山市灌区中心|闸门维修|5.00|5.00",
    )
    wholes = {one.row_number: one.adds_up_to for one in found if one.component == "procurement-amount"}
    assert wholes[3] == wholes[4] == ((2, 4),)


def test_many_rows_of_the_same_figure_stand_beside_one_another() -> None:
    rows = "".join(f"支出甲{number}\t1\t1\t\n" for number in range(1200))
    found = disclosure_of_text(
        f"支出总表\n单位：万元\n科目名称\t合计\t基本支出\t项目支出\n合计\t1200\t1200\t0\n{rows}"
    ).figures
    assert sum(1 for one in found if one.row_number > 1 and (1, 2) in one.adds_up_to) == 1200
