"""Gathers the statements of one named graph and gives them as N-Quads: sorted, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from loaders.namespaces import expand
from loaders.triples.terms import iri

Values = Mapping[str, str | Iterable[str] | None]
"""Predicates (prefixed names) with the term, the terms, or None for nothing to say."""


@cache
def term(prefixed_name: str) -> str:
    """The IRI term of a prefixed name: `cnb:amount`."""
    return iri(expand(prefixed_name))


class GraphWriter:
    """The statements of one named graph. Subjects are IRIs; objects are terms in N-Quads syntax."""

    def __init__(self, graph: str) -> None:
        self._end = f" {iri(graph)} .\n"
        self._about: dict[str, set[str]] = {}
        """Predicates and objects by their subject: whole lines are long, begin alike and are slow to sort."""

    def describe(self, subject: str, types: str | Iterable[str], values: Values) -> None:
        """State the classes (prefixed names, blank-separated or a list) and properties of a subject."""
        about = self._about.setdefault(iri(subject), set())
        for type_name in types.split() if isinstance(types, str) else types:
            about.add(f"{term('rdf:type')} {term(type_name)}")
        for predicate, objects in values.items():
            if objects is None:
                continue
            for one in (objects,) if isinstance(objects, str) else objects:
                about.add(f"{term(predicate)} {one}")

    def nquads(self) -> str:
        """All statements, sorted, each once: no subject begins with another one, since `>` ends it."""
        end = self._end
        return "".join(
            f"{subject} {said}{end}" for subject, about in sorted(self._about.items()) for said in sorted(about)
        )
