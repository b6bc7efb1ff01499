"""The sums of a graph (汇总) computed again from its figures, for graphs that came by another way than the loaders.

The loaders write the sums of a disclosure beside its figures (`loaders/triples/sums.py`). After an update by hand, and
for RDF that was not written by the loaders, they are held against what the figures say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from loaders.namespaces import expand
from loaders.triples import terms
from loaders.triples.sums import SUM_CLASS, Summand, add_sums
from loaders.triples.writer import GraphWriter

if TYPE_CHECKING:
    import pyoxigraph as ox

_ABOUT = ("cnb:department", "cnb:fiscalYear", "cnb:unknownYear", "cnb:stage")


def corrected(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """The quads of a graph with the sums that its figures have."""
    found = set(quads)
    missing, excess = differences(found)
    return (found - excess) | missing


def differences(quads: Iterable[ox.Quad]) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Of the sums of one graph those that are missing, and those that its figures do not have."""
    import pyoxigraph as ox

    found = set(quads)
    things = _StatedThings(found)
    held = {quad for quad in found if expand(SUM_CLASS) in things.values(quad.subject, "rdf:type")}
    disclosures = things.of_class("cnb:Disclosure")
    if not disclosures:
        return set(), held
    graph = str(getattr(next(iter(found)).graph_name, "value", ""))
    right = set(ox.parse(_written(graph, disclosures[0], things), ox.RdfFormat.N_QUADS))
    return right - held, held - right


class _StatedThings:
    """The values of every subject of a graph by predicate."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._values: dict[str, dict[str, list[Any]]] = {}
        for quad in quads:
            values = self._values.setdefault(_value_of(quad.subject), {})
            values.setdefault(quad.predicate.value, []).append(quad.object)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def terms(self, subject: Any, name: str) -> list[Any]:
        """The terms that a subject has for a property."""
        return self._values.get(_value_of(subject), {}).get(expand(name), [])

    def values(self, subject: Any, name: str) -> list[str]:
        """The same as text."""
        return [_value_of(one) for one in self.terms(subject, name)]

    def first(self, subject: Any, name: str) -> str:
        """The first of them; empty for none."""
        return next(iter(self.values(subject, name)), "")

    def of_class(self, name: str) -> list[str]:
        """The subjects of a class, sorted."""
        return sorted(subject for subject in self if expand(name) in self.values(subject, "rdf:type"))

    def above(self, subject: str) -> tuple[str, ...]:
        """A concept and all that stand above it."""
        found = [subject]
        for one in found:
            found += [upper for upper in self.values(one, "skos:broader") if upper not in found]
        return tuple(found)


def _written(graph: str, disclosure: str, things: _StatedThings) -> str:
    about = {name: [str(one) for one in things.terms(disclosure, name)] for name in _ABOUT}
    writer = GraphWriter(graph)
    add_sums(writer, disclosure, {"cnb:disclosure": terms.iri(disclosure), **about}, _summands(things))
    return writer.nquads()


def _summands(things: _StatedThings) -> Iterator[Summand]:
    """The figures that count: those with an amount, a form and a meaning of the column."""
    occurrences = _same_columns(things)
    for figure in things:
        form, component = things.first(figure, "cnb:formKind"), things.first(figure, "cnb:component")
        for amount in things.values(figure, "cnb:amount") if form and component else ():
            subject = things.first(figure, "cnb:subject")
            yield Summand(
                yuan=Decimal(amount),
                form=form,
                component=component,
                column=terms.text(things.first(figure, "cnb:columnLabel")) or "",
                position=int(things.first(figure, "cnb:position") or 0),
                occurrence=occurrences.get(_column(things, figure), 0),
                subjects=things.above(subject) if subject else (),
            )


def _same_columns(things: _StatedThings) -> dict[tuple[str, int], int]:
    """For each column of a form how many before it print the same words and mean the same, as the loaders count."""
    found: dict[tuple[str, int], int] = {}
    counted: Counter[tuple[str, ...]] = Counter()
    columns = {_column(things, figure): figure for figure in things.of_class("qb:Observation")}
    for column, figure in sorted(columns.items()):
        words = (column[0], *(things.first(figure, name) for name in ("cnb:side", "cnb:columnLabel", "cnb:component")))
        found[column] = counted[words]
        counted[words] += 1
    return found


def _column(things: _StatedThings, figure: str) -> tuple[str, int]:
    """The form that a figure belongs to, by its id, and the number of its column there (0: none)."""
    form = figure.partition("/figure/")[2].partition("/")[0]
    return form, int(things.first(figure, "cnb:columnNumber") or 0)


def _value_of(one: Any) -> str:
    return str(getattr(one, "value", one))
