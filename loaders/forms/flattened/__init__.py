"""Flattened tables: forms whose grid a crawler lost, put back by what known forms look like.

The shapes that occur, each a module: lists whose amounts dots lead to, rows on lines under a header of one line or
several, every cell on a line of its own, on two sides, and such cells under a header of several rows, over codes and
names, over figures alone, over rows that are years or as years over stages. Where none of them reads a form, its print
is cut apart (`run_on.py`) and tried again. The header says which columns there are and what they hold; cells keep
their order. A figure that may be in two columns is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, takewhile
from typing import cast

from loaders import lexicon
from loaders.blocks import Block, Dropped, Paragraph, Table
from loaders.forms.flattened.cells import by_cells, by_regular_rows, by_stacked_header, by_sums
from loaders.forms.flattened.header import (
    BLANK_CELL,
    columns_of,
    columns_of_counted,
    holds_of,
    is_header_word,
    words_of_line,
)
from loaders.forms.flattened.leaders import LEADER, LONGEST_LINE, by_leaders
from loaders.forms.flattened.lines import by_lines
from loaders.forms.flattened.nested import by_nested_header
from loaders.forms.flattened.one_line import with_cells_apart, with_titles_whole
from loaders.forms.flattened.periods import by_periods
from loaders.forms.flattened.proof import foots
from loaders.forms.flattened.run_on import runs_on, ways_to_cut
from loaders.forms.flattened.sides import by_sides
from loaders.forms.flattened.stages import by_stages
from loaders.forms.reading import KINDS
from loaders.layout.captions import small_print
from loaders.layout.form_titles import FormTitle, recognise
from loaders.layout.organisations import organisation
from loaders.layout.sheets import with_captions_apart
from loaders.printing import fold, squeeze
from loaders.table.numbers import is_figure

_LONGEST_CELL = 50
_LONGEST_CELL_OF_LIST = 300
_FEWEST_FIGURES = 4
_MOST_CELLS = 3000
_MOST_SMALL_PRINT = 3
_MOST_SMALL_LINES = 2
"""Lines that no reader of small print knows, between a title and the header below it."""
_PROSE = re.compile(r"[。；]|(?:说明|解释|如下)[:：]?$")


def with_tables_put_back(blocks: Sequence[Block], dropped: Sequence[Dropped]) -> list[Block]:
    """The blocks, with a table in place of the paragraphs that are one, wherever a title of a known form heads them.

    `dropped`: what the reader left out, of which integers alone on a line may be cells. Forms that are not simply
    figures in rows and columns (those of performance) are left to their own readers.
    """
    integers = {one.place.line: one for one in dropped if one.reason == "page number" and one.place.line is not None}
    blocks = list(with_titles_whole(with_cells_apart(blocks)))
    filled = [block for block in blocks if not _is_blank(block)]
    found = _put_back(filled, integers)
    return found if len(filled) == len(blocks) or _tables(found) > _tables(filled) else _put_back(blocks, integers)


def _is_blank(block: Block) -> bool:
    """Whether a block is a table of blank cells: rows of pipes between the cells of a flattened one."""
    return isinstance(block, Table) and not any(cell.text.strip() for row in block.rows for cell in row.cells)


def _tables(blocks: Sequence[Block]) -> int:
    return sum(1 for block in blocks if isinstance(block, Table))


def _put_back(blocks: Sequence[Block], integers: Mapping[int, Dropped]) -> list[Block]:
    put_back: list[Block] = []
    blocks = list(with_captions_apart(blocks, lambda line: recognise(line) is not None))
    ends = _ends_of_runs(blocks, _is_short)
    ends_of_lists = _ends_of_runs(blocks, _may_be_cell_of_list)
    at = 0
    while at < len(blocks):
        title = _title(blocks[at])
        if title is not None:
            put_back.append(blocks[at])
            at += 1
            while at < len(blocks) and isinstance(small := blocks[at], Paragraph) and _is_small(small.text):
                put_back.append(small)
                at += 1
        run = _run(blocks, at, ends)
        if title is not None:
            above, found = _table(run, integers)
        else:
            above, found = 0, _table_without_title(run, integers)
            if found is not None and at > 0 and _is_of_header(blocks[at - 1]):
                found = None
        if title is not None and title.projects:
            longer = _run(blocks, at, ends_of_lists)
            in_longer = _table(longer, integers)
            if in_longer[1] is not None and _fullest([found, in_longer[1]]) is not found:
                run, (above, found) = longer, in_longer
        if found is None and title is not None:
            above, found = _table_cut_apart(run)
        if found is not None:
            table, used = found
            put_back.extend([*run[:above], table])
            at += above + used
        elif title is None:
            put_back.append(blocks[at])
            at += 1
    return put_back


def _title(block: Block) -> FormTitle | None:
    """The form that a paragraph names, if its figures are in rows and columns."""
    title = recognise(block.text) if isinstance(block, Paragraph) else None
    return None if title is None or title.id in KINDS else title


def _table(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[int, tuple[Table, int] | None]:
    """The table below the title of a known form, and how many lines of small print are between."""
    for shapes in (_ROWS_ON_LINES, _CELLS_ON_LINES):
        for above in _starts(run):
            if above and _is_of_header(run[above - 1]):
                break
            found = _fullest(shape(run[above:], integers) for shape in shapes)
            if found is not None:
                return above, found
    return 0, None


def _table_cut_apart(run: Sequence[Paragraph]) -> tuple[int, tuple[Table, int] | None]:
    """The table of a run whose cells run together, below its title, where its sums prove how they are cut."""
    for above in _starts(run) if any(runs_on(line.text) for line in run) else ():
        found = _fullest(
            (read[0], cells[read[1] - 1][1])
            for cells in ways_to_cut(run[above:])
            for shape in _CELLS_ON_LINES
            if (read := shape([cell for cell, _ in cells], {})) is not None and foots(read[0])
        )
        if found is not None:
            return above, found
    return 0, None


def _starts(run: Sequence[Paragraph]) -> list[int]:
    """Where a table may begin below its title: behind few lines that no reader knows and small print behind them."""
    starts = list(range(min(_MOST_SMALL_LINES, len(run)) + 1))
    small = takewhile(lambda line: line.text != BLANK_CELL and _is_small(line.text), run[starts[-1] :])
    return [*starts, *(starts[-1] + at for at, _ in enumerate(islice(small, _MOST_SMALL_PRINT), 1))]


def _is_of_header(block: Block) -> bool:
    """Whether a line is nothing but words of headers, so that a header begins there; 收入 支出 over it are captions."""
    words = [fold(word.text) for word in words_of_line(block)] if isinstance(block, Paragraph) else []
    return len(words) > 1 and all(map(is_header_word, words)) and any(holds_of(word) != "group" for word in words)


def _fullest(found: Iterable[tuple[Table, int] | None]) -> tuple[Table, int] | None:
    """Of several ways to put a table back the first that places most figures."""
    return max((one for one in found if one is not None), key=lambda one: _figures(one[0]), default=None)


_ROWS_ON_LINES = (lambda run, _: by_leaders(run), lambda run, _: by_lines(run))
_CELLS_ON_LINES = (
    by_sides,
    by_cells,
    by_sums,
    by_stacked_header,
    by_nested_header,
    by_regular_rows,
    by_periods,
    by_stages,
)


def _table_without_title(run: Sequence[Paragraph], integers: Mapping[int, Dropped]) -> tuple[Table, int] | None:
    """A table that no title of a form heads: its first line must be a header, or the first cell of one."""
    if (of_periods := by_periods(run, integers)) is not None:
        return of_periods
    words = words_of_line(run[0]) if run else []
    if words and (led := by_leaders(run)) is not None:
        return led
    if len(words) == 1:
        heads = holds_of(fold(words[0].text.removesuffix(BLANK_CELL))) == "label"
        found = by_cells(run, integers) if heads and run[0].text.strip() in lexicon.rows().heads.first else None
        return found if found is not None and _figures(found[0]) >= _FEWEST_FIGURES else None
    if columns_of(words) is None and columns_of_counted(words) is None:
        return None
    return by_lines(run)


def _figures(table: Table) -> int:
    return sum(1 for row in table.rows for cell in row.cells if is_figure(cell.text))


def _is_small(line: str) -> bool:
    """Whether a line below a title is small print, a blank cell or the name of the body, small print beside it."""
    pieces = [piece for piece in line.split() if piece != BLANK_CELL]
    return small_print(line) is not None or all(organisation(piece) or small_print(piece) for piece in pieces)


def _run(blocks: list[Block], at: int, ends: Sequence[int]) -> list[Paragraph]:
    """The short paragraphs from a block on, up to running text, a table or the title of another form."""
    if at >= len(blocks) or not _is_short(blocks[at]):
        return []
    return cast("list[Paragraph]", blocks[at : min(ends[at + 1], at + _MOST_CELLS)])  # a run holds nothing else


def _ends_of_runs(blocks: Sequence[Block], may_be_cell: Callable[[Block], bool]) -> list[int]:
    """For each block, and for the end, the first from there on that ends a run which began before it."""
    ends = [len(blocks)] * (len(blocks) + 1)
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        goes_on = may_be_cell(block) and isinstance(block, Paragraph) and recognise(block.text) is None
        ends[at] = ends[at + 1] if goes_on else at
    return ends


def _may_be_cell_of_list(block: Block) -> bool:
    """Whether a block may be a cell of a list of projects, which says in sentences what is built."""
    return isinstance(block, Paragraph) and len(block.text) <= _LONGEST_CELL_OF_LIST


def _is_short(block: Block) -> bool:
    """Whether a block may be a cell: a paragraph that is short and no running text."""
    if not isinstance(block, Paragraph) or _PROSE.search(block.text):
        return False
    if len(squeeze(block.text)) <= _LONGEST_CELL or runs_on(block.text):
        return True
    return len(block.text) <= LONGEST_LINE and len(squeeze(LEADER.sub("", block.text))) <= _LONGEST_CELL
