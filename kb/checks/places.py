"""Places of documents in Chinese: `page 3, table 2, row 5, column 4` → `第3页表2第5行第4列`."""

from __future__ import annotations

import re

WHOLE_DOCUMENT = "全文"
_WORDS = (
    (re.compile(r"^sheet (.*), ([A-Z]+\d+)$"), r"工作表“\1”\2格"),
    (re.compile(r"^sheet (.*)$"), r"工作表“\1”"),
    (re.compile(r"\bpage (\d+)"), r"第\1页"),
    (re.compile(r"\bline (\d+)"), r"第\1行"),
    (re.compile(r"\btable (\d+)"), r"表\1"),
    (re.compile(r"\brow (\d+)"), r"第\1行"),
    (re.compile(r"\bcolumn (\d+)"), r"第\1列"),
)


def in_chinese(place: str) -> str:
    """A place as a Chinese reader says it; `全文` where a finding is about the whole document."""
    if not place:
        return WHOLE_DOCUMENT
    for shape, words in _WORDS:
        place = shape.sub(words, place)
    return place.replace(", ", "")
