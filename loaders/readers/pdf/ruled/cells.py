"""What is in the cells of a ruled table: runs of characters by cell, wrapped lines made whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.blocks import Cell, Place, Row, Table
from loaders.readers.pdf.drawing import Extent
from loaders.readers.pdf.glyphs import Glyph
from loaders.readers.pdf.lines import Line, lines_of, room_for
from loaders.readers.pdf.ruled.grids import Box, Grid
from loaders.readers.pdf.ruled.rows import with_all_rows

_TIGHT = 0.12
"""Characters of one run that cross a rule are closer than this share of their size."""
_PADDING = 6.5
"""A line is full when the next word would come nearer than this many points to the side of its cell."""
NUMBER = re.compile(r"[-−]?(\d{1,3}([,，]\d{3})+|\d+)(\.\d+)?%?")
_NUMBER_PIECE = re.compile(r"[-−]?[\d,，.]*\d?%?")


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as it is drawn: its box and its lines of print."""

    box: Box
    lines: tuple[Line, ...]


def table_of(
    grid: Grid, glyphs: list[Glyph], place: Place, shown: Callable[[Extent], Extent]
) -> tuple[Table, tuple[DrawnCell, ...], list[Glyph]]:
    """A ruled table with its text, its cells as drawn, and the characters of the page that are outside of it.

    `shown` gives where an extent lies on the page as it is shown.

    Every position of the grid is filled: a merged cell is at its top left, the rest of its area is covered.
    """
    inside, outside = _shared_out(grid, glyphs)
    cut = with_all_rows(grid, inside)
    if cut is not None:
        grid = cut
        inside, outside = _shared_out(grid, glyphs)
    rows = [[_covered(place, i, j) for j in range(grid.columns)] for i in range(grid.rows)]
    printed = []
    for box, held in inside.items():
        extent = shown((box.x0, box.top, box.x1, box.bottom))
        here = replace(_at(place, box.row, box.column), box=extent)
        lines = tuple(lines_of(held))
        printed.append(DrawnCell(box, lines))
        turned = _turned_text(held)
        text = cell_text(lines, box.x0, box.x1) if turned is None else turned
        rows[box.row][box.column] = Cell(text, ((0, here),), width=box.width, height=box.height)
    return Table(tuple(Row(tuple(row)) for row in rows), place, spans_known=True), tuple(printed), outside


def _turned_text(held: Iterable[Glyph]) -> str | None:
    """The text of a cell that is written up or down the page as a whole (a header above a narrow column)."""
    printed = [glyph for glyph in held if not glyph.blank]
    own = [glyph.own for glyph in printed if glyph.own is not None]
    if not own or len(own) < len(printed):
        return None
    lines = [line.text for line in lines_of(own)]
    text = lines[0]
    for line in lines[1:]:
        text += glue(text, line) + line
    return text


def _shared_out(grid: Grid, glyphs: list[Glyph]) -> tuple[dict[Box, list[Glyph]], list[Glyph]]:
    """The characters of each cell, and those outside of the table."""
    inside: dict[Box, list[Glyph]] = {box: [] for box in grid.boxes}
    outside: list[Glyph] = []
    for run in _runs(glyphs, grid):
        box = _home(run, grid)
        (outside if box is None else inside[box]).extend(run)
    return inside, outside


def _at(place: Place, row: int, column: int) -> Place:
    return Place(page=place.page, table=place.table, row=row + 1, column=column + 1)


def _covered(place: Place, row: int, column: int) -> Cell:
    return Cell("", ((0, _at(place, row, column)),), covered=True)


def _runs(glyphs: Iterable[Glyph], grid: Grid) -> Iterator[list[Glyph]]:
    """Characters drawn one after the other without a gap; a gap at a rule ends a run, a blank does not begin one."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _is_next_letter(run[-1], glyph, grid):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_next_letter(before: Glyph, glyph: Glyph, grid: Grid) -> bool:
    if abs(glyph.base - before.base) > 0.1 * glyph.size or abs(glyph.size - before.size) > 0.1 * glyph.size:
        return False
    if grid.box_at(before.centre, before.middle) == grid.box_at(glyph.centre, glyph.middle):
        return True
    tight = -0.5 <= (glyph.x0 - before.x1) / glyph.size <= _TIGHT
    return tight and not glyph.blank and not before.blank


def _home(run: list[Glyph], grid: Grid) -> Box | None:
    """The cell a run belongs to: text that overflows its cell starts at the cell's left edge, a figure ends at the
    right edge; otherwise the cell that holds most of it."""
    boxes = [grid.box_at(glyph.centre, glyph.middle) for glyph in run]
    held = [box for box in boxes if box is not None]
    if not held or held[0] == held[-1]:
        return held[0] if held else None
    figure = NUMBER.fullmatch("".join(glyph.text for glyph in run).strip())
    if figure and held[-1].x1 - run[-1].x1 < run[-1].size:
        return held[-1]
    if not figure and run[0].x0 - held[0].x0 < run[0].size:
        return held[0]
    return max(held, key=held.count)


def cell_text(lines: Sequence[Line], left: float, right: float) -> str:
    """The lines of a cell (with its sides in points) as one text: a full line goes on in the next one."""
    if not lines:
        return ""
    text = lines[0].text
    for before, line in pairwise(lines):
        text += (glue(before.text, line.text) if wraps(before, line, left, right) else "\n") + line.text
    return text.replace("\t", " ")


def wraps(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line fills its cell, so that the text goes on in the next line."""
    needed = line.size * 0.5 if _cut_number(before.text, line.text) else room_for(line)
    to_the_right = right - before.x1
    to_both_sides = right - left - (before.x1 - before.x0)
    return needed > min(to_the_right - _PADDING, to_both_sides - 2 * _PADDING)


def _cut_number(before: str, after: str) -> bool:
    """Whether a figure was cut at the end of a line: 17,981.6 | 8."""
    tail, head = before.split()[-1], after.split()[0]
    return bool(_NUMBER_PIECE.fullmatch(tail) and _NUMBER_PIECE.fullmatch(head) and NUMBER.fullmatch(tail + head))


def glue(before: str, after: str) -> str:
    """What is between two lines of one text: a blank between Latin words, nothing in Chinese."""
    latin = before[-1:].isascii() and after[:1].isascii()
    return " " if latin and before[-1:].isalpha() and after[:1].isalpha() else ""
