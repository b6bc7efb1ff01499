"""Projects explained by labels below their name: （1）项目概述：…（2）立项依据：…（5）年度预算安排：…

The name may be a label too: 项目名称：…, 设立的政策依据：…, 预算安排规模：…
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders import lexicon
from loaders.blocks import Heading, Paragraph
from loaders.numbering import list_number
from loaders.printing import squeeze, tidy
from loaders.prose.project_sheets import Explanation, explained
from loaders.prose.projects import ProjectDescription, source_at
from loaders.prose.sections import Sectioned

_LONGEST_NAME = 40
_LABEL = re.compile(r"(?P<label>[^：:。，；\d]{2,12})[：:。]")


def find_labelled_projects(paragraphs: Sequence[Sectioned]) -> list[ProjectDescription]:
    """The projects that are above such lists: the line that names each, and what its labels tell."""
    found: list[Explanation] = []
    names: list[Sectioned] = []
    part = ""
    before: Sectioned | None = None
    for item in paragraphs:
        label = _labelled(item)
        if label is not None:
            part, end = label
            if part == "name":
                named = _behind(item, end)
                found.append(Explanation(named))
                names.append(named)
            elif part == "overview" and before is not None and _is_name(before):
                found.append(Explanation(before))
                names.append(before)
            if found:
                found[-1].parts.setdefault(part, []).append(_behind(item, end))
        elif part and not item.is_heading and item.number is None and found:
            found[-1].parts[part].append(item)
        else:
            part, before = "", item
    return [
        explained(one, _project_name(name), source_at(name, 0))
        for one, name in zip(found, names, strict=True)
        if "budget" in one.parts
    ]


def _labelled(item: Sectioned) -> tuple[str, int] | None:
    """Which part of an explanation a paragraph's label opens, and where the text behind the label begins."""
    start = item.number.end if item.number else 0
    match = _LABEL.match(item.text.text, start)
    if match is None:
        return None
    word = squeeze(match["label"])
    parts = lexicon.sections().project_sheet.parts
    part = next((part for part, words in parts.items() if any(one in word for one in words)), "")
    is_named = part != "name" or item.text.text[match.end() :].strip()
    return (part, match.end()) if part and is_named else None


def _is_name(item: Sectioned) -> bool:
    name = _project_name(item)
    return 2 < len(name) <= _LONGEST_NAME and not re.search(r"[。；，]", name)


def _project_name(item: Sectioned) -> str:
    number = list_number(item.text.text)
    return tidy(item.text.text[number.end if number else 0 :]).removeprefix("项目名称：").rstrip("：:。；")


def _behind(item: Sectioned, start: int) -> Sectioned:
    """The paragraph without its label, every character where it stood."""
    text: Heading | Paragraph = item.text
    marks = tuple((max(offset - start, 0), place) for offset, place in text.marks)
    return replace(item, text=replace(text, text=text.text[start:], marks=marks), number=None)
