"""What was extracted → a store: shards in the order of the manifest, each in one atomic step, as files are loaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import StoreError
from kb.extraction.folder import ExtractionFolder
from kb.extraction.manifest import Extracted, ExtractionState
from kb.files.whole import whole
from kb.loading.batches import Batches
from kb.loading.parsed import Outcome, Parsed
from kb.store import texts
from loaders.triples.revisions import Version

if TYPE_CHECKING:
    from kb.store.interface import GraphStore


def load_extracted(out: Path, store: GraphStore | None) -> Iterator[Outcome]:
    """Load an extraction: the same outcomes and statements as loading its files, which need not be there any more.

    Without a store nothing is written. What failed, or was not extracted yet, is reported as failed. Raises StoreError
    for another base IRI than that of the store.
    """
    folder = ExtractionFolder.open(out)
    entries = list(folder.manifest().entries.values())
    if store is None:
        for entry in entries:
            parsed = _parsed(entry)
            yield Outcome(parsed, "failed" if parsed.error else "read")
        return
    if store.base != folder.base:
        raise StoreError(f"{out}: 基准 IRI 是 {folder.base}, 库的是 {store.base} (the store has another base IRI)")
    known = {entry.reading.key for entry in store.manifest().values() if entry.reading.key}
    with Batches(store) as batches:
        for entry in entries:
            parsed = _parsed(entry)
            if entry.key in known and entry.document not in batches.read:
                parsed = replace(parsed, known=True)
            elif not parsed.error:
                parsed = replace(parsed, quads=folder.facts.read(entry.facts))
                _keep_text(out, store.folder, entry.sha256)
            yield from batches.add(parsed)
        yield from batches.finish()


def _parsed(entry: Extracted) -> Parsed:
    """A line of the manifest as what reading the file came to, its quads left out."""
    path = Path(entry.source)
    if entry.outcome == ExtractionState.WAITING:
        return Parsed(path, error=f"{entry.source}: 还没有抽取, 再运行一次 kb extract (not extracted yet)")
    if entry.outcome == ExtractionState.FAILED:
        return Parsed(path, error=entry.error)
    return Parsed(
        path,
        entry.document,
        entry.counted(),
        "",
        entry.warnings,
        key=entry.key,
        version=Version(entry.sha256, entry.file),
    )


def _keep_text(out: Path, store: Path | None, sha256: str) -> None:
    """Put the lines of a document beside the store, from which they are shown."""
    if store is None:
        return
    target = texts.path(store, sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError), whole(target) as draft:
        shutil.copyfile(texts.path(out, sha256), draft)
