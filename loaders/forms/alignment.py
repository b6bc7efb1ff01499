"""Alignment: columns and cells that conversion lost or added, put right by what the cells hold and what adds up.

A header may count more columns than the data have, or fewer; a single row may have lost a blank cell. Every way of
laying one over the other is tried. The best has the fewest words in columns of figures (and figures in columns of
words), then the fewest sums that break, then the fewest columns lost that forms hardly ever leave blank (合计,
财政拨款). Where ways are equally good, what they agree on is read, the rest is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from loaders import lexicon
from loaders.blocks import Cell, Row
from loaders.forms.arithmetic import MOST_COLUMNS, Equation, equations, figures_of, holds
from loaders.forms.vocabulary import is_usual
from loaders.layout.headers import Leaf
from loaders.printing import squeeze
from loaders.table.align import Ways, ways
from loaders.table.model import CODES, Role
from loaders.table.numbers import Amount, Blank, Dash, is_figure, parse

if TYPE_CHECKING:
    from loaders.forms.columns import FormColumn, FormTable

_CHECKED_ROWS = 60
_MOST_WAYS = 500
"""So many equally cheap ways of placing a row are weighed by its sums; where there are more, nothing is proved."""
_LABELS = (
    Role.ITEM,
    Role.SUB_ITEM,
    Role.NAME,
    Role.PROJECT,
    Role.GOODS,
    Role.UNIT_NAME,
    Role.PROJECT_UNIT,
    Role.PROJECT_TYPE,
    Role.MEASURE,
)
_WORDS = frozenset((*_LABELS, Role.TEXT))
_CODES = frozenset((*CODES, Role.UNIT_CODE, Role.PROJECT_CODE))
_CODES_OR_ORDINAL = _CODES | {Role.ORDINAL}
_LOOSE = _CODES | {Role.MEASURE}
"""Where an unusual code, or a figure as 计量单位, is no sign that a row is shifted."""
_CODE = re.compile(r"[\[【(（]?[0-9A-Za-z]{3}[0-9A-Za-z.-]*[\]】)）]?")
_SHAPES: dict[str, re.Pattern[str]] = {
    Role.ORDINAL: re.compile(r"\d{1,4}"),
    Role.CLASS_CODE: re.compile(r"\d{3}"),
    Role.DIVISION_CODE: re.compile(r"\d{1,2}|\d{5}"),
    Role.ITEM_CODE: re.compile(r"\d{1,2}|\d{7}"),
}
_PERCENT = re.compile(r"[%％]$")

Build = Callable[[list[Leaf]], tuple["FormColumn", ...]]


def strips_tails(rows: Sequence[Row]) -> bool:
    """Whether the rows print no blank cell at their ends: what is missing there are blanks."""
    return all(row.cells and row.cells[-1] for row in rows)


def body_width(rows: Sequence[Row], header: int) -> int:
    """The number of columns of the data: that of most rows; of the longest where blanks at the ends are not printed.

    `header` is the number of columns that the header counts: rows of that length, and none longer, prove it.
    """
    lengths = [len(row.cells) for row in rows]
    width = max(set(lengths), key=lambda length: (lengths.count(length), length))
    if max(lengths) == header or len(set(lengths)) == 1 or not strips_tails(rows):
        return header if max(lengths) == header else width
    if max(lengths) <= header:
        return header
    return max(lengths) if sum(1 for length in lengths if length > width) > 1 else width


# ── columns / the header against the data


def align_leaves(leaves: list[Leaf], width: int, rows: Sequence[Row], build: Build) -> list[Leaf] | None:
    """The leaves of a header that counts other columns than the data, put over `width` columns; None where it cannot.

    Columns on which equally good ways disagree are left unnamed; where no sum speaks for any way of placing a filled
    column without a word, or there are too many ways, print is left as it is: data shorter than the header end first.
    """
    if len(leaves) == width:
        return None
    found = _cheapest(leaves, width, rows[:_CHECKED_ROWS], build)
    if not found.all_of_them:
        return leaves[:width] if len(leaves) > width else None
    tried = [((*_cost(build(way), rows), -_usual(way)), way) for way in _leaves_over(leaves, width, found)]
    least = min(cost for cost, _ in tried)
    best = [way for cost, way in tried if cost == least]
    if len(leaves) < width and len(best) > 1 and least[0] > 0 and least[2] == 0:
        return None
    return [_agreed(index, [way[index] for way in best], rows) for index in range(width)]


def _cheapest(leaves: list[Leaf], width: int, rows: Sequence[Row], build: Build) -> Ways:
    """The ways to put the fewer of leaves and columns over the more, with the fewest cells that do not fit."""
    columns = build([replace(leaf, position=index) for index, leaf in enumerate(leaves)])
    printed = [[row.cells[index].text for row in rows if index < len(row.cells)] for index in range(width)]
    strays = [[sum(not _fits(column, text) for text in texts) for texts in printed] for column in columns]
    nameless = [sum(not isinstance(parse(text), Dash | Blank) for text in texts) for texts in printed]
    if len(leaves) > width:
        return ways(width, len(leaves), lambda column, leaf: strays[leaf][column], _MOST_WAYS)
    return ways(len(leaves), width, lambda leaf, column: strays[leaf][column] - nameless[column], _MOST_WAYS)


def _leaves_over(leaves: list[Leaf], width: int, found: Ways) -> Iterator[list[Leaf]]:
    """The leaves over the columns, way by way; columns without one are unnamed."""
    for way in found.placings:
        if len(leaves) > width:
            yield [replace(leaves[leaf], position=index) for index, leaf in enumerate(way)]
        else:
            named = dict(zip(way, leaves, strict=True))
            yield [replace(named.get(index, Leaf((), index)), position=index) for index in range(width)]


def _usual(leaves: list[Leaf]) -> int:
    """How many of the columns are such as forms hardly ever leave blank."""
    return sum(1 for leaf in leaves if leaf.path and is_usual(leaf.path[-1]))


def _agreed(index: int, candidates: list[Leaf], rows: Sequence[Row]) -> Leaf:
    if all(leaf.path == candidates[0].path for leaf in candidates):
        return candidates[0]
    filled = any(index < len(row.cells) and row.cells[index] for row in rows)
    return Leaf((), index) if filled else max(candidates, key=lambda leaf: len(leaf.path))


def _cost(columns: tuple[FormColumn, ...], rows: Sequence[Row]) -> tuple[int, int, int]:
    """Cells that do not fit their columns, sums that break, and (negative) sums that hold."""
    sums = equations(columns)
    costs = [_row_cost(columns, sums, row) for row in rows[:_CHECKED_ROWS]]
    return sum(cost[0] for cost in costs), sum(cost[1] for cost in costs), sum(cost[2] for cost in costs)


def _row_cost(columns: tuple[FormColumn, ...], sums: Sequence[Equation], row: Row) -> tuple[int, int, int]:
    misfits = sum(1 for column, cell in zip(columns, row.cells, strict=False) if not _fits(column, cell.text))
    figures = figures_of(row)
    results = [holds(equation, figures) for equation in sums]
    lone = sum(1 for one in sums if one.total not in figures and any(part in figures for part in one.parts))
    return misfits, results.count(False) + lone, -results.count(True)


def _fits(column: FormColumn, text: str) -> bool:
    """Whether a cell may be in a column: no word among figures, no figure among labels or codes."""
    cell = parse(text)
    if isinstance(cell, Dash | Blank):
        return True
    if not column.path:
        return False
    printed = cell if isinstance(cell, Amount) and not cell.unit else None
    if column.role == Role.AMOUNT:
        return printed is not None or _PERCENT.search(squeeze(text)) is not None
    if column.role in _WORDS:
        return printed is None or (printed.printed.isdigit() and column.role in (Role.PROJECT, Role.UNIT_NAME))
    if column.role in _CODES_OR_ORDINAL:
        code = squeeze(text)
        ends = lexicon.rows().heads.total_ends
        return code.endswith(ends) or _SHAPES.get(column.role, _CODE).fullmatch(code) is not None
    return True


# ── rows / one row against the others


@dataclass(frozen=True, slots=True)
class AlignedRows:
    """The rows of a grid, each cell in its column, and the cells of which that is unknown."""

    rows: tuple[Row, ...]
    lost: tuple[Cell, ...] = ()


def align_rows(grid: FormTable) -> AlignedRows:
    """Rows that are shorter than the others put over the columns again.

    Where the table prints the blanks at the ends of its rows, a shorter row has lost a cell anywhere; where it does
    not, a short row is taken as it is unless its cells do not fit.
    """
    width = len(grid.columns)
    nameless = any(not column.path and column.role == Role.AMOUNT for column in grid.columns)
    if nameless:
        return AlignedRows(grid.rows)
    full = [row for row in grid.rows if len(row.cells) >= width]
    stripped = strips_tails(grid.rows) or len(full) * 2 <= len(grid.rows)
    sums = equations(grid.columns)
    aligned = [_aligned(grid, row, sums, stripped) for row in grid.rows]
    return AlignedRows(tuple(row for row, _ in aligned), tuple(cell for _, lost in aligned for cell in lost))


def _aligned(grid: FormTable, row: Row, sums: Sequence[Equation], stripped: bool) -> tuple[Row, tuple[Cell, ...]]:
    """One row put over the columns, and the cells of it whose column is unknown."""
    missing = len(grid.columns) - len(row.cells)
    total = _under_merged_total(grid, row, missing)
    if total is not None:
        return total, ()
    if len(row.cells) < 2:
        return row, ()
    misplaced = any(not _fits(column, cell.text) for column, cell in _beside_codes(grid, row))
    if missing <= 0:
        spilled = any(cell for cell in row.cells[len(grid.columns) :])
        return _shifted_back(grid, row, sums) if misplaced or spilled else (row, ())
    as_printed = _row_cost(grid.columns, sums, row)[:2]
    if stripped and not misplaced and as_printed[1] == 0:
        return row, ()
    found = ways(
        len(row.cells),
        len(grid.columns),
        lambda piece, column: float(not _fits(grid.columns[column], row.cells[piece].text)),
        _MOST_WAYS,
    )
    placed = [_with_blanks(row, _gaps(way, len(grid.columns))) for way in found.placings]
    if not found.all_of_them:
        return _common([row, *placed])
    costs = [_row_cost(grid.columns, sums, way)[:2] for way in placed]
    if min(costs) > (0, 0) and min(costs) >= as_printed:
        return row, ()
    return _common([way for way, cost in zip(placed, costs, strict=True) if cost == min(costs)])


def _gaps(way: Sequence[int], width: int) -> tuple[int, ...]:
    """The columns that a way of placing leaves blank."""
    return tuple(column for column in range(width) if column not in way)


def _under_merged_total(grid: FormTable, row: Row, missing: int) -> Row | None:
    """A row whose 合计 is merged over the key columns and printed once: figures follow where names should be."""
    columns = [column.role for column in grid.columns]
    if missing <= 0:
        return _with_every_total(columns, row)
    keys = next((index for index, role in enumerate(columns) if role == Role.AMOUNT), 0)
    label = next((index for index, cell in enumerate(row.cells) if cell), len(row.cells))
    if len(columns) != len(row.cells) + missing or keys != label + missing + 1 or label + 1 >= len(row.cells):
        return None
    total, behind = row.cells[label], row.cells[label + 1]
    if not squeeze(total.text).endswith(lexicon.rows().heads.total_ends) or not is_figure(behind.text):
        return None
    return _with_blanks(row, tuple(range(label + 1, label + missing + 1)))


def _with_every_total(columns: Sequence[str], row: Row) -> Row | None:
    """A row of 合计 and one figure for each column of figures, blanks behind them that belong between."""
    cells = [cell for cell in row.cells if cell]
    places = [index for index, role in enumerate(columns) if role == Role.AMOUNT]
    whole = len(cells) == len(places) + 1 and row.cells[1:2] == tuple(cells[1:2]) and places[:1] > [1]
    if not whole or not squeeze(cells[0].text).endswith(lexicon.rows().heads.total_ends):
        return None
    if not all(is_figure(cell.text) for cell in cells[1:]):
        return None
    label = next((index for index, role in enumerate(columns) if role in _LABELS), 0)
    put = dict(zip([label, *places], cells, strict=True))
    return replace(row, cells=tuple(put.get(index, Cell("")) for index in range(len(columns))))


def _beside_codes(grid: FormTable, row: Row) -> Iterator[tuple[FormColumn, Cell]]:
    """The cells of labels and figures."""
    pairs = zip(grid.columns, row.cells, strict=False)
    return ((column, cell) for column, cell in pairs if column.role not in _LOOSE)


def _shifted_back(grid: FormTable, row: Row, sums: Sequence[Equation]) -> tuple[Row, tuple[Cell, ...]]:
    """A whole row whose cells are beside their columns, moved to where all of them fit; else as printed.

    Blanks too many are taken out; in a row as long as the others one blank is moved.
    """
    extra = len(row.cells) - len(grid.columns)
    blanks = [index for index, cell in enumerate(row.cells) if not cell]
    moved: list[Row] = []
    if comb(len(blanks), extra or 1) > _MOST_WAYS or (not extra and len(grid.columns) > MOST_COLUMNS):
        return row, ()
    for taken in combinations(blanks, extra or 1):
        rest = replace(row, cells=tuple(cell for index, cell in enumerate(row.cells) if index not in taken))
        moved.extend([rest] if extra else [_with_blanks(rest, (gap,)) for gap in range(len(grid.columns))])
    fitting = [way for way in moved if _row_cost(grid.columns, sums, way)[:2] == (0, 0)]
    return _common(fitting) if fitting else (row, ())


def _with_blanks(row: Row, gaps: tuple[int, ...]) -> Row:
    cells = list(row.cells)
    for gap in gaps:
        cells.insert(gap, Cell(""))
    return replace(row, cells=tuple(cells))


def _common(placed: list[Row]) -> tuple[Row, tuple[Cell, ...]]:
    """The row where all ways agree on its cells; without the figures they disagree on, or that have no sure key."""
    first = placed[0].cells
    moved = [cell for index, cell in enumerate(first) if cell and any(way.cells[index] is not cell for way in placed)]
    sure = all(is_figure(cell.text) for cell in moved)
    lost = [cell for cell in (moved if sure else first) if is_figure(cell.text)]
    kept = tuple(Cell("") if any(cell is one for one in lost) else cell for cell in first)
    return replace(placed[0], cells=kept), tuple(lost)
