"""Everything an analysis or a picture starts from: the things, the links, the network of one store."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.graph.building import network_of
from kb.graph.finding import Finder
from kb.graph.network import Network
from kb.graph.rows import rows_of
from kb.links import Links, Things, find_links, things_of
from kb.links.storing import decisions_of
from kb.store.interface import GraphStore


@dataclass
class Workspace:
    """One store as a network, judged anew, with the decisions of people."""

    store: GraphStore
    decisions: Path | None = None

    @cached_property
    def things(self) -> Things:
        """What may be one thing."""
        return things_of(self.store)

    @cached_property
    def links(self) -> Links:
        """What is one thing."""
        return find_links(self.things, decisions_of(self.store, self.decisions))

    @cached_property
    def network(self) -> Network:
        """The network of the whole store."""
        return network_of(self.store, self.links)

    @cached_property
    def finder(self) -> Finder:
        """Finds its nodes by name."""
        return Finder(self.network, self.things, self.links)

    @cached_property
    def indicators(self) -> dict[str, frozenset[str]]:
        """The third-level indicators of each project, by node."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in rows_of(self.store, "indicators"):
            found[self.links.clusters.root(row["project"])].add(row["indicator"])
        return {node: frozenset(names) for node, names in found.items()}
