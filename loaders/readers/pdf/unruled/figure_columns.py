"""Bands: the columns of a table without rules, as the print of its rows shows them.

A column of figures is proved by figures that end (or begin, or are centred) below each other; the labels between two
columns of figures make columns where they overlap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from loaders.readers.pdf.unruled.rows import Stack
from loaders.readers.pdf.unruled.segments import MONEY

_ALIGNED = 0.4
"""Figures of one column end within so many letter sizes of each other."""
_OVERLAP = 0.3


@dataclass(slots=True)
class Band:
    """A column: its left and right side as printed, whether it holds figures (amounts: `money`) that prove it."""

    x0: float
    x1: float
    figures: bool = False
    proved: bool = True
    money: bool = False

    @property
    def centre(self) -> float:
        """Its middle."""
        return (self.x0 + self.x1) / 2

    def overlaps(self, x0: float, x1: float) -> bool:
        """Whether something between two sides is over or below it."""
        return min(self.x1, x1) - max(self.x0, x0) > _OVERLAP


def bands_of(rows: Sequence[Sequence[Stack]]) -> list[Band] | None:
    """The columns of rows of cells, from left to right: of figures, and of the labels beside and between them.

    None where the figures of one row are in each other's columns and no alignment tells them apart.
    """
    placed = [(number, cell) for number, row in enumerate(rows) for cell in row if cell.figure]
    groups = _figure_groups(placed)
    if groups is None:
        return None
    words = [cell for row in rows for cell in row if not cell.figure]
    among = [g for g in groups if _among_words(g, words)]
    found = [g for g in groups if not any(g is one for one in among)]
    bands = [Band(min(p.x0 for p in g), max(p.x1 for p in g), True, _aligned(g), _money(g)) for g in found]
    words += [figure for group in among for figure in group]
    return sorted([*bands, *_label_bands(rows, words, bands)], key=lambda band: band.x0)


def _among_words(figures: Sequence[Stack], words: Sequence[Stack]) -> bool:
    """Whether figures that are no amounts are in a column of words (the code of a unit above the names of projects):
    more words than figures reach over them."""
    over = [word for word in words if any(_overlap(word, figure) > _OVERLAP for figure in figures)]
    return not _money(figures) and len(over) > len(figures)


def _overlap(one: Stack, other: Stack) -> float:
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def _figure_groups(placed: Sequence[tuple[int, Stack]]) -> list[list[Stack]] | None:
    """Figures by column: those that overlap; where that mixes figures of one row, those that end alike."""
    groups: list[list[Stack]] = []
    for group in _overlapping(placed):
        if _one_a_row(group):
            groups.append([figure for _, figure in group])
            continue
        parted = next((found for side in _SIDES if (found := _by_side(group, side)) is not None), None)
        if parted is None:
            return None
        groups += parted
    return groups


_SIDES: tuple[Callable[[Stack], float], ...] = (lambda line: line.x1, lambda line: line.x0)


def _overlapping(placed: Sequence[tuple[int, Stack]]) -> list[list[tuple[int, Stack]]]:
    groups: list[list[tuple[int, Stack]]] = []
    right = 0.0
    for item in sorted(placed, key=lambda item: item[1].x0):
        if groups and item[1].x0 < right - _OVERLAP:
            groups[-1].append(item)
            right = max(right, item[1].x1)
        else:
            groups.append([item])
            right = item[1].x1
    return groups


def _one_a_row(group: Sequence[tuple[int, Stack]]) -> bool:
    return max(Counter(number for number, _ in group).values()) == 1


def _by_side(group: Sequence[tuple[int, Stack]], side: Callable[[Stack], float]) -> list[list[Stack]] | None:
    parts: list[list[tuple[int, Stack]]] = []
    for item in sorted(group, key=lambda item: side(item[1])):
        if parts and side(item[1]) - side(parts[-1][0][1]) < _ALIGNED * item[1].size:
            parts[-1].append(item)
        else:
            parts.append([item])
    if not all(_one_a_row(part) and len(part) > 1 for part in parts):
        return None
    return [[figure for _, figure in part] for part in parts]


def _aligned(figures: Sequence[Stack]) -> bool:
    """Whether figures begin, end or are centred below each other; dashes and zeros are often elsewhere."""
    telling = [one for one in figures if any(letter in "123456789" for letter in one.text)]
    if len(telling) < 2:
        return True
    sides = ([p.x1 for p in telling], [p.x0 for p in telling], [(p.x0 + p.x1) / 2 for p in telling])
    return min(max(side) - min(side) for side in sides) <= _ALIGNED * telling[0].size


def _money(figures: Sequence[Stack]) -> bool:
    return any(MONEY.fullmatch(figure.text) for figure in figures)


def _label_bands(rows: Sequence[Sequence[Stack]], words: Iterable[Stack], figures: Sequence[Band]) -> list[Band]:
    """The columns of words, and the columns of figures made as wide as a word that is in them alone."""
    found: list[Band] = []
    for word in sorted(words, key=lambda word: word.x0):
        over = [band for band in figures if band.overlaps(word.x0, word.x1)]
        if over:
            continue
        if found and word.x0 < found[-1].x1 - _OVERLAP:
            found[-1].x1 = max(found[-1].x1, word.x1)
        else:
            found.append(Band(word.x0, word.x1))
    return _merged(found, rows, figures)


def _merged(labels: list[Band], rows: Sequence[Sequence[Stack]], figures: Sequence[Band]) -> list[Band]:
    """Neighbouring columns of words that no row fills both of are one (合计 in the middle, the rest at the left)."""
    whole: list[Band] = []
    for band in labels:
        before = whole[-1] if whole else None
        between = before is not None and any(before.x0 < one.x0 < band.x0 for one in figures)
        if before is not None and not between and not any(_fills(row, before) and _fills(row, band) for row in rows):
            before.x1 = max(before.x1, band.x1)
        else:
            whole.append(band)
    return whole


def _fills(row: Sequence[Stack], band: Band) -> bool:
    return any(band.overlaps(cell.x0, cell.x1) for cell in row)
