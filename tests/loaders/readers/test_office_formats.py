"""What office programs write: embedded files, equations, notes, sheets of several tables, formats of others."""

import io
import quopri

import pytest
from made_office import LINKS, PACKAGE, W, made_docx, made_xlsx, number, p, row, tbl, tc, text, zipped
from made_readings import book, grids, left_out, lines, word

from loaders import readers
from loaders.blocks import NotRead, Reading

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
OBJECT = "urn:schemas-microsoft-com:office:office"


def embedding(body: str, **parts: str | bytes) -> Reading:
    """A Word file with parts beside its text, each related by the name of its keyword (`r_page_html` → r_page)."""
    links, written = "", {}
    for name, content in parts.items():
        link, _, suffix = name.rpartition("_")
        links += f'<Relationship Id="{link}" Type="{LINKS}/part" Target="parts/{link}.{suffix}"/>'
        written[f"word/parts/{link}.{suffix}"] = content
    rels = f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
    document = f'<w:document xmlns:w="{W}" xmlns:r="{LINKS}" xmlns:o="{OBJECT}"><w:body>{body}</w:body></w:document>'
    made = zipped(**{"word/document.xml": document, "word/_rels/document.xml.rels": rels, **written})
    return readers.read_bytes(made, "made.docx")


class TestEmbedded:
    def test_a_page_taken_in_whole_is_in_its_place(self) -> None:
        page = "<html><p>收支总表</p><table><tr><td>合计<td>1.00<tr><td>甲<td>1.00</table></html>".encode()
        reading = embedding(p("前") + '<w:altChunk r:id="r_page"/>' + p("后"), r_page_html=page)
        assert lines(reading) == ["前", "收支总表", "后"]
        assert grids(reading) == [[["合计", "1.00"], ["甲", "1.00"]]]

    def test_a_workbook_in_a_document_is_its_sheet_that_is_seen(self) -> None:
        cells = row(1, text("A1", "合计") + number("B1", "1.5", 1)) + row(2, text("A2", "甲") + number("B2", "1.5", 1))
        body = '<w:p><w:r><w:object><o:OLEObject r:id="r_book"/></w:object></w:r></w:p>'
        reading = embedding(body, r_book_xlsx=made_xlsx(cells))
        assert grids(reading) == [[["合计", "1.50"], ["甲", "1.50"]]]
        assert ("hidden sheet", "内部说明") in left_out(reading)

    def test_what_no_reader_opens_is_reported(self) -> None:
        body = '<w:p><w:r><w:object><o:OLEObject r:id="r_thing"/></w:object></w:r></w:p>'
        reading = embedding(p("前") + body, r_thing_bin=b"\0\1\2\3")
        assert (NotRead.OBJECT, "word/parts/r_thing.bin") in left_out(reading)

    def test_a_document_within_a_document(self) -> None:
        inner = made_docx(p("甲"))
        assert lines(embedding('<w:altChunk r:id="r_inner"/>', r_inner_docx=inner)) == ["甲"]


class TestWords:
    def test_equations_are_text(self) -> None:
        power = "<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
        share = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f>"
        math = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>≥98%</m:t></m:r>{power}{share}</m:oMath>'
        assert lines(word(f"<w:p>{math}</w:p>")) == ["≥98%m²1/3"]

    @pytest.mark.parametrize(
        ("font", "code", "shown"),
        [("Symbol", "F0B3", "≥"), ("Symbol", "F0A3", "≤"), ("Wingdings", "F0FE", "☑"), ("Wingdings", "F04A", "")],
    )
    def test_letters_of_symbol_fonts(self, font: str, code: str, shown: str) -> None:
        sign = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
        assert lines(word(f"<w:p>{sign}<w:r><w:t>98</w:t></w:r></w:p>")) == [f"{shown}98"]

    def test_endnotes_stand_behind_the_text(self) -> None:
        note = f'<w:endnote w:id="1">{p("三公经费3.60万元。")}</w:endnote>'
        rule = f'<w:endnote w:type="separator" w:id="0">{p("——")}</w:endnote>'
        assert lines(word(p("正文。"), word__endnotes_xml=rule + note)) == ["正文。", "三公经费3.60万元。"]

    @pytest.mark.parametrize(("width", "reason"), [(7_200_000, NotRead.PICTURE), (900_000, "small picture")])
    def test_pictures_are_recognised_by_their_size(self, width: int, reason: str) -> None:
        drawing = (
            '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
            f'<wp:extent cx="{width}" cy="2540000"/><wp:docPr id="1" name="图1"/>'
            '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></wp:inline></w:drawing>'
        )
        reading = word(f"<w:p><w:r>{drawing}</w:r></w:p>" + tbl(tc("甲") + tc("乙")))
        assert reason in {part.reason for part in reading.dropped}


def cells(column: str, *texts: str) -> list[str]:
    return [text(f"{column}{number}", one) if one else "" for number, one in enumerate(texts, 1)]


