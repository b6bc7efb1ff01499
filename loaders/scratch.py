"""Temporary folders that are locked while their process lives: those of killed processes go with the next one made."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

try:
    import fcntl
except ImportError:  # not a Unix: nothing says whether a folder is in use, so none is removed
    fcntl = None  # type: ignore[assignment]

PREFIX = "yusuan-kb-"
SYSTEM = Path("/tmp")  # nosec B108: folders in it are made by mkdtemp
RANDOM = 10
"""Characters that the library adds to a name, with their separators."""
_held: dict[Path, int] = {}
"""The folders of this process, each with the descriptor that locks it."""


@contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """A temporary folder for the time of the block, with its purpose in its name."""
    folder = make(purpose)
    try:
        yield folder
    finally:
        remove(folder)


def make(purpose: str, longest: int = 0) -> Path:
    """A new temporary folder, in use until `remove` or the end of the process.

    Where its path would have more than `longest` bytes (0: no bound) it is in the system's own place for temporary
    files, whatever the environment says.
    """
    sweep_once()
    place = tempfile.gettempdir()
    if longest and len(os.fsencode(place)) + len(PREFIX) + len(purpose) + RANDOM > longest and SYSTEM.is_dir():
        place = str(SYSTEM)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{purpose}-", dir=place))
        if _lock(folder):
            return folder


def remove(folder: Path) -> None:
    """Remove a folder that `make` gave."""
    shutil.rmtree(folder, ignore_errors=True)
    if (descriptor := _held.pop(folder, None)) is not None:
        os.close(descriptor)


@cache
def sweep_once() -> None:
    """`sweep`, the first time in a process: listing a large folder of temporary files takes milliseconds."""
    sweep()


def sweep() -> None:
    """Remove the temporary folders of this user whose process is no more."""
    if fcntl is None:
        return
    for place in {tempfile.gettempdir(), str(SYSTEM)}:
        with suppress(OSError):
            for name in os.listdir(place):  # noqa: PTH208 - a hundred thousand names need no hundred thousand paths
                if name.startswith(PREFIX):
                    _sweep(Path(place, name))


@cache
def keep_all_here() -> None:
    """From now on let every library make its temporary files in a folder of this process: openpyxl leaves its own."""
    tempfile.tempdir = str(make("files"))


def _sweep(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:  # of another user, no folder, or gone
        return
    try:
        if os.fstat(descriptor).st_uid == os.getuid():
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:  # in use
        pass
    finally:
        os.close(descriptor)


def _lock(folder: Path) -> bool:
    """Mark a new folder as in use; False where another process swept it before."""
    if fcntl is None:
        return True
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return False
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    if not folder.exists():
        os.close(descriptor)
        return False
    _held[folder] = descriptor
    return True


@atexit.register
def _remove_all() -> None:
    """What threads still use when the process ends goes with it."""
    for folder in list(_held):
        remove(folder)
