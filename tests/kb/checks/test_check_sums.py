"""Sums that break: an error where other columns (rows) show what adds up, a warning where none does, else nothing."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest
from made_layouts import disclosure_of_text, tabbed

from kb.checks import Checker
from kb.checks.rules import read_rules
from loaders import triples

RULES = ("rows-do-not-add-up", "columns-do-not-add-up", "total-without-parts")


@cache
def checker() -> Checker:
    return Checker(rule for rule in read_rules() if rule.id in RULES)


def found(title: str, *rows: str, unit: str = "万元") -> list[tuple[str, str, str]]:
    made = disclosure_of_text(f"{title}\n单位：{unit}\n\n" + tabbed(*rows))
    quads = ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS)
    return [(one.rule.partition("-")[0], one.severity, one.difference) for one in checker().check(quads)]


HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
ROWS = (
    "213|农林水支出|10.00|6.00|4.00",
    "21303|水利|10.00|6.00|4.00",
    "2130301|行政运行|6.00|6.00|",
    "2130305|水利工程建设|4.00||4.00",
)


def test_rows_that_add_up_in_another_column_prove_an_error() -> None:
    rows = ("|合计|10.00|6.00|4.00", *ROWS[:2], "2130301|行政运行|6.50|6.50|", ROWS[3])
    assert ("rows", "warning", "0.5") in found("支出总表", HEAD, *rows)
    rows = ("|合计|10.00|6.00|4.00", *ROWS[:2], "2130301|行政运行|6.50|6.00|", ROWS[3])
    assert set(found("支出总表", HEAD, *rows)) == {("rows", "error", "0.5"), ("columns", "error", "0.5")}


def test_row_that_breaks_in_several_columns_may_be_one_that_conversion_lost() -> None:
    rows = ("|合计|19.00|11.00|8.00", *ROWS)
    assert {severity for _, severity, _ in found("支出总表", HEAD, *rows)} == {"warning"}


@pytest.mark.parametrize("head", ["合计|20.00|12.00|8.00", "合计|10.00|6.00|4.00"])
def test_total_that_counts_a_row_twice_is_misread_rather_than_wrong(head: str) -> None:
    assert found("支出总表", HEAD, f"|{head}", *ROWS) == []


def test_one_column_proves_no_more_than_a_warning() -> None:
    rows = ("一、财政拨款收入|236.50", "二、事业收入|3.00", "本年收入合计|231.50")
    assert found("收支总表", "项目|预算数", *rows) == [("rows", "warning", "8")]


def test_columns_that_add_up_in_no_row_are_not_understood() -> None:
    rows = ("渠道清淤|10.00|7.00|6.00", "闸门维修|20.00|9.00|8.00")
    assert found("项目支出表", "项目名称|合计|财政拨款|其他资金", *rows) == []


def test_column_behind_its_total_that_is_no_part_gives_no_finding() -> None:
    rows = ("|合计|41.00|36.00|", "301|工资福利支出|36.00|36.00|", "302|商品和服务支出|5.00||")
    assert found("基本支出表", "科目编码|科目名称|合计|人员经费|备注数", *rows) == []


def test_half_a_unit_of_every_printed_place_is_rounding() -> None:
    def rows(total: str) -> list[tuple[str, str, str]]:
        return found(
            "基本支出表", "科目编码|科目名称|合计", f"|合计|{total}", "301|工资|3.3", "302|商品|3.3", "303|补助|3.3"
        )

    assert rows("9.9") == []
    assert rows("10.1") == [("rows", "note", "0.2")]
    assert rows("10.2") == [("rows", "warning", "0.3")]


def test_total_with_figures_below_in_other_columns_only() -> None:
    rows = ("|合计|10.00|6.00|4.00", "213|农林水支出|7.00|4.00|", "221|住房保障支出|3.00|2.00|")
    assert ("total", "warning", "") in found("支出总表", HEAD, *rows)


def test_rates_and_counts_are_never_added() -> None:
    rows = ("合计|36.00|-10.00%", "一、公务接待费|18.00|-10.00%", "二、公务用车费|18.00|-10.00%")
    assert found("“三公”经费表", "项目|预算数|增减%", *rows) == []
