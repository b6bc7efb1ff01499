"""Tables whose pipes are on lines of their own: a cell, on several lines perhaps, and below it the pipe closing it.

Where each row begins with a pipe as well, there is one more blank cell before each row: it shows where rows begin, and
the table is written with tabs. Else the cells are written one a line, each closed by its pipe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.blocks import Text

PIPE = "|"
_LONGEST_CELL = 50
_MOST_LINES = 3
"""Lines of a cell."""
_FEWEST_PIPES = 8
_FEWEST_ROWS = 3
_MOST_COLUMNS = 16
_SENTENCE = "。；"


def with_cells_closed(lines: Sequence[Text]) -> list[Text]:
    """The lines, those of such tables written as rows or as cells."""
    found: list[Text] = []
    at = 0
    for start, end in _tables([line.text.strip() for line in lines]):
        found.extend(lines[at:start])
        cells = list(_cells(lines[start:end]))
        found.extend(_rows(cells) or (_closed(cell) for cell in cells))
        at = end
    return [*found, *lines[at:]]


def _tables(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where such tables begin and end: from the cell above the first pipe to the last pipe."""
    pipes = [at for at, text in enumerate(texts) if text == PIPE]
    run: list[int] = []
    for at in pipes:
        if run and not _is_cell(texts[run[-1] + 1 : at]):
            yield from _table(texts, run)
            run = []
        run.append(at)
    yield from _table(texts, run)


def _table(texts: Sequence[str], run: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(run) >= _FEWEST_PIPES and run[-1] - run[0] >= len(run):
        first = run[0]
        yield first - (first > 0 and bool(texts[first - 1]) and _is_cell(texts[first - 1 : first])), run[-1] + 1


def _is_cell(texts: Sequence[str]) -> bool:
    """Whether the lines between two pipes may be a cell: few, short, no sentence and no cell with a pipe of its own."""
    whole = "".join(texts)
    filled = sum(1 for text in texts if text)
    return (
        filled <= _MOST_LINES and len(whole) <= _LONGEST_CELL and not any(sign in whole for sign in "|\t" + _SENTENCE)
    )


def _cells(lines: Sequence[Text]) -> Iterator[Text]:
    """The cells before the pipes; a blank one at the place of its pipe."""
    cell = Text("")
    for line in lines:
        if line.text.strip() == PIPE:
            yield cell if cell else Text("", line.marks)
            cell = Text("")
        elif line:
            cell = cell.joined(line) if cell else line


def _rows(cells: Sequence[Text]) -> list[Text]:
    """The rows with tabs between cells; none where no blank cell before each row shows where rows begin."""
    for width in range(2, _MOST_COLUMNS + 1):
        period = width + 1
        for offset in range(period):
            opening = cells[offset::period]
            if len(opening) > _FEWEST_ROWS and not any(opening) and _fills(cells, offset, period):
                return [
                    *filter(None, cells[:offset]),
                    *(
                        _tabbed(cells[at + 1 : at + period])
                        for at in range(offset, len(cells), period)
                        if at + 1 < len(cells)
                    ),
                ]
    return []


def _fills(cells: Sequence[Text], offset: int, period: int) -> bool:
    """Whether most rows between blank cells are filled, and nothing but blank cells and captions is before them."""
    rows = [cells[at + 1 : at + period] for at in range(offset, len(cells), period)]
    full = sum(all(row) and len(row) == period - 1 for row in rows)
    return full * 2 > len(rows) and sum(map(bool, cells[:offset])) <= 1


def _tabbed(row: Sequence[Text]) -> Text:
    whole = row[0]
    for cell in row[1:]:
        whole = whole.joined(cell, "\t")
    return whole


def _closed(cell: Text) -> Text:
    return cell.joined(Text(PIPE), " ") if cell else cell.joined(Text(PIPE))
