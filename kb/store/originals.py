"""The documents themselves, kept beside the store: `STORE/originals/SHA256`, linked to the file where possible.

Named by their bytes: a page shown is always one of the version that was loaded.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from kb.files.whole import whole

FOLDER = "originals"
_CHUNK = 1 << 20


def keep(store: Path, file: Path) -> str:
    """Keep a file; gives the SHA-256 of its bytes. A hard link where the disk allows it, which takes no space.

    A linked file that is changed in place later no longer has the bytes of its name: `find` gives it no more.
    """
    sha256 = digest(file)
    target = store / FOLDER / sha256
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole(target) as draft:
            try:
                os.link(file, draft)
            except OSError:  # another disk
                shutil.copyfile(file, draft)
    return sha256


def keep_bytes(store: Path, content: bytes) -> str:
    """Keep what is no file of its own: a member of an archive."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = store / FOLDER / sha256
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole(target) as draft:
            draft.write_bytes(content)
    return sha256


def find(store: Path | None, sha256: str) -> Path | None:
    """The kept file with these bytes; None where none was kept, or it was changed since."""
    if store is None or len(sha256) != 64 or not sha256.isalnum():
        return None
    path = store / FOLDER / sha256
    try:
        status = path.stat()
    except OSError:
        return None
    return path if _digest_then(path, status.st_mtime_ns, status.st_size) == sha256 else None


@lru_cache(maxsize=512)
def _digest_then(path: Path, _changed: int, _size: int) -> str:
    """The digest of a file, worked out again only where the file was touched."""
    return digest(path)


def sweep(store: Path, wanted: Collection[str]) -> None:
    """Throw away the files of documents that the store no longer holds."""
    folder = store / FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in wanted:
            path.unlink(missing_ok=True)


def digest(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()
