"""Projects: what declarations, lists, summaries, purchases and prose say of the same project, merged.

Within one disclosure a project is the same by its code, else by its name and, where a list prints the unit of each row,
by the unit. Names that differ in a word are one project
only where two kinds of places each name it once, their likeness is mutual and no amounts contradict it; every
name that was printed is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.drafts import ProjectDraft
from loaders.facts import YUAN_PER_UNIT, Mention, Project, key_with_unit
from loaders.printing import fold

_ALIKE, _RIVAL = 82.0, 2.0


@dataclass(slots=True)
class _Group:
    """The drafts of one project, in the order of the document."""

    drafts: list[ProjectDraft] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {fold(draft.name) for draft in self.drafts}

    @property
    def places(self) -> set[str]:
        return {draft.where for draft in self.drafts}

    @property
    def codes(self) -> set[str]:
        return {draft.code for draft in self.drafts if draft.code}

    def is_of_another_unit(self, draft: ProjectDraft) -> bool:
        """Whether the same kind of place names another unit for this project: then these are two of one name."""
        unit = fold(draft.budget_unit)
        named = {fold(other.budget_unit) for other in self.drafts if other.where == draft.where and other.budget_unit}
        return bool(unit and named) and unit not in named

    def yuan(self) -> set[Decimal]:
        """The amounts stated of the project, in 元."""
        amounts = {(draft.amount, draft.unit) for draft in self.drafts if draft.amount and draft.unit in YUAN_PER_UNIT}
        return {Decimal(amount) * YUAN_PER_UNIT[unit] for amount, unit in amounts}


@dataclass(frozen=True, slots=True)
class ProjectIndex:
    """The projects of a disclosure and the key under which each printed name is kept."""

    projects: tuple[Project, ...]
    keys: dict[tuple[str, str, str], str]

    def key(self, name: str, code: str = "", budget_unit: str = "") -> str:
        """The key of the project that a place prints under this name (and code, and purchasing unit)."""
        for wanted in ((code, fold(name), fold(budget_unit)), (code, fold(name), ""), ("", fold(name), "")):
            if wanted in self.keys:
                return self.keys[wanted]
        return ""


def lay_together(drafts: Sequence[ProjectDraft]) -> ProjectIndex:
    """The projects that the drafts speak of, each once, in the order they are first met."""
    groups = _merge_alike(_grouped(drafts))
    named: dict[str, int] = Counter(name for group in groups for name in group.names)
    keys: dict[tuple[str, str, str], str] = {}
    projects = []
    for group in groups:
        project = _project(group, is_twin=any(named[name] > 1 for name in group.names))
        projects.append(project)
        for draft in group.drafts:
            for key in ((draft.code, fold(draft.name), fold(draft.budget_unit)), (draft.code, fold(draft.name), "")):
                keys.setdefault(key, project.key)
            keys.setdefault(("", fold(draft.name), ""), project.key)
    return ProjectIndex(tuple(projects), keys)


def _grouped(drafts: Sequence[ProjectDraft]) -> list[_Group]:
    """The drafts by project, in the order they are first met."""
    groups: list[_Group] = []
    by_code: dict[str, _Group] = {}
    by_name: dict[str, dict[int, _Group]] = {}
    numbers: dict[int, int] = {}
    for draft in drafts:
        named = by_name.setdefault(fold(draft.name), {})
        group = _group_of(draft, by_code, [named[number] for number in sorted(named)])
        if group is None:
            group = _Group([])
            numbers[id(group)] = len(groups)
            groups.append(group)
        group.drafts.append(draft)
        named[numbers[id(group)]] = group
        if draft.code:
            by_code.setdefault(draft.code, group)
    return groups


def _group_of(draft: ProjectDraft, by_code: Mapping[str, _Group], named: Sequence[_Group]) -> _Group | None:
    """The project already met under the same code, else under the same name."""
    if draft.code and draft.code in by_code:
        return by_code[draft.code]
    same = [group for group in named if not (draft.code and group.codes)]
    return _of_the_same_unit(draft, [group for group in same if not group.is_of_another_unit(draft)])


def _of_the_same_unit(draft: ProjectDraft, groups: Sequence[_Group]) -> _Group | None:
    """Of several projects of one name the one whose unit the draft names, else the first."""
    unit = fold(draft.budget_unit)
    named = (group for group in groups if unit in {fold(other.budget_unit) for other in group.drafts})
    return next(named if unit else iter(groups), next(iter(groups), None))


def _merge_alike(groups: list[_Group]) -> list[_Group]:
    """Lay projects together whose names differ in a word, where the likeness is mutual between two kinds of places."""
    merged = dict(enumerate(groups))
    names = [fold(group.drafts[0].name) for group in groups]
    pairs = {pair: score for first in merged for pair, score in _alike(first, merged, names, after=first)}
    while pairs:
        (first, second), score = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if score < _ALIKE or _rivals((first, second), pairs):
            break
        merged[first].drafts.extend(merged.pop(second).drafts)
        pairs = {pair: score for pair, score in pairs.items() if not {first, second} & set(pair)}
        pairs |= dict(_alike(first, merged, names))
    return list(merged.values())


def _alike(
    number: int, groups: Mapping[int, _Group], names: Sequence[str], after: int = -1
) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs of a project with later ones than `after` that may be one, so far as they are alike or rivals.

    A name shares most of its letters with one that is alike: projects of one place are distinguished before.
    """
    from rapidfuzz.fuzz import ratio

    one = groups[number]
    places = one.places
    for other, two in groups.items():
        if other <= after or other == number or places & two.places:
            continue
        score = ratio(names[number], names[other], score_cutoff=_ALIKE - _RIVAL)
        if score and _may_be_one(one, two):
            yield (min(number, other), max(number, other)), score


