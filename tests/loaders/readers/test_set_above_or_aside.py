"""Marks set above a figure, text set aside and lists that begin anew: one kind, as each format writes it."""

import io

import pytest
from made_office import LINKS, MAIN, PACKAGE, number, p, row, tbl, tc, text, zipped
from made_readings import book, grids, left_out, lines, page, word

from loaders import readers
from loaders.blocks import NotRead, Paragraph, Reading, UnreadableFile
from loaders.readers import doc
from loaders.readers.pdf.glyphs import Glyph
from loaders.readers.pdf.raised_marks import without_marks

MARKED = {("footnote mark", "1"), ("struck out", "90.00")}


def read(data: bytes) -> Reading:
    return readers.read_bytes(data, "made")


class TestMarksAboveFigures:
    """60.00 with a raised 1 behind it is 60.00; what is struck out before it is none of it."""

    def test_by_a_character_style_in_word(self) -> None:
        styles = '<w:style w:styleId="ref"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        mark = '<w:r><w:rPr><w:rStyle w:val="ref"/></w:rPr><w:t>1</w:t></w:r>'
        reading = word(f"<w:p><w:r><w:t>60.00</w:t></w:r>{mark}</w:p>", styles=styles)
        assert lines(reading) == ["60.00"]
        assert left_out(reading) == {("footnote mark", "1")}

    @pytest.mark.parametrize("looks", ['style="vertical-align: super"', "class=mark"])
    def test_by_a_style_of_a_page(self, looks: str) -> None:
        head = "<style>.mark{font-size:8px;vertical-align:super}</style>"
        rows = f"<tr><td>甲<td>60.00<span {looks}>1</span><tr><td>乙<td>5 m<span {looks}>2</span>"
        reading = page(f"<table>{rows}</table><p>合计65.00<span {looks}>2</span>万元</p>", head)
        assert grids(reading) == [[["甲", "60.00"], ["乙", "5 m²"]]]
        assert lines(reading) == ["合计65.00万元"]
        assert left_out(reading) == {("footnote mark", "1"), ("footnote mark", "2")}

    def test_a_cell_or_a_box_is_not_raised(self) -> None:
        high = 'style="vertical-align:super"'
        reading = page(f"<table><tr><td>甲<td {high}>30<tr><td>乙<td {high}>40</table><p>合计</p><p {high}>70</p>")
        assert grids(reading) == [[["甲", "30"], ["乙", "40"]]]
        assert lines(reading) == ["合计", "70"]
        assert left_out(reading) == set()

    def test_in_the_runs_of_an_old_workbook(self) -> None:
        xlwt = pytest.importorskip("xlwt")
        plain, mark, gone = xlwt.Font(), xlwt.Font(), xlwt.Font()
        mark.escapement, gone.struck_out = xlwt.Font.ESCAPEMENT_SUPERSCRIPT, True
        made = xlwt.Workbook()
        sheet = made.add_sheet("一")
        for line in (0, 1):
            sheet.write(line, 0, "甲")
            sheet.write_rich_text(line, 1, (("90.00", gone), ("60.00", plain), ("1", mark)))
        target = io.BytesIO()
        made.save(target)
        reading = read(target.getvalue())
        assert grids(reading) == [[["甲", "60.00"], ["甲", "60.00"]]]
        assert left_out(reading) == MARKED

    def test_in_the_spans_of_an_opendocument_sheet(self) -> None:
        spaces = " ".join(
            f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
            for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
        )
        looks = (
            '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
            '<style:style style:name="off"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        )
        cell = (
            '<text:p><text:span text:style-name="off">90.00</text:span>60.00'
            '<text:span text:style-name="up">1</text:span></text:p>'
        )
        line = (
            "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
            f"<table:table-cell>{cell}</table:table-cell></table:table-row>"
        )
        content = (
            f"<office:document-content {spaces}><office:automatic-styles>{looks}</office:automatic-styles><office:body>"
            f'<office:spreadsheet><table:table table:name="一">{line}{line}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>"
        )
        reading = read(zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml=content))
        assert grids(reading) == [[["甲", "60.00"], ["甲", "60.00"]]]
        assert left_out(reading) == MARKED

    def test_in_the_tags_of_an_xml_spreadsheet(self) -> None:
        space = "urn:schemas-microsoft-com:office:spreadsheet"
        figure = (
            '<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>90.00</S>60.00<Sup>1</Sup></ss:Data>'
        )
        line = f'<Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell>{figure}</Cell></Row>'
        made = (
            f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="一"><Table>'
            f"{line}{line}</Table></Worksheet></Workbook>"
        )
        reading = read(made.encode())
        assert grids(reading) == [[["甲", "60.00"], ["甲", "60.00"]]]
        assert left_out(reading) == MARKED


