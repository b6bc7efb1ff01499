"""Sides: parts of a table that are side by side, each with labels of its own.

收入 | 支出 | 支出用途 are sides of one form; a long table of codes that was folded is placed one part below the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from loaders.blocks import Cell, Row
from loaders.forms.vocabulary import SIDES, meaning
from loaders.printing import fold, is_nil
from loaders.table.model import CODES, LABELS, Role
from loaders.table.numbers import is_figure

if TYPE_CHECKING:
    from loaders.forms.columns import FormColumn


def starts(columns: list[FormColumn]) -> list[int]:
    """Where sides begin: at a label column behind amounts, with the code columns and blank ones right before it."""
    found = []
    for column in columns[1:]:
        start = column.index
        while start > 0 and (columns[start - 1].role in CODES or _nameless(columns[start - 1])):
            start -= 1
        if column.role in LABELS and start > 0 and columns[start - 1].role == Role.AMOUNT:
            found.append(start)
    return found


def _nameless(column: FormColumn) -> bool:
    return column.role == Role.TEXT and not column.path


def folds_of(columns: list[FormColumn]) -> list[range]:
    """The parts of a long table of codes that was folded to be side by side under the same words again."""
    bounds = [0, *starts(columns), len(columns)]
    folds = [range(first, last) for first, last in pairwise(bounds)]
    words = {tuple(fold(columns[index].path[-1]) if columns[index].path else "" for index in one) for one in folds}
    sides = {_named_side([columns[index] for index in one]) for one in folds}
    coded = all(any(columns[index].role in CODES for index in one) for one in folds)
    return folds if len(folds) > 1 and len(words) == 1 and sides == {""} and coded else []


def unfold(
    columns: list[FormColumn], rows: tuple[Row, ...], folds: list[range]
) -> tuple[tuple[FormColumn, ...], tuple[Row, ...]]:
    """The parts of a folded table one below the other; figures under another group (公用经费) keep their column."""
    kept = list(columns[folds[0].start : folds[0].stop])
    moves: list[dict[int, int]] = []
    for part in folds:
        move = {}
        for offset, index in enumerate(part):
            column = columns[index]
            at = next((one.index for one in kept if one.role == Role.AMOUNT and one.path == column.path), None)
            if column.role == Role.AMOUNT and at is None:
                at = len(kept)
                kept.append(replace(column, index=at))
            move[index] = offset if at is None or column.role != Role.AMOUNT else at
        moves.append(move)
    return tuple(kept), tuple(_one_below_other(rows, moves, len(kept)))


def _one_below_other(rows: tuple[Row, ...], moves: list[dict[int, int]], width: int) -> Iterator[Row]:
    """The rows of a folded table one below the other. `moves` gives the new column of each, part by part.

    A part that prints figures without a label goes on with the label of the part before it, which has no figures.
    """
    halves = [[_moved(row, move, width) for move in moves] for row in rows]
    for half in halves:
        for before, after in pairwise(range(len(moves))):
            if _holds(half[after], words=False) and not _holds(half[after], words=True) and _only_label(half[before]):
                half[after] = _laid_over(half[before], half[after])
                half[before] = replace(half[before], cells=())
    for part in range(len(moves)):
        yield from (half[part] for half in halves if any(half[part].cells))


def _moved(row: Row, move: dict[int, int], width: int) -> Row:
    cells = [Cell("")] * width
    for old, new in move.items():
        if old < len(row.cells):
            cells[new] = row.cells[old]
    return replace(row, cells=tuple(cells))


def _holds(row: Row, *, words: bool) -> bool:
    return any((not is_figure(cell.text)) == words for cell in row.cells if not is_nil(cell.text))


def _only_label(row: Row) -> bool:
    return _holds(row, words=True) and not _holds(row, words=False)


def _laid_over(above: Row, below: Row) -> Row:
    return replace(below, cells=tuple(two if two else one for one, two in zip(above.cells, below.cells, strict=True)))


def with_sides(columns: list[FormColumn]) -> list[FormColumn]:
    """The sides of a form: each begins with a label column behind amounts (收入 | 支出 | 支出用途).

    A form of one side has none. The header names the sides; unnamed ones are income, then expenditure.
    """
    bounds = starts(columns)
    if not bounds:
        return [_on_side(column, "") for column in columns]
    bounds = [0, *bounds, len(columns)]
    sided: list[FormColumn] = []
    met: list[str] = []
    for number, (first, last) in enumerate(pairwise(bounds)):
        members = columns[first:last]
        side = _named_side(members) or SIDES[min(number, 2)]
        if side in met:
            side = next((other for other in SIDES[2:] if other not in met), f"{side}-{number + 1}")
        met.append(side)
        sided.extend(_on_side(column, side) for column in members)
    return sided


def _named_side(members: list[FormColumn]) -> str:
    """The innermost side that the header names over these columns."""
    named = [meaning(word).component for column in members for word in column.path]
    return max((name for name in named if name in SIDES), key=SIDES.index, default="")


def _on_side(column: FormColumn, side: str) -> FormColumn:
    if column.role == Role.ORDINAL or not side:
        return column
    component = side if column.component in ("total", *SIDES) and side in SIDES else column.component
    return replace(column, side=side, component=component)
