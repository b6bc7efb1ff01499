"""The answer printed last, remembered so that `kb why 3` can tell where its third row comes from.

Kept in the state folder of the user (`KB_STATE`, else the usual place of the system), never in the store, which others
may share. A query is kept as it ran, with a digest of each row: if the store has changed since, that is reported.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.files.whole import whole
from kb.store.sandbox import QueryLimits

FILE_NAME = "last-answer.json"


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What was printed: from which store, by which query (or none), a digest of each row, and facts known by row.

    `limits` are those that a query typed by hand ran within; it runs again within the same.
    """

    store: str
    query: str = ""
    digests: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    limits: QueryLimits | None = None

    @property
    def rows(self) -> int:
        """How many rows were printed."""
        return len(self.digests or self.facts)


def remember(answer: LastAnswer) -> None:
    """Keep an answer in the place of the one before. Where that cannot be written, `kb why` has no rows to speak of."""
    path = _path()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as draft:
            draft.write_text(json.dumps(asdict(answer), ensure_ascii=False), encoding="utf-8")


def recall() -> LastAnswer | None:
    """The answer printed last, if there is one that can be read."""
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
        facts = tuple(tuple(row) for row in kept["facts"])
        limits = QueryLimits(**kept["limits"]) if kept["limits"] else None
        return LastAnswer(kept["store"], kept["query"], tuple(kept["digests"]), facts, limits)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digests(rows: Iterable[Sequence[object]]) -> tuple[str, ...]:
    """A short digest of each row, which tells whether a query still gives it."""
    return tuple(hashlib.sha256(repr(tuple(row)).encode()).hexdigest()[:12] for row in rows)


def _path() -> Path:
    import click

    folder = os.environ.get("KB_STATE") or click.get_app_dir("yusuan-kb")
    return Path(folder) / FILE_NAME
