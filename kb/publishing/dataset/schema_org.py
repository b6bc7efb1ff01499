"""The data set in the words of schema.org: for search engines (in the page) and as an RO-Crate (in the folder)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kb.publishing.words import words

if TYPE_CHECKING:
    from kb.publishing.about import About
    from kb.publishing.dataset.coverage import Coverage
    from kb.publishing.dataset.dcat import File

CRATE = "ro-crate-metadata.json"
CRATE_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
CRATE_VERSION = "https://w3id.org/ro/crate/1.1"
ROOT = "./"


def schema_dataset(about: About, found: Coverage) -> dict[str, Any]:
    """A schema.org/Dataset; what the publisher does not say is left out."""
    texts = words().texts
    stated: dict[str, Any] = {
        "@id": about.dataset,
        "@type": "Dataset",
        "name": about.title,
        "alternateName": texts["title"].en if about.title == texts["title"].zh else None,
        "description": f"{texts['description'].zh} {texts['description'].en}",
        "url": about.url,
        "inLanguage": "zh",
        "keywords": [text for texts in words().keywords.values() for text in texts],
        "temporalCoverage": f"{min(found.years)}/{max(found.years)}" if found.years else None,
        "spatialCoverage": [{"@type": "Place", "@id": iri, "name": name or iri} for iri, name in found.areas],
        "license": about.license,
        "datePublished": about.issued,
        "publisher": _publisher(about),
    }
    return {name: value for name, value in stated.items() if value}


def page_schema(about: About, found: Coverage, files: Sequence[File] = ()) -> dict[str, Any]:
    """The data set for the page about it, with what can be downloaded."""
    downloads = [_file(about, file) | {"@type": "DataDownload"} for file in files]
    if about.endpoint:
        name = words().texts["endpoint"].zh
        downloads.append({"@type": "DataDownload", "name": name, "contentUrl": about.endpoint})
    stated: dict[str, Any] = {"@context": "https://schema.org", **schema_dataset(about, found)}
    return stated | ({"distribution": downloads} if downloads else {})


def crate(about: About, found: Coverage, files: Sequence[File]) -> bytes:
    """`ro-crate-metadata.json`: the folder as an RO-Crate 1.1."""
    root = schema_dataset(about, found) | {"@id": ROOT, "hasPart": [{"@id": file.path} for file in files]}
    beside = [*root.pop("spatialCoverage", [])]
    if beside:
        root["spatialCoverage"] = [{"@id": place["@id"]} for place in beside]
    if publisher := root.pop("publisher", None):
        root["publisher"] = {"@id": publisher["@id"]}
        beside.append(publisher)
    if about.license:
        root["license"] = {"@id": about.license}
    own = {"@id": CRATE, "@type": "CreativeWork", "about": {"@id": ROOT}, "conformsTo": {"@id": CRATE_VERSION}}
    parts = [_file(about, file) | {"@id": file.path, "@type": "File"} for file in files]
    graph = [own, root, *beside, *parts]
    return (json.dumps({"@context": CRATE_CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def _publisher(about: About) -> dict[str, str] | None:
    if not about.publisher_node:
        return None
    name = about.publisher or about.publisher_iri
    return {"@type": "Organization", "@id": about.publisher_node, "name": name}


def _file(about: About, file: File) -> dict[str, Any]:
    return {
        "name": file.title,
        "contentUrl": about.url + file.path,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
