"""Words of headers that narrow cells break over rows: 一般公共 | 预算财政 | 拨款 below each other are one word.

A page that prints a header line by line has a row for each line. What is one word and what is under another is
stated by the lexicon: of all ways to cut a column of words the one whose words are known, broken words put together
only where they are known together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile

from loaders import lexicon
from loaders.blocks import Cell, Row
from loaders.forms.vocabulary import fits_under, meaning
from loaders.layout.sheets import Sheet
from loaders.printing import fold
from loaders.table.numbers import Amount, parse

_MOST_ROWS = 6
_UNKNOWN = 4.0
_MISPLACED = 1.0
"""What it costs where a word is not known to be under the one above it."""
_JOINED = 0.5

Segment = tuple[int, int]
"""The rows of a word in its column: the first one and the one behind its last."""


def with_header_words_whole(sheet: Sheet) -> Sheet:
    """The sheet with such words in one cell each; unchanged where none is broken or the format tells its spans."""
    return sheet if sheet.spans_known else replace(sheet, rows=with_words_whole(sheet.rows))


def with_words_whole(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with such words in one cell each; unchanged where none is broken."""
    head = list(takewhile(_is_words, rows[:_MOST_ROWS]))
    words = [[cell.text.strip() for cell in row.cells] for row in head]
    if len(head) < 2 or all(_is_known(word) for row in words for word in row if word):
        return rows
    width = max(map(len, words))
    cuts = [_cut([row[at] if at < len(row) else "" for row in words]) for at in range(width)]
    if not any(end - start > 1 for cut in cuts for start, end in cut) or any(map(_is_pushed, words, words[1:])):
        return rows
    body = rows[len(head) :]
    filled = max(at for row in (*head, *body) for at, cell in enumerate(row.cells, 1) if cell)
    return (*_rows(head, cuts[:filled]), *body)


def _is_words(row: Row) -> bool:
    return any(row.cells) and not any(isinstance(parse(cell.text), Amount) for cell in row.cells)


def _is_pushed(above: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row lost the blanks below merged cells: its words begin it, blanks end it, and the first one is known
    not to be under the word above it. What is printed over what is then unknown."""
    filled = [at for at, word in enumerate(row) if word]
    begins = filled == list(range(len(filled))) and 0 < len(filled) < len(above)
    return begins and bool(above[0]) and fits_under(row[0], above[0]) < 0


def _is_known(word: str) -> bool:
    return meaning(word).known or fold(word) in _performance_words()


@cache
def _performance_words() -> frozenset[str]:
    """The heads of indicators and of money by stages."""
    heads = (*lexicon.indicators().header.values(), *lexicon.performance().block["stages"].fill.values())
    return frozenset(fold(word) for words in heads for word in words)


def _cut(column: Sequence[str]) -> tuple[Segment, ...]:
    """The words of a column by their rows; each cell one word where joining makes nothing known."""
    filled = [at for at, word in enumerate(column) if word]
    if not any(_is_known("".join(column[start:end])) for start, end in _joinable(filled)):
        return tuple((at, at + 1) for at in filled)
    best = min(_cuts(filled), key=lambda cut: (_cost(column, cut), len(cut)), default=())
    whole = all(end - start == 1 or _is_known("".join(column[start:end])) for start, end in best)
    return best if whole else tuple((at, at + 1) for at in filled)


def _joinable(filled: Sequence[int]) -> Iterator[Segment]:
    """Every two words or more in rows right below each other."""
    for first, start in enumerate(filled):
        for size, end in enumerate(filled[first + 1 :], 2):
            if end - start == size - 1:
                yield start, end + 1


def _cuts(filled: Sequence[int]) -> Iterator[tuple[Segment, ...]]:
    """Every way to lay words in rows below each other together."""
    if not filled:
        yield ()
        return
    for size in range(1, len(filled) + 1):
        if filled[size - 1] - filled[0] == size - 1:
            yield from (((filled[0], filled[0] + size), *rest) for rest in _cuts(filled[size:]))


def _cost(column: Sequence[str], cut: Sequence[Segment]) -> float:
    words = ["".join(column[start:end]) for start, end in cut]
    unknown = sum(end - start for word, (start, end) in zip(words, cut, strict=True) if not _is_known(word))
    misplaced = sum(1 for above, below in pairwise(words) if fits_under(below, above) <= 0)
    joined = sum(1 for start, end in cut if end - start > 1)
    return _UNKNOWN * unknown + _MISPLACED * misplaced + _JOINED * joined


def _rows(head: Sequence[Row], cuts: Sequence[Sequence[Segment]]) -> list[Row]:
    """The rows of the header with each word whole at its first row.

    From the last one up, rows that print no words over each other are one: a word in the middle of three lines is
    beside those that fill them.
    """
    levels: list[dict[int, Cell]] = [{} for _ in head]
    for at, cut in enumerate(cuts):
        for start, end in cut:
            cell = head[start].cells[at]
            for row in head[start + 1 : end]:
                cell = cell.joined(row.cells[at])
            levels[start][at] = cell
    merged: list[dict[int, Cell]] = []
    for level in reversed(levels):
        if merged and not merged[0].keys() & level.keys():
            merged[0] |= level
        elif level:
            merged.insert(0, level)
    _raise_lone(merged)
    width = len(cuts)
    return [Row(tuple(level.get(at, Cell("")) for at in range(width))) for level in merged]


def _raise_lone(levels: list[dict[int, Cell]]) -> None:
    """Move words that print set lower than the others, and that are under nothing, to the rows above."""
    for depth in range(1, len(levels)):
        for at in sorted(levels[depth]):
            row = depth
            while row > 0 and at not in levels[row - 1] and not _is_grouped(levels, row, at):
                levels[row - 1][at] = levels[row].pop(at)
                row -= 1


def _is_grouped(levels: Sequence[dict[int, Cell]], row: int, at: int) -> bool:
    """Whether the nearest word above and to the left heads a group that a word may belong to."""
    left = max((column for column in levels[row - 1] if column < at), default=None)
    if left is None:
        return False
    heads = any(left in level for level in levels[row:])
    return heads and fits_under(levels[row][at].text.strip(), levels[row - 1][left].text.strip()) > 0
