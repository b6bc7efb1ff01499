"""Cells that run together: 2010350事业运行123.45100.0023.45, below 科目编码科目名称合计基本支出项目支出.

Money of two decimals ends behind the second one; a code or a number of a row begins before words; words of a header
are those of the lexicon. What is cut so is read only where its sums hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from loaders.blocks import Block, Paragraph
from loaders.forms.flattened.header import is_header_word
from loaders.forms.vocabulary import is_listed
from loaders.layout.form_titles import recognise
from loaders.printing import MEMORY, fold
from loaders.table.numbers import is_figure

_CELL = re.compile(
    r"(?P<money>-?(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,8}|0)\.\d{2})|0(?=\d)"
    r"|(?P<code>[1-9]\d{0,8}(?![\d.年月日期号个]))|(?P<words>(?:[^\d\s|]|\d+(?=[年月日期号个]))+)|(?P<gap>[\s|]+)|(?P<rest>.)"
)
_RUN_ON = re.compile(r"[\u4e00-\u9fff）)]\d[\d,]*\.\d{2}(?:-?\d|(?=[一-龥（(])(?![万亿元个]))")
Cells = list[tuple[Paragraph, int]]
"""Cells, each with the number of paragraphs up to its own."""

_LONGEST_WORD = 24
_MOST_WAYS = 6
"""Ways to cut a header into words that are tried."""
_UNLISTED = 2.5
"""What a word costs that only a pattern of the lexicon knows (科目编码科目名称); a listed one costs 1."""
_LONGEST_TITLE = 60
_PROSE = re.compile(r"[。；;]")
_UNIT = re.compile(r"(?:金额)?单位[:：][\u4e00-\u9fff]{0,2}元")


def runs_on(text: str) -> bool:
    """Whether a line prints words, money and the next figure without anything between them."""
    return _RUN_ON.search(text) is not None and not _PROSE.search(text)


def parts_of_page(block: Paragraph) -> Iterator[Block]:
    """The title, the unit and the rows of a form that a page prints in one such line; the line itself where it has
    no title."""
    unit = _UNIT.search(block.text)
    prefixes = (block.text[:end] for end in range(min(len(block.text), _LONGEST_TITLE), 3, -1))
    title = block.text[: unit.start()] if unit else next(filter(recognise, prefixes), "")
    if not recognise(title):
        yield block
        return
    bounds = [0, len(title), *([unit.end()] if unit else []), len(block.text)]
    yield from (part_of(block, start, end) for start, end in pairwise(bounds) if end > start)


def ways_to_cut(run: Sequence[Paragraph]) -> Iterator[Cells]:
    """The ways to cut a run whose rows run on into cells, by the words of its header, the likeliest first; none where
    it prints other figures."""
    seen: list[Cells] = []
    for way in range(_MOST_WAYS):
        if (cells := _cut(run, way)) and cells not in seen:
            seen.append(cells)
            yield cells


def _cut(run: Sequence[Paragraph], way: int) -> Cells:
    cells: Cells = []
    for number, line in enumerate(run, 1):
        for match in _CELL.finditer(line.text):
            if match["rest"] is not None:
                return []
            if match["gap"] is None:
                start, end = match.span()
                ends = _ends_of_words(match[0], way) if match["words"] and not _has_figures(cells) else [end - start]
                cells += [(part_of(line, start + first, start + last), number) for first, last in pairwise([0, *ends])]
    return cells


def _has_figures(cells: Sequence[tuple[Paragraph, int]]) -> bool:
    return any(is_figure(cell.text) for cell, _ in cells)


def _ends_of_words(text: str, way: int) -> tuple[int, ...]:
    """Where the words of a header end that begin a text, in one of several ways; the rest is a label."""
    ways = _ways_to_end(text)
    ends = ways[min(way, len(ways) - 1)]
    return ends if ends[-1:] == (len(text),) else (*ends, len(text))


@lru_cache(maxsize=MEMORY)
def _ways_to_end(text: str) -> list[tuple[int, ...]]:
    """The ways to cut as much of a text as possible into words of headers: few and listed words first."""
    best: dict[int, list[tuple[float, tuple[int, ...]]]] = {0: [(0.0, ())]}
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _LONGEST_WORD) + 1) if start in best else ():
            word = fold(text[start:end])
            if is_header_word(word):
                cost = 1.0 if is_listed(word) else _UNLISTED
                longer = [(total + cost, (*ends, end)) for total, ends in best[start]]
                best[end] = sorted([*best.get(end, []), *longer])[:_MOST_WAYS]
    return [ends for _, ends in best[max(best)]]


def part_of(block: Paragraph, start: int, end: int) -> Paragraph:
    """The letters from one place to another, each at its own."""
    marks = tuple((offset - start, place) for offset, place in block.marks if start < offset < end)
    return Paragraph(block.text[start:end], ((0, block.place_at(start)), *marks))
