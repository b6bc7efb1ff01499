"""A copy in memory of those graphs of a server that a query names (FROM, FROM NAMED), or of all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from kb.sparql.offline import NOT_A_KEYWORD

if TYPE_CHECKING:
    import pyoxigraph as ox

_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_NAMED = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^<>]*)>", re.IGNORECASE)


class Graphs(Protocol):
    """What a copy is made of."""

    def graphs(self) -> list[str]:
        """The IRIs of all graphs."""

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        """What stands in one of them."""


class RemoteCopy:
    """Graphs of a store as it was at one moment, fetched when a query first needs them."""

    def __init__(self, store: Graphs) -> None:
        import pyoxigraph as ox

        self._store = store
        self._held: set[str] = set()
        self._copy = ox.Store()

    def holding(self, sparql: str) -> ox.Store:
        """The copy with all graphs that a query may read."""
        for graph in named_graphs(sparql) or self._store.graphs():
            if graph not in self._held:
                self._copy.bulk_extend(self._store.quads(graph))
                self._held.add(graph)
        return self._copy


def named_graphs(sparql: str) -> list[str]:
    """The graphs that a query confines itself to; none where it reads all, or names one by a prefix."""
    words = NOT_A_KEYWORD.sub(lambda match: f" {match['iri'] or match['prefix'] or ''} ", sparql)
    found = _NAMED.findall(words)
    return found if len(found) == len(_FROM.findall(words)) else []
