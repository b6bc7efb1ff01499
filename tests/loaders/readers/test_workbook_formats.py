"""Numbers of workbooks come as their sheets print them, from files that other programs wrote."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from libreoffice import needs_libreoffice

from loaders.blocks import Reading, Table
from loaders.readers import workbook
from loaders.readers.workbook.numbers import shown

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
PRINTED: list[tuple[object, str, str]] = [
    (178.3, "General", "178.3"),
    (178.3, "0.00", "178.30"),
    (178.3, "0.00_ ", "178.30"),
    (178.3, "#,##0.00", "178.30"),
    (178.3, '#,##0.00"万元"', "178.30万元"),
    (1234567.891, "#,##0", "1,234,568"),
    (1234567.891, ACCOUNTING, "1,234,567.89"),
    (1234567.891, "#,##0.00_);[Red](#,##0.00)", "1,234,567.89"),
    (1234567.891, "#,##0.00,", "1,234.57"),
    (1234567.891, "[>=10000]#,##0;0.00", "1,234,568"),
    (-5.5, "#,##0.00_);[Red](#,##0.00)", "-5.50"),
    (-5.5, ACCOUNTING, "-5.50"),
    (-5.5, "0.00", "-5.50"),
    (-5.5, "0.00;", ""),
    (-0.001, "0.00", "0.00"),
    (0, "General", "0"),
    (0, "0.00", "0.00"),
    (0, ACCOUNTING, "-"),
    (0, "0;;", ""),
    (0, "#,##0.00;-#,##0.00;", ""),
    (0, '#,##0.00;-#,##0.00;"—"', "—"),
    (0, "#,###", ""),
    (0, '[=0]"";0.00', ""),
    (2.675, "0.00", "2.68"),
    (0.9579, "0.00%", "95.79%"),
    (1, "0%", "100%"),
    (208, "00000", "00208"),
    (6908.9799999999996, "General", "6908.98"),
    (45327, "yyyy/m/d", "2024/2/5"),
    (45327, 'yyyy"年"m"月"d"日"', "2024年2月5日"),
    (45327, "yyyy.mm", "2024.02"),
    (45327.75, "yyyy-mm-dd h:mm", "2024-02-05 18:00"),
    (45327, 'm"月"d"日"', "2月5日"),
    ("208", "0.00", "208"),
    ("7,272.94", "#,##0.00", "7,272.94"),
    ("行政运行", ACCOUNTING, "行政运行"),
    ("行政运行", "0;-0;0;@", "行政运行"),
    ("行政运行", ";;;", ""),
]
"""What is in a cell, its number format, and what a person sees, worked out by hand."""


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row, (value, number_format, _) in enumerate(PRINTED, 1):
        book.active.cell(row, 1, row)
        book.active.cell(row, 2, value).number_format = number_format
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_xls() -> bytes:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for row, (value, number_format, _) in enumerate(PRINTED):
        sheet.write(row, 0, row + 1)
        sheet.write(row, 1, value, xlwt.easyxf(num_format_str=number_format))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def printed_cells(reading: Reading) -> list[str]:
    """The second column, found by the row numbers in the first."""
    rows = {
        row.cells[0].text: row.cells[1].text
        for block in reading.blocks
        if isinstance(block, Table)
        for row in block.rows
    }
    return [rows[str(number)] for number in range(1, len(PRINTED) + 1)]


EXPECTED = [printed for _, _, printed in PRINTED]


@pytest.mark.parametrize("written", [as_xlsx, as_xls])
def test_numbers_come_as_they_are_printed(written: Callable[[], bytes]) -> None:
    assert printed_cells(workbook.read(written(), "made")) == EXPECTED


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_numbers_that_libreoffice_saved_come_as_they_are_printed(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "made.xlsx").write_bytes(as_xlsx())
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", suffix, "--outdir", str(tmp_path / "out"), str(tmp_path / "made.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    converted = (tmp_path / "out" / f"made.{suffix}").read_bytes()
    assert printed_cells(workbook.read(converted, "made")) == EXPECTED


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (12345678.0, "0!.0,", "1234.6"),
        (178.3, "G/通用格式", "178.3"),
        (178.3, '[$¥-804]#,##0.00', "¥178.30"),
        (178.3, "0.00E+00", "178.3"),
        (0.5, "# ?/?", "0.5"),
        (123456789012345678.0, "yyyy/m/d", "123456789012346000"),
        (-1, "yyyy/m/d", "-1"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (1, "0.00;-0.00;", "1.00"),
    ],
)  # fmt: skip
def test_rarer_formats(value: object, number_format: str, printed: str) -> None:
    assert shown(value, number_format) == printed


def test_days_may_be_counted_from_1904() -> None:
    assert shown(43865, "yyyy/m/d", since_1904=True) == "2024/2/5"


def test_a_formula_without_a_stored_value_is_reported() -> None:
    book = openpyxl.Workbook()
    book.active.append(["合计", "=SUM(B2:B3)"])
    dropped = workbook.read(saved(book), "made").dropped
    assert [(one.text, str(one.place), one.reason) for one in dropped] == [
        ("=SUM(B2:B3)", "工作表 Sheet B1", "formula without a stored value")
    ]


def test_a_value_that_its_format_hides_is_reported_and_a_hidden_zero_is_none() -> None:
    book = openpyxl.Workbook()
    book.active.append(["合计", 178.3, 0])
    for column in (2, 3):
        book.active.cell(1, column).number_format = ";;;"
    reading = workbook.read(saved(book), "made")
    assert [(one.text, one.reason) for one in reading.dropped] == [("178.3", "hidden by its number format")]
    assert [line.text for line in reading.lines] == ["合计"]


def test_an_old_workbook_tells_borders_merged_cells_and_what_is_hidden() -> None:
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    sheet, secret = book.add_sheet("收支总表"), book.add_sheet("内部")
    box = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
    sheet.write(0, 0, "收支总表")
    sheet.write_merge(1, 1, 0, 1, "收入", box)
    sheet.write(2, 0, "合计", box)
    sheet.write(2, 1, 1.5, box)
    sheet.write(3, 0, "暗行", box)
    sheet.row(3).hidden = True
    secret.write(0, 0, "内部说明")
    secret.visibility = 1
    target = io.BytesIO()
    book.save(target)
    reading = workbook.read(target.getvalue(), "made.xls")
    tables = [block for block in reading.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for row in tables[0].rows] == [["收入", ""], ["合计", "1.5"]]
    assert tables[0].rows[0].cells[0].width == 2
    assert {(one.text, one.reason) for one in reading.dropped} == {
        ("暗行", "hidden row"),
        ("内部说明", "hidden sheet"),
    }
