"""RDF as JSON that reads like JSON: short names for properties, plain strings and numbers for values.

`ontology/context.jsonld` says what the names mean. It is made from the vocabulary (`make ontology`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kb import resources
from loaders.iris import ONTOLOGY
from loaders.namespaces import NAMESPACES as NAMES
from loaders.namespaces import namespaces

if TYPE_CHECKING:
    import pyoxigraph as ox

CONTEXT_FILE = "context.jsonld"
XSD, RDF, OWL = (NAMES[prefix] for prefix in ("xsd", "rdf", "owl"))

KEYWORDS = {"id": "@id", "type": "@type", "graph": "@graph"}
NAMESPACES = namespaces(
    "cnb", "code", "dcat", "dcterms", "dsd", "org", "qb", "rdf", "rdfs", "sh", "skos", "xsd"
)  # fmt: skip
LABELS = ("dcterms:title", "rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:definition", "sh:resultMessage")
LINKS = (
    "qb:dataSet", "qb:structure", "dcterms:isPartOf", "org:subOrganizationOf", "skos:inScheme", "skos:broader",
    "skos:related", "skos:topConceptOf", "sh:focusNode", "sh:resultSeverity",
)  # fmt: skip
TEXTS = ("dcterms:identifier", "skos:notation")
CLASSES = (
    "dcat:Dataset", "org:FormalOrganization", "org:Organization", "qb:DataSet", "qb:Observation",
    "sh:ValidationResult", "skos:Concept", "skos:ConceptScheme",
)  # fmt: skip
"""Terms of other vocabularies that get a short name: their local one."""

_DOTS = frozenset(("", ".", ".."))
"""Segments that would get lost where a relative IRI is resolved."""

NATIVE: Mapping[str, Callable[[str], Any]] = {XSD + "boolean": json.loads, XSD + "integer": int}
"""Datatypes whose values stand as JSON's own; a decimal stays a text, which no reader of JSON can round."""


def context(vocabulary: Path) -> dict[str, Any]:
    """The meaning of every short name: own terms by the vocabulary (OWL, in Turtle), and those of others in use."""
    import pyoxigraph as ox

    kinds: dict[str, str] = {}
    ranges: dict[str, str] = {}
    for quad in ox.parse(path=str(vocabulary), format=ox.RdfFormat.TURTLE):
        subject, value = str(quad.subject).strip("<>"), str(quad.object).strip("<>")
        if subject.startswith(ONTOLOGY):
            if quad.predicate.value == RDF + "type" and value.startswith(OWL):
                kinds[subject.removeprefix(ONTOLOGY)] = value.removeprefix(OWL)
            elif quad.predicate.value == NAMESPACES["rdfs"] + "range":
                ranges[subject.removeprefix(ONTOLOGY)] = value
    own = {name: _definition(f"cnb:{name}", kind, ranges.get(name, "")) for name, kind in sorted(kinds.items())}
    return KEYWORDS | NAMESPACES | _foreign() | own


def _foreign() -> dict[str, Any]:
    named = {_local(name): {"@id": name, "@container": "@language"} for name in LABELS}
    named |= {_local(name): {"@id": name, "@type": "@id"} for name in LINKS}
    named |= {_local(name): {"@id": name} for name in (*TEXTS, *CLASSES)}
    return dict(sorted(named.items())) | {"organizationCode": {"@id": "org:identifier"}}


def _local(name: str) -> str:
    return name.partition(":")[2]


def _definition(name: str, kind: str, scope: str) -> dict[str, str]:
    if kind == "ObjectProperty":
        return {"@id": name, "@type": "@id"}
    if kind == "DatatypeProperty" and scope.startswith(XSD) and scope != XSD + "string":
        return {"@id": name, "@type": "xsd:" + scope.removeprefix(XSD)}
    return {"@id": name}


def context_text(vocabulary: Path) -> str:
    """`ontology/context.jsonld`."""
    return json.dumps({"@context": context(vocabulary)}, ensure_ascii=False, indent=2) + "\n"


