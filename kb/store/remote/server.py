"""The store on a SPARQL 1.1 server: as `kb.store.embedded.Store` by Protocol, Update and Graph Store Protocol.

A graph is put in one request. The manifest's line about it goes before and comes after: what it tells is there whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kb.errors import StoreError
from kb.rdf.nquads import is_of_one_graph, text_of
from kb.rdf.vocabulary import fingerprint
from kb.resources import ontology_files
from kb.sparql.http import SECONDS, Server
from kb.sparql.offline import outside_strings, refuse_network
from kb.store.interface import DOCUMENTS, ONTOLOGY_DOCUMENT, PREFIXES, Change, Counts
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
from kb.store.remote.copy import RemoteCopy
from kb.store.remote.virtuoso import is_virtuoso, trusted_with, written_for
from kb.store.sums import repair
from kb.store.updates import FORGET_DOCUMENTS, ProtectedGraph, refusal
from loaders.iris import DEFAULT_BASE, findings_graph_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import QueryResults

JSON_RESULTS = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
MANIFEST_LINES = 200
"""Lines of the manifest written by one update."""
BOOLEAN = PREFIXES["xsd"] + "boolean"
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
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
        seconds: float = SECONDS,
    ) -> None:
        """Speak to the server at a URL (`http://host:7878`, `http://user:password@host:8890/sparql`).

        One request may take `seconds`. The base IRI is the one that the server's manifest tells; `base` can only be
        chosen where there is none. Raises StoreError.
        """
        self._server = Server(url)
        self._server.seconds = seconds or SECONDS
        self.url = self._server.url
        self.read_only = read_only
        self.folder: Path | None = None
        self._copy: tuple[object, RemoteCopy] | None = None
        known = [str(row["base"].value) for row in self.select(_BASE)]
        if known and base is not None and base not in known:
            raise StoreError(f"{self.url}: 知识库的基准 IRI 是 {known[0]} (the base IRI of this store), 不是 {base}")
        self.base = base or (known[0] if known else DEFAULT_BASE)
        self._loaded: dict[str, Entry] | None = None
        if not read_only:
            if not known:
                graph = manifest_graph_iri(self.base)
                self._insert([f'<{graph}> <urn:yusuan-kb:manifest:base> "{self.base}" .'], graph)
            if ontology:
                self._refresh_ontology()

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

    def replace(self, document_id: str, nquads: str | bytes, reading: Reading = NO_READING) -> Change:
        """Put a disclosure's graph in the place of what was there, in one request. Findings about an older one go."""
        return self.replace_all([Incoming(document_id, text_of(nquads), reading)])[0]

    def replace_all(self, documents: Sequence[Incoming]) -> list[Change]:
        """Put many disclosures in, one request each; the server keeps them when this returns."""
        changes = [self._change(one) for one in documents]
        changing = [one for one, change in zip(documents, changes, strict=True) if change is not Change.UNCHANGED]
        self._untell(one.document for one in documents)
        for one in changing:
            self._server.put(graph_iri(one.document, self.base), self._triples(one))
            self._server.delete(findings_graph_iri(one.document, self.base))
        self._tell([entry_of(one) for one in documents])
        return changes

    def put_findings(self, document_id: str, nquads: str | bytes) -> Change:
        """Put what the checks found in a disclosure in the place of what they found before."""
        graph = findings_graph_iri(document_id, self.base)
        new = _ntriples(text_of(nquads), graph)
        old = set(self.quads(graph))
        if old == _parsed(new, graph):
            return Change.UNCHANGED
        if new:
            self._server.put(graph, new)
        else:
            self._server.delete(graph)
        return Change.REPLACED if old else Change.NEW

    def remove(self, document_id: str) -> bool:
        """Take a disclosure and the findings about it out; False where it was not loaded."""
        graph = graph_iri(document_id, self.base)
        if not self._holds(graph):
            return False
        self._untell([document_id])
        self._server.delete(graph)
        self._server.delete(findings_graph_iri(document_id, self.base))
        return True

    def documents(self) -> list[str]:
        """The ids of all loaded disclosures, sorted."""
        return sorted(solution["id"].value for solution in self.select(DOCUMENTS))

    def manifest(self) -> Mapping[str, Entry]:
        """What is loaded, by document id."""
        return {name: entry for name, entry in self._entries().items() if name != ONTOLOGY_DOCUMENT}

    def query(self, sparql: str, *, allowed_services: Sequence[str] = ()) -> QueryResults:
        """Run a query over the union of all graphs; PREFIXES are known to it.

        Raises SyntaxError, NetworkRefused, and StoreError where the server fails or cuts its answer.
        """
        import pyoxigraph as ox

        refuse_network(sparql, allowed_services)
        if is_virtuoso(self._server.name):
            if not trusted_with(sparql):
                copy = self._copied().holding(sparql)
                return copy.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
            sparql = written_for(sparql)
        form = _FORM.search(outside_strings(sparql))
        if form is not None and form[1].upper() in {"CONSTRUCT", "DESCRIBE"}:
            body, _headers = self._server.query(_with_prefixes(sparql), NTRIPLES)
            return _as_triples(body)
        body, headers = self._server.query(_with_prefixes(sparql), JSON_RESULTS)
        found = self._results(body)
        rows = found.get("results", {}).get("bindings", [])
        limit = headers.get("x-sparql-maxrows", "")
        if limit.isdecimal() and len(rows) >= int(limit):
            raise StoreError(
                f"{self.url}: 服务器只给了前 {limit} 行, 请调高其 ResultSetMaxRows "
                f"(the server cut the answer at {limit} rows; raise its ResultSetMaxRows)"
            )
        return ox.parse_query_results(json.dumps(found), ox.QueryResultsFormat.JSON)

    @property
    def unchanging(self) -> bool:
        """Never: others may write to the server."""
        return False

    def select(self, sparql: str, *, keep: bool = False) -> ox.QuerySolutions:  # noqa: ARG002
        """Run a SELECT query over the union of all graphs. Raises ValueError for another form of query."""
        import pyoxigraph as ox

        solutions = self.query(sparql)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ValueError("要 SELECT 查询 (a SELECT query is wanted here)")
        return solutions

    def update(self, sparql: str, *, allowed_sources: Sequence[str] = ()) -> None:
        """Run a SPARQL update. Where it changes the ontology or the manifest, these are put back; ProtectedGraph."""
        refuse_network(sparql, allowed_sources)
        guarded = [ontology_graph_iri(self.base), manifest_graph_iri(self.base)]
        before = {graph: set(self.quads(graph)) for graph in guarded}
        self._server.update(_with_prefixes(sparql))
        changed = [graph for graph in guarded if set(self.quads(graph)) != before[graph]]
        for graph in changed:
            self._server.put(graph, "".join(f"{quad.triple} .\n" for quad in before[graph]))
        if changed:
            raise ProtectedGraph(refusal(guarded))
        self._server.update(FORGET_DOCUMENTS.format(manifest=guarded[1], ontology=guarded[0]))
        self._loaded = None
        self._refresh_sums()

    def _refresh_sums(self) -> None:
        """Set the sums of every disclosure right, each in one request."""
        for document in self.documents():
            if update := repair(self.quads(graph_iri(document, self.base))):
                self._server.update(update)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs under the base IRI but the manifest, sorted."""
        query = f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self.base}")) }}'
        found = {str(solution["g"].value) for solution in self.select(query)}
        return sorted(found - {manifest_graph_iri(self.base)})

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one named graph, in no order."""
        body, _headers = self._server.query(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", NTRIPLES
        )
        return iter(_parsed(body.decode(), graph))

    def counts(self) -> Counts:
        """How much the store holds."""
        graphs = self.graphs()
        return Counts(len(self.documents()), len(graphs), self._size())

    def _copied(self) -> RemoteCopy:
        """A copy of graphs of the server, begun anew when the server holds anything else."""
        state = (read_manifest(self), self._size())
        if self._copy is None or self._copy[0] != state:
            self._copy = (state, RemoteCopy(self))
        return self._copy[1]

    def _size(self) -> int:
        (row,) = self.select(
            f'SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self.base}") && '
            f"?g != <{manifest_graph_iri(self.base)}>) }}"
        )
        return int(row["n"].value)

    def _results(self, body: bytes) -> dict[str, Any]:
        """Results as the standard writes them: Virtuoso gives 1 for true, and a row for the answer to ASK."""
        try:
            found: dict[str, Any] = json.loads(body)
        except ValueError as error:
            raise StoreError(f"{self.url}: 答案不完整, 可能超时 (broken answer; perhaps it took too long)") from error
        rows = found.get("results", {}).get("bindings", [])
        if found["head"].get("vars") == ["__ASK_RETVAL"]:
            return {"head": {}, "boolean": any(row["__ASK_RETVAL"]["value"] == "1" for row in rows)}
        for row in rows:
            for term in row.values():
                if term.get("datatype") == BOOLEAN:
                    term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])
        found["head"].pop("link", None)
        return found

    def _entries(self) -> dict[str, Entry]:
        if self._loaded is None:
            self._loaded = read_manifest(self)
        return self._loaded

    def _holds(self, graph: str) -> bool:
        return bool(self.query(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))

    def _change(self, one: Incoming) -> Change:
        known = self._entries().get(one.document)
        if known and known.content == digest(one.nquads):
            return Change.UNCHANGED
        return Change.REPLACED if known or self._holds(graph_iri(one.document, self.base)) else Change.NEW

    def _triples(self, one: Incoming) -> str:
        return _ntriples(one.nquads, graph_iri(one.document, self.base))

    def _untell(self, documents: Iterable[str]) -> None:
        graphs = [graph_iri(document, self.base) for document in documents if self._entries().pop(document, None)]
        if graphs:
            manifest, names = manifest_graph_iri(self.base), " ".join(f"<{graph}>" for graph in graphs)
            self._server.update(
                f"DELETE {{ GRAPH <{manifest}> {{ ?g ?p ?o }} }} "
                f"WHERE {{ GRAPH <{manifest}> {{ ?g ?p ?o }} VALUES ?g {{ {names} }} }}"
            )

    def _tell(self, entries: Sequence[Entry]) -> None:
        lines = [f"{quad.triple} ." for entry in entries for quad in statements(entry, self.base)]
        self._insert(lines, manifest_graph_iri(self.base))
        self._entries().update((entry.document, entry) for entry in entries)

    def _insert(self, lines: Sequence[str], graph: str) -> None:
        for start in range(0, len(lines), MANIFEST_LINES):
            some = "\n".join(lines[start : start + MANIFEST_LINES])
            self._server.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{some}\n}} }}")

    def _refresh_ontology(self) -> None:
        files = list(ontology_files())
        current = fingerprint(files)
        known = self._entries().get(ONTOLOGY_DOCUMENT)
        if known and known.content == current:
            return
        if known:  # the store of an earlier program
            self._refresh_sums()
        graph = ontology_graph_iri(self.base)
        quads = read_ontology(files, graph)
        self._untell([ONTOLOGY_DOCUMENT])
        self._server.put(graph, "".join(sorted(f"{quad.triple} .\n" for quad in quads)))
        self._tell([Entry(ONTOLOGY_DOCUMENT, len(quads), current)])


def _with_prefixes(sparql: str) -> str:
    """The request with those of the known prefixes declared that it uses and does not declare."""
    words = outside_strings(sparql)
    declared = set(re.findall(r"\bPREFIX\s+([\w.-]*)", words, re.IGNORECASE))
    wanted = [name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w.-]){name}\b", words)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in wanted) + sparql


def _ntriples(nquads: str, graph: str) -> str:
    """N-Quads of one graph as N-Triples. Raises ValueError if a quad stands in another graph."""
    if nquads and not is_of_one_graph(nquads, graph):
        raise ValueError(f"a quad of another graph where only <{graph}> is wanted")
    return nquads.replace(f" <{graph}> .\n", " .\n")


def _parsed(ntriples: str, graph: str) -> set[ox.Quad]:
    import pyoxigraph as ox

    name = ox.NamedNode(graph)
    triples = ox.parse(ntriples, ox.RdfFormat.N_TRIPLES)
    return {ox.Quad(one.subject, one.predicate, one.object, name) for one in triples}


def _as_triples(body: bytes) -> ox.QueryTriples:
    import pyoxigraph as ox

    found = ox.Store()
    found.load(body, ox.RdfFormat.N_TRIPLES)
    results = found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(results, ox.QueryTriples)
    return results