class TestSheets:
    def sheet(self, *columns: list[str]) -> Reading:
        rows = [row(number, "".join(made)) for number, made in enumerate(zip(*columns, strict=True), 1)]
        return book("".join(rows))

    def test_tables_with_titles_of_their_own_stand_one_after_the_other(self) -> None:
        reading = self.sheet(
            cells("A", "支出总表", "科目", "甲", "乙"),
            cells("B", "", "金额", "1", "2"),
            cells("D", "项目表", "项目", "丙", "丁"),
            cells("E", "", "金额", "3", "4"),
        )
        assert [grid[-1] for grid in grids(reading)] == [["乙", "2"], ["丁", "4"]]

    def test_the_two_sides_of_one_form_stay_one_table(self) -> None:
        reading = self.sheet(
            cells("A", "收支总表", "收入", "甲", "乙"),
            cells("B", "", "金额", "1", "2"),
            cells("D", "", "支出", "丙", "丁"),
            cells("E", "", "金额", "3", "4"),
        )
        assert len(grids(reading)) == 1
        assert [cell for cell in grids(reading)[0][-1] if cell] == ["乙", "2", "丁", "4"]

    @pytest.mark.parametrize("bare", [3, 4])
    def test_a_row_that_lost_its_borders_stays_in_its_table(self, bare: int) -> None:
        made = "".join(
            row(n, text(f"A{n}", word_, 0 if n == bare else 3) + text(f"B{n}", value, 0 if n == bare else 3))
            for n, (word_, value) in enumerate((("科目", "金额"), ("甲", "1.00"), ("乙", "2.00"), ("丙", "3.00")), 1)
        )
        assert [one[0] for one in grids(book(made))[0]] == ["科目", "甲", "乙", "丙"]

    def test_signatures_below_a_bordered_table_are_none_of_its_rows(self) -> None:
        made = row(1, text("A1", "甲", 3) + text("B1", "1.00", 3))
        made += row(2, text("A2", "制表人：张") + text("B2", "电话：8880000"))
        assert grids(book(made)) == [[["甲", "1.00"]]]


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


class TestOtherFormats:
    def test_xml_spreadsheet_2003(self) -> None:
        ss = "urn:schemas-microsoft-com:office:spreadsheet"
        data = (
            f'<?xml version="1.0"?><Workbook xmlns="{ss}" xmlns:ss="{ss}"><Styles><Style ss:ID="s1">'
            '<NumberFormat ss:Format="Standard"/></Style></Styles><Worksheet ss:Name="表"><Table>'
            '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">科目</Data></Cell>'
            '<Cell><Data ss:Type="String">数</Data></Cell></Row>'
            '<Row ss:Hidden="1"><Cell><Data ss:Type="Number">9</Data></Cell></Row>'
            '<Row ss:Index="4"><Cell><Data ss:Type="String">甲</Data></Cell>'
            '<Cell ss:Index="3" ss:StyleID="s1"><Data ss:Type="Number">1234.5</Data></Cell></Row>'
            "</Table></Worksheet></Workbook>"
        ).encode()
        reading = readers.read_bytes(data, "made.xls")
        assert ("hidden row", "9") in left_out(reading)
        assert "1,234.50" in grids(reading)[0][-1]

    def test_opendocument_sheets_come_as_they_are_shown(self) -> None:
        def cell(shown: str) -> str:
            return f"<table:table-cell><text:p>{shown}</text:p></table:table-cell>"

        body = (
            f"<table:table-row>{cell('科目')}{cell('金额')}</table:table-row>"
            f"<table:table-row table:visibility='filter'>{cell('暗')}{cell('9.00')}</table:table-row>"
            f"<table:table-row>{cell('甲')}{cell('1,234.50')}</table:table-row>"
            "<table:table-row table:number-rows-repeated='1048570'><table:table-cell/></table:table-row>"
        )
        content = (
            f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0"'
            f' xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet><table:table table:name="表">{body}'
            "</table:table></office:spreadsheet></office:body></office:document-content>"
        )
        data = zipped(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
        reading = readers.read_bytes(data, "made.ods")
        assert grids(reading) == [[["科目", "金额"], ["甲", "1,234.50"]]]
        assert ("row hidden by a filter", "9.00") in left_out(reading)

    def test_web_archives_are_their_pages(self) -> None:
        page = "<html><head><meta charset=gb2312></head><p>部门预算</p></html>".encode("gb18030")
        data = (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
            b"Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=gb2312\r\n\r\n"
            + quopri.encodestring(page)
            + b"\r\n--b--\r\n"
        )
        assert lines(readers.read_bytes(data, "made.doc")) == ["部门预算"]

    def test_comma_separated_values(self) -> None:
        data = '支出总表\n\n科目,合计,基本\n"甲,乙","1,234.50",\n丙,2.00,2.00\n丁,3.00,3.00\n'.encode("gb18030")
        reading = readers.read_bytes(data, "made.csv")
        assert lines(reading) == ["支出总表"]
        assert grids(reading)[0][1] == ["甲,乙", "1,234.50", ""]

    def test_sentences_with_commas_are_no_table(self) -> None:
        data = "收入为1,234.50万元,支出为2,345.60万元,持平。\n增加1,000.00万元,减少2,000.00万元,持平。\n".encode()
        assert grids(readers.read_bytes(data * 3, "made.txt")) == []


@pytest.mark.parametrize(("formula", "reported"), [("SUM(A1:A2)", True), ('IF(A1=0,"",A1)', False)])
def test_old_workbooks_tell_formulas_that_were_never_computed(formula: str, reported: bool) -> None:
    xlwt = pytest.importorskip("xlwt")
    made, target = xlwt.Workbook(), io.BytesIO()
    sheet = made.add_sheet("表")
    for at, one in enumerate((1, 2)):
        sheet.write(at, 0, one)
    sheet.write(2, 0, xlwt.Formula(formula))
    made.save(target)
    reading = readers.read_bytes(target.getvalue(), "made.xls")
    assert (("formula without a stored value", f"={formula}") in left_out(reading)) is reported
