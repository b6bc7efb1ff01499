"""`queries/checks/quantities.toml`: what is printed in several places, and which forms and words print it."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from kb import resources


@cache
def definitions() -> dict[str, Any]:
    """The quantities as their file defines them."""
    path = resources.folder("queries/checks") / "quantities.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
