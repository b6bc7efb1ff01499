"""Files → graphs of the store: found, read over the cores, meanwhile written. One bad file never stops the others."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kb.loading.batches import Batches
from kb.loading.parsed import FactCounts, Outcome, Parsed
from kb.processes.crew import WorkLimits, in_order
from kb.processes.limits import CpuSpent, cpu_bound
from kb.store.manifest import reading_key
from loaders.blocks import UnreadableFile
from loaders.identity.given import NOTHING_GIVEN, Given
from loaders.readers import may_be_archive, members_of
from loaders.readers.archive import located
from loaders.readers.names import shown
from loaders.triples.revisions import Version

if TYPE_CHECKING:
    from kb.store.interface import GraphStore
    from loaders.coverage.account import Account
    from loaders.facts import Disclosure

DEFAULT_LIMITS = WorkLimits()
LEAST_SECONDS, SECONDS_PER_MEGABYTE = 25, 200
"""Computing time of one file: ten times what the slowest real ones of their size take."""
LISTING = WorkLimits(seconds=120.0, megabytes=2048)
"""What listing the members of one archive may take."""
NOTHING_KNOWN: Mapping[Path, Given] = {}
HIDDEN = (".", "~$")
"""Starts of names that are no documents: hidden files, and the lock files that office programs leave."""


Reader = Callable[[Path, str], Parsed]
Settle = Callable[["Disclosure", "Account", str], str]


def files_of(paths: Iterable[str]) -> Iterator[Path]:
    """The files that paths name: files themselves, folders walked through (hidden ones left out), globs expanded.

    Archives are listed in a child process within limits of its own. A path that leads to no file is yielded as it is,
    so that reading it says what is wrong.
    """
    files = list(_named(paths))
    archives = [file for file in files if may_be_archive(file)]
    members = dict(zip(archives, in_order(members_of, _itself, archives, 1, LISTING), strict=True))
    for file in files:
        yield from members.get(file, [file])


def _named(paths: Iterable[str]) -> Iterator[Path]:
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            yield from _walk(path) or [path]
        elif path.exists() or not glob.has_magic(text):
            yield path
        else:
            matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            yield from _named(matches) if matches else [path]


def _itself(path: Path, _trouble: str) -> list[Path]:
    """An archive that cannot be listed: reading it says why."""
    return [path]


def read_file(
    path: Path,
    base: str,
    settle: Settle | None = None,
    given: Mapping[Path, Given] = NOTHING_KNOWN,
    *,
    force: bool = False,
) -> Parsed:
    """One file read into N-Quads under a base IRI; every trouble becomes a sentence that names the file.

    `settle` gets what was read, with the account of its numbers, and may refuse it with a sentence. `given` is what is
    known of files beside them. `force` reads what does not look like a disclosure, too.
    """
    from loaders import document, triples
    from loaders.facts import NotABudget

    if (trouble := _trouble(path)) is not None:
        return Parsed(path, error=trouble)
    try:
        disclosure, account = document.load_with_account(path, given.get(path, NOTHING_GIVEN), force=force)
        refused = settle(disclosure, account, base) if settle else ""
        quads = "" if refused else triples.nquads(disclosure, base)
    except (UnreadableFile, NotABudget) as error:
        return Parsed(path, error=str(error))
    if refused:
        return Parsed(path, error=f"{shown(path)}: {refused}")
    version = Version(disclosure.sha256, disclosure.file)
    return Parsed(path, disclosure.id, count(disclosure), quads, disclosure.warnings, version=version)


def count(disclosure: Disclosure) -> FactCounts:
    """The numbers of facts of a disclosure."""
    kinds = ("forms", "figures", "projects", "indicators", "citations", "units", "unread")
    return FactCounts(*(len(getattr(disclosure, kind)) for kind in kinds))


def read_all(
    files: Sequence[Path],
    base: str,
    *,
    read: Reader | None = None,
    workers: int | None = None,
    limits: WorkLimits = DEFAULT_LIMITS,
) -> Iterator[Parsed]:
    """Files read in child processes over all cores, each within the limits, in their order."""
    work = partial(read_bounded, read or read_file, base)
    return in_order(work, _failed, files, workers or os.cpu_count() or 1, limits)


def load(
    files: Sequence[Path],
    store: GraphStore | None,
    base: str,
    *,
    read: Reader | None = None,
    workers: int | None = None,
    limits: WorkLimits = DEFAULT_LIMITS,
    given: Mapping[Path, Given] = NOTHING_KNOWN,
) -> Iterator[Outcome]:
    """Read files and put their graphs into the store, each in one atomic step; without a store nothing is written.

    Outcomes come in the order of the files, and only after what they tell is safe on disk. Files are read in child
    processes over all cores, each file within the limits, while what was read before goes into the store; nothing is
    written while an outcome is given out, so that whoever takes it may use the store. A file that the store's manifest
    knows, name and bytes and what is `given` beside it, is not read again. Another version of a disclosure that the
    store holds replaces it, and the earlier stays known; an earlier version does not come back.
    """

    def parse(some: Sequence[Path]) -> Iterator[Parsed]:
        reader = read or partial(read_file, given=given)
        return read_all(some, base, read=reader, workers=workers, limits=limits)

    if store is None:
        for parsed in parse(files):
            yield Outcome(replace(parsed, quads=""), "failed" if parsed.error else "read")
        return
    with Batches(store) as batches:
        for parsed in _unless_known(files, store, base, parse, given):
            stale = parsed.known and parsed.document in batches.read
            yield from batches.add(next(parse([parsed.path])) if stale else parsed)
        yield from batches.finish()


def _unless_known(
    files: Sequence[Path],
    store: GraphStore,
    base: str,
    parse: Callable[[Sequence[Path]], Iterator[Parsed]],
    given: Mapping[Path, Given],
) -> Iterator[Parsed]:
    """Every file in order: as the manifest remembers it, or read."""
    remembered = {entry.reading.key: entry for entry in store.manifest().values() if entry.reading.key}
    keys = [key_of(path, base, given.get(path, NOTHING_GIVEN)) for path in files]
    unknown = [path for path, key in zip(files, keys, strict=True) if key not in remembered]
    parsed = parse(unknown)
    for path, key in zip(files, keys, strict=True):
        if key in remembered:
            entry = remembered[key]
            yield replace(_remembered(path, entry.reading.report), document=entry.document, key=key, known=True)
        else:
            yield replace(next(parsed), key=key)


def key_of(path: Path, base: str, given: Given) -> str:
    """The key of a reading, which is another one where another thing is given beside the file."""
    key = reading_key(path, base)
    return hashlib.sha256(f"{key}\n{given}".encode()).hexdigest() if key and given else key


def _remembered(path: Path, report: str) -> Parsed:
    record = json.loads(report)
    return Parsed(path, counts=FactCounts(*record["counts"]), warnings=tuple(record["warnings"]))


def read_bounded(read: Reader, base: str, path: Path) -> Parsed:
    """What a reader gives of one file, within the computing time of a file of its size."""
    started = time.monotonic()
    allowed = seconds_for(path)
    try:
        with cpu_bound(allowed):
            parsed = read(path, base)
    except CpuSpent:
        parsed = _failed(
            path,
            f"计算超过 {allowed} 秒, 这样大小的文件不应如此, 已中止 "
            f"(more than {allowed} s of computing, too much for a file of its size, stopped)",
        )
    return replace(parsed, seconds=round(time.monotonic() - started, 3))


def seconds_for(path: Path) -> int:
    """Seconds of computing that a file may take by its size; of a member of an archive that of the archive."""
    try:
        size = located(path)[0].stat().st_size
    except OSError:
        size = 0
    return LEAST_SECONDS + SECONDS_PER_MEGABYTE * size // 2**20


def _failed(path: Path, trouble: str) -> Parsed:
    return Parsed(path, error=f"{shown(path)}: {trouble}")


def _walk(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in files if not _hidden(path.relative_to(folder)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(HIDDEN) for part in path.parts)


def _trouble(path: Path) -> str | None:
    if path.is_dir():
        return f"{shown(path)}: 文件夹里没有文件 (the folder holds no files)"
    if not located(path)[0].exists():
        return f"{shown(path)}: 没有这个文件 (no such file)"
    return None
