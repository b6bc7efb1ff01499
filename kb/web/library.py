"""The store that pages read: one open reader, renewed as soon as a load has made a newer snapshot."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from kb.asking.questions import bind
from kb.resources import folder
from kb.rows.printed import plain
from kb.store import snapshots

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.interface import GraphStore

Row = dict[str, Any]
Made = TypeVar("Made")
Given: TypeAlias = "str | Sequence[str] | ox.Literal | None"
"""What is put in for a variable: an IRI or several, a literal, or nothing, which leaves it open."""

MOST_REMEMBERED = 40_000
"""Rows kept of one version of the store; what was not wanted for the longest time is thrown away first."""
HEAVIEST = 10_000
NOT_KEPT = HEAVIEST + 1


@dataclass(eq=False)
class Edition:
    """The store as one load left it. Whatever is worked out from it may be remembered: it never changes."""

    store: GraphStore
    folder: Path | None
    number: str
    readers: int = 0
    is_old: bool = False
    _kept: dict[Any, tuple[Any, int]] = field(default_factory=dict)
    _rows_kept: int = 0
    _making: dict[Any, threading.Lock] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def rows(self, name: str, **terms: Given) -> list[Row]:
        """The rows of `queries/pages/NAME.rq` as plain values by variable."""
        solutions = self.store.select(bind(page_query(name), _terms(terms)))
        names = [variable.value for variable in solutions.variables]
        return [dict(zip(names, map(plain, solution), strict=True)) for solution in solutions]

    def row(self, name: str, **terms: Given) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(name, **terms)), None)

    def remembered(self, key: Any, make: Callable[[], Made], rows: Callable[[Made], int] = lambda _made: 1) -> Made:
        """What `make` gives, worked out once for this edition, however many ask at once.

        `rows` tells how many rows it takes in memory. Of a store that may change nothing is remembered.
        """
        if not self.number:
            return make()
        if (found := self._recalled(key)) is None:
            with self._turn(key):
                if (found := self._recalled(key)) is None:
                    made = make()
                    self._remember(key, made, max(1, rows(made)))
                    return made
        return cast("Made", found[0])

    @contextmanager
    def _turn(self, key: Any) -> Iterator[None]:
        """One at a time for each key."""
        with self._lock:
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            try:
                yield
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _recalled(self, key: Any) -> tuple[Any, int] | None:
        """What is remembered, now the youngest."""
        with self._lock:
            found = self._kept.pop(key, None)
            if found is not None:
                self._kept[key] = found
            return found

    def _remember(self, key: Any, made: object, rows: int) -> None:
        if rows > HEAVIEST:
            return
        with self._lock:
            self._kept[key] = made, rows
            self._rows_kept += rows
            while self._rows_kept > MOST_REMEMBERED:
                _made, gone = self._kept.pop(next(iter(self._kept)))
                self._rows_kept -= gone


class Library:
    """Gives the newest edition of a store to each request, and closes an old one when its last reader has gone."""

    def __init__(self, place: Path | str) -> None:
        """Open the store in a folder or at a URL. Raises StoreError."""
        self.place = place
        self._lock = threading.Lock()
        self._current = self._open()

    @contextmanager
    def edition(self) -> Iterator[Edition]:
        """The newest edition, kept open as long as the block runs."""
        edition = self._borrow()
        try:
            yield edition
        finally:
            self._give_back(edition)

    def close(self) -> None:
        """Close the store; no request may follow."""
        self._current.store.close()

    def _borrow(self) -> Edition:
        with self._lock:
            if isinstance(self.place, Path):
                newest = snapshots.newest(self.place)
                if newest is not None and _number_of(newest) not in ("", self._current.number):
                    old, self._current = self._current, self._open()
                    old.is_old = True
                    if not old.readers:
                        old.store.close()
            self._current.readers += 1
            return self._current

    def _give_back(self, edition: Edition) -> None:
        with self._lock:
            edition.readers -= 1
            if edition.is_old and not edition.readers:
                edition.store.close()

    def _open(self) -> Edition:
        if isinstance(self.place, str):
            from kb.store.remote.server import RemoteStore

            return Edition(RemoteStore(self.place, read_only=True), None, "")
        from kb.store.embedded import Store

        store = Store(self.place, read_only=True)
        return Edition(store, self.place, _number_of(store.snapshot) if store.snapshot else "")


def _number_of(snapshot: Path) -> str:
    """What tells a snapshot from all others, those of a store put back from a backup too; empty where it is gone."""
    try:
        return f"{snapshot.name}-{snapshot.stat().st_ino}"
    except FileNotFoundError:
        return ""


@cache
def page_query(name: str) -> str:
    """The text of `queries/pages/NAME.rq`."""
    return (folder("queries/pages") / f"{name}.rq").read_text(encoding="utf-8")


def _terms(given: Mapping[str, Given]) -> dict[str, list[ox.NamedNode | ox.Literal]]:
    """Terms by the variables they are put in for."""
    return {name: _as_terms(value) for name, value in given.items() if value is not None}


def _as_terms(value: str | Sequence[str] | ox.Literal) -> list[ox.NamedNode | ox.Literal]:
    import pyoxigraph as ox

    if isinstance(value, ox.Literal):
        return [value]
    return [ox.NamedNode(iri) for iri in ([value] if isinstance(value, str) else value)]
