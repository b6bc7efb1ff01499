"""Alignment: pieces of print dealt out to columns, in their order, at the least cost.

A row may print fewer cells than the table has columns, and a page that lost its grid prints all cells one after the
other. Pieces keep their order: each goes to a column behind that of the piece before it, or begins the next row. What
a piece costs in a column, and a column left blank, is stated in a table of costs; where two ways cost the same and put
a piece into different columns, its column is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

Cost = Callable[[int, int], float]
"""What it costs to put a piece (by its position) into a column; infinite where it cannot be there."""

FAR = float("inf")
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Dealt:
    """Where pieces go: the row and column of each, the column None where ways of equal cost disagree; and the cost."""

    rows: tuple[int, ...]
    columns: tuple[int | None, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to put pieces into the columns of one row at the least cost: the column of each piece, way by way.

    `all_of_them` is False where there are more than were asked for.
    """

    placings: tuple[tuple[int, ...], ...]
    all_of_them: bool


def ways(pieces: int, width: int, cost: Cost, most: int) -> Ways:
    """All ways of least cost to put pieces, in their order, into columns of one row; at most so many of them."""
    least = _least(pieces, width, cost)

    def placed(piece: int, first: int) -> Iterator[tuple[int, ...]]:
        if piece == pieces:
            yield ()
            return
        for column in range(first, width - (pieces - piece) + 1):
            if cost(piece, column) + least[piece + 1][column + 1] <= least[piece][first] + _SAME:
                yield from ((column, *rest) for rest in placed(piece + 1, column + 1))

    if pieces > width or least[0][0] == FAR:
        return Ways((), all_of_them=True)
    found = tuple(islice(placed(0, 0), most + 1))
    return Ways(found[:most], all_of_them=len(found) <= most)


def _least(pieces: int, width: int, cost: Cost) -> list[list[float]]:
    """The least cost of the pieces from each one on, where the first of them is in each column or behind it."""
    least = [[FAR] * (width + 1) for _ in range(pieces)] + [[0.0] * (width + 1)]
    for piece in range(pieces - 1, -1, -1):
        for column in range(width - 1, -1, -1):
            here = cost(piece, column) + least[piece + 1][column + 1]
            least[piece][column] = min(here, least[piece][column + 1])
    return least


def deal(pieces: int, blanks: Sequence[float], cost: Cost) -> Dealt | None:
    """Deal pieces out to rows of `len(blanks)` columns; `blanks` is what each column costs when it is left blank.

    None where there is no way.
    """
    if not pieces:
        return Dealt((), (), 0.0)
    width = len(blanks)
    costs = [[cost(piece, column) for column in range(width)] for piece in range(pieces)]
    steps = _steps(blanks)
    ends = _ends(blanks)
    ahead = _swept(costs, steps, _starts(blanks))
    back = _swept(costs[::-1], [list(column) for column in zip(*steps, strict=True)], ends)[::-1]
    best = min(total + end for total, end in zip(ahead[-1], ends, strict=True))
    if best == FAR:
        return None
    rows: list[int] = []
    columns: list[int | None] = []
    at = None
    for piece in range(pieces):
        through = [
            ahead[piece][column] + back[piece][column] - (costs[piece][column] if costs[piece][column] < FAR else 0.0)
            for column in range(width)
        ]
        open_columns = [column for column in range(width) if through[column] <= best + _SAME]
        columns.append(open_columns[0] if len(open_columns) == 1 else None)
        at = _row(rows, at, open_columns[0])
    return Dealt(tuple(rows), tuple(columns), best)


def _row(rows: list[int], before: int | None, column: int) -> int:
    """Note the row of a piece: the next one where its column is not behind that of the piece before it."""
    rows.append(0 if before is None else rows[-1] + (column <= before))
    return column


def _starts(blanks: Sequence[float]) -> list[float]:
    """The cost of the columns in front of the first piece."""
    return [sum(blanks[:column]) for column in range(len(blanks))]


def _ends(blanks: Sequence[float]) -> list[float]:
    """The cost of the columns behind the last piece."""
    return [sum(blanks[column + 1 :]) for column in range(len(blanks))]


def _steps(blanks: Sequence[float]) -> list[list[float]]:
    """The cost of the columns left blank between two pieces, by their columns, in one row or in two."""
    starts, ends = _starts(blanks), _ends(blanks)
    places = range(len(blanks))
    return [
        [sum(blanks[before + 1 : after]) if after > before else ends[before] + starts[after] for after in places]
        for before in places
    ]


def _swept(
    costs: Sequence[Sequence[float]], steps: Sequence[Sequence[float]], first: Sequence[float]
) -> list[list[float]]:
    """The least cost of all pieces up to each one, by its column."""
    totals = [[begin + own for begin, own in zip(first, costs[0], strict=True)]]
    for _, own in pairwise(costs):
        before = totals[-1]
        totals.append(
            [own[after] + min(before[at] + steps[at][after] for at in range(len(before))) for after in range(len(own))]
        )
    return totals
