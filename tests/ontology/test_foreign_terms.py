"""Every foreign term that the ontology or the data use exists in its vocabulary: a misspelt IRI says nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from complete_disclosure import CNB, VOCABULARY, complete_disclosure, disclosure_graph, parsed, turtle_files
from rdflib import Graph, URIRef, namespace
from rdflib.namespace import QB, RDF, SKOS

NAMES = (
    "DCAT", "DCTERMS", "FOAF", "ORG", "OWL", "PROV", "QB", "RDF", "RDFS", "SDO", "SH", "SKOS", "VANN", "VOID", "XSD",
)  # fmt: skip
KNOWN_TO_RDFLIB = [getattr(namespace, name) for name in NAMES]
LISTED = tomllib.loads((Path(__file__).parent / "foreign_terms.toml").read_text(encoding="utf-8"))
OWN = "https://w3id.org/cnbudget/"
NO_TERMS = {URIRef("https://www.apache.org/licenses/LICENSE-2.0")}


def iris(graph: Graph) -> set[URIRef]:
    """Every IRI of a graph, data types too, but for own ones and the texts of licences."""
    found = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    found |= {datatype for value in graph.objects() if (datatype := getattr(value, "datatype", None))}
    return {iri for iri in found if not iri.startswith(OWN)} - NO_TERMS


def exists(iri: URIRef) -> bool:
    for vocabulary in KNOWN_TO_RDFLIB:
        if iri.startswith(str(vocabulary)):
            return iri in vocabulary
    return any(iri.startswith(start) and iri[len(start) :] in names for start, names in LISTED.items())


@pytest.mark.parametrize("path", turtle_files(), ids=lambda path: path.name)
def test_foreign_terms_of_the_ontology_exist(path: Path) -> None:
    assert [iri for iri in sorted(iris(parsed(path))) if not exists(iri)] == []


def test_foreign_terms_of_the_data_exist() -> None:
    assert [iri for iri in sorted(iris(disclosure_graph())) if not exists(iri)] == []


def test_foreign_terms_of_a_published_data_set_exist(tmp_path: Path) -> None:
    from kb.publishing.about import About
    from kb.publishing.dataset.folder import export_dataset
    from kb.store.embedded import Store
    from loaders.triples import nquads

    url = "https://w3id.org/cnbudget/dataset/"
    about = About("https://w3id.org/cnbudget/", url, publisher="某局", license=str(min(NO_TERMS)), issued="2026-11-22")
    with Store() as store:
        store.replace(complete_disclosure().id, nquads(complete_disclosure()))
        export_dataset(store, tmp_path, about, ["nq", "ttl", "nt", "trig", "jsonld", "rdf"])
    for name in ("void.ttl", "dcat.ttl"):
        used = iris(parsed(tmp_path / name))
        namespaces = {iri for iri in used if str(iri).endswith(("#", "/"))}
        assert [iri for iri in sorted(used - namespaces) if not exists(iri)] == []


def test_terms_of_the_published_documents_are_defined_and_exist(
    shared_dir: Path, read_once: Callable[[Path], tuple[str, str]]
) -> None:
    vocabulary = parsed(VOCABULARY)
    defined = {term for term, usage in vocabulary.subject_objects(CNB.usage) if str(usage) == "data"}
    documents = sorted((shared_dir / "disclosures" / "text").glob("*.txt"))
    assert len(documents) == 5
    for path in documents:
        triples = (f"{line.rpartition(' <')[0]} ." for line in read_once(path)[1].splitlines())
        graph = Graph().parse(data="\n".join(triples), format="nt")
        assert [iri for iri in sorted(iris(graph)) if not exists(iri)] == []
        terms = set(graph.predicates()) | set(graph.objects(None, RDF.type))
        assert [term for term in sorted(terms) if term.startswith(str(CNB)) and term not in defined] == []


@pytest.mark.parametrize(
    "iri", [QB.DataSet, SKOS.prefLabel, URIRef("http://data.openbudgets.eu/ontology/dsd/measure/amount")]
)
def test_a_term_of_a_vocabulary_exists(iri: URIRef) -> None:
    assert exists(iri)


@pytest.mark.parametrize(
    "iri",
    [
        "http://purl.org/linked-data/cube#Dataset",
        "http://www.w3.org/ns/shacl#dataType",
        "http://data.openbudgets.eu/ontology/dsd/dimension/fiscalyear",
        "https://example.org/anything",
    ],
)
def test_a_misspelt_term_does_not_exist(iri: str) -> None:
    assert not exists(URIRef(iri))
