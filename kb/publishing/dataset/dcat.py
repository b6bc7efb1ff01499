"""`dcat.ttl`: the data set for catalogues of open data (DCAT 3), with its files, coverage and provenance.

Conforms to the SHACL shapes of DCAT-AP 3: whatever it points to has its class beside it, so that a validator needs no
other file. A catalogue has a publisher there, so that without one only the data set is described.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from kb.publishing.words import words
from kb.rdf.description import Description
from kb.store.embedded import PREFIXES
from loaders.iris import ONTOLOGY, STRUCTURES
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.publishing.about import About
    from kb.publishing.dataset.coverage import Coverage, SourceFile

DCAT_PREFIXES = PREFIXES | namespaces("foaf", "spdx", "media", "vcard", "void", "eu")
SOFTWARE = "yusuan-kb"
LANGUAGE = "eu:language/ZHO"
PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder: its path from there, media type, size in bytes and SHA-256."""

    path: str
    title: str
    media_type: str
    size: int
    sha256: str

    @property
    def is_packed(self) -> bool:
        """Whether it is packed with gzip."""
        return self.path.endswith(".gz")

    @property
    def suffix(self) -> str:
        """The suffix that tells its format: `.nq` of `budgets.nq.gz`."""
        return Path(self.path.removesuffix(".gz")).suffix


def dcat(about: About, found: Coverage, files: Iterable[File]) -> bytes:
    """The description as Turtle."""
    return described(about, found, files).turtle()


def described(about: About, found: Coverage, files: Iterable[File]) -> Description:
    """The catalogue, the data set, its distributions and its service."""
    description = Description(DCAT_PREFIXES)
    _resource(description, about.dataset, about)
    description.add(about.dataset, "rdf:type", "dcat:Dataset")
    description.add(about.dataset, "dcterms:title", *_title(description, about))
    description.add(about.dataset, "dcterms:description", *words().texts["description"].terms(description))
    _subjects(description, about)
    _classed(description, about.dataset, "dcat:landingPage", "foaf:Document", about.url)
    _classed(description, about.dataset, "dcterms:conformsTo", "dcterms:Standard", ONTOLOGY.rstrip("#"), STRUCTURES)
    _contact(description, about)
    _covered(description, about, found)
    _provenance(description, about, found)
    for file in files:
        _distribution(description, about, file)
    if about.endpoint:
        _service(description, about)
    if about.publisher_node:
        _catalog(description, about)
    return description


def _classed(description: Description, subject: str, name: str, kind: str, *values: str) -> None:
    """State values of a property, and the class of each."""
    description.add(subject, name, *values)
    for value in values:
        description.add(value, "rdf:type", kind)


def _title(description: Description, about: About) -> tuple[ox.Literal, ...]:
    """The title that the publisher gives; with it the English one if it is ours."""
    ours = words().texts["title"]
    if about.title == ours.zh:
        return ours.terms(description)
    return (description.text(about.title, "zh"),)


def _resource(description: Description, node: str, about: About) -> None:
    """What catalogue and data set have alike: language, licence, date, publisher."""
    _classed(description, node, "dcterms:language", "dcterms:LinguisticSystem", LANGUAGE)
    _licensed(description, node, about)
    if about.issued:
        description.add(node, "dcterms:issued", description.typed(about.issued, "xsd:date"))
    if about.publisher_node:
        _classed(description, node, "dcterms:publisher", "foaf:Agent", about.publisher_node)
        name = about.publisher or about.publisher_iri
        description.add(about.publisher_node, "foaf:name", description.text(name, "zh" if about.publisher else ""))


def _licensed(description: Description, node: str, about: About) -> None:
    if about.license:
        _classed(description, node, "dcterms:license", "dcterms:LicenseDocument", about.license)


def _catalog(description: Description, about: About) -> None:
    """The catalogue that holds the data set; two of DCAT-AP's mandatory statements are its title and description."""
    node = f"{about.base}catalog"
    _resource(description, node, about)
    description.add(node, "rdf:type", "dcat:Catalog")
    description.add(node, "dcterms:title", *words().texts["catalog"].terms(description))
    description.add(node, "dcterms:description", *words().texts["description"].terms(description))
    _classed(description, node, "foaf:homepage", "foaf:Document", about.url)
    description.add(node, "dcat:dataset", about.dataset)
    if about.endpoint:
        description.add(node, "dcat:service", f"{about.dataset}#service")
    scheme = "eu:data-theme"
    _classed(description, node, "dcat:themeTaxonomy", "skos:ConceptScheme", scheme)
    description.add(scheme, "dcterms:title", description.text("EU data themes", "en"))


def _subjects(description: Description, about: About) -> None:
    """Keywords and themes."""
    for language, texts in words().keywords.items():
        description.add(about.dataset, "dcat:keyword", *(description.text(text, language) for text in texts))
    for code, label in words().themes.items():
        theme = f"eu:data-theme/{code}"
        _classed(description, about.dataset, "dcat:theme", "skos:Concept", theme)
        description.add(theme, "skos:prefLabel", *label.terms(description))


