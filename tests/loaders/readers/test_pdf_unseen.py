"""What a PDF draws and a reader of the page does not see is no text; what fields and text boxes show is."""

from __future__ import annotations

import zlib

import pytest
from made_pdf import MadePage, made_pdf

from loaders.blocks import Place, Reading, Table, UnreadableFile
from loaders.readers import pdf

SUM = "合计共有"


def page(*commands: str) -> MadePage:
    made = MadePage().text(60, 700, SUM)
    made.commands += commands
    return made


def shown(*commands: str) -> tuple[str, list[tuple[str, str]]]:
    """The text of a page with a sum and more commands, and what was dropped of it with the reason."""
    reading = read(page(*commands))
    text = " ".join(line.text for line in reading.lines)
    return text, [(dropped.text, dropped.reason) for dropped in reading.dropped]


def read(*pages: MadePage) -> Reading:
    return pdf.read(made_pdf(*pages), "made.pdf")


def drawn(text: str, before: str = "", x: int = 60, y: int = 640, size: int = 10) -> str:
    return f"{before} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("3 Tr", "invisible text"),
        ("1 g", "text in the colour of the paper"),
        ("0 0 0 0 k", "text in the colour of the paper"),
        ("1 1 1 rg", "text in the colour of the paper"),
    ],
)
def test_text_that_is_not_seen_is_dropped_with_its_reason(before, reason):
    text, dropped = shown(f"q {drawn('99', before)} Q")
    assert text == SUM
    assert ("99", reason) in dropped


@pytest.mark.parametrize("before", ["0 Tr", "0.9 g", "0 0 0 1 k", "1 0 0 rg"])
def test_text_in_ink_is_read(before):
    text, dropped = shown(f"q {drawn('99', before)} Q")
    assert text == f"{SUM} 99"
    assert dropped == []


def test_white_letters_on_a_dark_ground_are_read():
    text, dropped = shown("q 0.1 g 50 630 200 30 re f Q", f"q {drawn('表头', '1 g')} Q")
    assert text == f"{SUM} 表头"
    assert dropped == []


def test_text_of_a_layer_that_is_off_is_dropped_and_of_one_that_is_on_is_read():
    made = page(f"/OC /Off BDC {drawn('关')} EMC", f"/OC /On BDC {drawn('开', y=600)} EMC")
    made.properties = "/Off 100 0 R /On 101 0 R"
    layer = "<< /Type /OCG /Name (layer) >>"
    catalog = "/OCProperties << /OCGs [100 0 R 101 0 R] /D << /OFF [100 0 R] >> >>"
    reading = pdf.read(made_pdf(made, catalog=catalog, objects=[layer, layer]), "made.pdf")
    assert [line.text for line in reading.lines] == [SUM, "开"]
    assert ("关", "text of a layer that is off") in [(one.text, one.reason) for one in reading.dropped]


def test_large_pale_words_over_the_text_are_a_watermark_on_every_page():
    over = f"q {drawn('内部资料', '0.8 g', x=40, y=690, size=40)} Q"
    beside = f"q {drawn('内部资料', '0.8 g', x=40, y=300, size=40)} Q"
    reading = read(page(over), page(beside))
    assert [line.text for line in reading.lines] == [SUM, SUM]
    assert {one.reason for one in reading.dropped} == {"watermark"}


def test_a_large_pale_title_over_nothing_stays():
    text, dropped = shown(f"q {drawn('部门预算', '0.6 g', y=300, size=40)} Q")
    assert text == f"{SUM} 部门预算"
    assert dropped == []


def test_invisible_text_over_a_scan_that_shows_no_other_is_its_text():
    scan = "q 500 0 0 500 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    made = MadePage()
    made.commands = [scan, f"q {drawn('合计', '3 Tr')} Q"]
    assert [line.text for line in read(made).lines] == ["合计"]
    made.text(60, 700, "印章")
    assert [line.text for line in read(made).lines] == ["印章"]


FIELD = "/Type /Annot /Subtype /Widget /FT /Tx /T (sum) /Rect [200 620 300 640]"


def test_the_value_of_a_field_without_appearance_is_read_at_its_place():
    made = page()
    made.annotations = [f"<< {FIELD} /V (60.00) /F 4 >>"]
    reading = read(made)
    assert [line.text for line in reading.lines] == [SUM, "60.00"]
    assert reading.lines[1].place.box[0] == pytest.approx(200, abs=1)


@pytest.mark.parametrize("flags", [2, 32])
def test_a_field_that_is_not_shown_is_not_read(flags):
    made = page()
    made.annotations = [f"<< {FIELD} /V (60.00) /F {flags} >>"]
    assert [line.text for line in read(made).lines] == [SUM]


def test_every_cell_and_line_knows_where_the_page_prints_it():
    made = MadePage().text(60, 760, "支出总表").rows([50, 200, 300], 700, [["项目", "金额"], ["合计", "60.00"]])
    reading = read(made)
    table = next(block for block in reading.blocks if isinstance(block, Table))
    place = table.rows[1].cells[1].place
    assert place == Place(page=1, table=1, row=2, column=2)
    assert place.box == pytest.approx((200, 120, 300, 140))  # from the top of a page 800 points high
    title = reading.lines[0].place.box
    assert title[0] == pytest.approx(60)
    assert title[1] < 800 - 760 < title[3]


def test_a_box_on_a_page_that_is_read_turned_lies_on_the_page_as_it_is_shown():
    made = MadePage(width=800, height=600).text(200, 100, "支出总表", matrix="0 1 -1 0")
    assert read(made).lines[0].place.box == pytest.approx((190, 460, 202, 500), abs=2)


def test_a_form_that_draws_itself_is_refused_in_one_sentence():
    made = page("/Loop Do")
    made.forms = {"Loop": "/Loop Do"}
    with pytest.raises(UnreadableFile, match=r"made\.pdf: PDF 拒绝读取"):
        read(made)


def test_content_that_unpacks_to_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zlib.compress(b" " * 200_000_000, 9)
    made = page()
    made.forms = {"Bomb": bomb}
    made.commands.append("/Bomb Do")
    with pytest.raises(UnreadableFile, match="解压后超过"):
        read(made)
