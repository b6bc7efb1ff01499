"""Totals: which figures of a form repeat what other figures of it add up to, so that a sum never counts twice.

Told by codes (210 above 21011), by labels (合计, 小计), by the depth of a row (一、 above （一）; a category above its
goods) and by the header (合计 beside its parts).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.facts import Figure
from loaders.forms.arithmetic import equations
from loaders.forms.codes import SUBJECT_SCHEMES
from loaders.forms.columns import Grid
from loaders.forms.rows import is_total_label, numbering_level
from loaders.forms.vocabulary import meaning

_PART = re.compile(r"^其中[:：]?")
_TOTAL_DEPTH = -1
_INSIDE = 1


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row as far as totals are concerned: its label and the key column (0 the leftmost) its print begins in."""

    label: str
    start: int = 0


Shapes = dict[tuple[int, str], RowShape]


def mark_totals(figures: list[Figure], grid: Grid, shapes: Shapes) -> list[Figure]:
    """The figures with `total_row` and `total_column` set.

    `shapes` holds every row and side in printed order, rows without figures included.
    """
    columns: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        columns[(figure.side, *figure.columns)].append(index)
    depths = _depths(shapes)
    rows: set[int] = set()
    for members in columns.values():
        rows |= _totals_of_column(figures, members, depths)
    beside = _total_columns(figures, grid)
    return [
        replace(figure, total_row=index in rows, total_column=index in beside) for index, figure in enumerate(figures)
    ]


def _totals_of_column(
    figures: list[Figure], members: list[int], depths: dict[tuple[int, str], tuple[int, bool]]
) -> set[int]:
    found = _by_code(figures, members) | _by_depth(figures, members, depths)
    labelled = {index for index in members if is_total_label(figures[index].row_label)}
    if labelled >= set(members) - found:
        labelled -= {min(labelled, default=-1)}
    return found | labelled


def _by_code(figures: list[Figure], members: list[int]) -> set[int]:
    """Subjects above their own parts, and units above their own parts or above the subjects and projects they hold."""
    found = set()
    codes = {figures[index].row_code for index in members if figures[index].row_code}
    others = any(figures[index].scheme in (*SUBJECT_SCHEMES, "project") or figures[index].project for index in members)
    for index in members:
        figure = figures[index]
        if figure.scheme not in (*SUBJECT_SCHEMES, "unit"):
            continue
        above = any(code != figure.row_code and code.startswith(figure.row_code) for code in codes)
        if above or (figure.scheme == "unit" and others and not figure.project):
            found.add(index)
    return found


def _depths(shapes: Shapes) -> dict[tuple[int, str], tuple[int, bool]]:
    """The depth of every row, and whether it is a part (其中) of the row it stands in."""
    depths: dict[tuple[int, str], tuple[int, bool]] = {}
    for side in {side for _, side in shapes}:
        rows = {number: shape for (number, other), shape in shapes.items() if other == side}
        starts = {shape.start for shape in rows.values()}
        by_start = len(starts) > 1
        for number, depth in _walk(rows, by_start):
            depths[number, side] = depth
    return depths


def _walk(rows: dict[int, RowShape], by_start: bool) -> Iterable[tuple[int, tuple[int, bool]]]:
    """The depth of every row. Where numbering begins anew right below an unnumbered row, it stands inside that row."""
    outer, shift, inside_part, unnumbered = 0, 0, False, False
    for number, shape in rows.items():
        part = meaning(shape.label).part
        level = shape.start if by_start else numbering_level(_PART.sub("", shape.label))
        if is_total_label(shape.label):
            shift, inside_part, unnumbered = 0, False, False
            yield number, (_TOTAL_DEPTH, False)
        elif (part and (level is None or by_start)) or (level is None and inside_part):
            inside_part = True
            yield number, (outer + _INSIDE, True)
        else:
            if level is None:
                shift = 0
            elif unnumbered and not by_start:
                shift = _INSIDE
            inside_part, unnumbered = False, level is None
            outer = (level or 0) + shift
            yield number, (outer, part)


def _by_depth(figures: list[Figure], members: list[int], depths: dict[tuple[int, str], tuple[int, bool]]) -> set[int]:
    """Rows above deeper rows, read from the last to the first; 其中 rows that do not add up are parts themselves."""
    found: set[int] = set()
    stack: list[tuple[int, bool, int]] = []
    for index in reversed(members):
        figure = figures[index]
        if figure.scheme in SUBJECT_SCHEMES:
            return set()
        depth, part = depths.get((figure.row_number, figure.side), (0, False))
        inner = []
        while stack and stack[-1][0] > depth >= 0:
            inner.append(stack.pop())
        if inner:
            total = sum((figures[one].value for _, _, one in inner), Decimal(0))
            memo = any(is_part for _, is_part, _ in inner) and total != figure.value
            found.update([one for _, _, one in inner] if memo else [index])
        stack.append((depth, part, index))
    return found


def _total_columns(figures: list[Figure], grid: Grid) -> set[int]:
    """Figures in a total column whose row prints at least one of the parts, and parts of parts (其中)."""
    labels = {column.index: (column.side, *column.label) for column in grid.amounts}
    parts_of = {labels[one.total]: [labels[part] for part in one.parts] for one in equations(grid.columns)}
    printed = {(figure.row_number, figure.side, *figure.columns) for figure in figures}
    found = set()
    for index, figure in enumerate(figures):
        parts = parts_of.get((figure.side, *figure.columns), [])
        if any((figure.row_number, *part) in printed for part in parts) or meaning(figure.columns[-1]).part:
            found.add(index)
    return found
