"""How what a document states gets into the database and out again: each change with its line of the manifest."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from kb.rdf.nquads import block, canonical, data_block, is_of_one_graph, parsed, sorted_nquads
from kb.rdf.stream import TextStream
from kb.store.described import Lines, index_lines, lines_of, own_prefix, stated_now
from kb.store.embedded.reading import StoreReader
from kb.store.interface import Change
from kb.store.manifest import (
    Entry,
    Incoming,
    digest,
    entry_of,
    is_of_shard,
    shard_quad,
    shards_of,
    statements,
)
from loaders.iris import findings_graph_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox


NOTHING: Set[ox.Quad] = frozenset()
READ_BYTES = 1 << 20
"""What the engine is given at a time of a batch."""


class StoreWriter(StoreReader):
    """A database whose documents can be replaced; what is public of it is in `Store`."""

    _together = False
    """Whether changes wait for the end of a block to be saved."""
    _changed = False

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
                self._database.bulk_load(io.BufferedReader(TextStream(loaded), READ_BYTES), ox.RdfFormat.N_QUADS)
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
            if entry:
                self._entries().pop(entry.document, None)
        return bool(missing or excess)

    def _of_the_vocabulary(self) -> list[str]:
        """The subjects that the vocabulary and the code lists describe."""
        graph = ontology_graph_iri(self.base)
        return [subject[1:-1] for subject in lines_of(self.nquads(graph), graph)]

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
        try:
            with self._place.writing() if self._place else nullcontext():
                yield
        finally:
            self._note_change()

    def _save(self) -> None:
        if self._changed and not self._together:
            self._commit()

    def _commit(self) -> None:
        if self._place is not None and not self.read_only:
            self._place.commit(self._database)
        self._changed = False


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
