"""N-Quads on their way into one named graph of a store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox


def text_of(nquads: str | bytes) -> str:
    """N-Quads as text."""
    return nquads if isinstance(nquads, str) else nquads.decode()


def quads_of(nquads: str, graph: str) -> set[ox.Quad]:
    """The quads of one graph. Raises ValueError if one stands in another graph, SyntaxError for what is no N-Quads."""
    import pyoxigraph as ox

    quads = set(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    expected = ox.NamedNode(graph)
    for quad in quads:
        if quad.graph_name != expected:
            raise ValueError(f"a quad of graph {quad.graph_name} where only {expected} is wanted")
    return quads


def is_of_one_graph(nquads: str, graph: str) -> bool:
    """Whether every line ends with the graph, as the lines of `loaders.triples.nquads` do."""
    return nquads.count(f" <{graph}> .\n") == nquads.count("\n") and nquads.endswith("\n")


def quad_of(triple: ox.Triple, graph: str = "") -> ox.Quad:
    """A triple as a quad of a graph; of the default graph where none is named."""
    import pyoxigraph as ox

    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


def data_block(verb: str, quads: Iterable[ox.Quad]) -> str:
    """`INSERT DATA` or `DELETE DATA` of quads."""
    import pyoxigraph as ox

    default = ox.DefaultGraph()
    parts = [
        f"{quad.triple} ." if quad.graph_name == default else f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
        for quad in quads
    ]
    return f"{verb} DATA {{\n" + "\n".join(parts) + "\n}"
