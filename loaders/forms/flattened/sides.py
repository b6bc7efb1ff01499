"""Two sides whose blank cells were lost: entries, each a label and its figures, dealt out to the sides of the form.

What a label says (…收入, …支出), the number of a row, or the sums tell the side of an entry; else it is left unread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from loaders.blocks import Dropped, Paragraph, Table
from loaders.forms.flattened.cells import pieces_of_run, without_numbering
from loaders.forms.flattened.header import BLANK_CELL, MOST_COLUMNS, FlatColumn, columns_of
from loaders.forms.flattened.laying import PrintedCell, cost_of, is_number, table_of
from loaders.table.align import FAR, ways
from loaders.whole_numbers import whole

_MOST_WAYS = 2
_FEWEST_ENTRIES = 4

_Entry = list[PrintedCell]


def by_sides(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells below a header of two sides, and how many paragraphs it takes."""
    pieces = pieces_of_run(run, integers)
    words = next((at for at, piece in enumerate(pieces) if is_number(piece)), len(pieces))
    for size in range(min(words, MOST_COLUMNS + 2), 3, -1):
        columns = columns_of([piece.text for piece in pieces[:size] if piece.text.text != BLANK_CELL])
        sides = [list(side) for _, side in groupby(columns or (), key=lambda column: column.above)]
        if columns is not None and len(sides) == 2 and all(columns[0].above + columns[-1].above):
            body = [one for one in without_numbering(pieces[size:]) if one.text.text != BLANK_CELL]
            entries = _entries(body, numbered=any(column.holds == "ordinal" for column in columns))
            return _tabulated(columns, sides, entries, run)
    return None


def _entries(body: Sequence[PrintedCell], *, numbered: bool) -> list[_Entry]:
    """A label and the numbers behind it; a number of a row (行次) behind another one begins a row without a label."""
    entries: list[_Entry] = []
    for piece in body:
        again = numbered and entries and _is_row_number(piece) and any(map(_is_row_number, entries[-1]))
        if not is_number(piece) or not entries or again:
            entries.append([])
        entries[-1].append(piece)
    while entries and not any(map(is_number, entries[-1])):
        entries.pop()
    return entries


def _is_row_number(piece: PrintedCell) -> bool:
    """Whether a cell may print the number of its row."""
    return 0 < whole(piece.text.text) < 1000


def _tabulated(
    columns: Sequence[FlatColumn],
    sides: Sequence[Sequence[FlatColumn]],
    entries: Sequence[_Entry],
    run: Sequence[Paragraph],
) -> tuple[Table, int] | None:
    """The table of the entries, each on the side where alone it may be, or where alone the sums hold."""
    fits = [[_inside(entry, side) for side in sides] for entry in entries]
    stated = _sides(entries, fits)
    placed: list[tuple[PrintedCell, int, int | None]] = []
    row, last = -1, 1
    for entry, side, inside in zip(entries, stated, fits, strict=True):
        found = None if side is None else inside[side]
        row += not (side == 1 and last == 0)
        start = len(sides[0]) if side == 1 else 0
        placed += [(piece, row, None if found is None else start + found[at]) for at, piece in enumerate(entry)]
        last = 1 if side is None else side
    if len(entries) < _FEWEST_ENTRIES or not all(any(one) for one in fits):
        return None
    return table_of(columns, placed, run)


def _sides(entries: Sequence[_Entry], fits: Sequence[Sequence[tuple[int, ...] | None]]) -> list[int | None]:
    """The side of each entry: by its label, by the number of its row, or where no entry is lost by its order."""
    stated = [1 if one[0] is None else 0 if one[1] is None else None for one in fits]
    numbers = [next((whole(piece.text.text) for piece in entry if _is_row_number(piece)), 0) for entry in entries]
    if all(numbers) and (second := _first_of_second(numbers)):
        return [int(number >= second) for number in numbers]
    if len(stated) % 2 == 0 and all(side in (None, at % 2) for at, side in enumerate(stated)):
        return [at % 2 for at in range(len(stated))]
    return stated


def _first_of_second(numbers: Sequence[int]) -> int:
    """The number of the first row of the second side, where the numbers of both sides count on without a gap."""
    second = next((below for above, below in pairwise(numbers) if below > above + 1), 0)
    return second if sorted(numbers) == list(range(1, len(numbers) + 1)) else 0


def _inside(entry: _Entry, side: Sequence[FlatColumn]) -> tuple[int, ...] | None:
    """The columns of an entry's cells on one side; None where it does not fit, or fits in several ways."""
    numbered = any(column.holds == "ordinal" for column in side)
    number = next((at for at, piece in enumerate(entry) if numbered and _is_row_number(piece)), None)

    def cost(at: int, column: int) -> float:
        return cost_of(entry[at], side[column]) if (at == number) == (side[column].holds == "ordinal") else FAR

    found = ways(len(entry), len(side), cost, _MOST_WAYS)
    return found.placings[0] if len(found.placings) == 1 else None
