"""Tables without rules on a PDF page: figures that stand aligned below each other make columns.

What the print does not prove is not put into a cell: a figure in a column without alignment, a row whose lines may be
one cell or two. It is told as left out, and the account of the file counts it as unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.blocks import Cell, Place, Row, Table
from loaders.readers.pdf_bands import bands_of
from loaders.readers.pdf_glyphs import Glyph
from loaders.readers.pdf_heads import HeadColumn, headed
from loaders.readers.pdf_lines import FIGURE, Line, room_for
from loaders.readers.pdf_pieces import Level, levels_of, split_in_table
from loaders.readers.pdf_rules import Rule
from loaders.readers.pdf_stacks import Stack, cut_figures, rows_of, stacks_of

_FURTHEST = 3.2
_WRAP = 1.6
"""In letter sizes: a table ends where the next line stands further below; a cell's next line stands nearer."""
_LONE = 2.4
_TITLE_ENDS = ("表", "）", ")")
_FEWEST_ROWS = 3
"""Fewer rows without a header over their figures are no table."""
_HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table without rules: its columns' edges and printed sides, the characters it took, and what it leaves out."""

    table: Table
    edges: tuple[float, ...]
    bands: tuple[tuple[float, float], ...]
    glyphs: tuple[Glyph, ...]
    unproved: tuple[str, ...]
    headed: bool


def open_tables(glyphs: Sequence[Glyph], place: Place, rules: Sequence[Rule] = ()) -> Iterator[OpenTable]:
    """The tables without rules among some characters, from top to bottom. `rules` are the level ones of the page."""
    number = place.table or 1
    for run in _runs(levels_of(glyphs)):
        found = _table(split_in_table(run), rules, Place(page=place.page, table=number))
        if found is not None:
            yield found
            number += 1


def _runs(found: list[Level]) -> Iterator[list[Level]]:
    """Levels from the first to the last row of figures that stand close below each other, with headers above."""
    index = 0
    while index < len(found):
        if not found[index].data or found[index].small_print:
            index += 1
            continue
        last = end = index
        while end + 1 < len(found) and found[end + 1].base - found[end].base < _FURTHEST * found[end].size:
            end += 1
            if found[end].prose or found[end].small_print:
                break
            if found[end].data:
                last = end
        first = _first_header(found, index)
        last = _last_line(found, last)
        if any(_HAN.search(piece.text) for level in found[first : last + 1] for piece in level.pieces):
            yield found[first : last + 1]
        index = last + 1


def _first_header(found: Sequence[Level], index: int) -> int:
    """The first level of the header above a table; a lone line above is its title unless it goes on below."""
    first = index
    while first > 0 and _is_header(found, first - 1):
        first -= 1
    while first < index and len(found[first].pieces) == 1 and not _begins(found, first, index):
        first += 1
    return first - 1 if first and _spans(found[first - 1], found[first]) else first


def _spans(level: Level, below: Level) -> bool:
    """Whether a lone line above a header is a cell over several of its columns, and no title."""
    piece = level.pieces[0]
    near = below.base - level.base < _LONE * piece.size and abs(piece.size - below.size) < 0.05 * piece.size
    alone = len(level.pieces) == 1 and len(below.pieces) > 1
    inside = below.pieces[0].x0 <= piece.x0 and piece.x1 <= below.pieces[-1].x1 + piece.size
    words = not level.prose and not level.small_print and not piece.text.endswith(_TITLE_ENDS)
    return near and alone and inside and words


def _begins(found: Sequence[Level], first: int, index: int) -> bool:
    """Whether a lone line above a table is the first line of one of its header cells."""
    level = found[first]
    below = [one for one in found[first + 1 : min(first + 3, index)] if one.base - level.base < _WRAP * level.size]
    return any(len(one.pieces) > 1 for one in found[first + 1 : first + 3]) and any(
        _over(level.pieces[0], piece) for one in below for piece in one.pieces
    )


def _is_header(found: Sequence[Level], index: int) -> bool:
    """Whether a line above a table may belong to it: close, and neither a sentence nor the line of unit and name."""
    level, below = found[index], found[index + 1]
    if level.prose or level.small_print:
        return False
    near = below.base - level.base
    if near < (_FURTHEST if len(level.pieces) > 1 else _WRAP) * below.size:
        return True
    above = [one for one in found[max(index - 2, 0) : index] if level.base - one.base < _WRAP * level.size]
    among = any(len(one.pieces) > 1 and not one.prose and not one.small_print for one in above)
    goes_on = any(_over(piece, level.pieces[0]) for one in above for piece in one.pieces)
    return near < _FURTHEST * below.size and (among or goes_on)


