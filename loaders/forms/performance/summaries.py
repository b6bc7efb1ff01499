"""Summary forms (项目绩效目标汇总表): a project a row, its indicators in groups side by side below the first row."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.blocks import Cell, Row
from loaders.forms.budget import FormReading
from loaders.forms.columns import FormColumn, FormTable
from loaders.forms.grid import read_grid
from loaders.forms.performance.tree import IndicatorRow, levels_named
from loaders.forms.rows import Key
from loaders.layout.sheets import Sheet
from loaders.printing import tidy


@dataclass(frozen=True, slots=True)
class SummaryProject:
    """One project of a summary form, with its row and its indicators."""

    key: Key
    row: Row
    number: int
    indicators: tuple[IndicatorRow, ...]


def is_summary(sheet: Sheet) -> bool:
    """Whether a form is built as a summary: projects beside several groups of a name and a target."""
    grid = read_grid(sheet, projects=True)
    return grid is not None and bool(grid.keys("project")) and len(_groups(grid)) > 1


def read_summary(reading: FormReading) -> list[SummaryProject]:
    """The projects of a summary form; indicator rows without a code belong to the project above."""
    groups = _groups(reading.grid)
    keys = dict(reading.keys)
    projects: list[SummaryProject] = []
    for number, row in enumerate(reading.grid.rows, 1):
        key = keys.get((number, ""), Key())
        if key.scheme == "project" or (key.project and not key.unit_code):
            projects.append(SummaryProject(key, row, number, ()))
        found = tuple(_indicators(row, groups))
        if found and projects:
            last = projects[-1]
            projects[-1] = SummaryProject(last.key, last.row, last.number, last.indicators + found)
    return projects


def _groups(grid: FormTable) -> list[tuple[str, FormColumn, FormColumn]]:
    """The (head, name column, target column) of every group."""
    names = [column for column in grid.columns if column.role == "indicator-name"]
    targets = [column for column in grid.columns if column.role == "indicator-target"]
    return [
        (tidy(name.path[-2]), name, target) for name, target in zip(names, targets, strict=False) if len(name.path) > 1
    ]


def _indicators(row: Row, groups: list[tuple[str, FormColumn, FormColumn]]) -> list[IndicatorRow]:
    found = []
    for head, name, target in groups:
        cell = _cell(row, name)
        if cell is not None:
            found.append(IndicatorRow(*levels_named(head), cell, _cell(row, target)))
    return found


def _cell(row: Row, column: FormColumn) -> Cell | None:
    cell = row.cells[column.index] if column.index < len(row.cells) else None
    return cell if cell else None
