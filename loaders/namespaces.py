"""The one table of namespaces: what the prefixes of this project stand for."""

from __future__ import annotations

from functools import cache

ONTOLOGY = "https://w3id.org/cnbudget/ontology#"
CODES = "https://w3id.org/cnbudget/code/"
STRUCTURES = "https://w3id.org/cnbudget/dsd/"

NAMESPACES = {
    "cnb": ONTOLOGY,
    "code": CODES,
    "form": CODES + "form/",
    "component": CODES + "component/",
    "dsd": STRUCTURES,
    "chk": "https://w3id.org/cnbudget/check#",
    "shapes": "https://w3id.org/cnbudget/shapes#",
    "qb": "http://purl.org/linked-data/cube#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "sh": "http://www.w3.org/ns/shacl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "formats": "http://www.w3.org/ns/formats/",
    "spdx": "http://spdx.org/rdf/terms#",
    "media": "https://www.iana.org/assignments/media-types/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "eu": "http://publications.europa.eu/resource/authority/",
    "schema": "http://schema.org/",
    "cube": "https://cube.link/",
    "meta": "https://cube.link/meta/",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "time": "http://www.w3.org/2006/time#",
    "obeu-attribute": "http://data.openbudgets.eu/ontology/dsd/attribute/",
    "obeu-dimension": "http://data.openbudgets.eu/ontology/dsd/dimension/",
    "obeu-measure": "http://data.openbudgets.eu/ontology/dsd/measure/",
    "obeu-operation": "http://data.openbudgets.eu/resource/codelist/operation-character/",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
}


def namespaces(*prefixes: str) -> dict[str, str]:
    """The namespaces of these prefixes, in this order."""
    return {prefix: NAMESPACES[prefix] for prefix in prefixes}


@cache
def expand(prefixed_name: str) -> str:
    """The IRI of a prefixed name: `skos:prefLabel`. Raises KeyError for an unknown prefix."""
    prefix, _, local = prefixed_name.partition(":")
    return NAMESPACES[prefix] + local
