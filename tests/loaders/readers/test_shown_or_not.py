"""What a file holds and does not show is no data: the same kinds in Word files, workbooks and pages, each reported."""

import io
import zipfile

import pytest
from made_office import LINKS, MAIN, PACKAGE, W, made_docx, number, p, row, tbl, tc, text
from made_readings import book, grids, left_out, lines, page, word

from loaders import readers
from loaders.blocks import NotRead


def run(content: str, looks: str) -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{content}</w:t></w:r>"


class TestWord:
    @pytest.mark.parametrize(
        ("looks", "reason"),
        [
            ("<w:strike/>", "struck out"),
            ("<w:dstrike/>", "struck out"),
            ("<w:vanish/>", "hidden text"),
            ('<w:sz w:val="2"/>', "hidden text"),
            ('<w:color w:val="FFFFFF"/>', "white on white"),
            ('<w:vertAlign w:val="superscript"/>', "footnote mark"),
        ],
    )
    def test_what_a_run_does_not_show_is_left_out(self, looks: str, reason: str) -> None:
        reading = word(f"<w:p>{run('60.00', '')}{run('1', looks)}</w:p>")
        assert lines(reading) == ["60.00"]
        assert (reason, "1") in left_out(reading)

    @pytest.mark.parametrize(
        "looks", ['<w:strike w:val="0"/>', '<w:vanish w:val="false"/>', '<w:color w:val="FF0000"/>']
    )
    def test_switches_that_are_off_hide_nothing(self, looks: str) -> None:
        assert lines(word(f"<w:p>{run('60.00', looks)}</w:p>")) == ["60.00"]

    def test_white_letters_on_a_dark_cell_are_seen(self) -> None:
        white = run("项目", '<w:color w:val="FFFFFF"/>')
        shade = '<w:tcPr><w:shd w:fill="1F4E79"/></w:tcPr>'
        assert grids(word(tbl(f"<w:tc>{shade}<w:p>{white}</w:p></w:tc>" + tc("金额"))))[0] == [["项目", "金额"]]

    def test_a_style_may_hide_or_strike_out(self) -> None:
        styles = (
            '<w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="old"><w:rPr><w:strike/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="older"><w:basedOn w:val="old"/></w:style>'
        )
        body = f"<w:p>{run('12.40', '')}{run('9', '<w:rStyle w:val=' + chr(34) + 'gone' + chr(34) + '/>')}</w:p>"
        body += p("7.50", '<w:pStyle w:val="older"/>') + p("8.00")
        assert lines(word(body, styles=styles)) == ["12.40", "8.00"]

    def test_rows_hidden_or_struck_out_are_no_rows(self) -> None:
        struck = (
            f"<w:tc><w:p>{run('旧项目', '<w:strike/>')}</w:p></w:tc><w:tc><w:p>{run('33', '<w:strike/>')}</w:p></w:tc>"
        )
        hidden = f"<w:trPr><w:hidden/></w:trPr>{tc('暗')}{tc('98.00')}"
        reading = word(tbl(tc("合计") + tc("60.00"), struck, hidden))
        assert grids(reading) == [[["合计", "60.00"]]]
        assert {("struck out", "33"), ("hidden row", "98.00")} <= left_out(reading)

    def test_powers_stay_and_marks_of_notes_go(self) -> None:
        up = '<w:vertAlign w:val="superscript"/>'
        assert lines(word(f"<w:p>{run('面积35m', '')}{run('2', up)}{run('。', '')}</w:p>")) == ["面积35m²。"]
        assert lines(word(f"<w:p>{run('公积金', '')}{run('[2]', up)}{run('21', '')}</w:p>")) == ["公积金21"]

    def test_a_word_behind_the_text_is_a_watermark(self) -> None:
        drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        box = f'<wp:anchor xmlns:wp="{drawing}" behindDoc="%s"><w:txbxContent>{p("%s")}</w:txbxContent></wp:anchor>'
        body = f"<w:p><w:r><w:drawing>{box}</w:drawing></w:r></w:p>"
        assert lines(word(body % ("1", "内部资料"))) == []
        assert lines(word(body % ("0", "内部资料"))) == ["内部资料"]
        assert lines(word(body % ("1", "共12万元"))) == ["共12万元"]


