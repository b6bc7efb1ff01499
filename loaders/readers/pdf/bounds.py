"""How much a PDF may cost: its drawing operations, the forms it draws, what its streams unpack to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

MOST_OBJECTS = 3_000_000
"""Text runs, paths and pictures of a whole file; the largest disclosure met has 60,000."""
MOST_FORMS = 20_000
DEEPEST_FORMS = 24
MOST_BYTES = 96 * 2**20
"""Content of all pages unpacked."""
_FLATE = ("FlateDecode", "Fl")


class TooMuch(Exception):
    """A file asks for more than any document needs; the message says for what."""


class Budget:
    """What is left of the bounds for one file."""

    def __init__(self) -> None:
        self._objects = MOST_OBJECTS
        self._forms = MOST_FORMS
        self._bytes = MOST_BYTES

    def spend(self, objects: int) -> None:
        """Count drawn objects. Raises TooMuch."""
        self._objects -= objects
        if self._objects < 0:
            raise TooMuch(f"超过 {MOST_OBJECTS} 个图文对象 (more drawn objects than any document has)")

    def spend_form(self, depth: int) -> None:
        """Count a form that a page draws, inside so many others. Raises TooMuch."""
        self._forms -= 1
        if self._forms < 0 or depth > DEEPEST_FORMS:
            raise TooMuch(f"图形嵌套过多 (forms drawn within forms, more than {MOST_FORMS} or {DEEPEST_FORMS} deep)")

    def streams(self, streams: Iterable[Any]) -> Iterator[Any]:
        """The content streams, each unpacked within what is left. Raises TooMuch."""
        for stream in streams:
            self._bytes -= _unpacked(stream, self._bytes)
            yield stream


def _unpacked(stream: Any, left: int) -> int:
    """The size of a stream's content; it is not unpacked further than what is left. Raises TooMuch."""
    data: bytes = stream.rawdata
    for name, _ in stream.get_filters():
        if getattr(name, "name", "") not in _FLATE:
            break
        try:
            inflate = zlib.decompressobj()
            data = inflate.decompress(data, left + 1)
        except zlib.error:
            break
        if len(data) > left:
            raise TooMuch(f"内容解压后超过 {MOST_BYTES // 2**20} MB (its content unpacks to more than that)")
    return len(data)
