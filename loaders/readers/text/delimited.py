"""Tables saved as comma-separated values (.csv): recognised by rows that all have as many cells, quotes observed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from loaders.blocks import Text

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_LEAST_SHARE = 0.6
_SENTENCE = re.compile(r"[。！？]")


def with_tabs(lines: Sequence[Text]) -> list[Text] | None:
    """The rows of a file of comma-separated values, a tab between their cells; None where the file is none.

    A row that a quoted cell spreads over several lines stands at its first one; the line ends inside are blanks.
    """
    texts = [line.text for line in lines]
    if any("\t" in text for text in texts):
        return None
    for delimiter in (",", ";"):
        rows = _rows(lines, delimiter)
        if _is_table([cells for _, cells in rows]):
            return [line if len(cells) == 1 else Text(_joined(cells), line.marks) for line, cells in rows]
    return None


def _rows(lines: Sequence[Text], delimiter: str) -> list[tuple[Text, list[str]]]:
    """Each row with the line it begins at; a blank line is a row of one empty cell."""
    rows: list[tuple[Text, list[str]]] = []
    number = 0
    while number < len(lines):
        end = number + 1
        if lines[number].text.count('"') % 2:
            while end < len(lines) and end - number < 50 and not lines[end].text.count('"') % 2:
                end += 1
            end += 1
        written = " ".join(line.text for line in lines[number:end])
        try:
            cells = next(csv.reader([written], delimiter=delimiter, skipinitialspace=True), None) or [""]
        except csv.Error:
            cells = [written]
        rows.append((lines[number], cells))
        number = end
    return rows


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows have the same number of cells, none of them a sentence cut at its commas."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in filled if len(row) > 1)
    if not widths or sum(1 for row in filled for cell in row if _SENTENCE.search(cell)) * 10 > len(filled):
        return False
    width, count = widths.most_common(1)[0]
    return width >= _FEWEST_COLUMNS and count >= _FEWEST_ROWS and count >= _LEAST_SHARE * len(filled)


def _joined(cells: Sequence[str]) -> str:
    """The cells of a row between tabs; a row whose only text is in its first cell is a line of text."""
    texts = [re.sub(r"\s+", " ", cell).strip() for cell in cells]
    return texts[0] if texts[0] and not any(texts[1:]) else "\t".join(texts)