class TestPages:
    @pytest.mark.parametrize(
        "gone",
        [
            "<tr style='display:none'><td>暗<td>99.00",
            "<tr hidden><td>暗<td>99.00",
            "<tr class=hid><td>暗<td>99.00",
            "<tr style='visibility: collapse'><td>暗<td>99.00",
            "<tr><td><s>暗</s><td><del>99.00</del>",
            "<tr style='text-decoration:line-through'><td>暗<td>99.00",
        ],
    )
    def test_rows_that_are_not_shown(self, gone: str) -> None:
        reading = page(
            f"<table><tr><td>甲<td>1.00{gone}<tr><td>乙<td>2.00</table>", "<style>.hid{display:none}</style>"
        )
        assert grids(reading) == [[["甲", "1.00"], ["乙", "2.00"]]]
        assert "99.00" in " ".join(part.text for part in reading.dropped)

    def test_the_more_special_rule_of_a_style_sheet_holds(self) -> None:
        sheet = "<style>/* tabs */ .tab{display:none} div.tab.on{display:block}</style>"
        assert lines(page("<p>一</p><div class=tab>二</div><div class='tab on'>三</div>", sheet)) == ["一", "三"]

    def test_rules_for_print_and_for_small_screens_do_not_hold(self) -> None:
        sheet = "<style media=print>p{display:none}</style><style>@media (max-width:600px){p{display:none}}</style>"
        assert lines(page("<p>一</p>", sheet)) == ["一"]

    def test_a_page_that_a_script_uncovers_is_read(self) -> None:
        assert lines(page("<div class=main><p>预算公开</p></div>", "<style>.main{display:none}</style>")) == [
            "预算公开"
        ]

    def test_white_text_is_seen_on_a_coloured_ground_only(self) -> None:
        cells = "<td><font color=#FFFFFF>99</font>60.00<td bgcolor=navy><span style='color:#fff'>12.00</span>"
        assert grids(page(f"<table><tr>{cells}</table>")) == [[["60.00", "12.00"]]]

    def test_fields_show_their_values(self) -> None:
        body = (
            "<table><tr><td><input value='178.30' readonly><td><input type=hidden value=7><textarea>60.00</textarea>"
            "<td><select><option>否<option selected>是</select><td><input type=checkbox checked>有</table>"
        )
        assert grids(page(body)) == [[["178.30", "60.00", "是", "☑有"]]]

    def test_marks_of_notes_are_not_glued_to_figures(self) -> None:
        cells = "<td>60.00<sup>[1]</sup><td>住房公积金<sup>2</sup><td>35m<sup>2</sup>"
        assert grids(page(f"<table><tr>{cells}</table>")) == [[["60.00", "住房公积金", "35m²"]]]

    def test_pictures_and_attachments_are_reported(self) -> None:
        reading = page(
            "<p>收支总表</p><img src=a.png width=600 height=400><img src=logo.png><p><a href=b.xls>附件</a></p>"
        )
        assert (NotRead.PICTURE, "a.png") in left_out(reading)
        assert (NotRead.ATTACHMENT, "附件") in left_out(reading)
        assert ("small picture", "logo.png") in left_out(reading)


class TestWorkbooks:
    def test_rows_of_no_height_and_those_of_a_filter(self) -> None:
        rows = row(1, text("A1", "甲") + number("B1", "1")) + row(2, text("A2", "乙") + number("B2", "2"), 'ht="0"')
        assert "乙" not in str(grids(book(rows)))
        assert ("hidden row", "乙") in left_out(book(rows))

    def test_runs_struck_out_and_raised(self) -> None:
        mark = "<r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>"
        runs = f"<is><r><rPr><strike/></rPr><t>75</t></r><r><t>60</t></r>{mark}</is>"
        reading = book(
            row(1, text("A1", "甲") + f'<c r="B1" t="inlineStr">{runs}</c>')
            + row(2, text("A2", "乙") + text("B2", "丙"))
        )
        assert grids(reading)[0][0] == ["甲", "60"]
        assert {("struck out", "75"), ("footnote mark", "1")} <= left_out(reading)

    @pytest.mark.parametrize("written", ["NaN", "INF", "-Infinity", "1e999999999"])
    def test_values_that_are_no_numbers_stay_text(self, written: str) -> None:
        cells = row(1, text("A1", "甲") + number("B1", written, 1)) + row(2, text("A2", "乙") + number("B2", "2", 1))
        assert grids(book(cells))[0] == [["甲", written], ["乙", "2.00"]]


