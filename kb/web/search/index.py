"""The index on disk: what each document says. A process beside the server keeps it up to date with the store."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from kb.processes.child import Child
from kb.publishing.dataset.counts import counted
from kb.web.asking.crew import PRELOADED
from kb.web.library import Library
from kb.web.search.bigrams import query, words
from loaders.iris import disclosure_iri

if TYPE_CHECKING:
    from kb.web.library import Edition

FOLDER = "search"
FILE = "bigrams-2.sqlite"
"""Another name where the layout changes: an index of an earlier program is built anew."""

LOOKED_AT_SECONDS = 60.0
"""How often a store on a server is looked at for something new."""

LEAST_PRIORITY = 15
UNKNOWN = -1
FORTHWITH_SECONDS = 3.0
"""How long a search waits for an index that a load has outdated; a longer build goes on behind it."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (document TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
  id INTEGER PRIMARY KEY, document TEXT NOT NULL, kind TEXT NOT NULL, iri TEXT NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_document ON entries (document);
CREATE TABLE IF NOT EXISTS progress (left INTEGER NOT NULL);
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
    """The index of a store; one process builds it, any thread may search it."""

    def __init__(self, library: Library, path: Path) -> None:
        self._library = library
        self._path = path
        self._lock = threading.Lock()
        self._number: str | None = None
        self._building: Child | None = None
        self._begun, self._begun_at = "", -LOOKED_AT_SECONDS

    @property
    def left(self) -> int:
        """How many documents still wait to be indexed; 0 while that is not known."""
        return max(0, self._progress())

    def _progress(self) -> int:
        """How many documents are left; UNKNOWN where a build has not begun."""
        if not self._path.exists():
            return UNKNOWN
        with suppress(sqlite3.Error), closing(self._open()) as database:
            return int(database.execute("SELECT COALESCE(MAX(left), 0) FROM progress").fetchone()[0])
        return UNKNOWN

    def renew(self, *, wait: float = FORTHWITH_SECONDS) -> None:
        """Begin to bring the index up to date where a load has outdated it, and wait for its first moment."""
        with self._library.edition() as edition:
            number = edition.number
        with self._lock:
            if self._is_fresh(number):
                return
            if self._building is None:
                self._lay_out()
                self._building = Child(build, (self._library.place, self._path), PRELOADED)
                self._begun, self._begun_at = number, monotonic()
            if self._building.wait(max(0.0, self._begun_at + wait - monotonic())) is not None:
                self._building.end()
                self._building, self._number = None, self._begun

    def _lay_out(self) -> None:
        """Make the empty index before anybody searches it."""
        if not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".new")
            with closing(sqlite3.connect(draft)) as database:
                database.execute("PRAGMA journal_mode = WAL")
                database.executescript(_SCHEMA)
            draft.replace(self._path)
        with suppress(sqlite3.Error), closing(self._open()) as database, database:
            _note_left(database, UNKNOWN)

    def is_indexed(self) -> bool:
        """Whether the newest edition is indexed."""
        return self.is_up_to_date() or self._progress() == 0

    def is_up_to_date(self) -> bool:
        """Whether the newest edition is indexed and its triples are counted."""
        self.renew(wait=0)
        return self._building is None

    def _is_fresh(self, number: str) -> bool:
        """Whether an edition is indexed; that of a store that may change at any time has been looked at just now."""
        if number:
            return number == self._number
        return self._building is None and monotonic() - self._begun_at < LOOKED_AT_SECONDS

    def close(self) -> None:
        """End a build that runs; what is indexed stays."""
        with self._lock:
            if self._building is not None:
                self._building.end()
                self._building = None

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


def build(store: Path | str, path: Path) -> None:
    """Bring the index at `path` up to date with a store: what a process beside the server does, with least priority."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        os.nice(LEAST_PRIORITY)
    library = Library(store)
    with library.edition() as edition, closing(sqlite3.connect(path, timeout=30)) as database:
        database.executescript(_SCHEMA)
        bring_up_to_date(database, edition)
        counted(edition.store)  # slow answers are kept beside the snapshot: the description of the data set needs them


def bring_up_to_date(database: sqlite3.Connection, edition: Edition) -> None:
    """Index what is new, document by document, and forget what is gone."""
    held = dict(database.execute("SELECT document, content FROM documents").fetchall())
    wanted = {name: entry.content for name, entry in edition.store.manifest().items()}
    gone = [name for name in held if name not in wanted]
    new = [name for name, content in wanted.items() if held.get(name) != content]
    for name in gone:
        with database:
            _forget(database, name)
    for done, name in enumerate(new):
        with database:
            _forget(database, name)
            _put(database, name, wanted[name], _entries(edition, name))
            _note_left(database, len(new) - done)
    with database:
        _note_left(database, 0)


def _note_left(database: sqlite3.Connection, left: int) -> None:
    database.execute("DELETE FROM progress")
    database.execute("INSERT INTO progress VALUES (?)", (left,))


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
