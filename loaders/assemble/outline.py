"""The outline of a document: its headings as printed, and the entries of its contents page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.blocks import Dropped
from loaders.facts import FormMention, Section, Source
from loaders.layout.form_titles import recognise
from loaders.numbering import list_number
from loaders.printing import tidy
from loaders.prose.sections import Sectioned

_PAGE_NUMBER = re.compile(r"(?:[.·…\s]{2,}+[-—]?\s*+(?:\d{1,3})?\s*+[-—]?|\t\d{1,3})$")
_FORM_NAME = re.compile(r"(?:(?<=[、，；。：（(《“])|^)[\u4e00-\u9fff“”]{3,20}?表(?=[、，；。）)》”按支收反列中])")
_ENDS_SENTENCE = re.compile("[。；，]")
_ONLY_A_PAGE = re.compile(r"[-—.·…\s\d]*")


def outline(paragraphs: Sequence[Sectioned], contents: Sequence[Dropped]) -> Iterator[Section]:
    """Every heading of the body, behind the entries of the contents page (目录)."""
    for entry in contents:
        text = _PAGE_NUMBER.sub("", entry.text.strip().removeprefix("- ")).removesuffix("。")
        if not _ONLY_A_PAGE.fullmatch(text):
            yield _section(text, Source(entry.place, entry.text.strip()), "", in_contents=True)
    for item in paragraphs:
        if item.is_heading:
            yield _section(
                item.text.text.strip(), Source(item.text.place, item.text.text.strip()), " / ".join(item.path[:-1])
            )


def form_mentions(paragraphs: Sequence[Sectioned]) -> Iterator[FormMention]:
    """Forms that running text speaks of by their names: `收支预算总表支出栏、项目支出表按经济分类编制`."""
    for item in paragraphs:
        if item.is_heading or not _ENDS_SENTENCE.search(item.text.text):
            continue
        for match in _FORM_NAME.finditer(item.text.text):
            form = recognise(match[0])
            if form is not None:
                yield FormMention(form.id, match[0], Source(item.text.place_at(match.start()), item.text.text.strip()))


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
