"""What every reader gives: blocks (headings, paragraphs, tables of cells), each with its place in the file.

A reader knows a file format and nothing of budgets; a form knows budgets and nothing of file formats. Between them
are only the types of this module.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self


def column_letters(column: int) -> str:
    """The spreadsheet name of a 1-based column: 1 → A, 28 → AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is in a file. All numbers are 1-based; what a format does not have is None.

    Text files have a line; PDF and DOCX a page and/or table, row and column; workbooks a sheet, row and column.
    `box` is where a PDF page prints it: left, top, right, bottom in points from the upper left of the shown page.
    """

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = field(default=None, compare=False, repr=False)
    """x0, y0, x1, y1 in points from the upper left corner of the page (PDF only)."""

    @property
    def order(self) -> tuple[int, ...]:
        """Sorts places of one file as they are read (sheets are distinguished by their tables' numbers)."""
        return tuple(value or 0 for value in (self.page, self.line, self.table, self.row, self.column))

    def __str__(self) -> str:
        """As a person would say it: `第 412 行`; `第 3 页 表 2 第 5 行第 4 栏`; `工作表 收支总表 B12`."""
        if self.sheet is not None:
            cell = f"{column_letters(self.column)}{self.row}" if self.column and self.row else ""
            return f"工作表 {self.sheet} {cell}".rstrip()
        page = f"第 {self.page} 页" if self.page is not None else ""
        table = f"表 {self.table}" if self.table is not None else ""
        numbered = ((self.line, "行"), (self.row, "行"), (self.column, "栏"))
        cell = "".join(f"第 {number} {word}" for number, word in numbered if number is not None)
        return " ".join(part for part in (page, table, cell) if part)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of printed text that knows where each of its characters is.

    `marks` holds (offset, place) pairs in rising order: from that offset on, the text is at that place. A text
    joined over a page break has more than one mark.
    """

    text: str
    marks: tuple[tuple[int, Place], ...] = ()

    @property
    def place(self) -> Place:
        """The place of the first character."""
        return self.marks[0][1] if self.marks else Place()

    def place_at(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        index = bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1
        return self.marks[max(index, 0)][1] if self.marks else Place()

    def joined(self, other: Text, glue: str = "") -> Self:
        """This text with another one behind it, places kept."""
        start = len(self.text) + len(glue)
        shifted = tuple((offset + start, place) for offset, place in other.marks)
        return replace(self, text=self.text + glue + other.text, marks=self.marks + shifted)

    def __bool__(self) -> bool:
        return bool(self.text) and not self.text.isspace()


@dataclass(frozen=True, slots=True)
class Cell(Text):
    """One cell of a table: its text as printed (inner line breaks as a newline) and its span where the format tells.

    A merged cell is held once, at its top left; the positions it covers hold cells with `covered` set and no text.
    """

    width: int = 1
    height: int = 1
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `after_break` marks the first row behind a page break inside the table.

    `goes_on`: whether the words of such a row go on with those above it, as the reader saw from the print; None where
    the format does not show it.
    """

    cells: tuple[Cell, ...]
    after_break: bool = False
    goes_on: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file, in its own columns. Rows of a format that does not tell spans may differ in length.

    `spans_known`: merged cells are marked by the format (docx, xlsx, html, ruled pdf), so headers need no guessing.
    """

    rows: tuple[Row, ...]
    place: Place = field(default_factory=Place)
    spans_known: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph(Text):
    """A paragraph of running text; sentences cut by a page break are whole again."""


@dataclass(frozen=True, slots=True)
class Heading(Text):
    """A line that the format itself marks as a heading (Markdown #, Word style). Others are paragraphs."""

    level: int = 1


Block = Heading | Paragraph | Table


CHART_LABEL = "label of a chart"
"""The reason of what a picture of figures prints (the shares beside a pie)."""


class NotRead(StrEnum):
    """What a file shows and no reader opens: the reason of a `Dropped`, and the kind of what stays unread."""

    PICTURE = "picture"
    OBJECT = "embedded object"
    DIAGRAM = "diagram"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that a reader left out on purpose, with the reason: `page number`, `contents page`, `page header` …"""

    text: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a reader understood it.

    `lines` is the file's own text with the place of each line, taken before anything was understood: the account of
    what was read (coverage) is held against it. `recognised` holds the pages whose text was recognised in a picture,
    where letters may be wrong; `about` what a web page says of itself beside its text: its title, its source.
    """

    format: str
    blocks: tuple[Block, ...]
    lines: tuple[Text, ...]
    dropped: tuple[Dropped, ...] = ()
    recognised: frozenset[int] = frozenset()
    about: tuple[Text, ...] = ()


class UnreadableFile(Exception):
    """A file that no reader can take: the message names the file, the place and what to do next."""
