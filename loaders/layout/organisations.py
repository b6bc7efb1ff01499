"""Names of organisations as captions and titles print them, recognised by how such names end (lexicon `identity`)."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders import lexicon
from loaders.lexicon.identity_records import OrganisationWords
from loaders.printing import MEMORY

_LETTERS = re.compile(r"[\u4e00-\u9fff〇\dA-Za-z（）()·]+")
_ALIAS = re.compile(r"^[（(]([^（）()]+)[）)]$|(?<=[一-鿿])[（(][^（）()]{5,30}[）)]$")
"""Brackets around a name, or another name of the same body behind it: 某某局（某某办公室）."""


@lru_cache(maxsize=MEMORY)
def organisation(printed: str) -> str:
    """The name of an organisation without what is printed behind it (部门, 本级); empty if it is no such name."""
    words = lexicon.identity().organisation
    name = _ALIAS.sub(r"\1", printed.removeprefix("关于").removesuffix("关于"))
    for suffix in words.suffixes:
        name = name.removesuffix(suffix) if len(name) > len(suffix) + 2 else name
    whole = name.count("(") == name.count(")") and name.count("（") == name.count("）")
    fits = whole and 3 <= len(name) <= words.longest and name.endswith(words.endings)
    return name if fits and _LETTERS.fullmatch(name) and not _names_nobody(name, words) else ""


def _names_nobody(name: str, words: OrganisationWords) -> bool:
    """我局, 主管部门, 城乡: ends like a name and is none."""
    itself = name[:1] in words.itself and name[1:] in words.endings
    other_word = name.endswith(words.not_endings) or any(word in name for word in words.not_in)
    return itself or other_word or name in words.never


def organisation_at_start(printed: str) -> str:
    """The longest name of an organisation that a text begins with: 县交通运输局财务股 → 县交通运输局."""
    longest: int = lexicon.identity().organisation.longest
    found = (organisation(printed[:end]) for end in range(min(len(printed), longest), 2, -1))
    return next((name for name in found if name), "")
