"""The Word reader on small documents: each shows one thing that published disclosures do."""

from contextlib import suppress

import pytest
from fuzzing import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from made_office import made_docx, p, tbl, tc, zipped

from loaders.blocks import Heading, Paragraph, Place, Table, UnreadableFile
from loaders.readers import docx

SPAN = '<w:gridSpan w:val="2"/>'
BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(body: str, **more: str) -> list[Heading | Paragraph | Table]:
    return list(docx.read(made_docx(body, **more), "made.docx").blocks)


def grid(table: object) -> list[list[str]]:
    assert isinstance(table, Table)
    return [["~" if cell.covered else cell.text for cell in row.cells] for row in table.rows]


def test_merged_cells_stand_once_with_their_span() -> None:
    [table] = read(
        tbl(
            tc("科目", BEGIN) + tc("支出", SPAN),
            tc("", GO_ON) + tc("基本") + tc("项目"),
            tc("合计") + tc("1.00") + tc(""),
        )
    )
    assert grid(table) == [["科目", "支出", "~"], ["~", "基本", "项目"], ["合计", "1.00", ""]]
    assert isinstance(table, Table)
    assert (table.rows[0].cells[0].height, table.rows[0].cells[1].width) == (2, 2)
    assert table.rows[2].cells[1].place == Place(table=1, row=3, column=2)


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("乙")
    [table] = read(tbl(tc("甲") + tc("丙"), late))
    assert grid(table) == [["甲", "丙"], ["", "乙"]]


def test_tracked_deletions_are_left_out_and_reported_insertions_kept() -> None:
    body = (
        "<w:p><w:r><w:t>预算</w:t></w:r><w:del><w:r><w:delText>100万元</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>200万元</w:t></w:r></w:ins></w:p>"
    )
    reading = docx.read(made_docx(body), "made.docx")
    assert reading.blocks[0].text == "预算200万元"  # type: ignore[union-attr]
    assert [(dropped.text, dropped.reason) for dropped in reading.dropped] == [("100万元", "tracked deletion")]


def test_a_deleted_row_is_left_out() -> None:
    [table] = read(tbl(tc("甲") + tc("1"), "<w:trPr><w:del/></w:trPr>" + tc("乙") + tc("2")))
    assert grid(table) == [["甲", "1"]]


def test_a_text_box_is_read_once_though_it_is_written_twice() -> None:
    box = f"<w:txbxContent>{p('附件说明')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [block.text for block in read(body) if isinstance(block, Paragraph)] == ["正文", "附件说明"]


def test_automatic_numbers_are_printed_and_headings_known_by_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:styleId="2"><w:name w:val="heading 1"/></w:style>'
    looks = '<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    blocks = read(p("部门概况", looks) + p("收支总表", looks), numbering=numbering, styles=styles)
    assert [(block.text, block.level) for block in blocks if isinstance(block, Heading)] == [
        ("一、部门概况", 1),
        ("二、收支总表", 1),
    ]


def test_a_table_inside_a_cell_comes_after_the_table_around_it() -> None:
    inner = f"<w:tc><w:tcPr/>{p('外')}{tbl(tc('内') + tc('2'))}</w:tc>"
    assert [grid(table) for table in read(tbl(inner + tc("1")))] == [[["外", "1"]], [["内", "2"]]]


def test_a_table_that_only_lays_out_the_page_is_opened() -> None:
    wrapper = f"<w:tc><w:tcPr/>{p('单位：万元')}{tbl(tc('甲') + tc('1'))}</w:tc>"
    blocks = read(tbl(wrapper))
    assert isinstance(blocks[0], Paragraph)
    assert grid(blocks[1]) == [["甲", "1"]]


def test_contents_headers_and_hidden_text_are_set_aside_with_the_reason() -> None:
    styles = '<w:style w:styleId="9"><w:name w:val="toc 1"/></w:style>'
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r></w:p>"
    made = made_docx(p("一、概况 3", '<w:pStyle w:val="9"/>') + hidden, styles=styles, word__header1_xml=p("页眉"))
    reading = docx.read(made, "made.docx")
    assert reading.blocks == ()
    assert {(dropped.text, dropped.reason) for dropped in reading.dropped} == {
        ("一、概况 3", "contents page"),
        ("暗", "hidden text"),
        ("页眉", "page header"),
    }


class TestRefusals:
    def test_entities_are_refused(self) -> None:
        bomb = '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><d xmlns:w="w"><w:body>&b;</w:body></d>'
        with pytest.raises(UnreadableFile, match=r"made\.docx.*实体"):
            docx.read(zipped(word__document_xml=bomb), "made.docx")

    def test_a_zip_bomb_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match="解压后过大"):
            docx.read(zipped(word__document_xml=b" " * 8_000_000), "made.docx")

    def test_tables_nested_without_end_are_refused(self) -> None:
        body = "x"
        for _ in range(120):
            body = tbl(f"<w:tc><w:tcPr/>{p('甲')}{body if body != 'x' else ''}</w:tc>" + tc("1"))
        with pytest.raises(UnreadableFile, match=r"嵌套|XML"):
            read(body)

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.data())
    def test_damaged_files_end_in_a_reading_or_a_clear_error(self, data: st.DataObject) -> None:
        damaged = bytearray(made_docx(p("甲") + tbl(tc("乙", SPAN), tc("1") + tc("2"))))
        for _ in range(data.draw(st.integers(1, 6))):
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
        with suppress(UnreadableFile):
            docx.read(bytes(damaged[: data.draw(st.integers(4, len(damaged)))]), "made.docx")

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(
        st.lists(
            st.sampled_from(["tbl", "tr", "tc", "p", "r", "t", "ins", "sdt", "sdtContent", "txbxContent"]), max_size=40
        )
    )
    def test_any_nesting_of_known_tags_is_read(self, tags: list[str]) -> None:
        body = "".join(f"<w:{tag}>" for tag in tags) + "甲" + "".join(f"</w:{tag}>" for tag in reversed(tags))
        with suppress(UnreadableFile):
            read(body)


def test_only_word_files_are_taken() -> None:
    assert docx.sniff(made_docx(p("甲")))
    assert not docx.sniff(zipped(xl__workbook_xml="x"))
    assert not docx.sniff(b"PK\x03\x04 broken")
