"""Paragraphs of a PDF: lines put together by indentation and fullness, over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.blocks import Block, Paragraph, Text
from loaders.readers.pdf.lines import Line, led_to_a_page, room_for
from loaders.readers.pdf.pages import Drawn, Page
from loaders.readers.pdf.ruled.cells import glue
from loaders.readers.pdf.running_lines import centred

_SENTENCE_END = tuple("。；！？;!?")
_LIST_MARKER = re.compile(
    r"[（(]?[一二三四五六七八九十百]+[）)、．.]|第[一二三四五六七八九十百]+[部章节条]|[（(]\d+[）)]|\d+[．、）)]|\d+\.(?!\d)|[①-⑳]"
)
_HEADING_MARKER = re.compile(r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class _Body:
    """Where running text is: its left and right edge in points, and whether its paragraphs begin indented."""

    left: float
    right: float
    indented: bool


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages in reading order, the lines of each paragraph put together."""
    bodies = _bodies(pages)
    blocks: list[Block] = []
    last: tuple[Page, Line] | None = None
    for page, body in zip(pages, bodies, strict=True):
        for block in page.blocks:
            if not isinstance(block, tuple):
                blocks += [block.table] if isinstance(block, Drawn) else []
                last = None
                continue
            number, line = block
            piece = Paragraph(line.text, ((0, page.place(number)),))
            before = blocks[-1] if blocks else None
            if last and isinstance(before, Paragraph) and _is_next_line(last, (page, line), body):
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
        if isinstance(block, tuple) and len(block[1].text) >= 12 and block[1].x1 - block[1].x0 > 0.4 * page.width:
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


def _is_next_line(last: tuple[Page, Line], this: tuple[Page, Line], body: _Body) -> bool:
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
    fills = before.x1 > body.right - room_for(line) - 1.3 * line.size and _indent(line, body.left) < 0.8
    if (centred(before, page_before) and centred(line, page)) or _in_one_middle(before, line, body):
        wide = before.x1 - before.x0 > 0.6 * (body.right - body.left)
        return wide and (not over_break or (fills and not ended))
    return fills or (not over_break and not ended and _is_rest_of_title(before, line, page, body))


def _is_rest_of_title(before: Line, line: Line, page: Page, body: _Body) -> bool:
    """Whether a line in the middle of the page ends a numbered title whose first line runs to the right edge."""
    titled = _HEADING_MARKER.match(before.text) is not None
    return titled and before.x1 > body.right - 1.3 * line.size and centred(line, page)


def _in_one_middle(before: Line, line: Line, body: _Body) -> bool:
    """Whether two lines are centred on one middle, though it is not that of the page: a title with an indent."""
    apart = abs(before.x0 + before.x1 - line.x0 - line.x1) / 2
    return apart < 0.1 * line.size and before.x0 < line.x0 and _indent(line, body.left) > 3


def texts_of(pages: Iterable[Page]) -> tuple[Text, ...]:
    """Every line of print with its place: the account that coverage is held against."""
    return tuple(
        Text(line.text, ((0, page.place(number)),)) for page in pages for number, line in enumerate(page.lines, 1)
    )
