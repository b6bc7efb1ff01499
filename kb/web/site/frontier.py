"""The addresses still to fetch and those done, in a file: a site of a million pages takes no memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

SAVED_AT_ONCE = 500


class Frontier:
    """Every address comes out once, in the order in which it was found."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file, isolation_level=None)
        self._database.execute("CREATE TABLE found (number INTEGER PRIMARY KEY, address TEXT UNIQUE NOT NULL)")

    def add(self, addresses: Iterable[str]) -> None:
        """Addresses to fetch; those known already change nothing."""
        self._database.executemany("INSERT OR IGNORE INTO found (address) VALUES (?)", ((one,) for one in addresses))

    def __iter__(self) -> Iterator[str]:
        done = 0
        while rows := self._database.execute(
            "SELECT number, address FROM found WHERE number > ? ORDER BY number LIMIT ?", (done, SAVED_AT_ONCE)
        ).fetchall():
            for done, address in rows:  # noqa: B007 - the last one is where the next batch begins
                yield str(address)

    def close(self) -> None:
        """Give the file free."""
        self._database.close()
