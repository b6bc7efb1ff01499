"""What every store answers, local or remote: the one interface that the rest of the project knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kb.store.manifest import NO_READING, Entry, Incoming, ReadingRecord
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    import pyoxigraph as ox

    QueryResults = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

PREFIXES = namespaces(
    "cnb", "code", "form", "component", "dsd", "qb", "org", "skos", "prov", "dcat", "dcterms", "sh", "rdf", "rdfs",
    "xsd",
)  # fmt: skip
"""Known to every query without declaration, and used in Turtle exports."""

DOCUMENTS = "SELECT ?id { ?d a cnb:Disclosure ; dcterms:identifier ?id } ORDER BY ?id"

ONTOLOGY_DOCUMENT = "ontology"
"""The name under which the manifest tells which vocabulary and code lists are loaded."""

LINKS_DOCUMENT = "links"
"""Used where a document id is used, for the graph of links between things; no disclosure has this id."""


class Change(StrEnum):
    """What putting a disclosure into the store came to."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds; `quads` counts the ontology too, not the manifest."""

    documents: int
    graphs: int
    quads: int


class Selects(Protocol):
    """What answers SELECT queries."""

    def select(self, sparql: str) -> ox.QuerySolutions:
        """The solutions of a query."""


class GraphStore(Protocol):
    """What the rest of the project asks of a store: the local one, or a remote SPARQL endpoint."""

    base: str
    folder: Path | None
    """Where it lies on this machine; None for one in memory or on a server."""

    @property
    def revision(self) -> int | None:
        """Another number after each change; None where others may change it unseen."""

    def replace(self, document_id: str, nquads: str | bytes, reading: ReadingRecord = NO_READING) -> Change:
        """Put a disclosure's graph in the place of what was there, in one atomic step."""

    def replace_all(self, documents: Sequence[Incoming]) -> list[Change]:
        """Put many disclosures in, each in one atomic step; they are safe when this returns."""

    def together(self) -> AbstractContextManager[None]:
        """Within this block changes are not saved one by one but once, at its end."""

    def put_findings(self, document_id: str, nquads: str | bytes) -> Change:
        """Put what the checks found in a disclosure in the place of what they found before."""

    def remove(self, document_id: str) -> bool:
        """Take a disclosure's graph out; False where there was none."""

    def documents(self) -> list[str]:
        """The ids of all loaded disclosures, sorted."""

    def manifest(self) -> Mapping[str, Entry]:
        """What is loaded, by document id."""

    def query(self, sparql: str, *, allowed_services: Sequence[str] = ()) -> QueryResults:
        """Run a query over what all documents state, or over the documents that its FROM clauses name."""

    def select(self, sparql: str, *, keep: bool = False) -> ox.QuerySolutions:
        """Run a SELECT query; `keep` an answer that will be wanted again."""

    def book_keeping(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query about the manifest, which names its graph."""

    def update(self, sparql: str, *, allowed_sources: Sequence[str] = ()) -> None:
        """Run an update that leaves the ontology and the manifest alone."""

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs but the manifest, sorted."""

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """The quads of one named graph, in no order."""

    def nquads(self, graph: str) -> str:
        """What one document states, as N-Quads, sorted; empty where there is no such document."""

    def graphs_about(self, iri: str) -> list[str]:
        """The graphs of the documents that describe a thing, sorted."""

    def counts(self) -> Counts:
        """How much the store holds."""

    def close(self) -> None:
        """Save and give everything free."""
