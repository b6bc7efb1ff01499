"""The store: one small interface over an embedded pyoxigraph store on disk.

A store is a folder (`kb.store.folder`). What documents state is merged in the default graph of the database, each
triple once; what each of them states is kept beside it (`kb.store.shards`). Every change is one atomic step together
with its line in the manifest (`kb.store.manifest`): a reader, or a crash, sees the old document or the new. What a
method reports as done outlives a power loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kb.errors import StoreError, StoreLocked
from kb.rdf.nquads import block, canonical, data_block, is_of_one_graph, parsed, sorted_nquads, text_of
from kb.rdf.vocabulary import fingerprint
from kb.resources import ontology_files
from kb.sparql.offline import refuse_network
from kb.store import kept_answers
from kb.store.described import Lines, Others, index_graph_iri, index_lines, lines_of, own_prefix, owner, stated_now
from kb.store.extracts import merged, named_graphs, tells_graphs_apart
from kb.store.folder import StoreFolder
from kb.store.interface import DOCUMENTS, ONTOLOGY_DOCUMENT, PREFIXES, Change, Counts, GraphStore
from kb.store.manifest import (
    NO_READING,
    Entry,
    Incoming,
    ReadingRecord,
    digest,
    entry_of,
    is_of_shard,
    manifest_graph_iri,
    read_manifest,
    shard_of,
    shard_quad,
    shards_of,
    statements,
)
from kb.store.migration import FORMER, rewritten
from kb.store.ontology import read_ontology
from kb.store.settings import LAYOUT
from kb.store.shards import Shards
from kb.store.updates import protected_update
from loaders.iris import DEFAULT_BASE, DISCLOSURE_GRAPHS, findings_graph_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import QueryResults

__all__ = [
    "PREFIXES",
    "Change",
    "Counts",
    "GraphStore",
    "Incoming",
    "ReadingRecord",
    "Store",
    "StoreError",
    "StoreLocked",
]

BULK_CHARACTERS = 8_000_000
"""N-Quads from which the engine's bulk loading is worth the files that it makes (some 30,000 quads)."""

