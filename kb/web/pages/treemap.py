"""A treemap without scripts: rectangles that lead one level down, squarified (Bruls, Huizing, van Wijk)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kb.web.numbers import percent, wan_yuan

WIDTH, HEIGHT = 960.0, 420.0
LETTER, LINE = 17.0, 23.0
COLOURS = 12


@dataclass(frozen=True, slots=True)
class TreemapPart:
    """A code with its name and amount in yuan, and the address of what is inside it (empty for a leaf)."""

    code: str
    name: str
    amount: Decimal
    href: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A part at its place; `lines` are the words that fit into it. `colour` is a number that the stylesheet knows."""

    part: TreemapPart
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    colour: int
    hint: str


def treemap(parts: Sequence[TreemapPart]) -> tuple[Tile, ...]:
    """The boxes of all parts with a positive amount, the largest first."""
    ordered = sorted((part for part in parts if part.amount > 0), key=lambda part: (-part.amount, part.code))
    total = sum((part.amount for part in ordered), Decimal(0))
    if not total:
        return ()
    sizes = [float(part.amount / total) * WIDTH * HEIGHT for part in ordered]
    codes = sorted({part.code for part in ordered})
    return tuple(
        _box(part, place, total, codes.index(part.code) % COLOURS)
        for part, place in zip(ordered, squares(sizes, 0.0, 0.0, WIDTH, HEIGHT), strict=True)
    )


Place = tuple[float, float, float, float]


def squares(sizes: Sequence[float], x: float, y: float, width: float, height: float) -> list[Place]:
    """Rectangles (x, y, width, height) of these sizes, in falling order, that fill one, as square as can be."""
    found: list[Place] = []
    left = list(sizes)
    while left:
        side = min(width, height)
        count = 1
        while count < len(left) and _worst(left[: count + 1], side) <= _worst(left[:count], side):
            count += 1
        row, left = left[:count], left[count:]
        thickness = sum(row) / side if side else 0.0
        offset = 0.0
        for size in row:
            length = size / thickness if thickness else 0.0
            if width >= height:
                found.append((x, y + offset, thickness, length))
            else:
                found.append((x + offset, y, length, thickness))
            offset += length
        if width >= height:
            x, width = x + thickness, width - thickness
        else:
            y, height = y + thickness, height - thickness
    return found


def _worst(row: Sequence[float], side: float) -> float:
    """The worst ratio of sides in a row of rectangles along a side."""
    total = sum(row)
    if not total or not side or not min(row):
        return float("inf")
    return max(side * side * max(row) / (total * total), total * total / (side * side * min(row)))


def _box(part: TreemapPart, place: Place, total: Decimal, colour: int) -> Tile:
    x, y, width, height = place
    hint = f"{part.code} {part.name} {wan_yuan(part.amount)} 万元 {percent(part.amount, total)}"
    return Tile(part, x, y, width, height, _words(part, total, width, height), colour, hint)


def _words(part: TreemapPart, total: Decimal, width: float, height: float) -> tuple[str, ...]:
    """Name, amount and share, as far as there is room for them whole."""
    letters = int((width - 12) / LETTER)
    rows = int((height - 8) / LINE)
    if letters < 3 or rows < 1:
        return ()
    name = part.name or part.code
    lines = [name[start : start + letters] for start in range(0, len(name), letters)]
    figures = [f"{wan_yuan(part.amount)} 万元", percent(part.amount, total)]
    fitting = [line for line in figures if len(line) * 0.62 <= letters]
    if len(lines) > rows:
        return ()
    return tuple([*lines, *fitting][:rows])
