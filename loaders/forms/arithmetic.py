"""Arithmetic of columns: totals and their parts, and columns set right by it.

Where the data have more columns than the header names, the unnamed column is moved to where the totals of the rows
add up; where no place makes them add up, it stays where print put it, unnamed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from loaders.blocks import Row
from loaders.forms.vocabulary import SIDES, meaning, phase_of
from loaders.printing import MEMORY, fold
from loaders.reference.periods import period_of
from loaders.table.model import Role
from loaders.table.numbers import figure

if TYPE_CHECKING:
    from loaders.forms.columns import FormColumn, FormTable

_CHECKED_ROWS = 12


@dataclass(frozen=True, slots=True)
class Equation:
    """A column that should equal the sum of other columns."""

    total: int
    parts: tuple[int, ...]


@lru_cache(maxsize=MEMORY)
def equations(columns: tuple[FormColumn, ...]) -> tuple[Equation, ...]:
    """What the header says must add up: 小计 = its group's parts, 合计 = the groups beside it.

    Columns of different years, or of budget and outturn, are no parts of each other.
    """
    found: list[Equation] = []
    beside: dict[tuple[str, str], list[FormColumn]] = {}
    for column in columns:
        if column.role == Role.AMOUNT and column.path:
            path = _without_stage(column.path)
            bare = column if path == column.path else replace(column, path=path)
            beside.setdefault((period_of(column.component), phase_of(column.path)), []).append(bare)
    for amounts in beside.values():
        _group_total(amounts, 0, found)
    return tuple(found)


def _without_stage(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path without the stages that its columns are split into: 合计/预算数 and 合计/决算数 are both 合计."""
    while len(path) > 1 and _names_stage(path[-1]):
        path = path[:-1]
    return path


def _names_stage(word: str) -> bool:
    said = meaning(word)
    return said.amount and not (said.total or said.component or said.roles)


def _group_total(columns: list[FormColumn], depth: int, found: list[Equation]) -> tuple[int, ...]:
    """The columns that stand for a whole group: its total, else its parts. Equations met are added to `found`."""
    groups: dict[str, list[FormColumn]] = {}
    for column in columns:
        groups.setdefault(fold(column.path[depth]) if depth < len(column.path) else "", []).append(column)
    total: int | None = None
    parts: list[int] = []
    for word, members in groups.items():
        said = meaning(word)
        leaves = all(depth + 1 >= len(member.path) for member in members)
        names_total = said.total or said.component == "three-public" or members[0].component == "total"
        if leaves and len(members) == 1 and names_total and total is None:
            total = members[0].index
        elif leaves:
            parts.extend([] if said.part else [member.index for member in members])
        else:
            inner = _group_total(members, depth + 1, found)
            parts.extend(() if depth == 0 and said.component in SIDES else inner)
    if total is None:
        return tuple(parts)
    if parts:
        found.append(Equation(total, tuple(parts)))
    return (total,)


def holds(equation: Equation, figures: dict[int, Decimal]) -> bool | None:
    """Whether a row's figures fulfil an equation; None where the row does not print enough to tell."""
    total = figures.get(equation.total)
    if total is None or not any(part in figures for part in equation.parts):
        return None
    return sum((figures.get(part, Decimal(0)) for part in equation.parts), Decimal(0)) == total


def figures_of(row: Row) -> dict[int, Decimal]:
    """The figures of a row by column."""
    amounts = {index: figure(cell.text) for index, cell in enumerate(row.cells)}
    return {index: amount.value for index, amount in amounts.items() if amount is not None}


def row_figures(grid: FormTable, row_index: int) -> dict[int, Decimal]:
    """The figures of a grid's row by column."""
    return figures_of(grid.rows[row_index])


MOST_COLUMNS = 100
"""The columns of the widest table that is tried in other orders: work grows with their square."""


def settle_columns(grid: FormTable) -> tuple[FormTable, str]:
    """The grid with its columns set right by arithmetic, and a word on what was moved (or nothing)."""
    if len(grid.columns) > MOST_COLUMNS:
        return grid, ""
    grid, moved = _settle_unnamed(grid)
    return _prove_totals(grid), moved


def _prove_totals(grid: FormTable) -> FormTable:
    """A column under an unknown word that every row proves to be the sum of the columns behind it is their total."""
    columns = list(grid.columns)
    rows: list[dict[int, Decimal]] = []
    for column in grid.amounts:
        if column.component != "unknown" or not column.path:
            continue
        behind = [other.index for other in grid.amounts if other.index > column.index and other.side == column.side]
        if len(behind) < 2:
            continue
        if any(period_of(other.component) for other in grid.amounts if other.index in behind):
            continue  # last year's amount and the change add up to this year's, and are no parts of it
        equation = Equation(column.index, tuple(behind))
        rows = rows or [row_figures(grid, index) for index in range(len(grid.rows))]
        results = [holds(equation, figures) for figures in rows]
        if results.count(True) > 1 and not results.count(False):
            columns[column.index] = replace(column, component="total")
    return replace(grid, columns=tuple(columns))


def _settle_unnamed(grid: FormTable) -> tuple[FormTable, str]:
    unnamed = [column for column in grid.columns if not column.path and column.role == Role.AMOUNT]
    if not unnamed or grid.aligned:
        return grid, ""
    rows = [row_figures(grid, index) for index in range(min(len(grid.rows), _CHECKED_ROWS))]
    first = min((column.index for column in grid.columns if column.role == Role.AMOUNT), default=0)
    best, best_score = grid.columns, _score(grid.columns, rows)
    for place in range(first, len(grid.columns)):
        moved = _moved(grid.columns, unnamed[0].index, place)
        score = _score(moved, rows)
        if score >= best_score and score > (0, 0):
            best, best_score = moved, score
    if best == grid.columns:
        return grid, ""
    return replace(grid, columns=best), "the data have a column more than the header; set right by the row totals"


def _moved(columns: tuple[FormColumn, ...], source: int, place: int) -> tuple[FormColumn, ...]:
    """The columns with the unnamed one moved to another place, the others keeping their order."""
    rest = [column for column in columns if column.index != source]
    rest.insert(place, columns[source])
    return tuple(one if one.index == index else replace(one, index=index) for index, one in enumerate(rest))


def _score(columns: tuple[FormColumn, ...], rows: list[dict[int, Decimal]]) -> tuple[int, int]:
    """How many equations the rows break (negative) and keep."""
    results = [holds(equation, figures) for equation in equations(columns) for figures in rows]
    return -sum(1 for result in results if result is False), sum(1 for result in results if result)
