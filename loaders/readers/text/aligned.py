"""Rows whose columns are aligned by blanks (`pdftotext -layout`, printed lists): set out with tabs.

Nothing but where characters are tells the columns. They are the stretches that figures and labels of the body fill,
one below the other; a cell of the header belongs to the column it overlaps, or heads one that the data leave blank.
Words over groups of columns (收　入 over labels and figures) may be in between: they go to the nearest column.
Where two cells of a line of the body fall into one column, or figures into a column without a word above them, nothing
is proved and the lines stay text. Rows that all print a cell under each word of one header need no such proof; rows
below a blank line (a foot of totals) go on with the table above where each of their cells is in a column of its
kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from loaders.blocks import Text
from loaders.printing import FIGURE, printed_width

_CELL = re.compile(r"\S+(?:[ \xa0]\S+)*")
_FIGURE = re.compile(rf"[-—]{{1,2}}|{FIGURE}")
_FIGURE_FIRST = re.compile(r"(?P<figure>-?[\d,]*\.\d+)[ \xa0](?=[^\d\s-])")
_SMALL_PRINT = re.compile(r"[：:]")
_FEWEST_ROWS = 3
_MOST_CELLS = 200
_LONGEST_CELL = 60
_LONGEST_SPACED = 4
"""Letters of a word whose letters blanks set apart."""


@dataclass(frozen=True, slots=True)
class _SpacedPiece:
    """A piece of a line: its first column and the one behind its last, wide characters counted twice."""

    start: int
    end: int
    text: str


_Line = tuple[_SpacedPiece, ...]
_Span = tuple[int, int]
_Body = tuple[tuple[_Span, bool], ...]
"""The columns of a table, each with whether its body prints figures alone in it."""


def with_tabs(lines: Sequence[Text]) -> list[Text]:
    """The lines, those of tables aligned by blanks with a tab between their cells."""
    written: list[Text] = []
    run: list[tuple[Text, _Line]] = []
    above: _Body = ()
    for line in [*lines, Text("")]:
        pieces = _spaced(line.text) if _is_plain(line.text) else ()
        if _may_be_row(pieces, goes_on=bool(run)):
            run.append((line, pieces))
            continue
        if run:
            found, above = _tabulated(run, above)
            written.extend(found)
        if line.text.strip():
            above = ()
        run = []
        written.append(line)
    return written[:-1]


def _spaced(text: str) -> _Line:
    """The pieces of a line, two blanks or more apart; none where they are more than the columns of any form."""
    text = text.replace("\u3000", "  ")
    found: list[_SpacedPiece] = []
    stated = end = 0
    for match in islice(_CELL.finditer(text), _MOST_CELLS + 1):
        start = end + printed_width(text[stated : match.start()])
        stated, end = match.end(), start + printed_width(match[0])
        found.extend(_behind_figure(_SpacedPiece(start, end, match[0])))
    return tuple(found) if len(found) <= _MOST_CELLS else ()


def _behind_figure(piece: _SpacedPiece) -> Iterator[_SpacedPiece]:
    """A piece, a figure and the words one blank behind it apart: 862.40 一、一般公共服务支出."""
    match = _FIGURE_FIRST.match(piece.text)
    if match is not None:
        end = piece.start + printed_width(match["figure"])
        yield _SpacedPiece(piece.start, end, match["figure"])
        piece = _SpacedPiece(end + 1, piece.end, piece.text[match.end() :])
    yield piece


def _is_plain(text: str) -> bool:
    """Whether nothing but blanks can set cells apart: no tabs, no bars, no sentence."""
    return "\t" not in text and "|" not in text and "。" not in text


def _may_be_row(pieces: _Line, *, goes_on: bool) -> bool:
    """Whether a line has cells set apart; inside a table a short one of a single cell may be a row too."""
    return len(pieces) > 1 or (goes_on and len(pieces) == 1 and pieces[0].end - pieces[0].start <= _LONGEST_CELL)


def _tabulated(run: list[tuple[Text, _Line]], above: _Body) -> tuple[list[Text], _Body]:
    """The lines of a run, its table between the small print and the last row of several cells set out with tabs, and
    the columns of its body. `above`: those of a table that nothing but blank lines part from the run."""
    wide = [index for index, (_, pieces) in enumerate(run) if len(pieces) > 1]
    end = wide[-1] + 1 if wide else 0
    start = _behind_small_print([pieces for _, pieces in run[:end]])
    printed = [pieces for _, pieces in run[start:end]]
    lines = [line for line, _ in run]
    body: _Body = ()
    if _is_counted(printed):
        cells = [[one.text for one in pieces] for pieces in printed]
    elif (found := _columns(printed)) is not None:
        columns, rows = found
        cells, body = [_placed(row, columns) for row in rows], tuple(_kinds(columns, rows))
    elif above and printed and all(_goes_on(row, above) for row in printed):
        cells, body = [_placed(row, [span for span, _ in above]) for row in printed], above
    else:
        return lines, ()
    written = [replace(line, text="\t".join(row)) for line, row in zip(lines[start:end], cells, strict=True)]
    return [*lines[:start], *written, *lines[end:]], body


def _kinds(columns: Sequence[_Span], rows: Sequence[_Line]) -> Iterator[tuple[_Span, bool]]:
    """The columns, each with whether nothing but figures is printed in it."""
    body = [one for row in rows if _has_figure(row) for one in row]
    for at, column in enumerate(columns):
        own = [one for one in body if _column(one, columns) == at]
        yield column, bool(own) and all(map(_is_figure, own))


def _goes_on(row: _Line, above: _Body) -> bool:
    """Whether a row goes on with the table above: each cell is in one column, figures in those of figures."""
    over = [_over(one, [span for span, _ in above]) for one in row]
    alone = all(len(at) == 1 for at in over) and len({at for (at,) in over}) == len(row) > 1
    return (
        alone
        and _has_figure(row)
        and all(_is_figure(one) == above[at][1] for one, (at,) in zip(row, over, strict=True))
    )


def _is_counted(rows: Sequence[_Line]) -> bool:
    """Whether every row prints as many cells, a label and figures behind it: none is blank, wherever they are."""
    widths = {len(row) for row in rows}
    body = [row for row in rows if _has_figure(row)]
    whole = all(not _FIGURE.fullmatch(row[0].text) and all(map(_is_figure, row[1:])) for row in body)
    return len(widths) == 1 and widths != {1} and len(body) == len(rows) - 1 >= _FEWEST_ROWS - 1 and whole


def _is_figure(piece: _SpacedPiece) -> bool:
    return _FIGURE.fullmatch(piece.text) is not None


def _behind_small_print(rows: Sequence[_Line]) -> int:
    """Where the header begins: behind the line of 部门： and 单位：, else behind single words (a title)."""
    single = True
    start = 0
    for index, row in enumerate(rows):
        if _is_small_print(row):
            start, single = index + 1, False
        elif len(row) > 1:
            break
        elif single:
            start = index + 1
    return start


def _is_small_print(row: _Line) -> bool:
    """Whether half of a line's cells have a colon (单位：元): a header may print one such word (其中：基本支出)."""
    return 2 * sum(_SMALL_PRINT.search(one.text) is not None for one in row) >= max(len(row), 2)


