"""Saved web pages → blocks: the article and its tables, without navigation, scripts and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from loaders.blocks import Block, Dropped, Heading, NotRead, Paragraph, Place, Reading, Table, Text, UnreadableFile
from loaders.readers.embedded import placed, read_inside
from loaders.readers.html.css import is_raised, mark_unseen, unseen
from loaders.readers.html.grids import alike, grid_of, rows_from
from loaders.readers.html.pictures import not_read
from loaders.readers.html.tables import is_layout, lines_of, table_of, unseen_in, with_tables_of_their_own
from loaders.readers.html.text import BLOCKS, collapsed, field_text, flowing, printed
from loaders.readers.marks import MARK, raised

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORMAT = "html"
_START = re.compile(
    rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(rb"<(table|p|div|td)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_SILENT = {"script", "style", "noscript", "template", "iframe", "object", "svg", "button"}
NAVIGATION = "navigation"
_ASIDE = {"nav": NAVIGATION, "header": "page header", "footer": "page footer", "aside": NAVIGATION}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LINKS = 0.75
"""Lists and bars of which at least this share of the letters are links are navigation."""
_DEEPEST = 200


def sniff(data: bytes) -> bool:
    """Whether the bytes are a web page: they begin like one, or with a tag of one."""
    head = data[:4096]
    if _START.match(head):
        return True
    return head.lstrip()[:1] == b"<" and not head.lstrip().startswith(b"<?xml") and _TAG.search(head) is not None


def read(data: bytes, name: str) -> Reading:
    """A web page as blocks. Places count paragraphs as lines and tables from the beginning."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = html.document_fromstring(decoded(data).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableFile(f"{name}: 网页为空或已损坏，请重新保存 / empty or damaged page, save it again") from error
    mark_unseen(root)
    body = root.find("body")
    walk = _Walk(name)
    walk.through(root if body is None else body, 0)
    walk.close()
    if not walk.blocks:
        raise UnreadableFile(f"{name}: 网页没有正文，请保存完整网页 / this page has no text, save the complete page")
    return Reading(
        FORMAT, tuple(walk.blocks), tuple(_lines(walk.blocks)), tuple(walk.dropped), about=tuple(_about(root))
    )


def _about(root: HtmlElement) -> Iterator[Text]:
    """What the head of a page says of it: its title, and its source (`ContentSource` of government portals)."""
    named = [node.text_content() for node in root.findall("head/title")]
    sources = (node.get("content") or "" for node in root.findall("head/meta[@name='ContentSource']"))
    for text in (*named, *sources):
        if text.strip():
            yield Text(collapsed(text).strip(), ((0, Place(line=1)),))


