"""Files → graphs of the store: found, read over the cores, written one by one. One bad file never stops the others."""

from __future__ import annotations

import glob
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import astuple, dataclass, replace
from itertools import islice
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.store import GraphStore
    from loaders.facts import Disclosure

FEW_FILES = 3
READ_AHEAD = 4
"""Files read or waiting per process, so that a long list does not fill the memory."""
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

    Outcomes come in the order of the files. More than a few files are read over all cores.
    """
    for parsed in _parsed(files, base, read or read_file, workers):
        told = replace(parsed, quads="")  # a long list of files must not keep all their quads
        if parsed.error:
            yield Outcome(told, "failed")
        elif store is None:
            yield Outcome(told, "read")
        else:
            yield Outcome(told, store.replace(parsed.document, parsed.quads))


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
