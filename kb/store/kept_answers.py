"""Answers that took long are kept beside the snapshot they were asked of, and go with it.

A snapshot never changes, so neither does the answer to a query on it. What was slow once is quick until the next load.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from kb.files.room import make_room
from kb.files.whole import whole

if TYPE_CHECKING:
    import pyoxigraph as ox

FOLDER_SUFFIX = ".answers"
SLOW_SECONDS = 0.3
LARGEST_BYTES = 20_000_000
MOST_BYTES = 500_000_000
"""Of all answers to one snapshot: whoever asks ever new questions must not fill the disk."""


def select(
    snapshot: Path, sparql: str, run: Callable[[str], ox.QuerySolutions], *, keep: bool = False
) -> ox.QuerySolutions:
    """The solutions of a SELECT query on a snapshot: those kept, or those that `run` gives.

    They are kept if they took long, or if `keep` says that they will be wanted again.
    """
    import pyoxigraph as ox

    path = f"{snapshot}{FOLDER_SUFFIX}/{_name(sparql)}.tsv"
    text = _kept(path) if os.path.exists(path) else None  # noqa: PTH110 (half the time of a Path, for every query)
    if text is None:
        started = perf_counter()
        text = run(sparql).serialize(format=ox.QueryResultsFormat.TSV)
        assert text is not None
        is_slow = perf_counter() - started > SLOW_SECONDS
        if (keep or is_slow) and len(text) < LARGEST_BYTES and snapshot.is_dir():
            with suppress(OSError):  # a reader need not be allowed to write
                _keep(Path(path), text)
    return ox.parse_query_results(text, ox.QueryResultsFormat.TSV)  # type: ignore[return-value]


@lru_cache(maxsize=1024)
def _name(sparql: str) -> str:
    return hashlib.sha256(sparql.encode()).hexdigest()


def drop(snapshot: Path) -> None:
    """Forget the answers of a snapshot."""
    shutil.rmtree(_folder(snapshot), ignore_errors=True)


def _folder(snapshot: Path) -> Path:
    return snapshot.with_name(snapshot.name + FOLDER_SUFFIX)


def _keep(path: Path, text: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    make_room(path.parent, MOST_BYTES - len(text))
    with whole(path) as draft:
        draft.write_bytes(_digest(text) + text)


def _kept(path: str) -> bytes | None:
    """What was kept; None where there is nothing, or not all of it."""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return None
    text = content[len(_digest(b"")) :]
    return text if content.startswith(_digest(text)) else None


def _digest(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode() + b"\n"
