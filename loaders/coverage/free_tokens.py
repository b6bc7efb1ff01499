"""The tokens of a file by the digits that they print, with those apart that a fact has claimed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from loaders.coverage.tokens import Token


class FreeTokens:
    """Tokens by their value, each free until it is claimed.

    Looking for the next free one passes over what is claimed in one step: thousands of equal numbers that are on one
    line are each claimed by another fact, one after the other.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._by_value: dict[str, list[tuple[int, int, int]]] = {}
        """The tokens of each value: line, offset in the line, and index."""
        self._next = [len(tokens)] * len(tokens)
        """For each token the next one of its value; behind a claimed one as far on as is known to be claimed."""
        for index, token in enumerate(tokens):
            among = self._by_value.setdefault(token.value, [])
            if among:
                self._next[among[-1][2]] = index
            among.append((token.line, token.start, index))
        self._claimed: set[int] = set()

    def claim(self, index: int) -> None:
        """A token is free no longer."""
        self._claimed.add(index)

    def any_of(self, value: str, line: int, start: int, end: int) -> bool:
        """Whether any token of a value begins there, claimed or not; offsets in the line."""
        index = self._first(value, line, start)
        return index < len(self._tokens) and self._tokens[index].line == line and self._tokens[index].start < end

    def within(self, value: str, line: int, start: int, end: int) -> Iterator[int]:
        """The free tokens of a value that begin in a stretch of a line, from left to right."""
        for index in self._from(self._first(value, line, start)):
            token = self._tokens[index]
            if token.line != line or token.start >= end:
                return
            yield index

    def between(self, value: str, first: int, last: int) -> Iterator[int]:
        """The free tokens of a value on the lines from `first` to `last`, in their order."""
        for index in self._from(self._first(value, first, 0)):
            if self._tokens[index].line > last:
                return
            yield index

    def everywhere(self, value: str) -> Iterator[int]:
        """The free tokens of a value in their order."""
        return self._from(self._first(value, 0, 0))

    def _first(self, value: str, line: int, start: int) -> int:
        """The first token of a value from there on; the number of tokens where there is none."""
        among = self._by_value.get(value, ())
        at = bisect_left(among, (line, start))
        return among[at][2] if at < len(among) else len(self._tokens)

    def _from(self, index: int) -> Iterator[int]:
        index = self._free_from(index)
        while index < len(self._tokens):
            yield index
            index = self._free_from(self._next[index])

    def _free_from(self, index: int) -> int:
        """The first free token from one on; what was passed over leads there in one step from now on."""
        passed = []
        while index in self._claimed:
            passed.append(index)
            index = self._next[index]
        for one in passed[:-1]:
            self._next[one] = index
        return index
