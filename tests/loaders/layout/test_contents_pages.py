"""Contents pages repeat captions and headings and look like tables; they are set aside and reported."""

from __future__ import annotations

from made_layouts import disclosure_of_text, tabbed

from loaders.blocks import Block, Cell, Paragraph, Place, Row, Table
from loaders.layout.contents import set_aside_contents


def paragraph(text: str, line: int) -> Paragraph:
    return Paragraph(text, ((0, Place(line=line)),))


def paragraphs(*texts: str) -> list[Block]:
    return [paragraph(text, number) for number, text in enumerate(texts, 1)]


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if not isinstance(block, Table)]


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row(tuple(Cell(text) for text in row)) for row in rows))


def test_entries_end_where_the_first_of_them_is_met_again() -> None:
    blocks = paragraphs(
        "青山市水利局2024年部门预算", "目　录", "一、收支总表", "二、收入总表", "一、收支总表", "单位：万元"
    )
    kept, dropped = set_aside_contents(blocks)
    assert texts(kept) == ["青山市水利局2024年部门预算", "一、收支总表", "单位：万元"]
    assert [one.text for one in dropped] == ["目　录", "一、收支总表", "二、收入总表"]
    assert {one.reason for one in dropped} == {"contents page"}


def test_entries_with_leaders_end_with_the_last_leader() -> None:
    blocks = paragraphs("目录", "第一部分 概况.........1", "第二部分 收支总表......4", "青山市水利局是市政府工作部门。")
    kept, _ = set_aside_contents(blocks)
    assert texts(kept) == ["青山市水利局是市政府工作部门。"]


def test_entries_end_at_a_heading_that_leaves_out_the_number_of_its_entry() -> None:
    blocks = paragraphs("目录", "一、单位主要职能", "二、名词解释", "单位主要职能", "承担绿地养护。")
    kept, _ = set_aside_contents(blocks)
    assert texts(kept) == ["单位主要职能", "承担绿地养护。"]


def test_entries_may_end_in_full_stops() -> None:
    blocks = paragraphs("目录", "第一部分 概况", "一、主要职能。", "二、收支总表。", "第一部分 概况", "一、主要职责")
    kept, dropped = set_aside_contents(blocks)
    assert texts(kept) == ["第一部分 概况", "一、主要职责"]
    assert [one.text for one in dropped] == ["目录", "第一部分 概况", "一、主要职能。", "二、收支总表。"]


def test_the_outline_tells_entries_without_their_full_stops() -> None:
    found = disclosure_of_text(
        "目录\n一、主要职能。\n二、收支说明。\n一、主要职能\n（一）管水。\n二、收支说明\n收入5万元。\n"
    )
    assert [one.title for one in found.sections if one.in_contents][-2:] == ["主要职能", "收支说明"]


def test_title_of_a_list_of_funds_opens_no_contents() -> None:
    blocks = paragraphs("部门专项资金管理清单目录", "单位：万元", "一、收支总表", "一、收支总表")
    assert set_aside_contents(blocks) == (blocks, [])


def test_table_of_titles_and_rising_pages_is_no_form() -> None:
    listing = table(("收支总表", "1"), ("收入总表", "2"), ("支出总表", "3"), ("项目支出表", "5"))
    kept, dropped = set_aside_contents([listing])
    assert kept == []
    assert len(dropped) == 8


def test_table_of_falling_numbers_is_kept() -> None:
    figures = table(("办公费", "20"), ("印刷费", "5"), ("差旅费", "8"), ("会议费", "1"))
    assert set_aside_contents([figures]) == ([figures], [])


def test_document_without_contents_is_kept_whole() -> None:
    blocks = paragraphs("部门概况", "一、主要职责")
    assert set_aside_contents(blocks) == (blocks, [])


def test_form_announced_and_never_met_is_reported_as_missing() -> None:
    contents = "目录\n\n- 一、部门收支总表\n- 二、政府性基金预算支出表\n\n"
    table = tabbed("收入||支出|", "项目|预算数|项目|预算数", "一、财政拨款|5.00|一、基本支出|5.00")
    disclosure = disclosure_of_text(f"2024年部门预算\n\n{contents}一、部门收支总表\n单位：万元\n\n{table}")
    forms = [(form.form, form.status) for form in disclosure.forms]
    assert forms == [("balance", "filled"), ("government-fund", "missing")]


def test_entries_end_at_a_heading_that_names_the_body() -> None:
    blocks = paragraphs(
        "目录", "一、单位主要职能", "二、名词解释", "青山市水利局主要职能", "管理全市水利。", "名词解释"
    )
    body, contents = set_aside_contents(blocks)
    assert texts(body) == ["青山市水利局主要职能", "管理全市水利。", "名词解释"]
    assert [entry.text for entry in contents] == ["目录", "一、单位主要职能", "二、名词解释"]
