"""Lines that a program broke at its margin, put together again: sentences and words run over their ends.

Lines were broken at a margin where several follow each other directly, all but the last about equally long. A line
that ends a sentence or falls short of the margin ends its paragraph; an item or the name of a body begins one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders import lexicon
from loaders.blocks import Block, Paragraph
from loaders.layout.organisations import organisation
from loaders.numbering import list_number
from loaders.printing import printed_width, squeeze

_ENDS = ("。", "！", "？", "：", ":", "!", "?")
_MIDDLES = ("，", "、", "；")
"""Signs after which a sentence goes on, wherever its line was broken."""
_FIGURE = re.compile(r"\d[\d,.]*(?:[十百千万亿]?元|[%％])?[，。；、]?")
"""A figure with its unit at the beginning of a line, which no margin breaks."""
_FIGURE_IN = re.compile(r"\d(?:[十百千万亿]?元|[%％])")
_NARROWEST, _WIDEST = 40, 130
_FULL = 0.85
"""The part of the margin that a broken line fills at least: a word or figure that does not fit goes to the next."""


def unwrapped(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with broken lines joined; every character keeps its place."""
    joined: list[Block] = []
    for run in _runs(blocks):
        margin = _margin([_width(line) for block in run for line in _lines(block)])
        for block in run:
            before = joined[-1] if joined and block is not run[0] else None
            if before is not None and _goes_on(before, block, margin):
                assert isinstance(before, Paragraph)
                assert isinstance(block, Paragraph)
                joined[-1] = before.joined(block)
            else:
                joined.append(block)
    return tuple(joined)


def _margin(widths: Sequence[int]) -> int:
    """The width at which lines were broken; 0 where no two lines reach it, so that nothing proves a margin."""
    margin = max(widths)
    return margin if sum(width >= _FULL * margin for width in widths) > 1 else 0


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks in runs of paragraphs on lines that follow each other directly; anything else alone."""
    run: list[Block] = []
    for before, block in pairwise([None, *blocks]):
        assert block is not None
        if before is not None and not _next_line(before, block):
            yield run
            run = []
        run.append(block)
    if run:
        yield run


def _next_line(before: Block, block: Block) -> bool:
    if not (isinstance(before, Paragraph) and isinstance(block, Paragraph)):
        return False
    last, first = before.place_at(len(before.text)), block.place
    return last.line is not None and first.line is not None and first.line == last.line + 1


def _goes_on(before: Block, block: Block, margin: int) -> bool:
    """Whether a sentence runs on from one block into the next: the last line of the first fills the margin."""
    if not (isinstance(before, Paragraph) and isinstance(block, Paragraph)):
        return False
    width = _width(_lines(before)[-1])
    figure = _FIGURE.match(block.text)
    unbroken = margin < width + _width(figure[0]) if figure is not None else False
    full = _NARROWEST <= margin <= _WIDEST and (width >= _FULL * margin or unbroken)
    cells = "\t" in before.text or "\t" in block.text
    anew = list_number(block.text) is not None or organisation(squeeze(block.text)) != ""
    apart = before.text.rstrip().endswith(_ENDS) or anew or cells or _is_title(before)
    listed = before.text.rstrip().endswith(("；", ";")) and not _FIGURE_IN.search(before.text)
    unfinished = before.text.rstrip().endswith(_MIDDLES)
    return (full or unfinished) and not (apart or listed) and not block.text.startswith(("\u3000", "    "))


def _is_title(block: Paragraph) -> bool:
    """Whether a paragraph is one numbered line that ends as titles do: 八、政府性基金预算收支情况."""
    title = block.text.strip()
    number = list_number(title) if len(block.marks) <= 1 else None
    return number is not None and number.style == "chinese" and title.endswith(lexicon.sections().titles.numbered)


def _lines(block: Block) -> list[str]:
    """The printed lines of a paragraph that the reader joined."""
    if not isinstance(block, Paragraph):
        return [""]
    starts = [offset for offset, _ in block.marks] or [0]
    return [block.text[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _width(text: str) -> int:
    return printed_width(text.strip())
