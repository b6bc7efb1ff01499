"""Places of documents as findings name them."""

from __future__ import annotations

WHOLE_DOCUMENT = "全文"


def in_chinese(place: str) -> str:
    """A place as facts tell it (`第 3 页 表 2 第 5 行第 4 栏`); `全文` where a finding is about the whole document."""
    return place or WHOLE_DOCUMENT
