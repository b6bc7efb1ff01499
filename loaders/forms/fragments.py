"""Fragments: tables whose caption and header print lost. What their rows are is recognised by codes and names alone.

Columns of figures keep the meaning `unknown`, but for a first column that every row proves to be the sum of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loaders import lexicon
from loaders.blocks import Row
from loaders.forms.codes import scheme_of
from loaders.forms.columns import FormColumn, FormTable
from loaders.layout.sheets import Sheet
from loaders.printing import is_nil, squeeze
from loaders.schemes import SubjectScheme
from loaders.table.model import Role
from loaders.table.numbers import figure, is_figure

_PROVING_ROWS = 2
_EXPENDITURE = "expenditure"
"""The id of 支出总表."""


def recognise_fragment(sheet: Sheet) -> tuple[str, FormTable] | None:
    """The form id and grid of a headless fragment, or None where its rows are no rows of a budget form."""
    rows = [row for row in sheet.rows if any(cell for cell in row.cells)]
    if not rows:
        return None
    roles = _common([_roles(row) for row in rows])
    first = _first_figure(rows)
    if roles is None or first is None:
        return None
    form = _form(roles, rows)
    if not form:
        return None
    columns = [FormColumn(index, (), role) for index, role in enumerate(roles[:first])]
    width = max(len(row.cells) for row in rows)
    columns += [FormColumn(index, (), Role.AMOUNT, "unknown") for index in range(first, width)]
    if _first_is_sum(rows, first):
        columns[first] = FormColumn(first, ("合计",), Role.AMOUNT, "total")
    return form, FormTable(tuple(columns), tuple(rows))


def _roles(row: Row) -> list[str]:
    """The roles of a row's leading cells, recognised by their shape."""
    roles: list[str] = []
    digits = 0
    for cell in row.cells:
        text = squeeze(cell.text)
        role = _role(text, roles, digits)
        if not role:
            break
        digits = digits + len(text) if role in (Role.CODE, Role.DIVISION_CODE, Role.ITEM_CODE) and text.isdigit() else 0
        roles.append(role)
    return roles


def _role(text: str, before: Sequence[str], digits: int) -> str:
    if text.isdigit() and len(text) == 2 and before and before[-1] in (Role.CODE, Role.DIVISION_CODE):
        return Role.DIVISION_CODE if digits == 3 else Role.ITEM_CODE
    if lexicon.rows().project_code.fullmatch(text):
        return Role.PROJECT_CODE
    if scheme_of(text):
        return Role.CODE
    if not text or is_figure(text):
        return ""
    if before and before[-1] == Role.PROJECT_CODE:
        return Role.PROJECT
    if before and before[-1] == Role.PROJECT:
        return Role.PROJECT_UNIT
    return Role.NAME


def _common(all_roles: Sequence[list[str]]) -> list[str] | None:
    """The roles that every row agrees on."""
    shortest = min(all_roles, key=len)
    return shortest if shortest and all(roles[: len(shortest)] == shortest for roles in all_roles) else None


def _form(roles: list[str], rows: Sequence[Row]) -> str:
    if roles[0] == Role.PROJECT_CODE:
        return "project-list"
    if roles[0] != Role.CODE:
        return ""
    schemes = {
        scheme_of(squeeze(row.cells[index].text))
        for row in rows
        for index, role in enumerate(roles)
        if role == Role.CODE
    }
    if SubjectScheme.DEPARTMENT_ECONOMIC in schemes:
        return "economic-summary" if len(schemes) > 1 else "general-basic"
    return _EXPENDITURE if schemes == {SubjectScheme.FUNCTIONAL} else ""


def _first_figure(rows: Sequence[Row]) -> int | None:
    """The first column that holds a printed amount (codes have no decimals) in every row."""
    width = min(len(row.cells) for row in rows)
    for index in range(width):
        texts = [row.cells[index].text for row in rows]
        if all("." in text and is_figure(text) for text in texts):
            return index
    return None


def _first_is_sum(rows: Sequence[Row], first: int) -> bool:
    """Whether in every row the first figure is the sum of all that follow."""
    for row in rows:
        printed = [figure(cell.text) for cell in row.cells[first:] if not is_nil(cell.text)]
        figures = [one.value if one else Decimal(0) for one in printed]
        if len(figures) < 2 or figures[0] != sum(figures[1:], Decimal(0)):
            return False
    return len(rows) >= _PROVING_ROWS
