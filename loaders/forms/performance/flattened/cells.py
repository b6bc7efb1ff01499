"""The cells of a flattened form in reading order: pieces between blanks and pipes, words cut by line ends joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loaders.blocks import Dropped, Paragraph, Place
from loaders.forms.performance.words import header_role

_SEPARATORS = re.compile(r"[\s|｜\u3000\xa0]+")
_PADDED = re.compile(r"(\S[(（])[ \u3000\xa0]*([^()（）\s]{1,20})[ \u3000\xa0]*([)）])")
"""Blanks inside the brackets of a name: 数量( ≥**个 )."""
_BRACKETED = re.compile(r"[(（][^()（）]{1,12}[)）]")
_POINTS = re.compile(r"[(（]\d{1,3}分?[)）]")
_WORDS_AT_END = re.compile(r"[\u4e00-\u9fff]$")
_MOST_PIECES = 3
_LINES_BETWEEN = 2
"""A number goes on with the cells before it where it follows within a blank line."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell: its text, its place, and the line it ends on (the lines of a form are numbered from 0)."""

    text: str
    place: Place
    line: int


def cells_of(lines: Sequence[Paragraph], numbers: Sequence[Dropped]) -> list[FormCell]:
    """The cells of the lines; what is in brackets alone belongs to the cell before it (单位, 分)."""
    found: list[FormCell] = []
    for place, text in _in_order(lines, numbers):
        line = found[-1].line + 1 if found else 0
        for piece in _SEPARATORS.split(_PADDED.sub(r"\1\2\3", text.strip())):
            if _POINTS.fullmatch(piece) and not (found and _may_have_points(found[-1].text)):
                continue
            if _BRACKETED.fullmatch(piece) and found:
                found[-1] = FormCell(found[-1].text + piece, found[-1].place, line)
            elif piece:
                found.append(FormCell(piece, place, line))
    return found


def _may_have_points(text: str) -> bool:
    """Whether points in brackets may belong to a cell: words, and no head; else their level is lost."""
    return _WORDS_AT_END.search(text) is not None and not header_role(text)


def _in_order(lines: Sequence[Paragraph], numbers: Sequence[Dropped]) -> list[tuple[Place, str]]:
    """The lines as the file has them, with the bare numbers that were dropped between them and right behind."""
    texts = [piece for line in lines for piece in _printed_lines(line)]
    first, last = texts[0][0], texts[-1][0]
    for one in numbers:
        if first.order < one.place.order < last.order:
            texts.append((one.place, one.text))
        elif 0 < (one.place.line or 0) - (last.line or 0) <= _LINES_BETWEEN:
            last = one.place
            texts.append((one.place, one.text))
    return sorted(texts, key=lambda one: one[0].order)


def _printed_lines(paragraph: Paragraph) -> list[tuple[Place, str]]:
    """The lines that a reader joined to the paragraph, each with its place."""
    starts = [
        mark for index, mark in enumerate(paragraph.marks) if index == 0 or mark[1] != paragraph.marks[index - 1][1]
    ]
    ends = [*(offset for offset, _ in starts[1:]), len(paragraph.text)]
    return [(place, paragraph.text[offset:end]) for (offset, place), end in zip(starts, ends, strict=True)]


def joined(tokens: Sequence[FormCell], at: int, known: Callable[[str], object]) -> tuple[FormCell, int] | None:
    """The known word that begins at a token, whole again over at most three cells, and how many it takes.

    The longest wins, so that 可持续影 | 响指标 and 产出 | 指标 are one word.
    """
    for count in range(min(_MOST_PIECES, len(tokens) - at), 0, -1):
        pieces = tokens[at : at + count]
        text = "".join(piece.text for piece in pieces)
        if known(text):
            return FormCell(text, pieces[0].place, pieces[-1].line), count
    return None
