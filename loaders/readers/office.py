"""What Office files share: a package of XML parts that relate to each other, read within bounds.

A part is found by its relation, as the format says, and by its usual name only where the relation is lost. Part names
compare without case and with either slash; the strict variant of the format is read as the usual one; a package
written as one XML file (flat OPC) is one as well.
"""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from loaders.blocks import UnreadableFile

if TYPE_CHECKING:
    from lxml import etree

MAX_PART_BYTES = 128 * 1024 * 1024
MAX_RATIO = 300
"""A part may unpack to so many times its packed size once it is larger than a megabyte."""
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The ways of packing that are opened: bzip2 and LZMA unpack in steps that no bound can stop."""

_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z]+)")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
BAD_ZIP = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class PartRelation:
    """What a part is to another: the last word of its type (`image`, `styles`), and the full name of the part.

    Of something outside the package (`external`) the target is its address as written.
    """

    id: str
    kind: str
    target: str
    external: bool = False


class Package:
    """The parts of an Office file by name. Raises UnreadableFile for damaged and for hostile files."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._flat: dict[str, bytes] = {}
        self._related: dict[str, dict[str, PartRelation]] = {}
        self._parts: dict[str, zipfile.ZipInfo] = {}
        if data[:2] != b"PK":
            self._flat = _flat_parts(data, name)
            self._names = {part.lower(): part for part in self._flat}
            return
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {_part_name(info.filename): info for info in self._zip.infolist()}
        except BAD_ZIP as error:
            raise self._damaged("zip") from error
        self._names = {part.lower(): part for part in self._parts}

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._names.values())

    def part(self, name: str) -> bytes | None:
        """The bytes of one part, or None if the file has no such part."""
        known = self._names.get(name.lower())
        if known is None:
            return None
        return self._flat[known] if known in self._flat else bounded(self._zip, self._parts[known], self.name)

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None if the file has no such part."""
        content = self.part(name)
        return None if content is None else parsed(content, self.name, name)

    def related(self, name: str = "") -> dict[str, PartRelation]:
        """The relations of a part, or of the package itself, by their ids; none where they are lost or damaged."""
        if name not in self._related:
            self._related[name] = self._relations(name)
        return self._related[name]

    def related_part(self, name: str, kind: str, usual: str) -> str:
        """The part that is `kind` to another one; the usual one where no relation says which."""
        found = next((one.target for one in self.related(name).values() if one.kind == kind and not one.external), "")
        return found if found.lower() in self._names else usual

    def _relations(self, name: str) -> dict[str, PartRelation]:
        folder, _, file = name.rpartition("/")
        where = posixpath.join(folder, "_rels", f"{file}.rels")
        try:
            root = self.xml(where)
        except UnreadableFile:
            return {}
        found = {}
        for node in [] if root is None else root.iter("{*}Relationship"):
            target, external = node.get("Target", ""), node.get("TargetMode") == "External"
            part = target if external else _part_name(target, folder)
            kind = node.get("Type", "").rpartition("/")[2]
            found[node.get("Id", "")] = PartRelation(node.get("Id", ""), kind, part, external)
        return found

    def _damaged(self, what: str) -> UnreadableFile:
        return UnreadableFile(
            f"{self.name}: 文件已损坏（{what}），请重新下载 / this file is damaged ({what}), download it again"
        )


def _part_name(written: str, folder: str = "") -> str:
    """The name of a part from the root of its package; it never leaves the package."""
    path = written.replace("\\", "/")
    whole = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(whole).lstrip("/")


def _flat_parts(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a package that was written as one XML file."""
    from lxml import etree

    parts = {}
    for part in parsed(data, name, "pkg:package").iter(f"{_PKG}part"):
        xml, binary = part.find(f"{_PKG}xmlData"), part.find(f"{_PKG}binaryData")
        content = b""
        if xml is not None and len(xml):
            content = etree.tostring(xml[0], encoding="utf-8", with_tail=False)
        elif binary is not None:
            try:
                content = base64.b64decode("".join((binary.text or "").split()))
            except (binascii.Error, ValueError):
                continue
        parts[_part_name(part.get(f"{_PKG}name", ""))] = content
    return parts


