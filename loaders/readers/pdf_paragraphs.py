"""Paragraphs of a PDF: lines put together by indentation and fullness, over page breaks; running headers set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Block, Dropped, Paragraph, Text
from loaders.readers.pdf_cells import glue
from loaders.readers.pdf_lines import Line, led_to_a_page, room_for
from loaders.readers.pdf_page import Drawn, Page

_MARGIN = 0.12
"""The share of a page's height, at its head and at its foot, where page numbers and running headers stand."""
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－―~·|/]*+((?:第|[Pp]age)?\s*+\d{1,4}\s*+页?)([\s,，/／]*+(共|of)?\s*+\d{1,4}\s*+页?)?[\s\-—–－―~·|/]*+|[ivxIVX]{1,5}"
)
_SENTENCE_END = tuple("。；！？;!?")
_LIST_MARKER = re.compile(
    r"[（(]?[一二三四五六七八九十百]+[）)、．.]|第[一二三四五六七八九十百]+[部章节条]|[（(]\d+[）)]|\d+[．、）)]|\d+\.(?!\d)|[①-⑳]"
)
_HEADING_MARKER = re.compile(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class _Body:
    """Where running text stands: its left and right edge in points, and whether its paragraphs begin indented."""

    left: float
    right: float
    indented: bool


def without_running_text(pages: Sequence[Page]) -> tuple[list[Page], list[Dropped]]:
    """The pages without page numbers and the lines that repeat at the head or foot of most pages, and those lines."""
    seen = Counter(key for page in pages for key in {_key(line) for _, line in _marginal(page)})
    repeated = {key for key, count in seen.items() if count >= 3 and count * 2 > len(pages)}
    kept, dropped = [], []
    for page in pages:
        reasons = {
            number: reason for number, line in _marginal(page) if (reason := _reason(page, line, repeated)) is not None
        }
        blocks = tuple(block for block in page.blocks if isinstance(block, Drawn) or block[0] not in reasons)
        kept.append(replace(page, blocks=blocks))
        dropped += [Dropped(page.lines[number - 1].text, page.place(number), why) for number, why in reasons.items()]
    return kept, dropped


def _marginal(page: Page) -> Iterator[tuple[int, Line]]:
    """The lines at the head and at the foot of a page; a short page may have its number anywhere below its text."""
    for block in page.blocks:
        if not isinstance(block, Drawn):
            share = (block[1].base - block[1].size / 2) / page.height
            if share < _MARGIN or share > 1 - _MARGIN or (block == page.blocks[-1] and _numbers(block[1], page)):
                yield block


def _numbers(line: Line, page: Page) -> bool:
    """Whether a line is a page's own number, or nearly so (covers count or not), in the middle."""
    return line.text.isdecimal() and abs(int(line.text) - page.number) <= 3 and _centred(line, page)


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.base / 6)


def _reason(page: Page, line: Line, repeated: set[tuple[str, int]]) -> str | None:
    if _PAGE_NUMBER.fullmatch(line.text) and line.base in (page.lines[0].base, page.lines[-1].base):
        return "page number"
    if _key(line) in repeated:
        return "page header" if line.base < page.height / 2 else "page footer"
    return None


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages in reading order, the lines of each paragraph put together."""
    bodies = _bodies(pages)
    blocks: list[Block] = []
    last: tuple[Page, Line] | None = None
    for page, body in zip(pages, bodies, strict=True):
        for block in page.blocks:
            if isinstance(block, Drawn):
                blocks.append(block.table)
                last = None
                continue
            number, line = block
            piece = Paragraph(line.text, ((0, page.place(number)),))
            before = blocks[-1] if blocks else None
            if last and isinstance(before, Paragraph) and _goes_on(last, (page, line), body):
                blocks[-1] = _joined(before, piece)
            else:
                blocks.append(piece)
            last = page, line
    return blocks


def _joined(before: Paragraph, piece: Text) -> Paragraph:
    flat = Paragraph(before.text.replace("\t", " "), before.marks)
    whole = flat.joined(replace(piece, text=piece.text.replace("\t", " ")), glue(before.text, piece.text))
    return Paragraph(whole.text, whole.marks)


def _bodies(pages: Sequence[Page]) -> list[_Body]:
    """The running text of each page: of its own lines, or where these are few, of all pages of its size."""
    by_size: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        by_size.setdefault(_size(page), []).extend(_long_lines(page))
    shared = {size: _body(lines) for size, lines in by_size.items()}
    own = [list(_long_lines(page)) for page in pages]
    return [_body(lines) if len(lines) >= 6 else shared[_size(page)] for page, lines in zip(pages, own, strict=True)]


def _size(page: Page) -> tuple[int, int]:
    return round(page.width / 5), round(page.height / 5)


def _long_lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        if not isinstance(block, Drawn) and len(block[1].text) >= 12 and block[1].x1 - block[1].x0 > 0.4 * page.width:
            yield block[1]


def _body(lines: Sequence[Line]) -> _Body:
    if not lines:
        return _Body(0.0, float("inf"), True)
    starts = Counter(round(line.x0 / 3) for line in lines)
    often = [start for start, count in starts.items() if count * 10 >= len(lines)] or list(starts)
    left = min(line.x0 for line in lines if round(line.x0 / 3) == min(often))
    ends = sorted(line.x1 for line in lines)
    indented = sum(1 <= _indent(line, left) <= 3 for line in lines)
    return _Body(left, ends[len(ends) * 9 // 10], indented * 20 >= len(lines))


def _indent(line: Line, left: float) -> float:
    """How far a line is indented, in letters."""
    return (line.x0 - left) / line.size


def _goes_on(last: tuple[Page, Line], this: tuple[Page, Line], body: _Body) -> bool:
    """Whether a line is the next line of the paragraph that the line before it belongs to."""
    (page_before, before), (page, line) = last, this
    over_break = page_before.number != page.number
    if abs(before.size - line.size) > 0.15 * line.size or led_to_a_page(before):
        return False
    if not over_break and line.base - before.base > 2.7 * line.size:
        return False
    ended = before.text.endswith(_SENTENCE_END)
    if _HEADING_MARKER.match(line.text) or (_LIST_MARKER.match(line.text) and (ended or over_break)):
        return False
    if ended and not body.indented:
        return False
    if _centred(before, page_before) and _centred(line, page):
        return before.x1 - before.x0 > 0.6 * (body.right - body.left) and not over_break
    return before.x1 > body.right - room_for(line) - 1.3 * line.size and _indent(line, body.left) < 0.8


def _centred(line: Line, page: Page) -> bool:
    return line.x0 > 0.15 * page.width and abs(line.x0 + line.x1 - page.width) < 8


def texts_of(pages: Iterable[Page]) -> tuple[Text, ...]:
    """Every line of print with its place: the account that coverage is held against."""
    return tuple(
        Text(line.text, ((0, page.place(number)),)) for page in pages for number, line in enumerate(page.lines, 1)
    )