def _columns(rows: Sequence[_Line]) -> tuple[list[_Span], list[_Line]] | None:
    """The columns of the rows, and the rows with the words of their header whole; None where they are not proved."""
    body = [row for row in rows if _has_figure(row)]
    if len(rows) < _FEWEST_ROWS or not body or len(body) + max(map(len, body)) < _FEWEST_ROWS + 1:
        return None
    columns = _merged([(one.start, one.end) for row in body for one in row])
    header = next(index for index, row in enumerate(rows) if _has_figure(row))
    heads = [_letters_joined(_words_over_columns(row, columns), columns) for row in rows[:header]]
    rows = [*heads, *(_letters_joined(row, columns) for row in rows[header:])]
    own = [row for index, row in enumerate(rows) if index >= header or not _heads_groups(row, heads)]
    alone = [(one.start, one.end) for row in own for one in row if not _over(one, columns)]
    columns = sorted([*columns, *_merged(alone)])
    heads = [_words_joined(row, columns) for row in heads]
    for row in [*heads, *rows[header:]]:
        taken = [_column(one, columns) for one in row]
        if len(set(taken)) != len(taken):
            return None
    if heads and not _are_headed([*heads, *rows[header:]], columns):
        return None
    return (columns, [*heads, *rows[header:]]) if len(columns) > 1 else None


