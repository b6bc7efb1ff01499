"""Tables a cell a line whose rows are years, under the parts of 三公经费: read where their sums hold."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

from loaders.facts import Figure

TITLE = "东屏县水务局2024年“三公”经费决算公开\n"
WORDS = ["年度", "合计", "因公出国（境）费", "公务接待费", "公车购置及运行费", "小计", "车辆购置", "车辆运行"]
LAST = ["2023年决算数", "9.1", "1", "2.1", "6", "0", "6"]
THIS = ["2024年决算数", "8.3", "0", "1.3", "7", "2", "5"]
RATES = ["2024年比2023年增减%", "-8.79", "-100", "-38.1", "16.67", "0", "-16.67"]


def figures(*cells: str) -> list[Figure]:
    return [one for one in disclosure_of_text(TITLE + "\n".join(cells) + "\n").figures if one.row_label]


def read(*cells: str) -> dict[tuple[str, str], str]:
    return {(one.row_label, "/".join(one.columns)): one.amount for one in figures(*cells)}


def test_the_words_of_the_header_are_laid_over_the_columns_that_the_rows_count() -> None:
    found = read(*WORDS, *LAST, *THIS)
    assert len(found) == 12
    assert found["2024年决算数", "公车购置及运行费/车辆购置"] == "2"
    assert found["2023年决算数", "公务接待费"] == "2.1"


def test_each_row_is_of_its_year_and_rates_are_no_money() -> None:
    found = {(one.row_label, one.amount): (one.component, one.unit) for one in figures(*WORDS, *LAST, *THIS, *RATES)}
    assert found["2024年决算数", "1.3"] == ("receptions", "")
    assert found["2023年决算数", "2.1"] == ("last-year-actual.receptions", "")
    assert found["2024年比2023年增减%", "-38.1"] == ("budget-change-rate", "%")


def test_subjects_that_no_list_knows_may_be_parts_of_a_group_with_a_total() -> None:
    words = [*WORDS[:5], "小计", "车辆购置", "车辆运行", "小计", "行政运行", "文物保护"]
    words[3:5] = words[4:2:-1]  # 公车购置及运行费 before 公务接待费, as their parts come
    numbers = ["行次", *map(str, range(1, 9))]
    rows = [*LAST[:3], "6", "0", "6", "2.1", "2", "0.1", *THIS[:3], "7", "2", "5", "1.3", "1", "0.3"]
    found = read(*words, *numbers, *rows)
    assert found["2024年决算数", "公务接待费/文物保护"] == "0.3"


@pytest.mark.parametrize(
    "rows",
    [
        [*LAST, *THIS[:1], "8.4", *THIS[2:]],  # a total that its parts do not make
        [*LAST, *THIS[:-1]],  # a row without one of its cells
        THIS,  # nothing beside it that counts the columns
        ["2023年", *["0"] * 6, "2024年", *["0"] * 6],  # noughts, which add up in any order
    ],
)
def test_what_no_sum_proves_is_left_unread(rows: list[str]) -> None:
    assert read(*WORDS, *rows) == {}
