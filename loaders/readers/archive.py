"""Zip archives of documents: each member is a file of its own, at the path `a.zip!/b.pdf`, within bounds."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from loaders.blocks import UnreadableFile
from loaders.readers.names import printable, shown
from loaders.readers.office import BAD_ZIP, METHODS, bounded, kind_of

FORMAT = "zip"
SEPARATOR = "!/"
"""Between an archive and its member, as in the addresses of Java archives; once more for an archive inside it."""
MAX_MEMBERS = 10_000
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_DEPTH = 3
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_UTF8_NAME = 0x800
_ENTRY = b"PK\x01\x02"
_DOCUMENTS = {"[content_types].xml", "mimetype", "ofd.xml"}
_DOCUMENT_FOLDERS = ("word/document", "xl/workbook")
"""Parts that make a zip one document."""


class ArchiveTooLarge(UnreadableFile):
    """An archive that passes a bound: none of its members is read."""


def sniff(data: bytes) -> bool:
    """Whether the bytes are a zip that is itself no document."""
    return data[:4] in _MAGIC and not kind_of(data)


def may_be(path: Path) -> bool:
    """Whether a file on disk begins as a zip does."""
    try:
        if not path.is_file():  # a pipe would wait for ever
            return False
        with path.open("rb") as file:
            return file.read(4) in _MAGIC
    except OSError:
        return False


def located(path: Path) -> tuple[Path, tuple[str, ...]]:
    """The file on disk and the names to open inside it: `a.zip!/b.zip!/c.pdf` → a.zip, (b.zip, c.pdf)."""
    first, *inner = path.as_posix().split(SEPARATOR)
    if not inner or path.exists():
        return path, ()
    file = Path(first)
    while inner and not file.is_file():  # a folder may be called `x!`
        file = Path(f"{file.as_posix()}{SEPARATOR}{inner.pop(0)}")
    return (file, tuple(inner)) if inner else (path, ())


def file_name(path: Path) -> str:
    """The name of a file for people: that of its archive goes before a member's own."""
    file, inner = located(path)
    return SEPARATOR.join((shown(file.name), *map(shown, inner)))


def is_document(path: Path) -> bool:
    """Whether a zip on disk is one document (.docx, .xlsx, .ods, .ofd), by the names of its parts alone."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename.replace("\\", "/").lstrip("/").lower() for info in archive.infolist()[:MAX_MEMBERS]]
    except BAD_ZIP:
        return False
    return any(name in _DOCUMENTS or name.startswith(_DOCUMENT_FOLDERS) for name in names)


def member(data: bytes, names: tuple[str, ...], name: str) -> bytes:
    """The bytes of one member, found by its names in the archives that hold each other.

    Raises UnreadableFile where an archive is damaged, or holds no such member, or the member passes a bound.
    """
    for inner in names:
        archive = _Archive(data, name)
        data = bounded(archive.zip, archive.entry(inner), name)
    return data


def member_of(file: Path, changed: int, names: tuple[str, ...]) -> bytes:
    """As `member`, of an archive on disk that is opened once for all its members; `changed` dates it."""
    *outer, inner = names
    archive = _open_at(file, changed, tuple(outer))
    return bounded(archive.zip, archive.entry(inner), shown(SEPARATOR.join((str(file), *names))))


def packed(file: Path, changed: int, names: tuple[str, ...]) -> bytes:
    """The bytes of a member as they lie packed in the archive: what tells two versions apart without opening them."""
    archive = _open_at(file, changed, ())
    info = archive.entry(names[0])
    head = 30 + len(info.filename.encode()) + len(info.extra)
    start = info.header_offset
    return archive.data[start : start + head + info.compress_size] + info.CRC.to_bytes(4, "big")


def member_names(data: bytes, name: str) -> list[str]:
    """The name of each document in an archive, in its order; those of archives inside it as `b.zip!/c.pdf`.

    Names never leave the archive: `..` and leading slashes are cut off. An inner archive that cannot be opened is a
    member itself, which fails alone when it is read. Raises UnreadableFile for a damaged archive and where a
    bound is passed.
    """
    return list(_names(data, name, 1, _UnpackingBudget(name)))


class _Archive:
    """An archive that was opened, its documents by name."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self.zip = _opened(data, name)
        self.entries = _entries(self.zip, name)

    def entry(self, inner: str) -> zipfile.ZipInfo:
        info = self.entries.get(inner)
        if info is None:
            raise UnreadableFile(f"{self.name}: 压缩包里没有 {inner} / this archive holds no {inner}")
        return info


