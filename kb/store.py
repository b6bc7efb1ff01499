"""The store: one small interface over an embedded pyoxigraph store on disk.

A store is a folder: `store.json` (base IRI, what of the ontology is loaded) and `quads/` (the database). Each
disclosure is one named graph. Every change is one atomic step: a reader, or a crash, sees the old graph or the new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from kb.offline import refuse_network
from kb.resources import ontology_files
from kb.settings import Settings, StoreError, StoreLocked
from kb.vocabulary import fingerprint, read_turtle
from loaders.iris import findings_graph_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

DATABASE_FOLDER = "quads"

PREFIXES = {
    "cnb": "https://w3id.org/cnbudget/ontology#",
    "code": "https://w3id.org/cnbudget/code/",
    "form": "https://w3id.org/cnbudget/code/form/",
    "component": "https://w3id.org/cnbudget/code/component/",
    "dsd": "https://w3id.org/cnbudget/dsd/",
    "qb": "http://purl.org/linked-data/cube#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "sh": "http://www.w3.org/ns/shacl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Known to every query without declaration, and used in Turtle exports."""

_DOCUMENTS = "SELECT ?id { GRAPH ?g { ?d a cnb:Disclosure ; dcterms:identifier ?id } } ORDER BY ?id"


class Change(StrEnum):
    """What putting a disclosure into the store came to."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds; `quads` counts the ontology too."""

    documents: int
    graphs: int
    quads: int


