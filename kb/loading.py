"""Files → graphs of the store: found, read over the cores, written in batches. One bad file never stops the others."""

from __future__ import annotations

import glob
import json
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import astuple, dataclass, replace
from itertools import islice
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

from kb.manifest import Incoming, Reading, reading_key

if TYPE_CHECKING:
    from kb.store import GraphStore
    from loaders.facts import Disclosure

FEW_FILES = 3
READ_AHEAD = 4
"""Files read or waiting per process, so that a long list does not fill the memory."""
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading one file came to, its quads left out.

    `status` is one of `kb.store.Change`, `read` (dry run) or `failed`.
    """

    parsed: Parsed
    status: str


Reader = Callable[[Path, str], Parsed]


def files_of(paths: Iterable[str]) -> Iterator[Path]:
    """The files that paths name: files themselves, folders walked through (hidden ones left out), globs expanded.

    A path that leads to no file is yielded as it is, so that reading it says what is wrong.
    """
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            yield from _walk(path) or [path]
        elif path.exists() or not glob.has_magic(text):
            yield path
        else:
            matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            yield from files_of(matches) if matches else [path]


def read_file(path: Path, base: str) -> Parsed:
    """One file read into N-Quads under a base IRI; every trouble becomes a sentence that names the file."""
    from loaders import document, triples
    from loaders.blocks import UnreadableFile
    from loaders.facts import NotABudget

    if (trouble := _trouble(path)) is not None:
        return Parsed(path, error=trouble)
    try:
        disclosure = document.load(path)
        quads = triples.nquads(disclosure, base)
    except (UnreadableFile, NotABudget) as error:
        return Parsed(path, error=str(error))
    except Exception as error:  # a defect of a reader must cost its file and no other
        return Parsed(path, error=f"{path}: 读取时出错 (the reader failed): {type(error).__name__}: {error}")
    return Parsed(path, disclosure.id, count(disclosure), quads, disclosure.warnings)


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
) -> Iterator[Outcome]:
    """Read files and put their graphs into the store, each in one atomic step; without a store nothing is written.

    Outcomes come in the order of the files, and only after what they tell is safe on disk. More than a few files are
    read over all cores. A file that the store's manifest knows, name and bytes, is not read again.
    """
    reader = read or read_file
    if store is None:
        for parsed in _parsed(files, base, reader, workers):
            yield Outcome(replace(parsed, quads=""), "failed" if parsed.error else "read")
        return
    batch = _Batch(store)
    for parsed in _unless_known(files, store, base, reader, workers):
        fresh = reader(parsed.path, base) if parsed.known and parsed.document in batch.put else parsed
        batch.add(fresh)
        if batch.is_due():
            yield from batch.commit()
    yield from batch.commit()


class _Batch:
    """Files read and not yet put into the store: many are put in at once, which is quicker and just as safe."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._waiting: list[Parsed] = []
        self._since = time.monotonic()
        self.put: set[str] = set()
        """The documents put in by this run; what the manifest said of them before is history."""

    def add(self, parsed: Parsed) -> None:
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(parsed)
        if not (parsed.error or parsed.known):
            self.put.add(parsed.document)

    def is_due(self) -> bool:
        size = sum(len(parsed.quads) for parsed in self._waiting)
        return size >= BATCH_CHARACTERS or time.monotonic() - self._since >= BATCH_SECONDS

    def commit(self) -> Iterator[Outcome]:
        waiting, self._waiting = self._waiting, []
        writable = [parsed for parsed in waiting if not (parsed.error or parsed.known)]
        incoming = [Incoming(parsed.document, parsed.quads, _reading(parsed)) for parsed in writable]
        changes = iter(self._store.replace_all(incoming) if incoming else [])
        for parsed in waiting:
            told = replace(parsed, quads="")  # a long list of files must not keep all their quads
            yield Outcome(told, "failed" if parsed.error else "unchanged" if parsed.known else next(changes))


def _unless_known(
    files: Sequence[Path], store: GraphStore, base: str, read: Reader, workers: int | None
) -> Iterator[Parsed]:
    """Every file in order: as the manifest remembers it, or read."""
    remembered = {entry.reading.key: entry for entry in store.manifest().values() if entry.reading.key}
    keys = [_key(path, base) for path in files]
    unknown = [path for path, key in zip(files, keys, strict=True) if key not in remembered]
    parsed = _parsed(unknown, base, read, workers)
    for path, key in zip(files, keys, strict=True):
        if key in remembered:
            entry = remembered[key]
            yield replace(_remembered(path, entry.reading.report), document=entry.document, key=key, known=True)
        else:
            yield replace(next(parsed), key=key)


def _key(path: Path, base: str) -> str:
    try:
        return reading_key(path, base)
    except OSError:
        return ""


def _reading(parsed: Parsed) -> Reading:
    report = {"counts": parsed.counts.values(), "warnings": parsed.warnings}
    return Reading(parsed.key, json.dumps(report, ensure_ascii=False))


def _remembered(path: Path, report: str) -> Parsed:
    told = json.loads(report)
    return Parsed(path, counts=Counts(*told["counts"]), warnings=tuple(told["warnings"]))


def _parsed(files: Sequence[Path], base: str, read: Reader, workers: int | None) -> Iterator[Parsed]:
    workers = min(workers or os.cpu_count() or 1, len(files))
    if workers <= 1 or len(files) <= FEW_FILES:
        yield from (read(path, base) for path in files)
        return
    window = workers * READ_AHEAD
    waiting = deque(files)
    while waiting:
        yield from _until_broken(waiting, base, read, workers, window)
        for _ in range(min(window, len(waiting))):
            yield _read_alone(waiting.popleft(), base, read)


def _until_broken(waiting: deque[Path], base: str, read: Reader, workers: int, window: int) -> Iterator[Parsed]:
    """Read waiting files over a pool, in order and a window ahead, until none waits or a crash breaks the pool."""
    upcoming = iter(tuple(waiting))
    with _pool(workers) as pool:
        futures = deque(pool.submit(read, path, base) for path in islice(upcoming, window))
        while futures and not isinstance(futures[0].exception(), BrokenProcessPool):
            yield _result(futures.popleft(), waiting.popleft())
            try:
                futures.extend(pool.submit(read, path, base) for path in islice(upcoming, 1))
            except BrokenProcessPool:
                return


def _read_alone(path: Path, base: str, read: Reader) -> Parsed:
    """A file in a process of its own: after a crash of the pool, the file that caused it is the one that fails here."""
    with _pool(1) as pool:
        return _result(pool.submit(read, path, base), path)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the open store has threads that a fork would copy half-way.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _result(future: Future[Parsed], path: Path) -> Parsed:
    error = future.exception()
    if error is not None:
        return Parsed(path, error=f"{path}: 读取进程中断 (the reading process died): {type(error).__name__}")
    return future.result()


def _walk(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not _hidden(path.relative_to(folder)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(HIDDEN) for part in path.parts)


def _trouble(path: Path) -> str | None:
    if path.is_dir():
        return f"{path}: 文件夹里没有文件 (the folder holds no files)"
    if not path.exists():
        return f"{path}: 没有这个文件 (no such file)"
    return None
