"""Raised signs behind a word or figure: footnote marks, which are no part of it, and powers, which are."""

from __future__ import annotations

import re

MARK = "footnote mark"
"""Why a raised sign is left out."""

_MARK = re.compile(r"\s*+(?:[\[(（〔【]?\s*+(?:注\s*+)?\d{0,2}\s*+[\])）〕】]?|[*＊※†‡]{1,3}|[①-⑳]|[a-z]\)?)\s*+")
_POWER_BASE = re.compile(r"(?:[A-Za-zμ㎡]|(?<![\d.,])10)\Z")
_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_POWER = re.compile(r"[-−]?\d{1,2}")


def raised(before: str, sign: str) -> str | None:
    """How a raised sign reads behind `before`: `m` and 2 → ²; None where it is only the mark of a footnote."""
    if _POWER_BASE.search(before) and _POWER.fullmatch(sign.strip()):
        return sign.strip().translate(_RAISED)
    if sign.strip() and before.strip() and _MARK.fullmatch(sign):
        return None
    return sign
