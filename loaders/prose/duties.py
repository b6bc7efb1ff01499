"""Duties: the items of 主要职责, numbered or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders import lexicon
from loaders.facts import Duty, Source
from loaders.numbering import item_starts, list_number
from loaders.printing import tidy
from loaders.prose.sections import Sectioned, kinds


def find_duties(paragraphs: Sequence[Sectioned]) -> list[Duty]:
    """One duty per numbered item of the sections on duties; without numbers one per paragraph.

    The list number is left out of `text`. Introductions (`…主要职责是：`) are no duties; sub-items and further
    paragraphs belong to their item. A section ends at a heading or a table.
    """
    return [duty for passage in _passages(paragraphs) for duty in _items(passage)]


def _passages(paragraphs: Sequence[Sectioned]) -> list[list[Sectioned]]:
    """The runs of text that are under a heading on duties, each without a heading or table inside."""
    passages: list[list[Sectioned]] = []
    open_path: tuple[str, ...] | None = None
    for item in paragraphs:
        if item.is_heading or "duties" not in kinds(item.path) or _speaks_of_work(item.path):
            open_path = None
            continue
        if item.after_table and open_path is not None:
            continue
        if item.path != open_path:
            passages.append([])
            open_path = item.path
        passages[-1].append(item)
    return passages


def _speaks_of_work(path: Sequence[str]) -> bool:
    """Whether a section under the duties is about the work of the year: （二）2024年重点工作."""
    words = lexicon.sections().work.words
    return len(path) > 1 and any(word in path[-1] for word in words) and "duties" not in kinds(path[-1:])


def _items(passage: list[Sectioned]) -> list[Duty]:
    style = _style(passage)
    if style is None:
        return [_duty(item, 0, len(item.text.text)) for item in passage if not _introduces(item.text.text)]
    duties: list[Duty] = []
    for item in passage:
        text = item.text.text
        starts = item_starts(text, style)
        if duties and (not starts or starts[0] > 0):
            more = tidy(text[: starts[0] if starts else None])
            duties[-1] = Duty(duties[-1].text + more, duties[-1].source)
        for start, end in pairwise([*starts, len(text)]):
            duties.append(_duty(item, start, end))
    return duties


def _style(passage: list[Sectioned]) -> str | None:
    """The style of the first item numbered 1; a list that begins inside an introduction counts."""
    for item in passage:
        number = item.number
        if number and number.value == 1 and number.style != "article":
            return number.style
        for match in re.finditer(r"[：:]", item.text.text):
            inner = list_number(item.text.text, match.end())
            if inner and inner.value == 1 and inner.style != "article":
                return inner.style
    return None


def _introduces(text: str) -> bool:
    return text.rstrip().endswith(("：", ":"))


def _duty(item: Sectioned, start: int, end: int) -> Duty:
    text = item.text.text
    number = list_number(text, start)
    place = item.text.place_at(start)
    return Duty(tidy(text[number.end if number else start : end]), Source(place, text[start:end].strip()[:200]))
