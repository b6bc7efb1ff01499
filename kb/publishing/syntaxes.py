"""Statements → a file in any RDF syntax; its suffix chooses which."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from kb.files.whole import output
from kb.rdf.prefixes import SortedPrefixes
from kb.rows.files import ExportError

if TYPE_CHECKING:
    import pyoxigraph as ox

    Statement = ox.Quad | ox.Triple

RDF_SUFFIXES = {
    ".ttl": "TURTLE",
    ".trig": "TRIG",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".jsonld": "JSON_LD",
    ".rdf": "RDF_XML",
}
"""File suffix → name of the syntax in pyoxigraph; `.gz` may follow."""


def syntax_of(file: Path) -> ox.RdfFormat:
    """The syntax of a file by its suffix. Raises ExportError."""
    import pyoxigraph as ox

    suffix = Path(file.name.removesuffix(".gz")).suffix
    if suffix not in RDF_SUFFIXES:
        raise ExportError(f"{file}: 后缀不认识 (unknown suffix); {', '.join(RDF_SUFFIXES)}, 可加 .gz")
    return cast("ox.RdfFormat", getattr(ox.RdfFormat, RDF_SUFFIXES[suffix]))


def serialize(statements: Iterable[Statement], file: Path, prefixes: Mapping[str, str]) -> int:
    """Write statements as they come, whole or not at all; gives their number. Raises ExportError."""
    import pyoxigraph as ox

    syntax, counted = syntax_of(file), Counted(statements)
    with opened(file) as out:
        ox.serialize(cast("Iterable[ox.Quad]", counted), cast("IO[bytes]", SortedPrefixes(out)), syntax,
                     prefixes=dict(prefixes))  # fmt: skip
    return counted.count


class Counted:
    """An iterable that knows how many items it gave."""

    def __init__(self, items: Iterable[Any]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self.count += 1
            yield item


@contextmanager
def opened(file: Path) -> Iterator[IO[bytes]]:
    """A file to write into, which appears whole or not at all; one that ends in `.gz` is packed.

    It is packed without its name and the clock, so that two exports are the same bytes.
    """
    with output(file) as draft, draft.open("wb") as plain:
        if file.suffix != ".gz":
            yield plain
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=plain, mtime=0) as archive:
            yield cast("IO[bytes]", archive)
