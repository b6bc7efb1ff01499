"""Samples as PDFs drawn by reportlab: quick, with a Chinese font that needs no file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.renderings.pages import Drawing, Thing, widths_of, with_merged_totals
from loaders.layout.form_titles import recognise

_FONT = "STSong-Light"
_LEADING = 1.35


@dataclass(frozen=True)
class Style:
    """How a sample is drawn. `rules`: all, level (below each row), three (around the header), none, white."""

    rules: str = "all"
    landscape: bool = True
    size: float = 8
    zebra: bool = False
    repeat_heads: bool = True
    low: bool = False
    running: bool = False
    watermark: bool = False
    turned: int = 0
    merged: bool = False
    spaced_titles: bool = False
    centred: bool = False


STYLES: Mapping[str, Style] = {
    "ruled": Style(),
    "ruled, portrait": Style(landscape=False),
    "ruled, merged totals": Style(merged=True),
    "ruled, low pages": Style(low=True),
    "ruled, low pages, heads once": Style(low=True, repeat_heads=False),
    "ruled, turned": Style(turned=90),
    "ruled, running lines, watermark": Style(running=True, watermark=True),
    "ruled, spaced titles": Style(spaced_titles=True),
    "ruled, small": Style(size=5),
    "ruled, zebra": Style(zebra=True),
    "unruled": Style(rules="none"),
    "unruled, centred": Style(rules="none", centred=True),
    "unruled, portrait": Style(rules="none", landscape=False),
    "unruled, merged totals": Style(rules="none", merged=True),
    "unruled, low pages": Style(rules="none", low=True),
    "unruled, low pages, heads once": Style(rules="none", low=True, repeat_heads=False),
    "unruled, turned": Style(rules="none", turned=90),
    "unruled, running lines, watermark": Style(rules="none", running=True, watermark=True),
    "unruled, small": Style(rules="none", size=5),
    "unruled, zebra": Style(rules="none", zebra=True),
    "level rules": Style(rules="level"),
    "three rules": Style(rules="three"),
    "white rules": Style(rules="white", zebra=True),
}
"""Ways of drawing by name."""


def as_pdf(things: Sequence[Thing], style: Style) -> bytes:
    """The things as a PDF in the given style."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    width, height = (A4[1], A4[0]) if style.landscape else A4
    height = 260 if style.low else height
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target, pagesize=(width, height), leftMargin=36, rightMargin=36, topMargin=44, bottomMargin=44
    )
    story: list[Any] = []
    for thing in things:
        if isinstance(thing, Drawing):
            story += [Spacer(1, 4), _table(thing, style, width - 72), Spacer(1, 6)]
        else:
            story.append(_paragraph(thing, style))
    document.build(story, onFirstPage=_page(style), onLaterPages=_page(style))
    return target.getvalue()


def _page(style: Style) -> Any:
    def around(canvas: Any, document: Any) -> None:
        width, height = document.pagesize
        if style.turned:
            canvas.setPageRotation(style.turned)
        canvas.setFont(_FONT, 9)
        if style.running:
            canvas.drawCentredString(width / 2, height - 24, "2024年部门预算公开")
            canvas.drawCentredString(width / 2, 20, f"第 {document.page} 页")
        if style.watermark:
            canvas.saveState()
            canvas.setFillGray(0.85)
            canvas.setFont(_FONT, 60)
            canvas.translate(width / 3, height / 3)
            canvas.rotate(30)
            canvas.drawString(0, 0, "内部资料")
            canvas.restoreState()

    return around


def _paragraph(text: str, style: Style) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    title = recognise(text) is not None
    shown = "　".join(text) if title and style.spaced_titles else text
    shape = ParagraphStyle(
        "text",
        fontName=_FONT,
        fontSize=14 if title else 10,
        leading=24 if title else 18,
        alignment=1 if title else 0,
        wordWrap="CJK",
    )
    return Paragraph(_escaped(shown), shape)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _table(drawing: Drawing, style: Style, width: float) -> Any:
    from reportlab.platypus import LongTable

    drawing = with_merged_totals(drawing) if style.merged else drawing
    cells: list[list[Any]] = [[""] * drawing.columns for _ in range(drawing.rows)]
    commands: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_rules(drawing, style)]
    commands += [(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    for box in drawing.boxes:
        cells[box.row][box.column] = _cell(box.text, box.figure, box.row < drawing.head, style)
        if box.width > 1 or box.height > 1:
            last = (box.column + box.width - 1, box.row + box.height - 1)
            commands.append(("SPAN", (box.column, box.row), last))
    wanted = widths_of(drawing)
    room = min(width, sum(wanted) * style.size + 6 * len(wanted))
    return LongTable(
        cells,
        colWidths=[(room - 6 * len(wanted)) * one / sum(wanted) + 6 for one in wanted],
        repeatRows=drawing.head if style.repeat_heads else 0,
        style=commands,
    )


def _cell(text: str, figure: bool, head: bool, style: Style) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    alignment = 1 if head else (1 if style.centred else 2) if figure else 0
    shape = ParagraphStyle(
        "cell",
        fontName=_FONT,
        fontSize=style.size,
        leading=style.size * _LEADING,
        alignment=alignment,
        wordWrap="CJK",
    )
    return Paragraph(_escaped(text), shape)


def _rules(drawing: Drawing, style: Style) -> list[tuple[Any, ...]]:
    from reportlab.lib import colors

    whole = ((0, 0), (-1, -1))
    shaded = [("BACKGROUND", (0, row), (-1, row), colors.lightgrey) for row in range(drawing.head, drawing.rows, 2)]
    drawn: dict[str, list[tuple[Any, ...]]] = {
        "all": [("GRID", *whole, 0.5, colors.black)],
        "white": [("GRID", *whole, 1, colors.white)],
        "level": [("LINEBELOW", *whole, 0.5, colors.black)],
        "three": [
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, max(drawing.head - 1, 0)), (-1, max(drawing.head - 1, 0)), 0.5, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
        ],
        "none": [],
    }
    return [*(shaded if style.zebra else []), *drawn[style.rules]]
