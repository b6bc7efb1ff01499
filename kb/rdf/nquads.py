"""N-Quads on their way into one named graph of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def canonical(nquads: str, graph: str) -> str:
    """N-Quads of one graph as the engine writes them: sorted, each once. Raises as `quads_of`."""
    return sorted_nquads(quads_of(nquads, graph))


def sorted_nquads(quads: Iterable[ox.Quad]) -> str:
    """Quads as N-Quads, sorted."""
    return "".join(sorted(f"{quad} .\n" for quad in quads))


def parsed(lines: Iterable[str]) -> Iterator[ox.Quad]:
    """The quads of lines of N-Quads."""
    import pyoxigraph as ox

    return ox.parse("\n".join(lines), ox.RdfFormat.N_QUADS)


def block(verb: str, triples: Iterable[str], quads: Iterable[str]) -> str:
    """`INSERT DATA` or `DELETE DATA` of triples of the default graph without their full stop, and lines of N-Quads."""
    lines = [f"{triple} ." for triple in triples]
    for quad in quads:
        triple, _, graph = quad.removesuffix(" .").rpartition(" ")
        lines.append(f"GRAPH {graph} {{ {triple} }}")
    return f"{verb} DATA {{\n" + "\n".join(lines) + "\n}"
