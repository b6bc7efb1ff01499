"""English phrases put into the Chinese words that sentences are read by."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from kb import resources

_PATH = "queries/words"
_FILE = "english.toml"


def in_chinese(sentence: str) -> str:
    """A sentence with the phrases of `queries/words/english.toml` in Chinese; the rest of it as it is."""
    return _pattern().sub(lambda match: _phrases()[" ".join(match[0].casefold().split())], sentence)


@cache
def _phrases() -> dict[str, str]:
    text = (resources.folder(_PATH) / _FILE).read_text(encoding="utf-8")
    return {phrase.casefold(): word for phrase, word in tomllib.loads(text)["phrases"].items()}


@cache
def _pattern() -> re.Pattern[str]:
    """Any phrase between characters that are no Latin letters or digits, the longest first."""
    longest_first = sorted(_phrases(), key=len, reverse=True)
    either = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<![A-Za-z0-9])(?:{either})(?![A-Za-z0-9])", re.IGNORECASE)