class GraphStore(Protocol):
    """What the rest of the project asks of a store, so that a remote SPARQL endpoint may stand in for the local one."""

    base: str

    def replace(self, document_id: str, nquads: str | bytes) -> Change:
        """Put a disclosure's graph in the place of what was there, in one atomic step."""

    def remove(self, document_id: str) -> bool:
        """Take a disclosure's graph out; False where there was none."""

    def documents(self) -> list[str]:
        """The ids of all loaded disclosures, sorted."""

    def select(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query over the union of all graphs."""


class Store:
    """A store on disk, or in memory where no folder is given. Use it as a context manager: leaving it saves."""

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        base: str | None = None,
        read_only: bool = False,
        ontology: bool = True,
    ) -> None:
        """Open a store, making it where there is none; `base` can only be chosen for a new one.

        A store opened for writing brings its ontology up to date (not if `ontology` is False). Raises StoreLocked
        while another process writes, and StoreError for a folder that is no store.
        """
        self.folder = Path(folder) if folder is not None else None
        self.read_only = read_only
        self._settings = Settings.of(self.folder, base, create=not read_only)
        self.base = self._settings.base
        self._quads: ox.Store | None = self._open()
        if ontology and not read_only:
            self._refresh_ontology()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Save and give the lock free; closing twice is allowed."""
        if self._quads is not None and not self.read_only:
            self.flush()
        self._quads = None

    def flush(self) -> None:
        """Make sure that everything written so far outlives a power loss."""
        if self.folder is not None:
            self._database.flush()

    def replace(self, document_id: str, nquads: str | bytes) -> Change:
        """Put a disclosure's graph in the place of what was there: only what differs is written, in one atomic step.

        Findings about an earlier version go. Raises ValueError if a quad stands in another graph, SyntaxError for what
        is no N-Quads.
        """
        graph = graph_iri(document_id, self.base)
        return self._replace_graph(graph, _parse(nquads, graph), findings_graph_iri(document_id, self.base))

    def put_findings(self, document_id: str, nquads: str | bytes) -> Change:
        """Put what the checks found in a disclosure in the place of what they found before."""
        graph = findings_graph_iri(document_id, self.base)
        return self._replace_graph(graph, _parse(nquads, graph))

    def remove(self, document_id: str) -> bool:
        """Take a disclosure and the findings about it out; False where it was not loaded."""
        graphs = [graph_iri(document_id, self.base), findings_graph_iri(document_id, self.base)]
        if not self._holds(graphs[0]):
            return False
        self._database.update(";\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs))
        return True

    def documents(self) -> list[str]:
        """The ids of all loaded disclosures, sorted."""
        return [solution["id"].value for solution in self.select(_DOCUMENTS)]

    def query(
        self,
        sparql: str,
        *,
        substitutions: Mapping[str, ox.NamedNode | ox.Literal] | None = None,
        use_default_graph_as_union: bool = True,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL query, by default over the union of all graphs; PREFIXES are known to it.

        `substitutions` gives variables of the projection their terms. Raises SyntaxError, and NetworkRefused for a
        query that would call another machine.
        """
        import pyoxigraph as ox

        refuse_network(sparql)
        terms: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): term for name, term in (substitutions or {}).items()
        }
        return self._database.query(
            sparql,
            prefixes=PREFIXES,
            use_default_graph_as_union=use_default_graph_as_union,
            substitutions=terms or None,
        )

    def select(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query over the union of all graphs. Raises ValueError for another form of query."""
        import pyoxigraph as ox

        solutions = self.query(sparql)
        if not isinstance(solutions, ox.QuerySolutions):
            raise ValueError("要 SELECT 查询 (a SELECT query is wanted here)")
        return solutions

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(graph.value for graph in self._database.named_graphs() if hasattr(graph, "value"))

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one named graph, in no order."""
        import pyoxigraph as ox

        return iter(self._database.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def counts(self) -> Counts:
        """How much the store holds."""
        return Counts(len(self.documents()), len(self.graphs()), len(self._database))

    @property
    def _database(self) -> ox.Store:
        if self._quads is None:
            raise StoreError("知识库已关闭 (the store is closed)")
        return self._quads

    def _holds(self, graph: str) -> bool:
        return next(self.quads(graph), None) is not None

    def _replace_graph(self, graph: str, new: set[ox.Quad], stale_graph: str = "") -> Change:
        old = set(self.quads(graph))
        added, removed = new - old, old - new
        if not added and not removed:
            return Change.UNCHANGED
        steps = [_data("DELETE", graph, removed)] if removed else []
        if stale_graph and self._holds(stale_graph):
            steps.append(f"DROP SILENT GRAPH <{stale_graph}>")
        if steps:
            steps += [_data("INSERT", graph, added)] if added else []
            self._database.update(";\n".join(steps))
        else:
            self._database.extend(added)
        return Change.REPLACED if old else Change.NEW

    def _open(self) -> ox.Store:
        import pyoxigraph as ox

        if self.folder is None:
            return ox.Store()
        path = str(self.folder / DATABASE_FOLDER)
        try:
            return ox.Store.read_only(path) if self.read_only else ox.Store(path)
        except OSError as error:
            if "lock" in str(error).lower():
                raise StoreLocked(
                    f"{self.folder}: 另一个进程正在使用知识库, 请等它结束 "
                    "(another process is using this store; wait until it ends)"
                ) from error
            raise StoreError(f"{self.folder}: 知识库打不开 (the store cannot be opened): {error}") from error

    def _refresh_ontology(self) -> None:
        """Load the vocabulary and code lists if they are not those that the store holds."""
        files = list(ontology_files())
        current = fingerprint(files)
        if self._settings.ontology == current:
            return
        graph = ontology_graph_iri(self.base)
        self._replace_graph(graph, read_turtle(files, graph))
        self.flush()
        self._settings.ontology = current
        self._settings.save(self.folder)


def _parse(nquads: str | bytes, graph: str) -> set[ox.Quad]:
    import pyoxigraph as ox

    quads = set(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    expected = ox.NamedNode(graph)
    for quad in quads:
        if quad.graph_name != expected:
            raise ValueError(f"a quad of graph {quad.graph_name} where only {expected} is wanted")
    return quads


def _data(verb: str, graph: str, quads: Iterable[ox.Quad]) -> str:
    triples = "\n".join(f"{quad.triple} ." for quad in quads)
    return f"{verb} DATA {{ GRAPH <{graph}> {{\n{triples}\n}} }}"
