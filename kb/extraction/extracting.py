"""One source → its facts and its tables on disk: the pure function that every engine maps."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, partial
from importlib import metadata
from pathlib import Path

import msgspec

from kb.extraction import partitions
from kb.extraction.folder import ExtractionFolder
from kb.extraction.manifest import Extracted, ExtractionState, counts_of
from kb.extraction.sources import fetched, is_url
from kb.loading import keeping
from kb.loading.load import key_of, read_bounded, read_file
from kb.loading.parsed import Parsed
from kb.rows.files import ExportError
from loaders.blocks import UnreadableFile
from loaders.identity.given import NOTHING_GIVEN, Given
from loaders.readers import bytes_of
from loaders.readers.names import shown

OTHER_PROGRAM = "这台机器上装的是另一版本的程序 (another version of the program is installed on this machine)"


@dataclass(frozen=True, slots=True)
class ExtractionTask:
    """One source, what is known of it beside it, and what an earlier run came to."""

    source: str
    given: Given = NOTHING_GIVEN
    known: Extracted | None = None


@dataclass(frozen=True, slots=True)
class ExtractionSettings:
    """What holds for a whole run. `rules`: the digest of the program that started it."""

    out: Path
    base: str
    rules: str
    force: bool = False


def extract_one(settings: ExtractionSettings, task: ExtractionTask) -> Extracted:
    """Read one source and write what it says; gives its line of the manifest, the known one if nothing changed.

    Every trouble becomes a sentence in the line. Done twice, also at a time, it writes the same bytes.
    """
    if partitions.rules() != settings.rules:
        return failed(settings, task, OTHER_PROGRAM)
    try:
        with fetched(task.source) as path:
            return _extracted(settings, task, path)
    except UnreadableFile as error:
        return _out_of_reach(settings, task, str(error))
    except ExportError as error:
        return failed(settings, task, str(error))


def failed(settings: ExtractionSettings, task: ExtractionTask, trouble: str) -> Extracted:
    """The line of a source that came to nothing; the sentence names it."""
    return _failed(settings, task, f"{shown(task.source)}: {trouble}")


def _out_of_reach(settings: ExtractionSettings, task: ExtractionTask, sentence: str) -> Extracted:
    """The line of a source that cannot be got at now: what an earlier run read of it stays."""
    if task.known and task.known.outcome == ExtractionState.OK:
        return msgspec.structs.replace(task.known, error=sentence)
    return _failed(settings, task, sentence)


def _failed(settings: ExtractionSettings, task: ExtractionTask, sentence: str, sha256: str = "") -> Extracted:
    return Extracted(
        source=task.source,
        outcome=ExtractionState.FAILED,
        error=sentence,
        sha256=sha256,
        version=program_version(),
        rules=settings.rules,
    )


def _extracted(settings: ExtractionSettings, task: ExtractionTask, path: Path) -> Extracted:
    folder = ExtractionFolder(settings.out, settings.base)
    key = key_of(path, settings.base, task.given)
    if task.known and _is_current(folder, task.known, key, settings.rules):
        return msgspec.structs.replace(task.known, error="")
    settle = partial(keeping.settle, settings.out, False)
    read = partial(read_file, settle=settle, given={path: task.given}, force=settings.force)
    parsed = read_bounded(read, settings.base, path)
    if parsed.error and not key:
        return _out_of_reach(settings, task, parsed.error)
    if parsed.error:
        reason = parsed.error.replace(shown(path), task.source) if is_url(task.source) else parsed.error
        return _failed(settings, task, reason, hashlib.sha256(bytes_of(path)).hexdigest())
    return _written(folder, settings.rules, task.source, parsed, key)


def _is_current(folder: ExtractionFolder, known: Extracted, key: str, rules: str) -> bool:
    is_same = known.outcome == ExtractionState.OK and bool(key) and (known.key, known.rules) == (key, rules)
    return is_same and folder.holds(known)


def _written(folder: ExtractionFolder, rules: str, source: str, parsed: Parsed, key: str) -> Extracted:
    name = folder.facts.write(parsed.quads)
    rows = partitions.document_tables(folder.base).of(parsed.quads)
    province, year = partitions.place_of(rows)
    tables = partitions.write(folder.path, name, rows)
    return Extracted(
        source=source,
        outcome=ExtractionState.OK,
        file=parsed.version.file,
        sha256=parsed.version.sha256,
        document=parsed.document,
        province=province,
        year=year,
        facts=name,
        tables=tables,
        counts=counts_of(parsed.counts),
        warnings=parsed.warnings,
        version=program_version(),
        rules=rules,
        key=key,
    )


@cache
def program_version() -> str:
    """The version of this program."""
    return metadata.version("yusuan-kb")
