"""Doubts: the rows of a table without rules that print does not prove to be whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from loaders.readers.pdf.unruled.headers import HeadColumn, column_of
from loaders.readers.pdf.unruled.rows import Stack, cut_figures

_WRAP = 1.6
"""In letter sizes: what is nearer below may belong to the same row."""
_USUAL = 0.8
"""A column that so many rows of figures fill is one that every row should."""

Cells = Sequence[Stack]


def doubtful_rows(
    columns: Sequence[HeadColumn], rows: Sequence[Cells], heads: Cells, part_of: Sequence[int], goes_on: bool
) -> list[bool]:
    """Which rows print does not prove: all where codes or labels have no header or cells cut figures in two.

    `part_of` tells the page of each row, `goes_on` whether more may follow on the page after the last.
    """
    unlabelled = any(column.path for column in columns) and any(column.bare for column in columns)
    if unlabelled or cut_figures([cell for row in rows for cell in row]):
        return [True] * len(rows)
    whole = _Wholeness(columns, rows)
    last = [at for at, (one, two) in enumerate(pairwise([*part_of, -1])) if one != two and (two != -1 or goes_on)]
    return [
        _torn(row, before)
        or _torn(row, after)
        or (not before and _under_header(row, heads))
        or any(cell.doubtful for cell in row)
        or whole.lost(number)
        or (number in last and whole.cut(number))
        for number, (before, row, after) in enumerate(zip([[], *rows], rows, [*rows[1:], []], strict=False))
    ]


def rests_of_cut_rows(columns: Sequence[HeadColumn], rows: Sequence[Cells], part_of: Sequence[int]) -> set[int]:
    """The rows behind a page break that may hold nothing but the rest of a label that the break cuts."""
    whole = _Wholeness(columns, rows)
    breaks = [at for at, (one, two) in enumerate(pairwise(part_of)) if one != two]
    return {at for number in breaks if whole.cut(number) for at in whole.rest(number)}


class _Wholeness:
    """Tells rows of figures whose labels are in another row: a page break or a merged cell moved them."""

    def __init__(self, columns: Sequence[HeadColumn], rows: Sequence[Cells]) -> None:
        self.rows = rows
        self.labels = _labels_of(columns)
        self.filled = [{column_of(cell, columns): cell for cell in row} for row in rows]
        with_figures = [cells for row, cells in zip(rows, self.filled, strict=True) if _figures(row)]
        counts = Counter(column for cells in with_figures for column in cells)
        self.usual = {column for column, count in counts.items() if count >= _USUAL * len(with_figures)}

    def lost(self, number: int) -> bool:
        """Whether a row of figures lacks a label that a row without figures right above or below it has.

        That counts where nearly every row has that label, or where it is as close as the next line of a cell.
        """
        row, cells = self.rows[number], self.filled[number]
        needed = {label for column in cells for label in self.labels.get(column, ())} - set(cells)
        return any(
            column in needed and (column in self.usual or abs(line - row[0].first) < _WRAP * row[0].size)
            for column, cell in self._around(number)
            for line in (cell.first, cell.last)
        )

    def cut(self, number: int) -> bool:
        """Whether the page break after a row may part a label: its last line is full, and no new row begins below."""
        below = self.filled[number + 1] if number + 1 < len(self.rows) else None
        if below is not None and _figures(self.rows[number + 1]):
            return False
        return any(
            self._full(column, cell)
            for column, cell in self.filled[number].items()
            if not cell.figure and (below is None or column in below)
        )

    def rest(self, number: int) -> Iterator[int]:
        """The rows right below a row that have no figures."""
        return takewhile(lambda at: not _figures(self.rows[at]), range(number + 1, len(self.rows)))

    def _full(self, column: int | None, cell: Stack) -> bool:
        beside = [line for cells in self.filled if column in cells for line in cells[column].lines]
        last = cell.lines[-1]
        return max(line.x1 - line.x0 for line in beside) - (last.x1 - last.x0) < last.size

    def _around(self, number: int) -> Iterator[tuple[int | None, Stack]]:
        """The cells of the rows without figures right above and below a row."""
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(self.rows) and not _figures(self.rows[at]):
                yield from self.filled[at].items()
                at += step


def _labels_of(columns: Sequence[HeadColumn]) -> dict[int | None, list[int]]:
    """For each column of amounts the columns of labels and codes before it: those of its own side of the table."""
    found: dict[int | None, list[int]] = {}
    labels: list[int] = []
    before = False
    for number, column in enumerate(columns):
        money = column.band is None or column.band.money
        if money:
            found[number] = labels
        else:
            labels = [number] if before else [*labels, number]
        before = money
    return found


def _figures(row: Cells) -> bool:
    return any(cell.figure for cell in row)


def _torn(row: Cells, beside: Cells) -> bool:
    """Whether figures without a label are right beside labels without figures: who knows what belongs together."""
    if any(not cell.figure for cell in row) or not beside or _figures(beside):
        return False
    return min(abs(row[0].first - one) for cell in beside for one in (cell.first, cell.last)) < _WRAP * row[0].size


def _under_header(row: Cells, heads: Cells) -> bool:
    """Whether the first row has no label, and the words above it are too near to be a header."""
    return all(cell.figure for cell in row) and any(row[0].first - head.last < row[0].size for head in heads)
