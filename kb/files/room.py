"""Folders of what was worked out once, and can be again: the oldest goes when they grow too large."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def make_room(folder: Path, most_bytes: int) -> None:
    """Remove the oldest files of a folder, at any depth, until the others take no more than so many bytes.

    What another process removes meanwhile is gone as it should be. Raises OSError for what may not be removed.
    """
    files: list[tuple[float, int, Path]] = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file():
                found = path.stat()
                files.append((found.st_mtime, found.st_size, path))
    held = sum(size for _time, size, _path in files)
    for _time, size, path in sorted(files):
        if held <= most_bytes:
            return
        path.unlink(missing_ok=True)
        held -= size
