"""Totals: which figures of a form repeat what other figures of it add up to, so that a naive sum never counts twice.

The rows are read as a tree (`loaders.table.rows`), the columns by what the header says adds up; figures prove both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from loaders.facts import Figure
from loaders.forms.arithmetic import Equation, equations
from loaders.forms.columns import FormTable
from loaders.forms.rows import Key
from loaders.forms.vocabulary import meaning
from loaders.printing import MEMORY
from loaders.schemes import PRINTED_SCHEMES
from loaders.table.labels import is_total_label
from loaders.table.lines import LineKind, TableLine
from loaders.table.numbers import RATES, Amount
from loaders.table.rows import sums_down, tree_of
from loaders.table.sums import Axis, Sum, TablePlace, Values, Votes, proof_of, votes

NEVER_SUMMED = ("unit-price", "budget-change-rate", "share")
"""Meanings of columns that are prices or rates."""
_MONEY = "money"
BESIDE = ("unit-price", "project-budget", "sme-share", "micro-share")
"""Columns of purchases that count beside the amount, never to it."""


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row as far as sums are concerned: what it is about, and the last key column (0 the leftmost) that it fills."""

    key: Key
    level: int = 0


Shapes = dict[tuple[int, str], RowShape]


def mark_totals(figures: Sequence[Figure], grid: FormTable, shapes: Shapes) -> list[Figure]:
    """The figures with `total_row` and `total_column` set, and the places of the sums that they are parts of.

    `shapes` holds every row and side in printed order, rows without figures included.
    """
    summed = [one for one in figures if _measure(one) not in RATES]
    down = [one for side in _sides(shapes) for one in _down(summed, grid, shapes, side)]
    across = _across(grid, summed)
    repeated = _repeated(down) | _labelled(figures, down)
    beside = {one.whole for one in across} | _parts_of_columns(figures)
    wholes: dict[tuple[TablePlace, bool], list[tuple[int, int]]] = defaultdict(list)
    for whole in (*down, *across):
        for part in whole.parts:
            wholes[part, whole.complete].append((whole.whole.row, whole.whole.column))
    marked = []
    for one in figures:
        place = TablePlace(one.row_number, one.column_number)
        if not (place in repeated or place in beside or (place, True) in wholes or (place, False) in wholes):
            marked.append(one)
            continue
        sums = replace(
            one,
            total_row=place in repeated,
            total_column=place in beside,
            adds_up_to=tuple(wholes.get((place, True), ())),
            of_which=tuple(wholes.get((place, False), ())),
        )
        marked.append(sums)
    return marked


def _sides(shapes: Shapes) -> list[str]:
    return list(dict.fromkeys(side for _, side in shapes))


# ── rows


def _down(figures: Sequence[Figure], grid: FormTable, shapes: Shapes, side: str) -> list[Sum]:
    """The sums of one side, down its columns.

    What a column counts otherwise than most of it (辆 among 万元) is no part of a sum.
    """
    values: dict[int, dict[int, Amount]] = defaultdict(dict)
    usual = _usual_measures(figures)
    for one in figures:
        if one.side == side and _measure(one) == usual[one.column_number]:
            values[one.row_number][one.column_number] = _amount(one.amount)
    rows = [(number, shape) for (number, other), shape in shapes.items() if other == side]
    lines = [_line(number, shape, values.get(number, {})) for number, shape in rows]
    among = [one.index + 1 for one in grid.amounts if one.side == side and _may_be_summed(one.component, one.unit)]
    tree = tree_of(lines, among)
    return list(sums_down(lines, tree))


def _line(number: int, shape: RowShape, values: Values) -> TableLine:
    key = shape.key
    return TableLine(number, key.label, key.code, key.second_code, _kind(key), shape.level, values)


def _kind(key: Key) -> LineKind:
    if key.scheme in PRINTED_SCHEMES:
        return LineKind.SUBJECT
    if key.project and (key.label == key.project or key.scheme == "project"):
        return LineKind.PROJECT
    return LineKind.UNIT if key.scheme == "unit" and not key.project else LineKind.LINE


@lru_cache(maxsize=MEMORY)
def _amount(printed: str) -> Amount:
    """The amount of a figure in its printed unit."""
    return Amount(Decimal(printed), printed)


