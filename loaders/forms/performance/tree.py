"""Performance tables: rows under 一级指标 | 二级指标 | 三级指标 … 指标值 → indicators.

Where a row's words stand in the columns the header gives them, the columns tell what they are. Conversion shifts
rows to the left or right; such a row is read by the order of its words and by the level words it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Cell, Row
from loaders.forms.performance.placing import agreed, is_number
from loaders.forms.performance.words import (
    closes,
    first_levels,
    header_role,
    is_annual,
    is_known_label,
    is_other_horizon,
    level_of,
    parents,
    without_points,
)
from loaders.forms.rows import repeats_end
from loaders.forms.targets import is_nature, is_operator, is_unit, read_target
from loaders.layout.contacts import is_contact
from loaders.printing import fold, is_nil, squeeze, tidy


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
    """The rows of one project inside a table of several: its name and goals as they are laid together."""

    name: Cell | None = None
    goals: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A row taken apart, before anything is carried down."""

    left: tuple[Cell, ...] = ()
    level1: str = ""
    level2: str = ""
    level3: Cell | None = None
    description: str = ""
    operator: str = ""
    target: Cell | None = None
    unit: str = ""
    basis: str = ""
    weight: str = ""
    actual: str = ""
    score: str = ""
    deviation: str = ""


Roles = dict[int, str]
_LEVELS = ("level1", "level2", "level3")
_OF_INDICATORS = frozenset(("weight", "actual", "score", "operator", "unit"))
_FEWEST_OTHERS = 2
"""A table that heads indicators without levels tells so by this many other columns of indicators."""
_VALUE = re.compile(r"[\d≥≤><=＝]")
_YEAR_HEAD = re.compile(r"20\d\d年|上年|前年|当年|本年")
_PLACEHOLDER = re.compile(r"(?:指标\d{1,2}[:：]?)?[.…。/／—-]*")


def header_roles(row: Row) -> Roles | None:
    """The roles of the columns where a row heads indicators; None where it does not.

    A head printed over several columns (`指标值` over sign, number and unit) gives each of them its role.
    """
    roles = roles_of_words({index: cell.text for index, cell in enumerate(row.cells) if cell})
    if roles is None:
        return None
    for index, role in tuple(roles.items()):
        if role == "target":
            covered = range(index + 1, min(index + row.cells[index].width, len(row.cells)))
            roles.update(dict.fromkeys(covered, "target"))
    return roles


def roles_of_words(words: Mapping[int, str]) -> Roles | None:
    """The roles of columns under these words; None where the words head no indicators."""
    roles = {index: header_role(word) for index, word in words.items()}
    first = next((index for index, role in roles.items() if role in ("level1", "level2")), 0)
    roles = {index: role if index >= first or role in ("project", "goal") else "" for index, role in roles.items()}
    roles = _with_annual_target(_with_names(_without_key(roles, words)), words)
    names = [index for index, role in roles.items() if role == "level3"]
    second = _second_name(roles)
    beside = [index for index in names[1:] if index != second]
    roles.update({index: "description" for index in beside if "description" not in roles.values()})
    found = set(roles.values())
    if not {"level3", "target"} <= found:
        return None
    return roles if found & {"level1", "level2"} or len(found & _OF_INDICATORS) >= _FEWEST_OTHERS else None


def _without_key(roles: Roles, words: Mapping[int, str]) -> Roles:
    """The label of the whole block (绩效指标) beside heads without levels names no column."""
    names = [index for index, role in sorted(roles.items()) if role == "level3"]
    if len(names) < 2 or {"level1", "level2"} & set(roles.values()) or not is_known_label(words[names[0]]):
        return roles
    return {**roles, names[0]: ""}


def _with_names(roles: Roles) -> Roles:
    """Two levels only (一级指标 | 二级指标 | 指标值): the lower one names the indicators."""
    values = list(roles.values())
    if "level3" in values or values.count("level2") != 1 or "level1" not in values:
        return roles
    return {index: "level3" if role == "level2" else role for index, role in roles.items()}


