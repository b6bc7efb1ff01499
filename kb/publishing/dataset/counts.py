"""How much of what a graph holds: the numbers of a VoID description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from loaders.iris import CODES
from loaders.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF_TYPE, SKOS = expand("rdf:type"), NAMESPACES["skos"]


@dataclass(slots=True)
class GraphCounts:
    """Distinct triples, subjects and objects; instances by class, triples by property.

    `parts` counts the triples by class of their subject and property, `links` those that point from the data to a code,
    by property and code list (`functional` …).
    """

    triples: int = 0
    subjects: int = 0
    objects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    parts: Counter[tuple[str, str]] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)


def count(triples: Iterable[ox.Triple]) -> GraphCounts:
    """Count triples, each of which must come once."""
    import pyoxigraph as ox

    counts = GraphCounts()
    subjects, objects = set(), set()
    kinds: dict[Any, list[str]] = {}
    by_kinds: dict[Any, Counter[str]] = {}
    for subject, predicate, value in triples:
        counts.triples += 1
        subjects.add(subject)
        objects.add(value)
        counts.properties[predicate.value] += 1
        by_kinds.setdefault(subject, Counter())[predicate.value] += 1
        if not isinstance(value, ox.NamedNode):
            continue
        if predicate.value == RDF_TYPE:
            counts.classes[value.value] += 1
            kinds.setdefault(subject, []).append(value.value)
        elif value.value.startswith(CODES) and not predicate.value.startswith(SKOS):
            counts.links[predicate.value, value.value.removeprefix(CODES).partition("/")[0]] += 1
    for subject, classes in kinds.items():
        for name, number in by_kinds[subject].items():
            for kind in classes:
                counts.parts[kind, name] += number
    counts.subjects, counts.objects = len(subjects), len(objects)
    return counts
