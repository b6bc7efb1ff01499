"""The text of a picture: where it is (detection) and what it says (recognition), cut at the rules of tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np

from loaders.readers.pdf.drawing import Char, Drawing, Extent, Shape, ShapeKind
from loaders.readers.pdf.scans.pictures import rules_in

if TYPE_CHECKING:
    from loaders.readers.pdf.scans.pictures import Picture, Rules

_LARGEST_SIDE = 4000
_LEAST_SCORE = 0.5
_FEWEST_DOTS = 6
"""Pieces narrower or lower than this are specks."""
_STEEPEST = 5.0
"""Degrees by which a page may lie askew in the scanner."""
_LEAST_TURN = 0.08
_MARGIN = 3
_FAINTEST = 0.3
"""Ink is darker than the paper by this share of what lies between paper and print: thin strokes come out grey."""
_MARK_IN_A_NUMBER = re.compile(r"(?<=\d)\s?([,，.．])\s?(?=\d)")
"""Marks in numbers come wide, or with a blank beside them."""
_ASCENT, _DESCENT = 0.12, 0.22
"""A detected box is taller than its letters by these shares: above them, and below their baseline."""


class Piece(NamedTuple):
    """A piece of one line of print within one cell: its box in dots, what it says, and how sure the recogniser is."""

    box: Extent
    text: str
    score: float


def recognised(scan: Drawing, picture: Picture) -> Drawing:
    """A scanned page with the characters and the rules of its picture, in points; `recognised` is set.

    Pieces that the recogniser is not sure of are no text of the page: `faint` has what it took them for.
    """
    straight = _straightened(picture)
    rules = rules_in(straight)
    points = scan.width / picture.shape[1]
    pieces = list(_pieces(rules))
    return scan._replace(
        chars=[char for piece in pieces if piece.score >= _LEAST_SCORE for char in _chars(piece, points)],
        faint=tuple(piece.text for piece in pieces if piece.score < _LEAST_SCORE),
        shapes=[_rule(box, points) for box in (*rules.level, *rules.upright)],
        pictures=0,
        recognised=True,
    )


@cache
def _engine() -> Any:
    """The recogniser with the models that its wheel carries; one thread, since files are read side by side."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR(max_side_len=_LARGEST_SIDE, intra_op_num_threads=1, inter_op_num_threads=1)


def _boxes(picture: Picture) -> Any:
    """The corners of the lines of print, an array of n × 4 × 2 dots."""
    found, _ = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    return np.array(found or [], dtype=np.float32).reshape(-1, 4, 2)


def _straightened(picture: Picture) -> Picture:
    """The picture turned so that its rules and lines lie level."""
    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    degrees = _askew(small)
    if abs(degrees) < _LEAST_TURN:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def _askew(picture: Picture) -> float:
    """By how many degrees the long straight strokes of a picture fall to the right; 0 where there are few."""
    edges = cv2.Canny(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), 50, 150)
    width = picture.shape[1]
    found = cv2.HoughLinesP(edges, 1, np.pi / 1800, 150, minLineLength=width // 6, maxLineGap=8)
    if found is None:
        return 0.0
    angles, weights = [], []
    for x0, y0, x1, y1 in found.reshape(-1, 4):
        angle = float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))
        if abs(angle) <= _STEEPEST:
            angles.append(angle)
            weights.append(abs(int(x1) - int(x0)))
    return float(np.average(angles, weights=weights)) if angles else 0.0


def _pieces(rules: Rules) -> Iterator[Piece]:
    """The lines of print, each cut where an upright rule crosses it, with what they say."""
    boxes = [(*corners.min(axis=0), *corners.max(axis=0)) for corners in _boxes(rules.rest)]
    ink = _ink(rules.rest)
    outside = ink.copy()
    for x0, y0, x1, y1 in boxes:
        outside[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] = False
    for left, top, right, bottom in boxes:
        left = _with_letter_before(float(left), float(top), float(bottom), outside, rules.upright)
        for x0, x1 in _cut(left, float(right), float(top), float(bottom), rules.upright):
            box = _trimmed((x0, float(top), x1, float(bottom)), ink)
            if box is None:
                continue
            text, score = _text(rules.rest, box)
            if text:
                yield Piece(box, text, score)


