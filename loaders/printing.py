"""What print does to words and figures, undone for comparing and counting: blanks, widths, brackets, separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

HAN = re.compile(r"[\u4e00-\u9fff]")
FIGURE = r"-?[\d,]*\d(?:\.\d+)?[%％]?"
"""A figure or rate as cells print it: a pattern to put together with others."""
"""A Chinese character."""
_BLANKS = re.compile(r"[\s\u3000\xa0\u200b-\u200f\ufeff]+")
_LATIN_GAP = re.compile(r"(?<=[0-9A-Za-z%.,)])[ \t]+(?=[0-9A-Za-z(])")
_AMOUNT = re.compile(r"(?:[-+−]?¥?|¥[-−])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
MEMORY = 1 << 15
"""Texts remembered: a disclosure repeats its words many times, and they are compared many times."""
_DASHES = "-—–―－─/／\\*"

_FOLDED = str.maketrans("（）［］【】〔〕：，；％＊／“”‘’", "()[][][]:,;%*/\"\"''")


@lru_cache(maxsize=MEMORY)
def squeeze(text: str) -> str:
    """The text without any blanks: `资 金 性 质` → `资金性质`."""
    return _BLANKS.sub("", text)


@lru_cache(maxsize=MEMORY)
def fold(text: str) -> str:
    """For comparing words only: blanks out, width and bracket variants folded."""
    return squeeze(unicodedata.normalize("NFKC", text)).translate(_FOLDED)


def printed_width(text: str) -> int:
    """The width in print: a Chinese character takes the room of two Latin ones."""
    return len(text) + sum(map(_is_wide, text))


@lru_cache(maxsize=MEMORY)
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; blanks may be inside (联 系 人)."""
    return "|".join(r"\s{0,3}".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=MEMORY)
def tidy(text: str) -> str:
    """A label as a careful typist would copy it: line breaks and blanks between Chinese characters out.

    A blank between two Latin words or figures stays, as does one between a name and a document number.
    """
    text = text.strip()
    kept = _LATIN_GAP.sub("\x00", text)
    return squeeze(kept).replace("\x00", " ")


def amount_of(text: str) -> str | None:
    """The amount as printed without thousands separators, or None where the text is no plain figure.

    Full-width digits, blanks inside the figure and the sign of the currency are undone: `３,143. 81` → `3143.81`,
    `¥5.00` → `5.00`. A dash or blank is no figure.
    """
    plain = squeeze(unicodedata.normalize("NFKC", text))
    if not _AMOUNT.fullmatch(plain):
        return None
    return plain.replace(",", "").replace("¥", "").replace("−", "-").removeprefix("+")


def is_nil(text: str) -> bool:
    """Whether the cell prints nothing that could be a figure: blank or dashes only."""
    return not squeeze(text).strip(_DASHES)