def _measure(figure: Figure) -> str:
    """What a figure counts, as far as it can be added to others: money in any unit, or things of one unit."""
    return _MONEY if figure.is_money else figure.unit


def _usual_measures(figures: Sequence[Figure]) -> dict[int, str]:
    """What most figures of every column count."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for one in figures:
        counted[one.column_number][_measure(one)] += 1
    return {column: measures.most_common(1)[0][0] for column, measures in counted.items()}


def _may_be_summed(component: str, unit: str) -> bool:
    return unit not in RATES and not any(word in NEVER_SUMMED for word in component.split("."))


def _repeated(sums: Sequence[Sum]) -> set[TablePlace]:
    """The wholes of sums; where parts (其中) do not add up, the parts themselves, and all below them."""
    below = {one.whole: one for one in sums}
    found = {one.whole for one in sums if one.complete}
    memos = [part for one in sums if not one.complete for part in one.parts]
    while memos:
        part = memos.pop()
        found.add(part)
        memos.extend(below[part].parts if part in below else ())
    return found


def _labelled(figures: Sequence[Figure], sums: Sequence[Sum]) -> set[TablePlace]:
    """Figures in rows whose label names a total, but for the first of a column that prints nothing else."""
    found: set[TablePlace] = set()
    wholes = {one.whole for one in sums}
    columns: dict[int, list[Figure]] = defaultdict(list)
    for one in figures:
        columns[one.column_number].append(one)
    for column, members in columns.items():
        labelled = [TablePlace(one.row_number, column) for one in members if is_total_label(one.row_label)]
        others = {TablePlace(one.row_number, column) for one in members} - set(labelled) - wholes
        found |= set(labelled if others else labelled[1:])
    return found


# ── columns


def _across(grid: FormTable, figures: Sequence[Figure]) -> list[Sum]:
    """The sums of every row, across its columns: by the header, set right by the figures where they disprove it.

    A total of money has no parts that count things, and the other way round.
    """
    rows: dict[int, dict[int, Amount]] = defaultdict(dict)
    measures: dict[TablePlace, str] = {}
    for figure in figures:
        rows[figure.row_number][figure.column_number] = _amount(figure.amount)
        measures[TablePlace(figure.row_number, figure.column_number)] = _measure(figure)
    found = []
    for one in equations(grid.columns):
        whole, parts = one.total + 1, [part + 1 for part in _proved(one, grid, list(rows.values())).parts]
        for number, row in rows.items():
            printed = [part for part in parts if part in row]
            if whole in row and printed and len({measures[TablePlace(number, one)] for one in (whole, *printed)}) == 1:
                proof = proof_of(row[whole], [row[part] for part in printed])
                places = tuple(TablePlace(number, part) for part in printed)
                found.append(Sum(TablePlace(number, whole), places, Axis.ACROSS, proof))
    return found


def _proved(equation: Equation, grid: FormTable, rows: Sequence[Values]) -> Equation:
    """The equation of the header, or that of all columns behind the total where only these add up to it."""
    behind = [one.index for one in grid.amounts if one.index > equation.total]
    side = next(one.side for one in grid.columns if one.index == equation.total)
    behind = [index for index in behind if grid.columns[index].side == side]
    other = Equation(equation.total, tuple(behind))
    said, instead = _votes_of(equation, rows), _votes_of(other, rows)
    return other if said.broken > said.holding and instead.holding > 1 and not instead.broken else equation


def _votes_of(equation: Equation, rows: Sequence[Values]) -> Votes:
    """What the rows say of an equation of columns."""
    whole, columns = equation.total + 1, [part + 1 for part in equation.parts]
    said = [
        votes({0: row[whole]}, [{0: row[one]} for one in columns if one in row], (0,)) for row in rows if whole in row
    ]
    return sum(said, Votes())


def _parts_of_columns(figures: Sequence[Figure]) -> set[TablePlace]:
    """Figures that say more of an amount in their row: its part (其中：…), its price, the project's budget."""
    priced = {one.row_number for one in figures if one.component not in BESIDE and one.is_money}
    return {
        TablePlace(one.row_number, one.column_number)
        for one in figures
        if meaning(one.columns[-1]).part or (one.component in BESIDE and one.row_number in priced)
    }
