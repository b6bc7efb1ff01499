"""Projects explained in a section of their own (项目经费情况说明): 概述, 立项依据, 实施主体, 年度预算安排, 绩效目标.

The section explains one project, or one lot of money that its budget then splits into named projects. What the one
project is called is in the section's title, under 项目名称, or at the beginning of 概述.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from loaders import lexicon
from loaders.facts import Source
from loaders.layout.form_titles import recognise
from loaders.layout.organisations import organisation_at_start
from loaders.numbering import list_number
from loaders.printing import squeeze, tidy
from loaders.prose.projects import ProjectDescription, source_at
from loaders.prose.sections import Sectioned
from loaders.prose.statements.figures import PrintedFigure, plain, printed_figures
from loaders.prose.statements.measures import phrase_start

_QUOTED = re.compile(r"[“\"「《]([^“”\"「」《》]{2,60})[”\"」》]")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年(?:度)?")
_OPENING = re.compile(r"\s*+(?P<name>[^，。；：,;:]{4,80}?(?:工程|项目|专项|经费))\s?(?:，|,|：|:|是|为|位于|主要)")
_TIME = re.compile(r"(?P<time>第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份?(?:底|前)?)[^第，。；\d]{0,12}$")
_SAID_OF_MONEY = re.compile(rf"(?:{'|'.join(map(re.escape, lexicon.sections().project_sheet.money))})++$")
_VALUED = re.compile(r"[：:].")
"""A label with its value behind it (1、项目名称：某某工程) heads one of several projects, not a part of one."""
_SHORTEST_NAME = 3


@dataclass(slots=True)
class Explanation:
    """The paragraphs of one explanation by what they tell: title, name, overview, budget, goals."""

    title: Sectioned
    parts: dict[str, list[Sectioned]] = field(default_factory=dict)


def find_explained_projects(paragraphs: Sequence[Sectioned]) -> list[ProjectDescription]:
    """The projects of sections on project money, each with its amount or payment plan, purpose and goals."""
    return [project for sheet in _sheets(paragraphs) for project in _projects(sheet)]


def _sheets(paragraphs: Sequence[Sectioned]) -> list[Explanation]:
    found: list[Explanation] = []
    ended: tuple[str, ...] = ()
    for item in paragraphs:
        depth = _depth(item.path)
        if depth is None or (ended and item.path[: len(ended)] == ended):
            continue
        is_title = item.is_heading and len(item.path) == depth + 1
        if (item.after_table and not is_title) or recognise(item.text.text) is not None:
            ended = item.path[: depth + 1]
            continue
        title = item.path[: depth + 1]
        part = _part(item.path[depth + 1 :])
        begins = not found or found[-1].title.path[: depth + 1] != title
        again = item.is_heading and part == "overview" and not begins and part in found[-1].parts
        if begins or again:
            found.append(Explanation(item if begins else found[-1].title))
        if part:
            texts = found[-1].parts.setdefault(part, [])
            texts.extend(() if item.is_heading else (item,))
    return found


def _depth(path: Sequence[str]) -> int | None:
    """At which level a path enters a section on project money."""
    endings = lexicon.sections().project_sheet.titles
    return next((depth for depth, title in enumerate(path) if squeeze(title).endswith(endings)), None)


def _part(below: Sequence[str]) -> str:
    entry = lexicon.sections().project_sheet.parts
    title = squeeze(below[0]) if below else ""
    if _VALUED.search(title):
        return ""
    return next((part for part, words in entry.items() if any(word in title for word in words)), "")


def _projects(sheet: Explanation) -> Iterator[ProjectDescription]:
    named = _named(sheet)
    figures = [(item, figure) for item in sheet.parts.get("budget", ()) for figure in _money(item)]
    listed = [_priced(name, item, figure) for item, figure in figures if (name := _name_before(item, figure))]
    one = _with_budget(ProjectDescription(*named), figures) if named else None
    if one and named and named[0].endswith(lexicon.sections().project_sheet.nouns) and _adds_up(one, listed):
        yield _explained(one, sheet)
    elif len(listed) > 1:
        yield from listed
    elif named is not None:
        yield _explained(_with_budget(ProjectDescription(*named), figures), sheet)
    elif listed:
        yield _explained(listed[0], sheet)


def _adds_up(whole: ProjectDescription, parts: Sequence[ProjectDescription]) -> bool:
    """Whether the parts of a project's money are what it comes to: they are no projects of their own."""
    alike = bool(whole.amount) and all(part.unit == whole.unit for part in parts)
    return alike and sum(Decimal(part.amount) for part in parts) in (0, Decimal(whole.amount))


