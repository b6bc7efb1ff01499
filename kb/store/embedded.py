"""The store: one small interface over an embedded pyoxigraph store on disk.

A store is a folder (`kb.store.folder`). Each disclosure is one named graph. Every change is one atomic step together
with its line in the manifest (`kb.store.manifest`): a reader, or a crash, sees the old graph or the new. What a method
reports as done outlives a power loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kb.codes.lists import saved_files
from kb.errors import StoreError, StoreLocked
from kb.rdf.nquads import data_block, is_of_one_graph, quads_of, text_of
from kb.rdf.vocabulary import fingerprint
from kb.resources import ontology_files
from kb.sparql.offline import refuse_network
from kb.store import kept_answers
from kb.store.extracts import merged, named_graphs
from kb.store.folder import StoreFolder
from kb.store.interface import DOCUMENTS, ONTOLOGY_DOCUMENT, PREFIXES, Change, Counts, GraphStore
from kb.store.manifest import (
    NO_READING,
    Entry,
    Incoming,
    Reading,
    digest,
    entry_of,
    manifest_graph_iri,
    read_manifest,
    statements,
)
from kb.store.ontology import read_ontology
from kb.store.updates import protected_update, refresh_sums
from loaders.iris import DEFAULT_BASE, findings_graph_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import QueryResults

__all__ = ["PREFIXES", "Change", "Counts", "GraphStore", "Incoming", "Reading", "Store", "StoreError", "StoreLocked"]

BULK_CHARACTERS = 8_000_000
"""N-Quads from which the engine's bulk loading is worth the files that it makes (some 30,000 quads)."""


