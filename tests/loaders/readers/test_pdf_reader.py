"""The PDF reader on small pages drawn by hand: each shows one thing that published disclosures do."""

from contextlib import suppress

import pytest
from fuzzing import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import MadePage, made_pdf

from loaders.blocks import Paragraph, Place, Reading, Table, UnreadableFile
from loaders.readers import pdf

XS = [50, 200, 350]


def read(*pages: MadePage) -> Reading:
    return pdf.read(made_pdf(*pages), "made.pdf")


def tables(reading: Reading) -> list[Table]:
    return [block for block in reading.blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [["~" if cell.covered else cell.text for cell in row.cells] for row in table.rows]


def paragraphs(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


class TestRuledTables:
    def test_cells_stand_in_their_rows_and_columns(self) -> None:
        reading = read(MadePage().rows(XS, 700, [["项目", "金额"], ["收入合计", "7,272.94"], ["支出合计", ""]]))
        assert texts(tables(reading)[0]) == [["项目", "金额"], ["收入合计", "7,272.94"], ["支出合计", ""]]
        assert tables(reading)[0].spans_known

    def test_each_cell_tells_its_page_table_row_and_column(self) -> None:
        reading = read(MadePage().text(50, 750, "封面"), MadePage().rows(XS, 700, [["甲", "乙"], ["丙", "1.00"]]))
        assert tables(reading)[0].rows[1].cells[1].place == Place(page=2, table=1, row=2, column=2)

    def test_missing_walls_make_merged_cells(self) -> None:
        page = MadePage().grid([50, 350], [700, 680, 660]).line(200, 680, 200, 660)
        page.text(60, 686, "收入").text(60, 666, "项目").text(210, 666, "金额")
        first = tables(read(page))[0].rows[0].cells
        assert (first[0].text, first[0].width, first[1].covered) == ("收入", 2, True)

    def test_a_side_without_rule_still_closes_its_cells(self) -> None:
        page = MadePage().grid([200, 350], [700, 680, 660]).line(50, 700, 350, 700)
        page.line(50, 680, 350, 680).line(50, 660, 350, 660)
        page.text(60, 686, "合计").text(210, 686, "5.00").text(60, 666, "其他").text(210, 666, "6.00")
        assert texts(tables(read(page))[0]) == [["合计", "5.00"], ["其他", "6.00"]]

    def test_two_tables_with_a_caption_between_stay_apart(self) -> None:
        page = MadePage().rows(XS, 700, [["甲", "1"], ["乙", "2"]]).text(50, 640, "二、收入总表")
        page.rows(XS, 630, [["丙", "3"], ["丁", "4"]])
        reading = read(page)
        assert [texts(table) for table in tables(reading)] == [[["甲", "1"], ["乙", "2"]], [["丙", "3"], ["丁", "4"]]]
        assert isinstance(reading.blocks[1], Paragraph)

    def test_rows_without_rules_between_them_are_rows(self) -> None:
        page = MadePage().grid([50, 120, 250, 350], [700, 680, 600])
        for x, header in ((54, "编码"), (124, "名称"), (254, "金额")):
            page.text(x, 686, header)
        rows = [("208", "社会保障", "3.00"), ("20805", "养老", "1.00"), ("20811", "残疾人", "2.00")]
        for i, (code, name, figure) in enumerate(rows):
            page.text(54, 666 - 20 * i, code).text(124, 666 - 20 * i, name).text(254, 666 - 20 * i, figure)
        assert texts(tables(read(page))[0])[1:] == [
            ["208", "社会保障", "3.00"],
            ["20805", "养老", "1.00"],
            ["20811", "残疾人", "2.00"],
        ]

    def test_a_rule_drawn_crookedly_makes_no_column(self) -> None:
        page = MadePage().grid([50, 350], [700, 680, 660]).line(200, 700, 200, 680).line(205, 680, 205, 660)
        page.text(60, 686, "甲").text(210, 686, "1").text(60, 666, "乙").text(210, 666, "2")
        assert texts(tables(read(page))[0]) == [["甲", "1"], ["乙", "2"]]

    @pytest.mark.parametrize(
        ("length", "pitch", "path"),
        [(2.2, 3.6, True), (0.8, 1.6, False)],
        ids=["dashes drawn as paths", "dots drawn as boxes"],
    )
    def test_rules_drawn_in_dashes_or_dots_are_rules(self, length: float, pitch: float, path: bool) -> None:
        page = MadePage().text(54, 686, "合计").text(154, 686, "5.00").text(54, 666, "其他").text(154, 666, "6.00")
        steps = [pitch * i for i in range(int(200 / pitch) + 1)]
        boxes = [(50 + step, y, length, 0.7) for y in (700, 680, 660) for step in steps]
        boxes += [(x, 660 + step, 0.7, length) for x in (50, 150, 250) for step in steps if step < 40]
        for x, y, width, height in boxes:
            sides = f"{x} {y} m {x + width} {y} l {x + width} {y + height} l {x} {y + height} l h f"
            page.commands.append(sides if path else f"{x} {y} {width} {height} re f")
        assert texts(tables(read(page))[0]) == [["合计", "5.00"], ["其他", "6.00"]]

    def test_a_frame_around_text_is_no_table(self) -> None:
        assert tables(read(MadePage().grid([50, 350], [700, 600]).text(60, 650, "说明"))) == []


class TestCellText:
    def test_a_line_that_fills_its_cell_goes_on_in_the_next(self) -> None:
        page = MadePage().grid([50, 120, 200], [700, 660, 640])
        page.text(54, 688, "三、单位预留").text(54, 672, "机动经费").text(130, 680, "1.00").text(54, 645, "合计")
        assert texts(tables(read(page))[0])[0] == ["三、单位预留机动经费", "1.00"]

    def test_a_short_line_ends_where_the_author_ended_it(self) -> None:
        page = MadePage().grid([50, 250, 350], [700, 660, 640])
        page.text(54, 688, "项目资金").text(54, 672, "（万元）").text(260, 680, "1.00").text(54, 645, "合计")
        assert texts(tables(read(page))[0])[0] == ["项目资金\n（万元）", "1.00"]

    def test_a_figure_cut_in_a_narrow_cell_is_whole(self) -> None:
        page = MadePage().grid([50, 150, 195], [700, 660, 640]).text(54, 680, "合计")
        page.text(153, 686, "17,981.6").text(153, 672, "8").text(54, 645, "甲").text(153, 645, "2.00")
        assert texts(tables(read(page))[0])[0] == ["合计", "17,981.68"]

    def test_two_figures_below_each_other_stay_two(self) -> None:
        page = MadePage().grid([50, 150, 250], [700, 660, 640]).text(54, 680, "合计")
        page.text(153, 686, "12.00").text(153, 672, "13.00").text(54, 645, "甲")
        assert texts(tables(read(page))[0])[0] == ["合计", "12.00\n13.00"]

    def test_text_that_overflows_its_cell_leaves_the_neighbour_alone(self) -> None:
        page = (
            MadePage().rows([50, 100, 250], 700, [["卫生健康支出决算", ""], ["合计", "2"]]).text(190, 686, "7,272.94")
        )
        assert texts(tables(read(page))[0])[0] == ["卫生健康支出决算", "7,272.94"]

    def test_letter_spaced_words_are_closed_up(self) -> None:
        page = MadePage().rows(XS, 700, [["项 目 名 称", "1"], ["合    计", "2"]])
        assert texts(tables(read(page))[0]) == [["项目名称", "1"], ["合计", "2"]]

    def test_text_printed_twice_to_look_bold_comes_once(self) -> None:
        page = MadePage().rows(XS, 700, [["合计", "11.00"], ["甲", "2"]])
        page.text(54.4, 686, "合计").text(204.4, 686, "11.00")
        assert texts(tables(read(page))[0])[0] == ["合计", "11.00"]


class TestPages:
    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_the_page_may_be_turned(self, rotate: int) -> None:
        turned = {
            0: ("1 0 0 1", lambda x, y: (x, y)),
            90: ("0 1 -1 0", lambda x, y: (600 - y, x)),
            180: ("-1 0 0 -1", lambda x, y: (600 - x, 800 - y)),
            270: ("0 -1 1 0", lambda x, y: (y, 800 - x)),
        }
        matrix, at = turned[rotate]
        for declared in (rotate, 0):
            page = MadePage(rotate=declared)
            for x in (50, 200, 350):
                page.line(*at(x, 500), *at(x, 460))
            for y in (500, 480, 460):
                page.line(*at(50, y), *at(350, y))
            for x, y, text in ((54, 486, "合计"), (204, 486, "7,272.94"), (54, 466, "其他"), (204, 466, "15.00")):
                page.text(*at(x, y), text, matrix=matrix)
            assert texts(tables(read(page))[0]) == [["合计", "7,272.94"], ["其他", "15.00"]]

    @pytest.mark.parametrize(
        ("matrix", "places"),
        [
            ("0 -1 1 0", [(230, 698), (230, 688), (230, 678), (230, 668), (216, 698), (216, 688)]),
            ("0 1 -1 0", [(220, 642), (220, 652), (220, 662), (220, 672), (234, 642), (234, 652)]),
        ],
        ids=["down", "up"],
    )
    def test_a_header_written_down_or_up_the_page_is_read_along(
        self, matrix: str, places: list[tuple[int, int]]
    ) -> None:
        page = MadePage().grid([50, 210, 250], [700, 640, 620]).text(54, 670, "项目").text(54, 626, "甲乙丙丁戊己庚")
        page.text(216, 626, "1.00")
        for (x, y), letter in zip(places, "政府基金收入", strict=True):
            page.text(x, y, letter, matrix=matrix)
        assert texts(tables(read(page))[0]) == [["项目", "政府基金收入"], ["甲乙丙丁戊己庚", "1.00"]]

    def test_parts_of_a_table_on_two_pages_have_the_same_columns(self) -> None:
        xs = [50, 90, 130, 300, 400]
        reading = read(
            MadePage().rows(xs, 700, [["类", "款", "名称", "合计"], ["201", "05", "统计", "7"]]),
            MadePage().rows([50, 300, 400], 760, [["合计", "7"]]),
        )
        total = tables(reading)[1].rows[0].cells
        assert [(cell.text, cell.width) for cell in total if not cell.covered] == [("合计", 3), ("7", 1)]
        assert total[3].place == Place(page=2, table=1, row=1, column=4)

    def test_text_clipped_on_one_page_and_shown_on_the_next_comes_once(self) -> None:
        sentence = "主要用于缴纳在职人员住房公积金"
        first = MadePage()
        first.commands.append("q 0 100 600 700 re W n")
        first.text(50, 400, "正文").text(50, 60, sentence).commands.append("Q")
        reading = read(first.text(50, 300, "文末"), MadePage().text(50, 700, sentence))
        assert paragraphs(reading) == ["正文", "文末", sentence]
        assert [(dropped.text, dropped.reason) for dropped in reading.dropped] == [(sentence, "clipped text")]

    def test_text_too_long_for_its_cell_is_read_though_clipped(self) -> None:
        page = MadePage().rows(XS, 700, [["甲", "1"], ["乙", "2"]])
        page.commands.append("q 50 660 150 10 re W n")
        page.text(64, 686, "以上").commands.append("Q")
        assert texts(tables(read(page))[0])[0] == ["甲以上", "1"]

    def test_text_outside_the_paper_is_set_aside(self) -> None:
        reading = read(MadePage().text(50, 400, "正文").text(700, 400, "单位"))
        assert paragraphs(reading) == ["正文"]
        assert [(dropped.text, dropped.reason) for dropped in reading.dropped] == [("单位", "text outside the page")]

    def test_page_numbers_are_set_aside(self) -> None:
        pages = [MadePage().text(50, 700, f"第{n}节").text(290, 30, f"- {i} -") for i, n in enumerate("甲乙", 1)]
        reading = read(*pages)
        assert paragraphs(reading) == ["第甲节", "第乙节"]
        assert [(dropped.text, dropped.reason) for dropped in reading.dropped] == [
            ("- 1 -", "page number"),
            ("- 2 -", "page number"),
        ]

    def test_lines_repeated_at_the_head_of_pages_are_set_aside(self) -> None:
        pages = [MadePage().text(200, 770, "某某局部门预算").text(50, 400, f"正文{n}") for n in "甲乙丙"]
        reading = read(*pages)
        assert paragraphs(reading) == ["正文甲", "正文乙", "正文丙"]
        assert {dropped.reason for dropped in reading.dropped} == {"page header"}

    def test_what_every_page_prints_below_its_own_title_is_no_header(self) -> None:
        pages = [
            MadePage()
            .text(250, 780, f"{name}总表")
            .text(450, 762, "单位：万元")
            .rows([50, 150, 250], 740, [["甲", "1"]])
            for name in ("收支", "收入", "支出", "拨款")
        ]
        assert paragraphs(read(*pages)).count("单位：万元") == 4

    def test_the_title_of_a_table_over_all_pages_is_kept_where_it_is_met_first(self) -> None:
        pages = [
            MadePage()
            .text(250, 780, "项目支出表")
            .text(450, 762, "单位：万元")
            .rows([50, 150, 250], 740, [[name, "1"]])
            for name in "甲乙丙丁"
        ]
        reading = read(*pages)
        assert paragraphs(reading) == ["项目支出表", "单位：万元"]
        assert len(reading.dropped) == 6

    def test_small_print_parts_two_tables_without_rules(self) -> None:
        page = MadePage()
        for top, name in ((700, "收入"), (560, "支出")):
            page.text(200, top, f"{name}总表").text(50, top - 16, "部门：某某局").text(400, top - 16, "单位：万元")
            for row, figure in enumerate(("10.00", "20.00", "30.00", "40.00")):
                page.text(50, top - 34 - 16 * row, f"{name}{'甲乙丙丁'[row]}").text(250, top - 34 - 16 * row, figure)
                page.text(350, top - 34 - 16 * row, figure)
        tables = [block for block in read(page).blocks if isinstance(block, Table)]
        assert [[row.cells[0].text for row in table.rows] for table in tables] == [
            [f"收入{letter}" for letter in "甲乙丙丁"],
            [f"支出{letter}" for letter in "甲乙丙丁"],
        ]


class TestParagraphs:
    def test_lines_of_one_paragraph_are_joined_without_blanks(self) -> None:
        page = MadePage().text(70, 700, "二〇二四年收入预算总计七千二百七十二万元，与上年相比增加了一")
        page.text(50, 682, "百万元，主要原因是人员工资调整和住房补贴政策调整等因素形成的，")
        page.text(50, 664, "其中基本支出五千万元。").text(70, 646, "二〇二四年支出预算另见下表。")
        assert paragraphs(read(page)) == [
            "二〇二四年收入预算总计七千二百七十二万元，与上年相比增加了一百万元，主要原因是人员工资调整和住房补贴政策"
            "调整等因素形成的，其中基本支出五千万元。",
            "二〇二四年支出预算另见下表。",
        ]

    def test_a_sentence_cut_by_the_page_break_is_whole_and_knows_both_pages(self) -> None:
        first = (
            MadePage().text(70, 120, "二〇二四年收入预算总计七千二百七十二万元，与上年相比增加了一").text(295, 30, "1")
        )
        second = (
            MadePage().text(50, 700, "百万元。").text(70, 682, "二〇二四年支出预算总计七千二百七十二万元，与上年持平。")
        )
        joined = read(first, second).blocks[0]
        assert isinstance(joined, Paragraph)
        assert joined.text.endswith("增加了一百万元。")
        assert [place.page for _, place in joined.marks] == [1, 2]

    def test_the_rest_of_a_numbered_title_is_in_the_middle_below_it(self) -> None:
        page = MadePage().text(120, 730, "第三部分" + "甲" * 15 + "决算情况", 18).text(282, 705, "说明", 18)
        page.text(120, 680, "乙" * 40).text(100, 662, "丙" * 42).text(100, 644, "丁。")
        assert paragraphs(read(page))[0] == "第三部分" + "甲" * 15 + "决算情况说明"

    def test_full_lines_go_on_over_the_page_break_though_their_text_is_in_the_middle_of_the_page(self) -> None:
        first = MadePage().text(120, 120, "甲" * 38).text(100, 102, "乙" * 36 + "，人文社会")
        second = MadePage().text(100, 700, "科学教授一人。" + "丙" * 33).text(100, 682, "丁。")
        joined = paragraphs(read(first, second))
        assert len(joined) == 1
        assert "人文社会科学教授一人。" in joined[0]

    def test_a_numbered_heading_begins_a_paragraph(self) -> None:
        page = MadePage().text(50, 700, "一、部门收支总表情况说明以及其他需要说明的有关事项的说明和解释")
        page.text(50, 682, "二、其他事项")
        assert len(paragraphs(read(page))) == 2

    def test_unit_line_and_note_stay_beside_their_table(self) -> None:
        page = MadePage().text(50, 706, "部门：某某局").text(300, 706, "单位：万元")
        page.rows(XS, 700, [["甲", "1"], ["乙", "2"]]).text(50, 640, "注：本表为空。")
        reading = read(page)
        assert [block.text if isinstance(block, Paragraph) else "table" for block in reading.blocks] == [
            "部门：某某局\t单位：万元",
            "table",
            "注：本表为空。",
        ]


def test_a_table_without_rules_is_read_by_its_aligned_figures() -> None:
    page = MadePage().text(50, 700, "项目").text(310, 700, "预算数")
    for i, (label, figure) in enumerate([("基本支出", "1,200.00"), ("项目支出", "72.94"), ("合计", "1,272.94")]):
        page.text(50, 682 - 18 * i, label).text(350 - 5 * len(figure), 682 - 18 * i, figure)
    assert texts(tables(read(page))[0]) == [
        ["项目", "预算数"],
        ["基本支出", "1,200.00"],
        ["项目支出", "72.94"],
        ["合计", "1,272.94"],
    ]


@pytest.mark.parametrize(
    ("drawn", "meant"), [("⼀", "一"), ("⽀出", "支出"), ("⻋辆", "车辆"), ("（１）", "（１）"), ("︵项目︶", "(项目)")]
)
def test_look_alike_letters_become_those_people_type(drawn: str, meant: str) -> None:
    from loaders.readers.pdf.glyphs import plain_letters

    assert plain_letters(drawn) == meant


class TestRefusals:
    def test_a_scan_is_reported_so(self) -> None:
        with pytest.raises(UnreadableFile, match=r"made\.pdf.*扫描件.*文字识别"):
            read(MadePage().line(0, 0, 100, 100))

    def test_too_many_pages_end_with_a_clear_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "MAX_PAGES", 2)
        with pytest.raises(UnreadableFile, match="超过 2 页"):
            read(MadePage(), MadePage(), MadePage())

    def test_an_encrypted_file_is_reported_so(self) -> None:
        secret = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >> /ID [<00> <00>]"
        with pytest.raises(UnreadableFile, match="加密"):
            pdf.read(made_pdf(MadePage().text(50, 700, "甲"), trailer=secret), "made.pdf")

    def test_other_files_are_not_taken(self) -> None:
        assert not pdf.sniff(b"PK\x03\x04")
        assert pdf.sniff(b"\r\n%PDF-1.7")

    WHOLE = made_pdf(MadePage().rows(XS, 700, [["合计", "1.00"], ["甲", "2"]]))

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.data())
    def test_damaged_files_end_in_a_reading_or_a_clear_error(self, data: st.DataObject) -> None:
        damaged = bytearray(self.WHOLE)
        for _ in range(data.draw(st.integers(1, 12))):
            damaged[data.draw(st.integers(9, len(damaged) - 1))] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(9, len(damaged)))
        with suppress(UnreadableFile):
            pdf.read(bytes(damaged[:cut]), "made.pdf")
