"""The folder of an extraction: `extraction.json`, `manifest.jsonl`, `facts/`, `tables/`, `texts/`, `packed/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kb.errors import StoreError
from kb.extraction.manifest import FILE_NAME, Extracted, ExtractionManifest
from kb.files.whole import whole
from kb.store import texts
from kb.store.shards import Shards
from kb.store.writer_lock import LOCK_FILE

SETTINGS_FILE = "extraction.json"
LAYOUT = 1
FACTS, TABLES, PACKED = "facts", "tables", "packed"


class ExtractionFolder:
    """A folder that `kb extract` wrote, or will write."""

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base
        self.facts = Shards(path, FACTS)

    @classmethod
    def create(cls, path: Path, base: str | None, default_base: str) -> ExtractionFolder:
        """Make a new one, or go on with one. Raises StoreError where something else lies there."""
        if is_extraction(path):
            found = cls.open(path)
            if base and base != found.base:
                raise StoreError(f"{path}: 基准 IRI 是 {found.base}, 不能改为 {base} (has another base IRI)")
            return found
        if path.exists() and (not path.is_dir() or any(one.name != LOCK_FILE for one in path.iterdir())):
            raise StoreError(f"{path}: 不是抽取结果, 也不是空文件夹 (neither an extraction nor an empty folder)")
        path.mkdir(parents=True, exist_ok=True)
        base = base or default_base
        (path / FILE_NAME).touch()
        with whole(path / SETTINGS_FILE) as draft:
            draft.write_text(json.dumps({"layout": LAYOUT, "base": base}) + "\n", encoding="utf-8")
        return cls(path, base)

    @classmethod
    def open(cls, path: Path) -> ExtractionFolder:
        """One that is there. Raises StoreError."""
        try:
            settings = json.loads((path / SETTINGS_FILE).read_text(encoding="utf-8"))
            layout, base = settings["layout"], settings["base"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{path}: 不是抽取结果 (no extraction of kb extract): {error}") from error
        if layout != LAYOUT:
            raise StoreError(f"{path}: 是另一版本的程序写的 (written by another version of the program)")
        return cls(path, base)

    def manifest(self) -> ExtractionManifest:
        """What became of each source."""
        return ExtractionManifest(self.path)

    def holds(self, entry: Extracted) -> bool:
        """Whether everything that a line of the manifest names is there."""
        wanted = [self.facts.path(entry.facts), *(self.path / table for table in entry.tables)]
        return all(path.is_file() for path in wanted)

    def sweep(self, entries: Iterable[Extracted]) -> None:
        """Remove what no line of the manifest names: of earlier versions, and what a killed run left half-written."""
        kept = list(entries)
        wanted = {self.path / table for entry in kept for table in entry.tables}
        for path in list(_files(self.path / TABLES)):
            if path not in wanted:
                path.unlink(missing_ok=True)
        self.facts.clear(entry.facts for entry in kept)
        texts.sweep(self.path, {entry.sha256 for entry in kept})


def is_extraction(path: Path) -> bool:
    """Whether a folder was written by `kb extract`."""
    return (path / SETTINGS_FILE).is_file()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
