"""Colours of 类: each code has one in every picture, whatever else is drawn beside it."""

from __future__ import annotations

import colorsys

from kb.plot.canvas import PALETTE

ORDER = (
    "201", "208", "210", "221", "204", "205", "229", "212", "213", "206",
    "207", "211", "214", "215", "216", "217", "219", "220", "222", "224",
    "202", "203", "209", "223", "227", "230", "231", "232", "233", "234",
)  # fmt: skip
"""The 类 of the functional classification, those that most departments have first: ten to a tone of the palette."""
TONES = (1.0, 0.62, 1.35)
"""Lightness of the first, second and third ten, as a factor."""
LIGHTEST = 0.82


def class_color(code: str) -> str:
    """The colour of a subject code or of a label that begins with one, by its first three digits."""
    start = code[:3]
    number = ORDER.index(start) if start in ORDER else sum(map(ord, start))
    return _toned(PALETTE[number % len(PALETTE)], TONES[number // len(PALETTE) % len(TONES)])


def _toned(color: str, factor: float) -> str:
    """A colour (`#rrggbb`) lighter or darker by a factor, never so light that it is lost on paper."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    hue, lightness, saturation = colorsys.rgb_to_hls(*parts)
    changed = colorsys.hls_to_rgb(hue, min(lightness * factor, max(LIGHTEST, lightness)), saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in changed)
