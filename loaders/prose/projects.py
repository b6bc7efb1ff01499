"""Projects described in prose: `1、“项目名”主要内容是：…2024年预算安排50万元…项目绩效总目标是：…`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders import lexicon
from loaders.facts import Source
from loaders.printing import tidy
from loaders.prose.project_names import PROJECT_OPENER, project_named
from loaders.prose.sections import Sectioned
from loaders.prose.statements.figures import PrintedFigure, plain, printed_figures

_BUDGET = re.compile(
    r"(?:(?:19|20)\d\d\s?年(?:度)?|本年(?:度)?)[^。；，\d]{0,15}?(?:预算)?(?:安排|资金|投入|金额|总额)[^。；，\d]{0,8}(?=\d)"
)
_GOALS = re.compile(r"(?:项目)?(?:年度)?绩效(?:总)?目标(?:是|为)?[：:]")
_FISCAL = re.compile(r"[，,]\s{0,2}(?:全部|均)(?:为|是|系)[^，。；]{0,10}(?:一般公共预算|财政)")
_INDICATORS = re.compile(r"(?:项目)?绩效指标(?:设置情况)?[：:]")


@dataclass(frozen=True, slots=True)
class ProjectDescription:
    """A project as prose describes it. `amount` in `unit` as printed, and the part of it that is fiscal or other funds
    where the sentence says that all of it is; `purpose` 主要内容; `goals` 绩效总目标; `schedule` pairs of time and sum.

    `sources`: the place of the name, then of each passage that stated something.
    """

    name: str
    source: Source
    amount: str = ""
    unit: str = ""
    fiscal_amount: str = ""
    other_amount: str = ""
    purpose: str = ""
    goals: tuple[str, ...] = ()
    amount_source: Source | None = None
    sources: tuple[Source, ...] = ()
    schedule: tuple[tuple[str, str], ...] = ()
    schedule_sources: tuple[Source, ...] = ()


def find_project_descriptions(paragraphs: Sequence[Sectioned]) -> list[ProjectDescription]:
    """The projects that numbered prose describes: from the quoted name to the next one or the next section."""
    found: list[list[Sectioned]] = []
    for item in paragraphs:
        if project_named(item.text.text):
            found.append([item])
        elif found and not item.is_heading and not item.after_table and item.path == found[-1][0].path:
            found[-1].append(item)
    return [_description(passage) for passage in found]


_COUNTED = re.compile(r"项目(?:共|共计|有)?\s?(\d{1,3})\s?个[^。]{0,60}?(?:。\s?)?其中[：:]")
_LISTED = re.compile(r"\s*+(?P<name>[^，；、。：:\d]{3,40})(?=\d)")


def find_listed_projects(paragraphs: Sequence[Sectioned]) -> list[ProjectDescription]:
    """The projects that a passage counts and lists with their amounts: `项目共4个…。其中：甲10万元，乙20万元…`.

    The list is taken only where it names as many projects as the passage counts.
    """
    found: list[ProjectDescription] = []
    for item in paragraphs:
        text = plain(item.text.text)
        figures = {figure.start: figure for figure in printed_figures(text) if figure.kind == "money"}
        for counted in _COUNTED.finditer(text):
            listed = list(_listed(item, text, counted.end(), figures))
            if len(listed) == int(counted[1]):
                found.extend(listed)
    return found


def _listed(
    item: Sectioned, text: str, position: int, figures: dict[int, PrintedFigure]
) -> Iterator[ProjectDescription]:
    while (match := _LISTED.match(text, position)) and match.end() in figures:
        figure = figures[match.end()]
        yield ProjectDescription(
            name=tidy(match["name"]),
            source=source_at(item, match.start("name")),
            amount=figure.value,
            unit=figure.unit,
            amount_source=source_at(item, figure.start),
        )
        position = figure.end + 1


def _description(passage: list[Sectioned]) -> ProjectDescription:
    opener = PROJECT_OPENER.match(passage[0].text.text)
    assert opener is not None
    budget = _budget(passage)
    goals, sources = _goals(passage)
    name_source = source_at(passage[0], opener.start("name"))
    stated = (name_source, *((budget.source,) if budget.source else ()), *sources)
    purpose = _purpose(passage[0].text.text[opener.end() :])
    return ProjectDescription(
        name=tidy(opener["name"]),
        source=name_source,
        amount=budget.amount,
        unit=budget.unit,
        fiscal_amount=budget.fiscal_amount,
        other_amount=budget.other_amount,
        purpose=purpose,
        goals=goals,
        amount_source=budget.source,
        sources=tuple(dict.fromkeys(stated)),
    )


def _purpose(text: str) -> str:
    """主要内容 ends where the budget or the goals begin."""
    ends = [match.start() for shape in (_BUDGET, _GOALS) if (match := shape.search(text))]
    return tidy(text[: min(ends, default=len(text))]).rstrip("，,；;")


@dataclass(frozen=True, slots=True)
class _BudgetOfProject:
    amount: str = ""
    unit: str = ""
    fiscal_amount: str = ""
    other_amount: str = ""
    source: Source | None = None


def _budget(passage: list[Sectioned]) -> _BudgetOfProject:
    """The first sum of money behind 预算安排; a standard (70元 a month) is none."""
    for item in passage:
        text = plain(item.text.text)
        figures = {figure.start: figure for figure in printed_figures(text)}
        for match in _BUDGET.finditer(text):
            figure = figures.get(match.end())
            if figure and figure.kind == "money":
                fiscal = figure.value if _FISCAL.match(text, figure.end) else ""
                not_fiscal = lexicon.sections().project_sheet.other_funds
                other = figure.value if not_fiscal.search(text, match.start(), match.end()) else ""
                return _BudgetOfProject(figure.value, figure.unit, fiscal, other, source_at(item, figure.start))
    return _BudgetOfProject()


def _goals(passage: list[Sectioned]) -> tuple[tuple[str, ...], tuple[Source, ...]]:
    goals, sources = [], []
    for item in passage:
        match = _GOALS.search(item.text.text)
        if match:
            end = _INDICATORS.search(item.text.text, match.end())
            goal = tidy(item.text.text[match.end() : end.start() if end else None]).rstrip("，,")
            if goal:
                goals.append(goal)
                sources.append(source_at(item, match.start()))
    return tuple(goals), tuple(sources)


def source_at(item: Sectioned, offset: int) -> Source:
    """The place of an offset in a paragraph, with the words around it."""
    text = item.text.text
    start = max(0, offset - 100) if offset > 150 else 0
    return Source(item.text.place_at(offset), text[start : start + 200].strip())
