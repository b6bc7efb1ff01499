"""Scanned pages: a form drawn as a picture comes out as the table that it is, its text recognised."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from made_facts import disclosure

from loaders.blocks import Reading, Table
from loaders.coverage.account import account_of
from loaders.document import load_with_account
from loaders.readers import pdf
from loaders.readers.pdf import scans
from loaders.readers.pdf.drawing import UNMAPPED, Char, Drawing, Unseen
from loaders.readers.pdf.pages import page_of

needs_recognition = pytest.mark.skipif(not scans.is_installed(), reason="needs text recognition: yusuan-kb[ocr]")
ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("", "合计", "1,286.40", "1,045.17", "241.23"),
    ("208", "社会保障和就业支出", "152.38", "152.38", ""),
    ("210", "卫生健康支出", "1,134.02", "892.79", "241.23"),
)
EDGES = (80, 260, 620, 880, 1140, 1400)
TOP, HEIGHT = 300, 64


def scan(*, askew: float = 0.0) -> bytes:
    """A page of a scanner: one form, ruled, 200 dots per inch."""
    image = pytest.importorskip("PIL.Image")
    draw_on = pytest.importorskip("PIL.ImageDraw").Draw
    fonts = pytest.importorskip("pylopdf_fonts_zh_cn")
    font = pytest.importorskip("PIL.ImageFont").truetype(str(fonts.sans_path()), 30)
    page = image.new("L", (1480, 700), 255)
    pen = draw_on(page)
    pen.text((380, 120), "青山县水利局2025年部门支出总表", font=font, fill=20)
    pen.text((1200, 220), "单位：万元", font=font, fill=20)
    for number in range(len(ROWS) + 1):
        pen.line((EDGES[0], TOP + HEIGHT * number, EDGES[-1], TOP + HEIGHT * number), fill=40, width=3)
    for edge in EDGES:
        pen.line((edge, TOP, edge, TOP + HEIGHT * len(ROWS)), fill=40, width=3)
    for number, row in enumerate(ROWS):
        for left, text in zip(EDGES, row, strict=False):
            pen.text((left + 14, TOP + HEIGHT * number + 12), text, font=font, fill=20)
    target = io.BytesIO()
    page.rotate(askew, fillcolor=255, resample=image.BICUBIC).save(target, "PDF", resolution=200)
    return target.getvalue()


def table(reading: Reading) -> list[tuple[str, ...]]:
    [found] = [block for block in reading.blocks if isinstance(block, Table)]
    return [tuple(cell.text for cell in row.cells) for row in found.rows]


@needs_recognition
def test_a_form_that_lay_askew_in_the_scanner_is_read_cell_by_cell_and_its_sums_prove_it(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(askew=0.7))
    reading = pdf.read(path.read_bytes(), "scan.pdf")
    assert reading.recognised == {1}
    assert table(reading) == list(ROWS)
    disclosure, account = load_with_account(path)
    printed = sorted(one.amount for one in disclosure.figures)
    assert printed == sorted(["1286.40", "1045.17", "241.23", "152.38", "152.38", "1134.02", "892.79", "241.23"])
    assert not [one for one in account.unread if "." in one.text]


@needs_recognition
def test_a_page_whose_recognition_fails_stays_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.readers.pdf.scans import recognition

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(recognition, "recognised", fails)
    drawn = Drawing(1, 595.0, 842.0, [], [], 1)
    assert scans.with_scans_read([drawn], scan()) == [drawn]


@needs_recognition
def test_recognition_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST_SECONDS", -1)
    drawn = Drawing(1, 595.0, 842.0, [], [], 1)
    assert scans.with_scans_read([drawn], scan()) == [drawn]


def test_without_the_libraries_a_scan_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    with pytest.raises(pdf.UnreadableFile, match=r"scan\.pdf.*扫描件.*yusuan-kb\[ocr\]"):
        pdf.read(scan(), "scan.pdf")


def letters(text: str) -> list[Char]:
    return [Char(letter, 1.0, 0.0, 0.0, 10.0, 0.0, 0.0, 10.0, 10.0) for letter in text]


@pytest.mark.parametrize(
    ("text", "pictures", "scanned"),
    [
        ("", 1, True),
        ("— 12 —", 1, True),
        ("2025年部门收支预算总表 单位：万元", 1, False),
        ("", 0, False),
        (UNMAPPED * 3 + "2025", 0, True),
        (UNMAPPED + "2025年部门预算", 0, False),
    ],
)
def test_which_pages_are_scans(text: str, pictures: int, scanned: bool) -> None:
    assert scans.is_scan(Drawing(1, 595.0, 842.0, letters(text), [], pictures)) is scanned


def test_a_page_with_the_text_of_its_scanner_is_none() -> None:
    over = [char._replace(unseen=Unseen.INVISIBLE) for char in letters("2025年部门收支预算总表 单位：万元")]
    assert not scans.is_scan(Drawing(1, 595.0, 842.0, over, [], 1))


def test_what_is_recognised_too_faintly_is_unread_and_no_text_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Drawing(1, 595.0, 842.0, letters("合计"), [], 0, True, ("1,286.40",))
    monkeypatch.setattr(pdf, "_pages", lambda *_: [page_of(drawn)])
    reading = pdf.read(b"", "scan.pdf")
    assert [one.text for one in reading.dropped if one.reason == pdf.FAINT] == ["1,286.40"]
    assert "1,286.40" not in "".join(block.text for block in reading.blocks if not isinstance(block, Table))
    (unread,) = account_of(reading, disclosure(figures=(), statements=())).unread
    assert (unread.text, unread.kind) == ("1,286.40", "unread")
