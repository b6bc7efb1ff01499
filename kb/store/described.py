"""Who else states what a document states: asked when a document is replaced or removed.

Most of what a document states is about things of its own, whose IRIs begin with the document's. For every other thing
(departments, units, projects, policies, codes …) one statement of an index says that the document describes it, and by
a digest how: `<thing> <urn:yusuan-kb:states:DIGEST> <graph of the document>`. Documents that say the same of a code, as
nearly all do, share a digest, so that one look finds another that says it, and only different descriptions are read.
The index is a graph of the database, changed in the same step as the statements; queries do not see it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from loaders.iris import DISCLOSURE_GRAPHS, FINDING_GRAPHS, ONTOLOGY

if TYPE_CHECKING:
    import pyoxigraph as ox

INDEX_GRAPH = "graph/described"
STATES = "urn:yusuan-kb:states:"

Lines = Mapping[str, list[str]]
"""The statements of a shard by subject, both as N-Triples."""


def index_graph_iri(base: str) -> str:
    """The named graph that holds the index."""
    return f"{base}{INDEX_GRAPH}"


def own_prefix(graph: str, base: str) -> str:
    """What the IRIs of a document's own things begin with, by the IRI of its graph."""
    folder = base + DISCLOSURE_GRAPHS
    if graph.startswith(folder) and not graph.startswith(base + FINDING_GRAPHS):
        return f"{base}disclosure/{graph.removeprefix(folder)}"
    return graph


def owner(subject: str, base: str) -> str:
    """The graph of the document that a thing belongs to, as far as its IRI tells; blank for shared things."""
    findings, things = base + FINDING_GRAPHS, f"{base}disclosure/"
    if subject.startswith(findings):
        return findings + subject.removeprefix(findings).partition("/")[0]
    if subject.startswith(things):
        return base + DISCLOSURE_GRAPHS + subject.removeprefix(things).partition("/")[0]
    return ""


def is_own(subject: str, prefix: str) -> bool:
    """Whether a thing belongs to the document of a prefix."""
    return subject.startswith(prefix) and subject[len(prefix) : len(prefix) + 1] in ("", "/")


def lines_of(nquads: str, graph: str) -> dict[str, list[str]]:
    """The statements of N-Quads of one graph by subject."""
    found: dict[str, list[str]] = {}
    end = f" <{graph}> ."
    for line in nquads.split("\n"):  # not splitlines: texts hold U+2028
        if line:
            found.setdefault(line.partition(" ")[0], []).append(line.removesuffix(end))
    return found


def index_lines(lines: Lines, graph: str, base: str) -> Iterator[str]:
    """The N-Quads of the index for a document."""
    prefix, index = own_prefix(graph, base), index_graph_iri(base)
    for subject, stated in lines.items():
        if not is_own(subject[1:-1], prefix):
            yield f"{subject} <{STATES}{digest_of(stated)}> <{graph}> <{index}> ."


def digest_of(stated: Iterable[str]) -> str:
    """A digest of what is said of one thing."""
    return hashlib.blake2b("\n".join(sorted(set(stated))).encode(), digest_size=8).hexdigest()


class Others:
    """What other documents of a database state."""

    def __init__(self, database: ox.Store, base: str, read: Callable[[str], Lines]) -> None:
        """`read` gives the statements of a document by the IRI of its graph; none where there is no such document."""
        self._database = database
        self._base = base
        self._read = read
        self._known: dict[str, Lines] = {}

    def sole(self, gone: Lines, before: Lines, graphs: Collection[str]) -> list[str]:
        """Of statements that a document no longer makes those that no document of other graphs makes.

        `before` is all it stated before.
        """
        found = []
        for subject, stated in gone.items():
            others = self._others(subject, digest_of(before[subject]), graphs)
            found += [line for line in stated if line not in others]
        return found

    def describing(self, subject: str) -> list[str]:
        """The graphs of the documents that describe a shared thing (`<iri>`), sorted."""
        return sorted({str(getattr(quad.object, "value", "")) for quad in self._index(subject)})

    def _others(self, subject: str, digest: str, graphs: Collection[str]) -> set[str]:
        """What the documents of other graphs state about a thing."""
        different: dict[str, str] = {}
        for quad in self._index(subject, digest):
            if (other := str(getattr(quad.object, "value", ""))) not in graphs:
                different[digest] = other
                break
        for quad in self._index(subject):
            other = str(getattr(quad.object, "value", ""))
            if other not in graphs:
                different.setdefault(quad.predicate.value, other)
        stating = {*different.values(), owner(subject[1:-1], self._base)} - {"", *graphs}
        return {line for one in stating for line in self._lines(one).get(subject, ())}

    def _index(self, subject: str, digest: str = "") -> Iterator[ox.Quad]:
        import pyoxigraph as ox

        states = ox.NamedNode(STATES + digest) if digest else None
        index = ox.NamedNode(index_graph_iri(self._base))
        return self._database.quads_for_pattern(ox.NamedNode(subject[1:-1]), states, None, index)

    def _lines(self, graph: str) -> Lines:
        if graph not in self._known:
            self._known[graph] = self._read(graph)
        return self._known[graph]


def stated_now(database: ox.Store, graph: str, nquads: str, base: str) -> set[ox.Quad]:
    """What a document states after changes by hand: all that is said of its own things, and what is left of the rest.

    `nquads` is what it stated before.
    """
    import pyoxigraph as ox

    prefix, merged, name = own_prefix(graph, base), ox.DefaultGraph(), ox.NamedNode(graph)
    about = ox.NamedNode(ONTOLOGY + "disclosure")
    own = {quad.subject for quad in database.quads_for_pattern(None, about, ox.NamedNode(prefix), merged)}
    found = set()
    for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS):
        if is_own(str(getattr(quad.subject, "value", "")), prefix):
            own.add(quad.subject)
        elif ox.Quad(quad.subject, quad.predicate, quad.object) in database:
            found.add(quad)
    for subject in own:
        for quad in database.quads_for_pattern(subject, None, None, merged):
            found.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
    return found
