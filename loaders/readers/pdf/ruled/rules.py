"""The ruled lines of a PDF page: lines, thin filled boxes or frames; drawn whole, in pieces, in dashes or in dots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from loaders.readers.pdf.glyphs import turned

_THIN = 3.0
"""A filled box no thicker than this many points is a ruled line."""
_JOIN = 2.5
"""Pieces of one line may lie this many points apart."""
_SHORTEST = 2.0
_DOT = 1.6
_FEWEST_DOTS = 4
"""A filled box no larger than a dot is a part of a rule where dots stand in a row."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule at height `at` from left to right, or a vertical one at `at` from top to bottom (points)."""

    horizontal: bool
    at: float
    start: float
    end: float

    def crosses(self, other: Rule) -> bool:
        """Whether a horizontal and a vertical rule meet."""
        return (
            self.horizontal != other.horizontal
            and other.start - _JOIN <= self.at <= other.end + _JOIN
            and self.start - _JOIN <= other.at <= self.end + _JOIN
        )


def rules_of(page: Any, turns: int) -> list[Rule]:
    """All rules of a pdfplumber page, the pieces of each put together."""
    pieces: list[Rule] = []
    dots: list[Rule] = []
    for line in page.lines:
        pieces += _line(*_box(line, turns, page))
    for curve in page.curves:
        pieces += _rect(curve, _box(curve, turns, page)) if _filled_box(curve) else _sides(curve, turns, page)
    for rect in page.rects:
        box = _box(rect, turns, page)
        if _is_dot(rect, box):
            dots += _both_ways(box)
        else:
            pieces += _rect(rect, box)
    pieces += [rule for rule in joined(dots) if rule.end - rule.start >= _FEWEST_DOTS * _DOT]
    return joined(piece for piece in pieces if piece.end - piece.start >= _SHORTEST)


def _filled_box(curve: dict[str, Any]) -> bool:
    """Whether a path is an upright box that is filled: a dash."""
    points = set(curve["pts"])
    xs, ys = {round(x, 2) for x, _ in points}, {round(y, 2) for _, y in points}
    return bool(curve["fill"]) and not curve["stroke"] and len(points) == 4 and len(xs) == len(ys) == 2


def _is_dot(rect: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    filled = bool(rect["fill"]) and not rect["stroke"] and not _white(rect["non_stroking_color"])
    return filled and max(right - left, bottom - top) <= _DOT


def _both_ways(box: tuple[float, float, float, float]) -> tuple[Rule, Rule]:
    left, top, right, bottom = box
    return Rule(True, (top + bottom) / 2, left, right), Rule(False, (left + right) / 2, top, bottom)


def _box(shape: dict[str, Any], turns: int, page: Any) -> tuple[float, float, float, float]:
    ax, ay = turned(shape["x0"], shape["top"], turns, page.width, page.height)
    bx, by = turned(shape["x1"], shape["bottom"], turns, page.width, page.height)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _line(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    if bottom - top <= 1 and right - left > 1:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= 1 and bottom - top > 1:
        yield Rule(False, (left + right) / 2, top, bottom)


def _sides(curve: dict[str, Any], turns: int, page: Any) -> Iterator[Rule]:
    """The straight, upright sides of a path of many corners, when its outline is drawn."""
    if not curve.get("stroke"):
        return
    points = [turned(x, y, turns, page.width, page.height) for x, y in curve["pts"]]
    for (ax, ay), (bx, by) in pairwise(points):
        yield from _line(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _rect(rect: dict[str, Any], box: tuple[float, float, float, float]) -> Iterator[Rule]:
    left, top, right, bottom = box
    if not rect["stroke"] and (not rect["fill"] or _white(rect["non_stroking_color"])):
        return
    if bottom - top <= _THIN and right - left > bottom - top:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= _THIN and bottom - top > right - left:
        yield Rule(False, (left + right) / 2, top, bottom)
    elif rect["stroke"] and not _white(rect["stroking_color"]):
        yield from (Rule(True, top, left, right), Rule(True, bottom, left, right))
        yield from (Rule(False, left, top, bottom), Rule(False, right, top, bottom))


def _white(colour: Any) -> bool:
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not values or not all(isinstance(value, (int, float)) for value in values):
        return False
    return all(value <= 0.02 for value in values) if len(values) == 4 else all(value >= 0.98 for value in values)


def joined(pieces: Iterable[Rule]) -> list[Rule]:
    """Rules with the pieces that lie on one line and touch made one."""
    whole: list[Rule] = []
    for line in _on_one_line(sorted(pieces, key=lambda rule: (rule.horizontal, rule.at))):
        at = sum(rule.at for rule in line) / len(line)
        line.sort(key=lambda rule: rule.start)
        start, end = line[0].start, line[0].end
        for rule in line:
            if rule.start > end + _JOIN:
                whole.append(Rule(rule.horizontal, at, start, end))
                start, end = rule.start, rule.end
            start, end = min(start, rule.start), max(end, rule.end)
        whole.append(Rule(line[0].horizontal, at, start, end))
    return whole


def _on_one_line(rules: list[Rule]) -> Iterator[list[Rule]]:
    line: list[Rule] = []
    for rule in rules:
        if line and (rule.horizontal != line[0].horizontal or rule.at - line[0].at > 1.2):
            yield line
            line = []
        line.append(rule)
    if line:
        yield line
