"""What a PDF page draws: characters and shapes, in points from the top left of the page.

Text that a reader of the page does not see is set aside with the reason: clipped away, drawn invisibly (text render
mode 3), in a layer that is off, or in the colour of the paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

Point = tuple[float, float]
Extent = tuple[float, float, float, float]
"""Left, top, right, bottom."""

UNMAPPED = "\ufffd"
"""A character whose font does not say which letter it is."""


class Unseen(StrEnum):
    """Why text that a page draws is not seen on it."""

    CLIPPED = "clipped text"
    INVISIBLE = "invisible text"
    LAYER = "text of a layer that is off"
    PAPER = "text in the colour of the paper"
    WATERMARK = "watermark"


class Char(NamedTuple):
    """One drawn character: its direction (`across`, `up`: the advance of one unit), origin on the baseline, and box.

    `light` is its ink: 0 black, 1 the paper.
    """

    text: str
    across: float
    up: float
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    light: float = 0.0
    unseen: Unseen | None = None

    @property
    def size(self) -> float:
        """The height of its line, in points."""
        return min(self.bottom - self.top, self.right - self.left) if self.up else self.bottom - self.top


class ShapeKind(StrEnum):
    """A straight line, an upright rectangle, or any other path."""

    LINE = "line"
    RECTANGLE = "rectangle"
    CURVE = "curve"


class Shape(NamedTuple):
    """One drawn path. A colour is its values between 0 and 1, one for grey, three for RGB, four for CMYK."""

    kind: ShapeKind
    points: tuple[Point, ...]
    filled: bool
    stroked: bool
    fill_colour: tuple[float, ...]
    stroke_colour: tuple[float, ...]

    @property
    def box(self) -> Extent:
        """The smallest upright box around it."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


class Drawing(NamedTuple):
    """A page before anything is understood: its number from 1, its size in points, and what it draws.

    `recognised`: its text was recognised in a picture of it; `faint` what was recognised there without being sure.
    """

    number: int
    width: float
    height: float
    chars: list[Char]
    shapes: list[Shape]
    pictures: int
    recognised: bool = False
    faint: tuple[str, ...] = ()

    def unseen(self) -> dict[Unseen, str]:
        """The text that is drawn and not seen, by reason."""
        found: dict[Unseen, list[str]] = defaultdict(list)
        for char in self.chars:
            if char.unseen is not None:
                found[char.unseen].append(char.text)
        return {reason: text for reason, parts in found.items() if (text := "".join(parts).strip())}


def is_white(colour: tuple[float, ...]) -> bool:
    """Whether a colour is that of the paper; a pattern (no values) is not."""
    if not colour:
        return False
    return all(value <= 0.02 for value in colour) if len(colour) == 4 else all(value >= 0.98 for value in colour)


def lightness(colour: tuple[float, ...], opacity: float = 1.0) -> float:
    """How light ink of a colour is on white paper: 0 black, 1 white; a pattern counts as black."""
    if not colour:
        return 0.0
    if is_white(colour):
        return 1.0
    values = [(1 - ink) * (1 - colour[3]) for ink in colour[:3]] if len(colour) == 4 else colour
    return 1.0 - opacity * (1.0 - sum(values) / len(values))


def shown(chars: Iterable[Char], *also: Unseen) -> list[Char]:
    """The characters that are seen, and those not seen for the reasons named."""
    return [char for char in chars if char.unseen is None or char.unseen in also]
