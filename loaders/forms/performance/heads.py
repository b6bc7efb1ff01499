"""The heads of indicators: which column is which level, target or score, by their words and how they lie."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.blocks import Row
from loaders.forms.performance.words import (
    header_role,
    is_annual,
    is_known_label,
    is_other_horizon,
)
from loaders.printing import squeeze

Roles = dict[int, str]
LEVELS = ("level1", "level2", "level3")
_OF_INDICATORS = frozenset(("weight", "actual", "score", "operator", "unit"))
_FEWEST_HEADS = 2
"""A name and a target."""
_FEWEST_OTHERS = 2
"""A table that heads indicators without levels tells so by this many other columns of indicators."""
_YEAR_HEAD = re.compile(r"20\d\d年|上年|前年|当年|本年")


def header_roles(row: Row) -> Roles | None:
    """The roles of the columns where a row heads indicators; None where it does not.

    A head printed over several columns (`指标值` over sign, number and unit) gives each of them its role.
    """
    if "target" not in [header_role(cell.text) for cell in row.cells if cell.text]:
        return None
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
    if len(words) < _FEWEST_HEADS:
        return None
    roles = {index: header_role(word) for index, word in words.items()}
    if "target" not in roles.values():
        return None
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
    """The column of names of a second set of indicators: it is between the first target and another."""
    targets = sorted(index for index, role in roles.items() if role == "target")
    names = (index for index, role in sorted(roles.items()) if role == "level3")
    return next((index for index in names if len(targets) > 1 and targets[0] < index < targets[-1]), None)


def bands_of(roles: Roles) -> list[Roles]:
    """The roles one by one for each set of indicators that are side by side: those of several years and of the year.

    The first level is printed once, to the left of both.
    """
    if _second_name(roles) is None:
        return [roles]
    target = min(index for index, role in roles.items() if role == "target")
    start = min(index for index, role in roles.items() if index > target and role in LEVELS)
    left = {index: role for index, role in roles.items() if index < start}
    right = {index: role for index, role in roles.items() if index >= start}
    shared = {} if "level1" in right.values() else {index: role for index, role in left.items() if role == "level1"}
    return [left, {**shared, **right}]


def indicator_header(rows: Sequence[Row]) -> int | None:
    """The index of the first row that heads indicators."""
    return next((index for index, row in enumerate(rows) if header_roles(row) is not None), None)


def under_target(header: Row, row: Row, roles: Roles, *, drawn: bool) -> Roles | None:
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
