"""RDF files back into a store: the graphs of an export, each in the place of what was there."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from kb.errors import StoreError
from kb.publishing.syntaxes import RDF_SUFFIXES
from kb.store.interface import LINKS_DOCUMENT
from kb.store.sums import corrected
from loaders.iris import (
    DISCLOSURE_GRAPHS,
    FINDING_GRAPHS,
    disclosure_iri,
    findings_graph_iri,
    graph_iri,
    ontology_graph_iri,
)
from loaders.namespaces import expand

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import Change, GraphStore

SUFFIXES = (".nq", ".trig", ".jsonld")
"""Syntaxes that keep named graphs: without these nobody can tell which disclosure a statement belongs to."""

IDENTIFIER = expand("dcterms:identifier")


class ImportRefused(StoreError):
    """A file that cannot be imported; the message names it and says why."""


def import_rdf(store: GraphStore, file: Path) -> list[tuple[str, Change]]:
    """Put the disclosures, findings and links of an RDF file into a store; gives their ids and what changed.

    The vocabulary and code lists are left out: every store brings its own. Nothing is written if one graph of the file
    is no disclosure under the base IRI of the store. Raises ImportRefused.
    """
    graphs = _graphs(file)
    graphs.pop(ontology_graph_iri(store.base), None)
    findings = {name: graphs.pop(name) for name in sorted(graphs) if name.startswith(store.base + FINDING_GRAPHS)}
    documents = {_document(file, store.base, name, quads): quads for name, quads in sorted(graphs.items())}
    owners = {findings_graph_iri(document, store.base): document for document in documents}
    if strays := findings.keys() - owners.keys():
        raise ImportRefused(f"{file}: 发现的问题缺它所说的文件 (findings about a missing disclosure): {min(strays)}")
    changes = [(document, store.replace(document, _nquads(corrected(quads)))) for document, quads in documents.items()]
    for graph, quads in findings.items():
        store.put_findings(owners[graph], _nquads(quads))
    return changes


def _graphs(file: Path) -> dict[str, list[ox.Quad]]:
    """The quads of a file by named graph."""
    graphs: dict[str, list[ox.Quad]] = {}
    try:
        for quad in _quads(file):
            graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad)
    except (OSError, EOFError) as error:
        raise ImportRefused(f"{file}: 读不了 (cannot be read): {error}") from error
    except SyntaxError as error:
        raise ImportRefused(f"{file}: 第 {error.lineno} 行语法有错 (syntax error in that line): {error.msg}") from error
    if "" in graphs:
        raise ImportRefused(f"{file}: 有陈述不在命名图里 (statements outside named graphs): {graphs[''][0]}")
    return graphs


def _quads(file: Path) -> Iterator[ox.Quad]:
    import pyoxigraph as ox

    suffix = Path(file.name.removesuffix(".gz")).suffix
    if suffix not in SUFFIXES:
        raise ImportRefused(
            f"{file}: 这种格式不分命名图, 不能导回 (this syntax has no named graphs); 用 (use) {', '.join(SUFFIXES)}"
        )
    syntax: Any = getattr(ox.RdfFormat, RDF_SUFFIXES[suffix])
    if file.suffix != ".gz":
        yield from ox.parse(path=str(file), format=syntax)
        return
    with gzip.open(file, "rb") as unpacked:
        yield from ox.parse(cast("IO[bytes]", unpacked), format=syntax)


def _document(file: Path, base: str, graph: str, quads: list[ox.Quad]) -> str:
    """The id of the disclosure that a graph holds, or what stands in its place for the links between disclosures."""
    if graph == graph_iri(LINKS_DOCUMENT, base):
        return LINKS_DOCUMENT
    if graph.startswith(base + DISCLOSURE_GRAPHS):
        disclosure = disclosure_iri("", base) + graph.removeprefix(base + DISCLOSURE_GRAPHS)
        for quad in quads:
            if quad.predicate.value == IDENTIFIER and getattr(quad.subject, "value", "") == disclosure:
                return str(getattr(quad.object, "value", ""))
    raise ImportRefused(
        f"{file}: {graph} 不是本库基准 IRI {base} 下的预算公开 (no disclosure under the base IRI of this store); "
        "新库可用 --base (a new store takes --base)"
    )


def _nquads(quads: Iterable[ox.Quad]) -> str:
    return "".join(f"{quad} .\n" for quad in quads)
