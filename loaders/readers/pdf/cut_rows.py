"""Rows and cells that a page break cuts: the halves are joined where print proves that they are one.

Programs that leave a cut row open at the foot of the page prove it by the missing rules. Others close it with a rule;
then full lines tell that the text may go on (`Row.goes_on`), and what the words say decides later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Cell, Row, Table
from loaders.readers.pdf.page_breaks import goes_on
from loaders.readers.pdf.pages import Drawn, Page
from loaders.readers.pdf.ruled.cells import NUMBER, DrawnCell, glue, wraps
from loaders.whole_numbers import whole

_SAME = 3.0
"""The sides of a cell on two pages differ by less than this many points."""
_WHOLE_MONEY = re.compile(r".*\.\d\d")


def with_cut_rows_joined(pages: Sequence[Page]) -> list[Page]:
    """The pages, what a page break cuts joined to its first half on the page before."""
    whole = list(pages)
    for index in range(len(whole) - 2, -1, -1):
        if goes_on(whole[index], whole[index + 1]):
            whole[index : index + 2] = _mended(whole[index], whole[index + 1])
    return whole


@dataclass(frozen=True, slots=True)
class _Pair:
    """A cell at the foot of a page and the one that is below it on the next."""

    upper: DrawnCell
    lower: DrawnCell

    @property
    def filled(self) -> bool:
        """Whether both print something."""
        return bool(self.upper.lines and self.lower.lines)

    @property
    def flows(self) -> bool:
        """Whether the text of the upper one fills its last line, so that it may go on in the lower one."""
        if not self.filled:
            return False
        if self.figures and not self._one_figure:
            return False
        return wraps(self.upper.lines[-1], self.lower.lines[0], self.upper.box.x0, self.upper.box.x1)

    @property
    def figures(self) -> bool:
        """Whether both print a figure or a part of one."""
        return self.filled and all(NUMBER.fullmatch(_text(one)) for one in (self.upper, self.lower))

    @property
    def _one_figure(self) -> bool:
        """Whether two figures may be one that is cut: the first is no whole amount, the second no next number."""
        before, after = _text(self.upper), _text(self.lower)
        counted = whole(before) >= 0 and whole(after) == whole(before) + 1
        return bool(NUMBER.fullmatch(before + after)) and not _WHOLE_MONEY.fullmatch(before) and not counted

    def joined(self, upper: Cell, lower: Cell) -> Cell:
        """The text of both cells as one."""
        if not self.filled:
            return upper if upper else replace(upper, text=lower.text, marks=lower.marks)
        between = glue(upper.text, lower.text) if self.flows else "\n"
        return upper.joined(lower, between)


def _text(cell: DrawnCell) -> str:
    return "".join(line.text for line in cell.lines)


def _mended(page: Page, following: Page) -> list[Page]:
    foot, head = page.blocks[-1], following.blocks[0]
    if not isinstance(foot, Drawn) or not isinstance(head, Drawn):
        return [page, following]
    first = _repeated(foot.table, head.table)
    pairs = _pairs(foot, head, first)
    if not pairs:
        return [page, following]
    opened = _opened(pairs, first)
    if all(opened) and _one_row(pairs):
        upper, lower = _joined(foot, head, pairs, first, whole_row=True)
    else:
        cut = [
            pair for pair, is_open in zip(pairs, opened, strict=True) if _one_cell(pair, is_open and not all(opened))
        ]
        upper, lower = _joined(foot, head, cut, first, whole_row=False)
        rows = list(lower.rows)
        rows[first] = replace(rows[first], goes_on=_may_go_on(pairs))
        lower = replace(lower, rows=tuple(rows))
    rest = (replace(head, table=lower),) if lower.rows else ()
    return [
        replace(page, blocks=(*page.blocks[:-1], replace(foot, table=upper))),
        replace(following, blocks=(*rest, *following.blocks[1:])),
    ]


def _repeated(above: Table, below: Table) -> int:
    """How many rows at the head of a part repeat those of the part before: its header."""
    number = 0
    for one, other in zip(above.rows, below.rows, strict=False):
        words = [cell.text for cell in one.cells if cell]
        if not words or words != [cell.text for cell in other.cells if cell]:
            break
        number += 1
    return number


def _pairs(foot: Drawn, head: Drawn, first: int) -> list[_Pair]:
    """The cells at the foot with those in the first row of the next page; none where a filled cell has no partner."""
    last = len(foot.table.rows)
    uppers = [one for one in foot.cells if one.box.row + one.box.height == last]
    pairs = []
    for lower in head.cells:
        if lower.box.row != first:
            continue
        upper = next((one for one in uppers if _same_column(one, lower)), None)
        if upper is not None:
            pairs.append(_Pair(upper, lower))
        elif lower.lines:
            return []
    return sorted(pairs, key=lambda pair: pair.lower.box.x0)


def _same_column(one: DrawnCell, other: DrawnCell) -> bool:
    return abs(one.box.x0 - other.box.x0) < _SAME and abs(one.box.x1 - other.box.x1) < _SAME


def _opened(pairs: Sequence[_Pair], first: int) -> list[bool]:
    """Which cells no rule closes at the break; a repeated header has its own rule."""
    return [pair.upper.box.open_bottom and (first > 0 or pair.lower.box.open_top) for pair in pairs]


def _one_row(pairs: Sequence[_Pair]) -> bool:
    """Whether the halves of a row that no rule closes read like one: its first words go on or are alone, and no
    figure is below another."""
    key = next((pair for pair in pairs if pair.upper.lines), None)
    if key is not None and key.filled and not key.flows:
        return False
    return not any(pair.figures and not pair.flows for pair in pairs)


def _one_cell(pair: _Pair, is_open: bool) -> bool:
    """Whether a cell merged over several rows is cut: no rule closes it, or its rest is merged and blank."""
    blank_rest = bool(pair.upper.lines) and not pair.lower.lines and pair.lower.box.height > 1
    return is_open or blank_rest


def _may_go_on(pairs: Sequence[_Pair]) -> bool:
    """Whether all that the row below the break prints goes on with full lines above it, and it prints less."""
    below = [pair for pair in pairs if pair.lower.lines]
    more = any(pair.upper.lines and not pair.lower.lines for pair in pairs)
    return more and bool(below) and all(pair.flows for pair in below)


def _joined(foot: Drawn, head: Drawn, cut: Sequence[_Pair], first: int, *, whole_row: bool) -> tuple[Table, Table]:
    """The tables of both pages, cut cells once, above; a row that is cut as a whole is no row below."""
    above = [list(row.cells) for row in foot.table.rows]
    below = [list(row.cells) for row in head.table.rows]
    for pair in cut:
        at, column = pair.upper.box, pair.lower.box.column
        lower = below[first][column]
        cell = pair.joined(above[at.row][at.column], lower)
        above[at.row][at.column] = replace(cell, height=cell.height + lower.height - whole_row)
        below[first][column] = Cell("", lower.marks[:1], covered=True)
    rows = list(_with_cells(head.table, below))
    if whole_row:
        del rows[first]
        if first < len(rows):
            rows[first] = replace(rows[first], goes_on=False)
    return replace(foot.table, rows=_with_cells(foot.table, above)), replace(head.table, rows=tuple(rows))


def _with_cells(table: Table, cells: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    return tuple(replace(row, cells=tuple(new)) for row, new in zip(table.rows, cells, strict=True))
