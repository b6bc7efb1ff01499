"""The text of web page elements as a browser prints it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from loaders.readers.html.css import is_raised, unseen
from loaders.readers.marks import raised

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = {
    *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "form"),
    *("hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_SKIPPED = {"script", "style", "noscript", "template", "button", "iframe", "object", "svg"}
_FIELDS = {"input", "select"}
_CHECKED = {True: "☑", False: "□"}


def printed(node: HtmlElement) -> str:
    """The text of an element, a line for each block in it."""
    return collapsed("".join(_inner_texts(node)))


def field_text(node: HtmlElement) -> str:
    """What a field of a form shows: the value typed in, the option chosen, a box ticked or not."""
    if node.tag == "select":
        options = list(node.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return " ".join(flowing(one.text).strip() for one in chosen)
    kind = (node.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return _CHECKED[node.get("checked") is not None]
    return node.get("value") or "" if kind in ("text", "number", "date", "tel", "month") else ""


def _inner_texts(node: HtmlElement) -> list[str]:
    """Text in reading order, without recursion: pages nest deeper than Python does."""
    pieces: list[str] = []
    stack: list[HtmlElement | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        if not isinstance(item.tag, str) or item.tag in _SKIPPED or (item is not node and unseen(item)):
            continue
        if item.tag in _FIELDS:
            pieces.append(field_text(item))
            continue
        if is_raised(item) and item is not node:
            pieces.append(raised("".join(pieces[-2:]), "".join(item.itertext())) or "")
            continue
        later: list[HtmlElement | str] = ["\n" if item.tag in BLOCKS or item.tag == "br" else "", flowing(item.text)]
        for child in item:
            later += [child, flowing(child.tail)]
        later.append("\n" if item.tag in BLOCKS else "")
        stack += reversed(later)
    return pieces


def flowing(text: str | None) -> str:
    """Text between tags: its line ends are blanks, or nothing where Chinese goes on in the next line."""
    text = re.sub(r"(?<=[一-鿿，。；：、])\s*\n\s*(?=[一-鿿])", "", text or "")
    return re.sub(r"\s", " ", text)


def collapsed(text: str) -> str:
    """White space as a browser sets it: runs of blanks are one, blanks at line ends are none."""
    text = re.sub(r"[ \t\r\f\v\u00a0\u3000]+", " ", text)
    return re.sub(r" ?\n[ \n]*", "\n", text).strip()
