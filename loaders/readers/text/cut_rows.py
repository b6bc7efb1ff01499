"""Rows of pipes that line ends cut, whole again: `a` over `| b` over `|`, and `a |` over `b | c |`.

Most rows of such a table print as many cells. A row is whole where its pieces, down to the line that closes it, print
so many; others stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.blocks import Text

PIPE = "|"
_PADDED_END = re.compile(r"\|\s*\|\s*$")
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3
_LONGEST_CELL = 60
_OPEN_END = re.compile(r"[^|\s]\s*\|$")
"""A pipe that closes a filled cell: rows padded with blank ones end with several."""


def with_rows_whole(lines: Sequence[Text]) -> list[Text]:
    """The lines, each cut row of such a table in one, closed by a pipe."""
    found: list[Text] = []
    run: list[Text] = []
    for at, line in enumerate([*lines, Text("")]):
        below = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
        if PIPE in line.text or (line.text.strip() and below.startswith(PIPE) and len(line.text) <= _LONGEST_CELL):
            run.append(line)
        else:
            found += [*_whole(run), line]
            run = []
    return found[:-1]


def _whole(run: Sequence[Text]) -> list[Text]:
    first = sum(PIPE not in line.text for line in run)
    cells = all(line.text.count(PIPE) <= 1 for line in run)
    if first >= _FEWEST_ROWS and cells and sum(line.text.startswith(PIPE) for line in run) * 2 > len(run):
        return _of_cells(run) or list(run)
    return _of_pieces(run)


def _of_cells(run: Sequence[Text]) -> list[Text]:
    """The rows of a run whose lines are cells with a pipe before each but the first of a row, and one behind the row;
    none where rows print unlike numbers of cells."""
    rows: list[list[Text]] = []
    for line in run:
        if not rows or PIPE not in line.text:
            rows.append([])
        rows[-1].append(line)
    width = _width([_pipes(row) for row in rows])
    uneven = sum(1 for row in rows if _pipes(row) % width) if width else len(rows)
    if uneven > len(rows) // _FEWEST_ROWS:
        return []
    return [_joined(part) for row in rows for part in (_parts(row, width) if _pipes(row) % width == 0 else [row])]


def _of_pieces(run: Sequence[Text]) -> list[Text]:
    """The lines of a run, rows whole whose first lines end with a cell of their own and that print as many as most.

    No pipe opens a row of it, and blank cells pad a row that is short.
    """
    padded = any(_PADDED_END.search(line.text) for line in run) and not any(line.text.startswith(PIPE) for line in run)
    width = _width([_pipes([line]) for line in run]) if padded else 0
    found: list[Text] = []
    at = 0
    while at < len(run):
        size = _lines_of_row(run, at, width)
        found.append(_joined(run[at : at + size]))
        at += size
    return found


def _lines_of_row(run: Sequence[Text], at: int, width: int) -> int:
    """How many lines from one on make a whole row, each but the last with a cell closed at its end; one if none do."""
    pipes = 0
    for size, line in enumerate(run[at : at + width], 1):
        pipes += line.text.count(PIPE)
        if size > 1 and pipes == width and PIPE in line.text:
            return size
        if pipes >= width or PIPE not in line.text or _OPEN_END.search(line.text.strip()) is None:
            break
    return 1


def _parts(row: Sequence[Text], width: int) -> Iterator[list[Text]]:
    """The rows of so many cells that follow each other, the second of which begins with a blank cell."""
    part: list[Text] = []
    for line in row:
        if part and _pipes(part) == width:
            yield part
            part = []
        part.append(line)
    yield part


def _pipes(lines: Sequence[Text]) -> int:
    return sum(line.text.count(PIPE) for line in lines)


def _width(counts: Sequence[int]) -> int:
    """The cells of most rows; 0 where there are none."""
    width, times = Counter(counts).most_common(1)[0] if counts else (0, 0)
    return width if width >= _FEWEST_COLUMNS and times >= _FEWEST_ROWS else 0


def _joined(lines: Sequence[Text]) -> Text:
    whole = lines[0]
    for line in lines[1:]:
        whole = whole.joined(line, " ")
    return whole
