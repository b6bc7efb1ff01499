"""SHACL shapes over one graph, by a SHACL engine that the extra `shapes` brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb import resources
from kb.validation.breach import Breach
from loaders.namespaces import NAMESPACES, expand

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

SHAPES, SOURCE_PLACE = NAMESPACES["shapes"], expand("cnb:sourcePlace")


class MissingEngine(Exception):
    """No SHACL engine is installed; the message says how to get one."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes as one graph, and for each that can speak its message in Chinese and English, by IRI."""

    graph: rdflib.Graph
    messages: dict[str, tuple[str, str]]


def read_shapes() -> Shapes:
    """The shapes of `ontology/shapes`."""
    import rdflib
    from rdflib.namespace import SH

    graph = rdflib.Graph()
    for path in sorted((resources.folder("ontology") / resources.SHAPES).glob("*.ttl")):
        graph.parse(path, format="turtle")
    messages = {}
    for shape in sorted(set(graph.subjects(SH.message)), key=str):
        texts = {text.language: str(text) for text in graph.objects(shape, SH.message)}  # type: ignore[attr-defined]
        messages[str(shape)] = (texts.get("zh", ""), texts.get("en", ""))
    return Shapes(graph, messages)


def broken_shapes(shapes: Shapes, quads: Iterable[ox.Quad], document: str = "") -> Iterator[Breach]:
    """Everything in one graph that breaks a shape. Raises MissingEngine."""
    import rdflib
    from rdflib.namespace import RDF, SH

    data = _as_graph(quads)
    _, report, _ = _engine().validate(data, shacl_graph=shapes.graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = str(report.value(result, SH.sourceShape))
        focus = report.value(result, SH.focusNode)
        message, message_en = shapes.messages.get(shape, ("", ""))
        yield Breach(
            rule=shape.removeprefix(SHAPES),
            iri=shape,
            message=message,
            message_en=message_en,
            focus=_term(focus),
            document=document,
            place=str(data.value(focus, rdflib.URIRef(SOURCE_PLACE)) or ""),
            path=_term(report.value(result, SH.resultPath)),
            value=_term(report.value(result, SH.value)),
            component=str(report.value(result, SH.sourceConstraintComponent)),
        )


def _as_graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples for an engine that reads rdflib graphs; ill-typed values are kept for the shapes to find."""
    import pyoxigraph as ox
    import rdflib

    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples, format="nt")


def _engine() -> Any:
    try:
        import pyshacl_turbo
    except ImportError as error:
        raise MissingEngine(
            "检查 SHACL 形状要先安装引擎 (install the SHACL engine first): pip install 'yusuan-kb[shapes]'"
        ) from error
    return pyshacl_turbo


def _term(node: rdflib.term.Node | None) -> str:
    return "" if node is None else str(node.n3())
