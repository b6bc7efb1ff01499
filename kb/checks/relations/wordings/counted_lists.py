"""Lists that a sentence counts itself: 内设办公室、法治督察科、社区矫正管理科3个科室.

`chk:itemsCounted` and `chk:itemsStated` give how many a wording lists and says, where they differ; what brackets hold
is part of one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple
from loaders.printing import fold
from loaders.triples import terms

_LIST = re.compile(
    r"(?:内设|下设|设有?)(?:机构)?(?:有|了|为|包括)?:?(?P<items>[^‚,。;:]*?、[^‚,。;:]*?)(?:等|共计?|计)?"
    r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})个(?:内设|职能)?(?:机构|科室|股室|处室|股|科|处|室|部门)"
)
_BRACKETS = re.compile(r"\([^()]*\)|\"[^\"]*\"")
_AND_MORE = re.compile("等$|其中|以及|\\d")
_JOINED = re.compile("[和与及]")
_NUMERALS = {one: value for value, one in enumerate("一二三四五六七八九", 1)}


def triples(facts: Facts) -> Iterator[Triple]:
    """The wordings that list more or fewer than they say."""
    for wording in facts.of_type("Wording"):
        if wording.one("kind") != "counted-list":
            continue
        match = _LIST.search(fold(wording.one("text")))
        items = _BRACKETS.sub("", match["items"]) if match else ""
        if match is None or not items or _AND_MORE.search(items) or match[0].count("等"):
            continue
        listed, stated = len(items.split("、")), _count(match["count"])
        # the last two may be joined by 和, and so may the two halves of one name (普法与依法治理科)
        if stated and stated not in (listed, listed + len(_JOINED.findall(items.rpartition("、")[2]))):
            yield wording.iri, "itemsCounted", terms.integer(listed) or "0"
            yield wording.iri, "itemsStated", terms.integer(stated) or "0"


def _count(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)
