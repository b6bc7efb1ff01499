"""Readers: one module a file format, bytes → blocks.

A reader module has `FORMAT` (its short name), `sniff(data) -> bool` (told by content, never by suffix) and
`read(data, name) -> Reading`. To add one, write the module and name it in `READERS`; the first whose `sniff` says
yes reads the file.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from loaders.blocks import Reading, UnreadableFile

READERS = ("pdf", "docx", "workbook", "doc", "html", "text")

MAX_BYTES = 200 * 1024 * 1024


def read(path: Path) -> Reading:
    """The blocks of one file.

    Raises UnreadableFile, with a sentence that names the file, where the file is empty, too large, damaged or of a
    format that no reader knows.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(
                f"{path}: 文件过大（{size // 2**20} MB，上限 {MAX_BYTES // 2**20} MB） / file too large to read"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: 无法打开文件 / cannot be opened: {error.strerror}") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Reading:
    """The blocks of a file's bytes; `name` is used in messages only."""
    if not data.strip():
        raise UnreadableFile(f"{name}: 空文件 / the file is empty")
    for module_name in READERS:
        module = import_module(f"loaders.readers.{module_name}")
        if module.sniff(data):
            reading: Reading = module.read(data, name)
            return reading
    raise UnreadableFile(f"{name}: 不认识的文件格式 / no reader knows this file format")