def is_flat(data: bytes) -> bool:
    """Whether the bytes are an Office package written as one XML file."""
    return data[:300].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _FLAT in data[:4096]


@lru_cache(maxsize=1)
def kind_of(data: bytes) -> str:
    """What a package holds: `word`, `xl`, `ppt`, `visio`, `opendocument.text` …, `ofd`; empty for other bytes.

    By its main part, whatever that is called; by usual names where the relations are lost.
    """
    if data[:2] != b"PK" and not is_flat(data):
        return ""
    try:
        package = Package(data, "")
    except UnreadableFile:
        return ""
    names = [name.lower() for name in package.names]
    try:
        media = (package.part("mimetype") or b"").decode("ascii", "replace").strip()
    except UnreadableFile:
        media = ""
    if media.startswith("application/vnd.oasis."):
        return media.rpartition(".oasis.")[2].removesuffix("-template")
    if "ofd.xml" in names:
        return "ofd"
    main = main_part(package)
    return _kind_by_root(package, main) or next(
        (folder for folder in ("word", "xl", "ppt", "visio") if any(_is_main(one, folder) for one in names)), ""
    )


_MAIN_NAMES = {"word": "word/document", "xl": "xl/workbook", "ppt": "ppt/presentation", "visio": "visio/document"}
_ROOTS = {b"document": "word", b"workbook": "xl", b"presentation": "ppt", b"VisioDocument": "visio"}
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(document|workbook|presentation|VisioDocument)\b")


def _is_main(name: str, folder: str) -> bool:
    return name.startswith(_MAIN_NAMES[folder])


def _kind_by_root(package: Package, main: str) -> str:
    """What a main part is by the element it begins with; a binary one by its name."""
    if not main:
        return ""
    try:
        found = _ROOT.search((package.part(main) or b"")[:4096])
    except UnreadableFile:
        found = None
    return _ROOTS[found[1]] if found else next((one for one in _MAIN_NAMES if _is_main(main.lower(), one)), "")


def main_part(package: Package) -> str:
    """The name of the part that the package is about; empty where no relation tells it."""
    return package.related_part("", "officeDocument", "")


def bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of a zip member, never more than the bounds allow, whatever its header says."""
    limit = min(MAX_PART_BYTES, max(1024 * 1024, info.compress_size * MAX_RATIO))
    shown = _part_name(info.filename)
    if info.flag_bits & 1:
        raise UnreadableFile(f"{name}: 压缩包内 {shown} 已加密，请先解密 / {shown} is encrypted, decrypt it first")
    if info.compress_type not in METHODS:
        raise UnreadableFile(
            f"{name}: {shown} 的压缩方法不支持，请用普通 zip 重新压缩 / "
            f"{shown} is packed by a method that is not opened: pack it as a plain zip"
        )
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except (*BAD_ZIP, zlib.error, EOFError, RuntimeError) as error:
        raise UnreadableFile(
            f"{name}: 压缩数据已损坏（{shown}），请重新下载 / damaged ({shown}), download it again"
        ) from error
    if len(content) > limit:
        raise UnreadableFile(
            f"{name}: {shown} 解压后过大，疑似压缩炸弹，拒绝读取 / "
            f"{shown} unpacks to more than {limit // 2**20} MB, refused"
        )
    return content


def parsed(content: bytes, name: str, part: str) -> etree._Element:
    """An XML document without entities, network or giant nodes. Raises UnreadableFile where it is not well-formed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(usual(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            f"{name}: XML 已损坏（{part}），请重新下载 / damaged XML in {part}, download the file again"
        ) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(
            f"{name}: XML 含实体声明（{part}），拒绝读取 / {part} declares entities, which no real file needs; refused"
        )
    return root


def usual(content: bytes) -> bytes:
    """An XML part of the strict variant of the format with the namespaces of the usual one."""
    if b"purl.oclc.org/ooxml" not in content[:65536]:
        return content
    return _STRICT.sub(_transitional, content)


def _transitional(match: re.Match[bytes]) -> bytes:
    """`…/ooxml/wordprocessingml/main` → `…/wordprocessingml/2006/main`."""
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (match[1], match[2])
