"""Forms drawn from their figures."""

from __future__ import annotations

from typing import Any

import pytest

from kb.web.pages.grid import grid, merged


def figure(row: int, column: str, printed: str, **more: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("code", "second_code", "second_label", "side", "repaired"))
    stated = {"row": row, "column": column, "printed": printed, "label": f"行{row}", "is_row_total": "false"}
    return {**blank, **stated, "figure": f"urn:{row}:{column}", **more}


def test_a_column_that_the_first_row_leaves_out_finds_its_place() -> None:
    assert merged([["合计", "项目支出"], ["合计", "基本支出"], ["基本支出", "项目支出"]]) == [
        "合计",
        "基本支出",
        "项目支出",
    ]


def test_rows_that_contradict_each_other_still_give_every_column_once() -> None:
    assert sorted(merged([["a", "b"], ["b", "a"]])) == ["a", "b"]


def test_two_columns_of_one_name_stay_two() -> None:
    drawn = grid([figure(1, "预算数", "1"), figure(1, "预算数", "2"), figure(2, "预算数", "3")])
    (first,), (second,) = drawn.rows
    assert first
    assert [cell and cell["printed"] for cell in first.cells] == ["1", "2"]
    assert second
    assert [cell and cell["printed"] for cell in second.cells] == ["3", None]
    assert [header.text for header in drawn.headers[0][0]] == ["预算数", "预算数"]


def test_levels_of_a_header_cover_what_stands_below_them() -> None:
    drawn = grid([figure(1, "合计", "3"), figure(1, "本年/小计", "3"), figure(1, "本年/拨款", "3")])
    top, below = (line[0] for line in drawn.headers)
    assert [(one.text, one.width, one.height) for one in top] == [("合计", 1, 2), ("本年", 2, 1)]
    assert [one.text for one in below] == ["小计", "拨款"]


def test_both_sides_of_a_form_stand_beside_each_other() -> None:
    figures = [
        figure(1, "收入/金额", "5", side="income"),
        figure(1, "支出/金额", "4", side="expenditure", label="教育"),
    ]
    drawn = grid([*figures, figure(2, "支出/金额", "1", side="expenditure")])
    assert [side.name for side in drawn.sides] == ["income", "expenditure"]
    assert drawn.rows[1][0] is None
    assert drawn.rows[1][1] is not None


@pytest.mark.parametrize("figures", [[], [figure(1, "", "7")]])
def test_what_has_no_columns_is_drawn_too(figures: list[dict[str, Any]]) -> None:
    assert grid(figures).figures == len(figures)
