"""Performance tables: rows under 一级指标 | 二级指标 | 三级指标 … 指标值 → indicators.

Where a row's words stand in the columns the header gives them, the columns tell what they are. Conversion shifts
rows to the left or right; such a row is read by the order of its words and by the level words it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.blocks import Cell, Row
from loaders.forms.rows import repeats_end
from loaders.forms.targets import is_nature, is_operator, is_unit, read_target
from loaders.layout.contacts import is_contact
from loaders.lexicon import load
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


@cache
def _header_words() -> dict[str, str]:
    return {fold(word): role for role, words in load("indicators")["header"].items() for word in words}


@cache
def _parents() -> dict[str, str]:
    """Second level → first level, for the second levels that belong to one."""
    pairs = [(fold(child), level["name"]) for level in load("indicators")["level1"] for child in level["children"]]
    return dict(reversed(pairs))


@cache
def _first_levels() -> tuple[str, ...]:
    return tuple(fold(level["name"]) for level in load("indicators")["level1"])


def _bare(text: str) -> str:
    """A word without the number in brackets behind it (the full score)."""
    return re.sub(r"\(\d{1,3}分?\)$", "", fold(text).rstrip(":"))


def header_role(text: str) -> str:
    """The role of a header word; a number in brackets behind it (the full score) says nothing."""
    word = _bare(text)
    variants = (fold(text), word, word.removeprefix("绩效"))
    return next((_header_words()[one] for one in variants if one in _header_words()), "")


def header_roles(row: Row) -> Roles | None:
    """The roles of the columns where a row heads indicators; None where it does not."""
    return roles_of_words({index: cell.text for index, cell in enumerate(row.cells) if cell})


def roles_of_words(words: Mapping[int, str]) -> Roles | None:
    """The roles of columns under these words; None where the words head no indicators."""
    roles = {index: header_role(word) for index, word in words.items()}
    first = next((index for index, role in roles.items() if role in ("level1", "level2")), 0)
    roles = {index: role if index >= first or role in ("project", "goal") else "" for index, role in roles.items()}
    names = [index for index, role in roles.items() if role == "level3"]
    second = _second_name(roles)
    beside = [index for index in names[1:] if index != second]
    roles.update({index: "description" for index in beside if "description" not in roles.values()})
    found = set(roles.values())
    if "level3" not in found or not found & {"level1", "level2"} or "target" not in found:
        return None
    return roles


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


def read_indicators(rows: Sequence[Row], roles: Roles | None = None) -> tuple[list[IndicatorRow], list[OwnerGroup]]:
    """The indicators below a header row, and the projects the table itself names.

    `roles` of the columns where they are known; else the first of `rows` is the header that tells them.
    """
    reader = _Reader((header_roles(rows[0]) or {}) if roles is None else roles)
    for row in rows if roles is not None else rows[1:]:
        again = header_roles(row)
        if again is not None:
            reader.head(again)
        elif any(cell for cell in row.cells):
            reader.take(row)
    return reader.found, reader.groups


def _closes(row: Row) -> bool:
    first = next(cell.text for cell in row.cells if cell)
    return _bare(first) in _closing() or is_contact(first)


@cache
def _closing() -> frozenset[str]:
    return frozenset(fold(word) for word in load("indicators")["closing"]["words"])


class _Reader:
    """Takes rows one by one and carries down levels and owners."""

    def __init__(self, roles: Roles) -> None:
        self.head(roles)
        self.found: list[IndicatorRow] = []
        self.groups: list[OwnerGroup] = [OwnerGroup()]
        self._level1 = ""
        self._level2 = ""
        self._has_owners = "project" in roles.values()

    def head(self, roles: Roles) -> None:
        """The roles of the columns from here on."""
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
        parsed = _by_columns(row, roles) or _by_order(row)
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
            self._level1 = _parents().get(fold(self._level2), "")
        if parsed.level3 is not None:
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
        first = _first_levels().index(fold("产出指标"))
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
    word = fold(level1)
    return _first_levels().index(word) if word in _first_levels() else len(_first_levels())


def _only(row: Row, roles: Roles) -> Row:
    """The row with nothing but its cells in these columns."""
    cells = [cell if index in roles else replace(cell, text="", marks=()) for index, cell in enumerate(row.cells)]
    return replace(row, cells=tuple(cells))


def level_of(text: str) -> str:
    """`level1`, `level2` or `both` where the text is a known level word, else nothing."""
    word = fold(text)
    one, two = word in _first_levels(), word in _parents()
    return "both" if one and two else "level1" if one else "level2" if two else ""


def levels_named(word: str) -> tuple[str, str]:
    """The first and second level that the head of a group of indicators names: `数量指标` is one of 产出指标."""
    if level_of(word) == "level2":
        return _parents()[fold(word)], word
    return word, ""


def _by_columns(row: Row, roles: Roles) -> _Parsed | None:
    """The row by its columns, or None where its words contradict them."""
    cells: dict[str, Cell] = {}
    left: list[Cell] = []
    for index, cell in enumerate(row.cells):
        if not cell:
            continue
        role = roles.get(index, "")
        if not _may_stand(cell.text, role, "level2" in cells):
            return None
        if role in ("project", "goal"):
            left.append(cell)
        elif role:
            cells.setdefault(role, cell)
    text = {role: tidy(cell.text) for role, cell in cells.items()}
    if "level2" not in cells and level_of(text.get("level1", "")) == "both":
        return None
    if "level3" not in cells or "target" not in cells:
        filled = [
            cell for index, cell in enumerate(row.cells) if cell and roles.get(index, "") not in ("project", "goal")
        ]
        whole = len(filled) - sum(1 for cell in filled if level_of(cell.text)) < 2 and "level3" in cells
        if not whole or set(cells) & {"operator", "unit"}:
            return None
    return _Parsed(
        tuple(left),
        text.get("level1", ""),
        text.get("level2", ""),
        cells["level3"],
        text.get("description", ""),
        text.get("operator", ""),
        cells.get("target"),
        text.get("unit", ""),
        text.get("basis", ""),
        text.get("weight", ""),
        text.get("actual", ""),
        text.get("score", ""),
        text.get("deviation", ""),
    )


def _may_stand(text: str, role: str, has_level2: bool) -> bool:
    """Whether a text may stand in a column: level words in level columns only, but a name may repeat its level's."""
    level = level_of(text)
    if role == "level1":
        return level != "level2"
    if role == "level2":
        return level != "level1"
    if role == "operator":
        return is_operator(text) or is_nature(text)
    return not level or has_level2 or role not in ("project", "goal", "level3", "target")


