"""What a form prints about itself beside its figures: the department it names, numbers that its rows skip."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from loaders import lexicon
from loaders.blocks import Cell
from loaders.facts import Source
from loaders.layout.sheets import Sheet
from loaders.numbering import NUMERALS, list_number
from loaders.printing import squeeze, tidy
from loaders.whole_numbers import whole

_FIRST_ROWS = 4
"""The rows in which a form of performance names its department."""
_NUMBERED_ROWS = 3
"""So many numbers one after another are needed before one can be missing."""


def named_department(sheet: Sheet) -> Source | None:
    """The department named above a form (`编制部门：某某局`) or in its first rows (`部门名称 | 某某局`)."""
    for text, said in sheet.small:
        if said.department and _is_name(said.department):
            return Source(text.place, said.department)
    for row in sheet.rows[:_FIRST_ROWS]:
        for label, value in zip(row.cells, row.cells[1:], strict=False):
            if squeeze(label.text) in _labels() and _is_name(squeeze(value.text)):
                return Source(value.place, tidy(value.text))
    return None


def named_code(sheet: Sheet) -> Source | None:
    """The code of the department or unit printed above a form: `450某局`, `部门编码：131001`."""
    return next((Source(text.place, said.department_code) for text, said in sheet.small if said.department_code), None)


def row_gaps(sheet: Sheet) -> tuple[Source, ...]:
    """The rows whose number does not follow the one above: `十七、金融支出 → 十九、其他支出`, `2 → 4` under 序号."""
    return tuple(gap for column in range(sheet.width) for gap in _gaps(_numbers(sheet, column)))


def _gaps(numbers: list[tuple[int, Cell]]) -> Iterator[Source]:
    run = 0
    for (before, above), (number, cell) in pairwise(numbers):
        run = run + 1 if number == before + 1 else 1 if number <= before else run
        if number > before + 1 and run >= _NUMBERED_ROWS - 1:
            yield Source(cell.place, f"{tidy(above.text)} → {tidy(cell.text)}")


def _numbers(sheet: Sheet, column: int) -> list[tuple[int, Cell]]:
    """The numbers in front of the labels of a column (一、), or those of a column of numbers."""
    cells = [row.cells[column] for row in sheet.rows if column < len(row.cells)]
    printed = [(squeeze(cell.text), cell) for cell in cells if cell.text]
    if any(text in lexicon.rows().heads.row_numbers for text, _ in printed):
        return [(number, cell) for text, cell in printed if (number := whole(text)) >= 0]
    stated = [(list_number(text), cell) for text, cell in printed if text[:1] in NUMERALS]
    return [(number.value, cell) for number, cell in stated if number is not None and number.style == "chinese"]


def _is_name(text: str) -> bool:
    rules = lexicon.identity().organisation
    return len(text) <= rules.longest and text.endswith((*rules.endings, *rules.suffixes))


@cache
def _labels() -> frozenset[str]:
    return frozenset(lexicon.identity().labels.department_cell)
