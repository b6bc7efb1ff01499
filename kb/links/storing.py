"""Links as RDF, in a graph of their own (`{base}graph/links`): each with its rule, its reason and its documents.

`<a> owl:sameAs <b>` (or `skos:closeMatch`) is stated, and reified as an `rdf:Statement` that carries the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kb.links.decisions import decisions_file, read_decisions
from kb.links.finding import Links, find_links
from kb.links.model import Link, LinkVerdict
from kb.links.things import things_of
from kb.store.interface import LINKS_DOCUMENT, PREFIXES, Change, GraphStore
from loaders.iris import disclosure_iri, graph_iri
from loaders.namespaces import NAMESPACES

if TYPE_CHECKING:
    import pyoxigraph as ox

OWL = NAMESPACES["owl"]
RELATIONS = {
    LinkVerdict.SAME: OWL + "sameAs",
    LinkVerdict.CLOSE: PREFIXES["skos"] + "closeMatch",
    LinkVerdict.DIFFERENT: OWL + "differentFrom",
}


def current_links(store: GraphStore, decisions: Path | None = None) -> Links:
    """The links of what the store holds now, decisions of people applied. Raises StoreError for a faulty file."""
    return find_links(things_of(store), decisions_of(store, decisions))


def update(store: GraphStore, decisions: Path | None = None) -> tuple[Links, Change]:
    """Judge everything anew and put the links in the place of those that the store holds, in one atomic step."""
    links = current_links(store, decisions)
    return links, store.replace(LINKS_DOCUMENT, nquads(links, store.base))


def nquads(links: Links, base: str) -> str:
    """The links that hold, as N-Quads of the graph of links: sorted, the same links give the same text."""
    import pyoxigraph as ox

    graph = ox.NamedNode(graph_iri(LINKS_DOCUMENT, base))
    lines = {f"{ox.Quad(*triple, graph)} .\n" for link in links.holding for triple in _triples(link, graph.value, base)}
    return "".join(sorted(lines))


def decisions_of(store: GraphStore, file: Path | None = None) -> list[Link]:
    """What people decided: from a file, else from the one beside a store on disk. Raises StoreError."""
    folder = getattr(store, "folder", None)
    chosen = file or (decisions_file(folder) if folder else None)
    return read_decisions(chosen, store.base) if chosen else []


def _triples(
    link: Link, graph: str, base: str
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    import pyoxigraph as ox

    name = hashlib.sha256(f"{link.a} {link.b}".encode()).hexdigest()[:16]
    statement = ox.NamedNode(f"{graph}/{name}")
    relation = ox.NamedNode(RELATIONS[link.verdict])
    a, b = ox.NamedNode(link.a), ox.NamedNode(link.b)
    yield a, relation, b
    values: list[tuple[str, str, ox.NamedNode | ox.Literal]] = [
        ("rdf", "type", ox.NamedNode(PREFIXES["rdf"] + "Statement")),
        ("rdf", "subject", a),
        ("rdf", "predicate", relation),
        ("rdf", "object", b),
        ("dcterms", "type", ox.Literal(link.rule)),
        ("rdfs", "comment", ox.Literal(link.reason, language="zh")),
        ("rdfs", "comment", ox.Literal(link.reason_en, language="en")),
        *(("prov", "wasDerivedFrom", ox.NamedNode(disclosure_iri(document, base))) for document in link.documents),
    ]
    for prefix, local, value in values:
        yield statement, ox.NamedNode(PREFIXES[prefix] + local), value
