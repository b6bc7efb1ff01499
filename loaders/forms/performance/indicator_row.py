"""One row of indicators taken apart: by the columns of its heads, else by the order of its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Cell, Row
from loaders.forms.performance.heads import LEVELS, Roles
from loaders.forms.performance.placing import agreed, is_number
from loaders.forms.performance.words import (
    level_of,
    parents,
    without_points,
)
from loaders.forms.targets import is_nature, is_operator, is_unit
from loaders.printing import is_nil, squeeze, tidy

_VALUE = re.compile(r"[\d≥≤><=＝]")
PLACEHOLDER = re.compile(r"(?:指标\d{1,2}[:：]?)?[.…。/／—-]*")


@dataclass(frozen=True, slots=True)
class ParsedRow:
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


def cells_only(row: Row, roles: Roles) -> Row:
    """The row with nothing but its cells in these columns."""
    cells = [cell if index in roles else replace(cell, text="", marks=()) for index, cell in enumerate(row.cells)]
    return replace(row, cells=tuple(cells))


def is_placeholder(parsed: ParsedRow) -> bool:
    """Whether a row only numbers an indicator that nobody filled in (`指标2：`, `……`)."""
    return parsed.level3 is not None and PLACEHOLDER.fullmatch(squeeze(parsed.level3.text)) is not None


def by_columns(row: Row, roles: Roles, *, drawn: bool) -> ParsedRow | None:
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
    return ParsedRow(
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
    """Whether a text may be in a column: level words in level columns only, but a name may repeat its level's."""
    level = level_of(text)
    if drawn and role in LEVELS:
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


def by_order(row: Row, roles: Roles) -> ParsedRow:
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


def _without_levels(cells: list[Cell], roles: Roles) -> ParsedRow:
    """Name, operator, target and unit in this order; a text that is no target may stand for one where it is last.

    Where the header has weights or scores, a cell has a column only if all placings that fit agree on it: a weight is
    never taken for a target.
    """
    if not cells:
        return ParsedRow()
    after = _after_name(roles)
    before = after[: after.index("target")] if "target" in after else []
    if {"weight", "actual", "score", "other"} & set(after) or set(before) - {"operator"}:
        return _placed(cells[0], cells[1:], after)
    rest = cells[1:]
    operator = ""
    if rest and (is_operator(rest[0].text) or is_nature(rest[0].text)):
        operator, rest = squeeze(rest[0].text), rest[1:]
    unit = squeeze(rest[1].text) if len(rest) > 1 and is_unit(rest[1].text) else ""
    return ParsedRow(level3=cells[0], operator=operator, target=rest[0] if rest else None, unit=unit)


def _after_name(roles: Roles) -> list[str]:
    """The roles of the columns behind that of the names."""
    name = next((index for index, role in sorted(roles.items()) if role == "level3"), -1)
    return [role for index, role in sorted(roles.items()) if index > name >= 0 and role]


def _placed(name: Cell, cells: Sequence[Cell], roles: Sequence[str]) -> ParsedRow:
    texts = [cell.text for cell in cells]
    points = frozenset(roles) & {"weight", "score"}
    placing = agreed(texts, roles, points | {"target"})
    placing = agreed(texts, roles, points) if placing is None else placing
    found = {roles[column]: cells[index] for column, index in (placing or {}).items()}
    text = {role: "" if is_nil(cell.text) else tidy(cell.text) for role, cell in found.items()}
    return ParsedRow(
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
