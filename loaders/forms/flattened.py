"""Flattened tables: forms whose grid a crawler lost, put back by what known forms look like.

Two shapes are met: every cell on a line of its own (closed by a pipe or not, blank cells lost or not), and rows on
lines with one blank between their cells. The header says which columns there are and what they hold; cells keep their
order. A figure that may stand in two columns is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Block, Cell, Dropped, Paragraph, Row, Table, Text
from loaders.forms.codes import scheme_of
from loaders.forms.placed_by_sums import with_sums
from loaders.forms.reading import KINDS
from loaders.forms.vocabulary import SIDES, meaning
from loaders.layout.captions import small_print
from loaders.layout.form_titles import recognise
from loaders.layout.sheets import with_captions_apart
from loaders.printing import fold, squeeze
from loaders.table.align import FAR, deal, ways
from loaders.table.labels import is_total_label, numbering_level, strip_numbering
from loaders.table.numbers import Amount, Blank, Dash, figure, parse

_LONGEST_CELL = 50
_MOST_COLUMNS = 12
_MOST_CELLS = 3000
_PROSE = re.compile(r"[。；]|(?:说明|解释|如下)[:：]?$")
_BLANK_CELL = "|"
_NUMBERS_OF_COLUMNS = "栏次"
_LONGEST_ORDINAL = 3
_CODED = ("code", "class-code", "division-code", "item-code", "unit-code", "project-code")
_GROUPS = "-group"


@dataclass(frozen=True, slots=True)
class _FlatColumn:
    """A column of a header printed cell by cell: its words, and what it holds (label, code, ordinal, text, figure)."""

    word: Text
    holds: str

    @property
    def blank(self) -> float:
        """What it costs to leave the column blank in a row."""
        return {"label": 3.0, "code": 1.5, "ordinal": 2.5, "text": 0.5, "figure": 1.0}[self.holds]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One printed cell, and how many paragraphs of the run end with it.

    `page`: it is an integer alone on its line, which a reader takes for a page number.
    """

    text: Text
    paragraphs: int
    page: bool = False


def with_tables_put_back(blocks: Sequence[Block], dropped: Sequence[Dropped]) -> list[Block]:
    """The blocks, with a table in place of the paragraphs that are one, wherever a title of a known form heads them.

    `dropped`: what the reader left out, of which integers alone on a line may be cells. Forms that are not simply
    figures in rows and columns (those of performance) are left to their own readers.
    """
    integers = {one.place.line: one for one in dropped if one.reason == "page number" and one.place.line is not None}
    put_back: list[Block] = []
    blocks = list(with_captions_apart(blocks, lambda line: recognise(line) is not None))
    at = 0
    while at < len(blocks):
        block = blocks[at]
        put_back.append(block)
        at += 1
        title = recognise(block.text) if isinstance(block, Paragraph) else None
        if title is None or title.id in KINDS:
            continue
        while at < len(blocks) and isinstance(small := blocks[at], Paragraph) and small_print(small.text) is not None:
            put_back.append(small)
            at += 1
        run = _run(blocks[at:])
        found = _by_rows(run) or _by_lines(run) or _by_cells(run, integers)
        if found is not None:
            table, used = found
            put_back.append(table)
            at += used
    return put_back


def _run(blocks: Sequence[Block]) -> list[Paragraph]:
    """The short paragraphs at the beginning of the blocks, up to running text, a table or the title of another form."""
    run: list[Paragraph] = []
    for block in blocks[:_MOST_CELLS]:
        if not isinstance(block, Paragraph) or len(squeeze(block.text)) > _LONGEST_CELL or _PROSE.search(block.text):
            break
        if run and recognise(block.text) is not None:
            break
        run.append(block)
    return run


# ── what a header word heads


def _holds(word: str) -> str:
    """What the column under a header word holds, or nothing where the lexicon does not know the word."""
    said = meaning(word)
    for offset in range(len(word) - 1):
        if said.known or not re.match(r"[\d\-—年度]", word[offset:]):
            break
        said = meaning(word[offset + 1 :])
    if said.component in SIDES or (said.component and said.roles):
        return "label" if said.roles else "group"
    if said.component or said.total or said.amount:
        return "figure"
    roles = [role for role, _ in said.roles if not role.endswith(_GROUPS)]
    if not roles:
        return ""
    if roles[0] in _CODED:
        return "code"
    return roles[0] if roles[0] in ("ordinal", "text") else "label"


