"""One page of a PDF, understood on its own: its lines of print, its tables, and what is between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.blocks import Place, Table
from loaders.readers.marks import MARK
from loaders.readers.pdf.charts import charts_of
from loaders.readers.pdf.drawing import Drawing, Extent, Unseen, shown
from loaders.readers.pdf.glyphs import Glyph, glyphs_of, quarter_turns, slanted, unturned
from loaders.readers.pdf.lines import Line, LineNumbers, lines_of
from loaders.readers.pdf.raised_marks import without_marks
from loaders.readers.pdf.ruled.cells import DrawnCell, table_of
from loaders.readers.pdf.ruled.grids import Grid, grids_of
from loaders.readers.pdf.ruled.rules import RuledLine, rules_of
from loaders.readers.pdf.unruled.regions import runs_of
from loaders.readers.pdf.unruled.segments import Level, levels_of

_PIECE = 8
"""Clipped text is looked for on the neighbouring pages in pieces of so many letters."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table with the edges of its columns, from left to right, in points; whether rules draw it, and its cells."""

    table: Table
    edges: tuple[float, ...]
    ruled: bool = True
    cells: tuple[DrawnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """What may be a table without rules, which other pages may show to be one: its levels, and its lines."""

    levels: tuple[Level, ...]
    lines: tuple[tuple[int, Line], ...]


Block = tuple[int, Line] | Drawn | Loose


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF: its size in points as it is read, all its lines, and its blocks from top to bottom.

    `blocks` holds the lines outside of tables, with their number on the page, and the tables, those without rules
    undecided (`Loose`) until all pages are known; `rules` are its level ones; `levels` the lines that are no sentences,
    by number, in their pieces; `hidden` is text that the page draws and clips away, `beyond` what it draws outside of
    the paper; `pictures` counts its images; `labels` are the lines of charts, with their numbers; `slanted` is text
    written across the page; `unseen` other text that is drawn and not seen, by reason; `turns` how often the page was
    turned to be read; `recognised`: its text was recognised in a picture; `faint`: text recognised without being sure.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    pictures: int
    hidden: str
    beyond: str
    rules: tuple[RuledLine, ...] = ()
    levels: tuple[tuple[int, Level], ...] = ()
    labels: tuple[tuple[int, str], ...] = ()
    slanted: str = ""
    unseen: tuple[tuple[str, str], ...] = ()
    turns: int = 0
    recognised: bool = False
    faint: tuple[str, ...] = ()

    def place(self, line: int) -> Place:
        """The place of a line by its number on the page."""
        printed = self.lines[line - 1] if 0 < line <= len(self.lines) else None
        box = None if printed is None else self.shown((printed.x0, printed.top, printed.x1, printed.bottom))
        return Place(line=line, page=self.number, box=box)

    def shown(self, extent: Extent) -> Extent:
        """Where an extent of the page as it is read lies on the page as it is shown."""
        return unturned(extent, self.turns, (self.width, self.height))


def page_of(drawing: Drawing, clip: bool = True) -> Page:
    """A page as text and tables, turned so that its text is upright, with or without the text it clips away."""
    unseen = drawing.unseen()
    chars = shown(drawing.chars) if clip else shown(drawing.chars, Unseen.CLIPPED)
    hidden = unseen.pop(Unseen.CLIPPED, "") if clip else ""
    turns = quarter_turns(chars)
    paper = drawing.width, drawing.height
    width, height = paper[::-1] if turns in (1, 3) else paper
    glyphs, beyond = _on_paper(glyphs_of(chars, paper, turns), width, height)
    glyphs, marks = without_marks(glyphs)
    lines = lines_of(glyphs)
    found: list[tuple[float, Block]] = []
    rules = rules_of(drawing.shapes, paper, turns)
    level_rules = tuple(rule for rule in rules if rule.horizontal)
    for grid in grids_of(rules):
        if grid.torn and not _at_page_end(grid, lines):
            continue
        number = 1 + len(found)
        table, cells, outside = table_of(
            grid, glyphs, Place(page=drawing.number, table=number), lambda one: unturned(one, turns, (width, height))
        )
        if any(cell for row in table.rows for cell in row.cells):
            found.append((grid.ys[0], Drawn(table, grid.edges, cells=cells)))
            glyphs = outside
    charts = charts_of(drawing.shapes, paper, turns)
    labels = [line for line in lines_of(glyphs) if any(chart.holds(line) for chart in charts)]
    glyphs = [glyph for glyph in glyphs if not any(_stands_on(glyph, line) for line in labels)]
    loose = set[int]()
    levels = levels_of(glyphs)
    numbers = LineNumbers(lines)
    for run in runs_of(levels):
        found.append((run[0].base, Loose(tuple(run), tuple((numbers.of(level.line), level.line) for level in run))))
        loose |= {id(level) for level in run}
    found += [(level.base, (numbers.of(level.line), level.line)) for level in levels if id(level) not in loose]
    levels_kept = [(numbers.of(level.line), level) for level in levels if id(level) not in loose and not level.prose]
    drawn = tuple((numbers.of(line), line.text) for line in labels)
    blocks = tuple(block for _, block in sorted(found, key=lambda item: item[0]))
    across = "".join(char.text for char in chars if slanted(char)).strip()
    found_beside = (hidden, beyond, level_rules, tuple(levels_kept), drawn, across)
    return Page(
        drawing.number,
        width,
        height,
        tuple(lines),
        blocks,
        drawing.pictures,
        *found_beside,
        (*unseen.items(), *([(MARK, marks)] if marks else [])),
        turns,
        drawing.recognised,
        drawing.faint,
    )


def _at_page_end(grid: Grid, lines: list[Line]) -> bool:
    """Whether rows that page breaks cut are at the head or foot of their page, a running line aside."""
    above = sum(line.base < grid.ys[0] for line in lines)
    below = sum(line.base > grid.ys[-1] for line in lines)
    head = any(box.open_top for box in grid.boxes if box.row == 0)
    foot = any(box.open_bottom for box in grid.boxes if box.row + box.height == grid.rows)
    return not (head and above > 1) and not (foot and below > 1)


def _stands_on(glyph: Glyph, line: Line) -> bool:
    return abs(glyph.base - line.base) < 0.3 * line.size and line.x0 <= glyph.centre <= line.x1


def _on_paper(drawn: list[Glyph], width: float, height: float) -> tuple[list[Glyph], str]:
    """The characters that are on the paper, and the text of those that do not."""
    glyphs: list[Glyph] = []
    beyond = ""
    for glyph in drawn:
        if 0 <= glyph.centre <= width and 0 <= glyph.middle <= height:
            glyphs.append(glyph)
        else:
            beyond += glyph.text
    return glyphs, beyond.strip()


def shown_beside(page: Page, neighbours: Iterable[Page]) -> bool:
    """Whether what a page clips away is on the page before or after it: a cell cut by the break, drawn twice.

    Otherwise it is text too long for its cell, which the reader of the paper misses but the author meant.
    """
    hidden = re.sub(r"\s", "", page.hidden)
    seen = ["".join(re.sub(r"\s", "", line.text) for line in other.lines) for other in neighbours]
    pieces = [hidden[start : start + _PIECE] for start in range(0, len(hidden), _PIECE)]
    return sum(any(piece in text for text in seen) for piece in pieces) > 0.6 * len(pieces)
