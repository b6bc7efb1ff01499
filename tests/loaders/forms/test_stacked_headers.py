"""Cells one a line under a header of several rows: codes and names below a group, printed behind all figures."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

HEAD = "湘泸县审计局2022年部门预算公开\n支出总体情况表\n单位：万元\n"
GROUPED = ["科目", "合计", "基本支出", "项目支出", "科目编码", "科目名称"]


def lines(*cells: str) -> str:
    return "".join(f"{cell}\n" for cell in cells)


def stated(*cells: str, head: str = HEAD) -> list[tuple[str, str, str, str]]:
    figures = disclosure_of_text(head + lines(*cells)).figures
    return [(one.row_code, one.row_label, one.columns[-1], one.amount) for one in figures]


def test_codes_and_names_in_the_second_row_of_the_header_stand_before_the_figures() -> None:
    total = ["合计", "100.05", "65.85", "34.20"]
    rows = ["201", "一般公共服务支出", "100.05", "65.85", "34.20", "20108", "审计事务", "100.05", "65.85", "34.20"]
    assert stated(*GROUPED, *total, *rows) == [
        (code, label, column, amount)
        for code, label in (("", "合计"), ("201", "一般公共服务支出"), ("20108", "审计事务"))
        for column, amount in (("合计", "100.05"), ("基本支出", "65.85"), ("项目支出", "34.20"))
    ]


def test_lost_blanks_under_such_a_header_are_placed_by_what_adds_up() -> None:
    total = ["合计", "100.05", "65.85", "34.20"]
    rows = ["2010801", "行政运行", "65.85", "65.85", "2010804", "审计业务", "34.20", "34.20"]
    found = stated(*GROUPED, *total, *rows)
    assert ("2010801", "行政运行", "基本支出", "65.85") in found
    assert ("2010804", "审计业务", "项目支出", "34.20") in found
    assert len(found) == 7


def test_three_columns_of_codes_are_one_code() -> None:
    header = ["科目编码", "科目名称", "2022年预算数", "类", "款", "项", "合计", "基本支出", "项目支出"]
    rows = ["213", "农林水支出", "6.50", "6.50", "—", "213", "02", "林业和草原", "6.50", "6.50", "—"]
    last = ["213", "02", "01", "行政运行", "6.50", "6.50", "—"]
    found = stated(*header, "合计", "6.50", "6.50", "—", *rows, *last)
    assert [code for code, *_ in found] == ["", "", "213", "213", "21302", "21302", "2130201", "2130201"]


def test_a_row_of_column_numbers_and_the_header_printed_again_are_no_rows() -> None:
    counted = [*GROUPED, "栏次", "1", "2", "3"]
    row = ["201", "一般公共服务支出", "9.50", "7.00", "2.50"]
    again = [*GROUPED, "20108", "审计事务", "9.50", "7.00", "2.50"]
    found = stated(*counted, "合计", "9.50", "7.00", "2.50", *row, *again)
    assert [(code, column) for code, _, column, _ in found[3:]] == [
        (code, column) for code in ("201", "20108") for column in ("合计", "基本支出", "项目支出")
    ]


def test_rows_in_which_the_header_does_not_add_up_are_left_unread() -> None:
    rows = ["201", "一般公共服务支出", "100.05", "65.85", "34.20"]
    assert stated(*GROUPED, "合计", "100.05", "65.85", "24.20", *rows) == []


@pytest.mark.parametrize("halves", [("11,658", ".25"), ("11,658.", "25"), ("11,", "658.25"), ("11", ",658.25")])
def test_a_figure_cut_by_a_line_end_is_whole(halves: tuple[str, str]) -> None:
    cells = ["科目编码", "科目名称", "合计", "合计", *halves, "201", "一般公共服务支出", "11,658.25"]
    assert [amount for *_, amount in stated(*cells)] == ["11658.25", "11658.25"]


def test_two_whole_figures_on_two_lines_stay_two() -> None:
    cells = ["科目编码", "科目名称", "基本支出", "项目支出", "201", "一般公共服务支出", "11", "658.25"]
    assert [amount for *_, amount in stated(*cells)] == ["11", "658.25"]


def test_a_label_cut_behind_its_code_is_whole() -> None:
    cells = ["2080505", "机关事业单位基本养老", "保险缴费支出", "8.00", "8.00", "—"]
    found = stated(*GROUPED, "合计", "8.00", "8.00", "—", *cells)
    assert {label for _, label, *_ in found} == {"合计", "机关事业单位基本养老保险缴费支出"}