def _over(above: Line, below: Line) -> bool:
    """Whether a line may go on in another: letters of one size, the second below the first and no longer."""
    same = abs(above.size - below.size) < 0.1 * above.size
    return (
        same and above.x0 < below.x1 and below.x0 < above.x1 and below.x1 - below.x0 <= above.x1 - above.x0 + above.size
    )


def _last_line(found: Sequence[Level], last: int) -> int:
    """The last line of the last row: its labels may go on below its figures."""
    while last + 1 < len(found) and found[last + 1].base - found[last].base < _WRAP * found[last].size:
        below = found[last + 1]
        if below.prose or below.small_print or below.data:
            break
        last += 1
    return last


def _table(run: Sequence[Level], rules: Sequence[Rule], place: Place) -> OpenTable | None:
    run = _without_tail(run, rules)
    stacks = stacks_of(run, rules)
    body, heads = _parted(run, stacks)
    anchors = [level for level in run if level.data]
    numbering = {id(piece) for level in run if level.numbering for piece in level.figures}
    words = [line for stack in body for line in stack.lines if not FIGURE.fullmatch(line.text)]
    bands = bands_of(anchors, words)
    if bands is None or len(bands) < 2 or not any(band.figures for band in bands):
        return None
    columns = headed(bands, [head for head in heads if id(head.lines[0]) not in numbering])
    if len(anchors) < _FEWEST_ROWS and not any(
        column.path and column.band and column.band.figures for column in columns
    ):
        return None
    numbers = [head for head in heads if id(head.lines[0]) in numbering]
    return _assembled(columns, rows_of(body), (heads, numbers), run, place)


def _without_tail(run: Sequence[Level], rules: Sequence[Rule]) -> Sequence[Level]:
    """The levels without those behind the last row of figures that go on with no cell of it."""
    while not run[-1].data:
        stacks = stacks_of(run, rules)
        ends = [stack for stack in stacks if stack.last == run[-1].base]
        if all(len(stack.lines) > 1 and _fills(stack.lines[-2], stack.lines[-1], run) for stack in ends):
            break
        run = run[:-1]
    return run


def _fills(above: Line, below: Line, run: Sequence[Level]) -> bool:
    """Whether a line is as long as any in its column, so that it had to go on in the next."""
    first = next(level for level in run if level.opens_body).base - _WRAP * above.size
    body = [piece for level in run if level.base > first for piece in level.pieces]
    widest = max(one.x1 - one.x0 for one in (above, *body) if one.x0 < above.x1 and above.x0 < one.x1)
    return widest - (above.x1 - above.x0) < room_for(below)


def _parted(run: Sequence[Level], stacks: Sequence[Stack]) -> tuple[list[Stack], list[Stack]]:
    """The cells of the rows, and those of the header: what ends above the first row of figures."""
    first = next(level for level in run if level.opens_body)
    line = first.base - 0.3 * first.size
    return [stack for stack in stacks if stack.last > line], [stack for stack in stacks if stack.last <= line]


def _torn(row: Sequence[Stack], beside: Sequence[Stack]) -> bool:
    """Whether figures without a label stand right beside labels without figures: who knows what belongs together."""
    if any(_is_word(stack) for stack in row) or not beside or not all(_is_word(stack) for stack in beside):
        return False
    return min(abs(row[0].first - one) for stack in beside for one in (stack.first, stack.last)) < _WRAP * row[0].size


def _under_header(row: Sequence[Stack], heads: Sequence[Stack]) -> bool:
    """Whether the first row has no label, and the words above it stand too near to be a header."""
    return not any(map(_is_word, row)) and any(row[0].first - head.last < row[0].size for head in heads)


def _is_word(stack: Stack) -> bool:
    return FIGURE.fullmatch(stack.text) is None


