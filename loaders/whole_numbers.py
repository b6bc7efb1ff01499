"""Whole numbers that a text prints, within bounds: a text may have a hundred thousand digits, and ² is a digit too."""

from __future__ import annotations

MOST_DIGITS = 15


def whole(text: str, otherwise: int = -1) -> int:
    """The number that decimal digits print; `otherwise` for any other text, and for more digits than a count has."""
    return int(text) if len(text) <= MOST_DIGITS and text.isdecimal() else otherwise
