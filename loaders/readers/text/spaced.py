"""Cells on lines of their own with blank lines between them, and more blank lines between rows: written with tabs.

So a browser copies a table whose cells are paragraphs. Lines that print nothing but hard blanks are its blank cells;
where there are none, blank cells may be lost. A table is proved by its rows: most have as many cells, figures among
them. It is written as the export of a word processor has it: a tab before each cell, a blank line behind each row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Text
from loaders.printing import FIGURE

_FIGURE = re.compile(FIGURE)
_FEWEST_ROWS = 3
_FEWEST_CELLS = 3
_FEWEST_TOGETHER = 2
_LONGEST_CELL = 60
_SENTENCE = re.compile(r"[。；\t|]|(?<!其中)(?<!包括)[：:]")


@dataclass(frozen=True, slots=True)
class _SpacedRow:
    """Cells, each the lines it is printed on; `start` and `end` are the lines of the file it fills."""

    cells: tuple[tuple[Text, ...], ...]
    start: int
    end: int

    @property
    def texts(self) -> list[str]:
        """What the cells print."""
        return ["".join(line.text for line in cell).strip() for cell in self.cells]

    @property
    def has_figure(self) -> bool:
        """Whether a cell prints a figure."""
        return any(_FIGURE.fullmatch(text) for text in self.texts)

    @property
    def is_plain(self) -> bool:
        """Whether the cells are short, and no sentences."""
        return all(len(text) <= _LONGEST_CELL and not _SENTENCE.search(text) for text in self.texts)


def with_tabs(lines: Sequence[Text]) -> list[Text]:
    """The lines, those of such tables with a tab before each cell and a blank line behind each row."""
    written: list[Text] = []
    at = 0
    for table in _tables(list(_rows(lines))):
        written.extend(lines[at : table[0].start])
        for row in table:
            for first, *further in row.cells:
                written.append(replace(first, text="\t" + first.text))
                written.extend(further)
            written.append(replace(lines[row.end - 1], text=""))
        written.append(replace(lines[table[-1].end - 1], text=""))
        at = table[-1].end
    return [*written, *lines[at:]]


def _rows(lines: Sequence[Text]) -> Iterator[_SpacedRow]:
    """The lines as rows: cells of lines that follow each other, one blank line between cells, more between rows."""
    cells: list[tuple[Text, ...]] = []
    cell: list[Text] = []
    start = blank = end = 0
    for at, line in enumerate([*lines, *[Text("")] * 2]):
        if _is_empty(line.text):
            blank += 1
            if cell:
                cells.append(tuple(cell))
                cell = []
            if blank > 1 and cells:
                yield _SpacedRow(tuple(cells), start, end)
                cells = []
            continue
        if not cells and not cell:
            start = at
        blank, end = 0, at + 1
        cell.append(line)


def _is_empty(text: str) -> bool:
    """Whether a line prints nothing at all: hard blanks are a blank cell."""
    return not text.strip(" \f\v\r")


def _tables(rows: Sequence[_SpacedRow]) -> Iterator[Sequence[_SpacedRow]]:
    """Rows below each other that prove a table, the words of its header above."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and rows[end].is_plain and len(rows[end].cells) >= _FEWEST_TOGETHER:
            end += 1
        run = rows[start:end]
        if _is_proved(run):
            yield [*_header_behind(rows[start - 1], max(len(row.cells) for row in run)), *run] if start else run
        start = max(end, start + 1)


def _header_behind(row: _SpacedRow, width: int) -> list[_SpacedRow]:
    """The header that the row above a table prints behind its title and small print, if it is no wider."""
    texts = row.texts
    first = next((at for at in range(len(texts), 0, -1) if _SENTENCE.search(texts[at - 1])), 0)
    cells = row.cells[first:]
    if not (first and _FEWEST_TOGETHER <= len(cells) <= width):
        return []
    lines = sum(map(len, cells)) + len(cells) - 1
    return [_SpacedRow(cells, row.end - lines, row.end)]


def _is_proved(run: Sequence[_SpacedRow]) -> bool:
    """Whether rows of figures are as long as most, and none is longer: cells merged in headers and totals are one."""
    sizes = Counter(len(row.cells) for row in run if row.has_figure)
    width, count = max(sizes.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
    longest = max((len(row.cells) for row in run), default=0)
    if not any("" in row.texts for row in run):
        return False
    return width >= _FEWEST_CELLS and count >= _FEWEST_ROWS and 2 * count >= sizes.total() and longest == width