class TestMarksOnPages:
    """Letters of 10 points from x = 0 on, each 5 wide, and what is set behind the last of them."""

    @staticmethod
    def kept(figure: str, sign: str, *, size: float = 6, above: float = 3.5, gap: float = 0) -> tuple[str, str]:
        letters = [Glyph(one, 5 * at, 5 * at + 5, 100, 10, at) for at, one in enumerate(figure)]
        edge = 5 * len(figure) + gap
        raised = [Glyph(one, edge + 3 * at, edge + 3 * at + 3, 100 - above, size, 9) for at, one in enumerate(sign)]
        found, marks = without_marks([*letters, *raised, Glyph("元", 90, 100, 100, 10, 10)])
        return "".join(glyph.text for glyph in found), marks

    @pytest.mark.parametrize("sign", ["1", "[2]", "①", "*"])
    def test_small_signs_above_the_line_behind_a_figure_are_marks(self, sign: str) -> None:
        assert self.kept("178.30", sign) == ("178.30元", sign)

    def test_powers_are_text(self) -> None:
        assert self.kept("10", "4") == ("104元", "")

    @pytest.mark.parametrize(
        "drawn", [{"size": 9}, {"above": 0.5}, {"above": 12}, {"above": -3}, {"gap": 8}], ids=lambda one: str(one)
    )
    def test_what_is_as_large_level_or_apart_is_no_mark(self, drawn: dict[str, float]) -> None:
        assert self.kept("178.30", "1", **drawn) == ("178.301元", "")


