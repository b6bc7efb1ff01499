"""Headers printed in lines, blanks between their words: those of a line are under the words above or go on with them.

科目 | 科目名称 | 一般公共预 over 编码 | 算拨款收入: every way to lay the words of a line, in their order, under the
columns above is tried: one goes on with a word that a narrow cell cut, others are under a group. The lexicon knows
the whole words and what may be under what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from loaders.blocks import Text
from loaders.forms.flattened.header import MOST_COLUMNS, FlatColumn, holds_of, is_header_word
from loaders.forms.vocabulary import begins_header_word, component_of, fits_under, is_listed
from loaders.printing import fold

_MOST_WAYS = 400
_MOST_TRIED = 2000
"""So many ways to lay a line are tried; where its words may be in more, nothing is proved."""
_UNDER = 0.5
"""What it costs that a word is under another, rather than going on with it."""
_STRANGE = 1.0
"""What it costs that the lexicon does not know the word of a group, or what may be under it."""

_Column = tuple[Text, ...]
"""The words over a column, the last of which may still be cut."""
_Way = tuple[float, tuple[_Column, ...]]


def columns_of_lines(lines: Sequence[Sequence[Text]]) -> list[tuple[FlatColumn, ...]]:
    """The columns that a header of so many lines may have, the likeliest first."""
    ways: list[_Way] = [(0.0, tuple((word,) for word in lines[0]))]
    for line in lines[1:]:
        grown = ((cost + own, columns) for cost, above in ways for own, columns in _with_line(tuple(line), above))
        longer = list(islice(grown, _MOST_TRIED + 1))
        if len(longer) > _MOST_TRIED:
            return []
        ways = sorted(longer, key=lambda way: way[0])[:_MOST_WAYS]
    costs = {columns: cost + strange for cost, columns in ways if (strange := _strange(columns)) is not None}
    return [_columns(one) for one in sorted(costs, key=lambda one: costs[one])]


def _with_line(words: _Column, above: Sequence[_Column]) -> Iterator[_Way]:
    """The ways to lay the words of a line, in their order, under the columns above or behind their last words."""
    if not words or not above:
        if not words:
            yield 0.0, tuple(above)
        return
    first, rest = above[0], above[1:]
    for cost, columns in _with_line(words, rest):
        yield cost, (first, *columns)
    joined = first[-1].joined(words[0])
    if _goes_on(first[-1].text, words[0].text):
        for cost, columns in _with_line(words[1:], rest):
            yield cost, ((*first[:-1], joined), *columns)
    for size in range(1, len(words) + 1):
        below = words[size - 1].text
        if not begins_header_word(below) or (is_header_word(fold(below)) and fits_under(below, first[-1].text) < 0):
            return
        for cost, columns in _with_line(words[size:], rest):
            yield cost + _UNDER, (*((*first, word) for word in words[:size]), *columns)


def _goes_on(above: str, below: str) -> bool:
    """Whether a word may be cut by the end of its line: both are one, listed as such where the first is one alone."""
    return is_listed(above + below) or (begins_header_word(above + below) and not is_header_word(fold(above)))


def _strange(columns: Sequence[_Column]) -> float | None:
    """What a reading of a header costs; None where it is none: an unknown word, or two columns of one meaning."""
    paths = [tuple(word.text for word in column) for column in columns]
    held = [holds_of(fold(path[-1])) for path in paths]
    meanings = [(_meaning(path), path[0]) for path, holds in zip(paths, held, strict=True) if holds == "figure"]
    if not 1 < len(columns) <= MOST_COLUMNS or not all(held) or "figure" not in held or len(set(paths)) < len(paths):
        return None
    if "label" not in held or len(set(meanings)) < len(meanings) or "unknown" in dict(meanings):
        return None
    fits = [fits_under(below, above) for path in paths for above, below in pairwise(path)]
    return None if any(fit < 0 for fit in fits) else _STRANGE * fits.count(0)


def _meaning(path: tuple[str, ...]) -> str:
    """The component of a column of figures; that of its own word where the word over it says nothing (采购/数量)."""
    own = component_of(path[-1:])
    return own if component_of(path) == "unknown" else component_of(path)


def _columns(columns: Sequence[_Column]) -> tuple[FlatColumn, ...]:
    return tuple(
        FlatColumn(words[-1], holds_of(fold(words[-1].text)), above=tuple(word.text for word in words[:-1]))
        for words in columns
    )
