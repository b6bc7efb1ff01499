"""Performance tables: rows under 一级指标 | 二级指标 | 三级指标 … 指标值 → indicators.

Where a row's words are in the columns the header gives them, the columns tell what they are. Conversion shifts
rows to the left or right; such a row is read by the order of its words and by the level words it holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Cell, Row
from loaders.forms.performance.heads import (
    Roles,
    bands_of,
    header_roles,
    under_target,
)
from loaders.forms.performance.indicator_row import ParsedRow, by_columns, by_order, cells_only, is_placeholder
from loaders.forms.performance.words import (
    closes,
    first_levels,
    level_of,
    parents,
    without_points,
)
from loaders.forms.rows import repeats_end
from loaders.forms.targets import read_target
from loaders.layout.contacts import is_contact
from loaders.printing import fold, tidy


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of a table, its levels carried down; `owner` the project the row prints, if the table has such."""

    level1: str
    level2: str
    level3: Cell
    target: Cell | None = None
    description: str = ""
    operator: str = ""
    unit: str = ""
    basis: str = ""
    weight: str = ""
    actual: str = ""
    score: str = ""
    deviation: str = ""
    group: int = 0


@dataclass(slots=True)
class OwnerGroup:
    """The rows of one project inside a table of several: its name and goals as they are joined together."""

    name: Cell | None = None
    goals: tuple[Cell, ...] = ()


def read_indicators(
    rows: Sequence[Row], roles: Roles | None = None, *, drawn: bool = False
) -> tuple[list[IndicatorRow], list[OwnerGroup]]:
    """The indicators below a header row, and the projects the table itself names.

    `roles` of the columns where they are known; else the first of `rows` is the header that tells them. `drawn`: the
    format draws the columns, so that a blank cell is a blank and no shift.
    """
    reader = _Reader((header_roles(rows[0]) or {}) if roles is None else roles, drawn=drawn)
    below = rows if roles is not None else rows[1:]
    if roles is None and below and (years := under_target(rows[0], below[0], reader.roles, drawn=drawn)) is not None:
        reader.head(years)
        below = below[1:]
    reader.names_lead = _names_lead(below, reader.roles, drawn=drawn)
    for row in below:
        again = header_roles(row)
        if again is not None:
            reader.head(again)
        elif any(cell for cell in row.cells):
            reader.take(row)
    return reader.found, reader.groups


def _names_lead(rows: Sequence[Row], roles: Roles, *, drawn: bool) -> bool:
    """Whether the first row of each project prints its name, not one in the middle of its rows: the very first does,
    and each name is beside a first level."""
    parsed = [by_columns(row, roles, drawn=drawn) or by_order(row, roles) for row in rows if any(row.cells)]
    named = [one for one in parsed if one.left]
    return bool(named) and parsed[0] is named[0] and all(one.level1 for one in named)


def _closes(row: Row) -> bool:
    first = next(cell.text for cell in row.cells if cell)
    return closes(first) or is_contact(first)


