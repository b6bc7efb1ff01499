"""Files → graphs of the store: found, read over the cores, written in batches. One bad file never stops the others."""

from __future__ import annotations

import glob
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

from kb.crew import Limits, in_order
from kb.manifest import Incoming, Reading, reading_key
from kb.revisions import Revisions
from loaders.blocks import UnreadableFile
from loaders.readers import members_of
from loaders.readers.archive import located
from loaders.triples.revisions import Version, revisions

if TYPE_CHECKING:
    from kb.graph_store import GraphStore
    from loaders.coverage.account import Account
    from loaders.facts import Disclosure

DEFAULT_LIMITS = Limits()
NO_VERSION = Version("", "")
BATCH_CHARACTERS = 100_000_000
BATCH_SECONDS = 10.0
"""Size and age at which files that were read are put into the store together."""
HIDDEN = (".", "~$")
"""Starts of names that are no documents: hidden files, and the lock files that office programs leave."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was read from a document: numbers of facts of each kind, and what became no fact."""

    forms: int = 0
    figures: int = 0
    projects: int = 0
    indicators: int = 0
    citations: int = 0
    units: int = 0
    unread: int = 0

    def values(self) -> tuple[int, ...]:
        """The counts in the order of their fields."""
        return astuple(self)

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(add, self.values(), other.values()))


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file after reading: its document id, counts and N-Quads, or the sentence that says why there are none."""

    path: Path
    document: str = ""
    counts: Counts = Counts()
    quads: str = ""
    warnings: tuple[str, ...] = ()
    error: str = ""
    key: str = ""
    known: bool = False
    """Not read: the store's manifest told what the file holds."""
    version: Version = NO_VERSION
    """The name and hash of the file; a reader that does not tell them has no revisions kept."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading one file came to, its quads left out.

    `status` is one of `kb.store.Change`, `read` (dry run), `superseded` (the store holds a later version of the same
    disclosure, so nothing was done) or `failed`. `replaces` is the file name of the version that was there before.
    """

    parsed: Parsed
    status: str
    replaces: str = ""


Reader = Callable[[Path, str], Parsed]
Settle = Callable[["Disclosure", "Account", str], str]


def files_of(paths: Iterable[str]) -> Iterator[Path]:
    """The files that paths name: files themselves, folders walked through (hidden ones left out), globs expanded.

    A path that leads to no file is yielded as it is, so that reading it says what is wrong.
    """
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            yield from [one for file in _walk(path) for one in members_of(file)] or [path]
        elif path.exists() or not glob.has_magic(text):
            yield from members_of(path)
        else:
            matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            yield from files_of(matches) if matches else [path]


def read_file(path: Path, base: str, settle: Settle | None = None) -> Parsed:
    """One file read into N-Quads under a base IRI; every trouble becomes a sentence that names the file.

    `settle` is told what was read, with the account of its numbers, and may refuse it with a sentence.
    """
    from loaders import document, triples
    from loaders.facts import NotABudget

    if (trouble := _trouble(path)) is not None:
        return Parsed(path, error=trouble)
    try:
        disclosure, account = document.load_with_account(path)
        refused = settle(disclosure, account, base) if settle else ""
        quads = "" if refused else triples.nquads(disclosure, base)
    except (UnreadableFile, NotABudget) as error:
        return Parsed(path, error=str(error))
    if refused:
        return Parsed(path, error=f"{path}: {refused}")
    version = Version(disclosure.sha256, disclosure.file)
    return Parsed(path, disclosure.id, count(disclosure), quads, disclosure.warnings, version=version)


def count(disclosure: Disclosure) -> Counts:
    """The numbers of facts of a disclosure."""
    kinds = ("forms", "figures", "projects", "indicators", "citations", "units", "unread")
    return Counts(*(len(getattr(disclosure, kind)) for kind in kinds))


def load(
    files: Sequence[Path],
    store: GraphStore | None,
    base: str,
    *,
    read: Reader | None = None,
    workers: int | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Outcome]:
    """Read files and put their graphs into the store, each in one atomic step; without a store nothing is written.

    Outcomes come in the order of the files, and only after what they tell is safe on disk. Files are read in child
    processes over all cores, each file within the limits. A file that the store's manifest knows, name and bytes, is
    not read again. Another version of a disclosure that the store holds replaces it, and the earlier stays known; an
    earlier version does not come back.
    """

    def parse(some: Sequence[Path]) -> Iterator[Parsed]:
        return _parsed(some, base, read or read_file, workers, limits)

    if store is None:
        for parsed in parse(files):
            yield Outcome(replace(parsed, quads=""), "failed" if parsed.error else "read")
        return
    batch = _Batch(store)
    for parsed in _unless_known(files, store, base, parse):
        stale = parsed.known and parsed.document in batch.put
        batch.add(next(parse([parsed.path])) if stale else parsed)
        if batch.is_due():
            yield from batch.commit()
    yield from batch.commit()


