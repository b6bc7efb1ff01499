"""The sums of the money of performance forms, whose labels may be in any column beside the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.facts import Figure
from loaders.table.lines import TableLine
from loaders.table.numbers import Amount
from loaders.table.rows import sums_down, tree_of
from loaders.table.sums import Proof, Sum, TablePlace

_FEWEST_PARTS = 2


def with_sums(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one form with the sums that they are parts of, down its columns; rows in the order of print.

    A figure without a column is in none. Only sums that add up to the digit count: labels alone prove little here.
    """
    sums = [one for side in _sides(figures) for one in _proved(side)]
    wholes = {one.whole for one in sums}
    above: dict[TablePlace, list[tuple[int, int]]] = defaultdict(list)
    for one in sums:
        for part in one.parts:
            above[part].append((one.whole.row, one.whole.column))
    return [_marked(one, wholes, above) for one in figures]


def _marked(figure: Figure, wholes: set[TablePlace], above: dict[TablePlace, list[tuple[int, int]]]) -> Figure:
    place = TablePlace(figure.row_number, figure.column_number)
    if place not in wholes and place not in above:
        return figure
    total = figure.total_row or place in wholes
    return replace(figure, total_row=total, adds_up_to=tuple(above.get(place, ())))


def _sides(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures of columns that the same labels are beside; two labels may share a row, one for each side."""
    columns: dict[int, list[Figure]] = defaultdict(list)
    for one in figures:
        if one.column_number:
            columns[one.column_number].append(one)
    sides: list[list[Figure]] = []
    for members in columns.values():
        labels = _labels(members)
        side = next((side for side in sides if _agree(_labels(side), labels)), None)
        if side is None:
            sides.append(list(members))
        else:
            side.extend(members)
    return sides


def _labels(figures: Iterable[Figure]) -> dict[int, str]:
    return {one.row_number: one.row_label for one in figures}


def _agree(side: dict[int, str], column: dict[int, str]) -> bool:
    shared = side.keys() & column.keys()
    return bool(shared) and all(side[row] == column[row] for row in shared)


def _proved(side: Sequence[Figure]) -> list[Sum]:
    """The sums of a side that add up to the digit."""
    values: dict[int, dict[int, Amount]] = defaultdict(dict)
    for one in side:
        values[one.row_number][one.column_number] = Amount(one.value, one.amount)
    labels = _labels(side)
    lines = [TableLine(row, labels[row], values=values[row]) for row in sorted(values)]
    tree = tree_of(lines, sorted({one.column_number for one in side}))
    return [one for one in sums_down(lines, tree) if one.complete and one.proof is Proof.EXACT]