def _with_annual_target(roles: Roles, words: Mapping[int, str]) -> Roles:
    """Of several columns of targets of the same indicators the year's own; the others are of another horizon."""
    targets = [index for index, role in sorted(roles.items()) if role == "target"]
    if len(targets) < 2 or _second_name(roles) is not None:
        return roles
    own = [index for index in targets if not is_other_horizon(words[index])] or targets
    kept = next((index for index in own if is_annual(words[index])), own[0])
    return {index: "other" if index in targets and index != kept else role for index, role in roles.items()}


def _second_name(roles: Roles) -> int | None:
    """The column of names of a second set of indicators: it stands between the first target and another."""
    targets = sorted(index for index, role in roles.items() if role == "target")
    names = (index for index, role in sorted(roles.items()) if role == "level3")
    return next((index for index in names if len(targets) > 1 and targets[0] < index < targets[-1]), None)


def bands_of(roles: Roles) -> list[Roles]:
    """The roles one by one for each set of indicators that stand side by side: those of several years and of the year.

    The first level is printed once, to the left of both.
    """
    if _second_name(roles) is None:
        return [roles]
    target = min(index for index, role in roles.items() if role == "target")
    start = min(index for index, role in roles.items() if index > target and role in _LEVELS)
    left = {index: role for index, role in roles.items() if index < start}
    right = {index: role for index, role in roles.items() if index >= start}
    shared = {} if "level1" in right.values() else {index: role for index, role in left.items() if role == "level1"}
    return [left, {**shared, **right}]


def indicator_header(rows: Sequence[Row]) -> int | None:
    """The index of the first row that heads indicators."""
    return next((index for index, row in enumerate(rows) if header_roles(row) is not None), None)


def read_indicators(
    rows: Sequence[Row], roles: Roles | None = None, *, drawn: bool = False
) -> tuple[list[IndicatorRow], list[OwnerGroup]]:
    """The indicators below a header row, and the projects the table itself names.

    `roles` of the columns where they are known; else the first of `rows` is the header that tells them. `drawn`: the
    format draws the columns, so that a blank cell is a blank and no shift.
    """
    reader = _Reader((header_roles(rows[0]) or {}) if roles is None else roles, drawn=drawn)
    below = rows if roles is not None else rows[1:]
    if roles is None and below and (years := _under_target(rows[0], below[0], reader.roles, drawn=drawn)) is not None:
        reader.head(years)
        below = below[1:]
    for row in below:
        again = header_roles(row)
        if again is not None:
            reader.head(again)
        elif any(cell for cell in row.cells):
            reader.take(row)
    return reader.found, reader.groups


def _under_target(header: Row, row: Row, roles: Roles, *, drawn: bool) -> Roles | None:
    """The roles where a row below the header splits the target by years: only the year's own (预计, or the last)."""
    filled = {index: cell.text for index, cell in enumerate(row.cells) if cell}
    wide = {index for index, role in roles.items() if role == "target"}
    if len(filled) < 2 or not wide or not all(_YEAR_HEAD.search(squeeze(text)) for text in filled.values()):
        return None
    if not drawn:
        return _split_target(roles, min(wide), list(filled.values()))
    if not set(filled) <= wide or header.cells[min(wide)].width < 2:
        return None
    kept = next((index for index, text in filled.items() if is_annual(text)), max(filled))
    return {index: "other" if index in wide and index != kept else role for index, role in roles.items()}


