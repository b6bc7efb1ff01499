"""Rows of text files whose cells bars part, with none around the row."""

from __future__ import annotations

import pytest

from loaders.blocks import Table
from loaders.readers import read_bytes

HEAD = "单位名称 | 合计 | 公务用车购置及运行费 | |\n"


def tables(text: str) -> list[list[list[str]]]:
    blocks = read_bytes(text.encode(), "page.txt").blocks
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in blocks if isinstance(one, Table)]


def test_bars_between_cells_make_rows_with_their_blanks() -> None:
    text = HEAD + " | | 小计 | 购置费 | 运行费\n合计 | 9.60 | 9.60 | 0.00 | 9.60\n"
    assert tables(text) == [
        [
            ["单位名称", "合计", "公务用车购置及运行费", "", ""],
            ["", "", "小计", "购置费", "运行费"],
            ["合计", "9.60", "9.60", "0.00", "9.60"],
        ]
    ]


def test_a_form_without_any_figure_is_a_table_too() -> None:
    assert tables("科目编码 | 科目名称 | 合计\n | |\n | |\n") == [
        [["科目编码", "科目名称", "合计"], ["", "", ""], ["", "", ""]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 机构概况 | 信息公开\n",
        "发布时间：2021-02-01 | 来源：财政局\n打印 | 关闭\n",
        "首页 | 概况 | 公开\n时间 | 来源 | 字号 | 打印\n",
    ],
)
def test_paths_and_small_print_are_no_tables(text: str) -> None:
    assert tables(text) == []


def test_rows_that_bars_close_have_no_blank_cell_at_their_end() -> None:
    assert tables("项目 | 上年数 | 预算数 |\n合计 | 8.00 | 9.50 |\n接待费 | 1.00 | 1.50 |\n")[0][1] == [
        "合计",
        "8.00",
        "9.50",
    ]
