"""Names of organisations as captions and titles print them, told by how such names end (lexicon `identity`)."""

from __future__ import annotations

import re

from loaders import lexicon

_ALIAS = re.compile(r"^[（(]([^（）()]+)[）)]$|(?<=[一-鿿])[（(][^（）()]{5,30}[）)]$")
"""Brackets around a name, or another name of the same body behind it: 某某局（某某办公室）."""


def organisation(printed: str) -> str:
    """The name of an organisation without what is printed behind it (部门, 本级); empty if it is no such name."""
    words = lexicon.load("identity")["organisation"]
    name = _ALIAS.sub(r"\1", printed.removeprefix("关于").removesuffix("关于"))
    for suffix in words["suffixes"]:
        name = name.removesuffix(suffix) if len(name) > len(suffix) + 2 else name
    fits = 3 <= len(name) <= words["longest"] and name.endswith(tuple(words["endings"]))
    return name if fits and name not in words["never"] else ""
