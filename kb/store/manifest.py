"""The manifest: what is loaded, stated in a graph of the store itself, in the same step as the documents.

One subject per document, its named graph. The properties are book-keeping of this program, no part of the vocabulary,
and never exported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from loaders.blocks import UnreadableFile
from loaders.iris import DISCLOSURE_GRAPHS, graph_iri
from loaders.readers import fingerprint_of
from loaders.readers.archive import file_name

if TYPE_CHECKING:
    import pyoxigraph as ox

MANIFEST_GRAPH = f"{DISCLOSURE_GRAPHS}manifest"
PROPERTIES = "urn:yusuan-kb:manifest:"
SHARD = "shard"

_ENTRIES = """
SELECT ?graph ?document ?triples ?content ?reading ?report {{
  GRAPH <{graph}> {{
    ?graph <{p}document> ?document ; <{p}triples> ?triples ; <{p}content> ?content .
    OPTIONAL {{ ?graph <{p}reading> ?reading }}
    OPTIONAL {{ ?graph <{p}report> ?report }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class ReadingRecord:
    """How a document was read: a key of file and program, and a report for people that is kept as it is."""

    key: str = ""
    report: str = ""


NO_READING = ReadingRecord()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document on its way into a store."""

    document: str
    nquads: str
    reading: ReadingRecord = NO_READING


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one document: its number of triples and a digest of the N-Quads it came as."""

    document: str
    triples: int
    content: str
    reading: ReadingRecord = NO_READING


class _Selecting(Protocol):
    base: str

    def book_keeping(self, sparql: str) -> Iterable[ox.QuerySolution]: ...


def manifest_graph_iri(base: str) -> str:
    """The named graph that holds the manifest."""
    return f"{base}{MANIFEST_GRAPH}"


def entry_of(incoming: Incoming, triples: int | None = None) -> Entry:
    """The entry of a document; without `triples` every line of its N-Quads is taken for one."""
    count = incoming.nquads.count("\n") if triples is None else triples
    return Entry(incoming.document, count, digest(incoming.nquads), incoming.reading)


def digest(nquads: str) -> str:
    """A digest of the N-Quads of a document."""
    return hashlib.sha256(nquads.encode()).hexdigest()


def statements(entry: Entry, base: str) -> Iterator[ox.Quad]:
    """The quads that say an entry."""
    import pyoxigraph as ox

    subject = ox.NamedNode(graph_iri(entry.document, base))
    values: dict[str, str | int] = {
        "document": entry.document,
        "triples": entry.triples,
        "content": entry.content,
        "reading": entry.reading.key,
        "report": entry.reading.report,
    }
    for name, value in values.items():
        if value != "":
            yield said(subject, name, value, base)


def said(subject: ox.NamedNode, name: str, value: str | int, base: str) -> ox.Quad:
    """One statement of the manifest."""
    import pyoxigraph as ox

    return ox.Quad(subject, ox.NamedNode(PROPERTIES + name), ox.Literal(value), ox.NamedNode(manifest_graph_iri(base)))


def shard_quad(graph: str, shard: str, base: str) -> ox.Quad:
    """The statement that names the shard in force of a graph."""
    import pyoxigraph as ox

    return said(ox.NamedNode(graph), SHARD, shard, base)


def is_of_shard(quad: ox.Quad) -> bool:
    """Whether a statement of the manifest names a shard."""
    return quad.predicate.value == PROPERTIES + SHARD


def shard_of(database: ox.Store, graph: str, base: str) -> str:
    """The shard in force of a graph; blank where there is none."""
    return _shards(database, base, graph).get(graph, "")


def shards_of(database: ox.Store, base: str) -> dict[str, str]:
    """The shards in force by the IRIs of their graphs."""
    return _shards(database, base)


def _shards(database: ox.Store, base: str, graph: str = "") -> dict[str, str]:
    import pyoxigraph as ox

    subject, named = ox.NamedNode(graph) if graph else None, ox.NamedNode(PROPERTIES + SHARD)
    found = database.quads_for_pattern(subject, named, None, ox.NamedNode(manifest_graph_iri(base)))
    return {str(getattr(one.subject, "value", "")): str(getattr(one.object, "value", "")) for one in found}


def read_manifest(store: _Selecting) -> dict[str, Entry]:
    """The entries of a store by document id."""
    query = _ENTRIES.format(graph=manifest_graph_iri(store.base), p=PROPERTIES)
    return {entry.document: entry for entry in map(_entry, store.book_keeping(query))}


def content_of(store: _Selecting, document: str) -> str:
    """The digest of what a document, or the vocabulary, came as; blank where it is not there."""
    graph, p = manifest_graph_iri(store.base), PROPERTIES
    query = f"SELECT ?content {{ GRAPH <{graph}> {{ <{graph_iri(document, store.base)}> <{p}content> ?content }} }}"
    return next((str(row["content"].value) for row in store.book_keeping(query)), "")


def reading_key(path: Path, base: str, name: str = "") -> str:
    """The same whenever reading a file would give the same quads: its name and bytes, the base IRI, the program.

    `name` is in for the file's own, to ask for the key of the same bytes under another name. Blank where there is
    no such file, or one too large to read.
    """
    key = hashlib.sha256(f"{program()}\n{base}\n{name or file_name(path)}\n".encode())
    try:
        key.update(fingerprint_of(path))
    except UnreadableFile:
        return ""
    return key.hexdigest()


@cache
def program() -> str:
    """A digest of the loaders, code and lexicon: another one may read the same file otherwise."""
    import loaders

    root = Path(loaders.__file__).parent
    found = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in {".py", ".toml"}):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _entry(solution: ox.QuerySolution) -> Entry:
    def text(name: str) -> str:
        term = solution[name]
        return "" if term is None else str(term.value)

    reading = ReadingRecord(text("reading"), text("report"))
    return Entry(text("document"), int(text("triples")), text("content"), reading)
