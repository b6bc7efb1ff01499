"""The folder of a store: `store.json`, the database, snapshots of it for readers, and the lock of the one writer.

Readers never touch the live database: they open the newest snapshot. A writer that finds its forerunner dead rewrites
the database by hard links, which leaves behind the files that the dead one no longer needed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import StoreError
from kb.files.folders import clear, recover
from kb.files.whole import sweep_drafts
from kb.store import snapshots
from kb.store.settings import DATABASE_FOLDER, DRAFT_FILE, LAYOUT, Settings
from kb.store.writer_lock import WriterLock

if TYPE_CHECKING:
    import pyoxigraph as ox


_BATCH = 1_000_000
"""Quads written at a time, in a gigabyte of memory. The engine merges the files of smaller batches: they grow large."""


class StoreFolder:
    """A store's folder opened by one process, for reading or for writing."""

    def __init__(self, path: Path, base: str | None = None, *, read_only: bool = False, wait: float = 0.0) -> None:
        """Open it, making it where there is none and it is to be written. Raises StoreError, StoreLocked."""
        self.path = path
        self.read_only = read_only
        self._snapshot: snapshots.Snapshot | None = None
        self._lock: WriterLock | None = None
        self._sound = True
        with reporting(path, "知识库打不开 (the store cannot be opened)"):
            recover(path)
            self.settings = Settings.of(path, base, create=not read_only)
            if not read_only:
                self._lock = WriterLock(path, wait)
                clear(path)

    def open(self) -> ox.Store:
        """The database: the live one for the writer, put in order if the last writer died; a snapshot for a reader."""
        with reporting(self.path, "知识库打不开 (the store cannot be opened)"):
            try:
                return self._open_snapshot() if self.read_only else self._open_live()
            except BaseException:
                self.close(clean=False)
                raise

    @property
    def wants_commit(self) -> bool:
        """Whether readers have no snapshot yet, or the last writer may have died before it made one."""
        return self._lock is not None and (self._lock.holder_died or not snapshots.has_any(self.path))

    @property
    def is_sound(self) -> bool:
        """Whether everything could be written so far."""
        return self._sound

    @property
    def snapshot(self) -> Path | None:
        """The snapshot that a reader reads."""
        return self._snapshot.path if self._snapshot else None

    def commit(self, database: ox.Store) -> None:
        """Make what was written outlive a power loss, and let readers see it."""
        with self.writing():
            database.flush()
            snapshots.take(self.path, database)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Turn trouble with the disk into a StoreError, and have the next writer look after the store."""
        try:
            with reporting(self.path, "没有写成, 库仍是原样 (nothing was written; the store is as it was)"):
                yield
        except StoreError:
            self._sound = False
            raise

    def rewrite(self, database: ox.Store, change: Callable[[ox.Store], None] | None = None) -> ox.Store:
        """Another database of the same content, changed if `change` is given, in the place of this one, in one step.

        Where `change` raises, the old one stays. Gives the database to go on with; the one given must be forgotten.
        """
        import pyoxigraph as ox

        name = self._unused_name()
        try:
            with self.writing():
                database.backup(str(self.path / name))
                other = ox.Store(str(self.path / name))
            if change is not None:
                change(other)
            with self.writing():
                other.flush()
                self._adopt(name)
        except BaseException:
            shutil.rmtree(self.path / name, ignore_errors=True)
            raise
        return other

    def rebuild(self, fill: Callable[[ox.Store], None]) -> ox.Store:
        """An empty database that is filled, of the layout of today, in the place of the present one, in one step."""
        import pyoxigraph as ox

        name = self._unused_name()
        former, self.settings.layout = self.settings.layout, LAYOUT
        try:
            with self.writing():
                other = ox.Store(str(self.path / name))
                fill(other)
                other.flush()
                self._adopt(name)
        except BaseException:
            self.settings.layout = former
            shutil.rmtree(self.path / name, ignore_errors=True)
            raise
        return other

    def optimize(self, database: ox.Store) -> ox.Store:
        """The database written anew, as small as a first load of its content; the one given must be forgotten.

        Files that the engine merges stay nearly twice as large.
        """

        def fill(other: ox.Store) -> None:
            quads = iter(database)
            for first in quads:
                other.bulk_extend(chain((first,), islice(quads, _BATCH - 1)))

        return self.rebuild(fill)

    def copy_snapshot(self, target: Path) -> None:
        """A copy of the snapshot that is read, as a database of its own."""
        snapshots.copy(self._snapshot.path if self._snapshot else self.path / self.settings.database, target)

    def snapshots(self) -> Iterator[ox.Store]:
        """The snapshots that readers may hold, each opened for reading."""
        import pyoxigraph as ox

        for path in snapshots.numbered(self.path / snapshots.VERSIONS_FOLDER):
            with suppress(OSError, RuntimeError):
                yield ox.Store.read_only(str(path))

    def tidy(self) -> None:
        """Remove databases that are not in use, and what killed writers left. Only the writer may."""
        snapshots.clean(self.path)
        sweep_drafts(self.path)
        (self.path / DRAFT_FILE).unlink(missing_ok=True)
        for path in self.path.glob(f"{DATABASE_FOLDER}*"):
            if path.name != self.settings.database:
                shutil.rmtree(path, ignore_errors=True)

    def close(self, *, clean: bool = True) -> None:
        """Give the lock and the snapshot free; closing twice is allowed."""
        if self._lock is not None:
            self._lock.release(clean=clean and self._sound)
            self._lock = None
        if self._snapshot is not None:
            self._snapshot.release()
            self._snapshot = None

    def _open_live(self) -> ox.Store:
        import pyoxigraph as ox

        assert self._lock is not None
        database = ox.Store(str(self.path / self.settings.database))
        if self._lock.holder_died:
            with suppress(StoreError, OSError):  # a full disk must not keep anybody out
                database = self.rewrite(database)
                self.tidy()
            self._sound = True
        return database

    def _open_snapshot(self) -> ox.Store:
        import pyoxigraph as ox

        self._snapshot = snapshots.hold(self.path)
        if self._snapshot is None:
            with suppress(PermissionError):
                self._first_snapshot()
            self._snapshot = snapshots.hold(self.path)
        path = self._snapshot.path if self._snapshot else self.path / self.settings.database
        return ox.Store.read_only(str(path))

    def _first_snapshot(self) -> None:
        writer = StoreFolder(self.path)
        try:
            writer.commit(writer.open())
        finally:
            writer.close()

    def _adopt(self, name: str) -> None:
        former, self.settings.database = self.settings.database, name
        try:
            self.settings.save(self.path)
        except BaseException:
            self.settings.database = former
            raise
        shutil.rmtree(self.path / former, ignore_errors=True)

    def _unused_name(self) -> str:
        number = 2
        while (self.path / f"{DATABASE_FOLDER}-{number}").exists():
            number += 1
        return f"{DATABASE_FOLDER}-{number}"


@contextmanager
def reporting(path: Path, what: str) -> Iterator[None]:
    """Turn errors of the system and of the engine into a StoreError that names the folder."""
    try:
        yield
    except StoreError:
        raise
    except shutil.Error as error:  # of a whole folder: a list of (source, place, what the system reports)
        (_source, _place, first), *others = error.args[0]
        more = f" (还有 {len(others)} 个文件, and {len(others)} more)" if others else ""
        raise StoreError(f"{path}: {what}: {first}{more}") from error
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: {what}: {error}") from error
