"""What can be asked of an embedded store: its documents, their statements, SPARQL over all or some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.errors import StoreError
from kb.sparql.offline import refuse_network
from kb.store import kept_answers
from kb.store.described import Others, index_graph_iri, lines_of, owner
from kb.store.extracts import merged, named_graphs, tells_graphs_apart
from kb.store.folder import StoreFolder
from kb.store.interface import DOCUMENTS, ONTOLOGY_DOCUMENT, PREFIXES, Counts
from kb.store.manifest import (
    Entry,
    manifest_graph_iri,
    read_manifest,
    shard_of,
    shards_of,
)
from kb.store.shards import Shards
from loaders.iris import DEFAULT_BASE

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import QueryResults

EXTRACTS_KEPT = 8
"""Extracts that a reader keeps: some megabytes each."""


class StoreReader:
    """An open database with the shards beside it, to read from."""

    def __init__(self, folder: Path | None, base: str | None, *, read_only: bool, wait: float) -> None:
        """Open the database in a folder, or one in memory; raises as `Store` does."""
        import pyoxigraph as ox

        self.folder = folder
        self.read_only = read_only
        self._place = StoreFolder(folder, base, read_only=read_only, wait=wait) if folder else None
        self.base = self._place.settings.base if self._place else base or DEFAULT_BASE
        self._quads: ox.Store | None = self._place.open() if self._place else ox.Store()
        self._shards = Shards(folder)
        self._extracts: dict[tuple[str, ...], ox.Store] = {}
        self._revision = 0
        self._loaded: dict[str, Entry] | None = None

    def documents(self) -> list[str]:
        """The ids of all loaded disclosures, sorted."""
        return [solution["id"].value for solution in self.select(DOCUMENTS)]

    def manifest(self) -> Mapping[str, Entry]:
        """What is loaded, by document id."""
        return {name: entry for name, entry in self._entries().items() if name != ONTOLOGY_DOCUMENT}

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
        allowed_services: Sequence[str] = (),
        default_graphs: Sequence[str] = (),
        graphs: Sequence[str] = (),
    ) -> QueryResults:
        """Run a SPARQL query over what all documents state, or over the documents that its FROM clauses name.

        PREFIXES are known to it, and relative IRIs are resolved against the base of the store. `default_graphs` and
        `graphs`, the named ones, are the data set to ask instead, as in the SPARQL protocol. `substitutions` gives
        variables of the projection their terms. Raises SyntaxError, and NetworkRefused for a query that would call a
        machine that is not among `allowed_services`.
        """
        import pyoxigraph as ox

        refuse_network(sparql, allowed_services)
        terms: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): term for name, term in (substitutions or {}).items()
        }
        asked, dataset = self._data_set(sparql, default_graphs, graphs)
        return asked.query(sparql, base_iri=self.base, prefixes=PREFIXES, substitutions=terms or None, **dataset)

    def _data_set(
        self, sparql: str, default_graphs: Sequence[str], graphs: Sequence[str]
    ) -> tuple[ox.Store, dict[str, Any]]:
        """The database that a query reads, and the data set as the engine takes it."""
        import pyoxigraph as ox

        if default_graphs or graphs:
            chosen = ox.Store()
            for graph in default_graphs:
                chosen.bulk_extend(ox.Quad(one.subject, one.predicate, one.object) for one in self.quads(graph))
            for graph in graphs:
                chosen.bulk_extend(self.quads(graph))
            return chosen, {"default_graph": ox.DefaultGraph(), "named_graphs": [ox.NamedNode(one) for one in graphs]}
        confined = [] if tells_graphs_apart(sparql) else named_graphs(sparql)
        return (self._extract(confined), {"default_graph": ox.DefaultGraph()}) if confined else (self._database, {})

    def _note_change(self) -> None:
        self._revision += 1
        self._extracts.clear()

    def _extract(self, graphs: Sequence[str]) -> ox.Store:
        """Some documents merged in memory; those asked last are kept, until the store changes."""
        key = tuple(graphs)
        found = self._extracts.pop(key, None) or merged(self, graphs)
        self._extracts[key] = found
        for oldest in list(self._extracts)[:-EXTRACTS_KEPT]:
            del self._extracts[oldest]
        return found

    def select(self, sparql: str, *, keep: bool = False) -> ox.QuerySolutions:
        """Run a SELECT query.

        A reader keeps answers that took long, and those to `keep`, until the store changes. Raises ValueError for
        another form of query, else as `query`.
        """
        if self._place is not None and self._place.snapshot is not None:
            return kept_answers.select(self._place.snapshot, sparql, self._select, keep=keep)
        return self._select(sparql)

    def _select(self, sparql: str) -> ox.QuerySolutions:
        import pyoxigraph as ox

        solutions = self.query(sparql)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ValueError("要 SELECT 查询 (a SELECT query is wanted here)")
        return solutions

    def book_keeping(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query about the manifest, which names its graph."""
        return self._select(sparql)

    def graphs(self) -> list[str]:
        """The IRIs of the graphs of documents, findings, links and vocabulary, and of graphs made by hand, sorted."""
        found = {graph.value for graph in self._database.named_graphs() if hasattr(graph, "value")}
        found -= {manifest_graph_iri(self.base), index_graph_iri(self.base)}
        return sorted(
            {graph for graph in found if self._made_by_hand(graph)} | set(shards_of(self._database, self.base))
        )

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """What one document states, as quads of its graph, in no order."""
        import pyoxigraph as ox

        if not self._holds(graph):
            return iter(self._made_by_hand(graph))
        return iter(ox.parse(self.nquads(graph), ox.RdfFormat.N_QUADS))

    def nquads(self, graph: str) -> str:
        """What one document states, as N-Quads, sorted; empty where there is no such document."""
        name = shard_of(self._database, graph, self.base)
        return self._shards.read(name) if name else ""

    def graphs_about(self, iri: str) -> list[str]:
        """The graphs of the documents that describe a thing, sorted."""
        own = owner(iri, self.base)
        return [own] if own and self._holds(own) else self._others().describing(f"<{iri}>")

    def counts(self) -> Counts:
        """How much the store holds."""
        (row,) = self._select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return Counts(len(self.documents()), len(self.graphs()), int(row["n"].value))

    @property
    def snapshot(self) -> Path | None:
        """The snapshot that a reader reads; None for a writer and in memory."""
        return self._place.snapshot if self._place is not None else None

    @property
    def revision(self) -> int | None:
        """Another number after each change: a reader's snapshot never changes, and nobody writes beside a writer."""
        return self._revision

    @property
    def _database(self) -> ox.Store:
        if self._quads is None:
            raise StoreError("知识库已关闭 (the store is closed)")
        return self._quads

    def _entries(self) -> dict[str, Entry]:
        if self._loaded is None:
            self._loaded = read_manifest(self)
        return self._loaded

    def _holds(self, graph: str) -> bool:
        return bool(shard_of(self._database, graph, self.base))

    def _made_by_hand(self, graph: str) -> list[ox.Quad]:
        """The quads of a named graph that somebody wrote into the database."""
        import pyoxigraph as ox

        return list(self._database.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def _about(self, graph: str) -> Iterator[ox.Quad]:
        """What the manifest says of a graph."""
        import pyoxigraph as ox

        manifest = ox.NamedNode(manifest_graph_iri(self.base))
        return self._database.quads_for_pattern(ox.NamedNode(graph), None, None, manifest)

    def _others(self) -> Others:
        return Others(self._database, self.base, lambda graph: lines_of(self.nquads(graph), graph))
