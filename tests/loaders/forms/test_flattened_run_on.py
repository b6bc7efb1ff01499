"""Cells without anything between them: cut behind the second decimal and before words, where the sums hold."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

HEAD = "科目编码科目名称合计基本支出项目支出"
TOTAL = "合计276.67211.4765.20"
ROWS = ["201一般公共服务支出245.60180.4065.20", "2010301行政运行180.40180.40", "2010302一般行政管理事务65.2065.20"]
LAST = "208社会保障和就业支出31.0731.07"
SIDES = "收入支出项目预算数项目预算数一、财政拨款收入90.50一、教育支出70.00二、卫生健康支出20.50"
TOTALS = "收入总计90.50支出总计90.50"


def read(*lines: str, title: str = "一般公共预算支出表") -> list[tuple[str, str, str]]:
    text = "石川县档案馆2023年部门预算公开\n" + title + "\n".join(lines) + "\n"
    return [(one.row_label, one.columns[-1], one.amount) for one in disclosure_of_text(text).figures]


@pytest.mark.parametrize("parting", ["\n", ""])
def test_rows_that_run_on_are_cut_where_their_sums_hold(parting: str) -> None:
    found = read(parting.join(["", "单位：万元", HEAD, TOTAL, *ROWS, LAST]))
    assert len(found) == 12
    assert ("一般行政管理事务", "项目支出", "65.20") in found
    assert ("社会保障和就业支出", "基本支出", "31.07") in found
    assert ("合计", "合计", "276.67") in found


def test_a_form_of_two_sides_in_one_line_keeps_them() -> None:
    found = read("单位：万元" + SIDES + TOTALS, title="收支总表")
    assert len(found) == 5
    assert ("二、卫生健康支出", "预算数", "20.50") in found


@pytest.mark.parametrize(
    "total",
    ["合计276.67211.4755.20", "合计276.67211.465.20", "合计276.67211.47165.20"],
    ids=["no sum holds", "one decimal", "a total of other rows"],
)
def test_rows_whose_sums_break_are_unread(total: str) -> None:
    assert read("单位：万元", HEAD, total, *ROWS, LAST, "2023年合计276.67万元。") == []
