"""Stages run once, when they are asked for, and are timed without the stages they wait for."""

from __future__ import annotations

import time

import pytest

from loaders.stages import Staged, stage


class Counted(Staged):
    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []

    @stage
    def first(self) -> int:
        self.runs.append("first")
        time.sleep(0.03)
        return 1

    @stage
    def second(self) -> int:
        self.runs.append("second")
        return self.first + 1

    @stage
    def broken(self) -> int:
        self.runs.append("broken")
        raise ValueError("no")


def test_a_stage_runs_when_asked_for_and_once():
    counted = Counted()
    assert counted.runs == []
    assert (counted.second, counted.second, counted.first) == (2, 2, 1)
    assert counted.runs == ["second", "first"]


def test_time_waited_for_another_stage_is_that_stages():
    counted = Counted()
    assert counted.second == 2
    assert counted.seconds["first"] >= 0.03 > counted.seconds["second"]
    assert list(counted.seconds) == ["first", "second"]


def test_a_stage_that_fails_fails_again_and_keeps_nothing():
    counted = Counted()
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            counted.broken  # noqa: B018
    assert counted.runs == ["broken", "broken"]
    assert counted.first == 1
