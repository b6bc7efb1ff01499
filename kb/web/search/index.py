"""The index on disk: what each document says, kept up to date document by document as the manifest changes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.web.search.bigrams import query, words
from loaders.iris import disclosure_iri

if TYPE_CHECKING:
    from kb.web.library import Edition, Library

FOLDER = "search"
FILE = "bigrams-2.sqlite"
"""Another name where the layout changes: an index of an earlier program is built anew."""

FORTHWITH_SECONDS = 3.0
"""How long a search waits for an index that a load has outdated; a longer build goes on behind it."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (document TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL, kind TEXT NOT NULL, iri TEXT NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_document ON entries (document);
CREATE VIRTUAL TABLE IF NOT EXISTS grams USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 0");
"""
_FOUND = """
SELECT kind, iri, MIN(title) AS title, MIN(text) AS text, MIN(document) AS document,
       COUNT(DISTINCT document) AS documents, MIN(rank) AS best
FROM (
  SELECT e.kind, e.iri, e.title, e.text, e.document, bm25(grams, 8.0, 1.0) AS rank
  FROM grams JOIN entries e ON e.id = grams.rowid WHERE grams MATCH ? AND (? = '' OR e.kind = ?)
  ORDER BY rank LIMIT ?
)
GROUP BY kind, iri ORDER BY best, iri LIMIT ?
"""
_COUNTED = """
SELECT e.kind, COUNT(DISTINCT e.iri) FROM grams JOIN entries e ON e.id = grams.rowid WHERE grams MATCH ? GROUP BY e.kind
"""
_PUT = "INSERT INTO entries (document, kind, iri, title, text) VALUES (?, ?, ?, ?, ?)"
_PUT_GRAMS = "INSERT INTO grams (rowid, title, text) VALUES (?, ?, ?)"
MOST_SORTED = 5000
Entry = tuple[str, str, str, str]
"""Kind, IRI, name and text of what may be found."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something found: its kind and IRI, its name, the text that holds the words, and how many documents have it."""

    kind: str
    iri: str
    title: str
    text: str
    document: str
    documents: int


class Index:
    """The index of a store; one thread builds it, any may search it."""

    def __init__(self, library: Library, path: Path) -> None:
        self._library = library
        self._path = path
        self._lock = threading.Lock()
        self._number: str | None = None
        self._building: threading.Thread | None = None
        self._ended = threading.Event()
        self.left = 0
        """How many documents still wait to be indexed."""

    def renew(self, *, wait: float = FORTHWITH_SECONDS) -> None:
        """Begin to bring the index up to date where a load has outdated it, and wait a moment for the end."""
        with self._lock:
            if self._building is None or not self._building.is_alive():
                self._building = threading.Thread(target=self._build, name="kb-search", daemon=True)
                self._building.start()
            building = self._building
        building.join(wait)

    def close(self) -> None:
        """End a build that runs; what is indexed stays."""
        self._ended.set()
        if self._building is not None:
            self._building.join(10)

    def search(self, text: str, kind: str = "", limit: int = 50) -> list[SearchHit]:
        """What holds all the words, the best first: names before texts."""
        wanted = query(text)
        if not wanted or not self._path.exists():
            return []
        with closing(self._open()) as database:
            rows = database.execute(_FOUND, (wanted, kind, kind, MOST_SORTED, limit)).fetchall()
        return [SearchHit(*row[:6]) for row in rows]

    def counts(self, text: str) -> dict[str, int]:
        """How many things of each kind hold all the words."""
        wanted = query(text)
        if not wanted or not self._path.exists():
            return {}
        with closing(self._open()) as database:
            return dict(database.execute(_COUNTED, (wanted,)).fetchall())

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)

    def _build(self) -> None:
        with self._library.edition() as edition:
            if edition.number and edition.number == self._number:
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as database:
                database.execute("PRAGMA journal_mode = WAL")
                database.executescript(_SCHEMA)
                self._bring_up_to_date(database, edition)
            if not self._ended.is_set():
                self._number = edition.number

    def _bring_up_to_date(self, database: sqlite3.Connection, edition: Edition) -> None:
        held = dict(database.execute("SELECT document, content FROM documents").fetchall())
        wanted = {name: entry.content for name, entry in edition.store.manifest().items()}
        gone = [name for name in held if name not in wanted]
        new = [name for name, content in wanted.items() if held.get(name) != content]
        self.left = len(new)
        for name in gone:
            with database:
                _forget(database, name)
        for name in new:
            if self._ended.is_set():
                return
            with database:
                _forget(database, name)
                _put(database, name, wanted[name], _entries(edition, name))
            self.left -= 1


def _forget(database: sqlite3.Connection, document: str) -> None:
    database.execute("DELETE FROM grams WHERE rowid IN (SELECT id FROM entries WHERE document = ?)", (document,))
    database.execute("DELETE FROM entries WHERE document = ?", (document,))
    database.execute("DELETE FROM documents WHERE document = ?", (document,))


def _put(
    database: sqlite3.Connection, document: str, content: str, entries: Iterator[tuple[str, str, str, str]]
) -> None:
    for kind, iri, title, text in entries:
        made: Any = database.execute(_PUT, (document, kind, iri, title, text))
        database.execute(_PUT_GRAMS, (made.lastrowid, words(title), words(text)))
    database.execute("INSERT INTO documents VALUES (?, ?)", (document, content))


def _entries(edition: Edition, document: str) -> Iterator[Entry]:
    for row in edition.rows("search-entries", document=disclosure_iri(document, edition.store.base)):
        if row["title"]:
            yield str(row["kind"]), str(row["iri"]), str(row["title"]), str(row["text"] or "")
