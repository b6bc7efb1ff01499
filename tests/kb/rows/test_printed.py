"""Answers as text: exact amounts, Chinese widths, formats that read back."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import width

from kb.rows.columns import Column
from kb.rows.printed import Answer, as_csv, as_json, as_markdown, as_table, as_tsv, number_text

COLUMNS = (Column("name", "项目"), Column("amount", "金额", unit="元"), Column("rows", "行数"))


def answer(*rows):
    return Answer(COLUMNS, rows)


def test_yuan_become_wan_yuan_exactly_and_the_unit_moves_to_the_header():
    shown = answer(("甲", Decimal("69089800"), 3)).in_wan_yuan()
    assert as_csv(shown).splitlines() == ["name,amount_万元,rows", "甲,6908.98,3"]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**15, min_value=-(10**15)))
def test_wan_yuan_is_always_a_ten_thousandth(yuan):
    (row,) = answer(("甲", yuan, 1)).in_wan_yuan().rows
    assert row[1] * 10000 == yuan


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("4"), "4.00"),
        (Decimal("4.5"), "4.50"),
        (Decimal("0.123456"), "0.123456"),
        (Decimal("1E+6"), "1000000.00"),
        (Decimal("0"), "0.00"),
        (Decimal("-12.30"), "-12.30"),
    ],
)
def test_money_has_two_decimals_or_as_many_as_it_needs(value, text):
    assert number_text(value, is_money=True) == text


def test_other_decimals_are_shown_without_padding():
    assert number_text(Decimal("0.250")) == "0.25"


def test_table_columns_line_up_in_terminal_cells():
    lines = as_table(answer(("医疗保障", Decimal("1.00"), 1), ("a", Decimal("1234.50"), 22))).splitlines()
    assert lines == [
        "项目      金额（元）  行数",
        "────────  ──────────  ────",
        "医疗保障        1.00     1",
        "a            1234.50    22",
    ]


def test_a_table_is_cut_to_the_width_with_a_sign():
    table = as_table(answer(("很长很长很长很长很长很长的名称", Decimal("1.00"), 1)), width=30)
    assert all(width(line) <= 30 for line in table.splitlines())
    assert "…" in table
    assert "1.00" in table


def test_numbers_and_their_headings_are_never_cut():
    table = as_table(answer(("很长的名称", Decimal("123456789.00"), 1)), width=10)
    assert "金额（元）" in table
    assert "123456789.00" in table


def test_blank_columns_may_be_left_out():
    assert [c.name for c in answer(("甲", None, 0), ("乙", None, 1)).without_blank_columns().columns] == [
        "name",
        "rows",
    ]


@given(st.text(), st.integers(min_value=24, max_value=80))
def test_any_text_that_is_no_code_fits_the_width_on_one_line(text, limit):
    lines = as_table(answer((f"县{text}", None, None)), width=limit).splitlines()
    assert len([line for line in lines if line]) <= 3
    assert all(width(line) <= limit for line in lines)


def test_a_code_is_shown_whole_however_narrow_the_terminal():
    assert "2080505001122" in as_table(answer(("2080505001122", None, None)), width=24)


def test_blank_is_an_empty_field_and_zero_is_not():
    assert as_csv(answer(("甲", None, 0))).splitlines()[1] == "甲,,0"


def test_csv_reads_back_whatever_the_text():
    rows = [("带,逗号", '带"引号', "带\n换行")]
    text = as_csv(Answer(COLUMNS, tuple(rows)))
    assert list(csv.reader(io.StringIO(text)))[1:] == [list(rows[0])]


def test_tsv_separates_by_tabs():
    assert as_tsv(answer(("甲", Decimal("1"), 2))) == "name\tamount_元\trows\n甲\t1.00\t2\n"


def test_json_keeps_every_digit_of_a_decimal():
    text = as_json(answer(("甲", Decimal("12345678901234567.89"), 2), ("乙", None, 0)))
    assert json.loads(text, parse_float=Decimal) == [
        {"name": "甲", "amount_元": Decimal("12345678901234567.89"), "rows": 2},
        {"name": "乙", "amount_元": None, "rows": 0},
    ]


def test_json_of_no_rows_is_an_empty_list():
    assert json.loads(as_json(answer())) == []


def test_markdown_escapes_bars_and_aligns_numbers_right():
    assert as_markdown(answer(("a|b", Decimal("1"), 2))).splitlines() == [
        "| 项目 | 金额（元） | 行数 |",
        "| --- | ---: | ---: |",
        "| a\\|b | 1.00 | 2 |",
    ]


def test_no_spreadsheet_runs_a_text_of_a_document():
    shown = answer(("=cmd|'/C calc'!A0", Decimal("-0.50"), -1), ("-馆舍维护", None, 0))
    assert list(csv.reader(io.StringIO(as_csv(shown))))[1:] == [
        ["'=cmd|'/C calc'!A0", "-0.50", "-1"],
        ["'-馆舍维护", "", "0"],
    ]
    assert as_tsv(shown).splitlines()[1].startswith("'=cmd")


def test_what_all_rows_say_alike_is_stated_once():
    columns = (Column("year", "年度"), Column("name", "部门"), Column("amount", "金额", unit="万元"))
    stated, folded = Answer(
        columns, (("2024", "甲局", Decimal(1)), ("2024", "乙局", Decimal(2)))
    ).without_constant_columns()
    assert stated == "年度 2024"
    assert [column.name for column in folded.columns] == ["name", "amount"]
    assert folded.rows == (("甲局", Decimal(1)), ("乙局", Decimal(2)))


def test_one_row_keeps_all_its_columns():
    answer = Answer((Column("year", "年度"),), (("2024",),))
    assert answer.without_constant_columns() == ("", answer)


def test_a_name_is_cut_in_the_middle_and_a_code_is_whole():
    columns = (Column("name", "部门"), Column("code", "编码"))
    table = as_table(Answer(columns, (("上海市普陀区人民政府万里街道办事处", "2080505-2024-0001"),)), width=36)
    assert "上海" in table
    assert "办事处" in table
    assert "2080505-2024-0001" in table
