"""Web archives (.mht, .mhtml, often named .doc or .xls) → blocks: the pages in them, read as saved web pages."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message
from email.policy import default

from loaders.blocks import Block, Dropped, Reading, Table, Text, UnreadableFile
from loaders.readers import html
from loaders.readers.embedded import placed
from loaders.readers.html.tables import lines_of

FORMAT = "mhtml"
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,40}", re.IGNORECASE)
_KIND = re.compile(rb"(?im)^content-type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)")
_MARGIN = re.compile(r"(?:header|filelist|tabstrip)\.[xm]?html?$", re.IGNORECASE)


def sniff(data: bytes) -> bool:
    """Whether the bytes begin with the head of a mail or web archive around a page."""
    head = _HEAD.match(data[:8192])
    return head is not None and b"mime-version:" in head[0].lower() and _KIND.search(head[0]) is not None


def read(data: bytes, name: str) -> Reading:
    """A web archive as blocks, page after page. Raises UnreadableFile where it holds no page that can be read."""
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    lines = tables = 0
    trouble: UnreadableFile | None = None
    for page in _pages(data):
        try:
            inner = placed(html.read(page, name), lines, tables)
        except UnreadableFile as error:
            trouble = error
            continue
        lines, tables = inner.lines, inner.tables
        blocks += inner.blocks
        dropped += inner.dropped
    if not blocks:
        raise trouble or UnreadableFile(
            f"{name}: 网页存档（MHTML）里没有网页，请重新保存 / this web archive (MHTML) holds no page, save it again"
        )
    return Reading(FORMAT, tuple(blocks), tuple(_lines(blocks)), tuple(dropped))


def _pages(data: bytes) -> Iterator[bytes]:
    """The pages of the archive as UTF-8."""
    message = email.message_from_bytes(data, policy=default)
    for part in message.walk():
        if part.get_content_type() == "text/html" and not _MARGIN.search(str(part.get("Content-Location", ""))):
            yield _decoded(part).encode("utf-8", "replace")


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    written = content if isinstance(content, bytes) else b""
    charset = (part.get_content_charset() or "").lower()
    return html.decoded(written, charset)


def _lines(blocks: list[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Table):
            yield from lines_of(block)
        else:
            yield Text(block.text, block.marks)
