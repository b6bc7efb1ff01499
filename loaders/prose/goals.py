"""Goals of the whole department stated in prose: the items of 总体绩效目标, 分项绩效目标, 主要工作任务."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders import lexicon
from loaders.facts import Goal, Source
from loaders.numbering import ListNumber
from loaders.printing import tidy
from loaders.prose.goals_introduced import introduced_goals
from loaders.prose.sections import Sectioned, kinds

_UNMARKED = re.compile(r"\s*(\d{1,2})(?=[\u4e00-\u9fff])")


def find_goals(paragraphs: Sequence[Sectioned]) -> list[Goal]:
    """One goal per numbered item of the sections on goals; in a section without any number one per paragraph.

    `kind` is the section's title without its number; the list number is left out of `text`. Introductions, the goals
    of projects and what follows a table are left out. Elsewhere in what is said on targets, a sentence may introduce
    goals itself: `loaders.prose.goals_introduced`.
    """
    passages = _passages(paragraphs)
    taken = {item.text.place for passage in passages for item in passage.items}
    rest = [item for item in paragraphs if item.text.place not in taken]
    return [*_of_sections(passages), *introduced_goals(rest)]


def _of_sections(passages: Sequence[_Passage]) -> list[Goal]:
    listed = {passage.section for passage in passages if any(start is not None for start in _starts(passage))}
    return [goal for passage in passages for goal in _items(passage, listed=passage.section in listed)]


@dataclass(frozen=True, slots=True)
class _Passage:
    """The text right under one heading; `kind` and `section` are the title and path of the section on goals."""

    kind: str
    section: tuple[str, ...]
    items: list[Sectioned]


def _passages(paragraphs: Sequence[Sectioned]) -> list[_Passage]:
    passages: list[_Passage] = []
    opener: Sectioned | None = None
    for item in paragraphs:
        if item.is_heading:
            if _opens(item):
                opener = item
            elif opener is not None and not _is_inside(item, opener):
                opener = None
            if opener is not None:
                passages.append(_Passage(_title(opener), opener.path, []))
        elif item.after_table:
            opener = None
        elif opener is not None and tidy(item.text.text).rstrip("：:") != passages[-1].kind:
            passages[-1].items.append(item)
    return passages


def _opens(heading: Sectioned) -> bool:
    words = lexicon.sections().goals
    stated = _title(heading).endswith(words.endings) and "targets" in kinds(heading.path)
    return stated and not any(word in title for title in heading.path for word in words.none)


def _is_inside(heading: Sectioned, opener: Sectioned) -> bool:
    """Whether a heading is part of the section: below it, or of a list of its own in numbers of the same style."""
    if any(word in heading.text.text for word in lexicon.sections().goals.closing):
        return False
    if opener.path == heading.path[: len(opener.path)]:
        return True
    one, two = opener.number, heading.number
    if one is None or two is None or opener.path[:-1] != heading.path[:-1]:
        return False
    return one.style == two.style and two.value <= one.value


def _title(heading: Sectioned) -> str:
    text = heading.text.text
    return tidy(text[heading.number.end if heading.number else 0 :]).rstrip("：:")


def _items(passage: _Passage, *, listed: bool) -> list[Goal]:
    """The goals of a passage; where its section lists them by number, what is before the first introduces them."""
    if not listed:
        stated = [item for item in passage.items if not item.text.text.rstrip().endswith(("：", ":"))]
        return [_goal(passage.kind, item, 0) for item in stated]
    goals: list[Goal] = []
    for item, start in zip(passage.items, _starts(passage), strict=True):
        if start is not None:
            goals.append(_goal(passage.kind, item, start))
        elif goals:
            last = goals[-1]
            goals[-1] = Goal(last.kind, last.text + tidy(item.text.text), last.source)
    return goals


def _starts(passage: _Passage) -> list[int | None]:
    return [_start(index, passage.items) for index in range(len(passage.items))]


def _start(index: int, texts: Sequence[Sectioned]) -> int | None:
    """Where the text of a numbered item starts; a number whose mark print lost counts before the next of its list."""
    number = texts[index].number
    if number is not None:
        return number.end
    unmarked = _UNMARKED.match(texts[index].text.text)
    following = next((item.number for item in texts[index + 1 :] if item.number is not None), None)
    return unmarked.end() if unmarked and _counts_on(following, int(unmarked[1])) else None


def _counts_on(following: ListNumber | None, value: int) -> bool:
    return following is not None and following.style == "arabic" and following.value == value + 1


def _goal(kind: str, item: Sectioned, start: int) -> Goal:
    text = item.text.text
    return Goal(kind, tidy(text[start:]), Source(item.text.place_at(start), text.strip()[:200]))
