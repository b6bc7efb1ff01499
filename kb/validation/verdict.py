"""Does the graph keep the rules? SHACL shapes graph by graph, and the Data Cube constraints over the whole store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from kb.validation.breach import Breach
from kb.validation.integrity import broken_constraints, read_constraints
from kb.validation.shapes import broken_shapes, read_shapes
from loaders.iris import disclosure_iri, findings_graph_iri, graph_iri

if TYPE_CHECKING:
    from kb.store.interface import GraphStore


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and everything that breaks a rule, in a stable order."""

    graphs: int
    shapes: int
    constraints: int
    breaches: tuple[Breach, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing breaks a rule."""
        return not self.breaches


class UnknownDocument(Exception):
    """A document that is not loaded; the message names it."""


def validate(store: GraphStore, documents: Sequence[str] = ()) -> Verdict:
    """Check some disclosures, or the whole store with its code lists.

    Raises UnknownDocument, and MissingEngine where no SHACL engine is installed.
    """
    loaded = store.documents()
    if unknown := [document for document in documents if document not in loaded]:
        raise UnknownDocument(f"{'、'.join(unknown)}: 没有装入 (not loaded); kb documents 列出全部")
    groups = _groups(store, documents or loaded, everything=not documents)
    shapes = read_shapes()
    breaches = [
        breach
        for document, graphs in groups
        for breach in broken_shapes(shapes, (quad for graph in graphs for quad in store.quads(graph)), document)
    ]
    constraints = read_constraints()
    owners = {disclosure_iri(document, store.base): document for document in loaded}
    found = broken_constraints(store, constraints, owners)
    breaches += [breach for breach in found if not documents or breach.document in documents]
    order = sorted(breaches, key=lambda breach: (not breach.is_shape, breach.rule, astuple(breach)))
    return Verdict(sum(len(graphs) for _, graphs in groups), len(shapes.messages), len(constraints), tuple(order))


def _groups(store: GraphStore, documents: Iterable[str], *, everything: bool) -> list[tuple[str, list[str]]]:
    """The graphs to check together, with the document they belong to: a disclosure and the findings about it."""
    present = store.graphs()
    groups = []
    for document in documents:
        own = {graph_iri(document, store.base), findings_graph_iri(document, store.base)}
        groups.append((document, [graph for graph in present if graph in own]))
    if everything:
        taken = {graph for _, graphs in groups for graph in graphs}
        groups += [("", [graph]) for graph in present if graph not in taken]
    return groups
