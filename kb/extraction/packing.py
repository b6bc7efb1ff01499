"""The tables of all documents in one Parquet file each, so that SQL opens a few files in place of many.

`packed/STAMP/TABLE.parquet`; the stamp is a digest of the manifest, so that only a pack of what is extracted is read.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from kb.extraction.folder import PACKED, ExtractionFolder
from kb.extraction.manifest import FILE_NAME, in_force
from kb.store.writer_lock import WriterLock

SUFFIX = ".parquet"


def files_by_table(folder: ExtractionFolder) -> dict[str, list[Path]]:
    """The files of each table: packed ones where they hold what is extracted now, else those of the documents."""
    packed = _place(folder)
    return {file.stem: [file] for file in sorted(packed.glob(f"*{SUFFIX}"))} or _loose(folder)


def pack(folder: ExtractionFolder, wait: float = 0.0) -> Mapping[str, int]:
    """Pack the tables anew, all or none; gives the bytes of each. Raises StoreLocked while a run writes."""
    lock = WriterLock(folder.path, wait)
    try:
        target = _place(folder)
        draft = target.with_name(f"{target.name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for table, files in _loose(folder).items():
            _write(files, draft / f"{table}{SUFFIX}")
        shutil.rmtree(target, ignore_errors=True)
        draft.rename(target)
        for other in target.parent.iterdir():
            if other != target:
                shutil.rmtree(other)
        return {file.stem: file.stat().st_size for file in sorted(target.iterdir())}
    finally:
        lock.release()


def path_list(paths: Sequence[Path]) -> str:
    """Paths as a list of SQL."""
    return f"[{', '.join(quoted(str(path.absolute())) for path in paths)}]"


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _loose(folder: ExtractionFolder) -> dict[str, list[Path]]:
    """The files of the versions that count, also amid a run."""
    entries = folder.manifest().entries
    wanted = in_force(entries.values())
    files: dict[str, list[Path]] = {}
    for entry in entries.values():
        for table in entry.tables if entry.source in wanted else ():
            files.setdefault(Path(table).parts[1], []).append(folder.path / table)
    return files


def _place(folder: ExtractionFolder) -> Path:
    stamp = hashlib.sha256((folder.path / FILE_NAME).read_bytes()).hexdigest()[:16]
    return folder.path / PACKED / stamp


def _write(files: Sequence[Path], target: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_parquet({path_list(files)})) TO {quoted(str(target))} (FORMAT parquet)"  # nosec B608: paths are quoted
        )
