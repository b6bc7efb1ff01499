"""Sums: proofs to the digit, within rounding, and broken ones."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loaders.table.numbers import Amount
from loaders.table.sums import Proof, Votes, proof_of, votes


def amount(printed: str) -> Amount:
    return Amount(Decimal(printed), printed)


@pytest.mark.parametrize(
    ("whole", "parts", "proof"),
    [
        ("9.00", ["4.00", "5.00"], Proof.EXACT),
        ("17274710", ["14348853.34", "2925857.00"], Proof.ROUNDED),
        ("9.01", ["4.00", "5.00"], Proof.ROUNDED),
        ("9.02", ["4.00", "5.00"], Proof.BROKEN),
        ("10", ["4", "5"], Proof.ROUNDED),
        ("11", ["4", "5"], Proof.BROKEN),
    ],
)
def test_half_a_unit_of_each_last_place_may_be_rounding(whole: str, parts: list[str], proof: Proof) -> None:
    assert proof_of(amount(whole), [amount(part) for part in parts]) is proof


def test_zeros_and_blanks_prove_nothing() -> None:
    whole = {1: amount("0.00"), 2: amount("3.00"), 3: amount("5.00")}
    parts = [{1: amount("0.00"), 3: amount("2.00")}, {3: amount("2.00")}]
    assert votes(whole, parts, (1, 2, 3)) == Votes(holding=0, broken=2)


def test_a_broken_sum_weighs_as_much_as_two_that_hold() -> None:
    assert Votes(2, 1).price == Votes(0, 0).price < Votes(1, 1).price


def test_what_rounding_may_explain_counts_half() -> None:
    said = votes({1: amount("10")}, [{1: amount("4")}, {1: amount("5")}], (1,))
    assert said == Votes(rounded=2)
    assert said.foots
    assert said.price == Votes(holding=1).price
