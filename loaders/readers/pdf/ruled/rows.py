"""Ruled tables that rule their columns but not every row: lines of figures level with each other are rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.readers.pdf.glyphs import Glyph
from loaders.readers.pdf.lines import FIGURE, Line, lines_of
from loaders.readers.pdf.ruled.grids import Box, Grid

_LEVEL = 0.4
"""Baselines of one row differ by less than this share of the letter size."""


def with_all_rows(grid: Grid, inside: Mapping[Box, Sequence[Glyph]]) -> Grid | None:
    """The grid with a rule added between lines that are rows of their own; None if it needs none."""
    cuts: list[float] = []
    for row in range(grid.rows):
        boxes = [box for box in grid.boxes if box.row == row and box.height == 1]
        if len(boxes) > 1:
            cuts += _cuts([lines_of(inside[box]) for box in boxes])
    return None if not cuts else _cut(grid, sorted(cuts))


def _cuts(cells: Sequence[list[Line]]) -> list[float]:
    """The heights between the rows that one ruled row holds.

    That needs two cells with the same number of level lines, all lines of one being figures, and no cell with more
    lines: a wrapped label beside a figure is one row.
    """
    most = max(map(len, cells))
    full = [lines for lines in cells if len(lines) == most]
    figures = [lines for lines in full if _whole_figures(lines)]
    if most < 2 or len(full) < 2 or not figures:
        return []
    first = figures[0]
    if not all(abs(a.base - b.base) < _LEVEL * a.size for lines in full for a, b in zip(first, lines, strict=True)):
        return []
    return [(above.base + below.top) / 2 for above, below in pairwise(first)]


def _whole_figures(lines: Sequence[Line]) -> bool:
    """Whether lines are figures of rows of their own: as many decimals each, unlike a figure cut in a narrow cell."""
    texts = [line.text.rstrip("%") for line in lines]
    decimals = {len(text.partition(".")[2]) for text in texts if any(letter.isdigit() for letter in text)}
    return all(FIGURE.fullmatch(text) for text in texts) and len(decimals) == 1 and decimals != {0}


def _cut(grid: Grid, cuts: list[float]) -> Grid:
    ys = tuple(sorted([*grid.ys, *cuts]))
    boxes: list[Box] = []
    owner: dict[tuple[int, int], Box] = {}
    drawn = {box: [at for at, held in grid.owner.items() if held == box] for box in grid.boxes}
    for box in grid.boxes:
        first, last = ys.index(box.top), ys.index(box.bottom)
        across = {column for _, column in drawn[box]}
        parts = [(row, row + 1) for row in range(first, last)] if box.height == 1 else [(first, last)]
        for start, end in parts:
            part = replace(box, row=start, height=end - start, top=ys[start], bottom=ys[end])
            boxes.append(part)
            owner |= {(row, column): part for row in range(start, end) for column in across}
    return replace(grid, ys=ys, boxes=tuple(sorted(boxes, key=lambda box: (box.row, box.column))), owner=owner)