class _Batch:
    """Files read and not yet put into the store: many are put in at once, which is quicker and just as safe."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._revisions = Revisions(store)
        self._waiting: list[tuple[Parsed, str, str]] = []
        self._since = time.monotonic()
        self.put: set[str] = set()
        """The documents put in by this run; what the manifest said of them before is history."""

    def add(self, parsed: Parsed) -> None:
        if not self._waiting:
            self._since = time.monotonic()
        status, replaces = "", ""
        if parsed.error or parsed.known:
            status = "failed" if parsed.error else "unchanged"
        elif parsed.version.sha256:
            parsed, status, replaces = self._revised(parsed)
        if not status:
            self.put.add(parsed.document)
        self._waiting.append((parsed, status, replaces))

    def _revised(self, parsed: Parsed) -> tuple[Parsed, str, str]:
        """The file with what it says of its earlier versions, its status if it is settled, and what it replaces."""
        document, version = parsed.document, parsed.version
        if self._revisions.is_earlier(document, version):
            return parsed, "superseded", ""
        current = self._revisions.current(document)
        if current and self._is_copy(parsed, current):
            return parsed, "unchanged", ""
        replaced = self._revisions.replaced_by(document, version)
        told = revisions(document, self._revisions.take(document, version), self._store.base)
        return replace(parsed, quads=parsed.quads + told), "", replaced.file if replaced else ""

    def _is_copy(self, parsed: Parsed, current: Version) -> bool:
        """Whether the store holds what this file says already, read by this program from a file of another name."""
        if current.sha256 != parsed.version.sha256 or current.file == parsed.version.file:
            return False
        if parsed.document in self.put:
            return True
        entry = self._store.manifest().get(parsed.document)
        return entry is not None and entry.reading.key == _key(parsed.path, self._store.base, current.file)

    def is_due(self) -> bool:
        size = sum(len(parsed.quads) for parsed, _, _ in self._waiting)
        return size >= BATCH_CHARACTERS or time.monotonic() - self._since >= BATCH_SECONDS

    def commit(self) -> Iterator[Outcome]:
        waiting, self._waiting = self._waiting, []
        writable = [parsed for parsed, status, _ in waiting if not status]
        incoming = [Incoming(parsed.document, parsed.quads, _reading(parsed)) for parsed in writable]
        changes = iter(self._store.replace_all(incoming) if incoming else [])
        for parsed, status, replaces in waiting:
            told = replace(parsed, quads="")  # a long list of files must not keep all their quads
            yield Outcome(told, status or next(changes), replaces)


def _unless_known(
    files: Sequence[Path], store: GraphStore, base: str, parse: Callable[[Sequence[Path]], Iterator[Parsed]]
) -> Iterator[Parsed]:
    """Every file in order: as the manifest remembers it, or read."""
    remembered = {entry.reading.key: entry for entry in store.manifest().values() if entry.reading.key}
    keys = [_key(path, base) for path in files]
    unknown = [path for path, key in zip(files, keys, strict=True) if key not in remembered]
    parsed = parse(unknown)
    for path, key in zip(files, keys, strict=True):
        if key in remembered:
            entry = remembered[key]
            yield replace(_remembered(path, entry.reading.report), document=entry.document, key=key, known=True)
        else:
            yield replace(next(parsed), key=key)


def _key(path: Path, base: str, name: str = "") -> str:
    try:
        return reading_key(path, base, name)
    except UnreadableFile:
        return ""


def _reading(parsed: Parsed) -> Reading:
    report = {"counts": parsed.counts.values(), "warnings": parsed.warnings}
    return Reading(parsed.key, json.dumps(report, ensure_ascii=False))


def _remembered(path: Path, report: str) -> Parsed:
    told = json.loads(report)
    return Parsed(path, counts=Counts(*told["counts"]), warnings=tuple(told["warnings"]))


def _parsed(files: Sequence[Path], base: str, read: Reader, workers: int | None, limits: Limits) -> Iterator[Parsed]:
    return in_order(partial(_read, read, base), _failed, files, workers or os.cpu_count() or 1, limits)


def _read(read: Reader, base: str, path: Path) -> Parsed:
    started = time.monotonic()
    return replace(read(path, base), seconds=round(time.monotonic() - started, 3))


def _failed(path: Path, trouble: str) -> Parsed:
    return Parsed(path, error=f"{path}: {trouble}")


def _walk(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not _hidden(path.relative_to(folder)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(HIDDEN) for part in path.parts)


def _trouble(path: Path) -> str | None:
    if path.is_dir():
        return f"{path}: 文件夹里没有文件 (the folder holds no files)"
    if not located(path)[0].exists():
        return f"{path}: 没有这个文件 (no such file)"
    return None
