"""Updates by users: whole or not at all, and never in the ontology or the manifest; the sums follow the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kb.errors import StoreError
from kb.store.manifest import PROPERTIES, manifest_graph_iri
from kb.store.sums import repairs

if TYPE_CHECKING:
    import pyoxigraph as ox


class ProtectedGraph(StoreError):
    """An update that would change the ontology or the manifest."""


FORGET_DOCUMENTS = (
    "DELETE {{ GRAPH <{manifest}> {{ ?graph ?p ?o }} }} WHERE {{ GRAPH <{manifest}> {{ "
    f"?graph <{PROPERTIES}document> ?document ; ?p ?o FILTER(?graph != <{{ontology}}>) }}}} }}}}"
)
"""After changes by hand the manifest forgets how documents came in: loading compares them with what is there."""


def protected_update(database: ox.Store, sparql: str, prefixes: Mapping[str, str], ontology: str, base: str) -> None:
    """Run an update on a database that may be thrown away afterwards. Raises ProtectedGraph, SyntaxError."""
    guarded = (ontology, manifest_graph_iri(base))
    before = _content(database, guarded)
    database.update(sparql, prefixes=dict(prefixes))
    if _content(database, guarded) != before:
        raise ProtectedGraph(refusal(guarded))
    database.update(FORGET_DOCUMENTS.format(manifest=guarded[1], ontology=ontology))
    refresh_sums(database, ontology, base)


def refresh_sums(database: ox.Store, ontology: str, base: str) -> int:
    """Set the sums of every disclosure right, each in one atomic step; gives the number of those that were not."""
    stale = 0
    for update in repairs(database, base):
        if not stale:
            database.update(FORGET_DOCUMENTS.format(manifest=manifest_graph_iri(base), ontology=ontology))
        database.update(update)
        stale += 1
    return stale


def refusal(guarded: Sequence[str]) -> str:
    """The sentence that says what an update must not do."""
    return (
        "更新会改动词汇图或清单图, 已拒绝, 这两个图未改动 "
        f"(the update would change the ontology or the manifest, which stay as they are): {', '.join(guarded)}"
    )


def _content(database: ox.Store, graphs: Sequence[str]) -> list[set[ox.Quad]]:
    import pyoxigraph as ox

    return [set(database.quads_for_pattern(None, None, None, ox.NamedNode(graph))) for graph in graphs]
