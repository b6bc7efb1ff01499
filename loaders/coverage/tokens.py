"""Numeric tokens of a file's own lines, each with the words around it and the cell it is in."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from operator import itemgetter
from typing import NamedTuple

from loaders.blocks import Place, Text

NUMBER = re.compile(
    r"[0-9０-９](?:[0-9０-９,.．]|(?<=[0-9０-９])，(?=[0-9０-９]{3}(?![0-9０-９])(?:[.．,，]|$|[^0-9０-９])))*"
)
"""As `grep -oE '[0-9][0-9,.]*'` finds them, and full-width ones; a full-width comma before three digits parts none."""

REMNANT = re.compile(r"\[bookmark: [^\]\n]*\]|<[^<>\n]*>|!?\[[^\]\n]*\]\((?:https?|images?)[^)\n]*\)|&#\d+;")
"""What other formats left in a text: bookmarks, tags, links to pictures, entities."""
_REMNANT_MARK = re.compile(r"[\[<!&]")
"""What every remnant begins with."""

EDGE = "\x00"
"""Stands for the edge of a cell or line among the words around a token."""

_REACH = 12
_NOISE = re.compile(r"[\s\u3000\xa0\u200b-\u200f\ufeff*$\\]")
_BRACKETS = str.maketrans("[]〔〕【】{}“”‘’：，；％、", "()()()()\"\"'':,;%、")
_CELL_EDGE = re.compile(r"[\t|]")


Grid = int | str
"""The number of a table, or the name of a sheet."""
Cell = tuple[Grid, int, int]
"""Table or sheet, row, column."""


class TokenCell(NamedTuple):
    """A cell as print shows it: a line between tabs, or one of the tab-indented lines that make a row.

    `plain` is the text without blanks and remnants.
    """

    line: int
    start: int
    end: int
    text: str
    plain: str


def cell_at(line: int, start: int, text: str) -> TokenCell:
    """The cell of a text that starts there."""
    return TokenCell(line, start, start + len(text), text, _plain(text))


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    return _NOISE.sub("", without_remnants(text))


def without_remnants(text: str) -> str:
    """A text without what other formats left in it."""
    return REMNANT.sub("", text) if _REMNANT_MARK.search(text) else text


def remnants(text: str) -> list[tuple[int, int]]:
    """Where remnants of other formats are in a text: first character, and behind the last."""
    return [match.span() for match in REMNANT.finditer(text)] if _REMNANT_MARK.search(text) else []


class Token(NamedTuple):
    """A numeric token: the index of its line, where it is there, and its digits as they compare.

    `left` (backwards) and `right` are the words around it up to the edge of its cell, folded, without blanks.
    """

    line: int
    start: int
    end: int
    text: str
    value: str
    left: str
    right: str


class Stretch(NamedTuple):
    """Part of a line: the index of the line, the offsets of its first character and behind its last one."""

    line: int
    start: int
    end: int


Mark = tuple[Stretch, Place]
"""A stretch of a line, and the place that it is at."""


@dataclass(frozen=True)
class Lines:
    """The lines of a file with their tokens and the rows of cells they make."""

    texts: Sequence[Text]
    tokens: tuple[Token, ...] = field(init=False)

    def __post_init__(self) -> None:
        tokens = [token for number, text in enumerate(self.texts) for token in tokens_of(text.text, number)]
        object.__setattr__(self, "tokens", tuple(tokens))

    @cached_property
    def by_line(self) -> dict[int, list[int]]:
        """The indices of the tokens of each line."""
        found: dict[int, list[int]] = {}
        for index, token in enumerate(self.tokens):
            found.setdefault(token.line, []).append(index)
        return found

    @cached_property
    def rows(self) -> tuple[tuple[TokenCell, ...], ...]:
        """The rows of cells: the cells of a line, or tab-indented lines without a blank line between them."""
        return tuple(_rows_of_cells([text.text for text in self.texts]))

    def lines_at(self, place: Place) -> list[int]:
        """The lines that are at a place, as far as both tell where they are (a page has many lines)."""
        found = self._lines_found.get(place)
        if found is None:
            found = self._lines_found[place] = list(dict.fromkeys(span.line for span in self.spans_at(place)))
        return found

    def spans_at(self, place: Place) -> list[Stretch]:
        """The stretches of lines that are at a place, in their order: lines, or in them the cell that it tells."""
        found = self._spans_found.get(place)
        if found is None:
            cell = _cell_of(place)
            marks = (mark for number in self._near(place) for mark in self._marks_of(number, cell))
            found = self._spans_found[place] = [span for span, marked in marks if same_place(marked, place)]
        return found

    def _near(self, place: Place) -> Sequence[int]:
        """Lines among which are all that are at a place."""
        grid = _grid_of(place)
        if place.page is None and grid is not None and place.row is not None:
            return sorted({*self._in_rows.get((grid, place.row), ()), *self._of_no_row})
        near = self._numbered.get((place.page, place.line)) if place.line else self._of_page.get(place.page)
        return range(len(self.texts)) if near is None else near

    @cached_property
    def _in_rows(self) -> dict[tuple[Grid, int], list[int]]:
        """The lines of each row of a table or sheet."""
        found: dict[tuple[Grid, int], list[int]] = {}
        for number, text in enumerate(self.texts):
            for _, place in text.marks:
                grid = _grid_of(place)
                if grid is not None and place.row is not None:
                    found.setdefault((grid, place.row), []).append(number)
        return found

    @cached_property
    def _of_no_row(self) -> list[int]:
        """The lines that tell no row of a table or sheet and are no text outside of tables."""
        return [
            number
            for number, text in enumerate(self.texts)
            if any((_grid_of(one) is None or one.row is None) and not _is_outside(one) for _, one in text.marks)
        ]

    def _marks_of(self, number: int, cell: Cell | None) -> Iterable[Mark]:
        """The marks of a line that may be at a place, in their order: all, or those that tell its cell or none."""
        text = self.texts[number]
        if len(text.marks) == 1:
            return ((Stretch(number, 0, len(text.text)), text.marks[0][1]),)
        by_cell = self._marks.get(number)
        if by_cell is None:
            by_cell = self._marks[number] = _by_cell(number, text)
        if cell is None:
            return sorted(chain.from_iterable(by_cell.values()), key=itemgetter(0))
        return sorted((*by_cell.get(cell, ()), *by_cell.get(None, ())), key=itemgetter(0))

    @cached_property
    def _marks(self) -> dict[int, dict[Cell | None, list[Mark]]]:
        """The marks of the lines that were asked for, by the cell that they tell whole."""
        return {}

    @cached_property
    def _lines_found(self) -> dict[Place, list[int]]:
        return {}

    @cached_property
    def _spans_found(self) -> dict[Place, list[Stretch]]:
        return {}

    @cached_property
    def _numbered(self) -> dict[tuple[int | None, int | None], list[int]]:
        """The lines by the page and line that they tell."""
        found: dict[tuple[int | None, int | None], list[int]] = {}
        for number, text in enumerate(self.texts):
            for _, place in text.marks:
                _add(number, found.setdefault((place.page, place.line), []))
        return found

    @cached_property
    def _of_page(self) -> dict[int | None, list[int]]:
        """The lines by the page that they tell."""
        found: dict[int | None, list[int]] = {}
        for number, text in enumerate(self.texts):
            for _, place in text.marks:
                _add(number, found.setdefault(place.page, []))
        return found


def _add(number: int, among: list[int]) -> None:
    """Add a line to lines that are in their order, once."""
    if not among or among[-1] != number:
        among.append(number)


def _is_outside(place: Place) -> bool:
    """Whether a place is in the text of a format that tells it from tables."""
    return place.page is None and place.table is None and place.line is not None


_NOWHERE = Place()


def _by_cell(number: int, text: Text) -> dict[Cell | None, list[Mark]]:
    found: dict[Cell | None, list[Mark]] = {}
    starts = [0, *(offset for offset, _ in text.marks[1:]), len(text.text)]
    for (start, end), (_, place) in zip(pairwise(starts), text.marks, strict=False):
        found.setdefault(_cell_of(place), []).append((Stretch(number, start, end), place))
    return found


def _grid_of(place: Place) -> Grid | None:
    """The table, or the sheet of a workbook, that a place tells."""
    return place.sheet if place.table is None else place.table


def _cell_of(place: Place) -> Cell | None:
    """The table or sheet, row and column of a place; None where it lacks one of them."""
    grid = _grid_of(place)
    return None if grid is None or place.row is None or place.column is None else (grid, place.row, place.column)


def same_place(line: Place, place: Place) -> bool:
    """Whether a line may be at a place: nothing that both tell differs.

    Formats without pages tell the lines of tables from those of text; the lines of a page do not.
    """
    if not (
        (line.line is None or place.line is None or line.line == place.line)
        and (line.page is None or place.page is None or line.page == place.page)
        and (line.sheet is None or place.sheet is None or line.sheet == place.sheet)
        and (line.table is None or place.table is None or line.table == place.table)
        and (line.row is None or place.row is None or line.row == place.row)
        and (line.column is None or place.column is None or line.column == place.column)
    ):
        return False
    in_table, in_text = place.table is not None, place.line is not None
    is_placed = line.page is None and (line.table is not None or line.line is not None)
    is_elsewhere = is_placed and in_table != (line.table is not None) and (in_table or in_text)
    return not is_elsewhere and place != _NOWHERE


def tokens_of(text: str, line: int = 0) -> list[Token]:
    """The numeric tokens of one line, or of a text that a fact holds."""
    first_one = NUMBER.search(text)
    if first_one is None:
        return []
    if len(first_one[0]) == len(text) and text[-1] not in ",.．":
        return [Token(line, 0, len(text), text, value_of(text), EDGE, EDGE)]
    plain, gaps = folded(text)
    tokens = []
    for match in NUMBER.finditer(text):
        start, end = match.span()
        first, last = _index_of(start, gaps), _index_of(end - 1, gaps)
        left = plain[max(0, first - _REACH) : first][::-1] if first is not None else ""
        right = plain[last + 1 : last + 1 + _REACH] if last is not None else ""
        printed = match[0]
        tail = printed[len(printed.rstrip(",.．")) :]
        tokens.append(Token(line, start, end, printed, value_of(printed), left or EDGE, tail + right or EDGE))
    return tokens


def _index_of(offset: int, gaps: Sequence[int]) -> int | None:
    """Which of the compared characters is the one that stood at an offset; None where it was noise."""
    before = bisect_left(gaps, offset)
    return None if before < len(gaps) and gaps[before] == offset else offset - before


def value_of(printed: str) -> str:
    """The digits of a token as they compare: separators and a trailing stop out, width folded."""
    plain = printed if printed.isascii() else unicodedata.normalize("NFKC", printed)
    return plain.replace(",", "").rstrip(".")


def folded(text: str) -> tuple[str, list[int]]:
    """A text as it compares (no blanks, remnants, widths, kinds of brackets), and the offsets of what is left out.

    Each other character compares as one, so that both tell where a compared character stood.
    """
    if _REMNANT_MARK.search(text):
        text = REMNANT.sub(_blanked, text)
    plain = text.translate(_COMPARED)
    return plain, [match.start() for match in _LEFT_OUT.finditer(text)] if len(plain) < len(text) else []


def _blanked(remnant: re.Match[str]) -> str:
    return "".join(character if character in _EDGES else " " for character in remnant[0])


class _Compared(dict[int, str]):
    """Characters, by their code points, as they compare; noise is nothing."""

    def __missing__(self, code: int) -> str:
        noise = _NOISE.match(chr(code)) is not None
        plain = "" if noise else unicodedata.normalize("NFKC", chr(code))[0].translate(_BRACKETS)
        self[code] = plain
        return plain


_EDGES = "\t|\n"
_LEFT_OUT = re.compile(rf"(?![{_EDGES}]){_NOISE.pattern}")
_COMPARED = _Compared(dict.fromkeys(map(ord, _EDGES), EDGE))


def agreement(one: str, other: str) -> tuple[int, bool]:
    """How many characters two sides have in common from the token on, and whether they differ behind those."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if EDGE in (left, right):
            return count, False
        if left != right:
            return count, True
        count += 1
    return count, False


def _rows_of_cells(lines: Sequence[str]) -> Iterator[tuple[TokenCell, ...]]:
    held: list[TokenCell] = []
    for number, line in enumerate(lines):
        if line.startswith("\t") and "\t" not in line.strip():
            held.append(cell_at(number, 0, line))
            continue
        if held:
            yield tuple(held)
            held = []
        if line.strip():
            yield _cells(number, line)
    if held:
        yield tuple(held)


def _cells(number: int, line: str) -> tuple[TokenCell, ...]:
    if "\t" not in line and "|" not in line:
        return (cell_at(number, 0, line),)
    cells = []
    start = 0
    for piece in _CELL_EDGE.split(line):
        cells.append(cell_at(number, start, piece))
        start += len(piece) + 1
    return tuple(cells)