def test_look_alike_and_unseen_letters_are_folded_in_every_reader() -> None:
    printed = "住房公积⾦21\u200b.20"
    rows = row(1, text("A1", printed) + text("B1", "１２")) + row(2, text("A2", "乙") + text("B2", "丙"))
    found = [
        *lines(readers.read_bytes(made_docx(p(printed)), "made.docx")),
        *lines(readers.read_bytes(f"<html><p>{printed}</p>".encode(), "made.html")),
        *lines(readers.read_bytes(printed.encode(), "made.txt")),
        grids(book(rows))[0][0][0],
    ]
    assert found == ["住房公积金21.20"] * 4
    assert grids(book(rows))[0][0][1] == "12"


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert lines(readers.read_bytes(f"某某局预算公开{end}二、收入".encode(), "made.txt")) == [
        "某某局预算公开",
        "二、收入",
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2，365，000.00元", "2,365,000.00元"),
        ("1，234.50元", "1,234.50元"),
        ("分别为100，200万元", "分别为100，200万元"),
    ],
)
def test_wide_commas_part_thousands_where_nothing_else_can_be_meant(printed: str, read: str) -> None:
    assert lines(readers.read_bytes(printed.encode(), "made.txt")) == [read]


def parts(**written: str | bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in written.items():
            archive.writestr(name, content)
    return target.getvalue()


class TestPackages:
    STRICT = "http://purl.oclc.org/ooxml"

    def moved_word(self, folder: str = "word/", slash: str = "/", strict: bool = False) -> bytes:
        """A Word file whose main part is called other than usual, and found by its relation alone."""
        links = f"{self.STRICT}/officeDocument/relationships" if strict else LINKS
        namespace = f"{self.STRICT}/wordprocessingml/main" if strict else W
        written = {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{links}/officeDocument" Target="{folder}main7.xml"/></Relationships>',
            f"{folder}main7.xml": f'<w:document xmlns:w="{namespace}"><w:body>{p("收支总表")}</w:body></w:document>',
        }
        return parts(**{name.replace("/", slash): content for name, content in written.items()})

    def test_the_main_part_is_found_by_its_relation(self) -> None:
        for data in (
            self.moved_word(),
            self.moved_word("Doc/"),
            self.moved_word(slash="\\"),
            self.moved_word(strict=True),
        ):
            assert lines(readers.read_bytes(data, "made.docx")) == ["收支总表"]

    def test_strings_are_found_whatever_the_case_of_their_part(self) -> None:
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'
        kinds = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "SharedStrings.xml"}
        links = "".join(
            f'<Relationship Id="r{n}" Type="{LINKS}/{kind}" Target="{to}"/>'
            for n, (kind, to) in enumerate(kinds.items())
        )
        data = parts(
            **{
                "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
                f' Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
                '<sheet name="表" r:id="r0"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
                "xl/worksheets/Sheet1.xml": sheet,
                "xl/sharedstrings.xml": f'<sst xmlns="{MAIN}"><si><t>共享</t></si></sst>',
            }
        )
        assert "共享" in str(readers.read_bytes(data, "made.xlsx").blocks)

    def test_a_package_written_as_one_file(self) -> None:
        package = "http://schemas.microsoft.com/office/2006/xmlPackage"
        inner = self.moved_word()
        with zipfile.ZipFile(io.BytesIO(inner)) as archive:
            flat = "".join(
                f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{archive.read(name).decode()}</pkg:xmlData></pkg:part>'
                for name in archive.namelist()
            )
        data = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}">{flat}</pkg:package>'.encode()
        assert lines(readers.read_bytes(data, "made.xml")) == ["收支总表"]

    @pytest.mark.parametrize(
        ("made", "said"),
        [
            (parts(**{"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"}), "OFD"),
            (parts(mimetype="application/vnd.oasis.opendocument.presentation"), "ODP"),
            (b"Rar!\x1a\x07", "RAR"),
            (b"\x89PNG\r\n\x1a\n\0", "图片"),
        ],
    )
    def test_other_formats_are_named(self, made: bytes, said: str) -> None:
        with pytest.raises(readers.UnreadableFile, match=said):
            readers.read_bytes(made, "made")
