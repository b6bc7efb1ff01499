"""Places in documents as a Chinese reader says them."""

from __future__ import annotations

import re

_SHEET = re.compile(r"sheet (?P<name>.*?)(?:, (?P<cell>[A-Z]{1,3}[0-9]+))?")
_WORDS = {"page": "第 {} 页", "line": "第 {} 行", "table": "表 {}", "row": "第 {} 行", "column": "第 {} 栏"}
_PART = re.compile(r"(page|line|table|row|column) ([0-9]+)")


def in_chinese(place: str) -> str:
    """`page 3, table 2, row 5, column 4` → `第 3 页 表 2 第 5 行 第 4 栏`; what is written otherwise stays."""
    if match := _SHEET.fullmatch(place):
        return f"工作表 {match['name']} {match['cell'] or ''}".rstrip()
    parts = [_PART.fullmatch(part) for part in place.split(", ")]
    if not all(parts):
        return place
    return " ".join(_WORDS[part[1]].format(part[2]) for part in parts if part)


def page_of(place: str) -> int | None:
    """The page of a place; None where it names none."""
    match = re.match(r"(?:page |第 )([0-9]+)(?: 页|\b)", place)
    return int(match[1]) if match and (place.startswith("page") or "页" in place) else None