def write(quads: Iterable[ox.Quad], output: IO[bytes], base: str) -> None:
    """Quads, sorted by graph and subject, as one JSON-LD document with IRIs relative to `base`. No blank nodes."""
    path = resources.folder("ontology") / CONTEXT_FILE
    names = _Names(json.loads(path.read_text(encoding="utf-8"))["@context"], base)
    head = {"@base": base, **names.context}
    output.write(f'{{"@context": {json.dumps(head, ensure_ascii=False, indent=1)},\n"@graph": ['.encode())
    for number, (graph, members) in enumerate(groupby(quads, key=lambda quad: _iri(quad.graph_name))):
        start = ",\n" if number else "\n"
        output.write(f'{start}{{"id": {json.dumps(names.reference(graph), ensure_ascii=False)}, "graph": ['.encode())
        for place, node in enumerate(_nodes(members, names)):
            text = json.dumps(node, ensure_ascii=False, indent=1)
            output.write(f"{',' if place else ''}\n{text}".encode())
        output.write(b"\n]}")
    output.write(b"\n]}\n")


def _nodes(quads: Iterable[ox.Quad], names: _Names) -> Iterator[dict[str, Any]]:
    for subject, statements in groupby(quads, key=lambda quad: _iri(quad.subject)):
        values: dict[str, list[Any]] = {}
        languages: dict[str, dict[str, list[str]]] = {}
        for quad in statements:
            key, value, language = names.entry(quad.predicate.value, quad.object)
            if language:
                languages.setdefault(key, {}).setdefault(language, []).append(value)
            else:
                values.setdefault(key, []).append(value)
        node = {key: _single(found) for key, found in values.items()}
        node |= {key: {tag: _single(texts) for tag, texts in found.items()} for key, found in languages.items()}
        kind = {"type": node.pop("type")} if "type" in node else {}
        yield {"id": names.reference(subject), **kind, **dict(sorted(node.items()))}


def _iri(term: Any) -> str:
    return str(term.value)


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


@dataclass(frozen=True, slots=True)
class _Short:
    """A short name, the datatype its values are understood as (`@id`: an IRI), and whether it is kept by language."""

    name: str
    type: str
    by_language: bool


class _Names:
    """The short names of a context, from the side of the writer."""

    def __init__(self, entries: Mapping[str, Any], base: str) -> None:
        self.context = dict(entries)
        self._base = base
        self._prefixes = {name: value for name, value in NAMESPACES.items() if name in entries}
        self._short = {
            self._long(entry["@id"]): _Short(name, self._long(entry.get("@type", "")), "@container" in entry)
            for name, entry in entries.items()
            if isinstance(entry, dict)
        }

    def reference(self, iri: str) -> str:
        """An IRI as a value: relative to the base, else with a prefix, else whole."""
        rest = iri.removeprefix(self._base)
        if rest != iri and ":" not in rest and not _DOTS.intersection(rest.split("/")):
            return rest
        return self._compact(iri)

    def entry(self, predicate: str, value: Any) -> tuple[str, Any, str]:
        """The key, the value, and its language where the key is kept by language."""
        import pyoxigraph as ox

        if predicate == RDF + "type":
            short = self._short.get(value.value)
            return "type", short.name if short else self._compact(value.value), ""
        known = self._short.get(predicate)
        if isinstance(value, ox.NamedNode):
            if known and known.type == "@id":
                return known.name, self.reference(value.value), ""
            return self._compact(predicate), {"id": self.reference(value.value)}, ""
        return self._literal(predicate, known, value)

    def _literal(self, predicate: str, known: _Short | None, value: ox.Literal) -> tuple[str, Any, str]:
        datatype = value.datatype.value
        if known and known.by_language and value.language:
            return known.name, value.value, value.language
        if known and not known.by_language and datatype == (known.type or XSD + "string"):
            return known.name, NATIVE.get(datatype, str)(value.value), ""
        entry: dict[str, str] = {"@value": value.value}
        if value.language:
            entry["@language"] = value.language
        elif datatype != XSD + "string":
            entry["@type"] = self._compact(datatype)
        return self._compact(predicate), entry, ""

    def _compact(self, iri: str) -> str:
        for prefix, start in self._prefixes.items():
            if iri.startswith(start) and not iri[len(start) :].startswith("//"):
                return f"{prefix}:{iri[len(start) :]}"
        return iri

    def _long(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else name
