"""Old Word files (.doc) → blocks, by way of LibreOffice, which turns them into .docx."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from loaders.blocks import Reading, UnreadableFile
from loaders.readers import docx
from loaders.readers.workbook import main_stream

FORMAT = "doc"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
TIME_LIMIT = 120
"""Seconds that LibreOffice may take for one file."""


def sniff(data: bytes) -> bool:
    """Whether the bytes are an old Word file or rich text."""
    return data[:5] == _RTF or (data[:8] == _OLE and main_stream(data) == "WordDocument")


def read(data: bytes, name: str) -> Reading:
    """An old Word file as blocks. Raises UnreadableFile where LibreOffice is missing, fails or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableFile(
            f"{name}: 读取 .doc 需要 LibreOffice（soffice），请安装，或另存为 .docx / "
            "reading .doc needs LibreOffice (soffice): install it, or save the file as .docx"
        )
    return replace(docx.read(_converted(program, data, name), name), format=FORMAT)


def _converted(program: str, data: bytes, name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="yusuan-kb-") as folder:
        source = Path(folder, "document.rtf" if data[:5] == _RTF else "document.doc")
        source.write_bytes(data)
        # A profile of its own: LibreOffice refuses to start twice on one, and files are read in parallel.
        command = [program, "--headless", "--norestore", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=True)
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


def _failed(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name}: LibreOffice 无法转换此 .doc，请另存为 .docx / LibreOffice cannot convert this .doc: save it as .docx"
    )
