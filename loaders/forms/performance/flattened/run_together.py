"""Performance forms whose rows a crawler cut at the wrong places: heads and the first indicator in one row of pipes.

Such rows are none: their cells, in order, are those of a flattened form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.blocks import Block, Paragraph, Row, Table
from loaders.forms.performance.heads import bands_of, header_roles, indicator_header
from loaders.forms.performance.words import header_role, is_known_label, level_of
from loaders.layout.form_titles import recognise
from loaders.printing import tidy

_FEWEST_HEADS = 3
_BANDS = 2


def with_rows_undone(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, a line for each cell of such a form: of the table that runs heads and indicators together, and of
    those that nothing but blank cells parts from it."""
    tables = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Table)]
    undone = {at for at, table in tables if any(map(_runs_on, table.rows)) or _is_shifted(table)}
    for at in sorted(undone):
        undone.update(_beside(blocks, at, -1), _beside(blocks, at, 1))
    return [one for at, block in enumerate(blocks) for one in (_cells(block) if at in undone else [block])]


def _runs_on(row: Row) -> bool:
    """Whether a row prints heads of indicators and, behind them, their levels."""
    cells = [cell.text for cell in row.cells if cell]
    heads = [at for at, text in enumerate(cells) if header_role(text) in ("level1", "level2", "level3", "target")]
    return len(heads) >= _FEWEST_HEADS and any(
        level_of(text) == "level1" and not header_role(text) for text in cells[heads[-1] + 1 :]
    )


def _is_shifted(table: Table) -> bool:
    """Whether rows of two sets side by side lost the cells of levels printed once: second levels are where the
    header has the first."""
    at = None if table.spans_known else indicator_header(table.rows)
    roles = None if at is None else header_roles(table.rows[at])
    if at is None or roles is None or "level1" not in roles.values() or len(bands_of(roles)) < _BANDS:
        return False
    first = min(index for index, role in roles.items() if role == "level1")
    if not all(is_known_label(cell.text) for cell in table.rows[at].cells[:first]):
        return False  # lists of projects and indicators have a reader of their own
    second = [any(level_of(cell.text) == "level2" for cell in row.cells[: first + 1]) for row in table.rows[at + 1 :]]
    return second.count(True) > 1


def _beside(blocks: Sequence[Block], at: int, step: int) -> Iterator[int]:
    """The tables before or behind one that only blank cells part from it."""
    at += step
    while 0 <= at < len(blocks) and _is_part(blocks[at]):
        yield at
        at += step


def _is_part(block: Block) -> bool:
    if isinstance(block, Table):
        return not any(cell and recognise(cell.text) for row in block.rows for cell in row.cells)
    return block.text.strip() == "|"


def _cells(block: Block) -> list[Block]:
    if not isinstance(block, Table):
        return []
    return [Paragraph(tidy(cell.text), cell.marks[:1]) for row in block.rows for cell in row.cells if cell]
