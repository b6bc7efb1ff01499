"""Text in UTF-16, with its mark or without (`Unicode text` of Excel and Notepad), as the UTF-8 that readers expect."""

from __future__ import annotations

import re

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE = 8192
_USUAL = re.compile("[\t\r\n\x20-\x7e\u2010-\u27bf\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\xa0-\xff]")
_LEAST_SHARE = 0.98
_XML = ("<?xml", "\ufeff<?xml")


def as_utf8(data: bytes) -> bytes:
    """The bytes of a text in UTF-16 as UTF-8; any other bytes, and XML, which names its encoding, as they are."""
    encoding = _MARKS.get(data[:2]) or (_guessed(data) if b"\0" in data[:_SAMPLE] else None)
    if encoding is None:
        return data
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return data
    return data if text.startswith(_XML) else text.removeprefix("\ufeff").encode("utf-8", "replace")


def _guessed(data: bytes) -> str | None:
    """The order of the bytes in which nearly all of a sample are letters that Chinese texts use."""
    for encoding in _MARKS.values():
        sample = data[:_SAMPLE].decode(encoding, "replace")
        if len(_USUAL.findall(sample)) >= _LEAST_SHARE * len(sample):
            return encoding
    return None
