"""PDF pages as playa-pdf interprets them → drawings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import isfinite
from typing import Any

from playa.content import GlyphObject, ImageObject, PathObject, TextObject, XObjectObject
from playa.document import Document
from playa.font import Font
from playa.interp import LazyInterpreter
from playa.page import Page as PdfPage
from playa.pdftypes import KWD, PDFObject

from loaders.readers.pdf.annotations import appearances
from loaders.readers.pdf.bounds import Budget
from loaders.readers.pdf.drawing import (
    UNMAPPED,
    Char,
    Drawing,
    Extent,
    Point,
    Shape,
    ShapeKind,
    Unseen,
    is_white,
    lightness,
)
from loaders.readers.pdf.fonts import bounded
from loaders.readers.pdf.layers import Layers

_SLACK = 1.0
"""A character counts as clipped when its middle lies further outside than this many points."""
_INVISIBLE = 3
"""The text render mode that neither fills nor strokes."""
_WHITE = 0.98
"""Ink this light is not seen on paper."""
_SQUARE = ("mlllh", "mllll")


class OpenedPdf(Document):
    """A PDF whose objects cannot refer to themselves: an object asked for while it is read is as if undefined."""

    def __init__(self, data: bytes) -> None:
        self._being_read: set[int] = set()
        super().__init__(data, space="screen")

    def __getitem__(self, objid: int) -> PDFObject:
        if objid in self._being_read:
            raise KeyError(f"object {objid} refers to itself")
        self._being_read.add(objid)
        try:
            return super().__getitem__(objid)
        finally:
            self._being_read.discard(objid)

    def get_font(self, objid: int = 0, spec: dict[str, PDFObject] | None = None) -> Font:
        """A font without what it says of codes that cannot be."""
        return super().get_font(objid, None if spec is None else bounded(spec))


def drawing_of(page: PdfPage, layers: Layers, budget: Budget) -> Drawing:
    """What a page draws. Raises TooMuch past the budget, and what playa raises for damaged content."""
    left, top, right, bottom = _paper(page)
    width, height = right - left, bottom - top
    if not (isfinite(width) and isfinite(height)):
        raise ValueError("page box")
    found = Drawing(page.page_idx + 1, width, height, [], [], 0)
    pictures = 0
    for item in _drawn(page, layers, budget):
        if isinstance(item, list):
            found.chars.extend(item)
        elif isinstance(item, TextObject):
            found.chars.extend(_chars(item, layers))
        elif isinstance(item, PathObject):
            found.shapes.extend(_shapes(item))
        else:
            pictures += 1
    chars = _of_a_scan(found.chars) if pictures else _seen_on_shapes(found.chars, found.shapes)
    return found._replace(chars=chars, pictures=pictures)


def _interpreter(page: PdfPage, streams: Iterator[Any], **state: Any) -> LazyInterpreter:
    """An interpreter that keeps the box around the clipping path, which playa passes over, in the graphics state.

    Its class is compiled and cannot be derived from; its table of operators can be changed.
    """
    interpreter = LazyInterpreter(page, streams, **state)
    for operator in (b"W", b"W*"):
        interpreter._dispatch[KWD(operator)] = (partial(_clip, interpreter), 0)
    return interpreter


def _clip(interpreter: LazyInterpreter) -> None:
    points = [_mapped(interpreter.ctm, point) for segment in interpreter.curpath for point in segment.points]
    if points:
        xs, ys = zip(*points, strict=True)
        state: Any = interpreter.graphicstate
        state.clipping_path = _narrowed(state.clipping_path, (min(xs), min(ys), max(xs), max(ys)))


def _drawn(
    page: PdfPage, layers: Layers, budget: Budget
) -> Iterator[TextObject | PathObject | ImageObject | list[Char]]:
    """The objects of a page in drawing order, those of the forms it draws in their place; then its fields."""
    yield from _objects(page, _interpreter(page, budget.streams(page.streams)), layers, budget)
    for field in appearances(page):
        if isinstance(field, list):
            yield field
        else:
            streams = budget.streams([field.stream])
            content = _interpreter(page, streams, resources=field.resources, ctm=field.ctm)
            yield from _objects(page, content, layers, budget)


def _objects(
    page: PdfPage, content: LazyInterpreter, layers: Layers, budget: Budget
) -> Iterator[TextObject | PathObject | ImageObject]:
    stack: list[Iterator[Any]] = [content]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, XObjectObject):
            budget.spend_form(len(stack))
            if not layers.hides(item.stream.attrs.get("OC")):
                stack.append(_form(page, item, budget))
        elif isinstance(item, TextObject | PathObject | ImageObject):
            budget.spend(1)
            yield item


def _form(page: PdfPage, form: XObjectObject, budget: Budget) -> LazyInterpreter:
    streams = budget.streams([form.stream])
    return _interpreter(page, streams, resources=form.resources, ctm=form.ctm, gstate=form.gstate)


def _paper(page: PdfPage) -> Extent:
    """The box of the page in the space of its drawing, whose origin is the top left of the media box."""
    box = page.mediabox
    corners = [_mapped(page.ctm, corner) for corner in ((box[0], box[1]), (box[2], box[3]))]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _chars(text: TextObject, layers: Layers) -> Iterator[Char]:
    state: Any = text.gstate
    font = state.font
    if font is None:
        return
    clip: Extent | None = state.clipping_path
    always = _reason(text, layers)
    light = lightness(_colour(state.ncolor), state.nalpha)
    if always is None and light >= _WHITE:
        always = Unseen.PAPER
    descent = font.matrix[3] * font.descent
    for glyph in text:
        a, b, c, d, e, f = glyph.matrix
        left, low = (0.0, descent) if not font.vertical else _upright_corner(font, glyph)
        width = font.char_bbox(glyph.cid)[2] if not font.vertical else 1.0
        x0, x1 = a * left + c * low + e, a * (left + width) + c * (low + 1) + e
        y0, y1 = b * left + d * low + f, b * (left + width) + d * (low + 1) + f
        if not isfinite(x0 + x1 + y0 + y1 + e + f):
            continue
        box = (x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x0 < x1 else x0, y1 if y0 < y1 else y0)
        unseen = always or (Unseen.CLIPPED if clip is not None and _outside(box, clip) else None)
        yield Char(glyph.text or UNMAPPED, a, -b, e, f, *box, light, unseen)


def _upright_corner(font: Any, glyph: GlyphObject) -> Point:
    """Left and lower edge of a character written down the page, against its origin above its middle."""
    x0, _, _, y1 = font.char_bbox(glyph.cid)
    return x0, y1 - 1


def _reason(text: TextObject, layers: Layers) -> Unseen | None:
    if text.gstate.render_mode == _INVISIBLE:
        return Unseen.INVISIBLE
    if layers and any(content.tag == "OC" and layers.hides(content.props) for content in text.mcstack):
        return Unseen.LAYER
    return None


def _seen_on_shapes(chars: list[Char], shapes: Sequence[Shape]) -> list[Char]:
    """The characters; white ones that lie on a shape of another colour are seen."""
    if all(char.unseen is not Unseen.PAPER for char in chars):
        return chars
    grounds = [shape.box for shape in shapes if shape.filled and not is_white(shape.fill_colour)]
    return [char._replace(unseen=None) if _lies_on(char, grounds) else char for char in chars]


def _of_a_scan(chars: list[Char]) -> list[Char]:
    """The characters; where a page of pictures shows no others, invisible ones are its text as a scanner read it."""
    if any(char.unseen is None and char.text.strip() for char in chars):
        return chars
    return [char._replace(unseen=None) if char.unseen is Unseen.INVISIBLE else char for char in chars]


def _lies_on(char: Char, grounds: Sequence[Extent]) -> bool:
    x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    return char.unseen is Unseen.PAPER and any(
        left <= x <= right and top <= y <= bottom for left, top, right, bottom in grounds
    )


def _shapes(path: PathObject) -> Iterator[Shape]:
    """The pieces of a path that hang together, each by itself."""
    piece: list[Any] = []
    for segment in path.raw_segments:
        if segment.operator == "m" and piece:
            yield from _shape(path, piece)
            piece = []
        piece.append(segment)
    if piece:
        yield from _shape(path, piece)


def _shape(path: PathObject, segments: Sequence[Any]) -> Iterator[Shape]:
    if segments[0].operator != "m":
        return
    outline = "".join(segment.operator for segment in segments)
    start = segments[0].points[-1]
    points = [_mapped(path.ctm, segment.points[-1] if segment.points else start) for segment in segments]
    if len(outline) > 3 and outline.endswith("lh") and points[-2] == points[0]:
        outline = outline[:-2] + "h"
        points.pop()
    if not all(isfinite(value) for point in points for value in point):
        return
    if outline in ("mlh", "ml"):
        kind = ShapeKind.LINE
        points = points[:2]
    elif outline in _SQUARE and points[0] == points[4] and _is_upright(points):
        kind = ShapeKind.RECTANGLE
    else:
        kind = ShapeKind.CURVE
    state = path.gstate
    yield Shape(kind, tuple(points), path.fill, path.stroke, _colour(state.ncolor), _colour(state.scolor))


def _is_upright(points: Sequence[Point]) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[:4]
    return (ax == bx and by == cy and cx == dx and dy == ay) or (ay == by and bx == cx and cy == dy and dx == ax)


def _colour(colour: Any) -> tuple[float, ...]:
    """The values of a colour; none of a pattern."""
    return () if colour.pattern else tuple(colour.values)


def _mapped(matrix: Sequence[float], point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _narrowed(clip: Extent | None, box: Extent) -> Extent:
    if clip is None:
        return box
    return max(clip[0], box[0]), max(clip[1], box[1]), min(clip[2], box[2]), min(clip[3], box[3])


def _outside(char: Extent, clip: Extent) -> bool:
    x, y = (char[0] + char[2]) / 2, (char[1] + char[3]) / 2
    return not (clip[0] - _SLACK <= x <= clip[2] + _SLACK and clip[1] - _SLACK <= y <= clip[3] + _SLACK)
