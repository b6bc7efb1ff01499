"""Readers: one module a file format, bytes → blocks.

A reader module has `FORMAT` (its short name), `sniff(data) -> bool` (told by content, never by suffix) and
`read(data, name) -> Reading`. To add one, write the module and name it in `READERS`; the first whose `sniff` says
yes reads the file.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from loaders.blocks import Reading, UnreadableFile
from loaders.readers import archive

READERS = ("pdf", "docx", "workbook", "doc", "html", "text")

MAX_BYTES = 200 * 1024 * 1024


def read(path: Path) -> Reading:
    """The blocks of one file.

    Raises UnreadableFile, with a sentence that names the file, where the file is empty, too large, damaged or of a
    format that no reader knows.
    """
    return read_bytes(bytes_of(path), str(path))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file, or of a member of an archive (`a.zip!/b.pdf`). Raises UnreadableFile."""
    file, inner = archive.located(path)
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(
                f"{path}: 文件过大（{size // 2**20} MB，上限 {MAX_BYTES // 2**20} MB） / file too large to read"
            )
        data = _archive_bytes(file, file.stat().st_mtime_ns) if inner else file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: 无法打开文件 / cannot be opened: {error.strerror}") from error
    return archive.member(data, inner, str(path))


@lru_cache(maxsize=1)
def _archive_bytes(file: Path, _changed: int) -> bytes:
    """The bytes of the archive read last: its members are asked for one after the other."""
    return file.read_bytes()


def members_of(path: Path) -> list[Path]:
    """The paths of an archive's members (`a.zip!/b.pdf`); any other file, or a damaged archive, is its own."""
    if not archive.may_be(path):
        return [path]
    try:
        data = bytes_of(path)
        names = archive.member_names(data, str(path)) if archive.sniff(data) else []
    except UnreadableFile:
        return [path]
    return [Path(f"{path.as_posix()}{archive.SEPARATOR}{name}") for name in names] or [path]


def read_bytes(data: bytes, name: str) -> Reading:
    """The blocks of a file's bytes; `name` is used in messages only."""
    if not data.strip():
        raise UnreadableFile(f"{name}: 空文件 / the file is empty")
    for module_name in READERS:
        module = import_module(f"loaders.readers.{module_name}")
        if module.sniff(data):
            reading: Reading = module.read(data, name)
            return reading
    if archive.sniff(data):
        raise archive.refusal(data, name)
    raise UnreadableFile(f"{name}: 不认识的文件格式 / no reader knows this file format")
