"""What documents state on a server: one named graph a document, and all of them merged in the graph that queries read.

Oxigraph and Fuseki merge them in their default graph, which does not see the named ones: a change is one update, one
transaction. Virtuoso has no default graph of its own: they are merged in one named graph, which is asked as the default
graph. It takes a change in several requests, in an order that a broken connection cannot harm: the graph of the
document first holds old and new together, so that whoever loads it again knows all there is to take away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.rdf.nquads import data_block, quad_of
from kb.sparql.http import Server
from kb.store.described import is_own, own_prefix
from loaders.iris import ONTOLOGY

if TYPE_CHECKING:
    import pyoxigraph as ox

MERGED_GRAPH = "graph/merged"
SUBJECTS_AT_ONCE = 200
TRIPLES_AT_ONCE = 500
"""Virtuoso's limits of one request are lines of a query."""

Triples = set["ox.Triple"]
Fetch = Callable[[str], Iterator["ox.Triple"]]


@dataclass(frozen=True, slots=True)
class ShardChange:
    """What becomes of one graph."""

    graph: str
    removed: Triples
    added: Triples


def others_state(fetch: Fetch, triples: Iterable[ox.Triple], graphs: Sequence[str], base: str) -> Triples:
    """Of what is known about the subjects of triples all that other graphs state than `graphs`.

    `fetch` runs a CONSTRUCT query.
    """
    not_these = ", ".join(f"<{graph}>" for graph in (*graphs, f"{base}{MERGED_GRAPH}"))
    found: Triples = set()
    for subjects in in_groups(sorted({str(one.subject) for one in triples}), SUBJECTS_AT_ONCE):
        found.update(
            fetch(
                f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {' '.join(subjects)} }} GRAPH ?g {{ ?s ?p ?o }} "
                f'FILTER(STRSTARTS(STR(?g), "{base}") && ?g NOT IN ({not_these})) }}'
            )
        )
    return found


def apply_at_once(server: Server, changes: Sequence[ShardChange], kept: Triples, book_keeping: Sequence[str]) -> None:
    """Change graphs and what is merged of them by one update; `kept` is what others state too.

    `book_keeping` are updates that go with it.
    """
    removed = {quad_of(one, change.graph) for change in changes for one in change.removed}
    added = {quad_of(one, change.graph) for change in changes for one in change.added}
    gone, come = _merged(changes, kept)
    steps = [
        data_block("DELETE", removed | set(map(quad_of, gone))),
        data_block("INSERT", added | set(map(quad_of, come))),
        *book_keeping,
    ]
    server.update(";\n".join(steps))


def apply_in_steps(server: Server, changes: Sequence[ShardChange], kept: Triples, base: str) -> None:
    """The same on a server without a default graph of its own, in steps of which any may be the last."""
    merged = f"{base}{MERGED_GRAPH}"
    gone, come = _merged(changes, kept)
    for change in changes:
        if change.added:
            server.add(change.graph, ntriples_of(change.added))
    if come:
        server.add(merged, ntriples_of(come))
    for graph, triples in ((merged, gone), *((change.graph, change.removed) for change in changes)):
        for some in in_groups(sorted(map(str, triples)), TRIPLES_AT_ONCE):
            lines = "\n".join(f"{one} ." for one in some)
            server.update(f"DELETE DATA {{ GRAPH <{graph}> {{\n{lines}\n}} }}")


def stated_now(fetch: Fetch, before: Triples, graph: str, base: str) -> Triples:
    """What a document states after changes by hand: all that is said of its own things, and what is left of the rest.

    `fetch` runs a CONSTRUCT query over what is merged; `before` is what the document stated.
    """
    prefix = own_prefix(graph, base)
    about = f"<{ONTOLOGY}disclosure> <{prefix}>"
    found = set(fetch(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s {about} . ?s ?p ?o }}"))
    for subjects in in_groups(sorted({str(one.subject) for one in before}), SUBJECTS_AT_ONCE):
        for one in fetch(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {' '.join(subjects)} }} ?s ?p ?o }}"):
            if one in before or is_own(str(one.subject)[1:-1], prefix):
                found.add(one)
    return found


def in_groups(lines: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Lines in groups of a size; the last may be smaller."""
    return (lines[start : start + size] for start in range(0, len(lines), size))


def _merged(changes: Sequence[ShardChange], kept: Triples) -> tuple[Triples, Triples]:
    """What goes from and what comes to the merged graph."""
    come = {one for change in changes for one in change.added}
    gone = {one for change in changes for one in change.removed}
    return gone - kept - come, come


def ntriples_of(triples: Triples) -> str:
    """Triples as N-Triples."""
    return "".join(f"{one} .\n" for one in triples)
