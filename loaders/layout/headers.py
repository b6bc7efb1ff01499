"""Headers of tables: rows of header words → one path of words for every column.

Text files print a merged header cell once with no sign of its span, and often in the wrong column. The order of the
words is what stays true, so a header is read as an ordered tree: the words of each row are dealt out, in order, to
the words of the row above. Where a word is, which words are known to be under which, and how many columns the
data have decide between the ways of dealing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.blocks import Row
from loaders.table.align import ways

Fits = Callable[[str, str], float]

_SURPLUS = 2.5
_CROWDED = 1.0
"""What each word costs that is under a word with no room for it, up to the next word printed beside that."""
_FAR = 1e9


@dataclass(frozen=True, slots=True)
class Leaf:
    """A column in the making: its header path so far and the position its last word was printed at (None: unknown)."""

    path: tuple[str, ...]
    position: int | None


def header_paths(rows: Sequence[Row], width: int, fits: Fits, starts_side: Callable[[str], bool]) -> list[Leaf]:
    """The header paths of a table's columns, in order; ideally `width` of them, each non-empty.

    `fits(child, parent)` tells how well a word is under another (positive: known to; negative: known not to);
    `starts_side` whether a word may open a side of a two-sided form (项目, or the 科目编码 before it).
    """
    printed = [_words(row, width) for row in rows]
    if not printed:
        return []
    nested = _nested(rows, width)
    leaves = [Leaf((word,), position) for word, position in printed[0]]
    for depth, words in enumerate(printed[1:], 1):
        words = _without_false_places(words, rows[depth], rows[depth - 1], fits)
        runs = nested.get(depth, ())
        if len(runs) == len(leaves):
            leaves = _laid_below(leaves, runs, rows[depth])
            continue
        counted = len(nested[depth + 1]) if depth + 1 in nested else None
        target = width if depth == len(printed) - 1 else counted
        leaves = _deal(leaves, words, target, fits, starts_side)
    return leaves


def _nested(rows: Sequence[Row], width: int) -> dict[int, tuple[int, ...]]:
    """The rows whose cells tell by their blanks what they are under, from the last one up: how many cells each time.

    Where merged cells are printed once, one merged over rows leaves a blank in each row below it. So a blank is
    under a cell of its own and a run of words under another, wherever that gives as many cells as the row above has.
    """
    found: dict[int, tuple[int, ...]] = {}
    for depth in range(len(rows) - 1, 0, -1):
        above, below = rows[depth - 1].cells, rows[depth].cells
        whole = len(below) == (width if depth == len(rows) - 1 else len(found.get(depth + 1, ())))
        runs: list[int] = []
        for before, cell in pairwise([None, *below]):
            if cell and before:
                runs[-1] += 1
            else:
                runs.append(1)
        if not whole or not len(above) == len(runs) < len(below):
            break
        found[depth] = tuple(runs)
    return found


def _laid_below(leaves: list[Leaf], runs: tuple[int, ...], row: Row) -> list[Leaf]:
    """The cells of a row put below the leaves, so many under each; what a blank is under ends there."""
    parents = [leaf for leaf, run in zip(leaves, runs, strict=True) for _ in range(run)]
    return [
        Leaf((*leaf.path, word) if (word := cell.text.strip()) and word != leaf.path[-1] else leaf.path, index)
        for index, (leaf, cell) in enumerate(zip(parents, row.cells, strict=True))
    ]


def _words(row: Row, width: int) -> list[tuple[str, int | None]]:
    """The words of a header row, with their columns where the row is as wide as the table."""
    full = len(row.cells) >= width
    return [(cell.text.strip(), index if full else None) for index, cell in enumerate(row.cells) if cell]


def _without_false_places(
    words: list[tuple[str, int | None]], row: Row, above: Row, fits: Fits
) -> list[tuple[str, int | None]]:
    """The words of a row, without their columns where print pushed them to the left of the blanks of merged cells.

    They then begin the row, blanks end it, and the first one is under a word that it is known not to belong to.
    """
    pushed = [position for _, position in words] == list(range(len(words))) and len(words) < len(row.cells)
    if not pushed or not above.cells or not words or fits(words[0][0], above.cells[0].text.strip()) >= 0:
        return words
    return [(word, None) for word, _ in words]


def _deal(
    leaves: list[Leaf],
    words: list[tuple[str, int | None]],
    target: int | None,
    fits: Fits,
    starts_side: Callable[[str], bool],
) -> list[Leaf]:
    """Deal the words of one row out to the leaves above, in order, at the least cost."""
    count = len(words)
    spans = _spans(leaves)
    # best[(dealt, childless)] = (cost, runs so far); the column a leaf ends up in is dealt + childless
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for index, leaf in enumerate(leaves):
        following: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        prices = _Prices(leaf, spans[index], words, target, fits, starts_side)
        for (dealt, childless), (cost, runs) in best.items():
            for run in range(count - dealt + 1):
                key = (dealt + run, childless + (run == 0))
                price = cost + prices.of(dealt, run, dealt + childless)
                if price < following.get(key, (_FAR, ()))[0]:
                    following[key] = (price, (*runs, run))
        best = following
    ends = {
        runs: cost + (_SURPLUS * abs(target - dealt - childless) if target is not None else 0.0)
        for (dealt, childless), (cost, runs) in best.items()
        if dealt == count
    }
    return _grown(leaves, words, min(ends, key=lambda runs: (ends[runs], runs)))


def _spans(leaves: list[Leaf]) -> list[tuple[int, float] | None]:
    """The columns from each leaf to the next one, where positions are known."""
    spans: list[tuple[int, float] | None] = []
    for index, leaf in enumerate(leaves):
        after = [later.position for later in leaves[index + 1 :] if later.position is not None]
        end: float = after[0] if after else float("inf")
        spans.append(None if leaf.position is None else (leaf.position, end))
    return spans


class _Prices:
    """What it costs to put a run of words under a leaf: what the words say, and how far they are from their places."""

    def __init__(
        self,
        leaf: Leaf,
        span: tuple[int, float] | None,
        words: list[tuple[str, int | None]],
        target: int | None,
        fits: Fits,
        starts_side: Callable[[str], bool],
    ) -> None:
        self._position = None if target is None else leaf.position
        self._span = span
        self._words = words
        self._places = [None if target is None else position for _, position in words]
        self._is_placed = any(position is not None for position in self._places)
        self._opens = [starts_side(word) for word, _ in words]
        self._misfits = [-fits(word, leaf.path[-1]) for word, _ in words]
        self._strays = [0.0 if span is None or position is None else _stray(position, span) for _, position in words]
        self._known: dict[tuple[int, int], float] = {}

    def of(self, first: int, length: int, column: int) -> float:
        """The price of so many words from the first one on, the first of them in a column."""
        if not length:
            return 0.0 if self._position is None else 0.3 * abs(column - self._position)
        if (first, length) not in self._known:
            self._known[first, length] = self._of_words(first, length)
        price = self._known[first, length]
        if not self._is_placed:
            return price
        for offset, position in enumerate(self._places[first : first + length], column):
            if position is not None:
                price += 0.3 * abs(offset - position)
        return price

    def _of_words(self, first: int, length: int) -> float:
        run = slice(first, first + length)
        price = sum(self._misfits[run]) + sum(self._strays[run])
        price += 3.0 * (length - len({word for word, _ in self._words[run]}))
        price += 2.0 * sum(opens and not before for before, opens in pairwise(self._opens[run]))
        if self._span is not None and all(position is None for _, position in self._words[run]):
            price += _CROWDED * max(length - (self._span[1] - self._span[0]), 0)
        return price


def _stray(position: int, span: tuple[int, float]) -> float:
    """What a word costs that is printed outside of the columns of its leaf."""
    return 0.5 * max(span[0] - position, position - span[1] + 1, 0)


def _grown(leaves: list[Leaf], words: list[tuple[str, int | None]], runs: tuple[int, ...]) -> list[Leaf]:
    grown: list[Leaf] = []
    dealt = 0
    for leaf, run in zip(leaves, runs, strict=True):
        if run == 0:
            grown.append(leaf)
        for word, position in words[dealt : dealt + run]:
            path = leaf.path if word == leaf.path[-1] else (*leaf.path, word)
            grown.append(Leaf(path, position))
        dealt += run
    return grown


def paths_from_spans(rows: Sequence[Row], width: int) -> list[Leaf]:
    """The header paths of a table whose merged cells are known: every cell heads the columns it spans."""
    paths: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for index, cell in enumerate(row.cells):
            if not cell:
                continue
            for column in range(index, min(index + cell.width, width)):
                if not paths[column] or paths[column][-1] != cell.text.strip():
                    paths[column].append(cell.text.strip())
    return [Leaf(tuple(path), index) for index, path in enumerate(paths)]


def fill_to_width(leaves: list[Leaf], width: int, blank: Callable[[int], bool]) -> list[Leaf]:
    """As many leaves as columns: unnamed ones are put in where they disturb the positions least.

    `blank(column)` tells whether the data leave the column blank; an unnamed column is best put over one of those.
    Surplus leaves fall off at the end where the data are narrower than the header.
    """
    if len(leaves) >= width:
        return leaves[:width]

    def cost(piece: int, column: int) -> float:
        position = leaves[piece].position
        away = 0.5 * abs(column - position) if position is not None else 0.0
        return away - (0.1 if blank(column) else 1.0)

    placed = dict(zip(ways(len(leaves), width, cost, most=1).placings[0], leaves, strict=True))
    return [placed.get(column, Leaf((), column)) for column in range(width)]