class _Reader:
    """Takes rows one by one and carries down levels and owners."""

    def __init__(self, roles: Roles, *, drawn: bool) -> None:
        self._drawn = drawn
        self.head(roles)
        self.found: list[IndicatorRow] = []
        self.groups: list[OwnerGroup] = [OwnerGroup()]
        self._level1 = ""
        self._level2 = ""
        self._has_owners = "project" in roles.values()
        self.names_lead = False

    def head(self, roles: Roles) -> None:
        """The roles of the columns from here on."""
        self.roles = roles
        self._bands = bands_of(roles) if roles else [roles]

    def take(self, row: Row) -> None:
        """One more row: an indicator, or one of several years and one of the year side by side.

        What closes the table (总分, 评价结论, who signed it) is no indicator.
        """
        if _closes(row):
            return
        for band in self._bands:
            self._take(row if len(self._bands) == 1 else cells_only(row, band), band)

    def _take(self, row: Row, roles: Roles) -> None:
        parsed = by_columns(row, roles, drawn=self._drawn) or by_order(row, roles)
        if row.after_break and self._is_continuation(parsed):
            self._continue(row)
            return
        if self._has_owners:
            self._take_owner(row, parsed)
        if parsed.level1:
            self._level1, self._level2 = parsed.level1, ""
        if parsed.level2:
            self._level2 = parsed.level2
        if not self._level1:
            self._level1 = parents().get(fold(self._level2), "")
        if parsed.level3 is not None and not is_placeholder(parsed):
            self.found.append(
                IndicatorRow(
                    self._level1,
                    self._level2,
                    parsed.level3,
                    parsed.target,
                    parsed.description,
                    parsed.operator,
                    parsed.unit,
                    parsed.basis,
                    parsed.weight,
                    parsed.actual,
                    parsed.score,
                    parsed.deviation,
                    len(self.groups) - 1,
                )
            )

    def _is_continuation(self, parsed: ParsedRow) -> bool:
        """A row behind a page break without level, operator or target goes on with the row before."""
        return bool(self.found) and not parsed.level1 and not parsed.level2 and parsed.target is None

    def _continue(self, row: Row) -> None:
        texts = [cell for cell in row.cells if cell]
        last = self.found[-1]
        if self._has_owners and len(texts) > 1:
            self._extend_group(texts[:-1])
            texts = texts[-1:]
        fragment = texts[-1]
        if not repeats_end(last.level2, fragment.text) and not repeats_end(last.level3.text, fragment.text):
            self.found[-1] = replace(last, level3=last.level3.joined(fragment))

    def _extend_group(self, cells: Sequence[Cell]) -> None:
        """Words of the project's name and goals that a page break cut off."""
        group = self.groups[-1]
        goals = list(group.goals)
        offset = len(goals) - len(cells)
        for index, cell in enumerate(cells):
            if offset + index >= 0:
                goals[offset + index] = goals[offset + index].joined(cell)
            elif group.name is not None:
                group.name = group.name.joined(cell)
        group.goals = tuple(goals)

    def _take_owner(self, row: Row, parsed: ParsedRow) -> None:
        """A new project begins where its name is printed; where names may be in the middle of the rows of their
        project, also where the first level starts again without a name."""
        group = self.groups[-1]
        first = first_levels().index(fold("产出指标"))
        starts_anew = parsed.level1 and _rank(parsed.level1) <= first and self._level1 and _rank(self._level1) > first
        restarts = starts_anew and not self.names_lead
        if not parsed.left:
            if restarts:
                self._open_group(OwnerGroup())
        elif row.after_break and not parsed.level1 and group.name is not None:
            self._extend_group(parsed.left)
        elif group.name is None and not restarts and self.found and self.found[-1].group == len(self.groups) - 1:
            group.name, group.goals = parsed.left[0], parsed.left[1:]
        else:
            self._open_group(OwnerGroup(parsed.left[0], parsed.left[1:]))

    def _open_group(self, group: OwnerGroup) -> None:
        if self.groups == [OwnerGroup()] and not self.found:
            self.groups[0] = group
        else:
            self.groups.append(group)
        self._level1 = self._level2 = ""


def _rank(level1: str) -> int:
    word = without_points(level1)
    return first_levels().index(word) if word in first_levels() else len(first_levels())


def levels_named(word: str) -> tuple[str, str]:
    """The first and second level that the head of a group of indicators names: `数量指标` is one of 产出指标."""
    if level_of(word) == "level2":
        return parents()[without_points(word)], word
    return word, ""


def target_fields(row: IndicatorRow) -> dict[str, str]:
    """The fields of a target as `Indicator` has them."""
    printed = row.target.text.strip() if row.target is not None else ""
    target = read_target(printed, row.operator, row.unit)
    return {
        "target": tidy(printed),
        "operator": target.operator,
        "number": target.number,
        "unit": target.unit,
        "target_text": tidy(target.text),
    }
