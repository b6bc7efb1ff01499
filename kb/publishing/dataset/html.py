"""`ontology/index.html`: the vocabulary for people to read, Chinese and English side by side, made from the Turtle.

Every term has its local name as anchor, so that `…/ontology#amount` leads to its definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loaders.iris import ONTOLOGY

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

KINDS = (
    ("Class", "类", "Classes"),
    ("ObjectProperty", "对象属性", "Object properties"),
    ("DatatypeProperty", "数据属性", "Datatype properties"),
    ("AnnotationProperty", "注释属性", "Annotation properties"),
)
RELATIONS = (
    ("rdfs:subClassOf", "上位类", "sub class of"),
    ("rdfs:subPropertyOf", "上位属性", "sub property of"),
    ("rdfs:domain", "定义域", "domain"),
    ("rdfs:range", "值域", "range"),
    ("qb:codeList", "代码表", "code list"),
    ("rdfs:seeAlso", "参见", "see also"),
    ("cnb:usage", "用处", "usage"),
)
STYLE = """
body { font: 16px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
       max-width: 60rem; padding: 0 1rem; color: #222; }
h2 { border-bottom: 2px solid #1f6f8b; margin-top: 3rem; } h3 { margin-bottom: .2rem; }
code { font-size: .9em; color: #1f6f8b; } .en { color: #555; } section { margin-bottom: 1.5rem; }
dl { display: grid; grid-template-columns: 12rem 1fr; gap: .1rem 1rem; margin: .3rem 0; }
dt { color: #666; } dd { margin: 0; min-width: 0; } dd, h3, nav { overflow-wrap: anywhere; }
nav { columns: 3 9rem; font-size: .9em; }
@media (max-width: 40rem) { dl { grid-template-columns: 7rem 1fr; } body { margin: 1rem auto; } }
table { border-collapse: collapse; } td, th { border: 1px solid #ccc; padding: .2rem .6rem; }
""".strip()


def vocabulary_html(files: Iterable[Path], namespaces: Mapping[str, str]) -> str:
    """The page of a vocabulary in Turtle files; `namespaces` are the prefixes by which foreign terms are called."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for path in files:
        _load(graph, path)
    for prefix, iri in namespaces.items():
        graph.bind(prefix, iri, replace=True)
    page = _Page(graph)
    return "\n".join(page.lines()) + "\n"


def _load(graph: rdflib.Graph, path: Path) -> None:
    """Add the statements of a file in Turtle, read by pyoxigraph: rdflib's own reader takes eight times as long."""
    import pyoxigraph as ox
    import rdflib

    def node(value: Any) -> rdflib.term.Node:
        if not isinstance(value, ox.Literal):
            return rdflib.URIRef(value.value)
        datatype = None if value.language else rdflib.URIRef(value.datatype.value)
        return rdflib.Literal(value.value, value.language, datatype)

    statements = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    for one in statements:
        graph.add((node(one.subject), node(one.predicate), node(one.object)))
    for prefix, iri in statements.prefixes.items():
        graph.bind(prefix, iri)


class _Page:
    def __init__(self, graph: rdflib.Graph) -> None:
        import rdflib

        self._graph = graph
        self._ontology = rdflib.URIRef(ONTOLOGY.rstrip("#"))

    def lines(self) -> Iterator[str]:
        title, title_en = self._both(self._ontology, "dcterms:title")
        yield '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">'
        yield f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>'
        yield f"<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}<br><small>{title_en}</small></h1>"
        for text in self._both(self._ontology, "dcterms:description"):
            yield f"<p>{text}</p>"
        yield f"<p><code>{ONTOLOGY}</code> · {self._one(self._ontology, 'owl:versionInfo')}</p>"
        notes = (f"<li>{escape(str(note))}</li>" for note in self._values(self._ontology, "skos:changeNote"))
        yield "<ul>" + "".join(notes) + "</ul>"
        for kind, zh, en in KINDS:
            yield from self._section(kind, zh, en)
        yield from self._schemes()
        yield "</main>\n</body>\n</html>"

    def _section(self, kind: str, zh: str, en: str) -> Iterator[str]:
        from rdflib import RDF

        terms = sorted(str(term) for term in self._graph.subjects(RDF.type, self._uri(f"owl:{kind}")))
        own = [term for term in terms if term.startswith(ONTOLOGY)]
        if not own:
            return
        yield f"<h2>{zh} · {en} ({len(own)})</h2>"
        links = (f'<a href="#{term.removeprefix(ONTOLOGY)}">{term.removeprefix(ONTOLOGY)}</a><br>' for term in own)
        yield f'<nav aria-label="{zh} {en}">{"".join(links)}</nav>'
        for term in own:
            yield from self._term(term)

    def _term(self, term: str) -> Iterator[str]:
        import rdflib

        node = rdflib.URIRef(term)
        local = escape(term.removeprefix(ONTOLOGY))
        (zh, en), (meaning, meaning_en) = self._both(node, "rdfs:label"), self._both(node, "skos:definition")
        yield f'<section id="{local}">\n<h3>{zh} <code>cnb:{local}</code> <span class="en">{en}</span></h3>'
        yield f'<p>{meaning}<br><span class="en">{meaning_en}</span></p>\n<dl>'
        for name, label, label_en in RELATIONS:
            if values := [self._called(value) for value in self._values(node, name)]:
                yield f"<dt>{label} {label_en}</dt><dd>{'、'.join(values)}</dd>"
        yield "</dl>\n</section>"

    def _schemes(self) -> Iterator[str]:
        from rdflib import RDF

        schemes = sorted(self._graph.subjects(RDF.type, self._uri("skos:ConceptScheme")), key=str)
        if not schemes:
            return
        yield f"<h2>代码表 · Code lists ({len(schemes)})</h2>\n<table>"
        yield "<tr><th>代码表 list</th><th>名称 name</th><th>编码数 codes</th></tr>"
        for scheme in schemes:
            zh, en = self._both(scheme, "skos:prefLabel")
            codes = len(set(self._graph.subjects(self._uri("skos:inScheme"), scheme)))
            yield f"<tr><td>{self._called(scheme)}</td><td>{zh}<br>{en}</td><td>{codes}</td></tr>"
        yield "</table>"

    def _called(self, node: Node) -> str:
        """A term by its prefixed name, as a link."""
        import rdflib

        if not isinstance(node, rdflib.URIRef):
            return escape(str(node))
        name = self._graph.namespace_manager.normalizeUri(node).strip("<>")
        href = "#" + node.removeprefix(ONTOLOGY) if node.startswith(ONTOLOGY) else str(node)
        return f'<a href="{escape(href)}"><code>{escape(name)}</code></a>'

    def _both(self, node: Node, name: str) -> tuple[str, str]:
        """The Chinese and the English text of a property."""
        texts = {getattr(value, "language", None): escape(str(value)) for value in self._values(node, name)}
        return texts.get("zh", ""), texts.get("en", "")

    def _one(self, node: Node, name: str) -> str:
        return escape("".join(str(value) for value in self._values(node, name)))

    def _values(self, node: Node, name: str) -> list[Node]:
        return sorted(self._graph.objects(node, self._uri(name)), key=str)

    def _uri(self, name: str) -> rdflib.URIRef:
        return self._graph.namespace_manager.expand_curie(name)
