"""Texts of documents that a spreadsheet would run as formulas."""

from __future__ import annotations

import re

STARTS = ("=", "+", "@", "-", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?%?")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run a text: it begins with = + @ - (or a tab or line break) and is no number."""
    return text.startswith(STARTS) and not _NUMBER.fullmatch(text)


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet might run it."""
    return f"'{text}" if is_formula(text) else text
