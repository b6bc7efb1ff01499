"""Readers: one module a file format, bytes → blocks.

A reader module has `FORMAT` (its short name), `sniff(data) -> bool` (decided by content, never by suffix) and
`read(data, name) -> Reading`. To add one, write the module and name it in `READERS`; the first whose `sniff` says
yes reads the file.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from stat import S_ISREG

from loaders.blocks import Reading, UnreadableFile
from loaders.readers import archive, unknown
from loaders.readers.letters import folded
from loaders.readers.names import shown
from loaders.readers.utf16 import as_utf8

READERS = ("pdf", "docx", "workbook", "doc", "mhtml", "html", "text")

MAX_BYTES = 200 * 1024 * 1024


def read(path: Path) -> Reading:
    """The blocks of one file.

    Raises UnreadableFile, with a sentence that names the file, where the file is empty, too large, damaged or of a
    format that no reader knows.
    """
    return read_bytes(bytes_of(path), shown(path))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file, or of a member of an archive (`a.zip!/b.pdf`). Raises UnreadableFile."""
    return _taken(path, archive.member_of)


def fingerprint_of(path: Path) -> bytes:
    """Bytes that tell two versions of a file apart; of a member as it lies packed, so that nothing is opened.

    Raises UnreadableFile.
    """
    return _taken(path, archive.packed)


def _taken(path: Path, inside: Callable[[Path, int, tuple[str, ...]], bytes]) -> bytes:
    file, inner = archive.located(path)
    try:
        status = file.stat()
        if not S_ISREG(status.st_mode):
            raise UnreadableFile(
                f"{shown(path)}: 不是普通文件（是管道、设备或文件夹） / no regular file: a pipe, a device or a folder"
            )
        if status.st_size > MAX_BYTES:
            raise UnreadableFile(
                f"{shown(path)}: 文件过大（{status.st_size // 2**20} MB，上限 {MAX_BYTES // 2**20} MB） / "
                "file too large to read"
            )
        return inside(file, status.st_mtime_ns, inner) if inner else file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{shown(path)}: 无法打开文件 / cannot be opened: {error.strerror}") from error


def members_of(path: Path) -> list[Path]:
    """The paths of an archive's members (`a.zip!/b.pdf`); any other file, or a damaged archive, is its own."""
    if not may_be_archive(path):
        return [path]
    try:
        data = bytes_of(path)
        names = archive.member_names(data, shown(path)) if archive.sniff(data) else []
    except UnreadableFile:
        return [path]
    return [Path(f"{path.as_posix()}{archive.SEPARATOR}{name}") for name in names] or [path]


def may_be_archive(path: Path) -> bool:
    """Whether a file begins as a zip does and is not one document by the names of its parts; nothing is opened."""
    return archive.may_be(path) and not archive.is_document(path)


def read_bytes(data: bytes, name: str) -> Reading:
    """The blocks of a file's bytes; `name` is used in messages only."""
    if not data.strip():
        raise UnreadableFile(f"{name}: 空文件 / the file is empty")
    data = as_utf8(data)
    for module_name in READERS:
        module = import_module(f"loaders.readers.{module_name}")
        if module.sniff(data):
            reading: Reading = module.read(data, name)
            return folded(reading)
    if archive.sniff(data):
        raise archive.refusal(data, name)
    raise UnreadableFile(f"{name}: {unknown.advice(data)}")
