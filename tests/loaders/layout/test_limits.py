"""What is on either side of a limit of the layout: lengths, widths, numbers of rows."""

from __future__ import annotations

import pytest

from loaders.blocks import Block, Cell, Paragraph, Row, Table
from loaders.layout.contents import set_aside_contents
from loaders.layout.form_titles import recognise
from loaders.layout.furniture import is_furniture, without_furniture
from loaders.layout.organisations import organisation
from loaders.layout.sheets import Sheet, sheets, with_captions_apart


def is_title(text: str) -> bool:
    return recognise(text) is not None


def table(*rows: tuple[str, ...], spans_known: bool = False) -> Table:
    return Table(tuple(Row(tuple(map(Cell, row))) for row in rows), spans_known=spans_known)


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if not isinstance(block, Table)]


def apart(*lines: str) -> list[str]:
    return texts(list(with_captions_apart([Paragraph(line) for line in lines], is_title)))


def read(*blocks: Block) -> list[Sheet]:
    return list(sheets(list(blocks), is_title))


def titles(*blocks: Block) -> list[str]:
    return [sheet.title.text for sheet in read(*blocks) if sheet.title is not None]


@pytest.mark.parametrize(("blanks", "parts"), [(1, 2), (91, 2), (92, 1)])
def test_a_title_and_its_unit_are_two_in_a_line_of_at_most_100_letters(blanks: int, parts: int) -> None:
    # 支出总表 and 单位：万元 are nine letters
    assert len(apart("支出总表" + " " * blanks + "单位：万元")) == parts


def test_a_unit_that_two_lines_share_is_one() -> None:
    assert apart("单位：万", "元") == ["单位：万元"]
    # the second line is a unit alone; what it ends is none
    assert apart("支出", "元") == ["支出", "元"]


def test_a_title_alone_in_its_row_cuts_a_grid_of_two_columns_but_not_where_spans_say_it_is_one_cell() -> None:
    rows = (("收入总表", ""), ("项目", "金额"), ("合计", "5.00"), ("支出总表", ""), ("项目", "金额"), ("合计", "5.00"))
    assert titles(table(*rows)) == ["收入总表", "支出总表"]
    assert titles(table(*rows, spans_known=True)) == ["收入总表"]


def test_a_title_merged_over_three_of_five_columns_is_the_caption_and_one_over_two_is_a_cell() -> None:
    below = (Row(tuple(map(Cell, ("科目", "合计", "基本支出", "项目支出", "备注")))),)

    def found(width: int) -> list[str]:
        first = (Cell("部门支出总表", width=width), *[Cell("")] * 4)
        return titles(Table((Row(first), *below), spans_known=True))

    assert found(3) == ["部门支出总表"]
    assert found(2) == []


def test_the_repeated_title_belongs_to_the_table_that_it_continues() -> None:
    head = ("科目编码", "科目名称", "合计")
    first = [Paragraph("收入总表"), table(head, ("208", "社会保障和就业支出", "5.00"))]
    second = [Paragraph("支出总表"), table(head, ("208", "社会保障和就业支出", "4.00"))]
    more = [Paragraph("支出总表"), table(head, ("213", "农林水支出", "1.00"))]
    found = read(*first, *second, *more, *more)
    assert [(len(sheet.rows), len(sheet.title_again)) for sheet in found] == [(2, 0), (4, 2)]


@pytest.mark.parametrize(("length", "furniture"), [(40, True), (41, False)])
def test_the_value_of_a_label_has_at_most_40_letters(length: int, furniture: bool) -> None:
    assert is_furniture("来源：" + "县" * length) is furniture


def test_the_name_of_a_site_may_stand_below_its_furniture() -> None:
    site, stamp, name = Paragraph("东屏县人民政府网站"), Paragraph("2021-02-09 14:05"), Paragraph("合计")
    assert list(without_furniture([stamp, site, name])) == [name]


def test_rows_of_one_label_and_of_four_pairs_are_furniture_and_rows_of_five_are_not() -> None:
    pair = ("来源：", "县档案局")
    kept = ("合计", "5", *[""] * 8)
    alone = ("发布时间：2019-04-02 16:20", *[""] * 9)
    [found] = without_furniture([table(alone, (*pair * 4, "", ""), kept, pair * 5)])
    assert isinstance(found, Table)
    assert [row.cells[0].text for row in found.rows] == ["合计", "来源："]


@pytest.mark.parametrize(("name", "found"), [("水利局", "水利局"), ("县局", "")])
def test_the_name_of_an_organisation_has_three_letters(name: str, found: str) -> None:
    assert organisation(name) == found


def test_a_heading_that_names_the_body_is_an_entry_if_three_letters_are_left() -> None:
    def kept(entry: str, heading: str) -> list[str]:
        lines = ("目录", f"一、单位{entry}", "二、名词解释", heading, "管水。", "名词解释")
        return texts(set_aside_contents([Paragraph(line) for line in lines])[0])

    assert kept("收支表", "青山市水利局收支表")[0] == "青山市水利局收支表"
    # 概况 is too short to be known again: the contents go on to where a whole entry is met
    assert kept("概况", "青山市水利局概况")[0] != "青山市水利局概况"


def test_a_table_of_page_numbers_goes_on_with_the_lines_below_it() -> None:
    listing = table(("一、收支总表", "1"), ("二、收入总表", "2"))
    kept, _ = set_aside_contents([Paragraph("目录"), listing, Paragraph("附件"), Paragraph("一、收支总表")])
    assert texts(kept) == ["一、收支总表"]


def test_parts_without_a_page_number_may_stand_among_titles_with_one() -> None:
    listing = table(("第一部分 概况", ""), ("一、收支总表", "1"), ("二、收入总表", "2"))
    kept, _ = set_aside_contents([Paragraph("目录"), listing, Paragraph("第一部分 概况")])
    assert texts(kept) == ["第一部分 概况"]


@pytest.mark.parametrize(("length", "kept"), [(80, ["一、收支总表"]), (81, [])])
def test_an_entry_of_the_contents_has_at_most_80_letters(length: int, kept: list[str]) -> None:
    lines = ["目录", "一、收支总表", "县" * length, "一、收支总表"]
    found = texts(set_aside_contents([Paragraph(line) for line in lines])[0])
    assert (found == kept) is bool(kept)


@pytest.mark.parametrize("depth", [3, 4])
def test_a_header_of_up_to_four_rows_is_known_again_behind_a_break(depth: int) -> None:
    head = [("科目", *(f"栏{level}之{column}" for column in range(3))) for level in range(depth)]
    first, second = ("社会保障和就业支出", "5.00", "4.00", "1.00"), ("农林水支出", "3.00", "2.00", "1.00")
    found = read(Paragraph("支出总表"), table(*head, first), Paragraph("支出总表"), table(*head, second))
    assert len(found) == 1
    assert len(found[0].rows) == depth + 2
