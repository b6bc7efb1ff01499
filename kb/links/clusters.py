"""Clusters of what is one thing: links joined one after the other, never across what is known to differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kb.links.model import JOINING, Link, LinkVerdict


class Clusters:
    """Which IRIs stand for one thing. `root` of an IRI that nothing joins is the IRI itself."""

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        """`apart` are pairs that may never come into one cluster."""
        self._above: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def root(self, iri: str) -> str:
        """The IRI that stands for the whole cluster: the smallest that was joined first."""
        while (above := self._above.get(iri, iri)) != iri:
            iri = above
        return iri

    def members(self, iri: str) -> tuple[str, ...]:
        """Every IRI of the cluster, sorted."""
        root = self.root(iri)
        return tuple(sorted(self._members.get(root, {root})))

    def same(self, one: str, other: str) -> bool:
        """Whether two IRIs stand for one thing."""
        return self.root(one) == self.root(other)

    def clash(self, one: str, other: str) -> tuple[str, str] | None:
        """A pair that is known to differ and that joining these two would put together."""
        others = set(self.members(other))
        return next(
            ((member, against) for member in self.members(one) for against in sorted(self._apart[member] & others)),
            None,
        )

    def join(self, one: str, other: str) -> bool:
        """Put two clusters together; False where that would put together what is known to differ."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        if self.clash(first, second):
            return False
        keep, give = sorted((first, second))
        self._members[keep] = {*self.members(keep), *self.members(give)}
        self._members.pop(give, None)
        self._above[give] = keep
        return True

    def groups(self) -> list[tuple[str, ...]]:
        """Every cluster of more than one IRI, sorted."""
        return sorted(tuple(sorted(members)) for members in self._members.values())


def clusters_of(links: Iterable[Link]) -> Clusters:
    """The clusters that the joining links make; pairs said to be different stay apart."""
    links = list(links)
    clusters = Clusters(link.pair for link in links if link.verdict is LinkVerdict.DIFFERENT)
    for link in links:
        if link.verdict in JOINING:
            clusters.join(link.a, link.b)
    return clusters