class TestWord:
    LIST = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )

    def test_lists_go_on_with_each_other_unless_one_begins_anew(self) -> None:
        body = "".join(
            p(content, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>')
            for list_id, content in ((1, "甲"), (3, "子"), (2, "乙"), (3, "丑"))
        )
        assert lines(word(body, numbering=self.LIST)) == ["一、甲", "七、子", "二、乙", "八、丑"]

    def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next(self) -> None:
        deleted = "<w:rPr><w:del/></w:rPr>"
        assert lines(word(p("总数236.", deleted) + p("50万元") + p("后"))) == ["总数236.50万元", "后"]
        cell = f"<w:tc>{p('118', deleted)}{p('.30')}</w:tc>"
        assert grids(word(tbl(tc("甲") + cell))) == [[["甲", "118.30"]]]

    def test_cells_merged_sideways_the_old_way_are_one(self) -> None:
        head = tc("收入", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("支出")
        reading = word(tbl(head, tc("项目") + tc("1.00") + tc("2.00")))
        table = reading.blocks[0]
        assert [cell.width for cell in table.rows[0].cells if not cell.covered] == [2, 1]  # type: ignore[union-attr]

    def test_a_table_in_a_cell_is_a_table_with_its_title(self) -> None:
        inner = tbl(tc("甲") + tc("1.00"), tc("乙") + tc("2.00"))
        reading = word(tbl(tc("丙") + tc("3.00"), f"<w:tc>{p('支出表')}{inner}{p('')}</w:tc>"))
        assert grids(reading) == [[["丙", "3.00"], ["", ""]], [["甲", "1.00"], ["乙", "2.00"]]]
        assert lines(reading) == ["支出表"]

    def test_a_table_written_twice_for_old_programs_is_read_once(self) -> None:
        inner = tbl(tc("甲") + tc("1.00"))
        twice = f"<mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>"
        assert len(grids(word(f"<mc:AlternateContent>{twice}</mc:AlternateContent>"))) == 1
        only_old = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
        assert len(grids(word(only_old))) == 1


class TestOneFileOfXml:
    """What report programs name .doc and LibreOffice .fods: a whole document as one XML file."""

    def test_a_flat_sheet_is_a_sheet(self) -> None:
        space = "urn:oasis:names:tc:opendocument:xmlns"
        line = "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>"
        made = (
            f'<?xml version="1.0"?><office:document xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
            f'xmlns:text="{space}:text:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
            f'<office:body><office:spreadsheet><table:table table:name="一">{line}</table:table>'
            "</office:spreadsheet></office:body></office:document>"
        )
        assert [block.text for block in read(made.encode()).blocks if isinstance(block, Paragraph)] == ["甲"]

    @pytest.mark.parametrize(
        ("root", "is_its_own"),
        [
            ('<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', True),
            ('<office:document xmlns:office="o" office:mimetype="application/vnd.oasis.opendocument.text">', True),
            ('<w:wordDocument xmlns:w="other">', False),
            ("<report>http://schemas.microsoft.com/office/word/2003/wordml", False),
        ],
    )
    def test_libreoffice_is_asked_for_texts_of_word_2003_and_opendocument(self, root: str, is_its_own: bool) -> None:
        assert doc.sniff(f'<?xml version="1.0"?>\n{root}</x>'.encode()) is is_its_own

    def test_entities_are_refused_before_libreoffice_starts(self) -> None:
        made = (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><w:wordDocument '
            'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"></w:wordDocument>'
        )
        with pytest.raises(UnreadableFile):
            read(made.encode())


class TestSheets:
    CELLS = row(1, text("A1", "甲") + number("B1", "1.5")) + row(2, text("A2", "乙_x000a_") + number("B2", "2.5"))

    def test_what_is_printed_around_or_drawn_over_a_sheet_is_reported(self) -> None:
        space = "http://schemas.openxmlformats.org/drawingml/2006"
        box = (
            f'<d:wsDr xmlns:d="{space}/spreadsheetDrawing" xmlns:a="{space}/main"><d:oneCellAnchor><d:sp><d:txBody>'
            "<a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>万元</a:t></a:r></a:p></d:txBody></d:sp></d:oneCellAnchor></d:wsDr>"
        )
        sheet = (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}"><sheetData>{self.CELLS}</sheetData><headerFooter>'
            '<oddHeader>&amp;C&amp;"宋体,加粗"&amp;14支出总表</oddHeader></headerFooter>'
            '<drawing r:id="d1"/></worksheet>'
        )
        rels = (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="%s" Type="{LINKS}/%s" Target="%s"/>'
            "</Relationships>"
        )
        sheets = '<sheets><sheet name="一" r:id="s1"/></sheets>'
        reading = read(
            zipped(
                **{
                    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{sheets}</workbook>',
                    "xl/_rels/workbook.xml.rels": rels % ("s1", "worksheet", "worksheets/sheet1.xml"),
                    "xl/worksheets/sheet1.xml": sheet,
                    "xl/worksheets/_rels/sheet1.xml.rels": rels % ("d1", "drawing", "../drawings/drawing1.xml"),
                    "xl/drawings/drawing1.xml": box,
                }
            )
        )
        assert grids(reading) == [[["甲", "1.5"], ["乙", "2.5"]]]
        assert left_out(reading) == {("text box", "单位：万元"), ("printed header", "支出总表")}

    def test_unused_rows_that_are_hidden_by_default_hide_none_that_is_written(self) -> None:
        reading = book(self.CELLS, columns='<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>')
        assert grids(reading) == [[["甲", "1.5"], ["乙", "2.5"]]]


class TestPages:
    ROWS = "<tr><td>甲<td>1.00<tr><td>乙<td>2.00"

    @pytest.mark.parametrize(
        "looks",
        [
            "position:absolute;left:-9999px",
            "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)",
            "text-indent:-9999px",
            "max-height:0;overflow:hidden",
        ],
    )
    def test_what_is_set_out_of_sight_is_no_text(self, looks: str) -> None:
        reading = page(f'<p>合计1.00<span style="{looks}">9.99</span>万元</p>')
        assert lines(reading) == ["合计1.00万元"]
        assert left_out(reading) == {("hidden text", "9.99")}

    @pytest.mark.parametrize(
        "looks",
        ["position:absolute;left:-20px", "text-indent:-2em", "height:100px;overflow:hidden", "width:0", "left:-9999px"],
    )
    def test_what_is_only_moved_or_bounded_is_text(self, looks: str) -> None:
        assert lines(page(f'<p>合计<span style="{looks}">1.00</span>万元</p>')) == ["合计1.00万元"]

    def test_a_closed_dialog_is_not_seen(self) -> None:
        assert lines(page("<dialog>旧表</dialog><dialog open>新表</dialog>")) == ["新表"]

    def test_head_and_foot_are_shown_first_and_last_and_bound_what_spans(self) -> None:
        table = (
            "<table><tfoot><tr><td>合计<td>3.00</tfoot><tbody>"
            f"{self.ROWS}</tbody><thead><tr><th rowspan=9>项目<th>金额</thead></table>"
        )
        assert grids(page(table)) == [[["项目", "金额"], ["甲", "1.00"], ["乙", "2.00"], ["合计", "3.00"]]]

    def test_a_cell_may_take_all_rows_that_are_left(self) -> None:
        rows = "<tr><td>甲<td>1<td>2<tr><td rowspan=0>乙<td>3<td>4<tr><td>5<td>6"
        assert grids(page(f"<table>{rows}</table>")) == [[["甲", "1", "2"], ["乙", "3", "4"], ["", "5", "6"]]]

    def test_a_table_in_a_cell_is_a_table_with_its_title(self) -> None:
        inner = f"<p>支出表</p><table>{self.ROWS}</table>"
        outer = f"<table><tr><td>收入甲乙丙丁<td>30.00<tr><td>收入戊己庚辛<td>40.00<tr><td colspan=2>{inner}</table>"
        reading = page(outer)
        assert grids(reading) == [
            [["收入甲乙丙丁", "30.00"], ["收入戊己庚辛", "40.00"], ["", ""]],
            [["甲", "1.00"], ["乙", "2.00"]],
        ]
        assert lines(reading) == ["支出表"]

    def test_a_cell_in_a_table_of_one_cell_is_its_text(self) -> None:
        small = "<table><tr><td>1.00</table>"
        assert grids(page(f"<table><tr><td>甲<td>{small}<tr><td>乙<td>2.00</table>"))[0][0] == ["甲", "1.00"]

    def test_preformatted_text_is_read_as_a_text_file(self) -> None:
        reading = page("<pre>支出表\n项目\t金额\n甲\t1.00\n乙\t2.00\n</pre>")
        assert lines(reading) == ["支出表"]
        assert grids(reading) == [[["项目", "金额"], ["甲", "1.00"], ["乙", "2.00"]]]

    @pytest.mark.parametrize(
        ("frame", "reason"),
        [
            ('<iframe src="/pdfjs/viewer.html?file=/a/xmb.pdf"></iframe>', NotRead.OBJECT),
            ('<object data="/a/jx.pdf"></object>', NotRead.OBJECT),
            ('<iframe src="https://video.example/play?id=7"></iframe>', "embedded page"),
        ],
    )
    def test_a_frame_around_a_file_is_reported_as_unread(self, frame: str, reason: str) -> None:
        assert {one for one, _ in left_out(page(f"<p>附表</p>{frame}"))} == {reason}


class TestText:
    ROWS = 'sep=;\r\n科目;"2025年\r\n预算数";"其中：\r\n项目"\r\n="0101";1.00;0.50\r\n="0102";2.00;0.50\r\n'

    @pytest.mark.parametrize("delimiter", [";", "\t"])
    def test_cells_of_several_lines_and_codes_kept_by_an_equals_sign(self, delimiter: str) -> None:
        written = self.ROWS if delimiter == ";" else self.ROWS.removeprefix("sep=;\r\n").replace(";", delimiter)
        [table] = grids(read(written.encode()))
        assert table == [["科目", "2025年 预算数", "其中： 项目"], ["0101", "1.00", "0.50"], ["0102", "2.00", "0.50"]]

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
    def test_utf_16_without_its_mark(self, encoding: str) -> None:
        assert grids(read("项目\t金额\n甲\t1.00\n乙\t2.00\n".encode(encoding))) == [
            [["项目", "金额"], ["甲", "1.00"], ["乙", "2.00"]]
        ]
        assert lines(read("<html><body><p>支出表</p></body></html>".encode(encoding))) == ["支出表"]
