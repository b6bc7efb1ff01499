"""Cells on lines of their own under a header of several rows: 公务用车购置及运行费 over 小计, 购置费, 运行费.

The words of such a header come one after the other, row by row, and do not say where a row ends. Every cut into rows
is tried; the lexicon says what may be under what, and a reading counts only where the sums that it makes of the
header hold in the figures. A figure on which the readings that hold disagree is left unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from loaders.blocks import Cell, Dropped, Paragraph, Row, Table, Text
from loaders.forms.arithmetic import Equation, equations, holds
from loaders.forms.columns import FormColumn
from loaders.forms.flattened.cells import pieces_of_run
from loaders.forms.flattened.header import BLANK_CELL, FlatColumn, Path, cuts_of, heads_of, holds_of
from loaders.forms.flattened.laying import PrintedCell, cost_of, is_number
from loaders.forms.grid import starts_side
from loaders.forms.vocabulary import component_of, fits_under
from loaders.layout.headers import header_paths
from loaders.printing import fold
from loaders.table.align import ways
from loaders.table.model import Role
from loaders.table.numbers import figure

_MOST_WORDS = 24
_MOST_BLANKS = 4
"""So many columns may be blank in the fullest row where no row of numbers counts the columns."""
_MOST_HEADERS = 200
_MOST_BESIDE = 2
"""Words at the end of a header that may head columns of their own."""
_MOST_PLACINGS = 1000
_FEWEST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class _Header:
    """One reading of the words of a header: the path of each column, and what adds up among them."""

    paths: tuple[Path, ...]
    columns: tuple[FlatColumn, ...]
    sums: tuple[Equation, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """The cells of a row with their columns, as one reading of the header has them."""

    header: _Header
    columns: tuple[int, ...]


def by_nested_header(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells below a header of several rows, and how many paragraphs it takes."""
    pieces = pieces_of_run(run, integers)
    head = _words(pieces)
    words = [piece for piece in head if piece.text.text != BLANK_CELL]
    if not _FEWEST_COLUMNS <= len(words) <= _MOST_WORDS:
        return None
    counted, body = _counted(pieces[len(head) :])
    rows = _rows(body)
    if not rows:
        return None
    longest = max(map(len, rows))
    widths = [counted] if counted else range(max(longest, _FEWEST_COLUMNS), min(longest + _MOST_BLANKS + 1, len(words)))
    headers = list(islice(_headers([piece.text for piece in words], widths), _MOST_HEADERS))
    found = [[way for header in headers for way in _ways_of_row(header, row, counted)] for row in rows]
    best = _widest(found)
    if best is None:
        return None
    table_rows = [_row(best, row, ways_of_row) for row, ways_of_row in zip(rows, found, strict=True)]
    table = Table((*heads_of(best.paths, [piece.text for piece in words]), *table_rows), run[0].place, spans_known=True)
    return table, max(piece.paragraphs for row in rows for piece in row)