def _split_target(roles: Roles, at: int, years: Sequence[str]) -> Roles | None:
    """The roles with columns of years in the place of the target, where the format does not draw the columns."""
    kept = next((index for index, text in enumerate(years) if is_annual(text)), None)
    if kept is None:
        return None
    found = {index if index < at else index + len(years) - 1: role for index, role in roles.items() if index != at}
    return {**found, **{at + index: "target" if index == kept else "other" for index in range(len(years))}}


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
            self._take(row if len(self._bands) == 1 else _only(row, band), band)

    def _take(self, row: Row, roles: Roles) -> None:
        parsed = _by_columns(row, roles, drawn=self._drawn) or _by_order(row, roles)
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
        if parsed.level3 is not None and not _is_placeholder(parsed):
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

    def _is_continuation(self, parsed: _Parsed) -> bool:
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

    def _take_owner(self, row: Row, parsed: _Parsed) -> None:
        """A new project begins where its name is printed, or where the first level starts again without a name."""
        group = self.groups[-1]
        first = first_levels().index(fold("产出指标"))
        restarts = parsed.level1 and _rank(parsed.level1) <= first and self._level1 and _rank(self._level1) > first
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


def _only(row: Row, roles: Roles) -> Row:
    """The row with nothing but its cells in these columns."""
    cells = [cell if index in roles else replace(cell, text="", marks=()) for index, cell in enumerate(row.cells)]
    return replace(row, cells=tuple(cells))


def _is_placeholder(parsed: _Parsed) -> bool:
    """Whether a row only numbers an indicator that nobody filled in (`指标2：`, `……`)."""
    return parsed.level3 is not None and _PLACEHOLDER.fullmatch(squeeze(parsed.level3.text)) is not None


def levels_named(word: str) -> tuple[str, str]:
    """The first and second level that the head of a group of indicators names: `数量指标` is one of 产出指标."""
    if level_of(word) == "level2":
        return parents()[without_points(word)], word
    return word, ""


def _by_columns(row: Row, roles: Roles, *, drawn: bool) -> _Parsed | None:
    """The row by its columns, or None where its words contradict them."""
    cells: dict[str, Cell] = {}
    left: list[Cell] = []
    targets: list[Cell] = []
    for index, cell in enumerate(row.cells):
        if not cell:
            continue
        role = roles.get(index, "")
        if not _may_stand(cell.text, role, "level2" in cells, drawn=drawn):
            return None
        if role in ("project", "goal"):
            left.append(cell)
        elif role == "target":
            targets.append(cell)
        elif role:
            cells.setdefault(role, cell)
    cells.update(_parts_of_target(targets))
    text = {role: tidy(cell.text) for role, cell in cells.items()}
    if "level2" not in cells and level_of(text.get("level1", "")) == "both" and "level2" in roles.values():
        return None
    if not (drawn and "level3" in cells) and not _is_whole(row, roles, cells):
        return None
    level1, level2 = _levels_of(text)
    return _Parsed(
        tuple(left),
        level1,
        level2,
        cells["level3"],
        text.get("description", ""),
        text.get("operator", ""),
        cells.get("target"),
        text.get("unit", ""),
        text.get("basis", ""),
        *(("" if is_nil(text.get(role, "")) else text[role]) for role in ("weight", "actual", "score", "deviation")),
    )


def _levels_of(text: Mapping[str, str]) -> tuple[str, str]:
    """First and second level; a second level printed in the only column of levels (数量指标) has its parent above."""
    level1, level2 = text.get("level1", ""), text.get("level2", "")
    if not level2 and level_of(level1) == "level2":
        return parents()[without_points(level1)], level1
    return level1, level2


def _parts_of_target(cells: Sequence[Cell]) -> dict[str, Cell]:
    """Sign, number and unit of a target that is printed in several cells under one head."""
    found: dict[str, Cell] = {}
    for cell in cells:
        if len(cells) > 1 and "target" not in found and (is_operator(cell.text) or is_nature(cell.text)):
            found["operator"] = cell
        elif "target" not in found:
            found["target"] = cell
        else:
            found.setdefault("unit", cell)
    return found


