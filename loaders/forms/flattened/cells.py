"""Every cell on a line of its own, closed by a pipe or not, blank cells lost or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from loaders.blocks import Dropped, Paragraph, Row, Table, Text
from loaders.forms.arithmetic import equations, figures_of, holds
from loaders.forms.codes import scheme_of
from loaders.forms.flattened.header import (
    BLANK_CELL,
    MOST_COLUMNS,
    FlatColumn,
    columns_of,
    columns_of_summed,
    form_columns,
    heads_keys,
    holds_of,
    is_header_word,
)
from loaders.forms.flattened.laying import NUMBERS_OF_COLUMNS, PrintedCell, cost_of, is_number, table_of
from loaders.forms.flattened.proof import foots
from loaders.forms.flattened.stacked import StackedHeader, stacked_headers
from loaders.forms.vocabulary import is_listed, meaning
from loaders.layout.captions import small_print
from loaders.printing import fold
from loaders.table.align import FAR, Dealt, deal
from loaders.table.labels import is_total_label, numbering_level, strip_numbering
from loaders.table.numbers import Amount, Blank, Dash, Word, parse

_FEWEST_WORDS = 4
_FEWEST_REGULAR = 3
"""Columns and rows of a table that its regularity proves."""
_MOST_LABELS = 1
"""Words of headers (合计) that may be the first label instead."""
_SIGNS_OF_FIGURES = frozenset("0123456789,.")


def by_cells(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells, and how many paragraphs it takes.

    Of several headers the cheapest, or the next one that places every figure where that is none.
    """
    pieces = pieces_of_run(run, integers)
    words = next((at for at, piece in enumerate(pieces) if is_number(piece)), len(pieces))
    found: list[tuple[float, int, list[FlatColumn], list[PrintedCell]]] = []
    for size in range(2, min(words, MOST_COLUMNS + 4) + 1):
        columns = columns_of([piece.text for piece in pieces[:size]])
        body = _body(pieces, size)
        if columns is None or not body or heads_keys(fold(body[0].text.text)) or _goes_on(pieces, size):
            continue
        body = _without_rest(columns, with_labels_whole(columns, body))
        dealt = _dealt(columns, body)
        if dealt is not None:
            found.append((dealt.cost, size, columns, body))
    for place, (_, _, columns, body) in enumerate(sorted(found, key=lambda one: one[:2])):
        tabulated = _tabulated(columns, body, run)
        if tabulated is not None and (place == 0 or _is_whole(tabulated[0], body)):
            return tabulated
    return None


