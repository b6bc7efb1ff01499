"""What stands on either side of a limit of the forms: header words, heads of indicators, rows of fragments."""

from __future__ import annotations

import pytest

from loaders.blocks import Cell, Row
from loaders.forms.fragments import recognise_fragment
from loaders.forms.performance.heads import roles_of_words
from loaders.forms.vocabulary import fits_under
from loaders.layout.sheets import Sheet


def rows(*printed: str) -> tuple[Row, ...]:
    return tuple(Row(tuple(map(Cell, line.split("|")))) for line in printed)


@pytest.mark.parametrize(
    ("word", "under", "fits"),
    [
        ("名称", "科目", 2),
        ("说明", "科目", 0),  # a group of keys may hold a column that nobody knows
        ("说明", "科目名称", -3),  # the name itself has no columns below it
        ("基本支出", "科目", -3),
        ("合计", "科目", -3),
    ],
)
def test_below_a_group_of_keys_stand_keys_and_unknown_words_and_below_a_key_nothing(
    word: str, under: str, fits: float
) -> None:
    assert fits_under(word, under) == fits


def test_a_head_that_labels_its_block_names_indicators_unless_another_does() -> None:
    alone = roles_of_words({0: "绩效指标", 1: "指标值", 2: "实际完成值", 3: "得分"})
    assert alone is not None
    assert alone[0] == "level3"
    beside = roles_of_words({0: "绩效指标", 1: "指标名称", 2: "指标值", 3: "实际完成值", 4: "得分"})
    assert beside is not None
    assert (beside[0], beside[1]) == ("", "level3")


def test_rows_of_a_fragment_agree_on_their_keys_or_it_is_none() -> None:
    def form(*printed: str) -> str | None:
        found = recognise_fragment(Sheet(None, rows(*printed)))
        return found[0] if found else None

    assert form("2080505|养老|9.00|9.00", "2130301|行政运行|3.00|3.00") == "expenditure"
    assert form("2080505|养老|9.00|9.00", "2130301|2130399|3.00|3.00") is None
