"""Headers of several lines with single blanks: words that narrow cells cut are whole again, others stand below."""

from __future__ import annotations

from made_layouts import disclosure_of_text

CUT = ["科目 科目名称 合计 一般公共预 政府性基金 事业", "编码 算拨款收入 预算拨款 收入"]
ROWS = [
    "213 农林水支出 83.00 80.00 2.00 1.00",
    "2130301 行政运行 42.00 42.00",
    "2130305 水利建设 41.00 38.00 2.00 1.00",
]
PURCHASES = ["项目名称 采购品目 采购 预算金额", "数量 单位 合计 一般公共 其他", "预算 资金"]
GOODS = ["合计 86.00 80.00 6.00", "设备购置 计算机 50 台 36.00 30.00 6.00", "校舍维修 装修工程 1 项 50.00 50.00"]


def read(title: str, *lines: str) -> list[tuple[str, str, str]]:
    found = disclosure_of_text(f"{title}\n单位：万元\n" + "\n".join(lines) + "\n").figures
    return [(one.row_label or one.project, "/".join(one.columns), one.amount) for one in found]


def test_words_that_line_ends_cut_are_whole_again() -> None:
    found = read("部门收入总表", *CUT, *ROWS)
    assert len(found) == 10
    assert ("行政运行", "一般公共预算拨款收入", "42.00") in found
    assert ("水利建设", "政府性基金预算拨款", "2.00") in found


def test_a_header_of_three_lines_over_rows_that_lost_blank_cells() -> None:
    found = read("政府采购预算表", *PURCHASES, *GOODS)
    amounts = {(column, amount) for _, column, amount in found}
    assert ("预算金额/一般公共预算", "50.00") in amounts
    assert ("预算金额/其他资金", "6.00") in amounts
    assert ("采购/数量", "50") in amounts


def test_a_word_that_no_header_has_leaves_its_table_unread() -> None:
    assert read("部门收入总表", CUT[0], "编码 算拨款收入 预算拨款 天气", *ROWS) == []
