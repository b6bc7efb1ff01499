"""Totals: which figures of a form repeat what other figures of it add up to, so that a sum never counts twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from loaders.facts import Figure
from loaders.forms.arithmetic import equations
from loaders.forms.grid import Grid
from loaders.forms.rows import is_total_label, numbering_level
from loaders.forms.vocabulary import meaning

_Cell = tuple[int, str]


Labels = dict[tuple[int, str], str]


def mark_totals(figures: list[Figure], grid: Grid, labels: Labels) -> list[Figure]:
    """The figures with `total_row` and `total_column` set.

    `labels` holds the label of every row and side in printed order, rows without figures included.
    """
    rows = _total_rows(figures, labels)
    columns = _total_columns(figures, grid)
    return [
        replace(figure, total_row=index in rows, total_column=index in columns) for index, figure in enumerate(figures)
    ]


def _total_rows(figures: list[Figure], labels: Labels) -> set[int]:
    """Figures whose row is a total, a unit's total, a parent subject, or a part (其中) of another row."""
    codes = {figure.row_code for figure in figures if figure.scheme in _SUBJECTS}
    others = any(figure.scheme in (*_SUBJECTS, "project") or figure.project for figure in figures)
    found = set()
    for index, figure in enumerate(figures):
        parent = figure.scheme in _SUBJECTS and any(
            code != figure.row_code and code.startswith(figure.row_code) for code in codes
        )
        unit_total = figure.scheme == "unit" and others and not figure.project
        if parent or unit_total or is_total_label(figure.row_label):
            found.add(index)
    return found | _nested_rows(figures, labels) | _repeated_units(figures)


_SUBJECTS = ("functional", "department-economic", "government-economic")


def _repeated_units(figures: list[Figure]) -> set[int]:
    """A department's row above the rows of its units: 306 above 306001."""
    codes = {figure.row_code for figure in figures if figure.scheme == "unit"}
    return {
        index
        for index, figure in enumerate(figures)
        if figure.scheme == "unit"
        and any(code != figure.row_code and code.startswith(figure.row_code) for code in codes)
    }


def _nested_rows(figures: list[Figure], labels: Labels) -> set[int]:
    """Numbered items and 其中 rows: where inner rows add up to the outer one, that is the total; else they are parts."""
    columns: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    for index, figure in enumerate(figures):
        if not figure.row_code:
            columns[(figure.side, *figure.columns)][figure.row_number] = index
    found: set[int] = set()
    for (side, *_), members in columns.items():
        numbered = [(number, label) for (number, other), label in labels.items() if other == side]
        for row_number, index in members.items():
            inner = [members[number] for number in _inner_rows(numbered, row_number) if number in members]
            if not inner:
                continue
            total = sum((figures[other].value for other in inner), Decimal(0))
            found.update([index] if total == figures[index].value else inner)
    return found


def _inner_rows(numbered: list[tuple[int, str]], outer: int) -> list[int]:
    """The rows right inside an outer row: the next deeper numbering; where none is, 其中 and what follows it."""
    depth = next((numbering_level(label) for number, label in numbered if number == outer), None)
    if depth is None:
        return []
    inner: list[tuple[int, int | None]] = []
    for number, label in numbered:
        if number <= outer:
            continue
        level = numbering_level(label)
        part = meaning(label).part
        if (
            is_total_label(label)
            or (level is not None and level <= depth)
            or (level is None and not part and not inner)
        ):
            break
        inner.append((number, level))
    nearest = min((level for _, level in inner if level is not None), default=None)
    return [number for number, level in inner if level == nearest]


def _total_columns(figures: list[Figure], grid: Grid) -> set[int]:
    """Figures in a total column whose row prints at least one of the parts, and parts of parts (其中)."""
    labels = {column.index: (column.side, *column.label) for column in grid.amounts}
    parts_of = {labels[one.total]: [labels[part] for part in one.parts] for one in equations(grid.columns)}
    printed: set[_Cell] = {(figure.row_number, "/".join((figure.side, *figure.columns))) for figure in figures}
    found = set()
    for index, figure in enumerate(figures):
        column = (figure.side, *figure.columns)
        parts = parts_of.get(column, [])
        if any((figure.row_number, "/".join(part)) in printed for part in parts) or meaning(figure.columns[-1]).part:
            found.add(index)
    return found
