"""`void.ttl`: what the data set holds, in numbers, and where it links to (VoID)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.publishing.about import About
from kb.publishing.dataset.counts import GraphCounts
from kb.rdf.description import Description
from kb.store.embedded import PREFIXES
from loaders.iris import CODES, ONTOLOGY, disclosure_iri
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    from kb.publishing.dataset.coverage import Coverage

VOID_PREFIXES = PREFIXES | namespaces("void", "foaf", "formats")
FEATURES = {
    ".nt": "formats:N-Triples",
    ".nq": "formats:N-Quads",
    ".ttl": "formats:Turtle",
    ".trig": "formats:TriG",
    ".jsonld": "formats:JSON-LD",
    ".rdf": "formats:RDF_XML",
}
VOCABULARIES = ("cnb", "qb", "org", "skos", "prov", "dcat", "dcterms")


def void(about: About, found: Coverage, counts: GraphCounts, dumps: dict[str, str]) -> bytes:
    """The description as Turtle; `dumps` are the files of the data (path from the folder) with their suffix."""
    description = Description(VOID_PREFIXES)
    dataset = about.dataset
    description.add(dataset, "rdf:type", "void:Dataset")
    description.add(dataset, "dcterms:title", description.text(about.title, "zh"))
    description.add(dataset, "dcterms:license", about.license or None)
    description.add(dataset, "dcterms:publisher", about.publisher_node or None)
    description.add(dataset, "foaf:homepage", about.url)
    description.add(dataset, "void:sparqlEndpoint", about.endpoint or None)
    description.add(dataset, "void:uriSpace", description.text(about.base))
    description.add(dataset, "void:vocabulary", *(VOID_PREFIXES[name] for name in VOCABULARIES))
    description.add(dataset, "void:dataDump", *(about.url + path for path in dumps))
    description.add(dataset, "void:feature", *(FEATURES[suffix] for suffix in dumps.values()))
    for source in found.sources[:1]:
        description.add(dataset, "void:exampleResource", disclosure_iri(source.identifier, about.base))
    _numbers(description, dataset, counts)
    _partitions(description, dataset, counts)
    _links(description, dataset, counts)
    return description.turtle()


def _numbers(description: Description, dataset: str, counts: GraphCounts) -> None:
    description.add(dataset, "void:triples", counts.triples)
    description.add(dataset, "void:entities", counts.subjects or None)
    description.add(dataset, "void:distinctSubjects", counts.subjects or None)
    description.add(dataset, "void:distinctObjects", counts.objects or None)
    description.add(dataset, "void:classes", len(counts.classes))
    description.add(dataset, "void:properties", len(counts.properties))


def _partitions(description: Description, dataset: str, counts: GraphCounts) -> None:
    """The numbers by class, by property, and by property within each class."""
    for iri, number in counts.classes.items():
        part = f"{dataset}#class-{_short(iri)}"
        description.add(dataset, "void:classPartition", part)
        description.add(part, "void:class", iri)
        description.add(part, "void:entities", number)
    for (kind, iri), number in counts.parts.items():
        whole = f"{dataset}#class-{_short(kind)}"
        part = f"{whole}-property-{_short(iri)}"
        description.add(whole, "void:propertyPartition", part)
        description.add(part, "void:property", iri)
        description.add(part, "void:triples", number)
    for iri, number in counts.properties.items():
        part = f"{dataset}#property-{_short(iri)}"
        description.add(dataset, "void:propertyPartition", part)
        description.add(part, "void:property", iri)
        description.add(part, "void:triples", number)


def _links(description: Description, dataset: str, counts: GraphCounts) -> None:
    """One linkset for each property that points to a code list."""
    for (iri, scheme), number in counts.links.items():
        part = f"{dataset}#links-{_short(iri)}-{scheme}"
        target = CODES + scheme
        description.add(dataset, "void:subset", part)
        description.add(part, "rdf:type", "void:Linkset")
        description.add(part, "void:subjectsTarget", dataset)
        description.add(part, "void:objectsTarget", target)
        description.add(part, "void:linkPredicate", iri)
        description.add(part, "void:triples", number)
        description.add(target, "rdf:type", "void:Dataset", "skos:ConceptScheme")
        description.add(target, "void:uriSpace", description.text(f"{target}/"))
        description.add(target, "dcterms:isPartOf", ONTOLOGY.rstrip("#"))


def _short(iri: str) -> str:
    """A term as part of a fragment: cnb-amount."""
    for prefix, namespace in VOID_PREFIXES.items():
        if iri.startswith(namespace) and namespace != CODES:
            return f"{prefix}-{iri.removeprefix(namespace)}"
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
