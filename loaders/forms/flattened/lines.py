"""Rows on lines under a header of any columns (项目 行次 金额 项目 行次 金额), of one line or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from loaders.blocks import Paragraph, Row, Table, Text
from loaders.forms.flattened.header import (
    FlatColumn,
    columns_of,
    columns_of_counted,
    columns_of_summed,
    header_rows,
    heads_of,
    holds_of,
    words_of_line,
)
from loaders.forms.flattened.header_lines import columns_of_lines
from loaders.forms.flattened.laying import NUMBERS_OF_COLUMNS, PrintedCell, cost_of, is_number, runs_together, table_of
from loaders.forms.flattened.proof import foots
from loaders.printing import fold
from loaders.table.align import ways

_GAP = re.compile(r"(?<=\S)[ \u3000\xa0]+(?=\S)")
_MOST_HEADER_LINES = 4
_MOST_LETTERS = 4
_MOST_PLACINGS = 12


def by_lines(run: Sequence[Paragraph]) -> tuple[Table, int] | None:
    """The table of a run whose lines are rows of a header of any columns (项目 行次 金额 项目 行次 金额).

    Of several readings of a header of several lines the first whose sums hold, or the only one.
    """
    first = _known_words(words_of_line(run[0])) if run else []
    for columns_by, is_proved in _WAYS_TO_HEAD if first else ():
        columns = columns_by(first)
        found = _lines_below(columns, header_rows(columns), run, 0) if columns is not None else None
        if found is not None and is_proved(found[0]):
            return found
    for size in range(2, _MOST_HEADER_LINES + 1):
        lines = [words for line in run[:size] if (words := _known_words(words_of_line(line)))]
        if len(lines) < size or any(is_number(PrintedCell(word, 0)) for line in lines for word in line):
            break
        words = [word for line in lines for word in line]
        read = [
            tabulated
            for columns in columns_of_lines(lines)
            if (tabulated := _lines_below(columns, heads_of([one.path for one in columns], words), run, size - 1))
            is not None
        ]
        proved = [tabulated for tabulated in read if foots(tabulated[0])]
        if proved or len(read) == 1:
            return (proved or read)[0]
    return None


def _is_full(table: Table) -> bool:
    """Whether every row prints every cell."""
    return all(cell for row in table.rows for cell in row.cells)


_WAYS_TO_HEAD: tuple[tuple[Callable[[Sequence[Text]], list[FlatColumn] | None], Callable[[Table], bool]], ...] = (
    (columns_of, lambda _: True),
    (columns_of_counted, _is_full),
    (columns_of_summed, foots),
)
"""How a header of one line may be read, and what proves it."""


def _known_words(words: Sequence[Text]) -> list[Text]:
    """Header words, those that blanks part (项 目) whole again where the lexicon knows them."""
    found: list[Text] = []
    at = 0
    while at < len(words):
        size = next((size for size in range(_MOST_LETTERS, 1, -1) if _is_parted(words[at : at + size], size)), 1)
        found.append(Text("".join(word.text for word in words[at : at + size]), words[at].marks))
        at += size
    return found


def _is_parted(words: Sequence[Text], size: int) -> bool:
    alone = all(holds_of(fold(word.text)) for word in words) or all(len(word.text) > 1 for word in words)
    return len(words) == size and not alone and bool(holds_of(fold("".join(word.text for word in words))))


def _lines_below(
    columns: Sequence[FlatColumn] | None, heads: Sequence[Row], run: Sequence[Paragraph], header: int
) -> tuple[Table, int] | None:
    """The table below the last line of its header, up to a row whose cells fit no columns or that has no label."""
    if columns is None:
        return None
    placed: list[tuple[PrintedCell, int, int | None]] = []
    rows = figures = 0
    counting = not any(len(gap) % 2 == 0 for line in run[header + 1 :] for gap in _GAP.findall(line.text))
    for number, line in enumerate(run[header + 1 :], header + 2):
        words = words_of_line(line)
        if rows == 0 and _is_numbering([word.text for word in words]):
            continue
        pieces = _in_columns([PrintedCell(word, number) for word in words], columns)
        if pieces is None or all(is_number(piece) for piece, _ in pieces):
            break
        counted = _by_blanks(line.text, columns) if counting else []
        if len(counted) == len(pieces) and not any(runs_together(piece.text.text) for piece, _ in pieces):
            pieces = [(piece, column) for (piece, _), column in zip(pieces, counted, strict=True)]
        placed.extend((piece, rows, column) for piece, column in pieces)
        rows, figures = rows + 1, figures + any(is_number(piece) for piece, _ in pieces)
    return table_of(columns, placed, run, heads) if figures > 1 else None


def _by_blanks(line: str, columns: Sequence[FlatColumn]) -> list[int]:
    """The columns of a line's cells where blanks count those between: one parts two cells, three hold a blank cell;
    none where the cells do not end in the last column."""
    at = [0]
    for gap in _GAP.findall(line.strip()):
        at.append(at[-1] + (len(gap) + 1) // 2)
    return at if at[-1] == len(columns) - 1 else []


def _is_numbering(words: Sequence[str]) -> bool:
    """A row of column numbers: 栏次 1 栏次 2, its word parted or not."""
    return "".join(word for word in words if not word.isdigit()).replace(NUMBERS_OF_COLUMNS, "") == ""


def _in_columns(
    pieces: Sequence[PrintedCell], columns: Sequence[FlatColumn]
) -> list[tuple[PrintedCell, int | None]] | None:
    """The cells of a line with their columns (None where ways to place them disagree); None where no way fits."""
    whole: list[PrintedCell] = []
    for piece in pieces:
        if whole and len(pieces) > len(columns) and not is_number(piece) and not is_number(whole[-1]):
            whole[-1] = replace(piece, text=whole[-1].text.joined(piece.text))
        else:
            whole.append(piece)
    found = ways(len(whole), len(columns), lambda at, column: cost_of(whole[at], columns[column]), _MOST_PLACINGS)
    if not found.placings:
        return None
    is_whole = found.all_of_them and not any(runs_together(piece.text.text) for piece in pieces)
    return [
        (piece, at[0] if is_whole and len(set(at)) == 1 else None)
        for piece, at in zip(whole, zip(*found.placings, strict=True), strict=True)
    ]
