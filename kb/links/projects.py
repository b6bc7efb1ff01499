"""Projects: one project in several years and documents. What one document lists side by side is never one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations

from kb.links.model import KnownProject, Link, LinkVerdict, link
from kb.links.names import project_key, telling_parts

SURE = 90
"""Likeness of two names (rapidfuzz, 0–100) from which one piece of evidence makes them one."""
ALIKE = 80
"""Likeness from which a person should look."""
SHARED_INDICATORS = 0.5
"""Part of all indicators of two projects that both must have to count as evidence."""


def project_links(
    projects: Sequence[KnownProject],
    agencies: Collection[str],
    owner: Callable[[str], str],
    same_unit: Callable[[str, str], bool],
) -> Iterator[Link]:
    """Links of the projects of one department.

    `agencies` are the agency codes that may stand in names; `owner` gives the department that stands for all names
    of a department, `same_unit` whether two units are one.
    """
    by_department: dict[str, list[KnownProject]] = defaultdict(list)
    for project in projects:
        by_department[owner(project.department)].append(project)
    for members in by_department.values():
        for one, other in combinations(members, 2):
            found = _compare(one, other, agencies, same_unit)
            if found:
                yield found


def _compare(
    one: KnownProject, other: KnownProject, agencies: Collection[str], same_unit: Callable[[str, str], bool]
) -> Link | None:
    if side_by_side(one, other):
        return _listed_apart(one, other, agencies)
    if not _may_share_unit(one, other, same_unit):
        return None
    keys = [{project_key(name, agencies) for name in thing.names or (thing.name,)} for thing in (one, other)]
    shared = sorted(filter(None, keys[0] & keys[1]))
    if shared:
        return _of_one_name(one, other, shared[0])
    return _of_alike_names(one, other, keys)


def side_by_side(one: KnownProject, other: KnownProject) -> list[str]:
    """The documents that list both."""
    return sorted({entry.document for entry in one.entries} & {entry.document for entry in other.entries})


def _listed_apart(one: KnownProject, other: KnownProject, agencies: Collection[str]) -> Link | None:
    """Two of one document are different; said only where their names would make them one."""
    if project_key(one.name, agencies) != project_key(other.name, agencies):
        return None
    together = side_by_side(one, other)
    return link(
        "project-listed-apart",
        LinkVerdict.DIFFERENT,
        one,
        other,
        f"“{one.name}”与“{other.name}”名称只差标点，但同一文件（{together[0]}）把它们分列为两个项目",
        f"One document ({together[0]}) lists both, so they are two projects",
        documents=tuple(together),
    )


def _may_share_unit(one: KnownProject, other: KnownProject, same_unit: Callable[[str, str], bool]) -> bool:
    """Whether some unit runs both, or one of them names none."""
    units = [{entry.unit for entry in thing.entries if entry.unit} for thing in (one, other)]
    return not all(units) or any(same_unit(first, second) for first in units[0] for second in units[1])


def _of_one_name(one: KnownProject, other: KnownProject, key: str) -> Link:
    codes = {project.code for project in (one, other) if project.code}
    years = [{entry.year for entry in thing.entries} for thing in (one, other)]
    if len(codes) > 1 and years[0] & years[1]:
        return link(
            "project-code-differs",
            LinkVerdict.DOUBTFUL,
            one,
            other,
            f"同一部门、同一名称“{one.name}”，同一年度却有两个项目编码 {'、'.join(sorted(codes))}",
            f"One department and name, but two project codes in one year: {', '.join(sorted(codes))}",
        )
    return link(
        "project-name",
        LinkVerdict.SAME,
        one,
        other,
        f"同一部门的同一名称（去掉年度、文号后都是“{key}”），年度 {_years(one)} 与 {_years(other)}",
        f"One department, one name without year and document number, years {_years(one)} and {_years(other)}",
    )


def _of_alike_names(one: KnownProject, other: KnownProject, keys: Sequence[Iterable[str]]) -> Link | None:
    from rapidfuzz import fuzz

    if telling_parts(one.name) != telling_parts(other.name):
        return None
    likeness = max(fuzz.ratio(first, second) for first in keys[0] for second in keys[1])
    if likeness < ALIKE:
        return None
    evidence = list(_evidence(one, other))
    sure = likeness >= SURE and evidence
    grounds = "；".join(zh for zh, _en in evidence) or "没有更多依据"
    grounds_en = "; ".join(en for _zh, en in evidence) or "nothing else speaks for it"
    return link(
        "project-alike",
        LinkVerdict.SAME if sure else LinkVerdict.DOUBTFUL,
        one,
        other,
        f"同一部门，名称相近（{likeness:.0f}/100）：“{one.name}”“{other.name}”；{grounds}",
        f"One department, names alike ({likeness:.0f}/100): “{one.name}”, “{other.name}”; {grounds_en}",
    )


def _evidence(one: KnownProject, other: KnownProject) -> Iterator[tuple[str, str]]:
    """What beside the names speaks for one project."""
    cited = len(one.policies & other.policies)
    if cited:
        yield f"引用 {cited} 个相同的政策文件", f"{cited} policy documents in common"
    every = one.indicators | other.indicators
    both = one.indicators & other.indicators
    if every and len(both) / len(every) >= SHARED_INDICATORS:
        yield f"{len(every)} 个绩效指标中 {len(both)} 个相同", f"{len(both)} of {len(every)} indicators in common"
    amounts = [{entry.amount for entry in thing.entries if entry.amount} for thing in (one, other)]
    if amounts[0] & amounts[1]:
        yield "金额相同", "one amount"


def _years(project: KnownProject) -> str:
    return "、".join(sorted({entry.year for entry in project.entries})) or "不详"
