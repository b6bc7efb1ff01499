"""Wide tables printed in halves: the right half, on a page of its own, has figures only and no keys of its rows.

Its rows are those of the left half, one by one; where their number or their headers do not agree, the halves stay
apart, since nothing then tells which row a figure belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Cell, Row
from loaders.layout.sheets import Sheet
from loaders.printing import fold, is_nil
from loaders.table.numbers import is_figure

_FEWEST_ROWS = 2


def with_halves_joined(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets, each right half joined to the left half before it; pairs that go on with a pair are one sheet."""
    found: list[Sheet] = []
    joined: set[int] = set()
    for sheet in sheets:
        whole = _joined(found[-1], sheet) if found else None
        if whole is None:
            found.append(sheet)
            continue
        found[-1] = whole
        joined.add(len(found) - 1)
        if len(found) - 2 in joined and (longer := _continued(found[-2], whole)) is not None:
            joined.discard(len(found) - 1)
            found[-2:] = [longer]
    return found


def _joined(left: Sheet, right: Sheet) -> Sheet | None:
    """Both halves as one sheet; None where the second is no right half of the first."""
    if not _may_go_on(left, right) or _has_keys(right) or not _has_keys(left):
        return None
    depth = _header_depth(left)
    rows = len(left.rows) - depth
    if not 0 < depth == _header_depth(right) or rows < _FEWEST_ROWS or len(left.rows) != len(right.rows):
        return None
    width = left.width
    if any(len(row.cells) > width for row in left.rows):
        return None
    both = tuple(_beside(one, other, width) for one, other in zip(left.rows, right.rows, strict=True))
    return _with_rows(left, right, both)


def _may_go_on(first: Sheet, second: Sheet) -> bool:
    """Whether nothing that is printed between two sheets tells them apart."""
    same_title = second.title is None or (first.title is not None and fold(first.title.text) == fold(second.title.text))
    return same_title and first.heading == second.heading and second.unit in ("", first.unit)


def _header_depth(sheet: Sheet) -> int:
    """The number of rows above the first that holds a figure or a code."""
    return next(
        (number for number, row in enumerate(sheet.rows) if any(is_figure(cell.text) for cell in row.cells)),
        len(sheet.rows),
    )


def _has_keys(sheet: Sheet) -> bool:
    """Whether the rows below the header say by words what they are."""
    return any(
        cell and not is_figure(cell.text) and not is_nil(cell.text)
        for row in sheet.rows[_header_depth(sheet) :]
        for cell in row.cells
    )


def _beside(left: Row, right: Row, width: int) -> Row:
    blank = tuple(Cell("", left.cells[-1].marks) for _ in range(width - len(left.cells)))
    return replace(left, cells=(*left.cells, *blank, *right.cells))


def _continued(first: Sheet, second: Sheet) -> Sheet | None:
    """Two joined sheets as one where the second repeats the first one's title and header."""
    depth = _header_depth(first)
    heads = [[[fold(cell.text) for cell in row.cells] for row in sheet.rows[:depth]] for sheet in (first, second)]
    if not _may_go_on(first, second) or heads[0] != heads[1] or len(second.rows) == depth:
        return None
    rest = (replace(second.rows[depth], after_break=True), *second.rows[depth + 1 :])
    return _with_rows(first, second, (*first.rows, *rest))


def _with_rows(first: Sheet, second: Sheet, rows: tuple[Row, ...]) -> Sheet:
    titles = (second.title,) if second.title is not None else ()
    return replace(
        first,
        rows=rows,
        small=first.small + second.small,
        notes=first.notes + second.notes,
        title_again=first.title_again + titles + second.title_again,
    )
