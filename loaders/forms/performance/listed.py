"""Lists that print whose the indicators are in the same rows: 项目 | 金额 | 目标 | 一级指标 … 指标值.

Their header may have several rows: the levels are under 绩效指标, beside heads of projects, amounts and goals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.blocks import Cell, Row
from loaders.facts import Figure
from loaders.forms.budget import FormReading, read_grid_form
from loaders.forms.columns import FormColumn
from loaders.forms.grid import read_grid
from loaders.forms.performance.heads import Roles, header_roles, indicator_header, roles_of_words
from loaders.forms.performance.words import header_role, level_of, stage_of
from loaders.forms.rows import Key
from loaders.forms.vocabulary import meaning
from loaders.layout.form_titles import names_projects
from loaders.layout.sheets import Sheet
from loaders.printing import fold, tidy
from loaders.table.labels import is_total_label
from loaders.table.numbers import is_figure

_FEWEST_HEADS = 3
_OWNERS = ("project", "unit-name", "unit-code")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was read: the roles of its columns, the rows below its header, and the figures beside the names."""

    roles: Roles
    rows: tuple[Row, ...]
    reading: FormReading

    def price_of(self, name: str) -> Figure | None:
        """The first figure beside the name of a project: what it costs."""
        return next((one for one in self.reading.figures if fold(one.project) == fold(name)), None)

    def stage_of(self, name: str, stage: str) -> Figure | None:
        """The figure beside the name of a project under the head of a stage (全年执行数, 执行率)."""
        own = (one for one in self.reading.figures if fold(one.project) == fold(name))
        return next((one for one in own if stage_of(one.columns[-1]) == stage), None)

    def goals(self) -> Iterator[tuple[str, Cell]]:
        """The goals that rows print, each with the head it is under."""
        heads = {column.index: tidy(column.path[-1]) for column in self.reading.grid.columns if column.path}
        for row in self.rows:
            for index, cell in enumerate(row.cells):
                if cell and self.roles.get(index) == "goal":
                    yield heads[index], cell


def read_listed(sheet: Sheet, form: str, form_id: str, phase: str, fiscal_year: str) -> Listed | None:
    """The form as such a list; None where it is none."""
    level_row = indicator_header(sheet.rows)
    if level_row is None:
        return None
    start = level_row
    while start > 0 and _heads(sheet.rows[start - 1], sheet.rows[level_row]):
        start -= 1
    end = level_row + 1
    while end < len(sheet.rows) and _heads_below(sheet.rows[end]):
        end += 1
    own = header_roles(sheet.rows[level_row]) or {}
    if start == level_row and "project" not in own.values():
        return None
    below = (row if sheet.spans_known else _below_merged(row, own, sheet.rows[level_row]) for row in sheet.rows[end:])
    body = replace(sheet, rows=(*sheet.rows[start:end], *below))
    grid = read_grid(body, projects=names_projects(form), fiscal_year=fiscal_year, depth=end - start)
    roles = roles_of_words({column.index: column.path[-1] for column in grid.columns if column.path}) if grid else None
    if grid is None or roles is None:
        return None
    columns = tuple(_without_targets(column, roles) for column in grid.columns)
    reading = read_grid_form(replace(grid, columns=columns), body, form, form_id, phase)
    units = {fold(key.label) for _, key in reading.keys if not key.project and _names_unit(key)}
    rows = tuple(row for row in body.rows[end - start :] if not _is_sum(row, roles, units))
    return Listed(roles, rows, reading)


def _below_merged(row: Row, roles: Roles, header: Row) -> Row:
    """A row that lost the blanks of the cells merged over it, moved so that its levels are under their heads."""
    first = _first_level(roles)
    at = next((index for index, cell in enumerate(row.cells) if level_of(cell.text)), first)
    gap = first - at
    levels = [level_of(cell.text) for cell in row.cells[at : at + 2]]
    kept = row.cells[: max(len(header.cells) - gap, 0)]
    if gap <= 0 or len(levels) < 2 or not all(levels) or any(row.cells[len(kept) :]):
        return row
    return replace(row, cells=(*(Cell("") for _ in range(gap)), *kept))


def _first_level(roles: Roles) -> int:
    return min((index for index, role in roles.items() if role in ("level1", "level2", "level3")), default=0)


def _names_unit(key: Key) -> bool:
    return key.scheme == "unit" or (bool(key.label) and key.label == key.unit_name)


def _is_sum(row: Row, roles: Roles, units: set[str]) -> bool:
    """Whether a row only sums up projects, all or those of a unit: it prints its label and no indicator."""
    filled = [(index, cell) for index, cell in enumerate(row.cells) if cell]
    named = any(roles.get(index) == "project" and not is_figure(cell.text) for index, cell in filled)
    if not named and all(index < _first_level(roles) for index, _ in filled):
        return True
    printed = [(roles.get(index, ""), cell.text) for index, cell in enumerate(row.cells) if cell]
    labels = [
        text for role, text in printed if role in ("", "project") and (fold(text) in units or is_total_label(text))
    ]
    return bool(labels) and all(role != "level3" for role, _ in printed)


def _heads(row: Row, levels: Row) -> bool:
    """Whether a row above the levels heads the columns beside them: it names owners where the levels print nothing."""
    filled = [(index, cell) for index, cell in enumerate(row.cells) if cell]
    if len(filled) < _FEWEST_HEADS or any(is_figure(cell.text) for _, cell in filled):
        return False
    return any(_names_owner(cell.text) and not _filled(levels, index) for index, cell in filled)


def _names_owner(word: str) -> bool:
    return header_role(word) == "project" or any(role in _OWNERS for role, _ in meaning(word).roles)


def _heads_below(row: Row) -> bool:
    """Whether a row below the levels still heads columns: words of headers alone, no level among them."""
    filled = [cell.text for cell in row.cells if cell]
    return len(filled) > 1 and all(meaning(text).known and not level_of(text) for text in filled)


def _filled(row: Row, index: int) -> bool:
    return index < len(row.cells) and bool(row.cells[index])


def _without_targets(column: FormColumn, roles: Roles) -> FormColumn:
    """A column of the indicators' own figures (指标值, 权重) holds no figures of the form."""
    first = _first_level(roles)
    points = bool(column.path) and stage_of(column.path[-1]) in ("score", "weight")
    own = points or roles.get(column.index) or (column.index > first and column.component == "unknown")
    return replace(column, role="text", component="") if column.role == "amount" and own else column
