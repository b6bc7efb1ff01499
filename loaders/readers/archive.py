"""Zip archives of documents: their members one by one, within bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from loaders.blocks import UnreadableFile
from loaders.readers.office import bounded, holds

FORMAT = "zip"
MAX_MEMBERS = 10_000
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_DEPTH = 3
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_UTF8_NAME = 0x800


def sniff(data: bytes) -> bool:
    """Whether the bytes are a zip that is itself no document."""
    if data[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        return False
    return not any(holds(data, prefix) for prefix in ("word/document", "xl/workbook"))


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of each document in an archive, archives inside it opened, in the archive's order.

    Names are for messages and provenance only and never leave the archive: `..` and leading slashes are cut off.
    Raises UnreadableFile for damaged and encrypted archives and where a bound is passed (members, bytes, depth).
    """
    yield from _members(data, name, 1, _Budget(name))


class _Budget:
    """What an archive, with all archives inside it, may still unpack to."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._members = 0
        self._bytes = 0

    def spend(self, size: int) -> None:
        self._members += 1
        self._bytes += size
        if self._members > MAX_MEMBERS or self._bytes > MAX_TOTAL_BYTES:
            raise UnreadableFile(
                f"{self._name}: 压缩包超过 {MAX_MEMBERS} 个文件或 {MAX_TOTAL_BYTES // 2**20} MB，请先拆分 / "
                f"more than {MAX_MEMBERS} files or {MAX_TOTAL_BYTES // 2**20} MB in this archive, split it first"
            )


def _members(data: bytes, name: str, depth: int, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    if depth > MAX_DEPTH:
        raise UnreadableFile(
            f"{name}: 压缩包嵌套超过 {MAX_DEPTH} 层，请先解压 / nested more than {MAX_DEPTH} deep, unpack it first"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(f"{name}: 压缩包已损坏，请重新下载 / damaged archive, download it again") from error
    with archive:
        for info in archive.infolist():
            inner = _inner_name(info)
            if info.is_dir() or not inner or any(noise in inner for noise in _NOISE):
                continue
            content = bounded(archive, info, name)
            budget.spend(len(content))
            if sniff(content):
                for deeper, found in _members(content, name, depth + 1, budget):
                    yield f"{inner}/{deeper}", found
            else:
                yield inner, content


def _inner_name(info: zipfile.ZipInfo) -> str:
    """A member's name: Chinese Windows writes GBK without saying so, which zipfile takes for cp437."""
    written = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            written = written.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            written = info.filename
    parts = [part for part in PurePosixPath(written.replace("\\", "/")).parts if part not in ("..", "/", ".")]
    return "/".join(parts)
