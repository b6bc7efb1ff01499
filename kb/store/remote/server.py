"""The store on a SPARQL 1.1 server: as `kb.store.embedded.Store` by Protocol, Update and Graph Store Protocol.

A graph is put in one request. The manifest's line about it goes before and comes after: what it tells is there whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kb.errors import StoreError
from kb.rdf.nquads import data_block, quad_of, sorted_nquads, text_of
from kb.rdf.vocabulary import fingerprint
from kb.resources import ontology_files
from kb.sparql.http import Server
from kb.sparql.offline import refuse_network
from kb.sparql.tokens import outside_strings
from kb.store.extracts import merged, named_graphs
from kb.store.interface import DOCUMENTS, ONTOLOGY_DOCUMENT, PREFIXES, Change, Counts
from kb.store.manifest import (
    NO_READING,
    Entry,
    Incoming,
    ReadingRecord,
    digest,
    entry_of,
    manifest_graph_iri,
    read_manifest,
    statements,
)
from kb.store.migration import FORMER_ON_SERVER
from kb.store.ontology import read_ontology
from kb.store.remote import results
from kb.store.remote.messages import as_triples, parsed_triples, triples_of, with_prefixes
from kb.store.remote.shards import MERGED_GRAPH, apply_at_once, apply_in_steps, ntriples_of, others_state, stated_now
from kb.store.remote.shards import ShardChange as GraphChange
from kb.store.remote.virtuoso import is_virtuoso, trusted_with, written_for
from kb.store.sums import corrected
from kb.store.updates import ProtectedGraph, refusal
from loaders.iris import DEFAULT_BASE, findings_graph_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import QueryResults

JSON_RESULTS = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_BASE_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]{1,1000}")
_BASE = "SELECT ?base { GRAPH ?g { ?g <urn:yusuan-kb:manifest:base> ?base } }"


class RemoteStore:
    """A store on a server. Use it as a context manager, as the local one."""

    def __init__(
        self,
        url: str,
        *,
        base: str | None = None,
        read_only: bool = False,
        ontology: bool = True,
        seconds: float = 0.0,
    ) -> None:
        """Speak to the server at a URL (`http://host:7878`, `http://user:password@host:8890/sparql`).

        One request may take `seconds`, or fewer as the environment says. The base IRI is the one that the server's
        manifest tells; `base` can only be chosen where there is none. Raises StoreError.
        """
        self._server = Server(url)
        if seconds:
            limits = self._server.limits
            self._server.limits = replace(limits, seconds=min(limits.seconds, seconds))
        self.url = self._server.url
        self.read_only = read_only
        self.folder: Path | None = None
        self._copy: tuple[object, ox.Store] | None = None
        known = [str(row["base"].value) for row in self._rows(_BASE)]
        if known and base is not None and base not in known:
            raise StoreError(f"{self.url}: 知识库的基准 IRI 是 {known[0]} (the base IRI of this store), 不是 {base}")
        if known and not _BASE_IRI.fullmatch(known[0]):
            raise StoreError(f"{self.url}: 知识库的基准 IRI 不像话 (the base IRI of this store is none)")
        self.base = base or (known[0] if known else DEFAULT_BASE)
        self._loaded: dict[str, Entry] | None = None
        if known:
            self._merge_former(wanted=not read_only)
        if not read_only:
            if not known:
                graph = manifest_graph_iri(self.base)
                self._server.update(
                    f'INSERT DATA {{ GRAPH <{graph}> {{ <{graph}> <urn:yusuan-kb:manifest:base> "{self.base}" }} }}'
                )
            if ontology:
                self._refresh_ontology()

    def _merge_former(self, *, wanted: bool) -> None:
        """Merge the documents of a store of the former layout, whose queries asked the named graphs."""
        graphs = self.graphs()
        if not graphs or list(self._rows("SELECT ?s { ?s ?p ?o } LIMIT 1", self._merged)):
            return
        if not wanted:
            raise StoreError(f"{self.url}: {FORMER_ON_SERVER}")
        found = {triple for graph in graphs for triple in self._triples(graph)}
        self._server.add(self._merged, ntriples_of(found))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held open."""

    def flush(self) -> None:
        """The server keeps what it has confirmed."""

    @contextmanager
    def together(self) -> Iterator[None]:
        """As for the local store; a server saves each request anyway."""
        yield

    def replace(self, document_id: str, nquads: str | bytes, reading: ReadingRecord = NO_READING) -> Change:
        """Put a disclosure's graph in the place of what was there, in one request. Findings about an older one go."""
        return self.replace_all([Incoming(document_id, text_of(nquads), reading)])[0]

    def replace_all(self, documents: Sequence[Incoming]) -> list[Change]:
        """Put many disclosures in, one request each; the server keeps them when this returns."""
        return [self._replace(one) for one in documents]

    def _replace(self, one: Incoming) -> Change:
        graph, findings = graph_iri(one.document, self.base), findings_graph_iri(one.document, self.base)
        known = self._entries().get(one.document)
        if known and known.content == digest(one.nquads):
            self._apply([], entry_of(one, known.triples))
            return Change.UNCHANGED
        old, new = self._triples(graph), triples_of(one.nquads, graph)
        changes = [GraphChange(graph, old - new, new - old)]
        if old and (stale := self._triples(findings)):
            changes.append(GraphChange(findings, stale, set()))
        self._apply(changes, entry_of(one, len(new)))
        return Change.REPLACED if old else Change.NEW

    def put_findings(self, document_id: str, nquads: str | bytes) -> Change:
        """Put what the checks found in a disclosure in the place of what they found before."""
        graph = findings_graph_iri(document_id, self.base)
        old, new = self._triples(graph), triples_of(text_of(nquads), graph)
        if old == new:
            return Change.UNCHANGED
        self._apply([GraphChange(graph, old - new, new - old)])
        return Change.REPLACED if old else Change.NEW

    def remove(self, document_id: str) -> bool:
        """Take a disclosure and the findings about it out; False where it was not loaded."""
        graphs = [graph_iri(document_id, self.base), findings_graph_iri(document_id, self.base)]
        changes = [GraphChange(graph, old, set()) for graph in graphs if (old := self._triples(graph))]
        if not changes:
            return False
        self._apply(changes, forgotten=document_id)
        return True

    def documents(self) -> list[str]:
        """The ids of all loaded disclosures, sorted."""
        return sorted(solution["id"].value for solution in self.select(DOCUMENTS))

    def manifest(self) -> Mapping[str, Entry]:
        """What is loaded, by document id."""
        return {name: entry for name, entry in self._entries().items() if name != ONTOLOGY_DOCUMENT}

    def query(self, sparql: str, *, allowed_services: Sequence[str] = ()) -> QueryResults:
        """Run a query over what all documents state, or over the documents that its FROM clauses name.

        PREFIXES are known to it. Raises SyntaxError, NetworkRefused, and StoreError where the server fails or cuts
        its answer.
        """
        import pyoxigraph as ox

        refuse_network(sparql, allowed_services)
        named = named_graphs(sparql)
        if named or (self._is_virtuoso and not trusted_with(sparql)):
            copy = merged(self, named) if named else self._copied()
            return copy.query(sparql, prefixes=PREFIXES, default_graph=ox.DefaultGraph())
        return self._ask(written_for(sparql) if self._is_virtuoso else sparql, self._merged)

    def _ask(self, sparql: str, default_graph: str = "") -> QueryResults:
        """Put a query to the server."""

        form = _FORM.search(outside_strings(sparql))
        if form is not None and form[1].upper() in {"CONSTRUCT", "DESCRIBE"}:
            body, _headers = self._server.query(with_prefixes(sparql), NTRIPLES, default_graph)
            return as_triples(self.url, body)
        body, headers = self._server.query(with_prefixes(sparql), JSON_RESULTS, default_graph)
        found, rows = results.read(self.url, body, sparql)
        limit = headers.get("x-sparql-maxrows", "")
        if limit.isdecimal() and rows >= int(limit):
            raise StoreError(
                f"{self.url}: 服务器只给了前 {limit} 行, 请调高其 ResultSetMaxRows "
                f"(the server cut the answer at {limit} rows; raise its ResultSetMaxRows)"
            )
        return found

    @property
    def revision(self) -> int | None:
        """Not known: others may write to the server."""
        return None

    def select(self, sparql: str, *, keep: bool = False) -> ox.QuerySolutions:  # noqa: ARG002
        """Run a SELECT query. Raises ValueError for another form of query."""
        import pyoxigraph as ox

        solutions = self.query(sparql)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ValueError("要 SELECT 查询 (a SELECT query is wanted here)")
        return solutions

    def book_keeping(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query about the manifest, which names its graph."""
        return self._rows(sparql)

    def update(self, sparql: str, *, allowed_sources: Sequence[str] = ()) -> None:
        """Run a SPARQL update. Where it changes the ontology or the manifest, these are put back; ProtectedGraph."""
        refuse_network(sparql, allowed_sources)
        manifest, vocabulary = manifest_graph_iri(self.base), ontology_graph_iri(self.base)
        before = {graph: self._triples(graph) for graph in (manifest, vocabulary)}
        documents = self.documents()
        self._server.update(with_prefixes(sparql), self._merged)
        changed = [graph for graph in before if self._triples(graph) != before[graph]]
        for graph in changed:
            self._server.put(graph, ntriples_of(before[graph]))
        if lost := before[vocabulary] - set(self._construct("CONSTRUCT WHERE { ?s ?p ?o }", self._merged)):
            self._server.add(self._merged, ntriples_of(lost))
        if changed or lost:
            raise ProtectedGraph(refusal(manifest))
        self._take_over(documents)

    def _take_over(self, documents: Iterable[str] | None = None) -> None:
        """Let every disclosure state what the server now says of its things, with the sums of its figures."""
        for document in self.documents() if documents is None else documents:
            graph = graph_iri(document, self.base)
            old = self._triples(graph)
            now = stated_now(lambda query: self._construct(query, self._merged), old, graph, self.base)
            new = {quad.triple for quad in corrected(quad_of(triple, graph) for triple in now)}
            if new != old:
                self._apply([GraphChange(graph, (old | now) - new, new - old)], forgotten=document)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs under the base IRI but the manifest, sorted."""
        query = f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self.base}")) }}'
        found = {str(solution["g"].value) for solution in self._rows(query)}
        return sorted(found - {manifest_graph_iri(self.base), f"{self.base}{MERGED_GRAPH}"})

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one named graph, in no order."""
        return (quad_of(triple, graph) for triple in self._triples(graph))

    def nquads(self, graph: str) -> str:
        """What one document states, as N-Quads, sorted; empty where there is no such document."""
        return sorted_nquads(self.quads(graph))

    def graphs_about(self, iri: str) -> list[str]:
        """The graphs of the documents that describe a thing, sorted."""
        query = f'SELECT DISTINCT ?g {{ GRAPH ?g {{ <{iri}> ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self.base}")) }}'
        found = {str(solution["g"].value) for solution in self._rows(query)}
        return sorted(found - {f"{self.base}{MERGED_GRAPH}"})

    def counts(self) -> Counts:
        """How much the store holds."""
        graphs = self.graphs()
        return Counts(len(self.documents()), len(graphs), self._size())

    def _copied(self) -> ox.Store:
        """A copy of what is merged on the server, made anew when the server holds anything else."""
        import pyoxigraph as ox

        state = (read_manifest(self), self._size())
        if self._copy is None or self._copy[0] != state:
            copy = ox.Store()
            copy.bulk_extend(map(quad_of, self._construct("CONSTRUCT WHERE { ?s ?p ?o }", self._merged)))
            self._copy = (state, copy)
        return self._copy[1]

    def _size(self) -> int:
        (row,) = self._rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", self._merged)
        return int(row["n"].value)

    @property
    def _is_virtuoso(self) -> bool:
        return is_virtuoso(self._server.name)

    @property
    def _merged(self) -> str:
        """The graph in which all statements are merged; blank for the default graph of the server."""
        return f"{self.base}{MERGED_GRAPH}" if self._is_virtuoso else ""

    def _rows(self, sparql: str, default_graph: str = "") -> ox.QuerySolutions:
        import pyoxigraph as ox

        rows = self._ask(sparql, default_graph)
        if not isinstance(rows, ox.QuerySolutions):
            raise results.BrokenAnswer(f"{self.url}: 答案不是表 (the answer is no table)")
        return rows

    def _construct(self, sparql: str, default_graph: str = "") -> Iterator[ox.Triple]:
        body, _headers = self._server.query(sparql, NTRIPLES, default_graph)
        return parsed_triples(self.url, body)

    def _triples(self, graph: str) -> set[ox.Triple]:
        """What one document states, by the IRI of its graph."""
        return set(self._construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))

    def _apply(self, changes: Sequence[GraphChange], entry: Entry | None = None, forgotten: str = "") -> None:
        """Change graphs, what is merged of them, and the line of the manifest about one of them."""
        removed = {triple for change in changes for triple in change.removed}
        kept = others_state(self._construct, removed, [change.graph for change in changes], self.base)
        retracted = self._retracting([entry.document if entry else forgotten])
        if self._is_virtuoso:
            for update in retracted:
                self._server.update(update)
            apply_in_steps(self._server, changes, kept, self.base)
            if entry:
                self._state_all([entry])
            return
        stated = self._stating([entry] if entry else [])
        if changes or retracted or stated:
            apply_at_once(self._server, changes, kept, [*retracted, *stated])
        if entry:
            self._entries()[entry.document] = entry

    def _entries(self) -> dict[str, Entry]:
        if self._loaded is None:
            self._loaded = read_manifest(self)
        return self._loaded

    def _retracting(self, documents: Iterable[str]) -> list[str]:
        """The update that takes lines out of the manifest; none where it has none."""
        graphs = [graph_iri(document, self.base) for document in documents if self._entries().pop(document, None)]
        manifest, names = manifest_graph_iri(self.base), " ".join(f"<{graph}>" for graph in graphs)
        where = f"GRAPH <{manifest}> {{ ?g ?p ?o }}"
        return [f"DELETE {{ {where} }} WHERE {{ {where} VALUES ?g {{ {names} }} }}"] if graphs else []

    def _stating(self, entries: Sequence[Entry]) -> list[str]:
        quads = {quad for entry in entries for quad in statements(entry, self.base)}
        return [data_block("INSERT", quads)] if quads else []

    def _state_all(self, entries: Sequence[Entry]) -> None:
        for update in self._stating(entries):
            self._server.update(update)
        self._entries().update((entry.document, entry) for entry in entries)

    def _refresh_ontology(self) -> None:
        files = list(ontology_files())
        current = fingerprint(files)
        known = self._entries().get(ONTOLOGY_DOCUMENT)
        if known and known.content == current:
            return
        if known:  # the store of an earlier program
            self._take_over()
        graph = ontology_graph_iri(self.base)
        old, new = self._triples(graph), {quad.triple for quad in read_ontology(files, graph)}
        self._apply([GraphChange(graph, old - new, new - old)], Entry(ONTOLOGY_DOCUMENT, len(new), current))