def by_sums(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells under a total and words that the lexicon need not know: every figure of
    it must be in sums that hold."""
    pieces = pieces_of_run(run, integers)
    words = next((at for at, piece in enumerate(pieces) if is_number(piece)), len(pieces))
    for size in range(min(words, MOST_COLUMNS), _FEWEST_WORDS - 1, -1):
        columns = columns_of_summed([piece.text for piece in pieces[:size]])
        body = _without_rest(columns, _body(pieces, size)) if columns is not None else []
        tabulated = _tabulated(columns, body, run) if columns is not None and body else None
        if tabulated is not None and _is_whole(tabulated[0], body) and foots(tabulated[0]):
            return tabulated
    return None


def _goes_on(pieces: Sequence[PrintedCell], size: int) -> bool:
    """Whether a header goes on behind its first words: with the word of a column of figures that no figure follows, or
    with its last words once more, for the other side."""
    if any(_words(pieces[size - same : size]) == _words(pieces[size : size + same]) for same in range(2, size + 1)):
        return True
    word, following = pieces[size : size + 1], pieces[size + 1 : size + 2]
    if not word or not following or not _is_word(word[0]) or not _is_word(following[0]):
        return False
    of_figures = holds_of(fold(word[0].text.text)) == "figure"
    return of_figures and columns_of([piece.text for piece in pieces[: size + 1]]) is not None


def _words(pieces: Sequence[PrintedCell]) -> list[str]:
    return [fold(piece.text.text) for piece in pieces]


def by_regular_rows(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells, blank ones printed, under words that the lexicon need not know.

    Every row must be as long as the header: a label, words below the same heads, figures or blanks below the others.
    """
    pieces = pieces_of_run(run, integers)
    if not pieces or small_print(pieces[0].text.text) is not None:
        return None
    heads = len(list(takewhile(_is_word, pieces)))
    found: list[tuple[Table, int]] = []
    for size in range(_FEWEST_REGULAR, min(heads, MOST_COLUMNS) + 1):
        last = max((at for at, piece in enumerate(pieces) if is_number(piece)), default=-1)
        count = (last - size) // size + 1
        body = pieces[size : size * (count + 1)]
        kinds = [{_kind_of(piece) for piece in body[column::size]} for column in range(size)]
        if count < _FEWEST_REGULAR or len(body) < count * size or not _is_regular(kinds):
            continue
        columns = [
            FlatColumn(piece.text, "label" if at == 0 else "text" if Word in kinds[at] else "figure")
            for at, piece in enumerate(pieces[:size])
        ]
        placed = [(piece, at // size, at % size) for at, piece in enumerate(body)]
        if (table := table_of(columns, placed, run)) is not None:
            found.append(table)
    return found[0] if len(found) == 1 else None


def _kind_of(piece: PrintedCell) -> type:
    return Blank if piece.text.text == BLANK_CELL else type(parse(piece.text.text))


def _is_regular(kinds: Sequence[set[type]]) -> bool:
    """Whether columns hold labels, then words or figures, never both, and most of them figures."""
    figures = [Amount in kind for kind in kinds[1:]]
    mixed = any(Word in kind and kind & {Amount, Dash} for kind in kinds)
    return kinds[0] == {Word} and not mixed and sum(figures) * 2 >= len(figures)


def by_stacked_header(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells under a header of several rows, and how many paragraphs it takes.

    None where its rows do not fill such a header, or two headers would say different things of them.
    """
    pieces = pieces_of_run(run, integers)
    head = list(takewhile(_is_blank_or_header_word, pieces))
    words = [piece for piece in head if piece.text.text != BLANK_CELL]
    found: list[tuple[float, tuple[Table, int]]] = []
    for size in range(max(len(words) - _MOST_LABELS, _FEWEST_WORDS), len(words) + 1):
        for header in stacked_headers([piece.text for piece in words[:size]]):
            body = with_labels_whole(header.columns, _body(pieces, _cells_of_header(head, size, header)))
            dealt = _dealt(header.columns, body) if body else None
            tabulated = _tabulated(header.columns, body, run, header.rows) if dealt is not None else None
            if dealt is not None and tabulated is not None and _is_proved(header, tabulated[0], body):
                found.append((dealt.cost, tabulated))
    least = min((cost for cost, _ in found), default=0.0)
    best = [tabulated for cost, tabulated in found if cost == least]
    return best[0] if best and all(one == best[0] for one in best) else None


def _is_blank_or_header_word(piece: PrintedCell) -> bool:
    if piece.text.text == BLANK_CELL:
        return True
    return not is_number(piece) and is_header_word(fold(piece.text.text))


def _cells_of_header(head: Sequence[PrintedCell], size: int, header: StackedHeader) -> int:
    """How many cells a header of so many words prints: blank ones fill its rows, or are between its words."""
    whole = len(header.rows) * len(header.columns)
    if sum(1 for piece in head[:whole] if piece.text.text != BLANK_CELL) == size and len(head) >= whole > size:
        return whole
    words = [at for at, piece in enumerate(head, 1) if piece.text.text != BLANK_CELL]
    return words[size - 1]


def _body(pieces: Sequence[PrintedCell], size: int) -> list[PrintedCell]:
    """The cells behind the header and the row of column numbers, headers printed again on later pages left out."""
    header = [piece.text.text for piece in pieces[:size]]
    body: list[PrintedCell] = []
    at = size
    while at < len(pieces):
        if [piece.text.text for piece in pieces[at : at + size]] == header:
            at += size
        else:
            body.append(pieces[at])
            at += 1
    return without_numbering(body)


def with_labels_whole(columns: Sequence[FlatColumn], body: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The cells, a label whole that a line end cut in two: words behind a code and its words, up to a figure.

    Only the labels are words in such a table.
    """
    if [column.holds for column in columns if column.holds in ("label", "text")] != ["label"]:
        return list(body)
    whole: list[PrintedCell] = []
    coded = False
    for piece in body:
        is_word = _is_word(piece)
        if is_word and coded and _is_word(whole[-1]) and not is_total_label(piece.text.text):
            whole[-1] = replace(piece, text=whole[-1].text.joined(piece.text))
            continue
        coded = bool(scheme_of(piece.text.text)) if not is_word else coded
        whole.append(piece)
    return whole


def _without_rest(columns: Sequence[FlatColumn], body: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The cells up to the last figure and, where columns of words end the rows, the cells right behind it."""
    last = max((at for at, piece in enumerate(body) if is_number(piece)), default=len(body))
    behind = len(list(takewhile(lambda column: column.holds == "text", reversed(columns))))
    return list(body[: last + 1 + behind]) if behind else list(body)


def _is_word(piece: PrintedCell) -> bool:
    return not is_number(piece) and piece.text.text != BLANK_CELL


def _is_proved(header: StackedHeader, table: Table, body: Sequence[PrintedCell]) -> bool:
    """Whether a table under a header of several rows holds all figures, and its header adds up in each of its rows.

    Where no keys prove the header, every row must fill it too, and something else than noughts add up.
    """
    rows = [row for row in table.rows if any(isinstance(parse(cell.text), Amount) for cell in row.cells)]
    if not _is_whole(replace(table, rows=(table.rows[0], *rows)), body):
        return False
    sums = equations(form_columns(header.columns))
    results = [holds(one, figures_of(row)) for one in sums for row in rows]
    full = all(bool(cell) for row in rows for cell in row.cells)
    if not header.keyed and not any(any(figures_of(row).values()) for row in rows):
        return False
    enough = (True in results or full) if header.keyed else (True in results and full)
    return False not in results and enough


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
        if whole and _is_cut_figure(whole[-1].text.text, piece.text.text):
            whole[-1] = replace(piece, text=whole[-1].text.joined(piece.text), page=False)
        elif whole and not piece.page and _is_cut(whole[-1].text.text, piece.text.text):
            whole[-1] = replace(piece, text=whole[-1].text.joined(piece.text))
        else:
            whole.append(piece)
    return whole


def _is_cut_figure(above: str, below: str) -> bool:
    """Whether a line end cut a figure (11,658 | .25): one of the two is no figure alone, and both are one together."""
    halves = all(set(fold(text)) <= _SIGNS_OF_FIGURES for text in (above, below)) and bool(above and below)
    whole = halves and isinstance(parse(above + below), Amount)
    return whole and not all(isinstance(parse(text), Amount) for text in (above, below))


def _is_cut(above: str, below: str) -> bool:
    if any(isinstance(parse(text), Amount | Dash | Blank) or text == BLANK_CELL for text in (above, below)):
        return False
    unclosed = fold(above).count("(") > fold(above).count(")") and fold(below).count(")") > fold(below).count("(")
    joined = meaning(strip_numbering(above + below))
    alone = meaning(strip_numbering(above)).known or meaning(below).known or numbering_level(below) is not None
    listed = is_listed(above + below) and not (is_listed(above) and is_listed(below))
    return unclosed or listed or (joined.known and not alone and not is_total_label(below))


def _integer(one: Dropped, paragraphs: int) -> PrintedCell:
    return PrintedCell(Text(one.text, ((0, one.place),)), paragraphs, page=True)


def without_numbering(pieces: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The cells behind the row of column numbers (栏次 1 栏次 2), if there is one."""
    at = 0
    while at < len(pieces) and fold(pieces[at].text.text) == NUMBERS_OF_COLUMNS:
        at += 1
        while at < len(pieces) and (fold(pieces[at].text.text).isdigit() or _blank_before_digit(pieces, at)):
            at += 1
    return list(pieces[at:])


def _blank_before_digit(pieces: Sequence[PrintedCell], at: int) -> bool:
    """Whether a blank cell is between the word of a row of column numbers and a number."""
    behind = pieces[at + 1 : at + 2]
    return pieces[at].text.text == BLANK_CELL and bool(behind) and fold(behind[0].text.text).isdigit()


def _blanks(columns: Sequence[FlatColumn], body: Sequence[PrintedCell]) -> list[float]:
    """What each column costs when it is left blank: much where the page prints blank cells as well."""
    printed = any(piece.text.text == BLANK_CELL for piece in body)
    return [10.0 if printed else column.blank for column in columns]


def _dealt(columns: Sequence[FlatColumn], body: Sequence[PrintedCell]) -> Dealt | None:
    unnumbered = _before_totals(body)

    def cost(at: int, column: int) -> float:
        if columns[column].holds == "ordinal" and at in unnumbered:
            return FAR
        return cost_of(body[at], columns[column])

    return deal(len(body), _blanks(columns, body), cost)


def _before_totals(body: Sequence[PrintedCell]) -> set[int]:
    """The numbers right before a total: they end the row above it, as totals have no number of their own."""
    return {at for at, (piece, behind) in enumerate(pairwise(body)) if is_number(piece) and _is_total(behind)}


def _is_total(piece: PrintedCell) -> bool:
    return _is_word(piece) and is_total_label(piece.text.text)


def _tabulated(
    columns: Sequence[FlatColumn], body: Sequence[PrintedCell], run: Sequence[Paragraph], heads: Sequence[Row] = ()
) -> tuple[Table, int] | None:
    """The table as dealt out, up to its last figure; `heads`: the rows of its header, if they are several."""
    dealt = _dealt(columns, body)
    if dealt is None:
        return None
    if len(_unlabelled(columns, body, dealt)) > 1:
        return None  # the header is another one: rows of figures alone are cells of one row
    last = max((row for piece, row in zip(body, dealt.rows, strict=True) if is_number(piece)), default=-1)
    placed = [one for one in zip(body, dealt.rows, dealt.columns, strict=True) if one[1] <= last]
    return table_of(columns, placed, run, heads)


def _unlabelled(columns: Sequence[FlatColumn], body: Sequence[PrintedCell], dealt: Dealt) -> set[int]:
    """The rows that print figures and nothing that says whose they are."""
    figures, named = set[int](), set[int]()
    for piece, row, column in zip(body, dealt.rows, dealt.columns, strict=True):
        if column is not None and columns[column].holds != "figure":
            named.update([row] if piece.text.text != BLANK_CELL else [])
        elif is_number(piece):
            figures.add(row)
        elif column is None and piece.text.text != BLANK_CELL:
            named.add(row)
    return figures - named
