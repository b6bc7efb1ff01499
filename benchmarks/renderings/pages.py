"""A sample as things to draw: lines of text and tables with true headers, every merged cell known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from loaders.blocks import Block, Table
from loaders.forms.budget import read_form
from loaders.forms.performance.heads import indicator_header
from loaders.forms.rows import is_total_label, text_of
from loaders.layout.contents import set_aside_contents
from loaders.layout.form_titles import recognise
from loaders.layout.sheets import Sheet, sheets
from loaders.printing import amount_of, tidy
from loaders.readers import read


@dataclass(frozen=True)
class Box:
    """A cell to draw: its first row and column from 0 on, its span, its text."""

    row: int
    column: int
    text: str
    width: int = 1
    height: int = 1

    @property
    def figure(self) -> bool:
        """Whether it is set flush right."""
        return amount_of(self.text) is not None


@dataclass(frozen=True)
class Drawing:
    """A table to draw. The first `head` rows are its header."""

    boxes: tuple[Box, ...]
    head: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max(box.row + box.height for box in self.boxes)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(box.column + box.width for box in self.boxes)

    def row(self, number: int) -> list[Box]:
        """The boxes that begin in a row, from left to right."""
        return sorted((box for box in self.boxes if box.row == number), key=lambda box: box.column)


Thing = str | Drawing


def things_of(sample: Path) -> list[Thing]:
    """The lines and tables of a sample in reading order, tables over page breaks whole, without its contents page."""
    blocks, _ = set_aside_contents(read(sample).blocks)
    found = sheets(blocks, lambda line: recognise(line) is not None)
    return list(_things(blocks, found))


def _things(blocks: Sequence[Block], found: Sequence[Sheet]) -> Iterator[Thing]:
    owner = {cell.place: number for number, sheet in enumerate(found) for row in sheet.rows for cell in row.cells}
    repeated = {text.place for sheet in found for text in sheet.title_again}
    drawn: set[int] = set()
    for block in blocks:
        if not isinstance(block, Table):
            if block.text.strip() and block.place not in repeated:
                yield " ".join(block.text.split())
            continue
        mine = {owner[cell.place] for row in block.rows for cell in row.cells if cell.place in owner}
        for number in sorted(mine - drawn):
            own = [cell.text.strip() for row in block.rows for cell in row.cells if cell and cell.place not in owner]
            yield from own
            yield _drawing(found[number])
        drawn |= mine


def _drawing(sheet: Sheet) -> Drawing:
    """A form with its true header; columns that the sample does not name are left out.

    A form whose labels stand in its rows (绩效目标申报表) has no header above its figures and is drawn as printed.
    """
    title = recognise(sheet.title.text) if sheet.title else None
    if indicator_header(sheet.rows) is not None:
        return _as_printed(sheet)
    reading = read_form(sheet, title.id if title else "unknown", "form")
    if reading is None or not reading.figures:
        return _as_printed(sheet)
    columns = [column for column in reading.grid.columns if column.path]
    boxes = list(_header([tuple(tidy(word) for word in column.path) for column in columns]))
    head = max((box.row + box.height for box in boxes), default=0)
    for number, row in enumerate(reading.grid.rows, head):
        texts = [tidy(text_of(row, column.index)) for column in columns]
        boxes += [Box(number, column, text) for column, text in enumerate(texts)]
    return Drawing(tuple(boxes), head)


def _header(paths: Sequence[tuple[str, ...]]) -> Iterator[Box]:
    """Header paths as merged cells: one over all neighbours that share it, the last one of a path down to the data."""
    depth = max(map(len, paths), default=0)
    for level in range(depth):
        for prefix, members in groupby(range(len(paths)), key=lambda column: paths[column][: level + 1]):
            columns = list(members)
            if len(prefix) == level + 1:
                leaf = all(len(paths[column]) == level + 1 for column in columns)
                yield Box(level, columns[0], prefix[-1], len(columns), depth - level if leaf else 1)


def _as_printed(sheet: Sheet) -> Drawing:
    """A table of words, its empty cells drawn."""
    width = max(len(row.cells) for row in sheet.rows)
    boxes = []
    for number, row in enumerate(sheet.rows):
        texts = [tidy(cell.text) for cell in row.cells]
        if len(texts) < width:
            boxes += [Box(number, column, text) for column, text in enumerate(texts[:-1])]
            boxes.append(Box(number, len(texts) - 1, texts[-1], width - len(texts) + 1))
        else:
            boxes += [Box(number, column, text) for column, text in enumerate(texts)]
    return Drawing(tuple(boxes), 0)


def with_merged_totals(drawing: Drawing) -> Drawing:
    """The label of a total with blanks beside it (the codes that 合计 has none of) merged over them.

    Only below a header: without one, a blank may stand for the key of a group that is printed once, above.
    """
    if not drawing.head:
        return drawing
    boxes: list[Box] = []
    for number in range(drawing.rows):
        row = drawing.row(number)
        label = next((i for i, box in enumerate(row) if box.text), None)
        if number < drawing.head or not label or not is_total_label(row[label].text):
            boxes += row
            continue
        boxes.append(replace(row[label], column=row[0].column, width=row[label].column + 1 - row[0].column))
        boxes += row[label + 1 :]
    return replace(drawing, boxes=tuple(boxes))


def with_merged_labels(drawing: Drawing) -> Drawing:
    """Each label merged over the rows that it holds for: rows below that repeat it, or leave its place blank in a form
    without a header."""
    at = {(box.row, box.column): box for box in drawing.boxes}
    covered: set[tuple[int, int]] = set()
    merged: list[Box] = []
    for (row, column), box in sorted(at.items(), key=lambda item: (item[0][1], item[0][0])):
        if (row, column) in covered:
            continue
        end = row + 1
        if row >= drawing.head and box.text and box.width == 1 and not box.figure:
            while _repeats(at.get((end, column)), box, drawing) and all(
                (end, left) in covered for left in range(column)
            ):
                covered.add((end, column))
                end += 1
        merged.append(replace(box, height=max(box.height, end - row)))
    return replace(drawing, boxes=tuple(merged))


def _repeats(below: Box | None, label: Box, drawing: Drawing) -> bool:
    return below is not None and below.width == 1 and below.text == (label.text if drawing.head else "")


def widths_of(drawing: Drawing) -> list[float]:
    """How wide the columns want to be, in letters."""
    wanted = [2.0] * drawing.columns
    for box in drawing.boxes:
        letters = sum(0.55 if letter.isascii() else 1.0 for letter in box.text)
        least = letters if box.figure else min(letters, 9.0) if box.row >= drawing.head else min(letters / 2, 5.0)
        for column in range(box.column, box.column + box.width):
            wanted[column] = max(wanted[column], least / box.width)
    return wanted
