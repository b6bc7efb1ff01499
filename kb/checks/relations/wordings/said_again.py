"""Amounts that text says again in another unit: 15041.90万元，约1.50亿元.

`chk:againIs` gives, for a wording whose two amounts are not one within rounding, the first in the second's unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.checks.facts import Facts
from kb.checks.relations import Triple, number, text
from loaders.facts import YUAN_PER_UNIT
from loaders.printing import fold

_AGAIN = re.compile(
    r"(?P<first>\d[\d,]*(?:\.\d+)?)(?P<unit>[万亿]?元)[‚,(](?:约(?:合|为|计)?|折?合(?!计)约?|即为?)"
    r"(?P<second>\d[\d,]*(?:\.\d+)?)(?P<other>[万亿]?元)"
)


def triples(facts: Facts) -> Iterator[Triple]:
    """The amounts that are not said alike."""
    for wording in facts.of_type("Wording"):
        match = _AGAIN.search(fold(wording.one("text"))) if wording.one("kind") == "said-again" else None
        if match is None or not {match["unit"], match["other"]} <= YUAN_PER_UNIT.keys():
            continue
        first = Decimal(match["first"].replace(",", "")) * YUAN_PER_UNIT[match["unit"]]
        again = first / YUAN_PER_UNIT[match["other"]]
        second = Decimal(match["second"].replace(",", ""))
        step = Decimal(1).scaleb(min(0, int(second.as_tuple().exponent)))
        if abs(again - second) > step:
            yield wording.iri, "againIs", number(again.quantize(step))
            yield wording.iri, "againUnit", text(match["other"])
            yield wording.iri, "againSaid", text(match[0])
