"""A small graph written by hand: statements in any order, the same Turtle bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kb.rdf.prefixes import SortedPrefixes

if TYPE_CHECKING:
    import pyoxigraph as ox


class Description:
    """The statements of a description; names are prefixed (`dcat:Dataset`), subjects IRIs."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        self._triples: set[ox.Triple] = set()

    def iri(self, value: str) -> ox.NamedNode:
        """An IRI, or a prefixed name with one of the prefixes."""
        import pyoxigraph as ox

        prefix, _, local = value.partition(":")
        return ox.NamedNode(self._prefixes[prefix] + local if prefix in self._prefixes else value)

    def text(self, value: str, language: str = "") -> ox.Literal:
        """A plain string, or a text in a language."""
        import pyoxigraph as ox

        return ox.Literal(value, language=language) if language else ox.Literal(value)

    def typed(self, value: str | int, datatype: str) -> ox.Literal:
        """A value of a datatype (`xsd:integer`)."""
        import pyoxigraph as ox

        return ox.Literal(str(value), datatype=self.iri(datatype))

    def add(self, subject: str, name: str, *values: ox.NamedNode | ox.Literal | str | int | None) -> None:
        """State values of a property: IRIs or prefixed names as texts, whole numbers, terms; None says nothing."""
        import pyoxigraph as ox

        for value in values:
            if value is None:
                continue
            term = self.typed(value, "xsd:integer") if isinstance(value, int) else value
            term = self.iri(term) if isinstance(term, str) else term
            self._triples.add(ox.Triple(self.iri(subject), self.iri(name), term))

    def include(self, triples: Iterable[ox.Triple]) -> None:
        """State what another description states."""
        self._triples.update(triples)

    def without(self, name: str, other: str) -> Description:
        """The same without statements of one property whose subject and value another property states as well."""
        import pyoxigraph as ox

        self._triples -= {ox.Triple(one.subject, self.iri(name), one.object) for one in self._of(other)}
        return self

    def _of(self, name: str) -> list[ox.Triple]:
        predicate = self.iri(name)
        return [one for one in self._triples if one.predicate == predicate]

    def triples(self) -> list[ox.Triple]:
        """The statements, subjects in alphabetical order, the class first."""
        rdf_type = self._prefixes["rdf"] + "type"
        return sorted(self._triples, key=lambda one: (str(one.subject), one.predicate.value != rdf_type, str(one)))

    def turtle(self) -> bytes:
        """The description in Turtle, subjects in alphabetical order, the class first."""
        import pyoxigraph as ox

        ordered = self.triples()
        output = io.BytesIO()
        used = {prefix: iri for prefix, iri in self._prefixes.items() if any(iri in str(one) for one in ordered)}
        ox.serialize(ordered, SortedPrefixes(output), ox.RdfFormat.TURTLE, prefixes=used)  # type: ignore[arg-type]
        return output.getvalue()
