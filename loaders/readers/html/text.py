"""The text of web page elements as a browser prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = {
    *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "form"),
    *("hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_SKIPPED = {"script", "style", "noscript", "template"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(node: HtmlElement) -> bool:
    """Whether a browser shows nothing of an element, as far as the element itself says."""
    return node.get("hidden") is not None or _HIDDEN.search(node.get("style") or "") is not None


def printed(node: HtmlElement) -> str:
    """The text of an element, a line for each block in it."""
    return collapsed("".join(_pieces(node)))


def _pieces(node: HtmlElement) -> Iterator[str]:
    """Text in reading order, without recursion: pages nest deeper than Python does."""
    stack: list[HtmlElement | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        if not isinstance(item.tag, str) or item.tag in _SKIPPED or (item is not node and is_hidden(item)):
            continue
        later: list[HtmlElement | str] = ["\n" if item.tag in BLOCKS or item.tag == "br" else "", flowing(item.text)]
        for child in item:
            later += [child, flowing(child.tail)]
        later.append("\n" if item.tag in BLOCKS else "")
        stack += reversed(later)


def flowing(text: str | None) -> str:
    """Text between tags: its line ends are blanks, or nothing where Chinese goes on in the next line."""
    text = re.sub(r"(?<=[一-鿿，。；：、])\s*\n\s*(?=[一-鿿])", "", text or "")
    return re.sub(r"\s", " ", text)


def collapsed(text: str) -> str:
    """White space as a browser sets it: runs of blanks are one, blanks at line ends are none."""
    text = re.sub(r"[ \t\r\f\v\u00a0\u3000]+", " ", text.replace("\u200b", "").replace("\ufeff", ""))
    return re.sub(r" ?\n[ \n]*", "\n", text).strip()
