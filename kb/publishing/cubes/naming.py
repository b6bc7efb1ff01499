"""Names of what the values of dimensions stand for: viewers show them in the place of IRIs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.publishing.cubes.dimensions import OPERATIONS, cube_words
from loaders.namespaces import expand

PREFERRED, LABEL, BROADER = expand("skos:prefLabel"), expand("rdfs:label"), expand("skos:broader")
TITLE = expand("dcterms:identifier")


class Naming:
    """Names by IRI and language; the first given stays. And the component above all others of each component."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, str]] = {}
        self._broader: dict[str, str] = {}
        for name, texts in cube_words().operation_labels.items():
            self._names[OPERATIONS + name] = dict(texts)

    def learn(self, quads: Iterable[Any]) -> None:
        """Take preferred names, other names of what has none, and what is broader."""
        found: dict[str, list[tuple[bool, str, str, str]]] = {}
        for quad in quads:
            predicate, value = quad.predicate.value, quad.object
            if predicate == BROADER:
                self._broader.setdefault(quad.subject.value, value.value)
            elif predicate in (PREFERRED, LABEL, TITLE):
                language = value.language or "zh"
                entry = (predicate != PREFERRED, value.value, language, quad.subject.value)
                found.setdefault(quad.subject.value, []).append(entry)
        for iri, entries in found.items():
            for _, text, language, _ in sorted(entries):
                self._names.setdefault(iri, {}).setdefault(language, text)

    def of(self, iri: str) -> dict[str, str]:
        """The names of a thing by language; empty where none is known."""
        return self._names.get(iri, {})

    def keep(self, iris: set[str]) -> None:
        """Forget the names of everything else."""
        self._names = {iri: names for iri, names in self._names.items() if iri in iris}

    def roots(self) -> dict[str, str]:
        """The topmost above each thing that has something above it, by IRI."""
        return {iri: self._top(iri) for iri in self._broader}

    def _top(self, iri: str) -> str:
        passed = set()
        while iri in self._broader and iri not in passed:
            passed.add(iri)
            iri = self._broader[iri]
        return iri
