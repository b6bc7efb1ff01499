"""The fiscal appropriation of one year stated several times, changed by nearly but not quite the same.

`chk:changedOtherwise` leads from a change to the one that most others agree with. The same amount may well be changed
otherwise where another budget is meant (last year had a government fund); two changes a hair apart are a slip.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from kb.checks.relations.definitions import definitions
from kb.checks.relations.prose.changes import levels
from loaders.printing import fold

_HAIR = Decimal("0.01")
"""How far apart two changes are that are meant to be one, as a part of the change."""


def triples(facts: Facts) -> Iterator[Triple]:
    """Each change that is a hair off the one stated most often of the same amount."""
    for stated in _of_one_amount(facts).values():
        counts = Counter(signed for _, signed in stated)
        usual, value = max(stated, key=lambda one: counts[one[1]])
        for change, signed in stated:
            if signed != value and abs(signed - value) <= abs(value) * _HAIR:
                yield change.iri, "changedOtherwise", iri(usual.iri)


def _of_one_amount(facts: Facts) -> dict[Decimal | None, list[tuple[Fact, Decimal]]]:
    groups: dict[Decimal | None, list[tuple[Fact, Decimal]]] = defaultdict(list)
    shapes = definitions()["same_money"]["statement"]
    for change, level, signed in levels(facts):
        if any(re.fullmatch(shape, fold(level.one("measureName"))) for shape in shapes):
            groups[level.value].append((change, signed))
    return groups
