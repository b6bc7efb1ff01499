"""Text files: encodings known by content, three ways of typing tables, pages and sentences cut in two."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.blocks import Block, Heading, Paragraph, Reading, Table, UnreadableFile
from loaders.readers import read, read_bytes, text


def reading(content: str) -> Reading:
    return text.read(content.encode(), "made.txt")


def cells(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row.cells] for row in block.rows]


def tables(content: str) -> list[list[list[str]]]:
    return [cells(block) for block in reading(content).blocks if isinstance(block, Table)]


def paragraphs(content: str) -> list[str]:
    return [block.text for block in reading(content).blocks if isinstance(block, Paragraph)]


SENTENCE = "青山市水利局2024年收入合计3143.81万元。"


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        SENTENCE.encode("gb18030"),
        SENTENCE.encode("gbk"),
        SENTENCE.encode("utf-16"),
        SENTENCE.replace("。", "。\r\n").encode(),
    ],
    ids=["UTF-8", "UTF-8 with BOM", "GB18030", "GBK", "UTF-16", "line ends of Windows"],
)
def test_encoding_is_recognised_by_content(data: bytes) -> None:
    assert text.sniff(data)
    found = text.read(data, "made.txt")
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == [SENTENCE]


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"\x00\x01\x02" * 50, bytes(200)],
    ids=["PNG", "control characters", "zeros"],
)
def test_binary_renamed_to_text_is_refused_with_its_name(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "预算.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"预算\.txt"):
        read(path)


@pytest.mark.parametrize("mark", ["\t", "|"])
def test_a_row_wider_than_any_sheet_is_refused_with_its_line(mark: str) -> None:
    with pytest.raises(UnreadableFile, match=r"made\.txt 第 2 行.*16384"):
        reading(f"{SENTENCE}\n{mark.join(['1'] * 16_385)}\n")
    assert reading(f"{SENTENCE}\n{mark.join(['1'] * 16_384)}\n").blocks


@pytest.mark.parametrize("data", [b"", b"  \n\t\n"])
def test_empty_file_is_reported_as_empty(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="空文件"):
        read_bytes(data, "made.txt")


def test_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere\.txt"):
        read(tmp_path / "nowhere.txt")


def test_tabs_make_rows_and_blank_cells_are_kept() -> None:
    assert tables("科目编码\t科目名称\t合计\n208\t\t5.00\n") == [
        [["科目编码", "科目名称", "合计"], ["208", "", "5.00"]]
    ]


def test_blank_line_inside_a_tabbed_table_is_a_page_break() -> None:
    (block,) = (block for block in reading("a\t1\n\nb\t2\n").blocks if isinstance(block, Table))
    assert [row.after_break for row in block.rows] == [False, True]


def test_page_number_between_rows_is_dropped_and_reported() -> None:
    found = reading("a\t1\n\n- 12 -\n\nb\t2\n")
    assert [(one.text, one.reason) for one in found.dropped] == [("- 12 -", "page number")]


def test_one_cell_a_line_is_the_export_of_a_word_processor() -> None:
    lines = ["科目编码", "科目名称", "合计", "", "208", "社会保障", "5.00", ""]
    content = "部门支出总表\n\n" + "".join(f"\t{line}\n" if line else "\n" for line in lines)
    assert tables(content) == [[["科目编码", "科目名称", "合计"], ["208", "社会保障", "5.00"]]]


def test_row_of_the_export_that_a_blank_paragraph_split_is_whole_again() -> None:
    rows = [["a", "b", "c"], ["1"], ["2", "3"], ["d", "e", "f"]]
    content = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    assert tables(content) == [[["a", "b", "c"], ["1", "2", "3"], ["d", "e", "f"]]]


def test_line_that_goes_on_inside_a_cell_of_the_export_belongs_to_it() -> None:
    assert tables("\t目标一\n目标二\n\t5.00\n\n\ta\n\tb\n\n") == [[["目标一\n目标二", "5.00"], ["a", "b"]]]


def test_markdown_tables_and_headings_are_read() -> None:
    content = "# 部门概况\n\n| 科目编码 | 合计 |\n| --- | :---: |\n| 208 | 5.00 |\n"
    assert tables(content) == [[["科目编码", "合计"], ["208", "5.00"]]]
    assert [(block.text, block.level) for block in reading(content).blocks if isinstance(block, Heading)] == [
        ("部门概况", 1)
    ]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("[bookmark: _Toc_2_2]部门收支总表", "部门收支总表"),
        ("<b>合计</b>", "合计"),
        ("**合计**", "合计"),
        ("覆盖率$\\geq 95\\%$", "覆盖率≥95%"),
        ("A&amp;B", "A&B"),
        ("5美元$、6美元$", "5美元$、6美元$"),
    ],
)
def test_remnants_of_other_formats_are_cleaned_away(printed: str, read_as: str) -> None:
    assert paragraphs(printed) == [read_as]


def test_sentence_cut_by_a_page_break_is_whole_again_and_knows_its_lines() -> None:
    found = reading("本部门2024年收入合计3143.81万元，比上年减少\n\n12\n\n2606.01万元。\n")
    (block,) = found.blocks
    assert isinstance(block, Paragraph)
    assert block.text == "本部门2024年收入合计3143.81万元，比上年减少2606.01万元。"
    assert (block.place.line, block.place_at(len(block.text) - 1).line) == (1, 5)


@pytest.mark.parametrize(
    ("line", "runs_on"),
    [("县水利局本年收入，其中财政拨款收入和其他", False), ("县水利局本年收入，其中财政拨款收入和其他收", True)],
    ids=["20 letters", "21 letters"],
)
def test_a_line_runs_on_when_it_is_as_long_as_a_line_of_a_page(line: str, runs_on: bool) -> None:
    found = paragraphs(f"{line}\n\n入合计3143.81万元。\n")
    assert found == ([f"{line}入合计3143.81万元。"] if runs_on else [line, "入合计3143.81万元。"])


def test_list_item_behind_an_open_sentence_is_its_own_paragraph() -> None:
    assert len(paragraphs("本部门的主要职责有以下几项内容，具体如下列各项所述\n\n（一）拟订规划\n")) == 2


def blocks_text(found: Reading) -> str:
    parts = [one.text for one in found.dropped]
    for block in found.blocks:
        rows = [cell.text for row in block.rows for cell in row.cells] if isinstance(block, Table) else [block.text]
        parts.extend(rows)
    return "".join("".join(parts).split())


PIECES = st.sampled_from(
    ["合计", "5.00", "\t", "\n", "\n\n", "。", "科目", "12", " ", "　", "(一)", "，比上年", "\r\n", "x|y"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_printed_word_is_in_a_block_or_reported_as_dropped(content: str) -> None:
    printed = "".join(content.split()).replace("|", "")
    assert sorted(blocks_text(reading(content)).replace("|", "")) == sorted(printed)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Co")), max_size=200))
def test_any_text_is_read_and_every_line_is_kept(content: str) -> None:
    found = reading(content)
    assert len(found.lines) == len(content.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_no_text(data: bytes) -> None:
    assert text.sniff(data) == (text.decode(data) is not None)


def test_rows_may_close_their_cells_with_pipes_and_open_none():
    content = "收入 | 支出 |\n项目 | 预算数 |\n | 5.00 |\n教育支出 |  |\n"
    assert tables(content) == [[["收入", "支出"], ["项目", "预算数"], ["", "5.00"], ["教育支出", ""]]]


def test_a_row_below_a_merged_cell_begins_with_a_pipe():
    content = "任务 | 内容 | 总额 |\n办案 | 审判 | 3 |\n| 执行 | 2 |\n| 送达 | 1 |\n| 调解 | 0 |\n"
    assert tables(content)[0][2:] == [["", "执行", "2"], ["", "送达", "1"], ["", "调解", "0"]]


def test_a_table_of_markdown_keeps_its_cells_beside_a_line_that_opens_with_none():
    content = "浏览 | 3 | 次 |\n\n| 项目 | 金额 |\n| --- | --- |\n| 接待 | 3 |\n| 用车 | 2 |\n"
    assert tables(content)[-1][1] == ["接待", "3"]


def test_a_line_with_one_pipe_is_no_row():
    assert tables("首页 |\n教育支出 |\n") == []


def test_a_label_with_a_value_without_words_does_not_run_on():
    content = "索引号：000000001/2023-00012\n青山市图书馆2023年部门预算\n"
    assert paragraphs(content) == ["索引号：000000001/2023-00012", "青山市图书馆2023年部门预算"]


ALIGNED = """部门：青山市水利局            单位：万元
            支出
