"""Lists that share a fund out over projects: a cell a line, with what is built in sentences."""

from __future__ import annotations

from pathlib import Path

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
