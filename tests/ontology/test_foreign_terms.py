"""Every foreign term that the ontology or the data use exists in its vocabulary: a misspelt IRI says nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from complete_disclosure import disclosure_graph, parsed, turtle_files
from rdflib import Graph, URIRef, namespace
from rdflib.namespace import QB, SKOS

NAMES = ("DCAT", "DCTERMS", "FOAF", "ORG", "OWL", "PROV", "QB", "RDF", "RDFS", "SDO", "SH", "SKOS", "VANN", "XSD")
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
