"""Figures that take part in no sum of their form, each with the reason why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from loaders.facts import Figure
from loaders.forms.totals import BESIDE, NEVER_SUMMED
from loaders.table.numbers import RATES

_UNKNOWN = "unknown"


class Outside(StrEnum):
    """Why a figure is in no sum; `lexicon/coverage.toml` says it in words."""

    FIELD = "field"
    RATE = "rate"
    PRICE = "price"
    COUNT = "count"
    UNKNOWN_COLUMN = "unknown-column"
    BESIDE = "beside"
    ALONE = "alone"
    NO_TOTAL = "no-total"


def outside_sums(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Outside]]:
    """The figures that neither are parts of a sum of their form nor its whole, with the reason, in their order."""
    wholes = {(one.form_id, *place) for one in figures for place in (*one.adds_up_to, *one.of_which)}
    for one in figures:
        is_part = bool(one.adds_up_to or one.of_which)
        if not (is_part or (one.form_id, one.row_number, one.column_number) in wholes):
            yield one, _reason(one, figures)


def _reason(figure: Figure, figures: Sequence[Figure]) -> Outside:
    parts = figure.component.split(".")
    if not figure.column_number:
        return Outside.FIELD
    if figure.unit in RATES:
        return Outside.RATE
    if any(part in NEVER_SUMMED for part in parts):
        return Outside.PRICE
    if figure.component == _UNKNOWN:
        return Outside.UNKNOWN_COLUMN
    if figure.yuan is None:
        return Outside.COUNT
    if figure.component in BESIDE:
        return Outside.BESIDE
    return Outside.NO_TOTAL if _has_neighbour(figure, figures) else Outside.ALONE


def _has_neighbour(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the figure's column prints another one."""
    column = (figure.form_id, figure.column_number)
    return any(one is not figure and (one.form_id, one.column_number) == column for one in figures)
