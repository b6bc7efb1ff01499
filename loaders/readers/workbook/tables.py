"""The blocks of one sheet: titles, unit lines and notes as paragraphs, what stands between them as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.blocks import Block, Cell, Dropped, Paragraph, Place, Row, Table, Text
from loaders.readers.merged_columns import without_unused_columns
from loaders.readers.workbook.sheets import Looks

_LABELLED = re.compile(r"[^：:]{1,12}[：:]")
_LONG = 12


@dataclass(slots=True)
class Sheet:
    """A sheet as text by row and column (from 0), with its merged ranges (first and last corner) and its looks."""

    title: str
    texts: dict[tuple[int, int], str]
    merged: list[tuple[tuple[int, ...], tuple[int, ...]]]
    looks: Looks
    rows: list[int] = field(init=False)
    columns: list[int] = field(init=False)

    def __post_init__(self) -> None:
        used = [*self.texts, *self._bordered_near_text()]
        hidden_rows, hidden_columns = self.looks.hidden_rows, self.looks.hidden_columns
        self.rows = [row for row in _span(row for row, _ in used) if row not in hidden_rows]
        self.columns = [column for column in _span(column for _, column in used) if column not in hidden_columns]

    def _bordered_near_text(self) -> list[tuple[int, int]]:
        """The cells with a border, empty perhaps, that lie within or beside the rows and columns that have text."""
        last_row = max((row for row, _ in self.texts), default=-1)
        last_column = max((column for _, column in self.texts), default=-1)
        return [at for at in self.looks.bordered if at[0] <= last_row and at[1] <= last_column + 1]

    def place(self, row: int, column: int) -> Place:
        """The place of a cell as the sheet counts: from 1, hidden rows and columns too."""
        return Place(sheet=self.title, row=row + 1, column=column + 1)

    def filled(self, row: int) -> list[int]:
        """The visible columns that have text in a row."""
        return [column for column in self.columns if (row, column) in self.texts]

    def text(self) -> str:
        """All of its text, a line for each row."""
        rows = sorted({row for row, _ in self.texts})
        return "\n".join("\t".join(self.texts[at] for at in sorted(self.texts) if at[0] == row) for row in rows)

    @property
    def hidden(self) -> list[Dropped]:
        """The texts of hidden rows and columns."""
        rows, columns = self.looks.hidden_rows, self.looks.hidden_columns
        return [
            Dropped(text, self.place(*at), "hidden row" if at[0] in rows else "hidden column")
            for at, text in sorted(self.texts.items())
            if at[0] in rows or at[1] in columns
        ]

    def lines(self) -> Iterator[Text]:
        """Its visible text, a line for each row, cells parted by tabs."""
        for row in self.rows:
            text, marks = "", []
            for column in self.filled(row):
                marks.append((len(text), self.place(row, column)))
                text += self.texts[row, column].replace("\n", " ") + "\t"
            if marks:
                yield Text(text.rstrip("\t"), tuple(marks))


def _span(numbers: Iterator[int]) -> range:
    known = set(numbers)
    return range(min(known), max(known) + 1) if known else range(0)


def blocks_of(sheet: Sheet) -> list[Block]:
    """The paragraphs and tables of a sheet from top to bottom."""
    blocks: list[Block] = []
    run: list[int] = []
    for row in [*sheet.rows, None]:
        if row is not None and _in_table(sheet, row, run):
            run.append(row)
            continue
        if run:
            blocks.append(_table(sheet, run))
            run = []
        if row is not None and sheet.filled(row):
            blocks.append(_paragraph(sheet, row))
    return blocks


def _in_table(sheet: Sheet, row: int, before: list[int]) -> bool:
    """Whether a row belongs to a table: it has borders; where the file tells none, it looks like one."""
    if sheet.looks.bordered:
        return any((row, column) in sheet.looks.bordered for column in sheet.columns)
    filled = sheet.filled(row)
    if not filled:
        return bool(before) and _goes_on_below(sheet, row)
    texts = [sheet.texts[row, column] for column in filled]
    if len(filled) == 1:
        alone = filled[0] == sheet.columns[0] and (len(texts[0]) > _LONG or _whole_width(sheet, row))
        return bool(before) and not alone
    return bool(before) or not all(_LABELLED.match(text) for text in texts)


def _whole_width(sheet: Sheet, row: int) -> bool:
    """Whether one merged cell takes all columns of a row: a title or a note."""
    first, last = sheet.columns[0], sheet.columns[-1]
    return last > first and any(
        start[0] <= row <= end[0] and start[1] <= first and end[1] >= last for start, end in sheet.merged
    )


def _goes_on_below(sheet: Sheet, row: int) -> bool:
    """Whether the next row with text below a blank one has several cells: the blank is a gap in the table."""
    below = next((later for later in sheet.rows if later > row and sheet.filled(later)), None)
    return below is not None and len(sheet.filled(below)) > 1


def _paragraph(sheet: Sheet, row: int) -> Paragraph:
    text, marks = "", []
    for column in sheet.filled(row):
        text += "\t" if text else ""
        marks.append((len(text), sheet.place(row, column)))
        text += sheet.texts[row, column]
    return Paragraph(text, tuple(marks))


def _table(sheet: Sheet, rows: list[int]) -> Table:
    spans, covered = _spans(sheet, rows)
    table = [Row(tuple(_cell(sheet, (row, column), spans, covered) for column in sheet.columns)) for row in rows]
    return Table(without_unused_columns(table), sheet.place(rows[0], sheet.columns[0]), spans_known=True)


def _cell(
    sheet: Sheet, at: tuple[int, int], spans: dict[tuple[int, int], tuple[int, int, str]], covered: set[tuple[int, int]]
) -> Cell:
    marks = ((0, sheet.place(*at)),)
    if at in spans:
        width, height, text = spans[at]
        return Cell(text, marks, width=width, height=height)
    return Cell("", marks, covered=True) if at in covered else Cell(sheet.texts.get(at, ""), marks)


def _spans(sheet: Sheet, rows: list[int]) -> tuple[dict[tuple[int, int], tuple[int, int, str]], set[tuple[int, int]]]:
    """The merged cells within some rows: width, height and text by the first visible position, and what they cover."""
    spans: dict[tuple[int, int], tuple[int, int, str]] = {}
    covered: set[tuple[int, int]] = set()
    for first, last in sheet.merged:
        down = [row for row in rows if first[0] <= row <= last[0]]
        across = [column for column in sheet.columns if first[1] <= column <= last[1]]
        if down and across:
            text = sheet.texts.get((first[0], first[1]), "")
            spans[down[0], across[0]] = (len(across), len(down), text)
            covered |= {(row, column) for row in down for column in across}
    return spans, covered
