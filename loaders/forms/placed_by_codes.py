"""Rows of a flattened table whose figures may be in several columns, narrowed by what adds up around each.

A row's own sums come first (合计 = 人员经费 + 公用经费), then those of subjects: what is right below a code adds up
to it, and the highest codes to the total, column by column. A column that a subject leaves blank is blank below it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod

from loaders.forms.arithmetic import Equation, equations, holds
from loaders.forms.codes import scheme_of
from loaders.forms.columns import FormColumn
from loaders.table.labels import is_total_label
from loaders.table.numbers import figure

_MOST_OF_A_GROUP = 4096
"""So many ways to place the parts of one subject are tried."""

Way = tuple[int | None, ...]
"""The column of each cell of a row; None where it is not known."""
Figures = dict[int, Decimal]


def narrowed_by_codes(
    columns: tuple[FormColumn, ...], rows: Mapping[int, Sequence[str]], ways: Mapping[int, list[Way]]
) -> dict[int, list[Way]]:
    """The ways to place each row that its own sums and those of the codes around it allow. `rows`: the cells of each.

    Where no way of a row makes its sums hold, or none of a group the sums of its subject, all are kept: print may be
    wrong there.
    """
    sums = equations(columns)
    found = dict(ways)
    for row, ways_of_row in ways.items():
        adding = [way for way in ways_of_row if _adds_up(sums, _figures(rows[row], way))]
        found[row] = adding or ways_of_row
    for whole, parts in _groups(rows):
        if len(found[whole]) > 1 or prod(len(found[part]) for part in parts) > _MOST_OF_A_GROUP:
            continue
        total = _sum([_figures(rows[whole], found[whole][0])])
        fitting = [
            choice
            for choice in product(*(found[part] for part in parts))
            if _sum(_figures(rows[part], way) for part, way in zip(parts, choice, strict=True)) == total
        ]
        for at, part in enumerate(parts):
            found[part] = list(dict.fromkeys(choice[at] for choice in fitting)) or found[part]
    return found


def _figures(cells: Sequence[str], way: Way) -> Figures:
    """The figures of a row by column, codes left out."""
    printed = [None if scheme_of(text) else figure(text) for text in cells]
    pairs = zip(way, printed, strict=True)
    return {column: amount.value for column, amount in pairs if column is not None and amount is not None}


def _adds_up(sums: Sequence[Equation], figures: Figures) -> bool:
    results = [holds(one, figures) for one in sums]
    lone = any(one.total not in figures and any(part in figures for part in one.parts) for one in sums)
    return True in results and False not in results and not lone


def _sum(rows: Iterable[Figures]) -> Figures:
    """The sums by column, those that are nought left out."""
    total: Figures = defaultdict(Decimal)
    for row in rows:
        for column, value in row.items():
            total[column] += value
    return {column: value for column, value in total.items() if value}


def _groups(rows: Mapping[int, Sequence[str]]) -> Iterator[tuple[int, list[int]]]:
    """Each row with the rows right below it by their codes, the highest first; below the total the highest codes."""
    codes = {row: code for row, cells in rows.items() if (code := next(filter(scheme_of, cells), ""))}
    above = {row: _above(code, codes) for row, code in codes.items()}
    total = next((row for row, cells in rows.items() if row not in codes and any(map(is_total_label, cells))), None)
    tops = [row for row, whole in above.items() if whole is None]
    if total is not None and tops:
        yield total, tops
    for whole in sorted(codes, key=lambda row: len(codes[row])):
        parts = [row for row, one in above.items() if one == whole]
        if parts:
            yield whole, parts


def _above(code: str, codes: Mapping[int, str]) -> int | None:
    """The row with the longest code that begins another one."""
    shorter = [row for row, other in codes.items() if other != code and code.startswith(other)]
    return max(shorter, key=lambda row: len(codes[row]), default=None)