def _words(pieces: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The cells in front that the lexicon knows as words of headers; blank cells beside them head nothing."""
    known = takewhile(lambda piece: piece.text.text == BLANK_CELL or _is_word(piece), pieces)
    return list(known)


def _is_word(piece: PrintedCell) -> bool:
    return not is_number(piece) and bool(holds_of(fold(piece.text.text)))


def _counted(pieces: Sequence[PrintedCell]) -> tuple[int, list[PrintedCell]]:
    """How many columns a row of column numbers (1, 2, 3 …) counts, 0 without one, and the cells behind it."""
    size = 0
    while size < len(pieces) and pieces[size].text.text == str(size + 1):
        size += 1
    return (size, list(pieces[size:])) if size >= _FEWEST_COLUMNS else (0, list(pieces))


def _rows(body: Sequence[PrintedCell]) -> list[list[PrintedCell]]:
    """The rows of the body: each begins with words and ends before the next words; figures alone are one row."""
    rows: list[list[PrintedCell]] = []
    for before, piece in zip([None, *body], body, strict=False):
        if before is None or (not is_number(piece) and is_number(before)):
            rows.append([])
        rows[-1].append(piece)
    return [row for row in rows if any(is_number(piece) for piece in row)]


# ── readings of the header


def _headers(words: Sequence[Text], widths: Sequence[int]) -> Iterator[_Header]:
    """The readings of the words in which every column has a meaning of its own and something adds up.

    `widths`: the numbers of columns that there may be. The last words may head columns of their own: cells merged over
    all rows of the header, which some pages print with its last row.
    """
    seen: set[tuple[Path, ...]] = set()
    for beside in range(_MOST_BESIDE + 1):
        nested, own = words[: len(words) - beside], words[len(words) - beside :]
        for cut in cuts_of(len(nested)):
            rows = [
                Row(tuple(Cell(word.text, word.marks) for word in nested[start:end])) for start, end in pairwise(cut)
            ]
            for width in widths:
                leaves = header_paths(rows, width - beside, fits_under, starts_side)
                paths = (*(leaf.path for leaf in leaves), *((word.text,) for word in own))
                if len(paths) == width and paths not in seen and (header := _read(paths)) is not None:
                    seen.add(paths)
                    yield header


def _read(paths: tuple[Path, ...]) -> _Header | None:
    held = [holds_of(fold(path[-1])) for path in paths]
    columns = tuple(
        FormColumn(at, path, Role.AMOUNT if holds != "label" else Role.ITEM, component_of(path))
        for at, (path, holds) in enumerate(zip(paths, held, strict=True))
    )
    amounts = [column for column in columns if column.role == Role.AMOUNT]
    meanings = {(column.component, column.path[0]) for column in amounts}
    sums = equations(columns)
    if any(column.component == "unknown" for column in amounts) or len(meanings) < len(amounts) or not sums:
        return None
    in_sums = {at for one in sums for at in (one.total, *one.parts)}
    if not {column.index for column in amounts} <= in_sums:
        return None
    flat = tuple(
        FlatColumn(Text(path[-1]), "label" if holds == "label" else "figure")
        for path, holds in zip(paths, held, strict=True)
    )
    return _Header(paths, flat, sums)


# ── cells under one reading


def _ways_of_row(header: _Header, row: Sequence[PrintedCell], counted: int) -> list[_Laid]:
    """The ways to lay a row under a header in which all its sums hold; those that blank lines speak for, if any.

    Without a row of column numbers, and without a figure that is not nought, every cell must be printed.
    """
    width = len(header.columns)
    found = ways(len(row), width, lambda at, column: cost_of(row[at], header.columns[column]), _MOST_PLACINGS)
    if not found.all_of_them:
        return []
    values = [figure(piece.text.text) for piece in row]
    proved = counted or any(one is not None and one.value for one in values)
    if not proved and len(row) < width:
        return []
    holding = []
    for placing in found.placings:
        figures = {at: one.value for at, one in zip(placing, values, strict=True) if one is not None}
        results = [holds(one, figures) for one in header.sums]
        lone = any(one.total not in figures and any(part in figures for part in one.parts) for one in header.sums)
        if True in results and False not in results and not lone:
            holding.append(_Laid(header, placing))
    spaced = [one for one in holding if _is_spaced(row, one.columns)]
    return spaced or holding


def _is_spaced(row: Sequence[PrintedCell], columns: Sequence[int]) -> bool:
    """Whether the blank lines between cells count the blank columns: each column has as many lines."""
    lines = [piece.text.place.line for piece in row]
    steps = [
        (below - above, after - before)
        for (above, below), (before, after) in zip(pairwise(lines), pairwise(columns), strict=True)
        if above is not None and below is not None
    ]
    least = min((gap for gap, _ in steps), default=0)
    return least > 1 and all(gap == least * step for gap, step in steps)


# ── the table


def _widest(found: Sequence[Sequence[_Laid]]) -> _Header | None:
    """The header under which every row can be placed; None where there is none."""
    if not all(found):
        return None
    return next(
        (one.header for one in found[0] if all(any(way.header is one.header for way in row) for row in found)), None
    )


def _row(header: _Header, row: Sequence[PrintedCell], found: Sequence[_Laid]) -> Row:
    """The row with each cell that is under the same words in all ways to lay it."""
    cells = [Cell("")] * len(header.paths)
    own = next(one for one in found if one.header is header)
    for at, (piece, column) in enumerate(zip(row, own.columns, strict=True)):
        if len({one.header.paths[one.columns[at]] for one in found}) == 1:
            cells[column] = Cell(piece.text.text, piece.text.marks)
    return Row(tuple(cells))
