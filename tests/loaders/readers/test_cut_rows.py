"""Rows of pipes that line ends cut are whole again where most rows print as many cells."""

from __future__ import annotations

from loaders.blocks import Table
from loaders.readers.text import read

CELLS = """编码
| 名称
| 合计
| 人员
|
| 合计
| 9.5
| 8.0
|
301
| 工资
| 8.0
| 8.0
|
302
| 商品
| 1.5
|
|
303
| 补助
| 2.0
| 2.0
|
"""
PIECES = """目标批复表 | ||||
项目 名称 |
灯会布展 | 预算数 | 12.00 | |
绩效指标 | 一级 指标 |
二级 指标 |
三级 指标 | 指标值 |
产出指标 | 数量指标 | 展出天数 | 15天 | |
场次 | 3场 | |
效益指标 | 社会效益 | 游客 | 2万人 | |
"""


def rows_of(text: str) -> list[list[str]]:
    tables = [block for block in read(text.encode(), "a.txt").blocks if isinstance(block, Table)]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


def test_cells_behind_pipes_are_a_row_down_to_the_pipe_that_closes_it() -> None:
    assert rows_of(CELLS) == [
        ["编码", "名称", "合计", "人员"],
        ["", "合计", "9.5", "8.0"],
        ["301", "工资", "8.0", "8.0"],
        ["302", "商品", "1.5", ""],
        ["303", "补助", "2.0", "2.0"],
    ]


def test_lines_that_end_with_a_cell_are_one_row_where_it_is_as_long_as_most() -> None:
    found = rows_of(PIECES)
    assert found[1] == ["项目 名称", "灯会布展", "预算数", "12.00", ""]
    assert found[2] == ["绩效指标", "一级 指标", "二级 指标", "三级 指标", "指标值"]
    assert ["场次", "3场", ""] in found


def test_lines_that_make_no_such_row_stay_apart() -> None:
    assert ["灯会布展"] in [row[:1] for row in rows_of(PIECES.replace("| 12.00 | |", "| 12.00 |"))]


def test_lines_of_text_right_above_rows_that_pipes_open_are_no_first_cells() -> None:
    table = "| 项目 | 预算数 |\n| 合计 | 9.5 |\n"
    found = rows_of("".join(f"表{number}\n{table}" for number in "一二三四"))
    assert found == [["项目", "预算数"], ["合计", "9.5"]] * 4


def test_short_rows_of_a_table_that_pads_none_stay_apart() -> None:
    rows = "项目 | 上年 | 本年 |\n合计 | 9.5 | 8.0 |\n接待费 | 1.0 | 1.0 |\n合计 | 377 |\n备注 |\n"
    assert ["合计", "377"] in rows_of(rows)
    opened = "| 甲 | 乙 | 丙 |\n| 1 | 2 | |\n| 3 | 4 | |\n| 部门 |\n| 单位 |\n"
    assert rows_of(opened)[-2:] == [["部门"], ["单位"]]
