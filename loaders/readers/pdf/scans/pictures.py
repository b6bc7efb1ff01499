"""Pages of a PDF as pictures, and the straight rules in a picture."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from loaders.readers.pdf.drawing import Extent

    Picture = np.ndarray[Any, np.dtype[Any]]

DOTS_PER_POINT = 200 / 72
"""200 dots per inch: the letters of a form are some 25 dots tall, as the models expect them."""
_MOST_DOTS = 12_000_000
"""A larger page is drawn with fewer dots per point."""
_SHORTEST_RULE = 22 * DOTS_PER_POINT
"""Longer than the strokes of any letter of a form, shorter than the rules of its narrowest column."""
_THICKEST_RULE = 4 * DOTS_PER_POINT
_SHORTEST_FRAME = 60 * DOTS_PER_POINT
"""Rules that meet span at least so much; the strokes of a large letter that meet span less."""
_SPECK = 3


class Rules(NamedTuple):
    """The straight rules of a picture as boxes (left, top, right, bottom, in dots), and the picture without them."""

    level: list[Extent]
    upright: list[Extent]
    rest: Picture


def picture_of(document: Any, number: int) -> Picture:
    """A page (from 1) of an opened document in blue, green and red, whole, at DOTS_PER_POINT or less."""
    page = document[number - 1]
    page.set_cropbox(*page.get_mediabox())
    width, height = page.get_size()
    scale = min(DOTS_PER_POINT, sqrt(_MOST_DOTS / max(width * height, 1)))
    drawn = page.render(scale=scale).to_numpy()[:, :, :3]
    page.close()
    return np.ascontiguousarray(drawn)


def rules_in(picture: Picture) -> Rules:
    """The level and upright rules of a picture: runs of ink longer than a letter's strokes and thinner than a bar."""
    ink = cv2.bitwise_not(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    dark = cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    level_ink, upright_ink = _runs(dark, across=True), _runs(dark, across=False)
    drawn = _of_frames(level_ink | upright_ink)
    level_ink, upright_ink = level_ink & drawn, upright_ink & drawn
    rest = picture.copy()
    rest[cv2.dilate(drawn, np.ones((3, 3), np.uint8)) > 0] = 255
    return Rules(_boxes(level_ink), _boxes(upright_ink), rest)


def _runs(dark: Picture, *, across: bool) -> Picture:
    """The ink of long thin runs of one direction; they may break for a speck."""
    size, speck, bar = round(_SHORTEST_RULE), _SPECK, round(_THICKEST_RULE)
    along, gap, thick = ((size, 1), (speck, 1), (1, bar)) if across else ((1, size), (1, speck), (bar, 1))
    whole = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(gap[::-1], np.uint8))
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones(along[::-1], np.uint8))
    bars = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones(thick[::-1], np.uint8))
    return np.where(bars > 0, 0, runs).astype(np.uint8)


def _of_frames(ink: Picture) -> Picture:
    """The ink of rules that, with those that they meet, span more than a letter."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(ink, np.ones((5, 5), np.uint8)))
    wide = [max(boxes[one][2], boxes[one][3]) >= _SHORTEST_FRAME for one in range(count)]
    return np.where(np.array([False, *wide[1:]])[labels], ink, 0).astype(np.uint8)


def _boxes(ink: Picture) -> list[Extent]:
    _, _, boxes, _ = cv2.connectedComponentsWithStats(ink)
    return [(int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in boxes[1:]]
