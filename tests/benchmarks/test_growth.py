"""Twice the input is about twice the work, counted in calls: seconds would tell of the machine."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from benchmarks.growth import CASES, Growth

MOST_TIMES = 2.35
"""Twice, and what begins to be repeated only in the larger input."""
ELSEWHERE = {"checks", "reader: archive, members", "forms: totals that add up nothing"}
"""In processes of their own, reading a disk, or growing as thousands of rows do (`tests/loaders/table/`)."""


@pytest.mark.parametrize("name", sorted(CASES.keys() - ELSEWHERE))
def test_twice_the_input_is_twice_the_work(name: str) -> None:
    case = CASES[name]
    size = max(2, case.first // 4)
    case.use(case.make(size + 1))  # of the same kind, and no text of it remembered
    assert calls(name, 2 * size) < MOST_TIMES * calls(name, size)


def calls(name: str, size: int) -> int:
    made = CASES[name].make(size)
    profile = cProfile.Profile()
    profile.enable()
    CASES[name].use(made)
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_the_exponent_is_that_of_the_last_two_doublings() -> None:
    assert Growth("", (1, 2, 4), (1.0, 2.0, 4.0)).exponent == pytest.approx(1)
    assert Growth("", (1, 2, 4, 8), (9.0, 1.0, 4.0, 16.0)).exponent == pytest.approx(2)
