"""A sheet as a person sees it: its printed texts, merged ranges and looks, with hidden rows and columns left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from loaders.blocks import Dropped, Place, Text
from loaders.readers.workbook.sheets import Looks


@dataclass
class SheetPage:
    """A sheet as text by row and column (from 0), with its merged ranges (first and last corner) and its looks."""

    title: str
    texts: dict[tuple[int, int], str]
    merged: list[tuple[tuple[int, ...], tuple[int, ...]]]
    looks: Looks
    rows: list[int] = field(init=False)
    columns: list[int] = field(init=False)
    _filled: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        used = [*self.texts, *self._bordered_near_text()]
        hidden_rows, hidden_columns = self.looks.hidden_rows, self.looks.hidden_columns
        self.rows = [row for row in _span(row for row, _ in used) if row not in hidden_rows]
        self.columns = [column for column in _span(column for _, column in used) if column not in hidden_columns]
        self._filled = defaultdict(list)
        for row, column in sorted(self.texts):
            if column not in hidden_columns and row not in hidden_rows:
                self._filled[row].append(column)

    def part(self, rows: list[int], columns: list[int]) -> SheetPage:
        """Some of its rows and columns as a sheet of their own; places stay those of the whole."""
        down, across = set(rows), set(columns)
        texts = {at: text for at, text in self.texts.items() if at[0] in down and at[1] in across}
        first, last, left, right = rows[0], rows[-1], columns[0], columns[-1]
        merged = [
            (start, end)
            for start, end in self.merged
            if start[0] <= last and end[0] >= first and start[1] <= right and end[1] >= left
        ]
        bordered = {at for at in self.looks.bordered if first <= at[0] <= last and left <= at[1] <= right}
        part = SheetPage(self.title, texts, merged, replace(self.looks, bordered=bordered))
        part.rows, part.columns = rows, columns
        return part

    @cached_property
    def filled_rows(self) -> list[int]:
        """The rows that have text, in order."""
        return sorted(self._filled)

    @cached_property
    def whole_rows(self) -> set[int]:
        """The rows in which one merged cell takes all columns."""
        first, last = self.columns[0], self.columns[-1]
        wide = [(start[0], end[0]) for start, end in self.merged if start[1] <= first and end[1] >= last]
        return {
            row
            for top, bottom in wide
            for row in self.rows[bisect_left(self.rows, top) : bisect_right(self.rows, bottom)]
        }

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
        return self._filled.get(row, [])

    def text(self) -> str:
        """All of its text, a line for each row."""
        by_row = groupby(sorted(self.texts), key=lambda at: at[0])
        return "\n".join("\t".join(self.texts[at] for at in places) for _, places in by_row)

    @property
    def hidden(self) -> list[Dropped]:
        """The texts of hidden rows and columns."""
        rows, columns = self.looks.hidden_rows, self.looks.hidden_columns
        row = "row hidden by a filter" if self.looks.filtered else "hidden row"
        return [
            Dropped(text, self.place(*at), row if at[0] in rows else "hidden column")
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
