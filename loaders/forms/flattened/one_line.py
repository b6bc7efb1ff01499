"""Lines that a crawler joined or cut: a page in one line, a cell a line again; a title over two lines, one again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.blocks import Block, Paragraph
from loaders.forms.flattened.run_on import part_of, parts_of_page, runs_on
from loaders.forms.performance.words import field_of
from loaders.layout.form_titles import recognise
from loaders.layout.sheets import with_lines_joined

_PIECE = re.compile(r"\S+")
_LAST_WORD = re.compile(r"[\u4e00-\u9fff]{1,5}表")
_FEWEST_PIECES = 30
_SENTENCE = re.compile(r"[，。；;]|(?<!\d),")
_MOST_SENTENCES = 0.2
"""Of the pieces behind the title so many may print sentences: running text that sets its figures apart has more."""


def with_cells_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, a paragraph of many cells in one for each of them; what it prints above the form stays one."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.text.count(" ") >= _FEWEST_PIECES:
            yield from _apart(block)
        elif isinstance(block, Paragraph) and runs_on(block.text):
            yield from parts_of_page(block)
        else:
            yield block


def with_titles_whole(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, the title of a known form whole whose last word alone is on the line below (…资金 | 安排表)."""
    return with_lines_joined(blocks, _is_cut_title)


def _is_cut_title(above: str, below: str) -> bool:
    if not _LAST_WORD.fullmatch(below.strip()) or _SENTENCE.search(above) or recognise(above) is not None:
        return False
    return recognise(below) is None and recognise(above + below) is not None


def _apart(block: Paragraph) -> Iterator[Paragraph]:
    pieces = list(_PIECE.finditer(block.text))
    start = next((at for at, piece in enumerate(pieces) if _opens_form(piece[0])), len(pieces))
    cells = pieces[start:]
    sentences = sum(1 for cell in cells if _SENTENCE.search(cell[0]))
    if len(cells) < _FEWEST_PIECES or sentences > _MOST_SENTENCES * len(cells):
        yield block
        return
    if start:
        yield part_of(block, pieces[0].start(), pieces[start - 1].end())
    yield from (part_of(block, cell.start(), cell.end()) for cell in cells)


def _opens_form(piece: str) -> bool:
    """Whether a piece is the title of a known form, or the label of the project that a performance form begins with."""
    return recognise(piece) is not None or field_of(piece) == "name"
