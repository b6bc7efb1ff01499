"""How much of what a graph holds: the numbers of a VoID description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loaders.iris import CODES
from loaders.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF_TYPE, SKOS = expand("rdf:type"), NAMESPACES["skos"]


@dataclass(slots=True)
class GraphCounts:
    """Distinct triples, subjects and objects; instances by class, triples by property.

    `links` counts the triples by property and code list (`functional` …) that point from the data to a code.
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)


def count(triples: Iterable[ox.Triple]) -> GraphCounts:
    """Count triples, each of which must come once."""
    import pyoxigraph as ox

    counts = GraphCounts()
    subjects, objects = set(), set()
    for subject, predicate, value in triples:
        counts.triples += 1
        subjects.add(subject)
        objects.add(value)
        counts.properties[predicate.value] += 1
        if not isinstance(value, ox.NamedNode):
            continue
        if predicate.value == RDF_TYPE:
            counts.classes[value.value] += 1
        elif value.value.startswith(CODES) and not predicate.value.startswith(SKOS):
            counts.links[predicate.value, value.value.removeprefix(CODES).partition("/")[0]] += 1
    counts.subjects, counts.objects = len(subjects), len(objects)
    return counts
