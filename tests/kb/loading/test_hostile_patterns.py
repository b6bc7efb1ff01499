"""No regular expression that sees input backtracks without bound: all of them, against long adversarial texts."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from hostile_patterns import slow
from places import TESTS

SCRIPT = TESTS / "hostile_patterns.py"
MANY = 150
"""The program has more patterns than this; fewer would mean that the collecting failed."""


def test_every_pattern_of_the_program_stands_long_adversarial_texts():
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, timeout=500, check=True)
    *slow_ones, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert slow_ones == []
    assert last["missed"] == []
    assert last["tried"] > MANY


def test_the_test_finds_a_pattern_that_backtracks_with_the_cube_of_the_length_or_without_bound():
    import signal

    from hostile_patterns import TooLong

    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, ring)
    try:
        assert slow(re.compile(r"(?:党|党组|组)*。")) is not None
        assert slow(re.compile(r"(a+)+b")) is not None
        assert slow(re.compile(r"\s*\s*年")) is not None
        assert slow(re.compile(r"\s*年")) is None
        assert slow(re.compile(r"\s*+\d+年")) is None
    finally:
        signal.signal(signal.SIGVTALRM, before)
