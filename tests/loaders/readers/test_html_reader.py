"""The reader of saved web pages: the article and its tables, whatever the encoding, without what is around."""

from contextlib import suppress

import pytest
from fuzzing import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.blocks import Block, Heading, Paragraph, Table, UnreadableFile
from loaders.readers import grid as grid_of_tables
from loaders.readers import html


def read(body: str) -> list[Block]:
    return list(html.read(f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), "made.html").blocks)


def grid(block: object) -> list[list[str]]:
    assert isinstance(block, Table)
    return [["~" if cell.covered else cell.text for cell in row.cells] for row in block.rows]


def test_spans_become_merged_cells() -> None:
    [table] = read(
        "<table><tr><td rowspan=2>科目<td colspan=2>支出</tr>"
        "<tr><td>基本<td>项目</tr><tr><td>合计<td>1.00<td></tr></table>"
    )
    assert grid(table) == [["科目", "支出", "~"], ["~", "基本", "项目"], ["合计", "1.00", ""]]


def test_a_span_beyond_the_table_is_cut() -> None:
    assert grid(read("<table><tr><td rowspan=99>甲<td>1</tr><tr><td>2</tr></table>")[0]) == [["甲", "1"], ["~", "2"]]


@pytest.mark.parametrize("named", ["gb2312", "gbk", "GB18030"])
def test_gb2312_pages_are_read_as_gb18030(named: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={named}"></head><p>预算镕〔2024〕'
    assert [block.text for block in html.read(page.encode("gb18030"), "x").blocks if isinstance(block, Paragraph)] == [
        "预算镕〔2024〕"
    ]


def test_a_page_that_names_no_or_a_wrong_encoding_is_read_all_the_same() -> None:
    assert html.decoded("<html><p>预算".encode("gb18030")).endswith("预算")
    assert html.decoded("<html><meta charset=gb2312><p>预算公开".encode()).endswith("预算公开")


def test_navigation_scripts_and_footers_are_left_out_and_reported() -> None:
    reading = html.read(
        "<html><body><ul><li><a href=1>首页</a><li><a href=2>政务公开</a></ul><script>x</script>"
        "<h2>收支总表</h2><p>正文。</p><div style='display:none'>暗</div><footer>版权所有</footer></html>".encode(),
        "made.html",
    )
    assert [type(block) for block in reading.blocks] == [Heading, Paragraph]
    assert {dropped.reason for dropped in reading.dropped} == {"navigation", "hidden text", "page footer"}


def test_lines_of_the_source_are_not_lines_of_the_page_but_br_is() -> None:
    blocks = read("<p>收入预算\n  总计</p><p>第一行<br>第二行</p><table><tr><td>项<br>目<td>1</table>")
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["收入预算总计", "第一行", "第二行"]
    assert grid(blocks[-1]) == [["项\n目", "1"]]


def test_a_table_that_only_lays_out_the_page_is_opened() -> None:
    blocks = read("<table><tr><td>单位：万元<table><tr><td>甲甲甲甲<td>1000.00</tr></table></td></tr></table>")
    assert isinstance(blocks[0], Paragraph)
    assert grid(blocks[1]) == [["甲甲甲甲", "1000.00"]]


def test_only_pages_are_taken() -> None:
    assert html.sniff(b"\xef\xbb\xbf<!-- saved --><!DOCTYPE html><html>")
    assert html.sniff(b"<div><table><tr>")
    assert not html.sniff("预算 < 决算 <p>".encode())
    assert not html.sniff(b"<?xml version='1.0'?><p>")


class TestRefusals:
    def test_a_page_without_text_is_reported_so(self) -> None:
        with pytest.raises(UnreadableFile, match=r"made\.html"):
            read("<script>x</script>")

    def test_a_table_of_too_many_cells_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(grid_of_tables, "MAX_CELLS", 1000)
        with pytest.raises(UnreadableFile, match="单元格"):
            read(f"<table>{('<tr>' + '<td>甲' * 101) * 10}</table>")
        assert read(f"<table>{('<tr>' + '<td>甲' * 100) * 10}</table>")

    def test_spans_without_end_make_no_cells(self) -> None:
        rows = "<tr>" + "<td colspan=1000 rowspan=3000>甲" * 3
        [table] = read(f"<table>{rows}{'<tr><td>乙' * 300}</table>")
        assert isinstance(table, Table)
        assert {len(row.cells) for row in table.rows} == {4}

    def test_nesting_without_end_is_refused_or_read(self) -> None:
        with suppress(UnreadableFile):
            read("<div>" * 5000 + "甲")

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(
        st.lists(
            st.sampled_from(["<table>", "<tr>", "<td colspan=2>", "</table>", "<p>", "甲", "<!--", "&#0;", "<br>"])
        )
    )
    def test_any_page_ends_in_a_reading_or_a_clear_error(self, pieces: list[str]) -> None:
        with suppress(UnreadableFile):
            read("".join(pieces))

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.binary(max_size=300))
    def test_any_bytes_end_in_a_reading_or_a_clear_error(self, data: bytes) -> None:
        with suppress(UnreadableFile):
            html.read(b"<html>" + data, "made.html")


def boxes(*rows: str, widths: tuple[str, ...] = ()) -> str:
    """Rows of boxes, the cells of each parted by bars; `widths` the percentages of the cells of each row."""
    styled = [
        [f' style="width:{one}%"' for one in widths[at].split()] if widths else [""] * (row.count("|") + 1)
        for at, row in enumerate(rows)
    ]
    return "".join(
        "<div>"
        + "".join(f"<div{style}>{text}</div>" for text, style in zip(row.split("|"), own, strict=True))
        + "</div>"
        for row, own in zip(rows, styled, strict=True)
    )


def test_rows_of_boxes_with_as_many_cells_are_a_table() -> None:
    [table] = read(boxes("项目|上年|今年", "合计|4.20|", "接待|4.20|"))
    assert grid(table) == [["项目", "上年", "今年"], ["合计", "4.20", ""], ["接待", "4.20", ""]]


def test_widths_tell_what_a_box_of_a_header_covers() -> None:
    [table] = read(boxes("科目|支出", "|基本|项目", "1|2|3", widths=("33 67", "33 33 33", "33 33 33")))
    assert grid(table) == [["科目", "支出", "~"], ["", "基本", "项目"], ["1", "2", "3"]]


@pytest.mark.parametrize("widths", [(), ("20 80", "33 33 33", "33 33 33")], ids=["no widths", "edges apart"])
def test_boxes_that_prove_no_columns_are_lines(widths: tuple[str, ...]) -> None:
    blocks = read(boxes("科目|支出", "|基本|项目", "1|2|3", widths=widths))
    assert not any(isinstance(block, Table) for block in blocks)


def test_labels_over_passages_are_no_table() -> None:
    blocks = read(boxes("一、收入|收入5万元。", "二、支出|支出5万元。", "三、其他|没有。"))
    assert [type(block) for block in blocks] == [Paragraph] * 6


def test_rows_of_boxes_of_several_lengths_are_a_table_whose_spans_are_not_known() -> None:
    rows = (
        "名称|消防栓改造",
        "编码|5001|金额|84.00",
        "一级|二级|指标值",
        "产出|数量|86",
        "产出|质量|98",
        "效益|社会|5",
    )
    [table] = read(boxes(*rows))
    assert isinstance(table, Table)
    assert not table.spans_known
    assert grid(table) == [row.split("|") for row in rows]
    words = boxes(*(row.replace("8", "八").replace("5", "五") for row in rows))
    assert not any(isinstance(block, Table) for block in read(words))
