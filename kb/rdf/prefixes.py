"""Prefix lines of Turtle and TriG in alphabetical order: the serialiser orders them anew in each process."""

from __future__ import annotations

from typing import IO

MARK = b"@prefix "


class SortedPrefixes:
    """A binary output that holds `@prefix` lines at the head back until it can write them sorted; the rest passes."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Take bytes; gives how many, as every binary output does."""
        if self._held is None:
            self._output.write(data)
        else:
            self._held += data
            if not _may_be_head(self._held):
                self.flush()
        return len(data)

    def flush(self) -> None:
        """Write what is held back."""
        if self._held:
            lines = self._held.splitlines(keepends=True)
            heads = sum(1 for line in lines if line.startswith(MARK))
            self._output.write(b"".join(sorted(lines[:heads]) + lines[heads:]))
            self._held = None
        self._output.flush()


def _may_be_head(data: bytes) -> bool:
    """Whether everything so far is prefix lines, the last of them perhaps still without its end."""
    *_, last = data.split(b"\n")
    return data.startswith(MARK[: len(data)]) and last.startswith(MARK[: len(last)])
