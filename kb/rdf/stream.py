"""Texts one after the other as one binary file, each made only when it is read: a batch is never whole in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any


class TextStream(io.RawIOBase):
    """A file of UTF-8 to be read once, from its beginning to its end."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = iter(texts)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """As much as fits of what is left of the present text, or of the next one that is not empty; 0 at the end."""
        room = memoryview(buffer).cast("B")
        while not self._rest:
            text = next(self._texts, None)
            if text is None:
                return 0
            self._rest = memoryview(text.encode())
        taken = min(len(room), len(self._rest))
        room[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken
