"""The workbook reader: values as a person sees them, one form a sheet, nothing hidden taken for data."""

import io
import zipfile
from contextlib import suppress
from decimal import Decimal

import pytest
from fuzzing import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from made_office import made_docx, made_xlsx, number, row, text, zipped

from loaders.blocks import Block, Heading, Paragraph, Place, Table, UnreadableFile
from loaders.readers import workbook
from loaders.readers.workbook import xlsx as workbook_xlsx
from loaders.readers.workbook.numbers import shown

FORM = (
    row(1, text("A1", "收支总表")) + row(2, text("A2", "部门：某局") + text("C2", "单位：万元"))
    + row(3, text("A3", "项目", 3) + text("B3", "预算数", 3) + text("C3", "", 3))
    + row(4, text("A4", "合计", 3) + number("B4", "6908.9799999999996", 3) + text("C4", "7,272.94", 3))
    + row(5, text("A5", "注：本表反映收支。"))
)  # fmt: skip


def read(cells: str, **more: str) -> list[Block]:
    return list(workbook.read(made_xlsx(cells, **more), "made.xlsx").blocks)


def grid(block: object) -> list[list[str]]:
    assert isinstance(block, Table)
    return [["~" if cell.covered else cell.text for cell in row.cells] for row in block.rows]


def test_the_sheet_is_a_heading_and_what_has_borders_a_table() -> None:
    blocks = read(FORM)
    assert isinstance(blocks[0], Heading)
    assert [block.text for block in blocks[1:3] if isinstance(block, Paragraph)] == [
        "收支总表",
        "部门：某局\t单位：万元",
    ]
    assert grid(blocks[3]) == [["项目", "预算数", ""], ["合计", "6908.98", "7,272.94"]]
    assert isinstance(blocks[4], Paragraph)


def test_a_cell_knows_its_sheet_row_and_column() -> None:
    table = read(FORM)[3]
    assert isinstance(table, Table)
    assert table.rows[1].cells[1].place == Place(sheet="收支总表", row=4, column=2)


def test_without_borders_titles_and_unit_lines_are_still_no_rows() -> None:
    cells = (
        row(1, text("A1", "二、部门支出总表")) + row(2, text("A2", "部门：某局") + text("C2", "单位：万元"))
        + row(3, text("A3", "编码") + text("B3", "名称") + text("C3", "金额"))
        + row(4, text("A4", "208") + text("B4", "社会保障") + number("C4", "120.5"))
    )  # fmt: skip
    assert grid(read(cells)[3]) == [["编码", "名称", "金额"], ["208", "社会保障", "120.5"]]


def test_merged_ranges_stand_once() -> None:
    cells = row(1, text("A1", "收入", 3) + text("B1", "", 3)) + row(2, text("A2", "项目", 3) + number("B2", "1", 3))
    table = read(cells, merges="A1:B1")[1]
    assert grid(table) == [["收入", "~"], ["项目", "1"]]
    assert isinstance(table, Table)
    assert table.rows[0].cells[0].width == 2


def test_a_formula_shows_its_cached_value() -> None:
    cells = row(1, text("A1", "合计", 3) + number("B1", "30", 3, formula="SUM(B2:B9)"))
    assert grid(read(cells)[1]) == [["合计", "30"]]


def test_hidden_sheets_rows_and_columns_are_left_out_and_reported() -> None:
    cells = (
        row(1, text("A1", "名称", 3) + text("B1", "内码", 3) + text("C1", "金额", 3))
        + row(2, text("A2", "暗行", 3), 'hidden="1"')
        + row(3, text("A3", "合计", 3) + text("B3", "x9", 3) + number("C3", "2", 3))
    )
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    reading = workbook.read(made_xlsx(cells, columns=columns, state="hidden"), "made.xlsx")
    assert grid(reading.blocks[1]) == [["名称", "金额"], ["合计", "2"]]
    assert {(dropped.text, dropped.reason) for dropped in reading.dropped} == {
        ("内码", "hidden column"),
        ("暗行", "hidden row"),
        ("x9", "hidden column"),
        ("内部说明", "hidden sheet"),
    }


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (6908.98, "General", "6908.98"),
        (7272.0, "General", "7272"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (2.675, "0.00", "2.68"),
        (0.9579, "0.00%", "95.79%"),
        (0.0, "#,##0.00;-#,##0.00;", ""),
        (0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-5.5, "0.00_);(0.00)", "-5.50"),
        (-5.5, "0.00", "-5.50"),
        (12345678.0, "0!.0000", "1234.5678"),
        (1.5, "#,##0.####", "1.5"),
        (12.0, "#,##0.##", "12"),
        (True, "General", "TRUE"),
        (45327, "yyyy/m/d", "2024/2/5"),
        ("  2080505 ", "@", "2080505"),
    ],
)
def test_a_value_is_shown_as_its_format_says(value: object, number_format: str, printed: str) -> None:
    assert shown(value, number_format) == printed


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_every_amount_with_two_decimals_comes_out_exactly(amount: Decimal) -> None:
    assert Decimal(shown(float(amount))) == amount
    assert Decimal(shown(float(amount), "#,##0.00").replace(",", "")) == amount


class TestRefusals:
    def test_locked_files_are_reported_so(self) -> None:
        stream = "EncryptedPackage\0".encode("utf-16-le").ljust(128, b"\0")
        locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + stream
        assert workbook.sniff(locked)
        with pytest.raises(UnreadableFile, match=r"made\.xlsx.*加密"):
            workbook.read(locked, "made.xlsx")

    def test_a_sheet_without_end_is_refused(self) -> None:
        far = row(1, text("A1", "甲")) + row(1_000_000, text("XFD1000000", "乙"))
        with pytest.raises(UnreadableFile, match="单元格"):
            read(far)

    def test_a_sheet_of_very_many_cells_is_refused_before_it_is_set_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workbook_xlsx, "MAX_CELLS", 2)
        with pytest.raises(UnreadableFile, match=r"收支总表.*单元格"):
            read(row(1, text("A1", "甲") + text("B1", "乙") + text("C1", "丙")))

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.data())
    def test_damaged_files_end_in_a_reading_or_a_clear_error(self, data: st.DataObject) -> None:
        damaged = bytearray(made_xlsx(FORM))
        for _ in range(data.draw(st.integers(1, 6))):
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
        with suppress(UnreadableFile):
            workbook.read(bytes(damaged[: data.draw(st.integers(4, len(damaged)))]), "made.xlsx")


def test_only_workbooks_are_taken() -> None:
    assert workbook.sniff(made_xlsx(FORM))
    assert not workbook.sniff(made_docx("<w:p/>"))
    assert not workbook.sniff(zipped(readme_xml="x"))


def _with_book(data: bytes, old: str, new: str) -> bytes:
    """A workbook in whose list of sheets a text is another one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old.encode(), new.encode()) if name == "xl/workbook.xml" else content)
    return out.getvalue()


def _sheets(data: bytes) -> list[str | None]:
    return [block.marks[0][1].sheet for block in workbook.read(data, "a.xlsx").blocks if isinstance(block, Heading)]


def test_a_sheet_that_is_listed_twice_is_read_once() -> None:
    made = made_xlsx(FORM)
    assert _sheets(made) == ["收支总表", "说明"]
    assert _sheets(_with_book(made, 'r:id="rId2"', 'r:id="rId1"')) == ["收支总表"]


def test_two_sheets_of_one_name_are_two_places() -> None:
    assert _sheets(_with_book(made_xlsx(FORM), "说明", "收支总表")) == ["收支总表", "收支总表 (2)"]
