"""`kb export cube`: the cubes of a store as one RDF file, in memory bounded by one document and the codes it names.

The store is read twice: once to learn what the cubes look like, once to write their observations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.publishing.cubes.dimensions import DimensionKind
from kb.publishing.cubes.figures import CubeFigure, cube_figures
from kb.publishing.cubes.naming import Naming
from kb.publishing.cubes.outline import CubeOutline, outlined
from kb.publishing.cubes.shape import CUBE_PREFIXES, MEASURE, Cube, cube_head, undefined
from kb.publishing.export import moved
from kb.publishing.syntaxes import serialize, syntax_of
from kb.rdf.description import Description
from loaders.iris import disclosure_iri, graph_iri, ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.publishing.about import About
    from kb.store.interface import GraphStore

CUBES = "cube/"
GRAPH = "graph/cubes"


@dataclass(frozen=True, slots=True)
class CubeCounts:
    """How many cubes and observations were written, and how many figures have no year or no department."""

    cubes: int
    observations: int
    without_year: int


def export_cubes(store: GraphStore, file: Path, about: About) -> CubeCounts:
    """Write the cubes into a file, whose suffix chooses the syntax; instances stand under `about.base`.

    Raises ExportError for an unknown suffix.
    """
    cubes, naming, skipped = _outlines(store, about)
    statements = _placed(_statements(store, about, cubes, naming), store.base, about.base, syntax_of(file))
    serialize(statements, file, CUBE_PREFIXES)
    return CubeCounts(len(cubes), sum(cube.outline.figures for cube in cubes.values()), skipped)


def _placed(triples: Iterable[ox.Triple], old: str, new: str, syntax: ox.RdfFormat) -> Iterator[ox.Quad | ox.Triple]:
    """Statements under another base; in a syntax with graphs in one of their own, apart from what they were made of."""
    import pyoxigraph as ox

    graph = ox.NamedNode(f"{new}{GRAPH}")
    for one in triples:
        subject, predicate, value = (moved(term, old, new) for term in (one.subject, one.predicate, one.object))
        triple = ox.Triple(subject, predicate, value)
        yield ox.Quad(subject, predicate, value, graph) if syntax.supports_datasets else triple


def _outlines(store: GraphStore, about: About) -> tuple[dict[str, Cube], Naming, int]:
    naming, outlines, skipped = Naming(), dict[str, CubeOutline](), 0
    naming.learn(store.quads(ontology_graph_iri(store.base)))
    for figures, quads, missing in _documents(store, naming):
        outlined(figures, outlines)
        used = {str(value.value) for figure in figures for value in figure.values.values() if value is not None}
        naming.learn(quad for quad in quads if quad.subject.value in used)
        skipped += missing
    observer = about.publisher_node or f"{about.dataset}#software"
    cubes = {
        form: Cube(f"{about.base}{CUBES}{form}", outline, outline.dimensions(), observer)
        for form, outline in sorted(outlines.items())
    }
    return cubes, naming, skipped


def _documents(store: GraphStore, naming: Naming) -> Iterator[tuple[list[CubeFigure], list[Any], int]]:
    """The figures of each document with its statements, and the number of figures that no cube can hold."""
    roots = naming.roots()
    for document in store.documents():
        quads = list(store.quads(graph_iri(document, store.base)))
        own = Naming()
        own.learn(quads)
        figures, missing = cube_figures(quads, own.roots() | roots)
        yield figures, quads, missing


def _statements(store: GraphStore, about: About, cubes: dict[str, Cube], naming: Naming) -> Iterator[ox.Triple]:
    for cube in cubes.values():
        yield from cube_head(cube, about, naming).triples()
    for figures, _, _ in _documents(store, naming):
        by_form: dict[str, list[CubeFigure]] = defaultdict(list)
        for figure in figures:
            by_form[figure.form].append(figure)
        for form, members in by_form.items():
            yield from _observations(store, cubes[form], members)


def _observations(store: GraphStore, cube: Cube, figures: list[CubeFigure]) -> Iterator[ox.Triple]:
    """The observations of one document, and that they are members of the set.

    cube.link wants one class of them; for the RDF Data Cube `qb:dataSet` tells that they are observations.
    """
    nodes = [f"{cube.iri}/{figure.iri.removeprefix(disclosure_iri('', store.base))}" for figure in figures]
    members = Description(CUBE_PREFIXES)
    members.add(cube.observations, "cube:observation", *nodes)
    yield from members.triples()
    for node, figure in zip(nodes, figures, strict=True):
        description = Description(CUBE_PREFIXES)
        description.add(node, "rdf:type", "cube:Observation")
        description.add(node, "qb:dataSet", cube.iri)
        description.add(node, "cube:observedBy", cube.observer)
        description.add(node, "prov:wasDerivedFrom", figure.iri)
        description.add(node, MEASURE, figure.amount)
        for dimension in cube.dimensions:
            description.add(node, dimension.path, _value(description, figure, dimension.name, dimension.kind))
        yield from description.triples()


def _value(description: Description, figure: CubeFigure, name: str, kind: DimensionKind) -> Any:
    value = figure.values[name]
    return undefined(description, kind) if value is None else value
