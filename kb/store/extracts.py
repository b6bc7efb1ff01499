"""Some documents of a store merged in memory, for a query that names them (`FROM <graph of a document>`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from kb.sparql.tokens import TOKEN

if TYPE_CHECKING:
    import pyoxigraph as ox

_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_NAMED = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^<>]*)>", re.IGNORECASE)
_APART = re.compile(r"\bFROM\s+NAMED\b", re.IGNORECASE)


class Graphs(Protocol):
    """What an extract is made of."""

    def nquads(self, graph: str) -> str:
        """What one document states, by the IRI of its graph, as N-Quads."""


def tells_graphs_apart(sparql: str) -> bool:
    """Whether a query names graphs to look into one by one (FROM NAMED)."""
    return _may_name_graphs(sparql) and _APART.search(TOKEN.sub(" ", sparql)) is not None


def named_graphs(sparql: str) -> list[str]:
    """The graphs that a query confines itself to; none where it reads all, or names one by a prefix."""
    if not _may_name_graphs(sparql):
        return []
    words = TOKEN.sub(lambda match: f" {match['iri'] or match['prefix'] or ''} ", sparql)
    found = _NAMED.findall(words)
    return found if len(found) == len(_FROM.findall(words)) else []


def _may_name_graphs(sparql: str) -> bool:
    """Whether the word FROM is anywhere: most queries need no look at their tokens."""
    return _FROM.search(sparql) is not None


def merged(store: Graphs, graphs: Iterable[str]) -> ox.Store:
    """What the documents of these graphs state, each triple once, in the default graph."""
    import pyoxigraph as ox

    found = ox.Store()
    for graph in graphs:
        triples = store.nquads(graph).replace(f" <{graph}> .\n", " .\n")
        found.bulk_load(triples.encode(), ox.RdfFormat.N_TRIPLES)
    return found
