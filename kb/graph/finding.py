"""Nodes by the names people type: labels, titles, codes, and every name that links hold to be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.asking.names import Choice, resolve
from kb.graph.network import KIND_WORDS, Network, NodeKind, Relation
from kb.links import Links, Things
from kb.links.model import Policy


class Finder:
    """Finds nodes of a network by name."""

    def __init__(self, network: Network, things: Things, links: Links) -> None:
        self._network = network
        self._names: dict[str, list[str]] = {}
        for iri, thing in things.all().items():
            names = thing.titles if isinstance(thing, Policy) else thing.names
            self._names.setdefault(links.clusters.root(iri), []).extend((thing.name, *names))

    def node(self, text: str, *kinds: NodeKind) -> str:
        """The node of a kind that a name means; IRIs are taken as they are. Raises kb.names.UnresolvedName."""
        import pyoxigraph as ox

        if text in self._network.graph:
            return text
        choices = [
            Choice(ox.NamedNode(node), self._called(node), self._shown(node)) for node in self._network.nodes(*kinds)
        ]
        label = "、".join(KIND_WORDS[kind] for kind in kinds) or "节点"
        return str(resolve(text, choices, label).term.value)

    def all(self, texts: Iterable[str], *kinds: NodeKind) -> frozenset[str]:
        """The nodes that several names mean."""
        return frozenset(self.node(text, *kinds) for text in texts)

    def _called(self, node: str) -> tuple[str, ...]:
        values = self._network.graph.nodes[node]
        names = (self._network.label(node), self._shown(node), values.get("code", ""), *self._names.get(node, ()))
        return tuple(dict.fromkeys(filter(None, names)))

    def _shown(self, node: str) -> str:
        """The label; that of a project or unit goes behind its department."""
        owner = next(self._owners(node), "")
        return f"{owner}/{self._network.label(node)}" if owner else self._network.label(node)

    def _owners(self, node: str) -> Iterator[str]:
        kind, graph = self._network.kind(node), self._network.graph
        if kind is NodeKind.PROJECT:
            return (
                self._network.label(o) for o, _n, e in graph.in_edges(node, data=True) if e["relation"] == Relation.RUNS
            )
        if kind is NodeKind.UNIT:
            return (
                self._network.label(o)
                for _n, o, e in graph.out_edges(node, data=True)
                if e["relation"] == Relation.PART_OF
            )
        return iter(())
