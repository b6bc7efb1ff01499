"""How many rows add up to a figure: to the last digit, or as far as rounding may hide."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loaders.table.lines import Length, TableLine, lengths
from loaders.table.numbers import Amount


def found(whole: str, *parts: str) -> list[Length]:
    amount = {1: Amount(Decimal(whole), whole)}
    rows = [(number, {1: Amount(Decimal(part), part)}) for number, part in enumerate(parts, 1)]
    return lengths(TableLine(0, "合计", values=amount), rows, (1,), stop=True)


@pytest.mark.parametrize(
    ("parts", "sizes"),
    [
        (("4.00", "6.00"), [Length(2, True)]),
        # three figures of two places: half a unit of the last place each, 0.015 together
        (("4.00", "5.99"), [Length(2, False)]),
        (("4.00", "6.01"), [Length(2, False)]),
        (("4.00", "5.98"), []),
        (("4.00", "6.02"), []),
    ],
)
def test_rounding_hides_half_a_unit_of_every_last_place(parts: tuple[str, ...], sizes: list[Length]) -> None:
    assert found("10.00", *parts) == sizes


def test_the_longest_run_comes_first_and_no_row_is_tried_behind_one_too_many() -> None:
    assert found("5.00", "5.00", "0.00", "3.00", "-3.00") == [Length(2, True), Length(1, True)]
