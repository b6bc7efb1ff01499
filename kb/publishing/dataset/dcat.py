"""`dcat.ttl`: the data set for catalogues of open data (DCAT 3), with its files, coverage and provenance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from kb.publishing.dataset.about import TITLE_EN, About
from kb.rdf.description import Description
from kb.store.embedded import PREFIXES
from loaders.iris import ONTOLOGY, STRUCTURES
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    from kb.publishing.dataset.about import Coverage

DCAT_PREFIXES = PREFIXES | namespaces("foaf", "spdx", "media")
DESCRIPTION = (
    "部门预算公开文件里的每个数字、项目、绩效指标、政策依据和文字陈述，附原文出处。",
    "Every figure, project, performance indicator, policy basis and statement of departmental budget disclosures, "
    "with the place it was read from.",
)
KEYWORDS = (("部门预算", "zh"), ("预算公开", "zh"), ("budget", "en"), ("public finance", "en"), ("China", "en"))
SOFTWARE = "yusuan-kb"


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


def dcat(about: About, found: Coverage, files: Iterable[File]) -> bytes:
    """The description as Turtle."""
    description = Description(DCAT_PREFIXES)
    dataset = about.dataset
    description.add(dataset, "rdf:type", "dcat:Dataset")
    description.add(dataset, "dcterms:title", description.text(about.title, "zh"), description.text(TITLE_EN, "en"))
    texts = (description.text(text, tag) for text, tag in zip(DESCRIPTION, ("zh", "en"), strict=True))
    description.add(dataset, "dcterms:description", *texts)
    description.add(dataset, "dcat:keyword", *(description.text(text, tag) for text, tag in KEYWORDS))
    description.add(dataset, "dcat:landingPage", about.url)
    description.add(dataset, "dcterms:language", "http://publications.europa.eu/resource/authority/language/ZHO")
    description.add(dataset, "dcterms:license", about.license or None)
    description.add(dataset, "dcterms:conformsTo", ONTOLOGY.rstrip("#"), STRUCTURES)
    if about.issued:
        description.add(dataset, "dcterms:issued", description.typed(about.issued, "xsd:date"))
    _publisher(description, about)
    _covered(description, about, found)
    _provenance(description, about, found)
    for file in files:
        _distribution(description, about, file)
    return description.turtle()


def _publisher(description: Description, about: About) -> None:
    if not about.publisher_node:
        return
    description.add(about.dataset, "dcterms:publisher", about.publisher_node)
    description.add(about.publisher_node, "rdf:type", "foaf:Agent")
    if about.publisher:
        description.add(about.publisher_node, "foaf:name", description.text(about.publisher, "zh"))


def _covered(description: Description, about: About, found: Coverage) -> None:
    """Years (from the first day of the first to the last day of the last) and areas."""
    if found.years:
        period = f"{about.dataset}#period"
        description.add(about.dataset, "dcterms:temporal", period)
        description.add(period, "rdf:type", "dcterms:PeriodOfTime")
        description.add(period, "dcat:startDate", description.typed(f"{min(found.years)}-01-01", "xsd:date"))
        description.add(period, "dcat:endDate", description.typed(f"{max(found.years)}-12-31", "xsd:date"))
    for area, name in found.areas:
        description.add(about.dataset, "dcterms:spatial", area)
        description.add(area, "rdf:type", "dcterms:Location")
        if name:
            description.add(area, "rdfs:label", description.text(name, "zh"))


def _provenance(description: Description, about: About, found: Coverage) -> None:
    """From which documents, by which program."""
    run, program = f"{about.dataset}#loading", f"{about.dataset}#software"
    description.add(about.dataset, "prov:wasGeneratedBy", run)
    description.add(run, "rdf:type", "prov:Activity")
    description.add(run, "prov:wasAssociatedWith", program)
    description.add(program, "rdf:type", "prov:SoftwareAgent")
    description.add(program, "rdfs:label", description.text(f"{SOFTWARE} {_version()}".strip(), "en"))
    for source in found.sources:
        description.add(about.dataset, "prov:wasDerivedFrom", source.iri)
        description.add(run, "prov:used", source.iri)
        description.add(source.iri, "rdf:type", "dcat:Dataset")
        description.add(source.iri, "dcterms:identifier", description.text(source.identifier))
        if source.title:
            description.add(source.iri, "dcterms:title", description.text(source.title, "zh"))
        if source.sha256:
            _checksum(description, source.iri, f"{source.iri}#sha256", source.sha256)


def _distribution(description: Description, about: About, file: File) -> None:
    node = about.url + file.path
    distribution = f"{about.dataset}#{file.path}"
    description.add(about.dataset, "dcat:distribution", distribution)
    description.add(distribution, "rdf:type", "dcat:Distribution")
    description.add(distribution, "dcterms:title", description.text(file.title, "zh"))
    description.add(distribution, "dcat:downloadURL", node)
    description.add(distribution, "dcat:mediaType", f"media:{file.media_type}")
    description.add(distribution, "dcat:compressFormat", "media:application/gzip" if file.is_packed else None)
    description.add(distribution, "dcat:byteSize", description.typed(file.size, "xsd:nonNegativeInteger"))
    description.add(distribution, "dcterms:license", about.license or None)
    _checksum(description, distribution, f"{distribution}-sha256", file.sha256)


def _checksum(description: Description, owner: str, node: str, sha256: str) -> None:
    description.add(owner, "spdx:checksum", node)
    description.add(node, "rdf:type", "spdx:Checksum")
    description.add(node, "spdx:algorithm", "spdx:checksumAlgorithm_sha256")
    description.add(node, "spdx:checksumValue", description.typed(sha256, "xsd:hexBinary"))


def _version() -> str:
    try:
        return version(SOFTWARE)
    except PackageNotFoundError:
        return ""