def _columns(words: Sequence[Text]) -> list[_FlatColumn] | None:
    """The columns of a header printed in one row; groups over it (收入, 支出) are left out. None where it is none."""
    held = [(word, _holds(fold(word.text))) for word in words]
    while held and held[0][1] == "group":
        held.pop(0)
    held = [(word, "label" if holds == "group" else holds) for word, holds in held]
    columns = [_FlatColumn(word, holds) for word, holds in held if holds]
    kinds = [column.holds for column in columns]
    if len(columns) < len(held) or not 1 < len(columns) <= _MOST_COLUMNS:
        return None
    return columns if "label" in kinds and kinds[-1] != "label" and "figure" in kinds else None


# ── rows on lines, cells parted by a blank


def _by_rows(run: Sequence[Paragraph]) -> tuple[Table, int] | None:
    """The table of a run whose lines are rows, and how many paragraphs it takes."""
    columns = _columns(_words_of_line(run[0])) if run else None
    heads = next((at for at, column in enumerate(columns or ()) if column.holds == "figure"), 0)
    if columns is None or tuple(column.holds for column in columns[:heads]) not in _HEADS:
        return None
    if any(column.holds != "figure" for column in columns[heads:]):
        return None
    rows = [_header(columns)]
    used = figures = 1
    for paragraph in run[1:]:
        cells = _cells_of(paragraph, heads, len(columns))
        if cells is None:
            break
        rows.append(Row(cells))
        if any(figure(cell.text) for cell in cells[heads:]):
            used, figures = len(rows), figures + 1
    return (Table(tuple(rows[:used]), run[0].place), used) if figures > 2 else None


def _words_of_line(text: Text) -> list[Text]:
    """The words of a line that blanks part."""
    return [Text(match[0], ((0, text.place_at(match.start())),)) for match in re.finditer(r"\S+", text.text)]


_HEADS = (("label",), ("code", "label"), ("ordinal", "label"))
"""What the columns before the figures hold in rows whose cells are parted by single blanks."""

_TAIL = re.compile(r"(?P<gap>[ \u3000\xa0]+)(?P<cell>-?[\d,]*\d(?:\.\d+)?[%％]?|[-—]{1,4})(?=[ \u3000\xa0]|$)")


def _cells_of(line: Paragraph, heads: int, width: int) -> tuple[Cell, ...] | None:
    """The cells of a row: its code or number, its label, the figures at its end; None for what is no such row.

    Between two cells stands one blank; a cell that is blank itself makes it three, two of them five. Figures that do
    not fill the columns so are not read.
    """
    found = list(_TAIL.finditer(line.text))
    while found and not _reaches_end(line.text, found):
        found.pop(0)
    label = line.text[: found[0].start()] if found else line.text
    if not label.strip() or (found and label.strip() != label):
        return None
    cells = [""] * (width - heads)
    marks = [line.place] * (width - heads)
    at = 0
    for match in found:
        at += (len(match["gap"]) - 1) // 2
        if at < len(cells):
            cells[at], marks[at] = match["cell"], line.place_at(match.start("cell"))
        at += 1
    filled = at == len(cells)
    code, _, name = label.partition(" ") if heads > 1 and label[:1].isdigit() else ("", "", label)
    texts = [code, name.strip()] if heads > 1 else [label]
    head = [Cell(text, ((0, line.place),)) for text in texts]
    return (*head, *(Cell(cell if filled else "", ((0, place),)) for cell, place in zip(cells, marks, strict=True)))


