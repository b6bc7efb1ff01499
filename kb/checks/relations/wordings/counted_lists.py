"""Lists that a sentence counts itself: 内设办公室、法治督察科、社区矫正管理科3个科室.

`chk:itemsCounted` and `chk:itemsStated` give how many a wording lists and says, where they differ; what brackets hold
is part of one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple
from kb.checks.relations.clauses import by_sentence, folded, places
from loaders.printing import fold
from loaders.triples import terms

_LIST = re.compile(
    r"(?:内设|下设|设有?)(?:机构)?(?:有|了|为|包括)?:?(?P<items>[^‚,。;:]*?、[^‚,。;:]*?)(?:等|共计?|计)?"
    r"(?P<count>\d{1,2}|[一二三四五六七八九十]{1,3})个(?:内设|职能)?(?:机构|科室|股室|处室|股|科|处|室|部门)"
)
_BODIES = re.compile("(?:机构|科室|股室|处室|职能部门|业务部门)(?:数量)?$")
_LISTED_BEHIND = re.compile(r"个[,:]?(?:分别(?:是|为)|包括|即|为|:):?(?P<items>[^,。;:]*?、[^,。;:]*?)(?=[。;]|$)")
_BRACKETS = re.compile(r"\([^()]*\)|\"[^\"]*\"")
_AND_MORE = re.compile("等$|其中|以及|\\d")
_JOINED = re.compile("[和与及]")
_NUMERALS = {one: value for value, one in enumerate("一二三四五六七八九", 1)}


def triples(facts: Facts) -> Iterator[Triple]:
    """The wordings and counts that list more or fewer than they say."""
    yield from _behind_counts(facts)
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


def _behind_counts(facts: Facts) -> Iterator[Triple]:
    """内设机构5个，分别是：办公室、…、法规股；: the list right behind a count of bodies."""
    for group in by_sentence(facts.of_type("Statement")):
        ends, sentence = places(group), folded(group[0].one("sentence"))
        for one, end in zip(group, ends, strict=True):
            match = _LISTED_BEHIND.match(sentence[end:]) if _BODIES.search(fold(one.one("measureName"))) else None
            items = _BRACKETS.sub("", match["items"]) if match else ""
            if not items or _AND_MORE.search(items) or one.value is None:
                continue
            listed = len(items.split("、"))
            joined = len(_JOINED.findall(items.rpartition("、")[2]))
            if not listed <= one.value <= listed + joined:
                yield one.iri, "itemsCounted", terms.integer(listed) or "0"
                yield one.iri, "itemsStated", terms.integer(int(one.value)) or "0"


def _count(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)
