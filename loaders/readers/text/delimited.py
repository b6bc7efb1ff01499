"""Tables saved as comma-separated values (.csv): recognised by rows that all have as many cells, quotes observed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from loaders.blocks import Text

_FEWEST_ROWS = 3
_MOST_LINES = 50
_FEWEST_COLUMNS = 3
_LEAST_SHARE = 0.6
_LEAST_OF_FILE = 0.4
_NAMED = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""The first line by which Excel is given the sign between cells."""
_EXACT = re.compile(r'"=""([\w.-]+)"""|="([\w.-]+)"')
"""The equals sign that keeps the zeros of a code (`="00101"`)."""
_QUOTED_LINE_END = re.compile(r'(?:^|\t)"[^"\t]*$')
_BEFORE_COMMA, _BEHIND_COMMA = re.compile(r"(?:^|\s)-?\d{1,3}$"), re.compile(r"\d{3}\.\d{1,2}(?:\s|$)")
_SENTENCE = re.compile(r"[。！？]|(?:[一-鿿]|\d[%％])[.．]\s*$")
"""The end of a sentence within a cell, or in half-width signs at its end."""


def with_tabs(lines: Sequence[Text]) -> list[Text] | None:
    """The rows of a file of comma-separated values, a tab between their cells; None where the file is none.

    A row that a quoted cell spreads over several lines is at its first one; the line ends inside are blanks.
    """
    stated = next((match[1] for line in lines[:1] if (match := _NAMED.fullmatch(line.text))), None)
    lines = lines[1:] if stated else lines
    tabs = any("\t" in line.text for line in lines)
    if tabs and not any(_QUOTED_LINE_END.search(line.text) for line in lines):
        return None
    for delimiter in ("\t",) if tabs else (stated,) if stated else (",", ";"):
        rows = _rows(lines, delimiter)
        if _is_table([cells for _, cells in rows]):
            return [_line(line, cells) for line, cells in rows]
    return None


def _rows(lines: Sequence[Text], delimiter: str) -> list[tuple[Text, list[str]]]:
    """Each row with the line it begins at; a blank line is a row of one empty cell."""
    rows: list[tuple[Text, list[str]]] = []
    number = 0
    while number < len(lines):
        end = number + 1
        if _opens_quotes(lines[number].text, delimiter):
            near = range(end, min(len(lines), number + _MOST_LINES))
            end = next((at + 1 for at in near if lines[at].text.count('"') % 2), end)
        written = _EXACT.sub(r'"\1\2"', " ".join(line.text for line in lines[number:end]))
        try:
            if written.count('"') % 2:  # a quote that nothing closes is a sign like any other
                parted = csv.reader([written], delimiter=delimiter, skipinitialspace=True, quoting=csv.QUOTE_NONE)
            else:
                parted = csv.reader([written], delimiter=delimiter, skipinitialspace=True)
            cells = next(parted, None) or [""]
        except csv.Error:
            cells = [written]
        rows.append((lines[number], cells))
        number = end
    return rows


def _opens_quotes(text: str, delimiter: str) -> bool:
    """Whether the last cell of a line begins with a quote that the line does not close."""
    before, quote, cell = text.rpartition('"')
    opens = not before.strip() or before.rstrip(" ").endswith(delimiter)
    return bool(quote) and text.count('"') % 2 == 1 and opens and "\t" not in cell


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows are as wide as others of their table, none of their cells a sentence cut at its commas.

    Rows of one cell may be prose between the tables, as long as they are not most of the file.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in filled if len(row) > 1)
    if not widths or sum(1 for row in filled for cell in row if _SENTENCE.search(cell)) * 10 > len(filled):
        return False
    if sum(map(_cuts_thousands, filled)) * 10 > len(filled):
        return False
    proved = sum(n for width, n in widths.items() if width >= _FEWEST_COLUMNS and n >= _FEWEST_ROWS)
    return proved >= _LEAST_SHARE * widths.total() and proved >= _LEAST_OF_FILE * len(filled)


def _cuts_thousands(cells: Sequence[str]) -> bool:
    """Whether a cell ends and the next begins within `1,500.00`: the comma is none between cells."""
    pairs = ((one, other) for one, other in pairwise(cells) if " " in one or " " in other)
    return any(_BEFORE_COMMA.search(one) and _BEHIND_COMMA.match(other) for one, other in pairs)


def _line(written: Text, cells: Sequence[str]) -> Text:
    """A row as a line; one of a single cell is a line of text as it is written, but for its quotes."""
    plain = len(cells) == 1 and not written.text.startswith('"')
    return written if plain else Text(_joined(cells), written.marks)


def _joined(cells: Sequence[str]) -> str:
    """The cells of a row between tabs; a row whose only text is in its first cell is a line of text."""
    texts = [re.sub(r"\s+", " ", cell).strip() for cell in cells]
    return texts[0] if texts[0] and not any(texts[1:]) else "\t".join(texts)
