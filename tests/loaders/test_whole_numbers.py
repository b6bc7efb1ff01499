"""Digits that a text prints: those of no decimal, and more than a count has, are no number."""

from __future__ import annotations

import pytest
from made_layouts import disclosure_of_text

from loaders.whole_numbers import whole


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("12", 12), ("１２", 12), ("²", -1), ("", -1), ("-1", -1), ("1.5", -1)]
)
def test_decimal_digits_are_a_number(text: str, number: int) -> None:
    assert whole(text) == number


def test_more_digits_than_a_count_has_are_none() -> None:
    assert whole("9" * 15) == 999_999_999_999_999
    assert whole("9" * 16) == -1
    assert whole("9" * 100_000, 7) == 7


@pytest.mark.parametrize("digits", ["9" * 6000, "²", "①"])
def test_a_table_of_such_digits_is_read(digits: str) -> None:
    text = f"部门预算支出总表\n单位：万元\n栏次\t科目名称\t合计\n{digits}\t{digits}\t{digits}\n201\t行政运行\t3.50\n"
    disclosure_of_text(text)