EXTRACTS_KEPT = 8
"""Extracts that a reader keeps: some megabytes each."""
NOTHING: Set[ox.Quad] = frozenset()


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
        migrate: bool = False,
    ) -> None:
        """Open a store, making it where there is none; `base` can only be chosen for a new one.

        One of the former layout is refused, and written anew if `migrate`.
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
        self._shards = Shards(self.folder)
        self._extracts: dict[tuple[str, ...], ox.Store] = {}
        self._loaded: dict[str, Entry] | None = None
        self._together = False
        self._changed = False
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

    def _extract(self, graphs: Sequence[str]) -> ox.Store:
        """Some documents merged in memory; a reader, whose store cannot change, keeps those asked last."""
        key = tuple(graphs)
        found = self._extracts.pop(key, None) or merged(self, graphs)
        if self.unchanging:
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
    def unchanging(self) -> bool:
        """Whether it stays as it is while it is open: a reader of a snapshot."""
        return self._place is not None and self._place.snapshot is not None

    @property
    def _database(self) -> ox.Store:
        if self._quads is None:
            raise StoreError("知识库已关闭 (the store is closed)")
        return self._quads

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

    def _is_new(self, one: Incoming, loaded: Mapping[str, Entry]) -> bool:
        return one.document not in loaded and not self._holds(graph_iri(one.document, self.base))

    def _bulk_load(self, documents: Sequence[Incoming]) -> bool:
        """Put new documents in by one atomic bulk load; False where something is wrong with one of them."""
        import pyoxigraph as ox

        if not all(is_of_one_graph(one.nquads, graph_iri(one.document, self.base)) for one in documents):
            return False
        entries = [entry_of(one) for one in documents]
        try:
            with self._writing():
                shards = self._shards.write_all([one.nquads for one in documents])
                loaded = map(self._as_loaded, documents, entries, shards)
                self._database.bulk_load("".join(loaded), ox.RdfFormat.N_QUADS)
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
        text = canonical(one.nquads, graph)
        return self._put(graph, text, entry_of(one, text.count("\n")), findings_graph_iri(one.document, self.base))

    def _as_loaded(self, one: Incoming, entry: Entry, shard: str) -> str:
        """All that stands in the database for a new document, as N-Quads."""
        graph = graph_iri(one.document, self.base)
        said = [*statements(entry, self.base), shard_quad(graph, shard, self.base)]
        index = index_lines(lines_of(one.nquads, graph), graph, self.base)
        lines = "".join(f"{line}\n" for line in (*(f"{quad} ." for quad in said), *index))
        return one.nquads.replace(f" <{graph}> .\n", " .\n") + lines

    def _put(self, graph: str, text: str, entry: Entry | None = None, stale_graph: str = "") -> Change:
        """Put a text in the place of what a graph stated; what was found in an earlier version goes."""
        held = self._holds(graph)
        if (held or not text) and self.nquads(graph) == text:
            self._tell(entry)
            return Change.UNCHANGED
        said, unsaid = self._entry_change(entry)
        stale = {stale_graph: ""} if stale_graph and held and self._holds(stale_graph) else {}
        self._apply({graph: text, **stale}, said, unsaid)
        self._note(entry)
        return Change.REPLACED if held else Change.NEW

    def _apply(self, texts: Mapping[str, str], said: Set[ox.Quad] = NOTHING, unsaid: Set[ox.Quad] = NOTHING) -> None:
        """Let graphs state other texts, in one atomic step with changes of the manifest."""
        others = self._others()
        stay: set[str] = set()
        gone: list[str] = []
        come: list[str] = []
        removed, added = set(map(_line, unsaid)), set(map(_line, said))
        for graph, text in texts.items():
            before, after = lines_of(self.nquads(graph), graph), lines_of(text, graph)
            gone += others.sole(_less(before, after), before, texts)
            come += [line for lines in _less(after, before).values() for line in lines]
            stay.update(line for lines in after.values() for line in lines)
            old, new = (set(index_lines(lines, graph, self.base)) for lines in (before, after))
            removed |= old - new
            added |= new - old
            removed |= {_line(quad) for quad in self._about(graph) if is_of_shard(quad)}
            added |= {_line(shard_quad(graph, self._shards.write(text), self.base))} if text else set()
        lost = [line for line in gone if line not in stay]
        with self._writing():
            if lost or removed - added:
                steps = [block("DELETE", lost, removed - added), block("INSERT", come, added)]
                self._database.update(";\n".join(steps))
            else:
                self._database.extend(parsed([*(f"{line} ." for line in come), *added]))

    def _tell(self, entry: Entry | None) -> None:
        """Bring the manifest's line about a graph up to date, which itself stays as it is."""
        said, unsaid = self._entry_change(entry)
        if said or unsaid:
            with self._writing():
                self._database.update(";\n".join([data_block("DELETE", unsaid), data_block("INSERT", said)]))
        self._note(entry)

    def _take_over(self) -> None:
        """After an update by hand let every document state what the database now says of its things, sums set right."""
        for graph in shards_of(self._database, self.base):
            if graph != ontology_graph_iri(self.base):
                self._correct(graph, stated_now(self._database, graph, self.nquads(graph), self.base))

    def _correct(self, graph: str, stated: set[ox.Quad]) -> bool:
        """Let a document state something else with the sums of its figures; whether its sums were others."""
        from kb.store.sums import differences  # brings the writer of triples along, which readers do not need

        missing, excess = differences(stated) if own_prefix(graph, self.base) != graph else (set(), set())
        text = sorted_nquads((stated - excess) | missing)
        if text != self.nquads(graph):
            entry = next((one for one in self._entries().values() if graph_iri(one.document, self.base) == graph), None)
            self._apply({graph: text}, unsaid=set(statements(entry, self.base)) if entry else NOTHING)
            self._loaded = None
        return bool(missing or excess)

    def _of_the_vocabulary(self) -> list[str]:
        """The subjects that the vocabulary and the code lists describe."""
        graph = ontology_graph_iri(self.base)
        return [subject[1:-1] for subject in lines_of(self.nquads(graph), graph)]

    def _clear_shards(self) -> None:
        """Remove the shards that neither the database nor a snapshot names."""
        if self._place is not None:
            kept = set(shards_of(self._database, self.base).values())
            for snapshot in self._place.snapshots():
                kept.update(shards_of(snapshot, self.base).values())
            self._shards.clear(kept)

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


def _line(quad: ox.Quad) -> str:
    return f"{quad} ."


def _less(one: Lines, other: Lines) -> dict[str, list[str]]:
    """The statements of one that are not in another."""
    found = {}
    for subject, lines in one.items():
        there = set(other.get(subject, ()))
        if left := [line for line in lines if line not in there]:
            found[subject] = left
    return found


def _changed(database: ox.Store, change: Callable[[ox.Store], None]) -> ox.Store:
    """A changed copy of a database in memory."""
    import pyoxigraph as ox

    copy = ox.Store()
    copy.bulk_extend(iter(database))
    change(copy)
    return copy