class _Assembler:
    """Puts cells into the columns, and keeps what finds no proved place."""

    def __init__(self, columns: Sequence[HeadColumn], place: Place) -> None:
        self.columns = columns
        self.place = place
        self.rows: list[Row] = []
        self.unproved: list[str] = []

    def head(self) -> None:
        depth = max((len(column.path) for column in self.columns), default=0)
        for level in range(depth):
            cells = [self._head_cell(level, number, depth) for number in range(len(self.columns))]
            self._add(cells)

    def _head_cell(self, level: int, number: int, depth: int) -> Cell:
        path = self.columns[number].path
        if level >= len(path):
            return Cell("", covered=bool(path))
        if number and self._at(level, number - 1) is path[level]:
            return Cell("", covered=True)
        width = 1
        while number + width < len(self.columns) and self._at(level, number + width) is path[level]:
            width += 1
        height = depth - level if level + 1 == len(path) else 1
        return Cell(path[level].text, width=width, height=height)

    def _at(self, level: int, number: int) -> Stack | None:
        path = self.columns[number].path
        return path[level] if level < len(path) else None

    def row(self, stacks: Sequence[Stack], *, doubtful: bool = False) -> None:
        texts = [""] * len(self.columns)
        placed = [(stack, self._column(stack)) for stack in sorted(stacks, key=lambda stack: stack.x0)]
        doubtful = doubtful or any(at is None and not FIGURE.fullmatch(stack.text) for stack, at in placed)
        for stack, at in placed:
            figure = FIGURE.fullmatch(stack.text) is not None
            band = self.columns[at].band if at is not None else None
            if at is None or doubtful or (figure and band is not None and not band.proved):
                self.unproved.append(stack.text)
            else:
                texts[at] = f"{texts[at]} {stack.text}".strip()
        if any(texts):
            self._add([Cell(text) for text in texts])

    def _column(self, stack: Stack) -> int | None:
        """The column that a cell stands in: the one it overlaps, or for words the first of several."""
        over = [n for n, column in enumerate(self.columns) if column.band and column.band.overlaps(stack.x0, stack.x1)]
        words = [n for n in over if (band := self.columns[n].band) and not band.figures]
        if FIGURE.fullmatch(stack.text):
            return over[0] if len(over) == 1 else None
        if len(words) == 1:
            return words[0]
        return over[0] if len(over) == 1 else None

    def number(self, stacks: Sequence[Stack]) -> None:
        """A row of column numbers, each at the nearest column."""
        texts = [""] * len(self.columns)
        for stack in stacks:
            at = min(range(len(texts)), key=lambda n: abs(self.columns[n].x0 + self.columns[n].x1 - 2 * stack.centre))
            texts[at] = stack.text
        self._add([Cell(text) for text in texts])

    def _add(self, cells: Sequence[Cell]) -> None:
        row = len(self.rows) + 1
        placed = []
        for column, cell in enumerate(cells, 1):
            here = Place(page=self.place.page, table=self.place.table, row=row, column=column)
            placed.append(Cell(cell.text, ((0, here),), cell.width, cell.height, cell.covered))
        self.rows.append(Row(tuple(placed)))


def _assembled(
    columns: Sequence[HeadColumn],
    rows: Iterable[Sequence[Stack]],
    above: tuple[Sequence[Stack], Sequence[Stack]],
    run: Sequence[Level],
    place: Place,
) -> OpenTable | None:
    heads, numbers = above
    made = _Assembler(columns, place)
    made.head()
    depth = len(made.rows)
    unlabelled = any(column.path for column in columns) and any(column.bare for column in columns)
    if len(numbers) > 1:
        made.number(numbers)
    rows = list(rows)
    cut = cut_figures([stack for row in rows for stack in row])
    for before, row, after in zip([[], *rows], rows, [*rows[1:], []], strict=False):
        torn = _torn(row, before) or _torn(row, after) or (not before and _under_header(row, heads))
        made.row(row, doubtful=unlabelled or cut or torn or any(stack.doubtful for stack in row))
    if not any(FIGURE.fullmatch(cell.text) for row in made.rows[depth:] for cell in row.cells):
        return None
    middles = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    return OpenTable(
        Table(tuple(made.rows), place, spans_known=True),
        (columns[0].x0, *middles, columns[-1].x1),
        tuple((column.x0, column.x1) for column in columns),
        tuple(glyph for level in run for glyph in level.glyphs),
        tuple(made.unproved),
        any(column.path for column in columns),
    )
