"""Rows of forms: codes in one column or three, glued names, rows cut by a page break, labels of totals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_layouts import disclosure_of_text, sheets_of, tabbed

from loaders.blocks import Cell, Row
from loaders.forms.codes import scheme_of
from loaders.forms.grid import read_grid
from loaders.forms.rows import key_of, mend_breaks, repeats_end
from loaders.table.labels import is_total_label, numbering_level, strip_numbering


def keys(header: str, *rows: str) -> list[tuple[str, str]]:
    (sheet,) = sheets_of("部门支出总表\n单位：万元\n\n" + tabbed(header, *rows))
    grid = read_grid(sheet)
    assert grid is not None
    return [(key.code, key.label) for key in (key_of(grid, row) for row in grid.rows)]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("科目编码|科目名称|合计", "2080505|养老保险缴费|5.00"),
        ("科目编码|科目名称|合计", "208-05-05|养老保险缴费|5.00"),
        ("科目编码|科目名称|合计", "208 05 05|养老保险缴费|5.00"),
        ("科目编码|科目名称|合计", "|2080505养老保险缴费|5.00"),
        ("科目编码|科目名称|合计", "2080505养老保险缴费||5.00"),
        ("科目名称|合计", "2080505 养老保险缴费|5.00"),
        ("科目编码|科目名称|合计", "2080505|[2080505]养老保险缴费|5.00"),
        ("类|款|项|科目名称|合计", "208|05|05|养老保险缴费|5.00"),
        ("类|款|项|科目名称|合计", "208|5|5|养老保险缴费|5.00"),
    ],
)
def test_code_and_name_are_distinguished_however_they_are_printed(header: str, row: str) -> None:
    parents = {
        3: ["208|社会保障|5.00", "20805|养老支出|5.00"],
        5: ["208|||社会保障|5.00", "208|05||养老支出|5.00"],
        2: ["208 社会保障|5.00", "20805 养老支出|5.00"],
    }
    header = f"科目编码||||\n{header}".replace("\n", "\n") if header.startswith("类") else header
    rows = header.split("\n")
    found = keys(rows[0], *rows[1:], *parents[len(rows[-1].split("|"))], row)
    assert found[-1] == ("2080505", "养老保险缴费")


def test_word_in_the_column_of_codes_is_a_label() -> None:
    assert keys("科目编码|科目名称|合计", "208|社会保障|5.00", "合计||5.00")[-1] == ("", "合计")


@pytest.mark.parametrize(
    ("code", "scheme"),
    [("208", "functional"), ("2080505", "functional"), ("30101", "department-economic"),
     ("50101", "government-economic"), ("450", ""), ("20", ""), ("205001", ""), ("", "")],
)  # fmt: skip
def test_classification_is_stated_by_the_shape_of_the_code(code: str, scheme: str) -> None:
    assert scheme_of(code) == scheme


@pytest.mark.parametrize(
    "label", ["合计", "合 计", "总计", "一、合计", "本年收入合计", "青山市水利局小计", "人员经费合计"]
)
def test_labels_of_totals_are_known(label: str) -> None:
    assert is_total_label(label)


@pytest.mark.parametrize("label", ["", "行政运行", "其他资金", "合同履约", "会计核算"])
def test_other_labels_are_no_totals(label: str) -> None:
    assert not is_total_label(label)


@pytest.mark.parametrize(
    ("label", "level", "bare"),
    [("一、基本支出", 0, "基本支出"), ("（一）人员经费", 1, "人员经费"), ("1.办公费", 2, "办公费"),
     ("（1）购置费", 3, "购置费"), ("办公费", None, "办公费"), ("其中：公务接待费", None, "公务接待费")],
)  # fmt: skip
def test_numbering_tells_the_level_and_is_no_part_of_the_label(label: str, level: int | None, bare: str) -> None:
    assert numbering_level(label) == level
    assert strip_numbering(label) == bare


def row(*texts: str, after_break: bool = False) -> Row:
    return Row(tuple(Cell(text) for text in texts), after_break)


def test_label_cut_by_a_page_break_is_whole_again() -> None:
    rows = [row("2210201", "住房", "5.00"), row("", "公积金", "", after_break=True)]
    assert [cell.text for cell in mend_breaks(rows, [0])[0].cells] == ["2210201", "住房公积金", "5.00"]


def test_stray_character_repeated_behind_a_break_falls_away() -> None:
    rows = [row("2210201", "住房公积金", "5.00"), row("", "金", "", after_break=True)]
    assert [cell.text for cell in mend_breaks(rows, [0])[0].cells] == ["2210201", "住房公积金", "5.00"]


@pytest.mark.parametrize(
    "below",
    [row("2210202", "提租补贴", "", after_break=True), row("", "合计", "", after_break=True),
     row("", "二、项目支出", "", after_break=True), row("", "提租补贴", "1.00", after_break=True),
     row("", "公积金", "")],
    ids=["a code", "a total", "a numbered label", "a figure", "no break"],
)  # fmt: skip
def test_row_of_its_own_is_not_laid_to_the_one_above(below: Row) -> None:
    assert len(mend_breaks([row("2210201", "住房", "5.00"), below], [0])) == 2


def test_code_and_label_cut_by_a_break_are_whole_where_the_reader_saw_full_lines() -> None:
    rows = [row("221020", "住房公积", "5.00"), replace(row("1", "金", ""), after_break=True, goes_on=True)]
    assert [[cell.text for cell in one.cells] for one in mend_breaks(rows, [0])] == [["2210201", "住房公积金", "5.00"]]


@pytest.mark.parametrize("texts", [("", "二、项目支出", ""), ("", "合计", ""), ("12", "二、项目支出", "")])
def test_a_label_of_its_own_behind_a_full_line_is_a_row(texts: tuple[str, ...]) -> None:
    below = replace(row(*texts), after_break=True, goes_on=True)
    assert len(mend_breaks([row("2210201", "住房公积金", "5.00"), below], [0])) == 2


def test_a_row_that_the_reader_saw_to_be_whole_is_not_laid_to_the_one_above() -> None:
    below = replace(row("", "公积金", ""), after_break=True, goes_on=False)
    assert len(mend_breaks([row("2210201", "住房", "5.00"), below], [0])) == 2


def test_repeated_end_is_at_most_two_characters() -> None:
    assert repeats_end("医疗保障管理事务", "务")
    assert repeats_end("医疗保障管理事务", "事 务")
    assert not repeats_end("医疗保障管理事务", "管理事务")


def test_code_of_the_department_among_subject_codes_is_a_unit() -> None:
    disclosure = disclosure_of_text(
        "部门支出总表\n单位：万元\n\n"
        + tabbed(
            "科目编码|科目名称|合计", "306|青山市水利局|5.00", "208|社会保障|3.00", "20805|养老|3.00", "213|农林水|2.00"
        )
    )
    assert [(figure.row_code, figure.scheme) for figure in disclosure.figures[:2]] == [
        ("306", "unit"),
        ("208", "functional"),
    ]


@given(st.text(max_size=30))
def test_no_label_is_too_strange(label: str) -> None:
    is_total_label(label)
    numbering_level(label)
    strip_numbering(label)
    scheme_of(label)