def _by_order(row: Row) -> _Parsed:
    """The row by the order of its words: [project, goals] level1 level2 | name operator target unit …"""
    cells = [cell for cell in row.cells if cell and not is_nil(cell.text)]
    marks = [(index, level_of(cell.text)) for index, cell in enumerate(cells)]
    levels = [index for index, level in marks if level]
    if not levels:
        return _without_levels(cells)
    last = levels[-1]
    level1 = next((tidy(cells[index].text) for index in levels if marks[index][1] == "level1" and index != last), "")
    level2 = ""
    if marks[last][1] == "level1":
        level1 = tidy(cells[last].text)
    else:
        level2 = tidy(cells[last].text)
    parsed = _without_levels(cells[last + 1 :])
    return replace(parsed, left=tuple(cells[: levels[0]]), level1=level1, level2=level2)


def _without_levels(cells: list[Cell]) -> _Parsed:
    """Name, operator, target and unit in this order; a text that is no target may stand for one where it is last."""
    if not cells:
        return _Parsed()
    rest = cells[1:]
    operator = ""
    if rest and (is_operator(rest[0].text) or is_nature(rest[0].text)):
        operator, rest = squeeze(rest[0].text), rest[1:]
    unit = squeeze(rest[1].text) if len(rest) > 1 and is_unit(rest[1].text) else ""
    return _Parsed(level3=cells[0], operator=operator, target=rest[0] if rest else None, unit=unit)


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
