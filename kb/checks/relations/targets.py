"""Targets that running text tells under another name than the form: 基本医疗保险参保率, 基本医保综合参保率(%).

`chk:meansIndicator` leads from a statement to the indicator of its project that is named alike, where no indicator has
the very name and none of those named alike has the number stated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from loaders.printing import fold

_RATE = re.compile("(..率)$")
_BRACKETS = re.compile(r"\([^)]*\)|[()]")
_ALIKE = 0.6
"""This share of the characters in front of …率 must be in the other name too."""


def triples(facts: Facts) -> Iterator[Triple]:
    """The statements of rates that mean an indicator named otherwise, with another number."""
    projects = {_bare(entry.one("projectName")): entry.one("project") for entry in facts.of_type("ProjectEntry")}
    indicators: dict[str, list[Fact]] = defaultdict(list)
    for indicator in facts.of_type("Indicator"):
        indicators[indicator.one("owner")].append(indicator)
    for statement in facts.of_type("Statement"):
        owned = indicators.get(projects.get(_bare(statement.one("aboutText")), ""), [])
        name = _bare(statement.one("measureName"))
        if statement.one("printedUnit") != "%" or any(_bare(one.one("level3")) == name for one in owned):
            continue
        stated = Decimal(statement.one("statedNumber") or 0)
        alike = [one for one in owned if one.one("targetNumber") and _are_alike(name, _bare(one.one("level3")))]
        if alike and all(Decimal(one.one("targetNumber")) != stated for one in alike):
            yield statement.iri, "meansIndicator", iri(alike[0].iri)


def _bare(name: str) -> str:
    return _BRACKETS.sub("", fold(name))


def _are_alike(stated: str, printed: str) -> bool:
    """Whether both names end in the same rate and what is before it is the same but for a word."""
    one, other = _RATE.search(stated), _RATE.search(printed)
    if one is None or other is None or one[1] != other[1]:
        return False
    short, long = sorted((stated[: one.start()], printed[: other.start()]), key=len)
    return len(short) > 1 and sum(char in long for char in short) >= _ALIKE * len(short)
