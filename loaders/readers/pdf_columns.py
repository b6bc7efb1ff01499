"""Tables without rules on a PDF page: figures that stand right-aligned below each other make columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.blocks import Cell, Place, Row, Table
from loaders.readers.pdf_cells import glue
from loaders.readers.pdf_glyphs import Glyph
from loaders.readers.pdf_lines import FIGURE, Line, levels, line_of, room_for

_GAP = 1.0
_TOUCHING = 0.12
"""Gaps between columns in letter sizes: plain, and between a figure and the label that stands close behind it."""
_ALIGNED = 3.0
_FEWEST_ROWS = 3
_FURTHEST = 3.2
"""A table ends where the next line stands further below than so many letter sizes."""
_WRAP = 1.6
_PROSE = re.compile(r"[，。；]")
_LABELLED = re.compile(r"[^：:]{1,12}[：:]")


@dataclass(frozen=True, slots=True)
class Level:
    """The pieces of print on one height, parted where a reader sees a gap, and the characters they are made of."""

    pieces: tuple[Line, ...]
    glyphs: tuple[Glyph, ...]

    @property
    def base(self) -> float:
        """Its baseline."""
        return self.pieces[0].base

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.pieces[0].size

    @property
    def figures(self) -> list[Line]:
        """The pieces that are figures."""
        return [piece for piece in self.pieces if FIGURE.fullmatch(piece.text)]

    @property
    def data(self) -> bool:
        """Whether it reads like a row of a table: several pieces, one of them a figure, none of them a sentence."""
        return len(self.pieces) > 1 and bool(self.figures) and not any(_PROSE.search(p.text) for p in self.pieces)


def open_tables(glyphs: Sequence[Glyph], place: Place) -> Iterator[tuple[Table, tuple[float, ...], list[Glyph]]]:
    """The tables without rules among some characters: each with its column edges and the characters it took."""
    found = [level for row in levels(glyphs) if (level := _level(row)) is not None]
    number = place.table or 1
    for run in _runs(found):
        columns = _columns([level for level in run if level.data])
        if len(columns) > 1 and _aligned(run):
            table = _table(run, columns, Place(page=place.page, table=number))
            edges = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)))
            yield table, (*edges, columns[-1][1]), [glyph for level in run for glyph in level.glyphs]
            number += 1


def _level(row: list[Glyph]) -> Level | None:
    printed = sorted((glyph for glyph in row if not glyph.blank), key=lambda glyph: glyph.x0)
    pieces: list[list[Glyph]] = []
    for glyph in printed:
        if pieces and not _parted(pieces[-1], glyph):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    lines = tuple(line for piece in pieces if (line := line_of(piece)) is not None)
    return Level(lines, tuple(row)) if lines else None


def _parted(piece: list[Glyph], glyph: Glyph) -> bool:
    gap = (glyph.x0 - piece[-1].x1) / max(glyph.size, piece[-1].size)
    if gap > _GAP:
        return True
    figure = len(piece) > 2 and FIGURE.fullmatch("".join(letter.text for letter in piece))
    return gap > _TOUCHING and bool(figure) and not glyph.text.isascii()


def _runs(found: list[Level]) -> Iterator[list[Level]]:
    """Levels from the first to the last row of figures that stand close below each other, with headers above."""
    index = 0
    while index < len(found):
        if not found[index].data:
            index += 1
            continue
        last = end = index
        while end + 1 < len(found) and found[end + 1].base - found[end].base < _FURTHEST * found[end].size:
            end += 1
            if found[end].data:
                last = end
            elif any(_PROSE.search(piece.text) for piece in found[end].pieces) or _is_small_print(found[end]):
                break
        first = index
        while first > 0 and _is_header(found[first - 1], found[first]):
            first -= 1
        while first < index and len(found[first].pieces) == 1:
            first += 1
        if sum(level.data for level in found[index : last + 1]) >= _FEWEST_ROWS:
            yield found[first : last + 1]
        index = last + 1


def _is_small_print(level: Level) -> bool:
    """`部门：某某局   单位：万元`: what stands above the next table, and is no row of this one (`其中：…` is)."""
    return all(_LABELLED.match(piece.text) and not piece.text.startswith("其中") for piece in level.pieces)


def _is_header(level: Level, below: Level) -> bool:
    """Whether a line above a table may belong to it: close, and neither a sentence nor the line of unit and name."""
    near = below.base - level.base < (_FURTHEST if len(level.pieces) > 1 else _WRAP) * below.size
    texts = [piece.text for piece in level.pieces]
    return near and not any(_PROSE.search(text) or _LABELLED.match(text) for text in texts)


def _aligned(run: list[Level]) -> bool:
    """Whether figures end at one height below each other in at least three rows."""
    ends = sorted(figure.x1 for level in run for figure in level.figures)
    return any(ends[i + _FEWEST_ROWS - 1] - ends[i] <= _ALIGNED for i in range(len(ends) - _FEWEST_ROWS + 1))


def _columns(rows: list[Level]) -> list[tuple[float, float]]:
    """The left and right sides of the columns: what the pieces of all rows of figures cover together."""
    columns: list[tuple[float, float]] = []
    for left, right in sorted((piece.x0, piece.x1) for row in rows for piece in row.pieces):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _table(run: list[Level], columns: list[tuple[float, float]], place: Place) -> Table:
    cells = [_placed(level.pieces, columns) for level in run]
    wide = _widened(columns, cells)
    rows: list[dict[int, list[Line]]] = []
    for group in _groups(run, cells, wide):
        rows.append({j: [cells[i][j] for i in group if j in cells[i]] for j in range(len(columns))})
    return Table(
        tuple(
            Row(tuple(Cell(_joined(row[j]), ((0, _at(place, i, j)),)) for j in range(len(columns))))
            for i, row in enumerate(rows)
        ),
        place,
    )


def _widened(columns: list[tuple[float, float]], cells: list[dict[int, Line]]) -> list[tuple[float, float]]:
    """The columns as wide as the longest piece in each."""
    pieces = [[row[j] for row in cells if j in row] for j in range(len(columns))]
    return [
        (min([left, *(p.x0 for p in held)]), max([right, *(p.x1 for p in held)]))
        for (left, right), held in zip(columns, pieces, strict=True)
    ]


def _groups(run: list[Level], cells: list[dict[int, Line]], columns: list[tuple[float, float]]) -> Iterator[list[int]]:
    """The levels that make one row each: a label wrapped over lines around, above or below its figures."""
    joins = [_joins(run[i], run[i + 1], cells[i], cells[i + 1], columns) for i in range(len(run) - 1)]
    group, figures = [0], bool(run[0].figures)
    for i in range(1, len(run)):
        belongs_below = i < len(joins) and joins[i] and not run[i].figures
        below_first = figures and belongs_below and bool(run[i + 1].figures)
        if joins[i - 1] and not (figures and run[i].figures) and not below_first:
            group.append(i)
        else:
            yield group
            group, figures = [i], False
        figures = figures or bool(run[i].figures)
    yield group


def _joins(
    above: Level, below: Level, upper: dict[int, Line], lower: dict[int, Line], columns: list[tuple[float, float]]
) -> bool:
    if below.base - above.base > _WRAP * below.size or (above.figures and below.figures):
        return False
    shared = [j for j in upper if j in lower]
    if not shared:
        return bool(above.figures or below.figures)
    return all(columns[j][1] - upper[j].x1 < room_for(lower[j]) for j in shared)


def _placed(pieces: Sequence[Line], columns: list[tuple[float, float]]) -> dict[int, Line]:
    """Each piece in a column of its own, in order, as near to it as all pieces together can be.

    Pieces beyond the number of columns are put together with their left neighbour.
    """
    while len(pieces) > len(columns):
        gaps = [right.x0 - left.x1 for left, right in pairwise(pieces)]
        at = gaps.index(min(gaps))
        left, right = pieces[at], pieces[at + 1]
        both = replace(left, text=f"{left.text} {right.text}", x1=right.x1)
        pieces = [*pieces[:at], both, *pieces[at + 2 :]]
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for piece in pieces:
        costs = [_distance(piece, column) for column in columns]
        best = {
            j: min((cost + costs[j], (*chosen, j)) for before, (cost, chosen) in best.items() if before < j)
            for j in range(len(columns))
            if any(before < j for before in best)
        }
    return dict(zip(min(best.values())[1], pieces, strict=True))


def _distance(piece: Line, column: tuple[float, float]) -> float:
    apart = max(0.0, piece.x0 - column[1], column[0] - piece.x1)
    return apart + abs(piece.x0 + piece.x1 - column[0] - column[1]) / 100


def _joined(pieces: list[Line]) -> str:
    text = ""
    for piece in pieces:
        text += (glue(text, piece.text) if text else "") + piece.text
    return text


def _at(place: Place, row: int, column: int) -> Place:
    return Place(page=place.page, table=place.table, row=row + 1, column=column + 1)
