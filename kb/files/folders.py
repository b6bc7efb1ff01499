"""A folder in the place of another: the old one is removed only when the new one is there, and comes back otherwise.

The two renames are not one step. What a process that was killed between them left behind is put back by the next one
that opens the folder: drafts and parked folders bear the number of their process.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import StoreError
from kb.files.whole import is_running

_DRAFT, _PARKED = "part", "old"
_LEFT_OVER = re.compile(r"\.(?P<name>.+)\.(?P<process>[0-9]{1,9})\.(?P<kind>part|old)")


@contextmanager
def draft_of(folder: Path) -> Iterator[Path]:
    """The path of a draft beside a folder; what is at it in the end is removed, unless it took the folder's place."""
    draft = _beside(folder, _DRAFT)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def put_in_place(draft: Path, folder: Path) -> None:
    """The draft in the place of a folder, which may be there or not.

    Raises OSError, StoreError; the folder is then as it was, or, where another took its place, parked beside it.
    """
    parked = _beside(folder, _PARKED)
    try:
        if folder.exists():
            folder.rename(parked)
        draft.rename(folder)
    except BaseException as error:
        _put_back(parked, folder)
        if parked.exists():
            raise StoreError(
                f"{folder}: 同名的文件夹中途出现, 原来的在 {parked} (another folder appeared, "
                f"yours is in {parked.name})"
            ) from error
        raise
    shutil.rmtree(parked, ignore_errors=True)


def recover(folder: Path) -> None:
    """Put back the folder that a killed process had parked, where nothing took its place."""
    if folder.exists():
        return
    for parked in _left_over(folder, _PARKED):
        _put_back(parked, folder)


def clear(folder: Path) -> None:
    """Remove the drafts of a folder that killed processes left, and what they had parked where it was replaced."""
    recover(folder)
    for path in (*_left_over(folder, _DRAFT), *_left_over(folder, _PARKED)):
        shutil.rmtree(path, ignore_errors=True)


def _beside(folder: Path, kind: str) -> Path:
    return folder.with_name(f".{folder.name}.{os.getpid()}.{kind}")


def _put_back(parked: Path, folder: Path) -> None:
    if parked.exists() and not folder.exists():
        with suppress(OSError):
            parked.rename(folder)


def _left_over(folder: Path, kind: str) -> list[Path]:
    """What processes that are gone left beside a folder, the newest first."""
    if not folder.parent.is_dir():
        return []
    found = []
    for path in folder.parent.iterdir():
        match = _LEFT_OVER.fullmatch(path.name)
        if match and match["name"] == folder.name and match["kind"] == kind and _is_over(int(match["process"])):
            found.append(path)
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def _is_over(process: int) -> bool:
    """Whether a process writes no more; one of the number of this one had it before."""
    return process == os.getpid() or not is_running(process)
