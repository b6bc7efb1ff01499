"""Rows on lines, cells parted by one blank: a label, perhaps a code or number before it, and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.blocks import Cell, Paragraph, Row, Table
from loaders.forms.flattened.header import columns_of, columns_of_counted, header_rows, words_of_line
from loaders.forms.flattened.laying import runs_together
from loaders.printing import FIGURE
from loaders.table.numbers import figure, is_figure

_HEADS = (("label",), ("code", "label"), ("ordinal", "label"))
"""What the columns before the figures hold in rows whose cells are parted by single blanks."""

_TAIL = re.compile(rf"(?P<gap>[ \u3000\xa0]+)(?P<cell>{FIGURE}|[-—]{{1,4}})(?=[ \u3000\xa0]|$)")


def by_rows(run: Sequence[Paragraph]) -> tuple[Table, int] | None:
    """The table of a run whose lines are rows, and how many paragraphs it takes.

    Under a header with words that the lexicon does not know every row must fill every column.
    """
    words = words_of_line(run[0]) if run else []
    columns = columns_of(words)
    counted = columns_of_counted(words) if columns is None else None
    columns = columns or counted
    heads = next((at for at, column in enumerate(columns or ()) if column.holds == "figure"), 0)
    if columns is None or tuple(column.holds for column in columns[:heads]) not in _HEADS:
        return None
    if any(column.holds != "figure" for column in columns[heads:]):
        return None
    rows = header_rows(columns)
    used = figures = 1
    aligned = any(map(_is_aligned, run[1:]))
    for paragraph in run[1:]:
        cells = _cells_of(paragraph, heads, len(columns), aligned=aligned)
        if cells is None or (counted and not all(cell for cell in cells)):
            break
        rows.append(Row(cells))
        if any(figure(cell.text) for cell in cells[heads:]):
            used, figures = len(rows), figures + 1
    return (Table(tuple(rows[:used]), run[0].place), used) if figures > 2 else None


def _is_aligned(line: Paragraph) -> bool:
    """Whether an even number of blanks parts two cells of a line: blanks align cells and count no blank ones."""
    return any(len(match["gap"]) % 2 == 0 for match in _TAIL.finditer(line.text))


def _cells_of(line: Paragraph, heads: int, width: int, *, aligned: bool) -> tuple[Cell, ...] | None:
    """The cells of a row: its code or number, its label, the figures at its end; None for what is no such row.

    Between two cells stands one blank; a cell that is blank itself makes it three, two of them five. Where blanks align
    the cells, they count none. Figures that do not fill the columns so are not read.
    """
    found = list(_TAIL.finditer(line.text))
    while found and not _reaches_end(line.text, found):
        found.pop(0)
    label = line.text[: found[0].start()] if found else line.text
    if not label.strip() or (found and label.strip() != label) or (not found and is_figure(label)):
        return None
    cells = [""] * (width - heads)
    marks = [line.place] * (width - heads)
    at = 0
    for match in found:
        at += 0 if aligned else (len(match["gap"]) - 1) // 2
        if at < len(cells):
            cells[at], marks[at] = match["cell"], line.place_at(match.start("cell"))
        at += 1
    filled = at == len(cells) and not runs_together(label)
    code, _, name = label.partition(" ") if heads > 1 and label[:1].isdigit() else ("", "", label)
    texts = [code, name.strip()] if heads > 1 else [label]
    head = [Cell(text, ((0, line.place),)) for text in texts]
    return (*head, *(Cell(cell if filled else "", ((0, place),)) for cell, place in zip(cells, marks, strict=True)))


def _reaches_end(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but such cells stands between the first one and the end of the line."""
    ends = [match.end() for match in found]
    return ends[-1] == len(text.rstrip()) and all(
        before == match.start() for before, match in zip(ends, found[1:], strict=False)
    )
