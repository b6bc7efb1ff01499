"""What happens to a document between reading and loading: its lines are kept beside the store, or it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kb.provenance import coverage
from kb.store import originals, texts
from loaders.blocks import UnreadableFile
from loaders.readers.archive import located, member

if TYPE_CHECKING:
    from kb.loading.parsed import Outcome
    from kb.store.interface import GraphStore
    from loaders.coverage.account import Account
    from loaders.facts import Disclosure

KEPT = frozenset({"new", "replaced", "unchanged"})
"""What became of a file that the store now holds."""


def settle(store: Path | None, strict: bool, disclosure: Disclosure, account: Account, base: str) -> str:
    """Keep a document's lines in the folder of a store, if there is one; the sentence that refuses it, or nothing.

    `strict` refuses a document with a figure that no fact holds.
    """
    refused = coverage.refusal(disclosure, account) if strict else ""
    if store is not None and not refused:
        texts.keep(store, disclosure.sha256, texts.of(disclosure, account, base))
    return refused


def strictly(outcomes: Iterable[Outcome], store: GraphStore | None) -> Iterator[Outcome]:
    """The outcomes of a strict load: what the store holds already, read before and unread in part, fails too."""
    for outcome in outcomes:
        parsed = outcome.parsed
        lost = coverage.unread_figures(store, parsed.document) if store and parsed.known else 0
        if lost:
            reason = f"{parsed.path}: {parsed.document} 早已装入, 有 {lost} 个数字未读 (loaded before, unread figures)"
            yield replace(outcome, parsed=replace(parsed, error=reason), status="failed")
        else:
            yield outcome


def keep_originals(folder: Path, outcomes: Iterable[Outcome]) -> None:
    """Keep the files of documents beside the store, so that a figure can be shown where it is printed."""
    for outcome in outcomes:
        if outcome.status in KEPT:
            file, inner = located(outcome.parsed.path)
            with suppress(OSError, UnreadableFile):  # gone since it was read: the document is loaded all the same
                if inner:
                    originals.keep_bytes(folder, member(file.read_bytes(), inner, str(outcome.parsed.path)))
                else:
                    originals.keep(folder, file)


def sweep(store: GraphStore, folder: Path) -> None:
    """Throw away the kept lines and files of documents that the store no longer holds."""
    wanted = {one.sha256 for one in coverage.loaded(store)}
    texts.sweep(folder, wanted)
    originals.sweep(folder, wanted)
