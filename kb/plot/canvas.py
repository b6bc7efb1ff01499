"""A sheet to draw on in points (1/72 inch), origin at the lower left: rectangles, bands, lines and Chinese text.

SVG and PNG come from matplotlib. Where a Chinese font is found its outlines go into the SVG, so that it shows the same
everywhere; else the SVG holds text and asks the reader's machine for a font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.plot.fonts import FAMILIES, NoChineseFont, chinese_font

INK = "#222222"
FAINT = "#6b6b6b"
PAPER = "#ffffff"
LINE_HEIGHT = 1.35
"""Distance of two lines of text, in sizes of the font."""
PNG_WIDTH = 1600
"""Pixels across a PNG."""
NARROW = 0.58
"""About the width of a digit or Latin letter, in sizes of the font."""

PALETTE = ("#4477aa", "#cc6677", "#228833", "#ccaa33", "#66bbcc", "#aa3377", "#777777", "#884422", "#88aa55", "#9988cc")
"""Colours that people with colour-blindness tell apart (after Paul Tol), for kinds in order."""


_PIECES = re.compile(r"[（(〔\[《“<]*(?:[0-9A-Za-z.,%]+|.)[）)〕\]》”、，。；：%]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of the sheet in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """The y of the upper edge."""
        return self.y + self.height

    def inset(self, by: float) -> Extent:
        """The area without a margin."""
        return Extent(self.x + by, self.y + by, max(self.width - 2 * by, 0), max(self.height - 2 * by, 0))


def text_width(text: str, size: float) -> float:
    """About how wide a line of text is, in points: a Chinese character is as wide as the font's size."""
    from wcwidth import wcwidth

    return sum({2: 1.0, 1: NARROW}.get(wcwidth(character), 0.0) for character in text) * size


def wrapped(text: str, room: float, size: float, most: int = 3, *, even: bool = True) -> list[str]:
    """The text in at most so many lines that fit into `room` points; what is over ends in …; [] for no room at all.

    Numbers, and brackets with what is beside them, stay in one line. `even` makes the lines about equally long, so
    that no single character is left for the last one.
    """
    if text_width("国", size) > room:
        return []
    lines = _filled(text, room, size)
    if len(lines) > most:
        return [*lines[: most - 1], _cut(lines[most - 1] + "…", room, size)]
    if not even:
        return lines
    width = max(text_width(text, size) / len(lines), size)
    while width < room and len(_filled(text, width, size)) > len(lines):
        width += size / 2
    return _filled(text, min(width, room), size)


def _filled(text: str, room: float, size: float) -> list[str]:
    """The text cut into lines, each as long as there is room; only a piece wider than the room is cut itself."""
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        for part in [piece] if text_width(piece, size) <= room else piece:
            if line and text_width(line + part, size) > room:
                lines.append(line.strip())
                line = ""
            line += part
    return [*lines, line.strip()]


def _cut(line: str, room: float, size: float) -> str:
    while len(line) > 1 and text_width(line, size) > room:
        line = line[:-2] + "…"
    return line


class Canvas:
    """One drawing of a size in points."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self.area = Extent(0, 0, width, height)
        self._font = chinese_font()
        self._figure = Figure(figsize=(width / 72, height / 72), facecolor=PAPER)
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, width), ylim=(0, height))
        self._axes.axis("off")

    def box(self, area: Extent, color: str, *, edge: str = PAPER, line: float = 0.8) -> None:
        """A filled rectangle."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(
            Rectangle((area.x, area.y), area.width, area.height, facecolor=color, edgecolor=edge, linewidth=line)
        )

    def band(self, left: tuple[float, float, float], right: tuple[float, float, float], color: str) -> None:
        """A curved band from (x, lower y, upper y) to (x, lower y, upper y)."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Curve

        (x0, low0, high0), (x1, low1, high1) = left, right
        middle = (x0 + x1) / 2
        points = [
            (x0, high0),
            (middle, high0),
            (middle, high1),
            (x1, high1),
            (x1, low1),
            (middle, low1),
            (middle, low0),
            (x0, low0),
            (x0, high0),
        ]
        codes = [Curve.MOVETO, *[Curve.CURVE4] * 3, Curve.LINETO, *[Curve.CURVE4] * 3, Curve.CLOSEPOLY]
        self._axes.add_patch(PathPatch(Curve(points, codes), facecolor=color, edgecolor="none", alpha=0.42))

    def line(
        self, points: Sequence[tuple[float, float]], color: str, *, width: float = 1.0, dashed: bool = False
    ) -> None:
        """A line through points."""
        self._axes.plot(
            *zip(*points, strict=True),
            color=color,
            linewidth=width,
            linestyle="--" if dashed else "-",
            solid_capstyle="round",
        )

    def dot(self, x: float, y: float, color: str, radius: float = 3) -> None:
        """A filled circle."""
        from matplotlib.patches import Circle

        self._axes.add_patch(Circle((x, y), radius, facecolor=color, edgecolor=PAPER, linewidth=0.8, zorder=3))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        color: str = INK,
        across: str = "left",
        up: str = "center",
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """One line of text at a point; a halo keeps it readable upon lines and bands."""
        from matplotlib.patheffects import withStroke

        effects = [withStroke(linewidth=2.5, foreground=PAPER)] if halo else []
        is_bold = bold and self._font is not None and self._font.has_bold
        self._axes.text(
            x,
            y,
            text.replace("$", r"\$"),
            fontsize=size,
            color=color,
            ha=across,
            va=up,
            weight="bold" if is_bold else "normal",
            path_effects=effects,
            zorder=4,
        )

    def lines(self, x: float, y: float, lines: Iterable[str], *, size: float = 9, **others: Any) -> None:
        """Several lines of text, centred upon y."""
        lines = list(lines)
        top = y + (len(lines) - 1) * size * LINE_HEIGHT / 2
        for number, line in enumerate(lines):
            self.text(x, top - number * size * LINE_HEIGHT, line, size=size, **others)

    def save(self, file: Path, suffix: str) -> None:
        """Write the drawing as `.svg` or `.png`, the same bytes each time. Raises NoChineseFont."""
        import warnings

        import matplotlib as mpl

        is_svg = suffix == ".svg"
        if self._font is None and not is_svg:
            raise NoChineseFont
        families = [self._font.family] if self._font else list(FAMILIES)
        settings: dict[Any, Any] = {
            "font.family": [*families, "sans-serif"],
            "svg.fonttype": "path" if self._font else "none",
            "svg.hashsalt": "kb",
            "axes.unicode_minus": False,
        }
        for text in self._axes.texts:
            text.set_fontfamily(settings["font.family"])
        with mpl.rc_context(settings), warnings.catch_warnings():
            if self._font is None:
                warnings.simplefilter("ignore")
            metadata = {"Date": None, "Creator": "yusuan-kb"} if is_svg else {"Software": "yusuan-kb"}
            dpi = 72 if is_svg else PNG_WIDTH * 72 / self.area.width
            self._figure.savefig(file, format=suffix[1:], dpi=dpi, metadata=metadata)