def decoded(data: bytes, charset: str = "") -> str:
    """The text of a page: UTF-8 where the bytes are, else the encoding it names, GB2312 as the GB18030 it meant.

    `charset` is what is stated beside the page (the head of a web archive); the page itself is asked first.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    named = _CHARSET.search(data[:4096])
    wanted = named[1].decode("ascii").lower() if named else charset or "utf-8"
    for encoding in ("utf-8-sig", _WIDER.get(wanted, wanted), "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", "replace")


class _Walk:
    """Goes through a page once, gathering running text into paragraphs until something ends them."""

    def __init__(self, name: str) -> None:
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self._name = name
        self._open = ""
        self._line = 0
        self._tables = 0

    def through(self, node: HtmlElement, depth: int) -> None:
        """Take everything under a node, its own text and what follows its children."""
        if depth > _DEEPEST:
            raise UnreadableFile(
                f"{self._name}: 网页嵌套超过 {_DEEPEST} 层，拒绝读取 / nested more than {_DEEPEST} deep, refused"
            )
        self._open += flowing(node.text)
        children = list(node)
        at = lines = 0
        while at < len(children):
            child = children[at]
            taken, lines = self._grid(children, at) if at >= lines else (0, lines)
            if not taken and isinstance(child.tag, str):
                self._take(child, depth)
            at += max(taken, 1)
            self._open += flowing(children[at - 1].tail)

    def _grid(self, nodes: list[HtmlElement], at: int) -> tuple[int, int]:
        """Take the rows of boxes that begin at a node as a table: how many nodes they take, and before which of the
        nodes no other table can begin."""
        if not isinstance(nodes[at].tag, str) or _unread(nodes[at]) is not None:
            return 0, at
        rows, taken = rows_from(nodes, at)
        table = grid_of(rows, Place(table=self._tables + 1), self._name)
        if table is None:
            return 0, at + alike(nodes[at : at + taken])
        self.close()
        self._tables += 1
        self.blocks.append(table)
        for node in nodes[at : at + taken]:
            for hidden in node.iter():
                if isinstance(hidden.tag, str) and (reason := unseen(hidden)):
                    self._drop(hidden, reason)
        return taken, at + taken

    def _take(self, node: HtmlElement, depth: int) -> None:
        reason = _unread(node)
        if reason is not None:
            if node.tag in ("iframe", "object"):
                self._tell(node)
            self._drop(node, reason)
        elif node.tag == "br":
            self._open += "\n"
        elif node.tag in ("input", "select"):
            self._open += field_text(node)
        elif node.tag in ("img", "embed"):
            self._tell(node)
        elif is_raised(node):
            self._raise(node)
        elif node.tag == "pre" and not len(node) and "\n" in (text := node.text or "").strip():
            self.close()
            self._take_preformatted(text)
        elif node.tag in _HEADINGS:
            self.close()
            self.through(node, depth + 1)
            self.close(_HEADINGS[str(node.tag)])
        elif node.tag == "table" and not is_layout(node):
            self.close()
            self._table(node, depth)
        elif node.tag in BLOCKS:
            self.close()
            self.through(node, depth + 1)
            self.close()
        else:
            if node.tag == "a":
                self._tell(node)
            self.through(node, depth + 1)

    def _raise(self, node: HtmlElement) -> None:
        """Take a raised sign: a power is text, the mark of a footnote is none."""
        sign = printed(node)
        shown = raised(self._open, sign)
        self._open += shown or ""
        if shown is None:
            self.dropped.append(Dropped(sign, Place(line=self._line + 1), MARK))

    def _tell(self, node: HtmlElement, place: Place | None = None) -> None:
        """Tell of pictures and attached files, which are shown and not read."""
        at = place or Place(line=self._line + 1)
        self.dropped += [Dropped(text, at, reason) for text, reason in not_read(node)]

    def close(self, level: int = 0) -> None:
        """End the paragraph that is open; each line of it (br) is one of its own."""
        text, self._open = self._open, ""
        for part in collapsed(text).split("\n"):
            if part.strip():
                self._line += 1
                marks = ((0, Place(line=self._line)),)
                self.blocks.append(Heading(part, marks, level=level) if level else Paragraph(part, marks))

    def _drop(self, node: HtmlElement, reason: str) -> None:
        place = Place(line=self._line + 1)
        if reason and (text := collapsed(" ".join(node.itertext())).strip()):
            self.dropped.append(Dropped(text, place, reason))
        if reason == NAVIGATION:
            attachments = [(text, kind) for text, kind in not_read(node) if kind == NotRead.ATTACHMENT]
            self.dropped += [Dropped(text, place, kind) for text, kind in attachments]

    def _table(self, node: HtmlElement, depth: int) -> None:
        self._tables += 1
        caption = node.find("caption")
        if caption is not None:
            self._open += printed(caption)
            self.close()
        place = Place(table=self._tables)
        table = table_of(node, place, self._name)
        self.dropped += [Dropped(text, place, reason) for text, reason in unseen_in(node)]
        self._tell(node, place)
        if any(cell for row in table.rows for cell in row.cells):
            self.blocks.append(table)
        for cell in with_tables_of_their_own(node):
            self.through(cell, depth + 1)
            self.close()

    def _take_preformatted(self, text: str) -> None:
        """Take text whose lines and blanks are kept as those of a text file are."""
        reading = read_inside(text.encode("utf-8", "replace"), self._name, "pre")
        if reading is None:
            self._open += text
            return
        inner = placed(reading, self._line, self._tables)
        self._line, self._tables = inner.lines, inner.tables
        self.blocks += inner.blocks
        self.dropped += inner.dropped


def _unread(node: HtmlElement) -> str | None:
    """Why a node is left out (empty: it never shows text); None if it is read."""
    if node.tag in _SILENT:
        return ""
    if reason := unseen(node):
        return reason
    if node.tag in _ASIDE and node.find(".//table") is None and len(printed(node)) < 2000:
        return _ASIDE[str(node.tag)]
    return NAVIGATION if _is_navigation(node) else None


def _is_navigation(node: HtmlElement) -> bool:
    if node.tag not in ("ul", "ol", "div", "dl", "table", "p", "td", "section"):
        return False
    links = node.findall(".//a")
    if len(links) < 2:
        return False
    everything = len(re.sub(r"\s", "", printed(node)))
    linked = sum(len(re.sub(r"\s", "", printed(link))) for link in links)
    return everything > 0 and linked / everything >= _LINKS


def _lines(blocks: list[Block]) -> Iterator[Text]:
    for block in blocks:
        if not isinstance(block, Table):
            yield Text(block.text, block.marks)
            continue
        yield from lines_of(block)
