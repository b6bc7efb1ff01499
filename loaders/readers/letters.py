"""The letters of a file as people type them: the one place where look-alike and unseen code points are folded.

Kangxi radicals and compatibility letters look like the letters people type; zero-width blanks, direction marks and
control characters print nothing. Every reader's text goes through here (`folded`), whatever its format.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from loaders.blocks import Block, Dropped, Reading, Row, Table, Text
from loaders.readers.traditional import in_simplified, texts_of

_DATA: dict[str, dict[str, Any]] = tomllib.loads(files(__package__).joinpath("letters.toml").read_text("utf-8"))
_RADICALS = dict(zip(_DATA["radicals"]["from"], _DATA["radicals"]["to"], strict=True))
_BLOCKS = [(int(first, 16), int(last, 16)) for first, last in _DATA["compatible"]["blocks"]]
_UNPRINTED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_LINE_ENDS = "\x85\u2028\u2029"
_LETTERS = f"{_UNPRINTED}{_LINE_ENDS}" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _BLOCKS)
_FOLDED = re.compile(f"[{_LETTERS}]")
_FOLDED_OR_WIDE = re.compile(f"[{_LETTERS}０-９]")
_WIDE_GROUPS = re.compile(
    r"(?<![\d，,.])\d{1,3}(?:，\d{3})+\.\d{1,2}(?!\d)|(?<![\d，,.])\d{1,2}(?:，\d{3}){2,}(?![\d，])"
)
"""Thousands set apart by full-width commas; without decimals, `100，200` may as well be two figures."""
_WIDE_FIGURE = re.compile(r"(?=[^０-９]*[０-９])[0-9０-９,.，．%％\s－-]+")
_PRIVATE = re.compile("[\uf000-\uf0ff]")

Piece = TypeVar("Piece", bound=Text)


def plain_letter(letter: str) -> str:
    """The letter people type for a look-alike one (⾦ → 金, ﬁ → fi, upright ︵ → （); nothing for an unprinted one."""
    if not _FOLDED.match(letter):
        return letter
    if letter in _RADICALS:
        return str(_RADICALS[letter])
    if any(first <= ord(letter) <= last for first, last in _BLOCKS):
        return unicodedata.normalize("NFKC", letter)
    return "\n" if letter in _LINE_ENDS else ""


def plain_letters(text: str) -> str:
    """The text in letters that people type."""
    return _FOLDED.sub(lambda match: plain_letter(match[0]), text)


def symbol(font: str, code: str) -> str:
    """What a letter of a symbol font shows, by its hexadecimal code (`F0B3`); nothing where it shows no text."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not (0xF000 <= number <= 0xF0FF or number < 0x100):
        return chr(number) if number <= 0x10FFFF and not 0xE000 <= number <= 0xF8FF else ""
    return str(_DATA.get(font.strip().lower(), {}).get(f"{number & 0xFF:02X}", ""))


def with_symbols(font: str, text: str) -> str:
    """Text set in a symbol font: its private letters as what they show."""
    return _PRIVATE.sub(lambda match: symbol(font, f"{ord(match[0]):X}"), text)


def folded(reading: Reading) -> Reading:
    """A reading whose texts are all in letters that people type, simplified ones, each character still at its place."""
    text = "\n".join(texts_of(reading))
    if _is_to_fold(text):
        reading = replace(
            reading,
            blocks=tuple(_blocks(reading.blocks)),
            lines=tuple(_plain_text(line) for line in reading.lines),
            dropped=tuple(_dropped(part) for part in reading.dropped),
        )
        text = "\n".join(texts_of(reading))
    return in_simplified(reading, text)


def _is_to_fold(text: str) -> bool:
    """Whether a text has any letter that may be another one, a wide digit, or thousands set apart by a wide comma."""
    return bool(_FOLDED_OR_WIDE.search(text) or ("，" in text and _WIDE_GROUPS.search(text)))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield (
            replace(block, rows=tuple(_row(row) for row in block.rows))
            if isinstance(block, Table)
            else _plain_text(block)
        )


def _row(row: Row) -> Row:
    cells = tuple(_narrow(_plain_text(cell)) for cell in row.cells)
    return row if all(one is other for one, other in zip(cells, row.cells, strict=True)) else replace(row, cells=cells)


def _narrow(cell: Piece) -> Piece:
    """A cell that holds nothing but a figure or a code: its full-width digits as plain ones."""
    if _WIDE_FIGURE.fullmatch(cell.text):
        return replace(cell, text="".join(map(_narrow_letter, cell.text)))
    return cell


@lru_cache(maxsize=256)
def _narrow_letter(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter) if letter in "０１２３４５６７８９，．％－" else letter


def _plain_text(text: Piece) -> Piece:
    text = _with_plain_letters(text)
    if "，" not in text.text or not _WIDE_GROUPS.search(text.text):
        return text
    return replace(text, text=_WIDE_GROUPS.sub(lambda match: match[0].replace("，", ","), text.text))


def _with_plain_letters(text: Piece) -> Piece:
    if not _FOLDED.search(text.text):
        return text
    pieces, starts, length = [], [], 0
    for letter in text.text:
        starts.append(length)
        pieces.append(plain_letter(letter))
        length += len(pieces[-1])
    starts.append(length)
    marks = tuple((starts[min(offset, len(text.text))], place) for offset, place in text.marks)
    return replace(text, text="".join(pieces), marks=marks)


def _dropped(part: Dropped) -> Dropped:
    return replace(part, text=plain_letters(part.text)) if _FOLDED.search(part.text) else part
