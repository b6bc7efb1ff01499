"""Ruled tables of a PDF page: the rules that meet make a grid, the walls that are missing make merged cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.readers.pdf.ruled.rules import RuledLine

_SAME = 2.5
"""Rules of a table this near to each other bound the same row or column (double rules, shaky drawings)."""
_SLIVER = 12.0
"""A column that no cell has for itself, narrower than this, is only a crooked rule."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a ruled table: its first row and column, its span, and where it is drawn (points from top left).

    `open_top` and `open_bottom`: no rule is drawn there, as where a page break cuts the cell.
    """

    row: int
    column: int
    height: int
    width: int
    x0: float
    top: float
    x1: float
    bottom: float
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its cells, the edges of its columns, and everything it draws from left to right, top to bottom."""

    edges: tuple[float, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    owner: dict[tuple[int, int], Box] = field(repr=False, compare=False)

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell that covers a point; None outside the table."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.owner.get((row, column))

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.edges) - 1

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1

    @property
    def torn(self) -> bool:
        """Whether each of its cells has a rule at one end only: rows that page breaks cut."""
        return all(box.open_top or box.open_bottom for box in self.boxes)


def grids_of(rules: list[RuledLine]) -> list[Grid]:
    """The ruled tables of a page from top to bottom: those with at least two columns.

    One with a single level rule holds parts of rows that page breaks cut: `Grid.torn` tells so.
    """
    grids = [grid for group in _with_lone_sides(_meeting(rules)) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _meeting(rules: list[RuledLine]) -> list[list[RuledLine]]:
    """The rules in groups that hang together."""
    left = list(rules)
    groups = []
    while left:
        group, front = [], [left.pop()]
        while front:
            rule = front.pop()
            group.append(rule)
            front += [other for other in left if rule.crosses(other)]
            left = [other for other in left if not rule.crosses(other)]
        groups.append(group)
    return groups


def _with_lone_sides(groups: list[list[RuledLine]]) -> list[list[RuledLine]]:
    """The groups, an upright rule that meets no other one put to the table that is as high: the side of a cell that
    goes on over both page breaks."""
    lone = [group[0] for group in groups if len(group) == 1 and not group[0].horizontal]
    tables = [list(group) for group in groups if len(group) > 1]
    for table in tables:
        upright = [rule for rule in table if not rule.horizontal]
        start = min((rule.start for rule in upright), default=0.0)
        end = max((rule.end for rule in upright), default=0.0)
        table += [rule for rule in lone if abs(rule.start - start) <= _SAME and abs(rule.end - end) <= _SAME]
    return tables


def _grid(rules: list[RuledLine]) -> Grid | None:
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    if not across or len(down) < 2:
        return None
    xs = _edges(down, across)
    ys = _edges(across, down)
    if len(xs) < 3 or len(ys) < 2:
        return None
    boxes = _boxes(xs, ys, _Walls(down, xs, ys), _Walls(across, ys, xs))
    edges, kept = _without_slivers(xs, boxes)
    if len(edges) < 3 or len(boxes) < 2:
        return None
    owner = {
        (drawn.row + i, drawn.column + j): box
        for drawn, box in zip(boxes, kept, strict=True)
        for i in range(drawn.height)
        for j in range(drawn.width)
    }
    return Grid(tuple(edges), tuple(xs), tuple(ys), tuple(kept), owner)


def _edges(rules: list[RuledLine], crossing: list[RuledLine]) -> list[float]:
    """Where rows or columns end; a side left open by its rules ends where most of the crossing rules end."""
    edges: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if edges and at - edges[-1][0] <= _SAME:
            edges[-1].append(at)
        else:
            edges.append([at])
    found = [sum(edge) / len(edge) for edge in edges]
    first, last = _usual(rule.start for rule in crossing), _usual(rule.end for rule in crossing)
    before = [first] if first < found[0] - 2 * _SAME else []
    after = [last] if last > found[-1] + 2 * _SAME else []
    return before + found + after


def _usual(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


class _Walls:
    """Which stretch of an edge is drawn: asked for the edge's number and the number of the band it passes."""

    def __init__(self, rules: list[RuledLine], edges: list[float], bands: list[float]) -> None:
        self._drawn: set[tuple[int, int]] = set()
        for edge, at in enumerate(edges):
            parts = [rule for rule in rules if abs(rule.at - at) <= _SAME]
            for band, (start, end) in enumerate(pairwise(bands)):
                length = sum(max(0.0, min(part.end, end) - max(part.start, start)) for part in parts)
                if length >= 0.5 * (end - start):
                    self._drawn.add((edge, band))

    def between(self, edge: int, band: int) -> bool:
        return (edge, band) in self._drawn


def _boxes(xs: list[float], ys: list[float], upright: _Walls, level: _Walls) -> list[Box]:
    """The cells: from each free position as far right as there is no wall, then as far down as all of it is open."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    boxes = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (row, right) not in taken and not upright.between(right, row):
                right += 1
            below = row + 1
            while below < rows and _open_below(row, below, column, right, upright, level):
                below += 1
            taken |= {(i, j) for i in range(row, below) for j in range(column, right)}
            across = range(column, right)
            sides = [not any(level.between(edge, j) for j in across) for edge in (row, below)]
            at = (xs[column], ys[row], xs[right], ys[below])
            boxes.append(Box(row, column, below - row, right - column, *at, *sides))
    return boxes


def _open_below(row: int, below: int, column: int, right: int, upright: _Walls, level: _Walls) -> bool:
    """Whether a cell that spans `column` to `right` goes on into the row `below`."""
    if any(level.between(below, j) for j in range(column, right)):
        return False
    if any(upright.between(j, below) for j in range(column + 1, right)):
        return False
    return all(upright.between(edge, below) == upright.between(edge, row) for edge in (column, right))


def _without_slivers(xs: list[float], boxes: list[Box]) -> tuple[list[float], list[Box]]:
    """The column edges and the cells without columns that come from a crooked rule: no cell has one for itself."""
    edges = list(xs)
    column = 0
    while column < len(edges) - 1 and len(edges) > 2:
        left, right = edges[column : column + 2]
        if right - left < _SLIVER and not any(box.column == column and box.width == 1 for box in boxes):
            edges[column : column + 2] = [(left + right) / 2]
            boxes = [_less_a_column(box, column) for box in boxes]
        else:
            column += 1
    return edges, boxes


def _less_a_column(box: Box, column: int) -> Box:
    start = box.column - (box.column > column)
    width = box.width - (box.column <= column < box.column + box.width)
    return replace(box, column=start, width=width)