def _contact(description: Description, about: About) -> None:
    """Whom to ask: a name, or an address of e-mail, or both."""
    if not (about.contact or about.email):
        return
    node = f"{about.dataset}#contact"
    _classed(description, about.dataset, "dcat:contactPoint", "vcard:Kind", node)
    name = about.contact or about.publisher or about.email
    description.add(node, "vcard:fn", description.text(name))
    description.add(node, "vcard:hasEmail", f"mailto:{about.email}" if about.email else None)


def _covered(description: Description, about: About, found: Coverage) -> None:
    """Years (from the first day of the first to the last day of the last) and areas."""
    if found.years:
        period = f"{about.dataset}#period"
        _classed(description, about.dataset, "dcterms:temporal", "dcterms:PeriodOfTime", period)
        description.add(period, "dcat:startDate", description.typed(f"{min(found.years)}-01-01", "xsd:date"))
        description.add(period, "dcat:endDate", description.typed(f"{max(found.years)}-12-31", "xsd:date"))
    for area, name in found.areas:
        _classed(description, about.dataset, "dcterms:spatial", "dcterms:Location", area)
        if name:
            description.add(area, "rdfs:label", description.text(name, "zh"))


def _provenance(description: Description, about: About, found: Coverage) -> None:
    """From which documents, by which program."""
    run, program = f"{about.dataset}#loading", f"{about.dataset}#software"
    _classed(description, about.dataset, "prov:wasGeneratedBy", "prov:Activity", run)
    _classed(description, run, "prov:wasAssociatedWith", "prov:SoftwareAgent", program)
    description.add(program, "rdfs:label", description.text(f"{SOFTWARE} {_version()}".strip(), "en"))
    for source in found.sources:
        _source(description, about, source)
        description.add(run, "prov:used", source.iri)


def _source(description: Description, about: About, source: SourceFile) -> None:
    """A disclosure that the data were derived from: DCAT-AP asks title and description of each data set."""
    _classed(description, about.dataset, "prov:wasDerivedFrom", "dcat:Dataset", source.iri)
    description.add(source.iri, "dcterms:identifier", description.text(source.identifier))
    description.add(source.iri, "dcterms:title", description.text(source.title or source.identifier, "zh"))
    texts = words().texts["source"].terms(description, file=source.file or source.identifier)
    description.add(source.iri, "dcterms:description", *texts)
    if source.sha256:
        _checksum(description, source.iri, f"{source.iri}#sha256", source.sha256)


def _distribution(description: Description, about: About, file: File) -> None:
    node = about.url + file.path
    distribution = f"{about.dataset}#{file.path}"
    _classed(description, about.dataset, "dcat:distribution", "dcat:Distribution", distribution)
    description.add(distribution, "dcterms:title", description.text(file.title, "zh"))
    description.add(distribution, "dcat:accessURL", node)
    description.add(distribution, "dcat:downloadURL", node)
    _classed(description, distribution, "dcat:mediaType", "dcterms:MediaType", f"media:{file.media_type}")
    if file.suffix in words().formats:
        kind = f"eu:file-type/{words().formats[file.suffix]}"
        _classed(description, distribution, "dcterms:format", "dcterms:MediaTypeOrExtent", kind)
    if file.is_packed:
        _classed(description, distribution, "dcat:compressFormat", "dcterms:MediaType", "media:application/gzip")
    description.add(distribution, "dcat:byteSize", description.typed(file.size, "xsd:nonNegativeInteger"))
    _licensed(description, distribution, about)
    _checksum(description, distribution, f"{distribution}-sha256", file.sha256)


def _service(description: Description, about: About) -> None:
    """The endpoint: a service that serves the data set, and a distribution that leads to it."""
    node, service = f"{about.dataset}#sparql", f"{about.dataset}#service"
    texts = words().texts
    _classed(description, about.dataset, "dcat:distribution", "dcat:Distribution", node)
    description.add(node, "dcterms:title", *texts["endpoint"].terms(description))
    description.add(node, "dcat:accessURL", about.endpoint)
    _classed(description, node, "dcat:accessService", "dcat:DataService", service)
    _licensed(description, node, about)
    description.add(service, "dcterms:title", *texts["endpoint"].terms(description))
    description.add(service, "dcterms:description", *texts["endpoint_description"].terms(description))
    description.add(service, "dcat:servesDataset", about.dataset)
    _classed(description, service, "dcat:endpointURL", "rdfs:Resource", about.endpoint)
    _classed(description, service, "dcat:endpointDescription", "rdfs:Resource", about.endpoint)
    _classed(description, service, "dcterms:conformsTo", "dcterms:Standard", PROTOCOL)
    _licensed(description, service, about)
    description.add(about.dataset, "void:sparqlEndpoint", about.endpoint)


def _checksum(description: Description, owner: str, node: str, sha256: str) -> None:
    _classed(description, owner, "spdx:checksum", "spdx:Checksum", node)
    _classed(description, node, "spdx:algorithm", "spdx:ChecksumAlgorithm", "spdx:checksumAlgorithm_sha256")
    description.add(node, "spdx:checksumValue", description.typed(sha256, "xsd:hexBinary"))


def _version() -> str:
    try:
        return version(SOFTWARE)
    except PackageNotFoundError:
        return ""
