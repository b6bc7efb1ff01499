"""Two sides a cell a line, their blank cells lost: what a label says and the order of rows tell the side."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

HEAD = ["收入", "支出", "项目", "预算数", "项目", "预算数"]
NUMBERED = ["收入", "支出", "项目", "行次", "金额", "项目", "行次", "金额", "栏次", "1", "栏次", "2"]
ROWS = ["一、财政拨款收入", "90.5", "一、教育支出", "70.0", "二、卫生健康支出", "20.5", "上年结转", "4.0"]
TOTALS = ["收入总计", "94.5", "支出总计", "90.5"]


def read(*cells: str, gap: str = "\n") -> list[tuple[str, str, str]]:
    found = disclosure_of_text("收支总表\n单位：万元\n" + gap.join(cells) + "\n").figures
    return [(one.row_label, one.component, one.amount) for one in found]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_entry_whose_other_side_is_blank_keeps_its_side(gap: str) -> None:
    found = read(*HEAD, *ROWS, *TOTALS, gap=gap)
    assert len(found) == 6
    assert ("二、卫生健康支出", "expenditure", "20.5") in found
    assert ("上年结转", "income", "4.0") in found


def test_rows_that_count_on_from_side_to_side_tell_the_side_of_a_total() -> None:
    first = ["一、财政拨款收入", "1", "90.5", "一、教育支出", "4", "70.0", "2", "二、卫生健康支出", "5", "20.5"]
    found = read(*NUMBERED, *first, "总计", "3", "90.5", "总计", "6", "90.5")
    assert [one for one in found if one[0] == "总计"] == [
        ("总计", "income", "90.5"),
        ("总计", "expenditure", "90.5"),
    ]
    assert ("二、卫生健康支出", "expenditure", "20.5") in found


def test_a_label_that_may_stand_on_either_side_is_unread() -> None:
    labels = {label for label, *_ in read(*HEAD, *ROWS[:4], "其他", "3.0", "二、农林水支出", "2.0", "上年结转", "4.0")}
    assert "其他" not in labels
    assert "上年结转" in labels
