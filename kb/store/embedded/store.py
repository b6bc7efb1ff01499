"""The store: one small interface over an embedded pyoxigraph store on disk.

A store is a folder (`kb.store.folder`). What documents state is merged in the default graph of the database, each
triple once; what each of them states is kept beside it (`kb.store.shards`). Every change is one atomic step together
with its line in the manifest (`kb.store.manifest`): a reader, or a crash, sees the old document or the new. What a
method reports as done outlives a power loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kb.errors import StoreError
from kb.rdf.nquads import canonical, sorted_nquads, text_of
from kb.rdf.vocabulary import fingerprint
from kb.resources import ontology_files
from kb.sparql.offline import refuse_network
from kb.store.embedded.writing import StoreWriter
from kb.store.folder import StoreFolder
from kb.store.interface import ONTOLOGY_DOCUMENT, PREFIXES, Change
from kb.store.manifest import (
    NO_READING,
    Entry,
    Incoming,
    ReadingRecord,
    shards_of,
)
from kb.store.migration import FORMER, rewritten
from kb.store.ontology import read_ontology
from kb.store.settings import LAYOUT
from kb.store.updates import protected_update
from loaders.iris import DISCLOSURE_GRAPHS, findings_graph_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox


BULK_CHARACTERS = 8_000_000
"""N-Quads from which the engine's bulk loading is worth the files that it makes (some 30,000 quads)."""


class Store(StoreWriter):
    """A store on disk, or in memory where no folder is given. Use it as a context manager: leaving it saves."""

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        base: str | None = None,
        read_only: bool = False,
        ontology: bool = True,
        wait: float = 0.0,
        migrate: bool = False,
    ) -> None:
        """Open a store, making it where there is none; `base` can only be chosen for a new one.

        One of the former layout is refused, and written anew if `migrate`.
        A store opened for writing brings its ontology up to date (not if `ontology` is False), and waits up to `wait`
        seconds for another writer. Readers see the last commit. Raises StoreLocked while another process writes, and
        StoreError for a folder that is no store.
        """
        super().__init__(Path(folder) if folder is not None else None, base, read_only=read_only, wait=wait)
        if self._place is not None and self._place.settings.layout < LAYOUT:
            self._migrate(self._place, wanted=migrate and not read_only)
        if not read_only:
            self._begin(ontology)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Save and give the lock free; closing twice is allowed.

        After a write that failed nothing is saved again: the next writer looks after the store.
        """
        if self._quads is None:
            return
        try:
            if self._changed and (self._place is None or self._place.is_sound):
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

    def replace(self, document_id: str, nquads: str | bytes, reading: ReadingRecord = NO_READING) -> Change:
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
        change = self._put(graph, canonical(text_of(nquads), graph))
        self._save()
        return change

    def remove(self, document_id: str) -> bool:
        """Take a disclosure and the findings about it out; False where it was not loaded."""
        graphs = [graph_iri(document_id, self.base), findings_graph_iri(document_id, self.base)]
        held = {graph: "" for graph in graphs if self._holds(graph)}
        if graphs[0] not in held:
            return False
        self._apply(held, unsaid=set(self._about(graphs[0])))
        self._entries().pop(document_id, None)
        self._save()
        return True

    def update(self, sparql: str, *, allowed_sources: Sequence[str] = ()) -> None:
        """Run a SPARQL update, whole or not at all. Raises SyntaxError, NetworkRefused, ProtectedGraph.

        Refused if it would change the ontology or the manifest. Documents are read anew the next time they are loaded.
        """
        refuse_network(sparql, allowed_sources)

        def change(database: ox.Store) -> None:
            protected_update(database, sparql, PREFIXES, self._of_the_vocabulary(), self.base)
            former, self._quads = self._quads, database
            try:
                self._take_over()
            finally:
                self._quads, self._loaded = former, None

        self._quads = self._place.rewrite(self._database, change) if self._place else _changed(self._database, change)
        self._changed = True
        self._note_change()
        self._save()

    def refresh_sums(self) -> int:
        """Set the sums of every disclosure right, each in one atomic step; gives the number of those that were not."""
        stale = 0
        for graph in self.graphs():
            if graph.startswith(self.base + DISCLOSURE_GRAPHS):
                stale += self._correct(graph, set(self.quads(graph)))
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
            self._clear_shards()

    def backup(self, folder: Path) -> None:
        """A copy of the database in a new folder, as it is now or as this reader sees it; hard links where possible."""
        if self._place is not None and self.read_only:
            self._place.copy_snapshot(folder)
        else:
            self._database.backup(str(folder))
        self._shards.copy(shards_of(self._database, self.base).values(), folder.parent)

    def _migrate(self, place: StoreFolder, *, wanted: bool) -> None:
        former, self._quads = self._database, None
        try:
            if not wanted:
                raise StoreError(f"{place.path}: {FORMER}")
            self._quads = place.rebuild(lambda new: rewritten(former, new, self._shards, self.base))
            self._changed = True
        except BaseException:
            place.close(clean=False)
            raise

    def _begin(self, ontology: bool) -> None:
        try:
            if ontology:
                self._refresh_ontology()
            if self._place is not None and (self._changed or self._place.wants_commit):
                self.flush()
                self._clear_shards()
        except BaseException:
            self._quads = None
            if self._place is not None:
                self._place.close(clean=False)
            raise

    def _clear_shards(self) -> None:
        """Remove the shards that neither the database nor a snapshot names."""
        if self._place is not None:
            kept = set(shards_of(self._database, self.base).values())
            for snapshot in self._place.snapshots():
                kept.update(shards_of(snapshot, self.base).values())
            self._shards.clear(kept)

    def _refresh_ontology(self) -> None:
        """Load the vocabulary and code lists if they are not those that the store holds."""
        from kb.codes.lists import saved_files

        files = [*ontology_files(), *saved_files(self.folder)]
        current = fingerprint(files)
        known = self._entries().get(ONTOLOGY_DOCUMENT)
        if known and known.content == current:
            return
        if known:  # the store of an earlier program
            self.refresh_sums()
        graph = ontology_graph_iri(self.base)
        text = sorted_nquads(read_ontology(files, graph))
        self._put(graph, text, Entry(ONTOLOGY_DOCUMENT, text.count("\n"), current))
        self._save()


def _changed(database: ox.Store, change: Callable[[ox.Store], None]) -> ox.Store:
    """A changed copy of a database in memory."""
    import pyoxigraph as ox

    copy = ox.Store()
    copy.bulk_extend(iter(database))
    change(copy)
    return copy
