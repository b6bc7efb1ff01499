"""The ontology as a store holds it: the code lists that travel with the code, under the official lists of its owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb.codes.lists import OfficialCode, OfficialList, read_saved, saved_files
from kb.rdf.vocabulary import fingerprint, read_turtle
from kb.resources import ontology_files
from kb.store.interface import ONTOLOGY_DOCUMENT, GraphStore
from kb.store.manifest import content_of
from loaders.iris import ONTOLOGY, broader_subjects, code_iri
from loaders.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    import pyoxigraph as ox

SKOS, RDF_TYPE, DCTERMS_SOURCE = NAMESPACES["skos"], expand("rdf:type"), expand("dcterms:source")
G_YEAR = expand("xsd:gYear")
OFFICIAL = "official"


def read_ontology(files: Iterable[Path], graph: str) -> set[ox.Quad]:
    """The quads of Turtle files, with the official lists among the files (.csv) put over them in their order.

    The official name becomes the preferred label; one that it displaces stays as an alternative label. Raises
    SyntaxError, and CodeListError for a list that was damaged.
    """
    paths = list(files)
    quads = read_turtle([path for path in paths if path.suffix == ".ttl"], graph)
    return overlaid(quads, [read_saved(path) for path in paths if path.suffix == ".csv"], graph)


def is_current(store: GraphStore) -> bool:
    """Whether a store holds the vocabulary of this program, or none yet."""
    held = content_of(store, ONTOLOGY_DOCUMENT)
    return not held or held == fingerprint([*ontology_files(), *saved_files(store.folder)])


def overlaid(quads: set[ox.Quad], lists: Sequence[OfficialList], graph: str) -> set[ox.Quad]:
    """Quads of one graph with official lists put over them; the last list prevails."""
    for official in lists:
        concepts = _Concepts(quads, official, graph)
        for code in official.codes:
            concepts.put(code)
        quads = concepts.quads()
    return quads


class _Concepts:
    """The statements of a graph by subject, to be changed code by code."""

    def __init__(self, quads: set[ox.Quad], official: OfficialList, graph: str) -> None:
        import pyoxigraph as ox

        self._ox = ox
        self._graph = ox.NamedNode(graph)
        self._official = official
        self._scheme = ox.NamedNode(code_iri(official.scheme))
        self._statements: dict[str, set[tuple[ox.NamedNode, object]]] = {}
        for quad in quads:
            self._statements.setdefault(str(quad.subject).strip("<>"), set()).add((quad.predicate, quad.object))

    def quads(self) -> set[ox.Quad]:
        """All statements, as they are now."""
        return {
            self._ox.Quad(self._ox.NamedNode(subject), predicate, value, self._graph)  # type: ignore[arg-type]
            for subject, found in self._statements.items()
            for predicate, value in found
        }

    def put(self, code: OfficialCode) -> None:
        """State a code with its official names; one that the lists lack is put under its parent."""
        subject = code_iri(self._official.scheme, code.code)
        if subject not in self._statements:
            self._begin(subject, code.code)
        renamed = self._name(subject, code.name, "zh")
        if code.name_en:
            self._name(subject, code.name_en, "en")
        elif renamed:
            self._demote(subject, "en")
        self._drop(subject, ONTOLOGY + "verification")
        self._add(subject, ONTOLOGY + "verification", self._ox.Literal(OFFICIAL))
        self._add(subject, DCTERMS_SOURCE, self._ox.Literal(self._official.source, language="zh"))
        year = self._ox.Literal(self._official.year, datatype=self._ox.NamedNode(G_YEAR))
        self._add(subject, ONTOLOGY + "attestedYear", year)

    def _begin(self, subject: str, code: str) -> None:
        concept = self._ox.NamedNode(subject)
        self._add(subject, RDF_TYPE, self._ox.NamedNode(SKOS + "Concept"))
        self._add(subject, SKOS + "notation", self._ox.Literal(code))
        self._add(subject, SKOS + "inScheme", self._scheme)
        above = broader_subjects(code)
        if above:
            self._add(subject, SKOS + "broader", self._ox.NamedNode(code_iri(self._official.scheme, above[0])))
        else:
            self._add(subject, SKOS + "topConceptOf", self._scheme)
            self._add(self._scheme.value, SKOS + "hasTopConcept", concept)

    def _name(self, subject: str, name: str, language: str) -> bool:
        """Make a name the preferred one; whether another one had to go."""
        label = self._ox.Literal(name, language=language)
        if (self._ox.NamedNode(SKOS + "prefLabel"), label) in self._statements[subject]:
            return False
        displaced = self._demote(subject, language)
        self._statements[subject].discard((self._ox.NamedNode(SKOS + "altLabel"), label))
        self._add(subject, SKOS + "prefLabel", label)
        return displaced

    def _demote(self, subject: str, language: str) -> bool:
        """Make the preferred name of a language an alternative one; whether there was one."""
        preferred = self._ox.NamedNode(SKOS + "prefLabel")
        old = [
            (predicate, value)
            for predicate, value in self._statements[subject]
            if predicate == preferred and isinstance(value, self._ox.Literal) and value.language == language
        ]
        for statement in old:
            self._statements[subject].discard(statement)
            self._add(subject, SKOS + "altLabel", statement[1])
        return bool(old)

    def _drop(self, subject: str, predicate: str) -> None:
        known = self._statements[subject]
        known -= {statement for statement in known if statement[0].value == predicate}

    def _add(self, subject: str, predicate: str, value: object) -> None:
        self._statements.setdefault(subject, set()).add((self._ox.NamedNode(predicate), value))
