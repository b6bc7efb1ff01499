"""`queries/checks/quantities.toml`: what is printed in several places, and which forms and words print it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from kb import resources


@cache
def definitions() -> dict[str, Any]:
    """The quantities as their file defines them."""
    path = resources.folder("queries/checks") / "quantities.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def asides_in_words() -> dict[str, re.Pattern[str]]:
    """The patterns of `[aside]`, by name."""
    return {name: re.compile(words) for name, words in definitions()["aside"].items() if isinstance(words, str)}


@cache
def sentences_of_the_year() -> dict[str, re.Pattern[str]]:
    """By the id of a quantity, the words of the sentences that a form of the year alone is compared with."""
    return {one["id"]: re.compile(one["or_where"]) for one in definitions()["quantity"] if "or_where" in one}


@cache
def points() -> dict[str, Any]:
    """`queries/checks/points.toml`: patterns by name, and the least score of each grade, the highest first."""
    path = resources.folder("queries/checks") / "points.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: re.compile(words) if isinstance(words, str) else words for name, words in read.items()}
