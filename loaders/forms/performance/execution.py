"""The money of a self-assessment (项目绩效自评表): 年初预算数 | 全年预算数 | 全年执行数 over rows of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.blocks import Cell, Row
from loaders.facts import Figure, Source
from loaders.forms.vocabulary import component_of
from loaders.layout.captions import unit_in
from loaders.lexicon import load
from loaders.printing import amount_of, fold, tidy

_FEWEST_STAGES = 2
_GROUP = "项目资金"


@dataclass(frozen=True, slots=True)
class Execution:
    """The figures of a self-assessment's money, and the rows of the form without them."""

    figures: tuple[Figure, ...]
    rest: tuple[Row, ...]

    budgets: tuple[tuple[str, Cell], ...]
    """The cell of what was budgeted for the year, by label: the adjusted budget, else that of its beginning."""


@cache
def _stages() -> dict[str, str]:
    return {fold(word): phase for phase, words in load("declaration")["stages"].items() for word in words}


def _bare(label: str) -> str:
    return re.sub(r"^其中:?", "", fold(label).rstrip(":"))


def _stage(cell: Cell) -> str:
    return _stages().get(re.sub(r"\([^()]*元\)$", "", fold(cell.text)), "")


def read_execution(rows: Sequence[Row], title: str, form_id: str, unit: str) -> Execution | None:
    """The money told by stages; None where no row heads two stages with figures right below them."""
    for index, row in enumerate(rows):
        stages = {at: phase for at, cell in enumerate(row.cells) if (phase := _stage(cell))}
        if len(stages) < _FEWEST_STAGES:
            continue
        end = index + 1
        while end < len(rows) and _is_money(rows[end], row, stages):
            end += 1
        unit = next((one for cell in row.cells if (one := unit_in(cell.text))), unit)
        figures = [
            _figure(number, below, at, phase, row, (title, form_id, unit))
            for number, below in enumerate(rows[index + 1 : end], index + 2)
            for at, phase in stages.items()
            if amount_of(below.cells[at].text) is not None
        ]
        if not figures:
            return None
        money = rows[index + 1 : end]
        return Execution(tuple(figures), (*rows[:index], *rows[end:]), tuple(_budgets(money, stages)))
    return None


def _budgets(rows: Sequence[Row], stages: dict[int, str]) -> Iterator[tuple[str, Cell]]:
    order = [at for phase in ("adjusted-budget", "budget") for at, one in stages.items() if one == phase]
    for row in rows:
        cell = next((row.cells[at] for at in order if row.cells[at]), None)
        if cell is not None:
            yield _label(row, min(stages)), cell


def _is_money(row: Row, header: Row, stages: dict[int, str]) -> bool:
    """Whether a row as long as the header prints a label, and under the stages figures or nothing."""
    if len(row.cells) != len(header.cells) or not _label(row, min(stages)):
        return False
    return all(not cell or amount_of(cell.text) is not None for at in stages for cell in [row.cells[at]])


def _label(row: Row, before: int) -> str:
    words = [tidy(cell.text) for cell in row.cells[:before] if cell and amount_of(cell.text) is None]
    return words[-1] if words else ""


def _figure(number: int, row: Row, at: int, phase: str, header: Row, form: tuple[str, str, str]) -> Figure:
    cell, label = row.cells[at], _label(row, at)
    title, form_id, unit = form
    return Figure(
        form_id=form_id,
        form="project-target",
        form_title=title,
        row_number=number,
        row_code="",
        row_label=label,
        columns=(tidy(header.cells[at].text),),
        component=component_of((_GROUP, _bare(label))),
        amount=amount_of(cell.text) or "",
        unit=unit,
        source=Source(cell.place, cell.text.strip()),
        phase=phase,
    )
