"""Cells placed into the columns of a flattened form, as far as their order and the sums prove it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders import lexicon
from loaders.blocks import Cell, Paragraph, Row, Table, Text
from loaders.forms.codes import scheme_of
from loaders.forms.flattened.header import BLANK_CELL, PARTS_OF_CODES, FlatColumn, form_columns, header_rows, side_of
from loaders.forms.placed_by_sums import with_sums
from loaders.forms.vocabulary import meaning, phase_of
from loaders.layout.organisations import organisation
from loaders.printing import fold
from loaders.table.align import FAR
from loaders.table.labels import is_total_label
from loaders.table.model import Role
from loaders.table.numbers import Amount, Blank, Dash, parse
from loaders.whole_numbers import whole

NUMBERS_OF_COLUMNS = "栏次"
_NOTED = re.compile(r"\d[\d,.]*[（(]")
"""A figure with a note in its cell (30（其中灾情6万元）): it keeps its place, and nothing reads it."""
_LONGEST_ORDINAL = 3
_FEWEST_NUMBERED = 5
_TOTAL_AS_TEXT = 5.0
"""What it costs to put 合计 into a column of words that are no labels."""
_CODED_UNIT = re.compile(r"(\d{3,9})(\D.*)")
_RUN_TOGETHER = re.compile(r"[\u4e00-\u9fff]\s*[\d,]*\d\.\d{2}\d*$|\.\d{2}\d[\d,]*\.\d")
_DIGITS_OF_PART = 2
"""款 and 项 of a code that three columns print: 208 | 05 | 05."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One printed cell, and how many paragraphs of the run end with it.

    `page`: it is an integer alone on its line, which a reader takes for a page number.
    """

    text: Text
    paragraphs: int
    page: bool = False


def is_number(piece: PrintedCell) -> bool:
    """Whether a figure or a dash is printed."""
    return isinstance(parse(piece.text.text), Amount | Dash)


def runs_together(text: str) -> bool:
    """Whether a cell ends with money: cells of its row are not apart, and how many there are is not known."""
    return _RUN_TOGETHER.search(text) is not None


def cost_of(piece: PrintedCell, column: FlatColumn) -> float:
    """What it costs to put a cell into a column."""
    text = piece.text.text
    printed = parse(text)
    if text == BLANK_CELL or isinstance(printed, Blank):
        return 0.0
    if isinstance(printed, Dash):
        return 0.0 if column.holds == "figure" else FAR
    if isinstance(printed, Amount):
        bare = text.isdigit()
        coded = bare and (bool(scheme_of(text)) or len(text) > _LONGEST_ORDINAL + 1)
        counts = bare and len(text) <= _LONGEST_ORDINAL
        part = bare and len(text) == _DIGITS_OF_PART
        fits = {"figure": True, "ordinal": counts, "code": coded, **dict.fromkeys(PARTS_OF_CODES, part)}
        return 0.0 if fits.get(column.holds, False) else FAR
    if column.holds == "figure" and (fold(text) in lexicon.rows().heads.nothing or _NOTED.match(text)):
        return 0.0
    if column.side and (said := side_of(text)) and said != column.side:
        return FAR
    return {"label": 0.0, "text": _TOTAL_AS_TEXT if is_total_label(text) else 1.0}.get(column.holds, FAR)


def table_of(
    columns: Sequence[FlatColumn],
    placed: Sequence[tuple[PrintedCell, int, int | None]],
    run: Sequence[Paragraph],
    heads: Sequence[Row] = (),
) -> tuple[Table, int] | None:
    """The table of placed cells; None where ordinals do not count or most figures are unsure."""
    numbers = [piece for piece, *_ in placed if is_number(piece)]
    last = max((row for _, row, _ in placed), default=-1)
    if _labels_a_stage(columns, placed):
        return None
    placed = with_sums(form_columns(columns), placed, lambda one, at: cost_of(one, columns[at]))
    placed = _with_labels(columns, placed)
    sure = [(piece, column) for piece, _, column in placed if column is not None and is_number(piece)]
    if not numbers or len(sure) * 2 < len(numbers) or not _counts(columns, sure):
        return None
    whole = len(placed) == (last + 1) * len(columns)
    numbered = _numbered_rows(columns, placed)
    rows: list[list[Cell]] = [[Cell("")] * len(columns) for _ in range(last + 1)]
    for piece, row, column in placed:
        sure_row = whole or row in numbered
        if column is not None and (sure_row or not piece.page or _is_safe(piece, columns[column])):
            text = "" if piece.text.text == BLANK_CELL else piece.text.text
            rows[row][column] = Cell(text, piece.text.marks)
    _part_codes_of_units(columns, rows)
    used = max(piece.paragraphs for piece, _, _ in placed)
    body = (Row(tuple(cells)) for cells in rows)
    heads = heads or header_rows(columns)
    spans_known = any(cell.covered for row in heads for cell in row.cells)
    table = Table((*heads, *body), run[0].place, spans_known=spans_known)
    return table, used


def _numbered_rows(
    columns: Sequence[FlatColumn], placed: Sequence[tuple[PrintedCell, int, int | None]]
) -> frozenset[int]:
    """The rows that fill every column, where the ordinals of a table count them all: no number of a page is in them."""
    ordinal = next((at for at, column in enumerate(columns) if column.holds == "ordinal"), None)
    filled = Counter(row for piece, row, column in placed if column is not None and piece.text.text != BLANK_CELL)
    full = frozenset(row for row, count in filled.items() if count == len(columns))
    counts = [whole(piece.text.text) for piece, row, column in placed if row in full and column == ordinal is not None]
    return full if counts == list(range(1, len(counts) + 1)) and len(counts) >= _FEWEST_NUMBERED else frozenset()


def _labels_a_stage(columns: Sequence[FlatColumn], placed: Sequence[tuple[PrintedCell, int, int | None]]) -> bool:
    """Whether a word of the header that names a stage (完成数) labels a row too: the header goes on below its words."""
    stages = {word for column in columns if phase_of((word := column.word.text,))}
    return any(
        piece.text.text in stages and column is not None and columns[column].holds == "label"
        for piece, _, column in placed
    )


def _part_codes_of_units(columns: Sequence[FlatColumn], rows: Sequence[list[Cell]]) -> None:
    """The codes that every name of a unit begins with go to their own column, where that one is blank."""
    for at, (codes, names) in enumerate(pairwise(columns)):
        if [meaning(fold(one.word.text)).role for one in (codes, names)] != [Role.UNIT_CODE, Role.UNIT_NAME]:
            continue
        coded = [(row, _CODED_UNIT.fullmatch(row[at + 1].text)) for row in rows if row[at + 1]]
        if any(row[at] for row in rows) or not all(found and organisation(found[2]) for _, found in coded):
            continue
        for row, found in coded:
            if found:
                row[at], row[at + 1] = (replace(row[at + 1], text=text) for text in found.groups())


def _with_labels(
    columns: Sequence[FlatColumn], placed: Sequence[tuple[PrintedCell, int, int | None]]
) -> list[tuple[PrintedCell, int, int | None]]:
    """The cells, a label that may be on either side on that of the figures behind it.

    Figures beside no label are nobody's: they are left without a column.
    """
    found = list(placed)
    for row in sorted({row for _, row, _ in placed}):
        cells = [(at, piece, column) for at, (piece, one, column) in enumerate(placed) if one == row]
        words = [at for at, piece, _ in cells if not is_number(piece) and piece.text.text != BLANK_CELL]
        figures = {column for _, piece, column in cells if is_number(piece) and column is not None}
        if len(words) != 1 or not figures or placed[words[0]][2] is not None:
            continue
        labels = [at for at, one in enumerate(columns) if one.holds == "label" and at < min(figures)]
        if labels and not any(column is None for _, piece, column in cells if is_number(piece)):
            found[words[0]] = (placed[words[0]][0], row, labels[-1])
        else:
            found = [(piece, one, None if one == row and is_number(piece) else at) for piece, one, at in found]
    return found


def _is_safe(piece: PrintedCell, column: FlatColumn) -> bool:
    """Whether an integer alone on its line is no number of a page: a nought, or in a column of numbers or codes."""
    return piece.text.text == "0" or column.holds in ("ordinal", "code", *PARTS_OF_CODES)


def _counts(columns: Sequence[FlatColumn], numbers: Sequence[tuple[PrintedCell, int]]) -> bool:
    """Whether the columns of ordinals count upwards."""
    for at, column in enumerate(columns):
        if column.holds == "ordinal":
            printed = (whole(piece.text.text) for piece, place in numbers if place == at)
            found = [number for number in printed if number >= 0]
            if found != sorted(set(found)):
                return False
    return True