@lru_cache(maxsize=MAX_DEPTH)
def _open_at(file: Path, changed: int, names: tuple[str, ...]) -> _Archive:
    """An archive, or one inside it: its members are asked for one after the other, so that it is opened once."""
    data = member_of(file, changed, names) if names else file.read_bytes()
    return _Archive(data, shown(SEPARATOR.join((str(file), *names))))


def refusal(data: bytes, name: str) -> UnreadableFile:
    """Why an archive cannot be read as one document."""
    if name.count(SEPARATOR) >= MAX_DEPTH:
        return UnreadableFile(
            f"{name}: 压缩包嵌套超过 {MAX_DEPTH} 层，请先解压 / nested more than {MAX_DEPTH} deep, unpack it first"
        )
    try:
        count = len(member_names(data, name))
    except UnreadableFile as error:
        return error
    if count == 0:
        return UnreadableFile(f"{name}: 压缩包里没有文件 / this archive holds no files")
    return UnreadableFile(
        f"{name}: 压缩包里有 {count} 个文件，请逐个读取，如 {name}{SEPARATOR}文件名 / an archive of {count} files, "
        f"read them one by one as {name}{SEPARATOR}NAME"
    )


class _UnpackingBudget:
    """What an archive, with all archives inside it, may still unpack to."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._members = 0
        self._bytes = 0

    def spend(self, size: int) -> None:
        self._members += 1
        self._bytes += size
        if self._members > MAX_MEMBERS or self._bytes > MAX_TOTAL_BYTES:
            raise ArchiveTooLarge(
                f"{self._name}: 压缩包超过 {MAX_MEMBERS} 个文件或 {MAX_TOTAL_BYTES // 2**20} MB，请先拆分 / "
                f"more than {MAX_MEMBERS} files or {MAX_TOTAL_BYTES // 2**20} MB in this archive, split it first"
            )


def _names(data: bytes, name: str, depth: int, budget: _UnpackingBudget) -> Iterator[str]:
    with _opened(data, name) as archive:
        for inner, info in _entries(archive, name).items():
            budget.spend(info.file_size)
            deeper = _names_inside(archive, info, f"{name}{SEPARATOR}{inner}", depth + 1, budget)
            yield from (f"{inner}{SEPARATOR}{one}" for one in deeper)
            if not deeper:
                yield inner


def _names_inside(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, depth: int, budget: _UnpackingBudget
) -> list[str]:
    """The members of a member that is an archive; none where it is something else, too deep or damaged."""
    if depth > MAX_DEPTH or not _starts_as_zip(archive, info):
        return []
    try:
        content = bounded(archive, info, name)
        return list(_names(content, name, depth, budget)) if sniff(content) else []
    except ArchiveTooLarge:
        raise
    except UnreadableFile:
        return []


def _starts_as_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if info.flag_bits & 1 or info.compress_type not in METHODS:
        return False
    try:
        with archive.open(info) as stream:
            return stream.read(4) in _MAGIC
    except Exception:  # zipfile raises many kinds for damaged members; reading that member alone will say it
        return False


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    if data.count(_ENTRY) > 2 * MAX_MEMBERS:
        raise ArchiveTooLarge(
            f"{name}: 压缩包超过 {MAX_MEMBERS} 个文件，请先拆分 / more than {MAX_MEMBERS} files, split it first"
        )
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BAD_ZIP as error:
        raise UnreadableFile(f"{name}: 压缩包已损坏，请重新下载 / damaged archive, download it again") from error


def _entries(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    """The documents of an archive by name; a name that comes again is numbered, unless the same bytes come again.

    Raises UnreadableFile where members lie over each other, as no archiver writes them.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    times: Counter[str] = Counter()
    seen: set[tuple[str, int, int]] = set()
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise UnreadableFile(
                f"{name}: 压缩包里的文件互相重叠，疑似压缩炸弹，拒绝读取 / the members of this archive overlap, refused"
            )
        end = info.header_offset + info.compress_size
    for info in archive.infolist():
        inner = _inner_name(info)
        same = (inner, info.CRC, info.file_size)
        if not inner or info.filename.endswith("/") or any(noise in inner for noise in _NOISE) or same in seen:
            continue
        seen.add(same)
        times[inner] += 1
        found[inner if times[inner] == 1 else f"{inner} ({times[inner]})"] = info
    return found


def _inner_name(info: zipfile.ZipInfo) -> str:
    """A member's name: Chinese Windows writes GBK without saying so, which zipfile takes for cp437."""
    written = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            written = written.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            written = info.filename
    parts = [part for part in PurePosixPath(written.replace("\\", "/")).parts if part not in ("..", "/", ".")]
    return printable("/".join(parts))
