"""What every picture has: a title, units, sources, notes; and how it becomes a file."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from kb.files.whole import output
from kb.plot.canvas import FAINT, LINE_HEIGHT, Canvas, Extent, wrapped
from kb.plot.frame import Frame
from kb.plot.html import page

MARGIN = 28.0
TITLE_SIZE, SUBTITLE_SIZE, NOTE_SIZE = 17.0, 10.0, 8.0
HEAD = 58.0
SLIDE = 16 / 9
"""Width of a slide for its height: a picture is made to fill one, with more paper on the side that lacks."""
FOOT = 50.0
"""About what sources and notes take below a picture."""
WIDEST = 1.7
"""How often its own width a picture may be; a taller one stays as it is."""
SUFFIXES = (".svg", ".png", ".html")


class NothingToDraw(Exception):
    """The store holds nothing for such a picture; the message says what was looked for."""


class UnknownSuffix(Exception):
    """A file name whose suffix names no kind of picture."""


class Picture(Protocol):
    """A picture that knows its size, how to draw itself, and its ECharts option."""

    frame: Frame

    def size(self) -> tuple[float, float]:
        """Width and height of the drawing inside the frame, in points."""

    def draw(self, canvas: Canvas, area: Extent) -> None:
        """Draw it into an area of a sheet."""

    def option(self) -> dict[str, Any]:
        """The option of ECharts that shows it, without title."""


def save(picture: Picture, file: Path) -> None:
    """Write a picture as .svg, .png or one-file .html. Raises UnknownSuffix, NoChineseFont."""
    if file.suffix not in SUFFIXES:
        raise UnknownSuffix(f"{file}: 后缀不认识 (unknown suffix); {', '.join(SUFFIXES)}")
    with output(file) as draft:
        if file.suffix == ".html":
            width, height = picture.size()
            draft.write_text(page(picture.frame, picture.option(), width, height), encoding="utf-8")
        else:
            sheet(picture).save(draft, file.suffix)


def sheet(picture: Picture) -> Canvas:
    """The picture on a sheet, title above and sources below."""
    width, height = picture.size()
    width += _missing_width(width, height)
    whole = width + 2 * MARGIN
    foot = [
        line
        for text in (picture.frame.source_line(), *picture.frame.notes)
        for line in wrapped(text, width, NOTE_SIZE, 4, even=False)
    ]
    below = len(foot) * NOTE_SIZE * LINE_HEIGHT + 14
    height = max(height, whole / SLIDE - HEAD - below - MARGIN)
    canvas = Canvas(whole, height + HEAD + below + MARGIN)
    top = canvas.area.top - MARGIN
    canvas.text(
        MARGIN, top, wrapped(picture.frame.title, width, TITLE_SIZE, 1)[0], size=TITLE_SIZE, bold=True, up="top"
    )
    canvas.text(
        MARGIN,
        top - 27,
        wrapped(picture.frame.subtitle, width, SUBTITLE_SIZE, 1)[0],
        size=SUBTITLE_SIZE,
        color=FAINT,
        up="top",
    )
    for number, line in enumerate(foot):
        canvas.text(
            MARGIN, 12 + (len(foot) - number - 0.5) * NOTE_SIZE * LINE_HEIGHT, line, size=NOTE_SIZE, color=FAINT
        )
    picture.draw(canvas, Extent(MARGIN, below + 8, width, height - 8))
    return canvas


def _missing_width(width: float, height: float) -> float:
    """How much wider a picture must be to fill a slide; nothing where it is too tall for one."""
    wanted = (height + HEAD + FOOT + MARGIN) * SLIDE - 2 * MARGIN
    return wanted - width if width < wanted <= width * WIDEST else 0.0


def money(amount: Decimal) -> str:
    """An amount for a label: thousands separators, two decimals unless it is whole."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def percent(part: Decimal, whole: Decimal) -> str:
    """A share for a label; tiny ones as <0.1%."""
    share = part / whole * 100 if whole else Decimal()
    return "<0.1%" if 0 < share < Decimal("0.1") else f"{share:.1f}%"


def documents(edges: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The documents behind edges, each once, sorted."""
    return tuple(sorted({document for edge in edges for document in edge["documents"]}))
