"""Goals that a sentence introduces (本部门整体绩效目标是：1.…… 2.……): its own items and those of the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from loaders import lexicon
from loaders.facts import Goal, Source
from loaders.numbering import ListNumber, item_starts, list_number
from loaders.printing import tidy
from loaders.prose.sections import Sectioned, kinds


def introduced_goals(paragraphs: Sequence[Sectioned]) -> Iterator[Goal]:
    """The goals behind `…目标是：` in sections on targets; without numbers what is said there is one goal.

    `kind` is the goals' printed name without whose they are. A list goes on in the paragraphs below as long as its
    numbers do. Goals of projects are left out.
    """
    kind, last = "", None
    for item in paragraphs:
        number = item.number
        if last is not None and not item.is_heading and not item.after_table and _follows(number, last):
            assert number is not None
            yield _goal(kind, item, number.end, len(item.text.text))
            last = number
            continue
        last = None
        opened = _opening().match(item.text.text) if _may_open(item) else None
        if opened and not _speaks_of_projects(opened["kind"]):
            kind = tidy(opened["kind"])
            last = list_number(item.text.text, opened.end())
            for start, end in _items(item, opened.end(), last):
                yield _goal(kind, item, start, end)
            last = _last_number(item.text.text, opened.end(), last)


def _may_open(item: Sectioned) -> bool:
    about_projects = any(_speaks_of_projects(title) for title in item.path)
    return not item.is_heading and not about_projects and "targets" in kinds(item.path)


def _speaks_of_projects(title: str) -> bool:
    return any(word in title for word in lexicon.sections().goals.none)


@cache
def _opening() -> re.Pattern[str]:
    """`本部门2024年整体绩效目标是：` with the name of the goals; something is said behind the colon."""
    endings = "|".join(sorted(map(re.escape, lexicon.sections().goals.endings), key=len, reverse=True))
    return re.compile(
        rf"\s*+(?:[本我][部单][门位]|[本我][局厅委办中心]+)?(?:的)?(?P<kind>[^，。；：:]{{0,12}}?(?:{endings}))(?:是|为|如下)?[：:](?=\s*\S)"
    )


def _follows(number: ListNumber | None, last: ListNumber) -> bool:
    return number is not None and number.style == last.style and number.value == last.value + 1


def _starts(text: str, after: int, first: ListNumber) -> list[int]:
    return [after, *(start for start in item_starts(text, first.style) if start > after)]


def _items(item: Sectioned, after: int, first: ListNumber | None) -> Iterator[tuple[int, int]]:
    """Where each item of the sentence begins and ends, its number left out."""
    text = item.text.text
    if first is None:
        yield after, len(text)
        return
    for start, end in pairwise([*_starts(text, after, first), len(text)]):
        number = list_number(text, start)
        yield number.end if number else start, end


def _last_number(text: str, after: int, first: ListNumber | None) -> ListNumber | None:
    return list_number(text, _starts(text, after, first)[-1]) if first else None


def _goal(kind: str, item: Sectioned, start: int, end: int) -> Goal:
    text = item.text.text
    return Goal(kind, tidy(text[start:end]), Source(item.text.place_at(start), text[start:end].strip()[:200]))
