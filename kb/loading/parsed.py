"""What reading a file came to, and what became of it in a store."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from operator import add
from pathlib import Path

from loaders.triples.revisions import Version

NO_VERSION = Version("", "")


@dataclass(frozen=True, slots=True)
class FactCounts:
    """What was read from a document: numbers of facts of each kind, and what became no fact."""

    forms: int = 0
    figures: int = 0
    projects: int = 0
    indicators: int = 0
    citations: int = 0
    units: int = 0
    unread: int = 0

    def values(self) -> tuple[int, ...]:
        """The counts in the order of their fields."""
        return astuple(self)

    def __add__(self, other: FactCounts) -> FactCounts:
        return FactCounts(*map(add, self.values(), other.values()))


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file after reading: its document id, counts and N-Quads, or the sentence that says why there are none."""

    path: Path
    document: str = ""
    counts: FactCounts = FactCounts()
    quads: str = ""
    warnings: tuple[str, ...] = ()
    error: str = ""
    key: str = ""
    known: bool = False
    """Not read: the store's manifest states what the file holds."""
    version: Version = NO_VERSION
    """The name and hash of the file; a reader that does not tell them has no revisions kept."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading one file came to, its quads left out.

    `status` is one of `kb.store.interface.Change`, `read` (dry run), `superseded` (the store holds a later version of
    the same disclosure, so nothing was done) or `failed`. `replaces` is the file name of the version that was there
    before.
    """

    parsed: Parsed
    status: str
    replaces: str = ""
    formerly: tuple[str, ...] = ()
    """Ids under which the store held the same file, when less or something else was known of it; they are gone."""