def _are_headed(rows: Sequence[_Line], columns: Sequence[_Span]) -> bool:
    """Whether words are above the first figure of every column that has figures.

    Where letters of other widths were printed, figures of one column are over several: one of these has no words.
    """
    headed: set[int] = set()
    for row in rows:
        if any(_is_figure(one) and _column(one, columns) not in headed for one in row):
            return False
        headed.update(_column(one, columns) for one in row)
    return True


def _has_figure(row: _Line) -> bool:
    return any(_FIGURE.fullmatch(one.text) for one in row)


def _heads_groups(row: _Line, heads: Sequence[_Line]) -> bool:
    """Whether a row of the header prints words over groups of columns: half as many as another row at most."""
    return len(row) * 2 <= max(map(len, heads))


def _words_over_columns(row: _Line, columns: Sequence[_Span]) -> _Line:
    """The words of a header row, those apart that one blank parts and that are over different columns."""
    apart: list[_SpacedPiece] = []
    for one in row:
        words = list(_words(one))
        over = [_over(word, columns)[:1] for word in words]
        apart.extend(words if all(over) and len({at for (at,) in over}) == len(words) else [one])
    return tuple(apart)


def _words(piece: _SpacedPiece) -> Iterator[_SpacedPiece]:
    start = piece.start
    for word in re.split(r"[ \xa0]", piece.text):
        yield _SpacedPiece(start, start + printed_width(word), word)
        start += printed_width(word) + 1


def _letters_joined(row: _Line, columns: Sequence[_Span]) -> _Line:
    """The words of a row, single letters that are over no two columns one word again (收　　入, 栏　　次)."""
    whole: list[_SpacedPiece] = []
    for one in row:
        before = whole[-1] if whole else None
        letter = len(one.text) == 1 and not _is_figure(one)
        if before is not None and letter and len(before.text) < _LONGEST_SPACED:
            apart = set(_over(one, columns)) - set(_over(before, columns))
            single = not _is_figure(before) and all(len(part) == 1 for part in before.text.split())
            if single and not (apart and _over(before, columns)):
                whole[-1] = _SpacedPiece(before.start, one.end, before.text + one.text)
                continue
        whole.append(one)
    return tuple(whole)


def _words_joined(row: _Line, columns: Sequence[_Span]) -> _Line:
    """The words of a header row, those over one column joined together."""
    whole: list[_SpacedPiece] = []
    for one in row:
        if whole and _column(whole[-1], columns) == _column(one, columns):
            whole[-1] = _SpacedPiece(whole[-1].start, one.end, whole[-1].text + one.text)
        else:
            whole.append(one)
    return tuple(whole)


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    """Stretches that overlap, joined together."""
    merged: list[_Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _over(piece: _SpacedPiece, columns: Sequence[_Span]) -> list[int]:
    return [index for index, (start, end) in enumerate(columns) if piece.start < end and start < piece.end]


def _column(piece: _SpacedPiece, columns: Sequence[_Span]) -> int:
    """The first column that a piece is over, else the nearest."""
    over = _over(piece, columns)
    return over[0] if over else min(range(len(columns)), key=lambda at: _distance(piece, columns[at]))


def _distance(piece: _SpacedPiece, column: _Span) -> int:
    return max(column[0] - piece.end, piece.start - column[1])


def _placed(row: _Line, columns: Sequence[_Span]) -> list[str]:
    cells = [""] * len(columns)
    for piece in row:
        cells[_column(piece, columns)] = piece.text
    return cells
