"""What print does to words and figures, undone: separators, widths, brackets, blanks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.printing import amount_of, fold, is_nil, squeeze, tidy


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("3,143.81", "3143.81"), ("３,143. 81", "3143.81"),
      ("0", "0"), ("0.00", "0.00"), ("-12.5", "-12.5"),
     ("−12.5", "-12.5"),
     ("+5", "5"),
     ("29,381.\n00", "29381.00"), ("007", "007"), ("1,234,567", "1234567")],
)  # fmt: skip
def test_amount_is_read_as_printed(printed: str, amount: str) -> None:
    assert amount_of(printed) == amount


@pytest.mark.parametrize(
    "printed", ["", " ", "-", "——", "12%", "12万元", "1,23", "1.2.3", "一百", "≥5", "12,34.5", "1e3", "½"]
)
def test_other_texts_are_no_amounts(printed: str) -> None:
    assert amount_of(printed) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_separators_change_no_amount(value: Decimal) -> None:
    printed = amount_of(f"{value:,}")
    assert printed is not None
    assert Decimal(printed) == value


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("¥5.00", "5.00"),
        ("￥1,234.5", "1234.5"),
        ("-¥5", "-5"),
        ("¥-5", "-5"),
        ("¥", None),
        ("--5", None),
        ("-¥-5", None),
    ],
)
def test_the_sign_of_the_currency_is_no_part_of_the_amount(printed: str, amount: str | None) -> None:
    assert amount_of(printed) == amount


@given(st.text(max_size=40))
def test_what_is_an_amount_is_a_number(text: str) -> None:
    amount = amount_of(text)
    assert amount is None or Decimal(amount).is_finite()


PRINTED = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)


@given(PRINTED)
def test_folding_and_squeezing_twice_change_nothing_more(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)
    assert tidy(tidy(text)) == tidy(text)
    assert not any(char.isspace() for char in squeeze(text))


@pytest.mark.parametrize(("one", "two"), [("资 金 性 质", "资金性质"), ("（一）", "(一)"), ("９５％", "95%")])
def test_variants_of_print_compare_equal(one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize(
    ("printed", "label"),
    [("住房\n公积金", "住房公积金"), (" 行 政 运 行 ", "行政运行"),
     ("补助资金 冀财社[2023]225 号", "补助资金冀财社[2023]225号"),
     ("A4 paper", "A4 paper"), ("", "")],
)  # fmt: skip
def test_label_is_copied_as_a_typist_would(printed: str, label: str) -> None:
    assert tidy(printed) == label


@pytest.mark.parametrize("text", ["", " ", "-", "—", "——", "/", "　", "*"])
def test_blanks_and_dashes_print_nothing(text: str) -> None:
    assert is_nil(text)


@pytest.mark.parametrize("text", ["0", "0.00", "-1", "无"])
def test_zero_and_words_print_something(text: str) -> None:
    assert not is_nil(text)
