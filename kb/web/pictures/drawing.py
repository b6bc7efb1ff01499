"""What the process that draws one page does: render it with pdfium, mark a place, write a PNG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.files.whole import whole
from kb.processes.limits import bound_this_process

Box = tuple[float, float, float, float]

PIXELS_WIDE = 1240
LARGEST_PIXELS = 12_000_000
MEGABYTES = 2048
MARK, MARK_WIDTH, MARGIN = (176, 32, 24), 4, 3.0


def draw(document: str, page: int, box: Box | None, text: str, target: str) -> None:
    """Draw a page (from 1) of a PDF into the file `target`; nothing is written where there is no such page, or no
    such file any more: what it was read for has been replaced.

    `box` (x0 y0 x1 y1 in points from the upper left) is marked; without one the place of `text`, if it stands on the
    page just once.
    """
    import pypdfium2 as pdfium

    bound_this_process(MEGABYTES)
    try:
        opened = pdfium.PdfDocument(document)
    except FileNotFoundError:
        return
    with opened:
        if not 1 <= page <= len(opened):
            return
        one = opened[page - 1]
        width, height = one.get_size()
        scale = min(PIXELS_WIDE / width, (LARGEST_PIXELS / (width * height)) ** 0.5)
        boxes = [box] if box else _found(one, text, height)
        image = one.render(scale=scale).to_pil().convert("RGB")
    _mark(image, boxes, scale)
    with whole(Path(target)) as draft:
        image.quantize(64).save(draft, "PNG", optimize=True)


def _found(page: Any, text: str, height: float) -> list[Box]:
    """The place of a text on a page, if there is just one."""
    wanted = " ".join(text.split())
    if not wanted:
        return []
    textpage = page.get_textpage()
    searcher = textpage.search(wanted, match_case=True)
    found: list[tuple[int, int]] = []
    while (hit := searcher.get_next()) is not None and len(found) < 2:
        found.append(hit)
    if len(found) != 1:
        return []
    start, count = found[0]
    rects = [textpage.get_charbox(index) for index in range(start, start + count)]
    left, bottom = min(rect[0] for rect in rects), min(rect[1] for rect in rects)
    right, top = max(rect[2] for rect in rects), max(rect[3] for rect in rects)
    return [(left, height - top, right, height - bottom)]


def _mark(image: Any, boxes: Sequence[Box], scale: float) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        edges = ((left - MARGIN) * scale, (top - MARGIN) * scale, (right + MARGIN) * scale, (bottom + MARGIN) * scale)
        pen.rectangle(edges, outline=MARK, width=MARK_WIDTH)