def _is_whole(row: Row, roles: Roles, cells: Mapping[str, Cell]) -> bool:
    """Whether the row's columns are plainly its own: name and target in theirs, or nothing but a name."""
    if "level3" not in cells:
        return False
    if "target" in cells:
        return all(is_number(cells[role].text) for role in ("weight", "score") if role in cells)
    if set(cells) & {"operator", "unit"}:
        return False
    outside = [index for index, cell in enumerate(row.cells) if cell and roles.get(index) not in ("project", "goal")]
    return len(outside) - sum(1 for index in outside if level_of(row.cells[index].text)) < 2


def _may_stand(text: str, role: str, has_level2: bool, *, drawn: bool) -> bool:
    """Whether a text may stand in a column: level words in level columns only, but a name may repeat its level's."""
    level = level_of(text)
    if drawn and role in _LEVELS:
        return True
    if role in ("level1", "level2") and _VALUE.match(squeeze(text)):
        return False
    if role == "level1":
        return level != "level2"
    if role == "level2":
        return level != "level1"
    if role == "operator":
        return is_operator(text) or is_nature(text)
    return not level or has_level2 or role not in ("project", "goal", "level3", "target")


def _by_order(row: Row, roles: Roles) -> _Parsed:
    """The row by the order of its words: [project, goals] level1 level2 | name operator target unit …"""
    cells = [cell for cell in row.cells if cell and not is_nil(cell.text)]
    marks = [(index, level_of(cell.text)) for index, cell in enumerate(cells)]
    levels = [index for index, level in marks if level]
    if not levels:
        return _without_levels(cells, roles)
    last = levels[-1]
    first = next((index for index in levels if marks[index][1] in ("level1", "both") and index != last), None)
    level1 = tidy(cells[first].text) if first is not None else ""
    level2 = ""
    if marks[last][1] == "level1":
        level1 = tidy(cells[last].text)
    else:
        level2 = tidy(cells[last].text)
    parsed = _without_levels(cells[last + 1 :], roles)
    return replace(parsed, left=tuple(cells[: levels[0]]), level1=level1, level2=level2)


def _without_levels(cells: list[Cell], roles: Roles) -> _Parsed:
    """Name, operator, target and unit in this order; a text that is no target may stand for one where it is last.

    Where the header has weights or scores, a cell has a column only if all placings that fit agree on it: a weight is
    never taken for a target.
    """
    if not cells:
        return _Parsed()
    after = _after_name(roles)
    before = after[: after.index("target")] if "target" in after else []
    if {"weight", "actual", "score", "other"} & set(after) or set(before) - {"operator"}:
        return _placed(cells[0], cells[1:], after)
    rest = cells[1:]
    operator = ""
    if rest and (is_operator(rest[0].text) or is_nature(rest[0].text)):
        operator, rest = squeeze(rest[0].text), rest[1:]
    unit = squeeze(rest[1].text) if len(rest) > 1 and is_unit(rest[1].text) else ""
    return _Parsed(level3=cells[0], operator=operator, target=rest[0] if rest else None, unit=unit)


def _after_name(roles: Roles) -> list[str]:
    """The roles of the columns behind that of the names."""
    name = next((index for index, role in sorted(roles.items()) if role == "level3"), -1)
    return [role for index, role in sorted(roles.items()) if index > name >= 0 and role]


def _placed(name: Cell, cells: Sequence[Cell], roles: Sequence[str]) -> _Parsed:
    texts = [cell.text for cell in cells]
    points = frozenset(roles) & {"weight", "score"}
    placing = agreed(texts, roles, points | {"target"})
    placing = agreed(texts, roles, points) if placing is None else placing
    found = {roles[column]: cells[index] for column, index in (placing or {}).items()}
    text = {role: "" if is_nil(cell.text) else tidy(cell.text) for role, cell in found.items()}
    return _Parsed(
        level3=name,
        description=text.get("description", ""),
        operator=text.get("operator", ""),
        target=found.get("target"),
        unit=text.get("unit", ""),
        basis=text.get("basis", ""),
        weight=text.get("weight", ""),
        actual=text.get("actual", ""),
        score=text.get("score", ""),
        deviation=text.get("deviation", ""),
    )


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
