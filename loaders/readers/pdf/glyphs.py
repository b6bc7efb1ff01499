"""The characters of a PDF page as they are on it: upright, once each, in the code points people type."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from loaders.readers.pdf.drawing import Char, Extent

# Unicode gives the radicals of this block no compatibility mapping, yet CJK fonts hand them out for the full letter.
_RADICALS = dict(
    zip(
        "⼾⺁⺇⺊⺋⺌⺗⺝⺟⺠⺫⺬⺮⻁⻄⻅⻆⻉⻋⻌⻍⻑⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⻒⻄⺀⺆⺈⺍⺎⺡⺢⺶⺷⺸⺻⺼⻊⻏",
        "户厂几卜㔾小心月母民目示竹虎西见角贝车辶辶长长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄齐齿龙龟长西冫冂刀小兀氵水羊羊羊聿月足阝",
        strict=True,
    )
)
_COMPATIBLE = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06), (0xFE35, 0xFE44))
_MIDDLE = 0.36
"""The visual middle of a character is above its baseline by this share of its size."""
_GRID = 4
"""Characters printed twice are looked for in fields of so many points."""
_OVERPRINT = 0.2
"""Two equal characters closer than this share of their size are one, printed twice to look bold."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its left and right edge, its baseline (from the top of the page) and its size, in points.

    `own` is a character that runs up or down the page as it is where the page is turned to read it.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    order: int
    own: Glyph | None = None

    @property
    def middle(self) -> float:
        """The height of its visual middle: fonts lie about their boxes, the baseline does not."""
        return self.base - _MIDDLE * self.size

    @property
    def centre(self) -> float:
        """The middle between its left and right edge."""
        return (self.x0 + self.x1) / 2

    @property
    def blank(self) -> bool:
        """Whether nothing is printed."""
        return not self.text.strip()


@lru_cache(maxsize=8192)
def plain_letters(text: str) -> str:
    """Look-alike code points that fonts hand out (⼀, ⻋, ﬁ, upright ︵) as the letters people type; others stay."""
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    if letter in _RADICALS:
        return _RADICALS[letter]
    if any(first <= ord(letter) <= last for first, last in _COMPATIBLE):
        return unicodedata.normalize("NFKC", letter)
    if letter in "\u00a0\u3000\t\r\n":
        return " "
    return "" if unicodedata.category(letter) in ("Cf", "Cc") else letter


def quarter_turns(chars: Iterable[Char]) -> int:
    """How often a page must be turned clockwise by 90° so that most of its text is upright: 0, 1, 2 or 3."""
    votes = [0, 0, 0, 0]
    for char in chars:
        votes[_turns(char)] += 1
    return votes.index(max(votes))


def _turns(char: Char) -> int:
    if abs(char.across) >= abs(char.up):
        return 0 if char.across > 0 else 2
    return 1 if char.up > 0 else 3


def turned(x: float, y: float, turns: int, width: float, height: float) -> tuple[float, float]:
    """A point of the page (from its top left) after so many clockwise quarter turns of the page."""
    if turns == 1:
        return height - y, x
    if turns == 2:
        return width - x, height - y
    if turns == 3:
        return y, width - x
    return x, y


def unturned(extent: Extent, turns: int, size: tuple[float, float]) -> Extent:
    """Where an extent of a page turned so often, then of this size, lies on the page as it is shown."""
    if not turns:
        return extent
    back = (4 - turns) % 4
    ax, ay = turned(extent[0], extent[1], back, *size)
    bx, by = turned(extent[2], extent[3], back, *size)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def slanted(char: Char) -> bool:
    """Whether a character is written neither along nor down the page: a watermark across it."""
    across, up = abs(char.across), abs(char.up)
    return min(across, up) > 0.1 * max(across, up)


def glyphs_of(chars: Iterable[Char], size: tuple[float, float], turns: int) -> list[Glyph]:
    """The characters of a page of this size (width, height), in the order they were drawn; text drawn twice comes once.

    Slanted text is none of the page's own (`slanted`).
    """
    found = (_glyph(char, order, turns, size) for order, char in enumerate(chars) if not slanted(char))
    return list(_once(glyph for glyph in found if glyph is not None))


def _glyph(char: Char, order: int, turns: int, size: tuple[float, float]) -> Glyph | None:
    text = plain_letters(char.text)
    if not text:
        return None
    upright = _turns(char)
    left, top, right, bottom = _corners(char, turns, size)
    if (upright - turns) % 2:
        height = max(right - left, 0.1)
        own = _standing(text, char, order, upright, size)
        return Glyph(text, left, right, (top + bottom) / 2 + _MIDDLE * height, height, order, own)
    base = turned(char.x, char.y, turns, *size)[1] if turns else char.y
    return Glyph(text, left, right, base, max(bottom - top, 0.1), order)


def _standing(text: str, char: Char, order: int, turns: int, size: tuple[float, float]) -> Glyph:
    """A character on the page turned so often, where it is upright."""
    left, top, right, bottom = _corners(char, turns, size)
    return Glyph(text, left, right, turned(char.x, char.y, turns, *size)[1], max(bottom - top, 0.1), order)


def _corners(char: Char, turns: int, size: tuple[float, float]) -> tuple[float, float, float, float]:
    if not turns:
        return char.left, char.top, char.right, char.bottom
    ax, ay = turned(char.left, char.top, turns, *size)
    bx, by = turned(char.right, char.bottom, turns, *size)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if not glyph.blank and _printed_before(glyph, seen):
            continue
        seen.setdefault((glyph.text, int(glyph.x0 // _GRID), int(glyph.base // _GRID)), []).append(glyph)
        yield glyph


def _printed_before(glyph: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    near = _OVERPRINT * glyph.size
    lines = _fields_around(glyph.base, near)
    for column in _fields_around(glyph.x0, near):
        for line in lines:
            for other in seen.get((glyph.text, column, line), ()):
                if abs(other.x0 - glyph.x0) < near and abs(other.base - glyph.base) < near:
                    return True
    return False


def _fields_around(place: float, near: float) -> range:
    """The fields of the grid, that of the place and the ones beside it, which reach nearer than that to it."""
    own = int(place // _GRID)
    first = own - 1 if place - near < own * _GRID else own
    last = own + 1 if place + near >= (own + 1) * _GRID else own
    return range(first, last + 1)
