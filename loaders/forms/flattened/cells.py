"""Every cell on a line of its own, closed by a pipe or not, blank cells lost or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.blocks import Dropped, Paragraph, Table, Text
from loaders.forms.flattened.header import BLANK_CELL, MOST_COLUMNS, FlatColumn, columns_of
from loaders.forms.flattened.laying import NUMBERS_OF_COLUMNS, PrintedCell, cost_of, is_number, table_of
from loaders.forms.vocabulary import meaning
from loaders.printing import fold
from loaders.table.align import Dealt, deal
from loaders.table.labels import is_total_label, numbering_level, strip_numbering
from loaders.table.numbers import Amount, Blank, Dash, Word, parse


def by_cells(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells, and how many paragraphs it takes.

    Of several headers the cheapest, or the next one that places every figure where that is none.
    """
    pieces = pieces_of_run(run, integers)
    words = next((at for at, piece in enumerate(pieces) if is_number(piece)), len(pieces))
    found: list[tuple[float, int, list[FlatColumn], list[PrintedCell]]] = []
    for size in range(2, min(words, MOST_COLUMNS + 4) + 1):
        columns = columns_of([piece.text for piece in pieces[:size]])
        body = _without_numbering(pieces[size:])
        if columns is None or not body:
            continue
        dealt = _dealt(columns, body)
        if dealt is not None:
            found.append((dealt.cost, size, columns, body))
    for place, (_, _, columns, body) in enumerate(sorted(found, key=lambda one: one[:2])):
        laid = _laid(columns, body, run)
        if laid is not None and (place == 0 or _is_whole(laid[0], body)):
            return laid
    return None


def _is_whole(table: Table, body: Sequence[PrintedCell]) -> bool:
    """Whether a table prints every figure of its cells, and a label and a figure in each of its rows."""
    printed = [[parse(cell.text) for cell in row.cells] for row in table.rows[1:]]
    figures = sum(1 for row in printed for one in row if isinstance(one, Amount))
    labelled = all({Word, Amount} <= {type(one) for one in row} for row in printed)
    return labelled and figures == sum(1 for piece in body if isinstance(parse(piece.text.text), Amount))


def pieces_of_run(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> list[PrintedCell]:
    """The cells of a run, words that a line end cut whole again, with the integers alone on lines between them."""
    return _with_words_whole(_lines_of_run(run, integers))


def _lines_of_run(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> list[PrintedCell]:
    pieces: list[PrintedCell] = []
    line = run[0].place.line if run else None
    for number, paragraph in enumerate(run):
        below = paragraph.place.line
        if line is not None and below is not None:
            pieces.extend(_integer(integers[one], number) for one in range(line + 1, below) if one in integers)
        pieces.extend(PrintedCell(cell, number + 1) for cell in _cells_of_line(paragraph))
        line = below
    while line is not None and (line + 1 in integers or line + 2 in integers):
        line = line + 1 if line + 1 in integers else line + 2
        pieces.append(_integer(integers[line], len(run)))
    return pieces


def _cells_of_line(line: Paragraph) -> list[Text]:
    """The cell of a line, or the cells that pipes close: 小计 | 购置费 | |."""
    text = line.text.strip()
    if text == BLANK_CELL:
        return [Text(text, line.marks)]
    cells = text.removesuffix(BLANK_CELL).split(BLANK_CELL)
    return (
        [Text(cell.strip() or BLANK_CELL, ((0, line.place),)) for cell in cells]
        if len(cells) > 1
        else [Text(cells[0].strip(), line.marks)]
    )


def _with_words_whole(pieces: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The cells, those that a line end cut in a bracket or inside a word of the lexicon whole again."""
    whole: list[PrintedCell] = []
    for piece in pieces:
        if whole and not piece.page and _is_cut(whole[-1].text.text, piece.text.text):
            whole[-1] = replace(piece, text=whole[-1].text.joined(piece.text))
        else:
            whole.append(piece)
    return whole


def _is_cut(above: str, below: str) -> bool:
    if any(isinstance(parse(text), Amount | Dash | Blank) or text == BLANK_CELL for text in (above, below)):
        return False
    unclosed = fold(above).count("(") > fold(above).count(")") and fold(below).count(")") > fold(below).count("(")
    joined = meaning(strip_numbering(above + below))
    alone = meaning(strip_numbering(above)).known or meaning(below).known or numbering_level(below) is not None
    return unclosed or (joined.known and not alone and not is_total_label(below))


def _integer(one: Dropped, paragraphs: int) -> PrintedCell:
    return PrintedCell(Text(one.text, ((0, one.place),)), paragraphs, page=True)


def _without_numbering(pieces: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The cells behind the row of column numbers (栏次 1 栏次 2), if there is one."""
    at = 0
    while at < len(pieces) and fold(pieces[at].text.text) == NUMBERS_OF_COLUMNS:
        at += 1
        while at < len(pieces) and fold(pieces[at].text.text).isdigit():
            at += 1
    return list(pieces[at:])


def _blanks(columns: Sequence[FlatColumn], body: Sequence[PrintedCell]) -> list[float]:
    """What each column costs when it is left blank: much where the page prints blank cells as well."""
    printed = any(piece.text.text == BLANK_CELL for piece in body)
    return [10.0 if printed else column.blank for column in columns]


def _dealt(columns: Sequence[FlatColumn], body: Sequence[PrintedCell]) -> Dealt | None:
    return deal(len(body), _blanks(columns, body), lambda at, column: cost_of(body[at], columns[column]))


def _laid(
    columns: Sequence[FlatColumn], body: Sequence[PrintedCell], run: Sequence[Paragraph]
) -> tuple[Table, int] | None:
    """The table as dealt out, up to its last figure."""
    dealt = _dealt(columns, body)
    if dealt is None:
        return None
    if len(_unlabelled(columns, body, dealt)) > 1:
        return None  # the header is another one: rows of figures alone are cells of one row
    last = max((row for piece, row in zip(body, dealt.rows, strict=True) if is_number(piece)), default=-1)
    placed = [one for one in zip(body, dealt.rows, dealt.columns, strict=True) if one[1] <= last]
    return table_of(columns, placed, run)


def _unlabelled(columns: Sequence[FlatColumn], body: Sequence[PrintedCell], dealt: Dealt) -> set[int]:
    """The rows that print figures and nothing that says whose they are."""
    figures, named = set[int](), set[int]()
    for piece, row, column in zip(body, dealt.rows, dealt.columns, strict=True):
        if column is None or columns[column].holds == "figure":
            figures.update([row] if is_number(piece) else [])
        elif piece.text.text != BLANK_CELL:
            named.add(row)
    return figures - named
