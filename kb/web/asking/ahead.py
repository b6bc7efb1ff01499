"""Asks a large store ahead of its visitors: what is slow is kept beside the snapshot before anybody wants it.

Each canned question over all documents, the lists of what its parameters may be, and what pages read of the whole
store. A process with the least priority does it once for each snapshot: at the start, and when a question page is first
opened after a load; it is ended where there is a newer one.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kb.asking.ask import FREE_TYPES
from kb.processes.child import Child
from kb.processes.limits import CpuSpent, bound_this_process, cpu_bound
from kb.web.asking.crew import PRELOADED
from kb.web.asking.jobs import answered, labels
from kb.web.asking.known import known
from kb.web.library import Library

if TYPE_CHECKING:
    from kb.web.library import Edition

MANY_DOCUMENTS = 300
"""A store of fewer answers every question at once."""
MOST_SECONDS = 900
"""Of the processor: a store that wants more answers the rest when it is asked."""
LEAST_PRIORITY = 19
EXTRACTS = ("disclosures", "departments", "counts", "severities", "spending", "subjects", "policies", "findings")
"""The queries of `queries/pages` that read the whole store."""


class Ahead:
    """The process for the newest snapshot of a store; none for a small one, or one on a server."""

    def __init__(self, library: Library, megabytes: int) -> None:
        self._library = library
        self._megabytes = megabytes
        self._number = ""
        self._asking: Child | None = None
        self._lock = threading.Lock()

    def renew(self) -> None:
        """Begin where there is a snapshot that was not asked yet."""
        with self._lock, self._library.edition() as edition:
            place = self._library.place
            if edition.number == self._number or not isinstance(place, Path):
                return
            self._end()
            self._number = edition.number
            if len(edition.store.documents()) >= MANY_DOCUMENTS:
                self._asking = Child(ask, (place, self._megabytes), PRELOADED)

    def close(self) -> None:
        """End what still runs."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._asking is not None:
            self._asking.end()
            self._asking = None


def ask(place: Path, megabytes: int) -> None:
    """What the process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        os.nice(LEAST_PRIORITY)
    bound_this_process(megabytes)
    with suppress(CpuSpent), cpu_bound(MOST_SECONDS), Library(place).edition() as edition:
        ask_all(edition)


def ask_all(edition: Edition) -> int:
    """Ask everything once; gives the number of questions answered. What fails here fails for its visitor too."""
    for name in EXTRACTS:
        edition.rows(name)
    for kind in {one.type for question in known().values() for one in question.parameters} - set(FREE_TYPES):
        labels(edition, kind)
    number = 0
    for question in known().values():
        if any(parameter.required for parameter in question.parameters):
            continue
        with suppress(Exception):
            answered(edition, question.name, {})
            number += 1
    return number
