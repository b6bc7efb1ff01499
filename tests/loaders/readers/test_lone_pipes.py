"""Pipes on lines of their own: they close the cell above them, and a blank cell before each row shows the rows."""

from loaders.blocks import Paragraph, Place, Table, Text
from loaders.readers import read_bytes
from loaders.readers.text.lone_pipes import with_cells_closed

OPENED = """单位:万元
|
|
项 目
|
合计
|
一般公共
预算
|
|
“三公”经费
|
9.00
|
9.00
|
|
公务接待费
|
3.00
|
3
|
|
公务用车运行费
|
6.00
|
6.00
|
一、说明：公务接待费比上年减少。
"""
CLOSED = """项目
|
本年预算数
|
合计
|
13.20万元
|
因公出国费用
|
|
公务接待费
|
3.00万元
|
公务用车费
|
10.20万元
|
"""


def texts(page: str) -> list[str | list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows] if isinstance(block, Table) else block.text
        for block in read_bytes(page.encode(), "page.txt").blocks
    ]


def test_a_blank_cell_before_each_row_shows_the_rows() -> None:
    assert texts(OPENED)[:2] == [
        "单位:万元",
        [
            ["项 目", "合计", "一般公共预算"],
            ["“三公”经费", "9.00", "9.00"],
            ["公务接待费", "3.00", "3"],
            ["公务用车运行费", "6.00", "6.00"],
        ],
    ]


def test_without_such_cells_each_is_closed_by_its_pipe() -> None:
    lines = [Text(line, ((0, Place(line=number)),)) for number, line in enumerate(CLOSED.splitlines(), 1)]
    closed = with_cells_closed(lines)
    assert [line.text for line in closed[3:7]] == ["13.20万元 |", "因公出国费用 |", "|", "公务接待费 |"]
    assert [line.place.line for line in closed[3:7]] == [7, 9, 11, 12]


def test_a_few_pipes_between_sentences_are_no_table() -> None:
    page = "首页\n|\n公开\n|\n本单位的预算收入合计为三百二十万元。\n|\n其余见附表。\n"
    assert all(isinstance(block, Paragraph) for block in read_bytes(page.encode(), "page.txt").blocks)
    assert "|" in [block.text for block in read_bytes(page.encode(), "page.txt").blocks if isinstance(block, Paragraph)]
