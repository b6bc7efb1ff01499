"""The manifest of an extraction: what became of each source, one JSON object a line (`OUT/manifest.jsonl`).

Lines are added as files are done, and the last line about a source counts; a run that ends writes one line a source.
The order of the sources is the order in which they are loaded, so that of two versions of a disclosure the same one
comes to count as with `kb load` of the files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

import msgspec

from kb.errors import StoreError
from kb.files.whole import whole
from kb.loading.parsed import FactCounts

FILE_NAME = "manifest.jsonl"


class ExtractionState(StrEnum):
    """How far a source has come."""

    WAITING = "waiting"
    OK = "ok"
    FAILED = "failed"


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """One line: a source, how it was read, and where what was read lies."""

    source: str
    """The path of a file (of a member of an archive `a.zip!/b.pdf`), or a URL."""
    outcome: ExtractionState = ExtractionState.WAITING
    error: str = ""
    """Why it failed, as one sentence; of one that is ok, why the last run could not get at it."""
    file: str = ""
    sha256: str = ""
    document: str = ""
    province: str = ""
    year: str = ""
    facts: str = ""
    """The name of the shard under `facts/`."""
    tables: tuple[str, ...] = ()
    """The Parquet files, from the folder of the extraction."""
    replaced: bool = False
    """Another version of the same disclosure counts: its tables are left out, its facts are history."""
    counts: dict[str, int] = {}
    warnings: tuple[str, ...] = ()
    version: str = ""
    """The version of this program."""
    rules: str = ""
    """A digest of the program: loaders, lexicon and the queries of the tables."""
    key: str = ""
    """As in the manifest of a store: the same whenever reading the file would give the same quads."""

    def counted(self) -> FactCounts:
        """The numbers of facts."""
        return FactCounts(**self.counts)


def counts_of(counts: FactCounts) -> dict[str, int]:
    """The numbers of facts as the manifest holds them."""
    return asdict(counts)


class ExtractionManifest:
    """The manifest in a folder; `entries` are its sources in order."""

    def __init__(self, folder: Path) -> None:
        """Read it; an empty one where there is none. Raises StoreError naming the line that is damaged."""
        self.path = folder / FILE_NAME
        self.entries: dict[str, Extracted] = {}
        for entry in _read(self.path):
            self._take(entry)

    def add(self, entries: Iterable[Extracted]) -> None:
        """Write lines after the others; they are whole in the file when this returns."""
        lines = []
        for entry in entries:
            self._take(entry)
            lines.append(_line(entry))
        with self.path.open("ab") as file:
            file.write(b"".join(lines))

    def rewrite(self, entries: Iterable[Extracted]) -> None:
        """Put these in the place of all lines, whole or not at all."""
        self.entries = {entry.source: entry for entry in entries}
        with whole(self.path) as draft, draft.open("wb") as file:
            file.writelines(map(_line, self.entries.values()))
            file.flush()
            os.fsync(file.fileno())

    def _take(self, entry: Extracted) -> None:
        """The last line counts; other bytes in the place of those known come after all others, as a load takes them."""
        known = self.entries.get(entry.source)
        if known and known.sha256 and entry.sha256 and known.sha256 != entry.sha256:
            del self.entries[entry.source]
        self.entries[entry.source] = entry


def mend(folder: Path) -> None:
    """Drop a last line that an ended run left half-written; only for the run that holds the lock."""
    path = folder / FILE_NAME
    if path.exists():
        data = path.read_bytes()
        os.truncate(path, data.rfind(b"\n") + 1)


def in_force(entries: Iterable[Extracted]) -> set[str]:
    """The sources whose version of a disclosure counts once all are loaded in this order.

    Another version replaces the one before; the bytes of one that was there already change nothing.
    """
    counting: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        version = (entry.document, entry.sha256)
        if entry.outcome == ExtractionState.OK and version not in seen:
            seen.add(version)
            counting[entry.document] = entry.source
    return set(counting.values())


def _line(entry: Extracted) -> bytes:
    record = msgspec.to_builtins(entry)
    try:
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # a path with bytes of no encoding
        return json.dumps(record).encode() + b"\n"


def _read(path: Path) -> Iterator[Extracted]:
    if not path.exists():
        return
    *lines, _half_written = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            yield msgspec.convert(json.loads(line), Extracted)
        except (ValueError, msgspec.ValidationError) as error:
            raise StoreError(f"{path}: 第 {number} 行已损坏 (line {number} is damaged): {error}") from error
