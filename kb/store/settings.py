"""The settings of a store on disk (`store.json`), and what is wrong with a folder that is no store."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from kb.errors import StoreError
from loaders.iris import DEFAULT_BASE

SETTINGS_FILE = "store.json"
DRAFT_FILE = f"{SETTINGS_FILE}.new"
DATABASE_FOLDER = "quads"
_DATABASE = re.compile(DATABASE_FOLDER + r"(?:-[0-9]{1,9})?")
"""Never a path that leads out of the store: databases that are not in use are removed."""
LAYOUT = 2
"""Version of the folder's layout: 2 since documents are shards; a store of a later version is refused."""
_FORMER_SETTING = "ontology"
"""Written by version 0.1; the manifest tells it now."""


@dataclass(slots=True)
class Settings:
    """Base IRI of the instances, and the folder that holds the database (another one after a rewrite)."""

    base: str
    database: str = DATABASE_FOLDER
    layout: int = LAYOUT

    @classmethod
    def of(cls, folder: Path | None, base: str | None, *, create: bool) -> Self:
        """The settings of a store folder, made where there is none and `create` allows it. Raises StoreError."""
        if folder is None:
            return cls(base or DEFAULT_BASE)
        if (folder / SETTINGS_FILE).exists():
            return cls._read(folder / SETTINGS_FILE, base)
        if not create or (folder.exists() and any(path.name != DRAFT_FILE for path in folder.iterdir())):
            raise StoreError(f"{folder}: 这里没有知识库 (no store in this folder); 先 kb load, 或换一个空文件夹")
        settings = cls(base or DEFAULT_BASE)
        folder.mkdir(parents=True, exist_ok=True)
        settings.save(folder)
        return settings

    def save(self, folder: Path | None) -> None:
        """Write them beside the database, whole or not at all; a store in memory has no folder."""
        if folder is None:
            return
        draft = folder / DRAFT_FILE
        with draft.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(self), indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / SETTINGS_FILE)

    @classmethod
    def _read(cls, path: Path, base: str | None) -> Self:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            settings = cls(**{name: value for name, value in found.items() if name != _FORMER_SETTING})
            if not _DATABASE.fullmatch(settings.database) or not settings.base:
                raise ValueError(found)
            is_later = settings.layout > LAYOUT
        except (ValueError, TypeError, AttributeError) as error:
            raise StoreError(f"{path}: 读不懂 (not the settings of a store): {error}") from error
        if is_later:
            raise StoreError(f"{path}: 由更新的版本写成, 请升级 (written by a later version; upgrade yusuan-kb)")
        if base is not None and base != settings.base:
            raise StoreError(f"{path}: 知识库的基准 IRI 是 {settings.base} (the base IRI of this store), 不是 {base}")
        return settings
