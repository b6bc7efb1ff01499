"""The lines of loaded documents and the ledger of their numbers, kept beside the store: `STORE/texts/SHA256.json.gz`.

They make `kb why` show the lines around a fact, and `kb coverage` the account, wherever the document itself has gone.
Named by the document's bytes, so that a line shown is always a line of the version that was loaded.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.files.whole import whole

if TYPE_CHECKING:
    from loaders.coverage.account import Account
    from loaders.facts import Disclosure

FOLDER = "texts"
SUFFIX = ".json.gz"


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One line of a document: its place in words, and its text."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """One numeric token of a document: index of its line, characters, what it is, and the IRI of the fact with it."""

    line: int
    start: int
    end: int
    text: str
    kind: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of one document, and the ledger of its numbers."""

    lines: tuple[KeptLine, ...]
    numbers: tuple[Number, ...]


def of(disclosure: Disclosure, account: Account, base: str) -> Kept:
    """What to keep of a document that was read, its facts named as in the graph of a base IRI."""
    from loaders.triples import fact_iris

    iris = fact_iris(disclosure, base)
    lines = tuple(KeptLine(str(text.place), text.text) for text in account.lines)
    numbers = tuple(
        Number(entry.line, entry.start, entry.end, entry.text, entry.kind, iris[entry.fact] if entry.fact else "")
        for entry in account.entries
    )
    return Kept(lines, numbers)


def keep(store: Path, sha256: str, kept: Kept) -> None:
    """Write the lines of a document beside its store: whole or not at all, the same bytes for the same lines."""
    target = path(store, sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "lines": [[line.place, line.text] for line in kept.lines],
        "numbers": [[n.line, n.start, n.end, n.text, n.kind, n.fact] for n in kept.numbers],
    }
    with whole(target) as draft:
        draft.write_bytes(gzip.compress(json.dumps(content, ensure_ascii=False).encode(), mtime=0))


def kept(store: Path, sha256: str) -> Kept | None:
    """The lines of a document by the SHA-256 of its bytes; None where none were kept."""
    try:
        content = json.loads(gzip.decompress(path(store, sha256).read_bytes()))
    except (OSError, ValueError, EOFError):
        return None
    lines = tuple(KeptLine(place, text) for place, text in content["lines"])
    return Kept(lines, tuple(Number(*number) for number in content["numbers"]))


def sweep(store: Path, wanted: Collection[str]) -> None:
    """Throw away the lines of documents that the store no longer holds."""
    folder = store / FOLDER
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name.removesuffix(SUFFIX) not in wanted:
            file.unlink(missing_ok=True)


def path(store: Path, sha256: str) -> Path:
    """The file that holds the lines of a document, written or not."""
    return store / FOLDER / f"{sha256}{SUFFIX}"