class Store:
    """A store on disk, or in memory where no folder is given. Use it as a context manager: leaving it saves."""

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        base: str | None = None,
        read_only: bool = False,
        ontology: bool = True,
        wait: float = 0.0,
    ) -> None:
        """Open a store, making it where there is none; `base` can only be chosen for a new one.

        A store opened for writing brings its ontology up to date (not if `ontology` is False), and waits up to `wait`
        seconds for another writer. Readers see the last commit. Raises StoreLocked while another process writes, and
        StoreError for a folder that is no store.
        """
        import pyoxigraph as ox

        self.folder = Path(folder) if folder is not None else None
        self.read_only = read_only
        self._place = StoreFolder(self.folder, base, read_only=read_only, wait=wait) if self.folder else None
        self.base = self._place.settings.base if self._place else base or DEFAULT_BASE
        self._quads: ox.Store | None = self._place.open() if self._place else ox.Store()
        self._loaded: dict[str, Entry] | None = None
        self._together = False
        self._changed = False
        if not read_only:
            self._begin(ontology)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Save and give the lock free; closing twice is allowed."""
        if self._quads is None:
            return
        try:
            if self._changed:
                self._commit()
        finally:
            self._quads = None
            if self._place is not None:
                self._place.close(clean=not self._changed)

    def flush(self) -> None:
        """Make sure that everything written so far outlives a power loss, and show it to readers."""
        self._changed = True
        self._commit()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Within this block changes are not saved one by one but once, at its end: quicker for many small ones."""
        self._together = True
        try:
            yield
        finally:
            self._together = False
            if self._changed:
                self._commit()

    def replace(self, document_id: str, nquads: str | bytes, reading: Reading = NO_READING) -> Change:
        """Put a disclosure's graph in the place of what was there: only what differs is written, in one atomic step.

        Findings about an earlier version go. Raises ValueError if a quad stands in another graph, SyntaxError for what
        is no N-Quads.
        """
        return self.replace_all([Incoming(document_id, text_of(nquads), reading)])[0]

    def replace_all(self, documents: Sequence[Incoming]) -> list[Change]:
        """Put many disclosures in, each in one atomic step, new ones in bulk; they are safe when this returns."""
        loaded, times = self.manifest(), Counter(one.document for one in documents)
        bulk = [one for one in documents if times[one.document] == 1 and self._is_new(one, loaded)]
        changes: dict[int, Change] = {}
        if sum(len(one.nquads) for one in bulk) >= BULK_CHARACTERS and self._bulk_load(bulk):
            changes = {id(one): Change.NEW for one in bulk}
        found = [changes.get(id(one)) or self._replace(one) for one in documents]
        self._save()
        return found

    def put_findings(self, document_id: str, nquads: str | bytes) -> Change:
        """Put what the checks found in a disclosure in the place of what they found before."""
        graph = findings_graph_iri(document_id, self.base)
        change = self._replace_graph(graph, quads_of(text_of(nquads), graph))
        self._save()
        return change

    def remove(self, document_id: str) -> bool:
        """Take a disclosure and the findings about it out; False where it was not loaded."""
        graphs = [graph_iri(document_id, self.base), findings_graph_iri(document_id, self.base)]
        if not self._holds(graphs[0]):
            return False
        gone = {quad for graph in graphs for quad in self.quads(graph)}
        steps = [data_block("DELETE", gone | self._sole(gone))]
        steps.append(f"DELETE WHERE {{ GRAPH <{manifest_graph_iri(self.base)}> {{ <{graphs[0]}> ?p ?o }} }}")
        with self._writing():
            self._database.update(";\n".join(steps))
        self._entries().pop(document_id, None)
        self._save()
        return True

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
    ) -> QueryResults:
        """Run a SPARQL query over what all documents state, or over the documents that its FROM clauses name.

        PREFIXES are known to it. `substitutions` gives variables of the projection their terms. Raises SyntaxError, and
        NetworkRefused for a query that would call a machine that is not among `allowed_services`.
        """
        import pyoxigraph as ox

        refuse_network(sparql, allowed_services)
        terms: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): term for name, term in (substitutions or {}).items()
        }
        named = named_graphs(sparql)
        return (merged(self, named) if named else self._database).query(
            sparql, prefixes=PREFIXES, substitutions=terms or None, default_graph=ox.DefaultGraph() if named else None
        )

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

    def update(self, sparql: str, *, allowed_sources: Sequence[str] = ()) -> None:
        """Run a SPARQL update, whole or not at all. Raises SyntaxError, NetworkRefused, ProtectedGraph.

        Refused if it would change the ontology or the manifest. Documents are read anew the next time they are loaded.
        """
        refuse_network(sparql, allowed_sources)

        def change(database: ox.Store) -> None:
            protected_update(database, sparql, PREFIXES, ontology_graph_iri(self.base), self.base)

        self._quads = self._place.rewrite(self._database, change) if self._place else _changed(self._database, change)
        self._loaded = None
        self._changed = True
        self._save()

    def refresh_sums(self) -> int:
        """Set the sums of every disclosure right, each in one atomic step; gives the number of those that were not."""
        with self._writing():
            stale = refresh_sums(self._database, ontology_graph_iri(self.base), self.base)
        self._loaded = None
        self._save()
        return stale

    def optimize(self) -> None:
        """Set the sums right, merge the files of the database, leave behind those that nobody needs any more."""
        self.refresh_sums()
        if self._place is not None:
            self._quads = self._place.optimize(self._database)
            self._place.tidy()
            self.flush()

    def backup(self, folder: Path) -> None:
        """A copy of the database in a new folder, as it is now or as this reader sees it; hard links where possible."""
        if self._place is not None and self.read_only:
            self._place.copy_snapshot(folder)
        else:
            self._database.backup(str(folder))

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs but the manifest, sorted."""
        found = {graph.value for graph in self._database.named_graphs() if hasattr(graph, "value")}
        found = {graph for graph in found if self._holds(graph)}
        return sorted(found - {manifest_graph_iri(self.base)})

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one named graph, in no order."""
        import pyoxigraph as ox

        return iter(self._database.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def counts(self) -> Counts:
        """How much the store holds."""
        import pyoxigraph as ox

        triples = sum(1 for _ in self._database.quads_for_pattern(None, None, None, ox.DefaultGraph()))
        return Counts(len(self.documents()), len(self.graphs()), triples)

    @property
    def unchanging(self) -> bool:
        """Whether it stays as it is while it is open: a reader of a snapshot."""
        return self._place is not None and self._place.snapshot is not None

    @property
    def _database(self) -> ox.Store:
        if self._quads is None:
            raise StoreError("知识库已关闭 (the store is closed)")
        return self._quads

    def _begin(self, ontology: bool) -> None:
        try:
            if ontology:
                self._refresh_ontology()
            if self._place is not None and self._place.wants_commit:
                self.flush()
        except BaseException:
            self._quads = None
            if self._place is not None:
                self._place.close(clean=False)
            raise

    def _entries(self) -> dict[str, Entry]:
        if self._loaded is None:
            self._loaded = read_manifest(self)
        return self._loaded

    def _holds(self, graph: str) -> bool:
        return next(self.quads(graph), None) is not None

    def _is_new(self, one: Incoming, loaded: Mapping[str, Entry]) -> bool:
        return one.document not in loaded and not self._holds(graph_iri(one.document, self.base))

    def _bulk_load(self, documents: Sequence[Incoming]) -> bool:
        """Put new documents in by one atomic bulk load; False where something is wrong with one of them."""
        import pyoxigraph as ox

        if not all(is_of_one_graph(one.nquads, graph_iri(one.document, self.base)) for one in documents):
            return False
        entries = [entry_of(one) for one in documents]
        lines = [f"{quad} .\n" for entry in entries for quad in statements(entry, self.base)]
        try:
            with self._writing():
                merged = (
                    one.nquads.replace(f" <{graph_iri(one.document, self.base)}> .\n", " .\n") for one in documents
                )
                self._database.bulk_load(
                    "".join([*(one.nquads for one in documents), *merged, *lines]), ox.RdfFormat.N_QUADS
                )
        except SyntaxError:
            return False
        self._entries().update((entry.document, entry) for entry in entries)
        return True

    def _replace(self, one: Incoming) -> Change:
        known = self._entries().get(one.document)
        if known and known.content == digest(one.nquads):
            self._tell(Entry(known.document, known.triples, known.content, one.reading))
            return Change.UNCHANGED
        graph = graph_iri(one.document, self.base)
        quads = quads_of(one.nquads, graph)
        return self._replace_graph(graph, quads, entry_of(one, len(quads)), findings_graph_iri(one.document, self.base))

    def _replace_graph(
        self, graph: str, new: set[ox.Quad], entry: Entry | None = None, stale_graph: str = ""
    ) -> Change:
        old = set(self.quads(graph))
        added, removed = new - old, old - new
        if not added and not removed:
            self._tell(entry)
            return Change.UNCHANGED
        said, unsaid = self._entry_change(entry)
        removed |= set(self.quads(stale_graph)) if stale_graph else set()
        unsaid |= self._sole(removed)
        steps = [data_block("DELETE", removed | unsaid)] if removed or unsaid else []
        with self._writing():
            if steps:
                self._database.update(";\n".join([*steps, data_block("INSERT", added | said | _merged(added))]))
            else:
                self._database.extend(added | said | _merged(added))
        self._note(entry)
        return Change.REPLACED if old else Change.NEW

    def _sole(self, quads: set[ox.Quad]) -> set[ox.Quad]:
        """Of quads that go those that no other graph states, as quads of the default graph."""
        pattern = self._database.quads_for_pattern
        return _merged(
            quad
            for quad in quads
            if all(
                other in quads or not other.graph_name.value.startswith(self.base)
                for other in pattern(quad.subject, quad.predicate, quad.object, None)
                if hasattr(other.graph_name, "value")
            )
        )

    def _tell(self, entry: Entry | None) -> None:
        """Bring the manifest's line about a graph up to date, which itself stays as it is."""
        said, unsaid = self._entry_change(entry)
        if said or unsaid:
            with self._writing():
                self._database.update(";\n".join([data_block("DELETE", unsaid), data_block("INSERT", said)]))
        self._note(entry)

    def _entry_change(self, entry: Entry | None) -> tuple[set[ox.Quad], set[ox.Quad]]:
        """The quads of the manifest to add and to remove for an entry."""
        if entry is None:
            return set(), set()
        known = self._entries().get(entry.document)
        new = set(statements(entry, self.base))
        old = set(statements(known, self.base)) if known else set()
        return new - old, old - new

    def _note(self, entry: Entry | None) -> None:
        if entry is not None:
            self._entries()[entry.document] = entry

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._changed = True
        if self._place is None:
            yield
        else:
            with self._place.writing():
                yield

    def _save(self) -> None:
        if self._changed and not self._together:
            self._commit()

    def _commit(self) -> None:
        if self._place is not None and not self.read_only:
            self._place.commit(self._database)
        self._changed = False

    def _refresh_ontology(self) -> None:
        """Load the vocabulary and code lists if they are not those that the store holds."""
        files = [*ontology_files(), *saved_files(self.folder)]
        current = fingerprint(files)
        known = self._entries().get(ONTOLOGY_DOCUMENT)
        if known and known.content == current:
            return
        if known:  # the store of an earlier program
            self.refresh_sums()
        graph = ontology_graph_iri(self.base)
        quads = read_ontology(files, graph)
        self._replace_graph(graph, quads, Entry(ONTOLOGY_DOCUMENT, len(quads), current))
        self._save()


def _merged(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Quads as quads of the default graph."""
    import pyoxigraph as ox

    return {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


def _changed(database: ox.Store, change: Callable[[ox.Store], None]) -> ox.Store:
    """A changed copy of a database in memory."""
    import pyoxigraph as ox

    copy = ox.Store()
    copy.bulk_extend(iter(database))
    change(copy)
    return copy
