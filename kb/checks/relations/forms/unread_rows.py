"""Indicators whose row holds figures that were not read: `chk:besideUnread`. They may be what it seems to lack."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple
from kb.checks.relations.unread_places import UnreadPlaces, row_of
from loaders.triples import terms


def triples(facts: Facts) -> Iterator[Triple]:
    """The indicators beside unread figures."""
    rows = UnreadPlaces(facts).rows()
    for indicator in facts.of_type("Indicator"):
        if row_of(indicator) in rows:
            yield indicator.iri, "besideUnread", terms.boolean(True)
