"""收入、支出分别为3万元、4万元: figures right behind others, and what those make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders import lexicon
from loaders.printing import squeeze
from loaders.prose.statements.changes import ChangeRole
from loaders.prose.statements.drafts import Draft
from loaders.prose.statements.figures import PrintedFigure

_EACH = re.compile(r"(?:分别|各自?)[^，,。；;、]{0,8}$")
_BETWEEN = ("、", "和", "与", "及", "，", ",")
_NAMES = re.compile(r"[、和与及]")


def listed(before: Draft, figure: PrintedFigure, gap: str) -> ChangeRole | None:
    """各减少1267.86万元、2570.97万元: nothing but 、 before the figure, which is what the one before it is."""
    alike = gap in _BETWEEN and before.figure.kind == figure.kind and before.role.kind in ("change", "share")
    return replace(before.role, subject="") if alike else None


def completed(figure: PrintedFigure, gap: str) -> ChangeRole | None:
    """占年初预算30195万元的43.2%: a rate behind the budget is how much of it is completed."""
    return ChangeRole("share", "", object="完成预算") if figure.kind == "rate" and gap == "的" else None


def with_each_its_own(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a paragraph, those of such a list each with its own name where there are as many names."""
    for run in _lists(text, drafts):
        names = _names_of(run[0].subject)
        if len(names) == len(run):
            whole, measure = run[0].subject, run[0].measure
            for draft, name in zip(run, names, strict=True):
                draft.subject, draft.measure, draft.role = name, measure.replace(whole, name), run[0].role
                draft.direction, draft.base_year, draft.year = run[0].direction, run[0].base_year, run[0].year
    return list(drafts)


def _lists(text: str, drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The figures of one kind with nothing but 、 or 和 between them, behind 分别 or 各."""
    run: list[Draft] = []
    for draft in drafts:
        gap = squeeze(text[run[-1].figure.end : draft.figure.start]) if run else ""
        if gap in _BETWEEN and run and run[-1].figure.kind == draft.figure.kind:
            run.append(draft)
            continue
        if len(run) > 1:
            yield run
        run = [draft] if _EACH.search(squeeze(text[draft.sentence[0] : draft.figure.start])) else []
    if len(run) > 1:
        yield run


def _names_of(subject: str) -> list[str]:
    """The names in a subject: 收、支总计 → 收入总计, 支出总计."""
    names = _NAMES.split(re.sub("(?:分别|各自?)$", "", subject))
    sides = lexicon.statements().measure.sides
    if len(names) > 1 and all(name[:1] in sides for name in names) and names[0] in sides:
        rest = names[-1][1:]
        return [sides[name[0]] + rest.removeprefix(sides[name[0]][1:]) for name in names]
    return names if all(len(name) > 1 for name in names) else []
