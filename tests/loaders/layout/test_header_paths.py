"""Headers whose merged cells are printed once, shifted or short: every word finds its column."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.blocks import Cell, Row
from loaders.forms.grid import starts_side
from loaders.forms.vocabulary import fits_under
from loaders.layout.headers import fill_to_width, header_paths, paths_from_spans


def rows(*lines: str) -> list[Row]:
    return [Row(tuple(Cell(text) for text in line.split("|"))) for line in lines]


def paths(*lines: str, width: int) -> list[str]:
    leaves = header_paths(rows(*lines), width, fits_under, starts_side)
    return ["/".join(leaf.path) for leaf in leaves]


EXPENDITURE = [
    "科目编码", "科目名称", "合计", "基本支出/小计", "基本支出/人员经费", "基本支出/公用经费", "项目支出",
]  # fmt: skip


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("科目编码|科目名称|合计|基本支出|||项目支出", "|||小计|人员经费|公用经费|"),
        ("科目编码|科目名称|合计|基本支出|项目支出", "小计|人员经费|公用经费"),
        ("科目编码|科目名称|合计|基本支出|||项目支出", "小计|人员经费|公用经费||||"),
        ("科目编码|科目名称|合计|基本支出|项目支出||", "|||小计|人员经费|公用经费|"),
    ],
    ids=["in place", "merged cells printed once", "lower row shifted left", "upper row shifted left"],
)
def test_lower_words_go_to_the_words_they_stand_under_by_meaning(upper: str, lower: str) -> None:
    assert paths(upper, lower, width=7) == EXPENDITURE


def test_a_word_printed_a_column_off_goes_where_it_belongs_though_the_row_is_as_wide_as_the_one_above() -> None:
    found = paths("科目名称|基本支出|项目支出", "||人员经费", width=3)
    assert found == ["科目名称", "基本支出/人员经费", "项目支出"]


def test_three_rows_shifted_apart_become_paths_of_three_words() -> None:
    found = paths(
        "科目编码|||合计|基本支出||||项目支出||",
        "||||小计|人员经费||公用经费|小计|其他运转类|特定目标类",
        "类|款|项|工资福利支出|对个人和家庭的补助|商品和服务支出|||||",
        width=11,
    )
    assert found == [
        "科目编码/类", "科目编码/款", "科目编码/项", "合计", "基本支出/小计", "基本支出/人员经费/工资福利支出",
        "基本支出/人员经费/对个人和家庭的补助", "基本支出/公用经费/商品和服务支出", "项目支出/小计",
        "项目支出/其他运转类", "项目支出/特定目标类",
    ]  # fmt: skip


def test_each_side_of_a_two_sided_form_gets_its_own_words() -> None:
    found = paths("收入|支出", "项目|金额|项目|合计|一般公共预算|政府性基金", width=6)
    assert found == ["收入/项目", "收入/金额", "支出/项目", "支出/合计", "支出/一般公共预算", "支出/政府性基金"]


def test_years_side_by_side_share_the_lower_words_out() -> None:
    found = paths("项目|2023年||2024年|", "|基本支出|项目支出|基本支出|项目支出", width=5)
    assert found == ["项目", "2023年/基本支出", "2023年/项目支出", "2024年/基本支出", "2024年/项目支出"]


def test_known_spans_need_no_guessing() -> None:
    upper = Row((Cell("支出", width=2), Cell("", covered=True), Cell("合计", height=2)))
    lower = Row((Cell("基本支出"), Cell("项目支出"), Cell("", covered=True)))
    found = paths_from_spans([upper, lower], 3)
    assert [leaf.path for leaf in found] == [("支出", "基本支出"), ("支出", "项目支出"), ("合计",)]


def test_column_without_a_word_is_put_over_blank_data() -> None:
    leaves = header_paths(rows("科目编码|科目名称|合计"), 4, fits_under, starts_side)
    filled = fill_to_width(leaves, 4, lambda column: column == 3)
    assert [leaf.path for leaf in filled] == [("科目编码",), ("科目名称",), ("合计",), ()]


WORDS = [
    "科目编码",
    "科目名称",
    "合计",
    "小计",
    "基本支出",
    "项目支出",
    "人员经费",
    "收入",
    "支出",
    "项目",
    "金额",
    "2023年",
    "甲乙",
    "",
]
header_row = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.lists(header_row, min_size=1, max_size=3), st.integers(1, 10))
def test_every_printed_word_lands_in_exactly_one_path(lines: list[list[str]], width: int) -> None:
    if not any(lines[0]):
        return
    header = [Row(tuple(Cell(word) for word in line)) for line in lines]
    leaves = header_paths(header, width, fits_under, starts_side)
    last = [word for word in lines[-1] if word]
    printed = [word for line in lines for word in line if word]
    met: list[str] = []
    for above, leaf in zip([None, *leaves], leaves, strict=False):
        shared = 0
        if above is not None and above.path[:-1] == leaf.path[:-1]:
            shared = len(leaf.path) - 1
        met.extend(leaf.path[shared:])
    assert set(met) == set(printed)
    assert len(leaves) >= len(last)


@settings(max_examples=100, deadline=None)
@given(header_row, st.integers(1, 12))
def test_filling_gives_as_many_leaves_as_columns_and_keeps_their_order(line: list[str], width: int) -> None:
    if not any(line):
        return
    leaves = header_paths([Row(tuple(Cell(word) for word in line))], width, fits_under, starts_side)
    filled = fill_to_width(leaves, width, lambda column: column % 2 == 0)
    assert len(filled) == width
    assert [leaf for leaf in filled if leaf.path] == leaves[:width]