def _may_be_one(one: _Group, two: _Group) -> bool:
    if one.places & two.places or (one.codes and two.codes):
        return False
    amounts = one.yuan(), two.yuan()
    return not all(amounts) or amounts[0] == amounts[1]


def _rivals(best: tuple[int, int], pairs: Mapping[tuple[int, int], float]) -> bool:
    """Whether another pair is as alike and shares a project with the best: then neither is proved."""
    least = pairs[best] - _RIVAL
    return any(score > least and pair != best and set(best) & set(pair) for pair, score in pairs.items())


def _project(group: _Group, *, is_twin: bool) -> Project:
    """`is_twin`: another project bears a name of this one."""
    drafts = group.drafts
    name = _best_name(drafts)
    coded = next((draft for draft in drafts if draft.code), None)
    leading = coded or next((draft for draft in drafts if draft.where != "prose"), drafts[0])
    priced = next((draft for draft in _by_weight(drafts) if draft.amount), None)
    key = coded.code if coded else key_with_unit(name, leading.budget_unit) if is_twin and leading.budget_unit else name

    def first(attribute: str) -> str:
        return next((value for draft in _by_weight(drafts) if (value := getattr(draft, attribute))), "")

    return Project(
        key=key,
        name=name,
        source=leading.source,
        code=coded.code if coded else "",
        project_type=first("project_type"),
        budget_unit=first("budget_unit"),
        amount=priced.amount if priced else "",
        unit=_unit(priced, drafts),
        fiscal_amount=first("fiscal_amount"),
        other_amount=first("other_amount"),
        carryover_amount=first("carryover_amount"),
        executed_amount=first("executed_amount"),
        execution_rate=first("execution_rate"),
        period=first("period"),
        purpose=first("purpose"),
        goals=next((draft.goals for draft in _by_weight(drafts) if draft.goals), ()),
        schedule=next((draft.schedule for draft in _by_weight(drafts) if draft.schedule), ()),
        schedule_sources=next((draft.schedule_sources for draft in _by_weight(drafts) if draft.schedule), ()),
        mentions=tuple(_mention(draft) for draft in drafts),
        amount_source=priced.amount_source if priced else None,
    )


def _mention(draft: ProjectDraft) -> Mention:
    source = draft.name_source or draft.source
    return Mention(draft.name, source, draft.context, draft.amount, draft.unit, draft.amount_source)


_WEIGHT = ("declaration", "list", "summary", "prose", "purchase")


def _by_weight(drafts: Sequence[ProjectDraft]) -> list[ProjectDraft]:
    """The drafts, the fullest kind of place first."""
    return sorted(drafts, key=lambda draft: _WEIGHT.index(draft.where))


def _unit(priced: ProjectDraft | None, drafts: Sequence[ProjectDraft]) -> str:
    """The unit of the amount; where print lost it, that of another place which tells the same number of the project.

    Without an amount that of its parts.
    """
    if priced is None:
        return next((draft.unit for draft in drafts if draft.fiscal_amount or draft.other_amount), "")
    if priced.unit:
        return priced.unit
    same = [draft for draft in drafts if draft.amount and Decimal(draft.amount) == Decimal(priced.amount)]
    return next((draft.unit for draft in same if draft.unit), "")


def _best_name(drafts: Sequence[ProjectDraft]) -> str:
    """The name printed beside the code; without a code the one printed most often, the first of equals."""
    coded = next((draft.name for draft in drafts if draft.code), None)
    if coded is not None:
        return coded
    counts = Counter(fold(draft.name) for draft in drafts)
    most = max(counts.values())
    return next(draft.name for draft in drafts if counts[fold(draft.name)] == most)
