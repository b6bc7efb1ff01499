"""Texts as words that SQLite's full-text index keeps, and queries over them.

Chinese has no blanks between words: 医疗保障 becomes 医疗 疗保 保障 障. A word of two characters or more is then a
phrase of bigrams that follow each other, found wherever it is printed; one character is the beginning of a bigram.
"""

from __future__ import annotations

import re
import unicodedata

_RUNS = re.compile(r"(?P<han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]+)|(?P<word>[^\W_]+)")
_BRACKETS = str.maketrans("〔〕【】[]（）()《》〈〉“”‘’\"'", " " * 20)


def folded(text: str) -> str:
    """What two writings of a text have in common: width, case and brackets do not count."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_BRACKETS)


def words(text: str) -> str:
    """The words of a text, blanks between them."""
    return " ".join(word for run in _RUNS.finditer(folded(text)) for word in _bigrams_of(run))


def query(text: str) -> str:
    """What is typed as a query of FTS5: all pieces between blanks must be found; empty where nothing can be."""
    phrases = [phrase for run in _RUNS.finditer(folded(text)) if (phrase := _phrase(run))]
    return " AND ".join(phrases)


def _bigrams_of(run: re.Match[str]) -> list[str]:
    han = run["han"]
    if han is None:
        return [run["word"]]
    return [han[start : start + 2] for start in range(len(han))]


def _phrase(run: re.Match[str]) -> str:
    han = run["han"]
    if han is None:
        return f'"{run["word"]}" *'
    if len(han) == 1:
        return f'"{han}" *'
    return '"' + " ".join(han[start : start + 2] for start in range(len(han) - 1)) + '"'
