"""Charts on a PDF page: the labels beside drawn sectors and slanted shapes are a picture's, not running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers.pdf.drawing import Extent, Shape, ShapeKind
from loaders.readers.pdf.glyphs import turned
from loaders.readers.pdf.lines import Line

_FEWEST = 3
"""A chart has at least so many filled shapes."""
_SLANTED = 4.0
"""The side of a shape is slanted when it runs so many points both across and down."""
_REACH = 1.0
"""Labels are beside a chart no further away than this share of its size."""
_LONGEST = 14
_LABEL = re.compile(r"[^。；，、：:]*")


@dataclass(frozen=True, slots=True)
class Chart:
    """Where a chart and its labels are, in points from the top left of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, line: Line) -> bool:
        """Whether a line is a label of the chart: short, no sentence, beside the shapes."""
        short = all(len(part.strip()) <= _LONGEST and _LABEL.fullmatch(part) for part in line.text.split("\t"))
        return short and self.top < line.base < self.bottom and line.x0 > self.x0 and line.x1 < self.x1


def charts_of(shapes: Iterable[Shape], size: tuple[float, float], turns: int) -> list[Chart]:
    """The charts of a page of this size (width, height), as it is after so many quarter turns."""
    filled = [
        [turned(x, y, turns, *size) for x, y in shape.points]
        for shape in shapes
        if shape.filled and shape.kind is ShapeKind.CURVE
    ]
    slanted = [points for points in filled if _is_slanted(points)]
    return [_around(group) for group in _touching(slanted) if len(group) >= _FEWEST]


def _is_slanted(points: Sequence[tuple[float, float]]) -> bool:
    return len(points) > 3 and any(
        abs(ax - bx) > _SLANTED and abs(ay - by) > _SLANTED for (ax, ay), (bx, by) in pairwise(points)
    )


def _touching(shapes: Iterable[Sequence[tuple[float, float]]]) -> list[list[Extent]]:
    """Shapes in groups that touch each other: the sectors of one pie."""
    groups: list[list[Extent]] = []
    for points in shapes:
        xs, ys = zip(*points, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        near = [group for group in groups if any(_meet(box, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    return groups


def _meet(one: Extent, other: Extent) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > -1 and down > -1


def _around(boxes: Sequence[Extent]) -> Chart:
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    reach = _REACH * max(right - left, bottom - top) / 2
    return Chart(left - 2 * reach, top - reach / 2, right + 2 * reach, bottom + reach)
