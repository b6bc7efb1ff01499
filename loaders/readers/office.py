"""What Office files share: a zip of XML parts, read with bounds so that a hostile one ends with a clear error."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from loaders.blocks import UnreadableFile

if TYPE_CHECKING:
    from lxml import etree

MAX_PART_BYTES = 300 * 1024 * 1024
MAX_RATIO = 300
"""A part may unpack to so many times its packed size once it is larger than a megabyte."""


class Package:
    """The parts of an Office file by name. Raises UnreadableFile for damaged and for hostile files."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise self._damaged("zip") from error

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._parts)

    def part(self, name: str) -> bytes | None:
        """The bytes of one part, or None if the file has no such part."""
        info = self._parts.get(name)
        return None if info is None else bounded(self._zip, info, self._name)

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None if the file has no such part."""
        content = self.part(name)
        if content is None:
            return None
        return parsed(content, self._name, name)

    def _damaged(self, what: str) -> UnreadableFile:
        return UnreadableFile(
            f"{self._name}: 文件已损坏（{what}），请重新下载 / this file is damaged ({what}), download it again"
        )


def holds(data: bytes, prefix: str) -> bool:
    """Whether the bytes are a zip with a part whose name begins so."""
    if data[:2] != b"PK":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.lstrip("/").startswith(prefix) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return False


def bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of a zip member, never more than the bounds allow, whatever its header says."""
    limit = min(MAX_PART_BYTES, max(1024 * 1024, info.compress_size * MAX_RATIO))
    if info.flag_bits & 1:
        raise UnreadableFile(
            f"{name}: 压缩包内 {info.filename} 已加密，请先解密 / {info.filename} is encrypted, decrypt it first"
        )
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableFile(
            f"{name}: 压缩数据已损坏（{info.filename}），请重新下载 / damaged ({info.filename}), download it again"
        ) from error
    if len(content) > limit:
        raise UnreadableFile(
            f"{name}: {info.filename} 解压后过大，疑似压缩炸弹，拒绝读取 / "
            f"{info.filename} unpacks to more than {limit // 2**20} MB, refused"
        )
    return content


def parsed(content: bytes, name: str, part: str) -> etree._Element:
    """An XML document without entities, network or giant nodes. Raises UnreadableFile where it is not well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            f"{name}: XML 已损坏（{part}），请重新下载 / damaged XML in {part}, download the file again"
        ) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(
            f"{name}: XML 含实体声明（{part}），拒绝读取 / {part} declares entities, which no real file needs; refused"
        )
    return root
