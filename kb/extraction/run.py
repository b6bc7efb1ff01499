"""A run of an extraction: only what is new, changed or failed before is read; one that was killed is gone on with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from kb.extraction import partitions
from kb.extraction.engines import EngineOptions, mapped
from kb.extraction.extracting import ExtractionSettings, ExtractionTask, extract_one, failed
from kb.extraction.folder import ExtractionFolder
from kb.extraction.manifest import Extracted, ExtractionManifest, in_force, mend
from kb.store.writer_lock import WriterLock
from loaders.identity.given import NOTHING_GIVEN, Given
from loaders.iris import DEFAULT_BASE

NOTHING_KNOWN: Mapping[str, Given] = {}


@dataclass(frozen=True, slots=True)
class ExtractionStep:
    """One source that is done; `is_new` if this run read it."""

    entry: Extracted
    is_new: bool


def extract(
    sources: Sequence[str],
    out: Path,
    options: EngineOptions,
    *,
    base: str | None = None,
    given: Mapping[str, Given] = NOTHING_KNOWN,
    force: bool = False,
    wait: float = 0.0,
) -> Iterator[ExtractionStep]:
    """Extract sources into a folder, as they are done. Raises StoreError, and StoreLocked where another run writes.

    At the end of the run the manifest is put in order and what it does not name is removed.
    """
    out = out.absolute()
    folder = ExtractionFolder.create(out, base, DEFAULT_BASE)
    lock = WriterLock(out, wait)
    try:
        mend(folder.path)
        manifest = folder.manifest()
        run = _Run(folder, manifest, options, given, force=force)
        manifest.add(Extracted(source=source) for source in sources if source not in manifest.entries)
        yield from run.steps(sources)
        yield from run.finish()
    finally:
        lock.release()


class _Run:
    def __init__(
        self,
        folder: ExtractionFolder,
        manifest: ExtractionManifest,
        options: EngineOptions,
        given: Mapping[str, Given],
        *,
        force: bool,
    ) -> None:
        self._folder = folder
        self._manifest = manifest
        self._options = options
        self._given = given
        self._settings = ExtractionSettings(folder.path, folder.base, partitions.rules(), force)

    def steps(self, sources: Sequence[str]) -> Iterator[ExtractionStep]:
        entries = self._manifest.entries
        tasks = [ExtractionTask(one, self._given.get(one, NOTHING_GIVEN), entries.get(one)) for one in sources]
        work, no_result = partial(extract_one, self._settings), partial(failed, self._settings)
        for entry in mapped(work, no_result, tasks, self._options):
            is_new = entry != entries.get(entry.source)
            if is_new:
                self._manifest.add([entry])
            yield ExtractionStep(entry, is_new)

    def finish(self) -> Iterator[ExtractionStep]:
        """Leave the tables of one version of each disclosure; another one than before is read once more."""
        wanted = in_force(self._manifest.entries.values())
        again = [entry for entry in self._manifest.entries.values() if entry.replaced and entry.source in wanted]
        if again:
            self._manifest.add(msgspec.structs.replace(entry, key="", replaced=False) for entry in again)
            yield from self.steps([entry.source for entry in again])
        entries = [_without_tables(entry, wanted) for entry in self._manifest.entries.values()]
        self._manifest.rewrite(entries)
        self._folder.sweep(entries)


def _without_tables(entry: Extracted, wanted: set[str]) -> Extracted:
    is_replaced = bool(entry.document) and entry.source not in wanted
    return msgspec.structs.replace(entry, tables=(), replaced=True) if is_replaced else entry
