"""What every figure counts: `chk:value` in yuan (or ones) and `chk:step`, one unit of its last printed place."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple, number


def triples(facts: Facts) -> Iterator[Triple]:
    """Value and step of every figure and statement."""
    for kind in ("qb:Observation", "Statement"):
        for fact in facts.of_type(kind):
            if fact.value is not None:
                yield fact.iri, "value", number(fact.value)
                yield fact.iri, "step", number(fact.step)
