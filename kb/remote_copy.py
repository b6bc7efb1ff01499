"""Queries that a server is known to answer wrongly are answered here, on a copy of its graphs in memory.

Virtuoso 7 loses rows and bindings where property paths, VALUES and nested SELECTs meet; measured on the canned
questions (`tests/kb/test_remote_servers.py`). Everything else runs on the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from kb.offline import without_strings

if TYPE_CHECKING:
    import pyoxigraph as ox

NAME = "\x02"
_PATH = re.compile(rf"{NAME}\s*(?:[*+/]|\|(?!\|))|[\^]\s*{NAME}|\ba\s*/")
_NESTED = re.compile(r"\bSELECT\b.*\bSELECT\b", re.IGNORECASE | re.DOTALL)
_FUNCTIONS = re.compile(r"\b(?:BIND|COALESCE|IF|GROUP_CONCAT|CONCAT)\s*\(", re.IGNORECASE)


class Graphs(Protocol):
    """What a copy is made of."""

    def graphs(self) -> list[str]:
        """The IRIs of all graphs."""

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        """What stands in one of them."""


def answers_wrongly(server: str, sparql: str) -> bool:
    """Whether a server, by the name it gives itself, is known to answer such a query wrongly."""
    if not server.lower().startswith("virtuoso"):
        return False
    words = without_strings(sparql, NAME)
    return any(found.search(words) for found in (_PATH, _NESTED, _FUNCTIONS))


def copy_of(store: Graphs) -> ox.Store:
    """All graphs of a store in memory."""
    import pyoxigraph as ox

    copy = ox.Store()
    for graph in store.graphs():
        copy.bulk_extend(store.quads(graph))
    return copy
