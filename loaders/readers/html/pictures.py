"""What a page shows and no reader opens: pictures large enough for a form, and attached files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.blocks import NotRead
from loaders.readers.html.css import unseen

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SMALL_PICTURE = "small picture"
_FILES = re.compile(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|zip|rar|7z|csv|rtf)(?:[?#].*)?$", re.IGNORECASE)
_EMBEDDED = re.compile(r"\.(?:pdf|ofd|docx?|wps|xlsx?|et|s?html?)(?=$|[?#&])", re.IGNORECASE)
"""The address of a file or a page of its own, perhaps behind that of a viewer."""
EMBEDDED_PAGE = "embedded page"
"""What a frame shows that is neither: a counter, a film, a map."""
_ORNAMENT = re.compile(r"logo|icon|ico\b|banner|qr|ewm|erweima|btn|button|arrow|weixin|spacer|\.gif", re.IGNORECASE)
_SIZE = re.compile(r"(width|height)\s*:\s*(\d{1,5})(?:\.\d{1,9})?(?:px)?\s*(?:;|$)", re.IGNORECASE)
_LEAST = {"width": 200, "height": 80}
"""Pixels that a picture of a form has at least."""


def not_read(node: HtmlElement) -> Iterator[tuple[str, str]]:
    """Each picture and each link to a file in an element, itself included: its name, and what it is."""
    for one in node.iter("img", "embed", "a", "iframe", "object"):
        if unseen(one) or (one is not node and any(unseen(above) for above in one.iterancestors())):
            continue
        if one.tag == "a":
            if _FILES.search((one.get("href") or "").strip()):
                yield (one.text_content().strip() or one.get("href", "")), NotRead.ATTACHMENT
        elif one.tag == "img":
            yield _picture_name(one), NotRead.PICTURE if _may_be_form(one) else SMALL_PICTURE
        elif one.tag == "embed":
            yield _picture_name(one), NotRead.OBJECT
        elif address := (one.get("src") or one.get("data") or "").strip():
            yield address, NotRead.OBJECT if _EMBEDDED.search(address) else EMBEDDED_PAGE


def _picture_name(node: HtmlElement) -> str:
    source = (node.get("src") or "").strip()
    return node.get("alt") or node.get("title") or ("" if source.startswith("data:") else source.rpartition("/")[2])


def _may_be_form(picture: HtmlElement) -> bool:
    sizes = {match[1].lower(): int(match[2]) for match in _SIZE.finditer(picture.get("style") or "")}
    for name in _LEAST:
        value = (picture.get(name) or "").strip().removesuffix("px")
        if value.isascii() and value.isdecimal() and len(value) < 7:
            sizes.setdefault(name, int(value))
    if sizes:
        return all(sizes.get(name, least) >= least for name, least in _LEAST.items())
    return not _ORNAMENT.search(picture.get("src") or "")
