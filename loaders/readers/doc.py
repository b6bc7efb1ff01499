"""Old Word files (.doc, .rtf) and OpenDocument texts (.odt) → blocks, by way of LibreOffice: it makes .docx of them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess  # nosec B404: LibreOffice alone is started
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from loaders.blocks import Reading, UnreadableFile
from loaders.readers import docx
from loaders.readers.office import kind_of
from loaders.readers.workbook import main_stream
from loaders.scratch import scratch

FORMAT = "doc"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_RAW_PICTURE = b"\\bin"
_WORD_MARK = b"\xec\xa5"
_HEAD = 8192
_WORD_2003 = re.compile(rb"<\w*:?wordDocument\b[^>]*schemas\.microsoft\.com/office/word/2003/wordml")
_FLAT_TEXT = re.compile(rb'<office:document\b[^>]*office:mimetype="application/vnd\.oasis\.opendocument\.text"')
_SMALLEST_SECTOR = 64
TIME_LIMIT = 120
"""Seconds that LibreOffice may take for one file."""


def sniff(data: bytes) -> bool:
    """Whether the bytes are an old Word file, rich text, a text of OpenDocument, or Word 2003 as one file of XML."""
    return data[:5] == _RTF or bool(_xml_suffix(data)) or (data[:8] == _OLE and main_stream(data) == "WordDocument")


def _xml_suffix(data: bytes) -> str:
    """By which name LibreOffice takes a file of XML: `odt`, packed; `fodt`; `xml`, as Word 2003 and report programs
    write it, mostly named .doc; empty for other files."""
    if kind_of(data) == "opendocument.text":
        return "odt"
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"<"):
        return ""
    if _FLAT_TEXT.search(head):
        return "fodt"
    return "xml" if _WORD_2003.search(head) else ""


def read(data: bytes, name: str) -> Reading:
    """An old Word file as blocks. Raises UnreadableFile where LibreOffice is missing, fails or takes too long."""
    if not _is_whole(data):
        raise UnreadableFile(
            f"{name}: 文件已损坏或不完整，请重新下载 / this file is damaged or cut off, download it again"
        )
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableFile(
            f"{name}: 读取 .doc 需要 LibreOffice（soffice），请安装，或另存为 .docx / "
            "reading .doc needs LibreOffice (soffice): install it, or save the file as .docx"
        )
    if not has_writer(program):
        raise UnreadableFile(
            f"{name}: LibreOffice 缺少 Writer 组件，请安装 libreoffice-writer，或另存为 .docx / "
            "LibreOffice lacks Writer: install libreoffice-writer, or save the file as .docx"
        )
    return replace(docx.read(_converted(program, data, name), name), format=FORMAT)


def has_writer(program: str) -> bool:
    """Whether a LibreOffice has Writer; distributions package it apart. True where its folder has another shape."""
    folder = Path(program).resolve().parent
    libraries = [path.name for path in folder.glob("lib*lo.so")]
    return not libraries or any(name.startswith("libsw") for name in libraries)


def _is_whole(data: bytes) -> bool:
    """Whether bytes that begin as an old Word file or rich text hold one: LibreOffice takes seconds to say no.

    Rich text has no zero bytes outside raw pictures and ends with the brace that closes it; a Word file's main stream
    begins with the mark of its file information block.
    """
    if kind := _xml_suffix(data):
        return kind == "odt" or (data.rstrip(b"\0\r\n\t \x1a").endswith(b">") and b"<!ENTITY" not in data)
    if data[:5] == _RTF:
        text = data.rstrip(b"\0\r\n\t \x1a")
        return text.endswith(b"}") and (b"\0" not in text or _RAW_PICTURE in text)
    return any(data[at : at + 2] == _WORD_MARK for at in range(_SMALLEST_SECTOR, len(data), _SMALLEST_SECTOR))


def _converted(program: str, data: bytes, name: str) -> bytes:
    with scratch("office") as folder:
        source = Path(folder, f"document.{_suffix(data)}")
        source.write_bytes(data)
        # A profile of its own: LibreOffice refuses to start twice on one, and files are read in parallel.
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
        command += ["--convert-to", "docx", "--outdir", str(folder), str(source)]
        try:
            _run(command)
        except subprocess.TimeoutExpired:
            raise UnreadableFile(
                f"{name}: LibreOffice 转换超过 {TIME_LIMIT} 秒，请另存为 .docx / "
                f"LibreOffice took more than {TIME_LIMIT} s: save the file as .docx"
            ) from None
        except (subprocess.CalledProcessError, OSError) as error:
            raise _failed(name) from error
        target = source.with_suffix(".docx")
        if not target.exists():
            raise _failed(name)
        return target.read_bytes()


def _suffix(data: bytes) -> str:
    return "rtf" if data[:5] == _RTF else _xml_suffix(data) or "doc"


def _run(command: Sequence[str]) -> None:
    """Run LibreOffice; past the time limit it ends with all the processes it started, which outlive it otherwise."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as run:  # nosec B603: no shell
        _bound(run)
        try:
            if run.wait(TIME_LIMIT):
                raise subprocess.CalledProcessError(run.returncode, command)
        except BaseException:
            _end(run)
            raise


def _bound(run: subprocess.Popen[bytes]) -> None:
    """Let LibreOffice end by itself if the process that waits for it is killed, where the system can."""
    with suppress(ImportError, AttributeError, OSError):
        import resource

        seconds = int(TIME_LIMIT) + 1
        resource.prlimit(run.pid, resource.RLIMIT_CPU, (seconds, seconds))


def _end(run: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
    run.kill()


def _failed(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name}: LibreOffice 无法转换此 .doc，请另存为 .docx / LibreOffice cannot convert this .doc: save it as .docx"
    )
