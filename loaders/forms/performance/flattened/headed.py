"""Indicators printed below each other under their levels: 【产出指标-数量指标】, then 指标1：管护长度（≥5公里）.

The name of the project is printed above, its amount below the name, then headings of what it is and wants.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.blocks import Block, Cell, Paragraph, Row, Table, Text
from loaders.forms.performance.words import goal_head, level_of
from loaders.printing import HAN
from loaders.table.numbers import is_figure

_HEADING = re.compile(r"[【\[]([^】\]]{2,20})[】\]][:：]?")
_LEVELS = re.compile(r"[-－—–/]")
_INDICATOR = re.compile(
    r"(?:指标\d{0,2}[:：、.]?|\d{1,2}[、.．])?(?P<name>.+?)[（(](?P<target>[^（()）]*(?:[（(][^（()）]*[)）])?)[)）][;；。]?"
)
_MOST_ABOVE = 12
"""Lines between the name of a project and its first indicator."""


def with_headed_lists(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a table in place of the lines of each such list; its first rows name the project and its goal."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        rows, used = _indicators_below(blocks, at)
        if not rows:
            found.append(blocks[at])
            at += 1
            continue
        head = [Row((_label("一级指标"), _label("二级指标"), _label("三级指标"), _label("指标值")))]
        table = (*_fields_above(blocks[max(0, at - _MOST_ABOVE) : at]), *head, *rows)
        found.append(Table(table, rows[0].cells[0].place, spans_known=True))
        at += used
    return found


def _indicators_below(blocks: Sequence[Block], start: int) -> tuple[list[Row], int]:
    """The indicators from a heading of levels on, and how many blocks print them."""
    rows: list[Row] = []
    levels: list[Cell] = []
    at = start
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph):
        found = _levels_of_heading(block)
        match = _INDICATOR.fullmatch(block.text.strip()) if levels else None
        if not found and match is None:
            break
        levels = found or levels
        if match is not None:
            cells = (Cell(match[part].strip(), ((0, block.place),)) for part in ("name", "target"))
            rows.append(Row((*levels, *cells)))
        at += 1
    return rows, at - start


def _levels_of_heading(block: Paragraph) -> list[Cell]:
    """The two levels that a heading names; nothing where it is none."""
    match = _HEADING.fullmatch(block.text.strip())
    parts = [part.strip() for part in _LEVELS.split(match[1])] if match else []
    known = len(parts) == 2 and level_of(parts[0]) in ("level1", "both") and level_of(parts[1]) in ("level2", "both")
    return [Cell(part, ((0, block.place),)) for part in parts] if known else []


def _fields_above(above: Sequence[Block]) -> list[Row]:
    """The project, its amount and its goal, as far as the lines above print them under headings in brackets."""
    lines = [block for block in above if isinstance(block, Paragraph)]
    first = next((at for at, line in enumerate(lines) if _HEADING.match(line.text.strip())), len(lines))
    rows = [Row((_label("年度总体目标"), _as_cell(goal))) for goal in _goals(lines[first:])]
    if 1 < first < len(lines) and is_figure(lines[first - 1].text) and HAN.search(lines[first - 2].text):
        name, amount = lines[first - 2 : first]
        rows = [Row((_label("项目名称"), _as_cell(name))), Row((_label("年度资金总额"), _as_cell(amount))), *rows]
    return rows


def _goals(lines: Sequence[Paragraph]) -> list[Text]:
    """The lines under the heading of goals."""
    found: list[Text] = []
    inside = False
    for line in lines:
        heading = _HEADING.match(line.text.strip())
        if heading is not None:
            inside = goal_head(heading[1]) == "goal"
        elif inside:
            found.append(line)
    return found


def _label(text: str) -> Cell:
    return Cell(text)


def _as_cell(text: Text) -> Cell:
    return Cell(text.text.strip(), ((0, text.place),))
