"""File names as people read them, whatever bytes they are: names in GBK as the words they meant, the rest escaped."""

from __future__ import annotations

import os
import re
from pathlib import PurePath

_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def shown(path: str | PurePath) -> str:
    """A path as text that any terminal, table or graph can hold."""
    return "/".join(printable(_decoded(part)) for part in str(path).split("/"))


def printable(text: str) -> str:
    r"""Text with control characters, direction marks and bytes of no encoding escaped (`\x1b`, `\udcb5` as `\xb5`)."""
    return _UNPRINTABLE.sub(_escaped, text)


def _decoded(part: str) -> str:
    """A part of a path: bytes that are no UTF-8 are most often the GBK of a Chinese Windows."""
    if not any("\udc80" <= letter <= "\udcff" for letter in part):
        return part
    try:
        return os.fsencode(part).decode("gb18030")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return part


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