def _reaches_end(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but such cells stands between the first one and the end of the line."""
    ends = [match.end() for match in found]
    return ends[-1] == len(text.rstrip()) and all(
        before == match.start() for before, match in zip(ends, found[1:], strict=False)
    )


# ── rows on lines, several columns of labels


def _by_lines(run: Sequence[Paragraph]) -> tuple[Table, int] | None:
    """The table of a run whose lines are rows of a header of any columns (项目 行次 金额 项目 行次 金额)."""
    above: list[Text] = []
    for at, line in enumerate(run[:_MOST_HEADER_LINES]):
        words = _known_words(_words_of_line(line))
        alone = [([words], _columns(words))]
        below = [([above, [Text("", line.marks), *words]], _columns([above[0], *words]))] if above else []
        for heads, columns in (*alone, *below):
            found = columns and _lines_below(columns, [_row(head) for head in heads], run, at)
            if found:
                return found
        above = words if len(words) > 1 and _holds(fold(words[0].text)) == "label" else []
    return None


def _row(words: Sequence[Text]) -> Row:
    return Row(tuple(Cell(word.text, word.marks) for word in words))


_MOST_HEADER_LINES = 3
_MOST_LETTERS = 4
_MOST_PLACINGS = 12


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
    alone = all(_holds(fold(word.text)) for word in words)
    return len(words) == size and not alone and bool(_holds(fold("".join(word.text for word in words))))


def _lines_below(
    columns: Sequence[_FlatColumn], heads: Sequence[Row], run: Sequence[Paragraph], header: int
) -> tuple[Table, int] | None:
    """The table below the last line of its header, up to a row whose cells fit no columns or that has no label."""
    placed: list[tuple[_Piece, int, int | None]] = []
    rows = figures = 0
    for number, line in enumerate(run[header + 1 :], header + 2):
        words = _words_of_line(line)
        if rows == 0 and _is_numbering([word.text for word in words]):
            continue
        pieces = _in_columns([_Piece(word, number) for word in words], columns)
        if pieces is None or all(_is_number(piece) for piece, _ in pieces):
            break
        placed.extend((piece, rows, column) for piece, column in pieces)
        rows, figures = rows + 1, figures + any(_is_number(piece) for piece, _ in pieces)
    return _table(columns, placed, run, heads) if figures > 1 else None


def _is_numbering(words: Sequence[str]) -> bool:
    """A row of column numbers: 栏次 1 栏次 2, its word parted or not."""
    return "".join(word for word in words if not word.isdigit()).replace(_NUMBERS_OF_COLUMNS, "") == ""


def _in_columns(pieces: Sequence[_Piece], columns: Sequence[_FlatColumn]) -> list[tuple[_Piece, int | None]] | None:
    """The cells of a line with their columns (None where ways to place them disagree); None where no way fits."""
    whole: list[_Piece] = []
    for piece in pieces:
        if whole and len(pieces) > len(columns) and not _is_number(piece) and not _is_number(whole[-1]):
            whole[-1] = replace(piece, text=whole[-1].text.joined(piece.text))
        else:
            whole.append(piece)
    found = ways(len(whole), len(columns), lambda at, column: _cost(whole[at], columns[column]), _MOST_PLACINGS)
    if not found.placings:
        return None
    return [
        (piece, at[0] if found.all_of_them and len(set(at)) == 1 else None)
        for piece, at in zip(whole, zip(*found.placings, strict=True), strict=True)
    ]


# ── cells on lines


def _by_cells(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose lines are cells, and how many paragraphs it takes. Of several headers the cheapest."""
    pieces = _with_words_whole(_pieces_of_run(run, integers))
    words = next((at for at, piece in enumerate(pieces) if _is_number(piece)), len(pieces))
    best: tuple[float, list[_FlatColumn], list[_Piece]] | None = None
    for size in range(2, min(words, _MOST_COLUMNS + 4) + 1):
        columns = _columns([piece.text for piece in pieces[:size]])
        body = _without_numbering(pieces[size:])
        if columns is None or not body:
            continue
        dealt = deal(len(body), _blanks(columns, body), lambda at, column: _cost(body[at], columns[column]))  # noqa: B023
        if dealt is not None and (best is None or dealt.cost < best[0]):
            best = dealt.cost, columns, body
    return _laid(*best[1:], run) if best is not None else None


def _pieces_of_run(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> list[_Piece]:
    """The cells of a run, with the integers that stand alone on lines between them."""
    pieces: list[_Piece] = []
    line = run[0].place.line if run else None
    for number, paragraph in enumerate(run):
        below = paragraph.place.line
        if line is not None and below is not None:
            pieces.extend(_integer(integers[one], number) for one in range(line + 1, below) if one in integers)
        text = paragraph.text.strip()
        pieces.append(
            _Piece(Text(text if text == _BLANK_CELL else text.removesuffix("|").strip(), paragraph.marks), number + 1)
        )
        line = below
    while line is not None and (line + 1 in integers or line + 2 in integers):
        line = line + 1 if line + 1 in integers else line + 2
        pieces.append(_integer(integers[line], len(run)))
    return pieces


def _with_words_whole(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The cells, those that a line end cut in a bracket or inside a word of the lexicon whole again."""
    whole: list[_Piece] = []
    for piece in pieces:
        if whole and not piece.page and _is_cut(whole[-1].text.text, piece.text.text):
            whole[-1] = replace(piece, text=whole[-1].text.joined(piece.text))
        else:
            whole.append(piece)
    return whole


def _is_cut(above: str, below: str) -> bool:
    if any(isinstance(parse(text), Amount | Dash | Blank) or text == _BLANK_CELL for text in (above, below)):
        return False
    unclosed = fold(above).count("(") > fold(above).count(")") and fold(below).count(")") > fold(below).count("(")
    joined = meaning(strip_numbering(above + below))
    alone = meaning(strip_numbering(above)).known or meaning(below).known or numbering_level(below) is not None
    return unclosed or (joined.known and not alone and not is_total_label(below))


def _integer(one: Dropped, paragraphs: int) -> _Piece:
    return _Piece(Text(one.text, ((0, one.place),)), paragraphs, page=True)


def _is_number(piece: _Piece) -> bool:
    return isinstance(parse(piece.text.text), Amount | Dash)


def _without_numbering(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The cells behind the row of column numbers (栏次 1 栏次 2), if there is one."""
    at = 0
    while at < len(pieces) and fold(pieces[at].text.text) == _NUMBERS_OF_COLUMNS:
        at += 1
        while at < len(pieces) and fold(pieces[at].text.text).isdigit():
            at += 1
    return list(pieces[at:])


def _blanks(columns: Sequence[_FlatColumn], body: Sequence[_Piece]) -> list[float]:
    """What each column costs when it is left blank: much where the page prints blank cells as well."""
    printed = any(piece.text.text == _BLANK_CELL for piece in body)
    return [10.0 if printed else column.blank for column in columns]


def _cost(piece: _Piece, column: _FlatColumn) -> float:
    """What it costs to put a cell into a column."""
    text = piece.text.text
    printed = parse(text)
    if text == _BLANK_CELL or isinstance(printed, Blank):
        return 0.0
    if isinstance(printed, Dash):
        return 0.0 if column.holds == "figure" else FAR
    if isinstance(printed, Amount):
        bare = text.isdigit()
        coded = bare and (bool(scheme_of(text)) or len(text) > _LONGEST_ORDINAL + 1)
        fits = {"figure": True, "ordinal": bare and len(text) <= _LONGEST_ORDINAL, "code": coded}
        return 0.0 if fits.get(column.holds, False) else FAR
    return {"label": 0.0, "text": 1.0}.get(column.holds, FAR)


def _laid(columns: Sequence[_FlatColumn], body: Sequence[_Piece], run: Sequence[Paragraph]) -> tuple[Table, int] | None:
    """The table as dealt out, up to its last figure."""
    dealt = deal(len(body), _blanks(columns, body), lambda at, column: _cost(body[at], columns[column]))
    if dealt is None:
        return None
    last = max((row for piece, row in zip(body, dealt.rows, strict=True) if _is_number(piece)), default=-1)
    placed = [one for one in zip(body, dealt.rows, dealt.columns, strict=True) if one[1] <= last]
    return _table(columns, placed, run)


def _table(
    columns: Sequence[_FlatColumn],
    placed: Sequence[tuple[_Piece, int, int | None]],
    run: Sequence[Paragraph],
    heads: Sequence[Row] = (),
) -> tuple[Table, int] | None:
    """The table of placed cells; None where ordinals do not count or most figures are unsure."""
    numbers = [piece for piece, *_ in placed if _is_number(piece)]
    last = max((row for _, row, _ in placed), default=-1)
    placed = with_sums([column.word for column in columns], placed, lambda one, at: _cost(one, columns[at]))
    sure = [(piece, column) for piece, _, column in placed if column is not None and _is_number(piece)]
    if not numbers or len(sure) * 2 < len(numbers) or not _counts(columns, sure):
        return None
    whole = len(placed) == (last + 1) * len(columns)
    rows: list[list[Cell]] = [[Cell("")] * len(columns) for _ in range(last + 1)]
    for piece, row, column in placed:
        if column is not None and (whole or not piece.page or _is_safe(piece, columns[column])):
            text = "" if piece.text.text == _BLANK_CELL else piece.text.text
            rows[row][column] = Cell(text, piece.text.marks)
    used = max(piece.paragraphs for piece, _, _ in placed)
    table = Table((*(heads or [_header(columns)]), *(Row(tuple(cells)) for cells in rows)), run[0].place)
    return table, used


def _is_safe(piece: _Piece, column: _FlatColumn) -> bool:
    """Whether an integer alone on its line is no number of a page: a nought, or in a column of numbers or codes."""
    return piece.text.text == "0" or column.holds in ("ordinal", "code")


def _counts(columns: Sequence[_FlatColumn], numbers: Sequence[tuple[_Piece, int]]) -> bool:
    """Whether the columns of ordinals count upwards."""
    for at, column in enumerate(columns):
        if column.holds == "ordinal":
            found = [int(piece.text.text) for piece, place in numbers if place == at and piece.text.text.isdigit()]
            if found != sorted(set(found)):
                return False
    return True


def _header(columns: Sequence[_FlatColumn]) -> Row:
    return Row(tuple(Cell(column.word.text, column.word.marks) for column in columns))
