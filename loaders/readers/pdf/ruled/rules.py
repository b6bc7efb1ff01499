"""The ruled lines of a PDF page: lines, thin filled boxes or frames; drawn whole, in pieces, in dashes or in dots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers.pdf.drawing import Extent, Shape, ShapeKind, is_white
from loaders.readers.pdf.glyphs import turned

_THIN = 3.0
"""A filled box no thicker than this many points is a ruled line."""
_JOIN = 2.5
"""Pieces of one line may lie this many points apart."""
_SHORTEST = 2.0
_DOT = 1.6
_FEWEST_DOTS = 4
"""A filled box no larger than a dot is a part of a rule where dots are in a row."""


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A horizontal rule at height `at` from left to right, or a vertical one at `at` from top to bottom (points)."""

    horizontal: bool
    at: float
    start: float
    end: float

    def crosses(self, other: RuledLine) -> bool:
        """Whether a horizontal and a vertical rule meet."""
        return (
            self.horizontal != other.horizontal
            and other.start - _JOIN <= self.at <= other.end + _JOIN
            and self.start - _JOIN <= other.at <= self.end + _JOIN
        )


def rules_of(shapes: Iterable[Shape], size: tuple[float, float], turns: int) -> list[RuledLine]:
    """All rules of a page of this size (width, height), turned so often; the pieces of each put together."""
    pieces: list[RuledLine] = []
    dots: list[RuledLine] = []
    for shape in shapes:
        box = _box(shape, turns, size)
        if shape.kind is ShapeKind.LINE:
            pieces += _line(*box)
        elif shape.kind is ShapeKind.RECTANGLE:
            if _is_dot(shape, box):
                dots += _both_ways(box)
            else:
                pieces += _rect(shape, box)
        else:
            pieces += _rect(shape, box) if _filled_box(shape) else _sides(shape, turns, size)
    pieces += [rule for rule in joined(dots) if rule.end - rule.start >= _FEWEST_DOTS * _DOT]
    return joined(piece for piece in pieces if piece.end - piece.start >= _SHORTEST)


def _filled_box(curve: Shape) -> bool:
    """Whether a path is an upright box that is filled: a dash."""
    points = set(curve.points)
    xs, ys = {round(x, 2) for x, _ in points}, {round(y, 2) for _, y in points}
    return curve.filled and not curve.stroked and len(points) == 4 and len(xs) == len(ys) == 2


def _is_dot(rect: Shape, box: Extent) -> bool:
    left, top, right, bottom = box
    filled = rect.filled and not rect.stroked and not is_white(rect.fill_colour)
    return filled and max(right - left, bottom - top) <= _DOT


def _both_ways(box: Extent) -> tuple[RuledLine, RuledLine]:
    left, top, right, bottom = box
    return RuledLine(True, (top + bottom) / 2, left, right), RuledLine(False, (left + right) / 2, top, bottom)


def _box(shape: Shape, turns: int, size: tuple[float, float]) -> Extent:
    left, top, right, bottom = shape.box
    if not turns:
        return left, top, right, bottom
    ax, ay = turned(left, top, turns, *size)
    bx, by = turned(right, bottom, turns, *size)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _line(left: float, top: float, right: float, bottom: float) -> Iterator[RuledLine]:
    if bottom - top <= 1 and right - left > 1:
        yield RuledLine(True, (top + bottom) / 2, left, right)
    elif right - left <= 1 and bottom - top > 1:
        yield RuledLine(False, (left + right) / 2, top, bottom)


def _sides(curve: Shape, turns: int, size: tuple[float, float]) -> Iterator[RuledLine]:
    """The straight, upright sides of a path of many corners, when its outline is drawn."""
    if not curve.stroked:
        return
    points = [turned(x, y, turns, *size) for x, y in curve.points]
    for (ax, ay), (bx, by) in pairwise(points):
        yield from _line(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _rect(rect: Shape, box: Extent) -> Iterator[RuledLine]:
    left, top, right, bottom = box
    if not rect.stroked and (not rect.filled or is_white(rect.fill_colour)):
        return
    if bottom - top <= _THIN and right - left > bottom - top:
        yield RuledLine(True, (top + bottom) / 2, left, right)
    elif right - left <= _THIN and bottom - top > right - left:
        yield RuledLine(False, (left + right) / 2, top, bottom)
    elif rect.stroked and not is_white(rect.stroke_colour):
        yield from (RuledLine(True, top, left, right), RuledLine(True, bottom, left, right))
        yield from (RuledLine(False, left, top, bottom), RuledLine(False, right, top, bottom))


def joined(pieces: Iterable[RuledLine]) -> list[RuledLine]:
    """Rules with the pieces that lie on one line and touch made one."""
    whole: list[RuledLine] = []
    for line in _on_one_line(sorted(pieces, key=lambda rule: (rule.horizontal, rule.at))):
        at = sum(rule.at for rule in line) / len(line)
        line.sort(key=lambda rule: rule.start)
        start, end = line[0].start, line[0].end
        for rule in line:
            if rule.start > end + _JOIN:
                whole.append(RuledLine(rule.horizontal, at, start, end))
                start, end = rule.start, rule.end
            start, end = min(start, rule.start), max(end, rule.end)
        whole.append(RuledLine(line[0].horizontal, at, start, end))
    return whole


def _on_one_line(rules: list[RuledLine]) -> Iterator[list[RuledLine]]:
    line: list[RuledLine] = []
    for rule in rules:
        if line and (rule.horizontal != line[0].horizontal or rule.at - line[0].at > 1.2):
            yield line
            line = []
        line.append(rule)
    if line:
        yield line
