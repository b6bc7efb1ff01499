"""A backup of a store: a folder that is a store itself, consistent, proved by opening it, put back as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import StoreError
from kb.files.folders import clear, draft_of, put_in_place
from kb.store import originals, texts
from kb.store.embedded import Store
from kb.store.folder import reporting
from kb.store.interface import Counts
from kb.store.settings import DATABASE_FOLDER, DRAFT_FILE, SETTINGS_FILE, Settings
from kb.store.shards import SHARDS_FOLDER
from kb.store.snapshots import VERSIONS_FOLDER
from kb.store.writer_lock import LOCK_FILE, WriterLock

_OF_THE_DATABASE = frozenset((SETTINGS_FILE, DRAFT_FILE, SHARDS_FOLDER, VERSIONS_FOLDER, LOCK_FILE))
"""Made anew for the copy, or copied with the database."""
_CAN_BE_MADE_AGAIN = frozenset(("search", "pictures"))
_NEVER_CHANGED = frozenset((originals.FOLDER, texts.FOLDER))
"""Folders whose files are named by their content, so that a copy may share them by hard links."""


def back_up(store: Store, folder: Path) -> Counts:
    """Copy what a store holds now into a new folder; gives what the copy holds, counted in the copy. Raises StoreError.

    Files are shared by hard links where the disk allows it, and copied elsewhere. A copy appears whole or not at all.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder}: 已有内容, 备份要空文件夹 (not empty; a backup wants a new folder)")
    clear(folder)
    with draft_of(folder) as draft:
        with reporting(folder, "备份没有写成 (the backup was not written)"):
            draft.mkdir(parents=True)
            settings = Settings(store.base)
            store.backup(draft / settings.database)
            settings.save(draft)
            _copy_beside(store.folder, draft)
        counts = _proved(draft, store.counts())
        with reporting(folder, "备份没有写成 (the backup was not written)"):
            if folder.exists():
                folder.rmdir()
            draft.rename(folder)
    return counts


def restore(backup: Path, folder: Path, *, replace: bool = False, wait: float = 0.0) -> Counts:
    """Put a backup in the place of a store, which must not exist unless `replace`. Raises StoreError.

    The store that was there stays until the copy is whole.
    """
    if not (backup / SETTINGS_FILE).is_file():
        raise StoreError(f"{backup}: 不是备份 (no backup in this folder)")
    clear(folder)
    if folder.exists() and any(folder.iterdir()) and not replace:
        raise StoreError(f"{folder}: 已有知识库, 要换掉请加 --replace (there is a store; use --replace)")
    with draft_of(folder) as draft:
        with Store(backup, read_only=True) as source:
            counts = back_up(source, draft)
        with reporting(folder, "没有换成, 原来的库还在 (nothing was replaced)"), _nobody_writing(folder, wait):
            put_in_place(draft, folder)
    return counts


@contextmanager
def _nobody_writing(folder: Path, wait: float) -> Iterator[None]:
    """Hold the writer's lock of a store, which need not be sound. Raises StoreError where the folder is none."""
    if not folder.exists() or not any(folder.iterdir()):
        yield
        return
    if not (folder / SETTINGS_FILE).is_file():
        raise StoreError(f"{folder}: 这里没有知识库 (no store in this folder)")
    lock = WriterLock(folder, wait)
    try:
        yield
    finally:
        lock.release(clean=not lock.holder_died)


def _copy_beside(source: Path | None, target: Path) -> None:
    """What lies in a store beside its database: code lists, originals and their lines, the decisions of the desk."""
    for path in sorted(source.iterdir()) if source else ():
        if path.name in _OF_THE_DATABASE | _CAN_BE_MADE_AGAIN or path.name.startswith((DATABASE_FOLDER, ".")):
            continue
        if path.is_dir():
            copy = _linked if path.name in _NEVER_CHANGED else shutil.copy2
            shutil.copytree(path, target / path.name, copy_function=copy)
        else:
            shutil.copy2(path, target / path.name)


def _linked(source: str, target: str) -> None:
    """The same file under another name where the disk allows it, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _proved(folder: Path, expected: Counts) -> Counts:
    """Open the copy and count it. Raises StoreError if it holds anything else."""
    with Store(folder, ontology=False) as copy:
        found = copy.counts()
    if found != expected:
        raise StoreError(f"{folder}: 备份与库不符 (the copy differs from the store): {found}, {expected}")
    return found
