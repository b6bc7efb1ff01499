"""A performance form cut into the blocks that the lexicon declares for it (`blocks` in `forms.toml`).

A row opens a block by its first words, by the heads of its columns, or by heads of goals; the block goes on until
another one is opened. Rows that open none before the first block are fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.blocks import Cell, Row
from loaders.forms.performance.heads import header_roles
from loaders.forms.performance.words import PHASES, BlockSpec, block, closes, field_of, goal_head, is_label, stage_of
from loaders.printing import is_nil
from loaders.table.numbers import is_figure

_FEWEST_STAGES = 2
_SENTENCE = re.compile(r"[。；;]")
"""A passage at the beginning of a row below heads of goals, where the format does not draw the columns."""


@dataclass(frozen=True, slots=True)
class FormBlock:
    """Rows of a form that belong together; the first is the one that opened them."""

    spec: BlockSpec
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The name of the block in the lexicon."""
        return self.spec.name


def cut(rows: Sequence[Row], specs: Sequence[BlockSpec]) -> Iterator[FormBlock]:
    """The blocks of a form, in the order in which it prints them."""
    names = {spec.name: spec for spec in specs}
    current, taken = names.get("fields", block("fields")), list[Row]()
    for row in rows:
        opened = names.get(_opened(row, names, current.name))
        if opened is not None:
            if taken:
                yield FormBlock(current, tuple(taken))
            current, taken = opened, []
        taken.append(row)
    if taken:
        yield FormBlock(current, tuple(taken))


def _opened(row: Row, names: dict[str, BlockSpec], current: str) -> str:
    """The block that a row opens, or nothing where it goes on with the current one."""
    cells = filled(row)
    if not cells:
        return ""
    if header_roles(row) is not None:
        return "indicators"
    first = cells[0].text
    if current == "indicators":
        return "closing" if closes(first) else ""
    if len(stages_of(row)) >= _FEWEST_STAGES:
        return "stages"
    if heads_goals(cells):
        return "goals"
    if current == "stages" and sum(is_figure(cell.text) for cell in cells) >= _FEWEST_STAGES:
        return ""
    if row.cells[0]:
        passages = len(cells) > 1 and not any(is_label(cell.text) for cell in cells)
        return "" if current == "goals" and passages else _by_first_words(first, names, current)
    return "fields" if current == "stages" and not _is_row_of_money(row) else ""


def _by_first_words(first: str, names: dict[str, BlockSpec], current: str) -> str:
    named = field_of(first)
    opened = next((spec.name for spec in names.values() if spec.opened_by(first)), "")
    if opened or (current == "goals" and not named and _SENTENCE.search(first)):
        return opened
    return "fields" if named or current in ("stages", "purpose", "goals", "schedule", "costs") else ""


def _is_row_of_money(row: Row) -> bool:
    """Whether a row below the heads of stages is one of money: it prints a figure, or a label and nothing else."""
    cells = filled(row)
    return len(cells) < 2 or any(is_figure(cell.text) for cell in cells)


def filled(row: Row) -> list[Cell]:
    """The cells of a row that print something."""
    return [cell for cell in row.cells if cell and not is_nil(cell.text)]


def stages_of(row: Row) -> dict[int, str]:
    """The columns of a row that heads the money of a self-assessment; nothing where it does not."""
    found = {index: role for index, cell in enumerate(row.cells) if cell and (role := stage_of(cell.text))}
    phases = {index for index, role in found.items() if role in PHASES}
    if len(phases) < _FEWEST_STAGES or any(cell and is_figure(cell.text) for cell in row.cells):
        return {}
    return {index: role for index, role in found.items() if index >= min(phases)}


def heads_goals(cells: Sequence[Cell]) -> bool:
    """Whether a row heads what was planned and what became of it (… | 预期目标 | 实际完成情况)."""
    heads = [goal_head(cell.text) for cell in cells]
    behind = heads[1:] if len(heads) > 2 or not any(heads[:1]) else heads
    return len(behind) > 1 and all(behind) and "goal" in behind
