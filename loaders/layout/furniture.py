"""Furniture of web pages: what a portal prints around the parts of a page (发布时间, 来源, 浏览次数, 【打印】).

It says nothing of a budget, and it must part no title from its table (`lexicon/captions.toml`, `[furniture]`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from loaders import lexicon
from loaders.blocks import Block, Cell, Dropped, Heading, Paragraph, Row, Table
from loaders.layout.captions import small_print
from loaders.printing import MEMORY, fold

FURNITURE = "page furniture"
_LONGEST = 120
_LONGEST_VALUE = 40
_SENTENCE = re.compile(r"[。；;]|[,，].*[,，]")
_BARE = re.compile(r"[\[\]()【】]")
_MOST_PAIRS = 4
_AMOUNT = re.compile(r"[\d,]+\.\d{1,2}(?:万?元)?")
"""Portals print counts and dates, never a figure with a fraction."""


def without_furniture(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without furniture: neither lines nor rows of tables; notes that end a table are behind it."""
    lines = {id(block) for block in _lines(blocks)}
    for block in blocks:
        if isinstance(block, Table):
            yield from _bare(block)
        elif id(block) not in lines:
            yield block


def furniture_of(blocks: Sequence[Block]) -> Iterator[Dropped]:
    """What `without_furniture` leaves out, line by line and row by row."""
    lines = {id(block) for block in _lines(blocks)}
    for block in blocks:
        if isinstance(block, Table):
            rows = (row for row in block.rows if _is_furniture_row(row))
            yield from (
                Dropped(" ".join(cell.text for cell in row.cells if cell), block.place, FURNITURE) for row in rows
            )
        elif id(block) in lines:
            yield Dropped(block.text, block.place, FURNITURE)


def _lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """The paragraphs that are furniture, and names of sites beside them."""
    known = [not isinstance(block, Table | Heading) and is_furniture(block.text) for block in blocks]
    for at, block in enumerate(blocks):
        if known[at] or (any(known[max(at - 1, 0) : at + 2]) and _names_site(block)):
            yield block


def _names_site(block: Block) -> bool:
    return isinstance(block, Paragraph) and lexicon.captions().furniture.sites.fullmatch(block.text) is not None


def _bare(table: Table) -> Iterator[Block]:
    """A table without rows of furniture, and the notes in the last of its rows as paragraphs behind it."""
    rows = [row for row in table.rows if not _is_furniture_row(row)]
    notes: list[Paragraph] = []
    while rows and (note := _note(rows[-1], spans_known=table.spans_known)) is not None:
        notes.insert(0, note)
        rows.pop()
    if len(rows) == len(table.rows):
        yield table
    elif rows:
        yield replace(table, rows=tuple(rows))
    yield from notes


def _is_furniture_row(row: Row) -> bool:
    if not row.cells or not row.cells[0]:
        return False
    if not any(row.cells[1:]):
        return is_furniture(row.cells[0].text)
    if not _is_label(row.cells[0].text):
        return False
    filled = [cell for cell in row.cells if cell]
    return len(filled) <= 2 * _MOST_PAIRS and is_furniture(" ".join(_with_colon(cell) for cell in filled))


def _with_colon(cell: Cell) -> str:
    """The text of a cell; a label that fills its cell with the colon that print leaves out."""
    text = fold(cell.text)
    return f"{text}:" if text in _labels() else text


def _is_label(text: str) -> bool:
    plain = fold(text)
    return plain.removesuffix(":") in _labels() or (plain.endswith(":") and plain[:-1] in _colon_labels())


def _note(row: Row, *, spans_known: bool) -> Paragraph | None:
    """The note that a row of one filled cell, the first, prints (说明：…); None where it prints no such."""
    filled = [cell for cell in row.cells if cell]
    if spans_known or len(filled) != 1 or filled[0] is not row.cells[0] or len(row.cells) < 2:
        return None
    said = small_print(filled[0].text)
    return Paragraph(filled[0].text, filled[0].marks) if said is not None and said.note else None


@lru_cache(maxsize=MEMORY)
def is_furniture(text: str) -> bool:
    """Whether a line prints nothing but furniture: labels with their values, words, dates with a time of day.

    The name of the site may be in front of the first label.
    """
    if not 0 < len(text.strip()) <= _LONGEST:
        return False
    if _is_line(fold(text)):
        return True
    if _SENTENCE.search(text):
        return False
    kinds = [_kind(piece) for piece in _pieces(text)]
    return (
        "other" not in kinds and ("label" in kinds or ("word" in kinds and "value" not in kinds)) and _in_order(kinds)
    )


def _pieces(text: str) -> Sequence[str]:
    return [piece for part in re.split(r"[\s|｜]+", text) if (piece := _BARE.sub("", fold(part)))]


def _kind(piece: str) -> str:
    """What a piece of a line is: `label` (with or without its value), `word`, `beside` one, `value`, or `other`."""
    label, colon, value = piece.partition(":")
    if colon and (label in _labels() or label in _colon_labels()):
        return "label" if len(value) <= _LONGEST_VALUE else "other"
    if piece in _words() or _is_line(piece):
        return "word"
    if piece in _beside():
        return "beside"
    if _AMOUNT.fullmatch(piece):
        return "other"
    return "value" if len(piece) <= _LONGEST_VALUE and (not colon or piece[0].isdigit()) else "other"


def _in_order(kinds: Sequence[str]) -> bool:
    """Whether every value is that of a label: but for the first, which may be the name of the site."""
    return kinds[:2] != ["value", "value"]


def _is_line(plain: str) -> bool:
    return any(pattern.fullmatch(plain) for pattern in lexicon.captions().furniture.lines)


@cache
def _words() -> frozenset[str]:
    return _bare_words(lexicon.captions().furniture.words)


@cache
def _beside() -> frozenset[str]:
    return _bare_words(lexicon.captions().furniture.beside)


@cache
def _labels() -> frozenset[str]:
    return _bare_words(lexicon.captions().furniture.labels)


@cache
def _colon_labels() -> frozenset[str]:
    return _bare_words(lexicon.captions().furniture.colon_labels)


def _bare_words(words: Sequence[str]) -> frozenset[str]:
    return frozenset(_BARE.sub("", fold(word)) for word in words)
