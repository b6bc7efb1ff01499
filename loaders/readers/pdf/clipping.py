"""Text that a PDF draws but clips away: a cell cut by a page break is often drawn whole on both pages.

pdfminer passes over clipping paths; here the box around each is kept, and characters outside of it are set aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

_SLACK = 1.0
"""A character counts as clipped when its middle lies further outside than this many points."""
_Box = tuple[float, float, float, float]


def clipped_away(page: Any) -> str:
    """Lay out a pdfplumber page without the characters that its clipping paths hide, and give those."""
    device = _ClippingDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    _ClippingInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return "".join(device.hidden).strip()


class _ClippingDevice(PDFPageAggregatorWithMarkedContent):
    """Collects a page as pdfplumber does, but for the characters outside of `clip`."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.clip: _Box | None = None
        self.hidden: list[str] = []

    def render_char(self, *args: Any, **settings: Any) -> float:
        advance: float = super().render_char(*args, **settings)
        item = self.cur_item._objs[-1]
        if self.clip is not None and isinstance(item, LTChar) and _outside(item.bbox, self.clip):
            self.hidden.append(item.get_text())
            self.cur_item._objs.pop()
        return advance


class _ClippingInterpreter(PDFPageInterpreter):
    """Follows the clipping operators (W, W*) through saved states and nested forms."""

    device: _ClippingDevice

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._saved: list[_Box | None] = []

    def do_q(self) -> None:
        super().do_q()
        self._saved.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802
        super().do_Q()
        if self._saved:
            self.device.clip = self._saved.pop()

    def do_Do(self, xobjid: Any) -> None:  # noqa: N802
        before = self.device.clip
        super().do_Do(xobjid)
        self.device.clip = before

    def do_W(self) -> None:  # noqa: N802
        self.device.clip = _narrowed(self.device.clip, _points(self.curpath, self.ctm))

    def do_W_a(self) -> None:  # noqa: N802
        self.do_W()


def _points(path: Iterable[Any], ctm: Any) -> list[tuple[float, float]]:
    points = []
    for _, *numbers in path:
        points += [apply_matrix_pt(ctm, point) for point in zip(numbers[::2], numbers[1::2], strict=False)]
    return points


def _narrowed(clip: _Box | None, points: list[tuple[float, float]]) -> _Box | None:
    if not points:
        return clip
    xs, ys = zip(*points, strict=True)
    box = (min(xs), min(ys), max(xs), max(ys))
    if clip is None:
        return box
    return max(clip[0], box[0]), max(clip[1], box[1]), min(clip[2], box[2]), min(clip[3], box[3])


def _outside(char: _Box, clip: _Box) -> bool:
    x, y = (char[0] + char[2]) / 2, (char[1] + char[3]) / 2
    return not (clip[0] - _SLACK <= x <= clip[2] + _SLACK and clip[1] - _SLACK <= y <= clip[3] + _SLACK)