科目编码    科目名称            合计      基本支出    项目支出
213         农林水支出        1,500.00    1,000.00      500.00
21303       水利              1,500.00    1,000.00      500.00
合计                          1,500.00    1,000.00      500.00
"""


def test_columns_aligned_by_blanks_are_recognised_by_what_is_below_each_other():
    assert tables(ALIGNED) == [
        [
            ["", "支出", "", "", ""],
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
            ["213", "农林水支出", "1,500.00", "1,000.00", "500.00"],
            ["21303", "水利", "1,500.00", "1,000.00", "500.00"],
            ["合计", "", "1,500.00", "1,000.00", "500.00"],
        ]
    ]
    assert paragraphs(ALIGNED) == ["部门：青山市水利局            单位：万元"]


def test_figures_that_stand_below_two_columns_prove_none():
    content = (
        "项目    预算数    决算数\n甲支出    10.00    20.00\n乙                  12345678901234567.00\n丙  5.00  6.00\n"
    )
    assert tables(content) == []


def test_prose_with_wide_blanks_is_no_table():
    assert tables("一、概况    二、预算\n部门职责    机构设置\n说明如下。    共3项\n") == []


HTML_TABLE = (
    "# 收支总表\n\n"
    '<table><tr><td colspan="2">收入</td><td>支出</td></tr>\n'
    "<tr><td rowspan=2><b>拨款</b></td><td>一般</td><td>$\\geq 95\\%$</td></tr>\n"
    "<tr><td>&lt;80%</td><td>8.00</td></tr></table>\n\n第二部分"
)


def test_html_tables_inside_markdown_are_tables_with_their_spans_and_lines() -> None:
    found = reading(HTML_TABLE)
    heading, table, paragraph = found.blocks
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert table.spans_known
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["收入", "", "支出"],
        ["拨款", "一般", "≥95%"],
        ["", "<80%", "8.00"],
    ]
    assert (table.rows[0].cells[0].width, table.rows[1].cells[0].height) == (2, 2)
    assert (table.rows[2].cells[2].place.line, paragraph.place.line) == (5, 7)


def test_numbers_inside_tags_are_no_figures_of_the_file() -> None:
    lines = [line.text for line in reading(HTML_TABLE).lines]
    assert not any("span" in line for line in lines)
    assert "\t<80%\t8.00" in lines


def test_html_tables_parted_by_nothing_but_blank_lines_are_one_that_a_page_break_cut() -> None:
    tables = "<table><tr><td>甲</td><td>1</td></tr></table>\n\n<table><tr><td>乙</td><td>2</td></tr></table>"
    (table,) = reading(f"表\n{tables}").blocks[1:]
    assert isinstance(table, Table)
    assert not table.spans_known
    assert [row.after_break for row in table.rows] == [False, True]
    wider = tables.replace("<tr><td>乙", '<tr><td colspan="2">丙</td><td>4</td></tr><tr><td>0</td><td>乙')
    assert len(reading(f"表\n{wider}").blocks) == 3


@pytest.mark.parametrize("content", ["表\n<table><tr><td>甲", "表\n<table></table>", "表\n" + "<table" * 20_000])
def test_tags_of_tables_that_make_none_stay_text(content: str) -> None:
    assert not any(isinstance(block, Table) for block in reading(content).blocks)


def rows_of(text: str) -> list[list[str]]:
    tables = [block for block in reading(text).blocks if isinstance(block, Table)]
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


COUNTED = (
    "    项目      预算数      决算数\n    合计     18.00   12.35\n  公务用车购置及运行维护费   12.00         8.20\n"
)


def test_rows_that_blanks_part_and_do_not_align_are_rows_where_no_cell_is_blank() -> None:
    assert rows_of(COUNTED) == [
        ["项目", "预算数", "决算数"],
        ["合计", "18.00", "12.35"],
        ["公务用车购置及运行维护费", "12.00", "8.20"],
    ]


def test_where_a_cell_is_blank_rows_that_do_not_align_stay_text() -> None:
    assert rows_of(COUNTED + "        公务用车购置及运行维护费用      8.20\n") == []


FOOT = (
    "项目            预算数    项目              预算数\n"
    "财政拨款        90.00     教育支出          60.00\n"
    "事业收入        10.00     卫生支出          40.00\n"
    "本年收入合计    100.00    本年支出合计      100.00\n\n"
)


@pytest.mark.parametrize(
    ("foot", "rows"),
    [
        ("收入总计        100.00    支出总计          100.00\n", 5),
        ("收入总计                  支出总计          100.00\n", 5),
        ("收入总计        万元      支出总计          100.00\n", 4),
        ("收入和支出的总计          100.00            100.00\n", 4),
    ],
    ids=["in columns", "a blank cell", "words under figures", "a figure under words"],
)
def test_a_foot_below_a_blank_line_goes_on_with_the_table_whose_columns_it_fills(foot: str, rows: int) -> None:
    assert len(tables(FOOT + foot)[0]) == rows


PARTED = (
    "支出决算表\n\n公开03表\n\n单位：元\n\n\n"
    "项目\n\n合计\n\n基本\n\n项目支出\n\n\n"
    "科目\n编码\n\n科目名称\n\n\xa0\n\n\xa0\n\n\xa0\n\n\n"
    "合计\n\n9.00\n\n6.00\n\n3.00\n\n\n"
    "208\n\n社会保障\n\n5.00\n\n5.00\n\n\xa0\n\n\n"
    "213\n\n农林水支出\n\n3.00\n\n\xa0\n\n3.00\n\n\n"
    "221\n\n住房保障\n\n1.00\n\n1.00\n\n\xa0\n\n\n"
    "注：无。\n"
)


def test_rows_parted_by_more_blank_lines_than_their_cells_are_a_table() -> None:
    [table] = tables(PARTED)
    assert table[1][0] == "科目\n编码"
    assert table[2:] == [
        ["合计", "9.00", "6.00", "3.00"],
        ["208", "社会保障", "5.00", "5.00", ""],
        ["213", "农林水支出", "3.00", "", "3.00"],
        ["221", "住房保障", "1.00", "1.00", ""],
    ]


def test_rows_of_figures_of_many_lengths_are_no_such_table() -> None:
    assert tables(PARTED.replace("\xa0\n\n", "")) == []


def test_the_way_to_a_page_is_no_sentence_that_the_title_ends() -> None:
    assert paragraphs("您的位置：首页 > 政务公开 > 财政资金 > 公开\n青山县水利局2023年预算") == [
        "您的位置：首页 > 政务公开 > 财政资金 > 公开",
        "青山县水利局2023年预算",
    ]


def test_such_a_table_may_begin_right_behind_its_small_print() -> None:
    content = "三公经费表\n单位：元\n\n项目\n\n上年\n\n今年\n\n\n" + "".join(
        f"{label}\n\n{last}\n\n{this}\n\n\n"
        for label, last, this in [
            ("合计", "8.00", "6.50"),
            ("接待费", "3.00", "\xa0"),
            ("其中：购置费", "5.00", "6.50"),
        ]
    )
    assert tables(content) == [
        [["项目", "上年", "今年"], ["合计", "8.00", "6.50"], ["接待费", "3.00", ""], ["其中：购置费", "5.00", "6.50"]]
    ]
    assert paragraphs(content) == ["三公经费表", "单位：元"]


def test_letters_that_blanks_set_apart_are_one_word_in_rows_of_figures_too() -> None:
    numbered = FOOT.replace("财政拨款  ", "栏    次        1         栏    次          2\n财政拨款  ", 1)
    assert tables(numbered)[0][1] == ["栏次", "1", "栏次", "2"]
