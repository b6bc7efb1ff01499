"""Snapshots of the database for readers: hard links to its files, made after each commit, while the writer goes on.

`versions/000007` is a database of its own that nobody writes. A reader holds a shared lock on `000007.readers` beside
it; the writer drops older snapshots that nobody reads. A snapshot costs milliseconds and hardly any space.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kb.store import kept_answers

if TYPE_CHECKING:
    import pyoxigraph as ox

VERSIONS_FOLDER = "versions"
DRAFT = "draft"
TABLE_SUFFIX = ".sst"
_READERS = ".readers"


class Snapshot:
    """A snapshot held for reading, so that the writer leaves it where it is."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock: int | None = lock

    def release(self) -> None:
        """Let the writer drop it; releasing twice is allowed."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def take(folder: Path, database: ox.Store) -> Path:
    """Make a snapshot of the database and drop older ones that nobody reads. Only the writer may."""
    versions = folder / VERSIONS_FOLDER
    versions.mkdir(exist_ok=True)
    draft = versions / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    database.backup(str(draft))
    found = list(numbered(versions))
    newest = versions / f"{1 + int(found[-1].name) if found else 1:06d}"
    newest.with_suffix(_READERS).touch()
    draft.rename(newest)
    for old in found:
        _drop(old)
    return newest


def hold(folder: Path) -> Snapshot | None:
    """The newest snapshot, held for reading; None where there is none."""
    versions = folder / VERSIONS_FOLDER
    while found := list(numbered(versions)):
        for path in reversed(found):
            with suppress(FileNotFoundError):
                return _held(path)
    return None


def newest(folder: Path) -> Path | None:
    """The newest snapshot, which may be dropped at any time unless it is held; None where there is none."""
    return next(reversed(list(numbered(folder / VERSIONS_FOLDER))), None)


def has_any(folder: Path) -> bool:
    """Whether there is a snapshot to read from."""
    return next(numbered(folder / VERSIONS_FOLDER), None) is not None


def copy(snapshot: Path, target: Path) -> None:
    """Copy a snapshot as a database of its own; the big files, which are never changed, by hard links if possible."""
    shutil.copytree(snapshot, target, copy_function=_link_or_copy, ignore=shutil.ignore_patterns("LOCK", "LOG*"))


def _link_or_copy(source: str, target: str) -> None:
    if source.endswith(TABLE_SUFFIX):
        try:
            os.link(source, target)
        except OSError:  # another disk
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)


def clean(folder: Path) -> None:
    """Remove what a killed writer left half made or half dropped. Only the writer may."""
    versions = folder / VERSIONS_FOLDER
    if not versions.is_dir():
        return
    for path in versions.iterdir():
        kept = path.suffix == kept_answers.FOLDER_SUFFIX and path.with_suffix("").is_dir()
        if path.is_dir() and not path.name.isdecimal() and not kept:
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix == _READERS and not path.with_suffix("").exists():
            path.unlink(missing_ok=True)
    for path in list(numbered(versions))[:-1]:
        _drop(path)


def numbered(versions: Path) -> Iterator[Path]:
    """The snapshots, oldest first."""
    if versions.is_dir():
        yield from sorted(
            (path for path in versions.iterdir() if path.name.isdecimal()), key=lambda path: int(path.name)
        )


def _held(path: Path) -> Snapshot:
    lock = os.open(path.with_suffix(_READERS), os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_SH)
    if not path.is_dir():  # dropped in between
        os.close(lock)
        raise FileNotFoundError(path)
    return Snapshot(path, lock)


def _drop(path: Path) -> None:
    readers = path.with_suffix(_READERS)
    lock = os.open(readers, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gone = path.with_name(f"gone-{path.name}")
        path.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
        readers.unlink(missing_ok=True)
        kept_answers.drop(path)
    except BlockingIOError:
        pass  # somebody reads it: the next snapshot drops it
    finally:
        os.close(lock)
