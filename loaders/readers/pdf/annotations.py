"""What a page shows beside its content: filled form fields and text boxes, by their appearance streams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from playa.page import Page as PdfPage
from playa.pdftypes import ContentStream, Matrix, resolve1
from playa.utils import mult_matrix, transform_bbox

from loaders.readers.pdf.drawing import Char, Extent

_SHOWN_AS_PRINT = ("Widget", "FreeText", "Stamp")
_HIDDEN = 2 | 32
"""Flags of an annotation that is not shown: Hidden, NoView."""
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FIELD_SIZE = 0.6
"""A field without appearance is taken to print its value in letters of this share of its height."""


class Appearance(NamedTuple):
    """The content of an annotation: its stream, the resources it draws with, and the space it draws in."""

    stream: ContentStream
    resources: dict[str, Any]
    ctm: Matrix


def appearances(page: PdfPage) -> Iterator[Appearance | list[Char]]:
    """The appearance of each field and text box of a page, or the characters of its value where it has none."""
    for annotation in page.annotations:
        properties = annotation.props
        if annotation.type not in _SHOWN_AS_PRINT or _number(properties.get("F")) & _HIDDEN:
            continue
        stream = _normal_appearance(properties)
        if stream is not None:
            resources = resolve1(stream.attrs.get("Resources"))
            ctm = mult_matrix(_to_rectangle(stream, annotation.rect), page.ctm)
            yield Appearance(stream, resources if isinstance(resources, dict) else {}, ctm)
        elif text := _value(properties):
            yield _typed(text, annotation.bbox)


def _normal_appearance(properties: dict[str, Any]) -> ContentStream | None:
    appearance = resolve1(properties.get("AP"))
    normal = resolve1(appearance.get("N")) if isinstance(appearance, dict) else None
    if isinstance(normal, dict):  # one stream for each state, as of a box that is ticked or not
        state = getattr(resolve1(properties.get("AS")), "name", "")
        normal = resolve1(normal.get(state))
    return normal if isinstance(normal, ContentStream) else None


def _to_rectangle(stream: ContentStream, rect: Extent) -> Matrix:
    """From the space of the stream to the page: the transformed box fills the rectangle (ISO 32000, 12.5.5)."""
    matrix: Matrix = _IDENTITY
    box: Extent = (0.0, 0.0, rect[2] - rect[0], rect[3] - rect[1])
    if len(numbers := _list(stream.attrs.get("Matrix"))) == 6:
        a, b, c, d, e, f = numbers
        matrix = (a, b, c, d, e, f)
    if len(numbers := _list(stream.attrs.get("BBox"))) == 4:
        x0, y0, x1, y1 = numbers
        box = (x0, y0, x1, y1)
    left, low, right, high = transform_bbox(matrix, box)
    across = (rect[2] - rect[0]) / (right - left) if right > left else 1.0
    up = (rect[3] - rect[1]) / (high - low) if high > low else 1.0
    return mult_matrix(matrix, (across, 0.0, 0.0, up, rect[0] - left * across, rect[1] - low * up))


def _value(properties: dict[str, Any]) -> str:
    value = resolve1(properties.get("V"))
    if not isinstance(value, bytes):
        return ""
    return value.decode("utf-16", "replace") if value[:2] in (b"\xfe\xff", b"\xff\xfe") else value.decode("latin-1")


def _typed(text: str, box: Extent) -> list[Char]:
    """A value as characters from the left edge of its field, on one line."""
    left, top, _, bottom = box
    size = max((bottom - top) * _FIELD_SIZE, 1.0)
    base = bottom - (bottom - top - size) / 2 - size * 0.12
    chars = []
    for letter in text:
        width = size if ord(letter) > 0x2E80 else size / 2
        chars.append(Char(letter, size, 0.0, left, base, left, base - size * 0.88, left + width, base + size * 0.12))
        left += width
    return chars


def _number(value: Any) -> int:
    found = resolve1(value)
    return found if isinstance(found, int) else 0


def _list(value: Any) -> list[float]:
    found = resolve1(value)
    numbers = [resolve1(one) for one in found] if isinstance(found, list) else []
    return [float(one) for one in numbers if isinstance(one, (int, float))]
