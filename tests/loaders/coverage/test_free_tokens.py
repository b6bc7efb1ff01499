"""Tokens of equal digits, of which each is claimed once."""

from __future__ import annotations

from loaders.blocks import Text
from loaders.coverage.free_tokens import FreeTokens
from loaders.coverage.tokens import Lines

PRINTED = ("2人和3人", "2月，2次", "3次2天")
"""The twos are the tokens 0, 2, 3 and 5."""


def free_tokens(*printed: str) -> FreeTokens:
    return FreeTokens(Lines([Text(line) for line in printed]).tokens)


def test_a_claimed_token_is_passed_over():
    free = free_tokens(*PRINTED)
    assert list(free.everywhere("2")) == [0, 2, 3, 5]
    free.claim(2)
    free.claim(0)
    assert list(free.everywhere("2")) == [3, 5]
    free.claim(5)
    assert list(free.everywhere("2")) == [3]
    assert list(free.everywhere("3")) == [1, 4]
    assert list(free.everywhere("7")) == []


def test_tokens_are_found_on_their_lines_alone():
    free = free_tokens(*PRINTED)
    assert list(free.between("2", 1, 2)) == [2, 3, 5]
    assert list(free.between("2", 1, 1)) == [2, 3]
    assert list(free.between("2", 3, 9)) == []


def test_tokens_are_found_in_their_stretch_of_a_line_alone():
    free = free_tokens(*PRINTED)
    assert list(free.within("2", 1, 0, 5)) == [2, 3]
    assert list(free.within("2", 1, 1, 5)) == [3]
    assert list(free.within("2", 1, 0, 3)) == [2]


def test_a_claimed_token_still_is_where_it_is():
    free = free_tokens(*PRINTED)
    free.claim(2)
    assert free.any_of("2", 1, 0, 3)
    assert not free.any_of("3", 1, 0, 5)
    assert not free.any_of("2", 1, 1, 3)


def test_what_was_passed_over_once_is_passed_over_in_one_step():
    class Steps(list[int]):
        taken = 0

        def __getitem__(self, index):
            self.taken += 1
            return super().__getitem__(index)

    numbers = 1000
    free = free_tokens("2次，" * numbers)
    free._next = steps = Steps(free._next)
    for _ in range(numbers):
        free.claim(next(free.everywhere("2")))
    assert next(free.everywhere("2"), None) is None
    assert steps.taken <= 3 * numbers
