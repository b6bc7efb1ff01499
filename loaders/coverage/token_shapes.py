"""What print shows each token of a file to be: by its own cell and words, else by the row and lines it is in.

Most tokens are claimed by a fact without a look at their shape, so each is worked out when it is asked for.
"""

from __future__ import annotations

from functools import cached_property

from loaders.coverage.row_shapes import contents_entries, page_numbers, shapes_of_cells, unmarked_items
from loaders.coverage.shapes import ORDINAL, PrintedTokens, shape_of
from loaders.coverage.tokens import Lines, Token


class TokenShapes:
    """The shapes of the tokens of a file, by their index among them; `""` where print explains nothing."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._printed = PrintedTokens(lines)
        self._known: dict[int, str] = {}

    def __getitem__(self, index: int) -> str:
        if index not in self._known:
            self._known[index] = self._shape(self._lines.tokens[index])
        return self._known[index]

    def all(self) -> list[str]:
        """The shape of every token."""
        return [self[index] for index in range(len(self._lines.tokens))]

    def _shape(self, token: Token) -> str:
        if self._is_ordinal(token):
            return ORDINAL
        printed = self._printed.of(token)
        return shape_of(printed) or self._of_cells.get((token.line, printed.cell.start), "")

    def _is_ordinal(self, token: Token) -> bool:
        is_entry = self._contents.get(token.line) == token.start
        return is_entry or token.line in self._pages or (token.line, token.start) in self._items

    @cached_property
    def _of_cells(self) -> dict[tuple[int, int], str]:
        return shapes_of_cells(self._lines)

    @cached_property
    def _pages(self) -> set[int]:
        return page_numbers(self._lines)

    @cached_property
    def _contents(self) -> dict[int, int]:
        return contents_entries(self._lines)

    @cached_property
    def _items(self) -> set[tuple[int, int]]:
        return unmarked_items(self._lines)
