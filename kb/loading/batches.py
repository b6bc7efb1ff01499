"""Files that were read → the store, many at a time, on a thread of its own while others are read.

Everything that is asked of the store or done to it while files are loaded happens on that one thread.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kb.loading.parsed import Outcome, Parsed
from kb.store.manifest import Incoming, ReadingRecord, reading_key
from kb.store.revisions import Revisions
from loaders.triples.revisions import Version, revisions

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

FIRST_CHARACTERS = 25_000_000
MOST_CHARACTERS = 50_000_000
"""Sizes of batches: each as large as all before it, so that the engine merges few files, within these bounds."""
SECONDS = 30.0
"""Age at which a batch is written whatever its size."""


_SAME_FILE = """
SELECT DISTINCT ?document {{
  ?disclosure cnb:sha256 {sha256} ; cnb:file {file} ; dcterms:identifier ?document
}}
"""


def ox_text(value: str) -> str:
    """A text as it is in a query."""
    import pyoxigraph as ox

    return str(ox.Literal(value))


class Batches:
    """Files read and not yet in the store. Leaving the context waits for what is being written, and writes no more."""

    def __init__(self, store: GraphStore) -> None:
        self.read: set[str] = set()
        """The documents read by this run; what the manifest said of them before may be history."""
        self._write = _Writer(store)
        self._thread = ThreadPoolExecutor(1, "kb-writer")
        self._writing: Future[list[Outcome]] | None = None
        self._waiting: list[Parsed] = []
        self._characters = 0
        self._wanted = FIRST_CHARACTERS
        self._since = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()

    def add(self, parsed: Parsed) -> Iterator[Outcome]:
        """One more file; gives the outcomes of those before it that are safe now. Nothing is written meanwhile."""
        if not self._waiting:
            self._since = time.monotonic()
        if not parsed.known:
            self.read.add(parsed.document)
        self._waiting.append(parsed)
        self._characters += len(parsed.quads)
        is_full = self._characters >= self._wanted
        if self._writing is not None and (is_full or self._writing.done()):
            yield from self._written()
        if self._writing is None and (is_full or time.monotonic() - self._since >= SECONDS):
            self._begin()

    def finish(self) -> Iterator[Outcome]:
        """Write what waits; gives the outcomes of all that were not given yet."""
        yield from self._written()
        self._begin()
        yield from self._written()

    def _begin(self) -> None:
        self._writing = self._thread.submit(self._write, self._waiting)
        self._wanted = min(max(self._wanted, self._characters) * 2, MOST_CHARACTERS)
        self._waiting, self._characters = [], 0

    def _written(self) -> Iterator[Outcome]:
        writing, self._writing = self._writing, None
        if writing is not None:
            yield from writing.result()


class _Writer:
    """Puts batches of files into a store; what it knows of the store lasts from one to the next."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._revisions = Revisions(store)
        self._put: set[str] = set()
        """The documents put in by this run; what the manifest said of them before is history."""

    def __call__(self, files: Sequence[Parsed]) -> list[Outcome]:
        """The outcomes of files, once they are safe on disk."""
        settled = [self._settled(parsed) for parsed in files]
        writable = [outcome.parsed for outcome in settled if not outcome.status]
        incoming = [Incoming(parsed.document, parsed.quads, _reading(parsed)) for parsed in writable]
        changes = iter(self._store.replace_all(incoming) if incoming else [])
        former = {parsed.document: self._renamed(parsed) for parsed in writable}
        return [
            # a long list of files must not keep all their quads
            replace(
                outcome,
                parsed=replace(outcome.parsed, quads=""),
                status=outcome.status or next(changes),
                formerly=former.get(outcome.parsed.document, ()),
            )
            for outcome in settled
        ]

    def _renamed(self, parsed: Parsed) -> tuple[str, ...]:
        """Take out what the store held of the same file under another id; those ids.

        The id of a file changes when metadata or a better reading says another department or year. Left in, the same
        money would count twice.
        """
        version = parsed.version
        if not version.sha256:
            return ()
        query = _SAME_FILE.format(sha256=ox_text(version.sha256), file=ox_text(version.file))
        held = {str(row["document"].value) for row in self._store.select(query)}
        former = sorted(held - {parsed.document} - self._put)
        for document in former:
            self._store.remove(document)
        return tuple(former)

    def _settled(self, parsed: Parsed) -> Outcome:
        """A file with what it says of its earlier versions; its status where there is nothing to write."""
        if parsed.error or parsed.known:
            return Outcome(parsed, "failed" if parsed.error else "unchanged")
        outcome = self._revised(parsed) if parsed.version.sha256 else Outcome(parsed, "")
        if not outcome.status:
            self._put.add(parsed.document)
        return outcome

    def _revised(self, parsed: Parsed) -> Outcome:
        document, version = parsed.document, parsed.version
        if self._revisions.is_earlier(document, version):
            return Outcome(parsed, "superseded")
        current = self._revisions.current(document)
        if current and self._is_copy(parsed, current):
            return Outcome(parsed, "unchanged")
        replaced = self._revisions.replaced_by(document, version)
        stated = revisions(document, self._revisions.take(document, version), self._store.base)
        return Outcome(replace(parsed, quads=parsed.quads + stated), "", replaced.file if replaced else "")

    def _is_copy(self, parsed: Parsed, current: Version) -> bool:
        """Whether the store holds what this file says already, read by this program from a file of another name."""
        if current.sha256 != parsed.version.sha256 or current.file == parsed.version.file:
            return False
        if parsed.document in self._put:
            return True
        entry = self._store.manifest().get(parsed.document)
        return entry is not None and entry.reading.key == reading_key(parsed.path, self._store.base, current.file)


def _reading(parsed: Parsed) -> ReadingRecord:
    report = {"counts": parsed.counts.values(), "warnings": parsed.warnings}
    return ReadingRecord(parsed.key, json.dumps(report, ensure_ascii=False))
