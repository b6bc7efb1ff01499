"""Updates by users: whole or not at all, and never in the ontology or the manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kb.manifest import PROPERTIES, manifest_graph_iri
from kb.settings import StoreError

if TYPE_CHECKING:
    import pyoxigraph as ox


class ProtectedGraph(StoreError):
    """An update that would change the ontology or the manifest."""


def protected_update(database: ox.Store, sparql: str, prefixes: Mapping[str, str], ontology: str, base: str) -> None:
    """Run an update on a database that may be thrown away afterwards. Raises ProtectedGraph, SyntaxError.

    The manifest forgets how the documents came in, so that loading them again compares them with what is there.
    """
    guarded = (ontology, manifest_graph_iri(base))
    before = _content(database, guarded)
    database.update(sparql, prefixes=dict(prefixes))
    if _content(database, guarded) != before:
        raise ProtectedGraph(
            "更新会改动词汇图或清单图, 已拒绝, 库未改动 "
            f"(the update would change the ontology or the manifest; nothing was changed): {', '.join(guarded)}"
        )
    database.update(
        f"DELETE {{ GRAPH <{guarded[1]}> {{ ?graph ?p ?o }} }} WHERE {{ GRAPH <{guarded[1]}> {{ "
        f"?graph <{PROPERTIES}document> ?document ; ?p ?o FILTER(?graph != <{ontology}>) }} }}"
    )


def _content(database: ox.Store, graphs: Sequence[str]) -> list[set[ox.Quad]]:
    import pyoxigraph as ox

    return [set(database.quads_for_pattern(None, None, None, ox.NamedNode(graph))) for graph in graphs]
