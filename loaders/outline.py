"""The outline of a document: its headings as printed, and the entries of its contents page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.blocks import Dropped
from loaders.facts import Section, Source
from loaders.printing import tidy
from loaders.prose.numbering import list_number
from loaders.prose.sections import Sectioned

_PAGE_NUMBER = re.compile(r"(?:[.·…\s]{2,}[-—]?\s*\d{1,3}\s*[-—]?|\t\d{1,3})$")
_ONLY_A_PAGE = re.compile(r"[-—.·…\s\d]*")


def outline(paragraphs: Sequence[Sectioned], contents: Sequence[Dropped]) -> Iterator[Section]:
    """Every heading of the body, behind the entries of the contents page (目录)."""
    for entry in contents:
        text = _PAGE_NUMBER.sub("", entry.text.strip().removeprefix("- "))
        if not _ONLY_A_PAGE.fullmatch(text):
            yield _section(text, Source(entry.place, entry.text.strip()), "", in_contents=True)
    for item in paragraphs:
        if item.is_heading:
            yield _section(
                item.text.text.strip(), Source(item.text.place, item.text.text.strip()), " / ".join(item.path[:-1])
            )


def _section(text: str, source: Source, parent: str, *, in_contents: bool = False) -> Section:
    number = list_number(text)
    if number is None:
        return Section(tidy(text), source, parent=parent, in_contents=in_contents)
    return Section(
        title=tidy(text[number.end :]),
        source=source,
        number=tidy(text[: number.end]),
        style=number.style,
        value=number.value,
        parent=parent,
        in_contents=in_contents,
    )
