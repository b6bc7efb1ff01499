"""Pages in traditional letters (繁體), which portals publish beside the simplified ones: read in simplified letters.

Some sites print the sound of a letter behind it, 財(cái)政; such sounds are dropped. Letters change one for one (by
OpenCC), so that each stays at its place.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Protocol, TypeVar

from loaders.blocks import Block, Dropped, Reading, Table, Text

_SIGNS = re.compile(
    f"[{tomllib.loads(files(__package__).joinpath('letters.toml').read_text('utf-8'))['traditional']['signs']}]"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_SOUND = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-z\u00e0-\u01dc]{1,6}[)）]")
_TONE = re.compile("[\u00e0-\u01dc]")
LEAST_SIGNS = 8
LEAST_SHARE = 0.1
"""Of all Chinese letters: about a third of a traditional text differs, under one in a hundred of a simplified one."""
LEAST_SOUNDS = 4
SOUND = "sound of a letter"
"""The reason of a dropped sound."""

Piece = TypeVar("Piece", bound=Text)


def in_simplified(reading: Reading, text: str) -> Reading:
    """A reading in simplified letters, without the sounds of letters; a reading that has neither as it is.

    `text`: all texts of the reading.
    """
    has_sounds = sum(_TONE.search(sound) is not None for sound in _SOUND.findall(text)) >= LEAST_SOUNDS
    if has_sounds:
        sounds = tuple(_sounds_of(reading))
        reading = _changed(reading, _without_sounds)
        reading = replace(reading, dropped=(*reading.dropped, *sounds))
    return _changed(reading, _in_simplified) if is_traditional(text) else reading


def texts_of(reading: Reading) -> Iterator[str]:
    """All texts of a reading, those in tables too."""
    for block in reading.blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text
    yield from (line.text for line in reading.lines)
    yield from (part.text for part in reading.dropped)


def is_traditional(text: str) -> bool:
    """Whether a good part of a text's Chinese letters have simplified ones."""
    if len(_SIGNS.findall(text)) < LEAST_SIGNS:
        return False
    letters = "".join(_HAN.findall(text))
    changed = sum(one != other for one, other in zip(letters, simplified(letters), strict=True))
    return changed >= LEAST_SHARE * len(letters)


def simplified(text: str) -> str:
    """The text in simplified letters, as long as before."""
    changed = _converter()(text)
    return changed if len(changed) == len(text) else "".join(map(_simplified_letter, text))


@cache
def _simplified_letter(letter: str) -> str:
    changed = _converter()(letter)
    return changed if len(changed) == 1 else letter


@cache
def _converter() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


class _Change(Protocol):
    def __call__(self, text: Piece, /) -> Piece: ...


def _changed(reading: Reading, change: _Change) -> Reading:
    def of_block(block: Block) -> Block:
        if not isinstance(block, Table):
            return change(block)
        rows = (replace(row, cells=tuple(map(change, row.cells))) for row in block.rows)
        return replace(block, rows=tuple(rows))

    return replace(
        reading,
        blocks=tuple(map(of_block, reading.blocks)),
        lines=tuple(map(change, reading.lines)),
        dropped=tuple(replace(part, text=change(Text(part.text)).text) for part in reading.dropped),
        about=tuple(map(change, reading.about)),
    )


def _in_simplified(text: Piece) -> Piece:
    return replace(text, text=simplified(text.text)) if text.text else text


def _without_sounds(text: Piece) -> Piece:
    """A text without the sounds of its letters, each of the others at its place."""
    sounds = [match.span() for match in _SOUND.finditer(text.text)]
    if not sounds:
        return text
    ends = [end for _start, end in sounds]
    gone = [0]
    for start, end in sounds:
        gone.append(gone[-1] + end - start)
    marks = tuple((offset - gone[bisect_left(ends, offset + 1)], place) for offset, place in text.marks)
    return replace(text, text=_SOUND.sub("", text.text), marks=marks)


def _sounds_of(reading: Reading) -> Iterator[Dropped]:
    for line in reading.lines:
        if sounds := _SOUND.findall(line.text):
            yield Dropped(" ".join(sounds), line.place, SOUND)
