"""A backup of a store: a folder that is a store itself, consistent, proved by opening it, put back as a whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kb.codes.lists import saved_files
from kb.errors import StoreError
from kb.store.embedded import Store
from kb.store.folder import told
from kb.store.interface import Counts
from kb.store.settings import SETTINGS_FILE, Settings


def back_up(store: Store, folder: Path) -> Counts:
    """Copy what a store holds now into a new folder; gives what the copy holds, counted in the copy. Raises StoreError.

    Files are shared by hard links where the disk allows it, and copied elsewhere. A copy appears whole or not at all.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder}: 已有内容, 备份要空文件夹 (not empty; a backup wants a new folder)")
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        with told(folder, "备份没有写成 (the backup was not written)"):
            draft.mkdir(parents=True)
            settings = Settings(store.base)
            store.backup(draft / settings.database)
            settings.save(draft)
            _copy_lists(store.folder, draft)
        counts = _proved(draft, store.counts())
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return counts


def restore(backup: Path, folder: Path, *, replace: bool = False, wait: float = 0.0) -> Counts:
    """Put a backup in the place of a store, which must not exist unless `replace`. Raises StoreError.

    The store that was there stays until the copy is whole.
    """
    if not (backup / SETTINGS_FILE).is_file():
        raise StoreError(f"{backup}: 不是备份 (no backup in this folder)")
    if folder.exists() and any(folder.iterdir()) and not replace:
        raise StoreError(f"{folder}: 已有知识库, 要换掉请加 --replace (there is a store; use --replace)")
    draft, old = (folder.with_name(f".{folder.name}.{os.getpid()}.{part}") for part in ("part", "old"))
    try:
        with Store(backup, read_only=True) as source:
            counts = back_up(source, draft)
        if folder.exists():
            Store(folder, ontology=False, wait=wait).close()
            folder.rename(old)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return counts


def _copy_lists(source: Path | None, target: Path) -> None:
    """The code lists that were imported into a store lie beside its database."""
    for path in saved_files(source):
        (target / path.parent.name).mkdir(exist_ok=True)
        shutil.copy2(path, target / path.parent.name)


def _proved(folder: Path, expected: Counts) -> Counts:
    """Open the copy and count it. Raises StoreError if it holds anything else."""
    with Store(folder, ontology=False) as copy:
        found = copy.counts()
    if found != expected:
        raise StoreError(f"{folder}: 备份与库不符 (the copy differs from the store): {found}, {expected}")
    return found
