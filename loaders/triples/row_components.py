"""What the rows of two-sided forms mean: the source of funds or kind of expenditure that a row's label names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loaders import lexicon
from loaders.facts import Figure
from loaders.reference.kinds import row_component

INCOME = "income"
Row = tuple[str, str, int]
"""Form id, side, row number."""


def row_components(figures: Iterable[Figure]) -> Mapping[Row, str]:
    """The component of each row of a side that names one.

    Sources below a row of money carried over (二、上年结转) are those of that money, not of the year: no component.
    """
    labels = {(one.form_id, str(one.side), one.row_number): one.row_label for one in figures if one.side}
    carryover = lexicon.kinds().components.carryover
    found: dict[Row, str] = {}
    carried: set[tuple[str, str]] = set()
    for row in sorted(labels):
        component = row_component(labels[row], income=row[1] == INCOME)
        if component in carryover:
            carried.add(row[:2])
        elif row[:2] in carried:
            continue
        if component:
            found[row] = component
    return found
