"""Shards: what each document states, as N-Quads beside the database (`shards/ab/ab12….nq.gz`).

A shard is named by a digest of its text and never changes: the manifest names the one in force, in the same step of the
engine that changes the statements. It is written before that step; one that no manifest names is an orphan, which the
next writer clears. So a killed writer leaves old or new, and a snapshot keeps the shards of its time.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from kb.errors import StoreError

SHARDS_FOLDER = "shards"
SUFFIX = ".nq.gz"
_DRAFT = ".part"
_DIGITS = 32
_LEVEL = 1
"""A third larger than the best compression, in a sixth of the time."""


class Shards:
    """The shards of a store on disk, or of one in memory where no folder is given."""

    def __init__(self, folder: Path | None, name: str = SHARDS_FOLDER) -> None:
        """Nothing is made before the first shard is written. `name`: the folder in which they lie."""
        self._folder = folder / name if folder else None
        self._held: dict[str, str] = {}

    def write(self, nquads: str) -> str:
        """Keep a text, safe from a power loss when this returns; gives its name."""
        return self.write_all([nquads])[0]

    def write_all(self, texts: Sequence[str]) -> list[str]:
        """Keep texts; all are written before the first is waited for, so that the disk takes them together."""
        names = [hashlib.sha256(text.encode()).hexdigest()[:_DIGITS] for text in texts]
        if self._folder is None:
            self._held.update(zip(names, texts, strict=True))
            return names
        drafts = {}
        for name, text in zip(names, texts, strict=True):
            if name not in drafts and not self.path(name).exists():
                drafts[name] = self._draft(name, text.encode())
        for name, draft in drafts.items():
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(self.path(name))
        return names

    def _draft(self, name: str, data: bytes) -> Path:
        draft = self.path(name).with_name(f"{name}{_DRAFT}")
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(gzip.compress(data, _LEVEL, mtime=0))
        return draft

    def read(self, name: str) -> str:
        """The text of a shard. Raises StoreError if it is not there or was damaged."""
        if self._folder is None:
            return self._held[name]
        path = self.path(name)
        try:
            data = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, ValueError) as error:
            raise StoreError(f"{path}: 读不出文件的语句 (its statements cannot be read): {error}") from error
        if hashlib.sha256(data).hexdigest()[:_DIGITS] != name:
            raise StoreError(f"{path}: 文件的语句已损坏 (its statements were damaged)")
        return data.decode()

    def path(self, name: str) -> Path:
        """The file of a shard on disk."""
        assert self._folder is not None
        return self._folder / name[:2] / f"{name}{SUFFIX}"

    def copy(self, names: Iterable[str], target: Path) -> None:
        """Put shards into the folder of another store, by hard links where the disk allows it."""
        other = Shards(target)
        for name in names:
            path = other.path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(self.path(name), path)
            except OSError:
                shutil.copy2(self.path(name), path)

    def clear(self, kept: Iterable[str]) -> None:
        """Remove all but some. Only the writer may, and only those that no snapshot names."""
        if self._folder is None or not self._folder.is_dir():
            return
        wanted = {f"{name}{SUFFIX}" for name in kept}
        for path in self._folder.glob("*/*"):
            if path.name not in wanted:
                with suppress(OSError):
                    path.unlink()