def explained(sheet: Explanation, name: str, source: Source) -> ProjectDescription:
    """The project of that name as its explanation tells it: money, payments, purpose and goals."""
    figures = [(item, figure) for item in sheet.parts.get("budget", ()) for figure in _money(item)]
    return _explained(_with_budget(ProjectDescription(name, source), figures), sheet)


def _priced(name: str, item: Sectioned, figure: PrintedFigure) -> ProjectDescription:
    source = source_at(item, figure.start)
    return ProjectDescription(name, source, figure.value, figure.unit, amount_source=source)


def _with_budget(project: ProjectDescription, figures: Sequence[tuple[Sectioned, PrintedFigure]]) -> ProjectDescription:
    """The payments by their times, and the first sum that is none of them."""
    timed = [(time, item, figure) for item, figure in figures if (time := _time_before(item, figure))]
    project = replace(
        project,
        schedule=tuple((time, figure.value + figure.unit) for time, _, figure in timed),
        schedule_sources=tuple(source_at(item, figure.start) for _, item, figure in timed),
    )
    whole = next(((item, figure) for item, figure in figures if not _time_before(item, figure)), None)
    if whole is None:
        return project
    item, figure = whole
    return replace(project, amount=figure.value, unit=figure.unit, amount_source=source_at(item, figure.start))


def _explained(project: ProjectDescription, sheet: Explanation) -> ProjectDescription:
    """The project with what the section says of it alone: what it is (概述) and its goals."""
    goals = (tidy(item.text.text) for item in sheet.parts.get("goals", ()))
    return replace(
        project,
        purpose="".join(tidy(item.text.text) for item in sheet.parts.get("overview", ())),
        goals=tuple(goal for goal in goals if not goal.startswith(lexicon.sections().project_sheet.elsewhere)),
    )


def _money(item: Sectioned) -> list[PrintedFigure]:
    return [figure for figure in printed_figures(plain(item.text.text)) if figure.kind == "money"]


def _before(item: Sectioned, figure: PrintedFigure) -> str:
    text = plain(item.text.text)
    return text[phrase_start(text, figure.start, 0) : figure.start]


def _time_before(item: Sectioned, figure: PrintedFigure) -> str:
    match = _TIME.search(squeeze(_before(item, figure)))
    return match["time"] if match else ""


def _name_before(item: Sectioned, figure: PrintedFigure) -> str:
    """The project that the words before a sum of money name; none where they speak of the budget alone."""
    if _time_before(item, figure):
        return ""
    words = _YEAR.sub("", squeeze(_before(item, figure)))
    quoted = _QUOTED.search(words)
    if quoted:
        return quoted[1]
    name = re.split(r"[、]", words)[-1]
    said_of_money = _SAID_OF_MONEY.search(name)
    if said_of_money and said_of_money.start() == 0:
        return ""
    name = name[: said_of_money.start()] if said_of_money else name
    return name if len(name) >= _SHORTEST_NAME else ""


def _name_in_title(title: str) -> str:
    """“老年餐桌” of “老年餐桌”项目经费情况说明; nothing where the title names no more than the department."""
    number = list_number(title)
    title = _YEAR.sub("", squeeze(title[number.end if number else 0 :]))
    entry = lexicon.sections().project_sheet
    ending = max((ending for ending in entry.titles if title.endswith(ending)), key=len)
    noun = next((noun for noun in entry.nouns if ending.startswith(noun)), "")
    head = title.removesuffix(ending)
    if noun and (own := head.removeprefix(organisation_at_start(head))):
        head = own + noun
    quoted = _QUOTED.fullmatch(head)
    bodies = (*lexicon.statements().measure.body_endings, *entry.nameless)
    if quoted or head == "" or head.endswith(bodies):
        return quoted[1] if quoted else ""
    return head if head.endswith(("费", "资金", "专项", "项目")) else f"{head}项目"


def _named(sheet: Explanation) -> tuple[str, Source] | None:
    """What the one project is called, and where."""
    if sheet.title.is_heading and (name := _name_in_title(sheet.title.text.text)):
        return name, source_at(sheet.title, 0)
    for item in sheet.parts.get("name", ()):
        return tidy(item.text.text).rstrip("。；"), source_at(item, 0)
    for item in sheet.parts.get("overview", ())[:1]:
        match = _OPENING.match(item.text.text)
        name = squeeze(match["name"]).rpartition("的")[2] if match else ""
        if match and len(name) >= _SHORTEST_NAME and not name.startswith(lexicon.sections().project_sheet.pointing):
            return name, source_at(item, match.start("name"))
    return None
