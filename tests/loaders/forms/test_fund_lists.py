"""Lists that share a fund out over projects: a cell a line, with what is built in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_layouts import disclosure_of_text

from loaders.document import load

PAGE = """2021年，上级下达青河区衔接资金96.5万元，现将资金分配情况公示如下：
一、资金来源
1.省级衔接资金40万元
2.市级衔接资金56.5万元
二、资金分配情况表
青河区2021年衔接资金分配表 |
|||||
序号 |
项目名称 |
建设地点 |
建设内容 |
投资 规模 |
责任 单位 |
1 |
青河区柳林镇石村2021年道路硬化项目 |
柳林镇石村 |
铺设路面1560平方米，修建边沟320米。 |
36万元 |
柳林镇政府 |
2 |
杨庄乡东湾饮水项目 |
杨庄乡东湾村 |
新建管道1200米，2寸×3根。 |
60.5万元 |
杨庄乡政府 |
|
|
|
|
备注：各项目建设情况由责任单位另行公示。
监督电话：0000-1234567
"""


def test_a_list_of_projects_with_sentences_in_its_cells_is_read_whole() -> None:
    found = disclosure_of_text(PAGE)
    assert [(one.name, one.amount, one.unit, one.budget_unit) for one in found.projects] == [
        ("青河区柳林镇石村2021年道路硬化项目", "36", "万元", "柳林镇政府"),
        ("杨庄乡东湾饮水项目", "60.5", "万元", "杨庄乡政府"),
    ]
    assert [(one.columns, one.amount) for one in found.figures] == [(("投资规模",), "36"), (("投资规模",), "60.5")]
    assert {"96.5", "40", "56.5"} <= {one.value for one in found.statements}


def test_a_body_behind_the_money_of_its_row_signs_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert load(page).department.name == ""


LINES = """关于下达2024年库区发展补助资金的通知
东屿镇人民政府：
附件：2024年库区发展补助项目资金分配表
                                              青岭县民政局                 青岭县财政局
                                                       2024年1月11日
附件1
2024年库区发展补助项目资金分配表
序号 镇、村 项目名称 项目内容 资金投入(万元) 补助金额(万元)
1 东屿镇沙村 巷道铺装 总长480米，铺青石板。 52 13
2 东屿镇石村 引水渠 总长90米。 40 17
合计     30
"""


def test_what_is_given_prices_a_project_and_not_what_is_invested() -> None:
    found = disclosure_of_text(LINES)
    assert [(one.name, one.amount, one.budget_unit) for one in found.projects] == [
        ("巷道铺装", "13", "东屿镇沙村"),
        ("引水渠", "17", "东屿镇石村"),
    ]
    assert "30" not in {one.amount for one in found.figures}, "of which column it is the sum nothing tells"


def test_a_body_signs_above_its_list_and_cells_of_it_do_not(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(LINES + "东屿镇\n", encoding="utf-8")
    assert load(page).department.name == "青岭县民政局"


DEBT = """2021年地方政府债务限额调整情况表 |
单位：亿元 |
项目 |
公 式 |
本地区 |
本级 |
下级 |
一、2020年地方政府债务限额 |
A=B+C |
318.40 |
142.60 |
175.80 |
其中：一般债务限额 |
B |
121.15 |
60.35 |
60.80 |
附：提前下达的限额 |
D |
46.90 |
46.90 |
|
"""


def test_rows_as_long_as_their_header_need_no_words_that_are_known() -> None:
    found = disclosure_of_text(DEBT)
    assert [(one.row_label, one.columns, one.amount, one.unit) for one in found.figures][2:5] == [
        ("一、2020年地方政府债务限额", ("下级",), "175.80", "亿元"),
        ("其中：一般债务限额", ("本地区",), "121.15", "亿元"),
        ("其中：一般债务限额", ("本级",), "60.35", "亿元"),
    ]
    assert len(found.figures) == 8


def test_a_row_that_lost_a_cell_leaves_such_a_table_unread() -> None:
    assert disclosure_of_text(DEBT.replace("60.35 |\n", "")).figures == ()


def numbered(*rows: tuple[str, ...]) -> str:
    heads = ("附件", "青河区2020年第一批扶贫专项资金", "安排表", "单位：万元", "序号", "村名", "项目名称", "资金金额")
    return "\n\n".join([*heads, *(cell for row in rows for cell in row)]) + "\n"


VILLAGES = [
    ("1", "石村", "药材基地", "24"),
    ("2", "东湾村", "茶叶基地", "36"),
    ("3", "沙江村", "稻虾基地", "18"),
    ("小计", "78"),
    ("4", "彭家村", "桑园", "30（其中：灾情因素7万元）"),
    ("5", "梅庄村", "早梨基地", "42"),
    ("6", "富坪村", "金银花基地", "48"),
    ("小计", "120"),
    ("合计", "198"),
]


def test_integers_of_rows_that_ordinals_count_are_amounts() -> None:
    found = disclosure_of_text(numbered(*VILLAGES))
    assert [(one.name, one.amount, one.budget_unit) for one in found.projects if one.amount] == [
        ("药材基地", "24", "石村"),
        ("茶叶基地", "36", "东湾村"),
        ("稻虾基地", "18", "沙江村"),
        ("早梨基地", "42", "梅庄村"),
        ("金银花基地", "48", "富坪村"),
    ]


def test_integers_of_rows_that_ordinals_do_not_count_may_be_numbers_of_pages() -> None:
    skipped = [("9", *row[1:]) if row[0] == "6" else row for row in VILLAGES]
    assert disclosure_of_text(numbered(*skipped)).figures == ()


PIPED = """青河区2022年补助资金分配公示
补助资金分配表 | |||||
序号 | 项目名称 | 建设地点 | 建设内容 | 金额（万元） | 责任单位 |
1 | 冷库建设 | 东湾村 | 新建冷库1座。 | 126 | 农业农村局 |
2 | 道路硬化 | 左峪村 | 硬化道路3公里。 | 58.5 | 交通运输局 |
{total}
"""


@pytest.mark.parametrize(
    ("total", "found"),
    [("合计 | 184.5 | |||||", ["184.5"]), ("合计 | 184.5 | 60 | ||||", []), ("备注 | 184.5 | |||||", [])],
)
def test_a_total_whose_blanks_are_behind_it_stands_under_the_only_amounts(total: str, found: list[str]) -> None:
    figures = disclosure_of_text(PIPED.format(total=total)).figures
    assert [one.amount for one in figures if one.row_label == "合计"] == found
    assert [one.amount for one in figures][:2] == ["126", "58.5"]
