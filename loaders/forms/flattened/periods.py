"""Cells on lines of their own whose rows are periods: 2015年, 2016年决算数, 增减%, under the parts of 三公经费.

The rows, all equally long, count the columns. The words above them are a row of words, of which some head the
words that follow: each of these begins with its own total (小计). A reading counts only where the sums that it makes
hold in every row of money, and where it is the only one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

from loaders import lexicon
from loaders.blocks import Cell, Dropped, Paragraph, Row, Table
from loaders.forms.arithmetic import Equation, holds
from loaders.forms.flattened.cells import pieces_of_run
from loaders.forms.flattened.header import BLANK_CELL, Path, heads_of
from loaders.forms.flattened.laying import PrintedCell, is_number
from loaders.forms.vocabulary import fits_under, is_rate, meaning, names_period
from loaders.printing import fold
from loaders.table.numbers import figure

_FEWEST_COLUMNS = 4
_MOST_WORDS = 16
_FEWEST_ROWS = 2

_Rows = list[list[PrintedCell]]


def by_periods(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """The table of a run whose rows are periods, and how many paragraphs it takes; None where no sums prove one."""
    if not run or fold(run[0].text.removesuffix(BLANK_CELL)) not in lexicon.rows().heads.periods:
        return None
    pieces = [piece for piece in pieces_of_run(run, integers) if piece.text.text != BLANK_CELL]
    words, rows = _words_and_rows(pieces)
    width = len(rows[0]) - 1 if rows else 0
    if not (_FEWEST_COLUMNS <= width <= len(words) - 1 <= _MOST_WORDS and len(rows) >= _FEWEST_ROWS):
        return None
    found = {paths for paths, sums in _readings(words[1:], width) if _proved(rows, sums)}
    if len(found) != 1:
        return None
    head: Path = (words[0].text.text,)
    body = [Row(tuple(Cell(piece.text.text, piece.text.marks) for piece in row)) for row in rows]
    table = Table(
        (*heads_of((head, *found.pop()), [piece.text for piece in words]), *body), run[0].place, spans_known=True
    )
    return table, rows[-1][-1].paragraphs


def _words_and_rows(pieces: Sequence[PrintedCell]) -> tuple[list[PrintedCell], _Rows]:
    """The words of the header, and the rows: a period and figures, all as long as the first one."""
    at = next((at for at, piece in enumerate(pieces) if is_number(piece)), 0)
    words = _with_words_whole(pieces[: max(at - 1, 0)])
    start = at - 1
    if at and fold(pieces[start].text.text) in lexicon.rows().heads.numbering:
        start = next((at for at in range(at, len(pieces)) if not is_number(pieces[at])), len(pieces))
    rows: _Rows = []
    while 0 <= start < len(pieces) and names_period(pieces[start].text.text):
        end = next((at for at in range(start + 1, len(pieces)) if not is_number(pieces[at])), len(pieces))
        row = list(pieces[start:end])
        if rows and len(row) != len(rows[0]) and not is_rate(row[0].text.text):
            return words, []
        rows += [row] if not rows or len(row) == len(rows[0]) else []
        start = end
    return words, rows


def _with_words_whole(words: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The words, those whole that a line end cut in a cell: 公务用车 | 购置费."""
    whole: list[PrintedCell] = []
    for piece in words:
        above = whole[-1].text if whole else None
        if above is not None and not meaning(above.text).known and meaning(above.text + piece.text.text).known:
            whole[-1] = replace(piece, text=above.joined(piece.text))
        else:
            whole.append(piece)
    return whole


def _readings(words: Sequence[PrintedCell], width: int) -> Iterator[tuple[tuple[Path, ...], list[Equation]]]:
    """The paths of so many columns that the words may head, and what each reading adds up."""
    printed = [piece.text.text for piece in words]
    for first in range(2, len(printed) + 1):
        above, below = printed[:first], printed[first:]
        starts = [at for at, word in enumerate(below) if meaning(word).total]
        if bool(below) != bool(starts) or (starts and starts[0] != 0) or first + len(below) - len(starts) != width:
            continue
        parts = [below[start:end] for start, end in pairwise([*starts, len(below)])]
        for groups in combinations(range(first), len(parts)):
            under = dict(zip(groups, parts, strict=True))
            if all(_fits(part, above[at]) for at, part in under.items()):
                yield _reading(above, under)


def _fits(parts: Sequence[str], group: str) -> bool:
    """Whether words may be under a group: what the lexicon does not know may, behind the total of the group."""
    return len(parts) > 1 and all(not meaning(word).known or fits_under(word, group) > 0 for word in parts)


def _reading(above: Sequence[str], under: Mapping[int, Sequence[str]]) -> tuple[tuple[Path, ...], list[Equation]]:
    paths: list[Path] = []
    sums: list[Equation] = []
    whole: list[int] = []
    for at, word in enumerate(above):
        whole.append(len(paths))
        paths += [(word, part) for part in under[at]] if at in under else [(word,)]
        if at in under:
            sums.append(Equation(whole[-1], tuple(range(whole[-1] + 1, len(paths)))))
    total = next((at for at, word in enumerate(above) if meaning(word).total), None)
    if total is not None:
        sums.append(Equation(whole[total], tuple(at for at in whole if at != whole[total])))
    return tuple(paths), sums


def _proved(rows: _Rows, sums: Sequence[Equation]) -> bool:
    """Whether the sums take in all columns and hold in all rows of money, and each with something else than noughts."""
    figures = [_figures(row) for row in rows if not is_rate(row[0].text.text)]
    summed = {at for one in sums for at in (one.total, *one.parts)}
    return summed == set(range(len(rows[0]) - 1)) and all(
        all(holds(one, row) for row in figures) and any(row[one.total] for row in figures) for one in sums
    )


def _figures(row: Sequence[PrintedCell]) -> dict[int, Decimal]:
    amounts = (figure(piece.text.text) for piece in row[1:])
    return {at: amount.value for at, amount in enumerate(amounts) if amount is not None}
