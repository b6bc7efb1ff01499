"""Flattened tables: forms whose grid a crawler lost, put back by what known forms look like.

Three shapes occur, each a module: rows on lines whose cells one blank parts, rows under a header of any columns, and
every cell on a line of its own. The header says which columns there are and what they hold; cells keep their
order. A figure that may stand in two columns is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.blocks import Block, Dropped, Paragraph
from loaders.forms.flattened.cells import by_cells
from loaders.forms.flattened.lines import by_lines
from loaders.forms.flattened.rows import by_rows
from loaders.forms.reading import KINDS
from loaders.layout.captions import small_print
from loaders.layout.form_titles import recognise
from loaders.layout.sheets import with_captions_apart
from loaders.printing import squeeze

_LONGEST_CELL = 50
_MOST_CELLS = 3000
_PROSE = re.compile(r"[。；]|(?:说明|解释|如下)[:：]?$")


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
        found = by_rows(run) or by_lines(run) or by_cells(run, integers)
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
