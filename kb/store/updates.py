"""Updates by users: whole or not at all, and never in the vocabulary or the manifest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kb.errors import StoreError
from kb.store.described import index_graph_iri
from kb.store.manifest import manifest_graph_iri
from loaders.iris import DISCLOSURE_GRAPHS

if TYPE_CHECKING:
    import pyoxigraph as ox


class ProtectedGraph(StoreError):
    """An update that would change the vocabulary or the manifest."""


def protected_update(
    database: ox.Store, sparql: str, prefixes: Mapping[str, str], vocabulary: Iterable[str], base: str
) -> None:
    """Run an update on a database that may be thrown away afterwards. Raises ProtectedGraph, SyntaxError.

    `vocabulary` are the IRIs of which nothing may be changed. Graphs under the base IRI cannot be made: what stands in
    them would be seen by no query.
    """
    terms, guarded = list(vocabulary), (manifest_graph_iri(base), index_graph_iri(base))
    before = _content(database, guarded, terms)
    database.update(sparql, prefixes=dict(prefixes))
    strange = {str(getattr(graph, "value", "")) for graph in database.named_graphs()} - set(guarded)
    if _content(database, guarded, terms) != before or any(one.startswith(base + DISCLOSURE_GRAPHS) for one in strange):
        raise ProtectedGraph(refusal(guarded[0]))


def refusal(manifest: str) -> str:
    """The sentence that says what an update must not do."""
    return (
        "更新会改动词汇、清单或文件的图, 已拒绝, 一切未改动; 语句写在默认图里 "
        "(the update would change the vocabulary (ontology), "
        f"the manifest or the graph of a document; nothing was changed; statements go to the default graph): {manifest}"
    )


def _content(database: ox.Store, graphs: Sequence[str], terms: Sequence[str]) -> list[set[ox.Quad]]:
    import pyoxigraph as ox

    found = [set(database.quads_for_pattern(None, None, None, ox.NamedNode(graph))) for graph in graphs]
    merged = ox.DefaultGraph()
    found += [set(database.quads_for_pattern(ox.NamedNode(one), None, None, merged)) for one in terms]
    return found
