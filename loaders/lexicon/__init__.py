"""The lexicon: what varies between provinces, as TOML that a budget officer can read and extend.

Titles of forms, header words, row labels, units, bracket styles. Code holds only the ways tables are built.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The content of `loaders/lexicon/NAME.toml`."""
    return tomllib.loads((files("loaders.lexicon") / f"{name}.toml").read_text(encoding="utf-8"))