def _ink(picture: Picture) -> Picture:
    """Where a picture is darker than its paper."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    paper, print_ = np.percentile(grey, (60, 0.5))
    dark: Picture = grey < paper - _FAINTEST * (paper - print_)
    return dark


def _with_letter_before(left: float, top: float, bottom: float, outside: Picture, upright: Sequence[Extent]) -> float:
    """Where a line begins, with a letter before it that the detection passed over (一、); `outside`: ink of no line."""
    height = bottom - top
    middle = (top + bottom) / 2
    walls = [(x0 + x1) / 2 for x0, y0, x1, y1 in upright if y0 <= middle <= y1 and (x0 + x1) / 2 <= left]
    begin = int(max(left - 1.5 * height, max(walls, default=0.0) + _MARGIN, 0))
    band = outside[int(top + 0.2 * height) : int(bottom - 0.2 * height), begin : int(left)]
    columns = np.flatnonzero(band.any(axis=0))
    near = columns.size and int(left) - begin - int(columns[-1]) <= 0.8 * height
    return float(begin + int(columns[0])) if near else left


def _cut(left: float, right: float, top: float, bottom: float, upright: Sequence[Extent]) -> list[tuple[float, float]]:
    """The parts of a line between the rules that run through its middle."""
    middle = (top + bottom) / 2
    at = sorted((x0 + x1) / 2 for x0, y0, x1, y1 in upright if y0 <= middle <= y1 and left < (x0 + x1) / 2 < right)
    edges = [left, *at, right]
    return [(x0, x1) for x0, x1 in pairwise(edges) if x1 - x0 >= _FEWEST_DOTS]


def _trimmed(box: Extent, ink: Picture) -> Extent | None:
    """The box without blank columns at its sides; None where it holds no ink."""
    x0, y0, x1, y1 = (round(value) for value in box)
    if x1 <= x0 or y1 <= y0:
        return None
    columns = np.flatnonzero(ink[max(y0, 0) : y1, max(x0, 0) : x1].any(axis=0))
    if not columns.size:
        return None
    left, right = max(x0, 0) + int(columns[0]), max(x0, 0) + int(columns[-1]) + 1
    return (float(left), box[1], float(right), box[3]) if right - left >= 2 else None


def _text(picture: Picture, box: Extent) -> tuple[str, float]:
    """What a box says, and how sure the recogniser is of it, from 0 to 1."""
    x0, y0, x1, y1 = (round(value) for value in box)
    height, width = picture.shape[:2]
    across = slice(max(x0 - 2 * _MARGIN, 0), min(x1 + 2 * _MARGIN, width))
    window = picture[max(y0 - _MARGIN, 0) : min(y1 + _MARGIN, height), across]
    found, _ = _engine()(window, use_det=False, use_cls=False, use_rec=True)
    text, score = found[0] if found else ("", 0.0)
    return _MARK_IN_A_NUMBER.sub(_plain_mark, text.strip()), float(score)


def _plain_mark(found: re.Match[str]) -> str:
    return "," if found[1] in ",，" else "."


def _chars(piece: Piece, points: float) -> Iterator[Char]:
    """The letters of a piece, spread over its box by their usual widths. `points`: the size of a dot."""
    x0, y0, x1, y1 = (value * points for value in piece.box)
    widths = [1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5 for letter in piece.text]
    step = (x1 - x0) / sum(widths)
    top, base = y0 + _ASCENT * (y1 - y0), y1 - _DESCENT * (y1 - y0)
    bottom = y1 - _ASCENT * (y1 - y0)
    left = x0
    for letter, width in zip(piece.text, widths, strict=True):
        right = left + width * step
        yield Char(letter, 1.0, 0.0, left, base, left, top, right, bottom)
        left = right


def _rule(box: Extent, points: float) -> Shape:
    """A rule of the picture as a drawn line. `points`: the size of a dot."""
    x0, y0, x1, y1 = (value * points for value in box)
    if x1 - x0 >= y1 - y0:
        ends = ((x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2))
    else:
        ends = (((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1))
    return Shape(ShapeKind.LINE, ends, filled=False, stroked=True, fill_colour=(), stroke_colour=(0.0,))
