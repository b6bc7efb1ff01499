"""The graph as a network (networkx): `network_of(store, links)` builds it, the other modules export and analyse it."""

from kb.graph.building import network_of
from kb.graph.network import Network, NodeKind, Relation

__all__ = ["Network", "NodeKind", "Relation", "network_of"]
