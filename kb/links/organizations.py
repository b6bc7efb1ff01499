"""Organisations: one department or unit under its names. Other areas never merge, whatever their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from kb.links.clusters import Clusters
from kb.links.model import Link, LinkVerdict, Organization, link
from kb.links.names import OrganizationName, fold, organization_name, telling_parts
from loaders.reference.areas import area_of_code

ALIKE = 80
"""Likeness of two names (rapidfuzz, 0–100) from which a person should look."""
SHORTEST_ALIKE = 4

Key = tuple[str, str, str]


def organization_links(organizations: Sequence[Organization]) -> Iterator[Link]:
    """Links of departments first; units then meet within their (linked) departments."""
    departments = [one for one in organizations if one.is_department]
    clusters = Clusters()
    for found in _by_keys(departments, clusters):
        clusters.join(found.a, found.b)
        yield found
    for found in _by_keys(organizations, clusters):
        if not clusters.same(found.a, found.b):
            clusters.join(found.a, found.b)
            yield found
    yield from _renamed(departments, clusters)
    yield from _alike(organizations, clusters)


def _by_keys(organizations: Iterable[Organization], clusters: Clusters) -> Iterator[Link]:
    """Organisations that have a key in common: each linked with the next of them, departments first."""
    groups: dict[Key, list[tuple[Organization, OrganizationName]]] = defaultdict(list)
    for one in organizations:
        for name in one.names or (one.name,):
            taken = organization_name(name, one.adcode)
            for key in _keys(one, taken, clusters):
                groups[key].append((one, taken))
    for key, members in groups.items():
        members.sort(key=lambda member: (not member[0].is_department, member[0].iri))
        for (one, taken), (other, other_taken) in pairwise(members):
            if one.iri != other.iri:
                yield _named_alike(key, one, taken, other, other_taken)


def _keys(one: Organization, name: OrganizationName, clusters: Clusters) -> Iterator[Key]:
    """Where a name counts: in the area that it names, and among the units of its department."""
    if name.adcode:
        yield "area", name.adcode, name.rest
    elif one.is_department and one.adcode:
        yield "area", one.adcode, name.rest
    if name.adcode not in ("", one.adcode):
        return
    owner = organization_name(one.department_name, one.adcode).rest
    department = clusters.root(one.department)
    if name.own_level and owner.endswith(name.rest):
        yield "department", department, owner
        return
    yield "department", department, name.rest
    if name.rest.startswith(owner) and name.rest != owner:
        yield "department", department, name.rest.removeprefix(owner)


def _named_alike(
    key: Key, one: Organization, name: OrganizationName, other: Organization, other_name: OrganizationName
) -> Link:
    where, where_en = _place(key, one)
    first, first_en = _name_with_steps(one, name)
    second, second_en = _name_with_steps(other, other_name)
    rule, verdict = _rule(key, one, name, other, other_name)
    reason = f"{where}，{first}与{second}是同一名称"
    reason_en = f"{where_en}, {first_en} and {second_en} are one name"
    return link(rule, verdict, one, other, reason, reason_en)


def _name_with_steps(one: Organization, name: OrganizationName) -> tuple[str, str]:
    """The name with what was taken away from it, in both languages."""
    steps = "、".join(step for step, _en in name.steps)
    steps_en = ", ".join(step for _zh, step in name.steps)
    return (
        f"“{one.name}”（{steps}）" if steps else f"“{one.name}”",
        f"“{one.name}” ({steps_en})" if steps else f"“{one.name}”",
    )


def _rule(
    key: Key, one: Organization, name: OrganizationName, other: Organization, other_name: OrganizationName
) -> tuple[str, LinkVerdict]:
    if name.own_level != other_name.own_level:
        return "org-own-level", LinkVerdict.CLOSE
    if fold(one.name) == fold(other.name):
        return "org-name", LinkVerdict.SAME
    return f"org-{key[0]}", LinkVerdict.SAME


def _place(key: Key, one: Organization) -> tuple[str, str]:
    if key[0] == "area":
        area = area_of_code(key[1])
        name = area.name if area else key[1]
        return f"同属{name}（{key[1]}）", f"Both in {name} ({key[1]})"
    return f"同属{one.department_name}", f"Both of {one.department_name}"


def _renamed(departments: Sequence[Organization], clusters: Clusters) -> Iterator[Link]:
    """Departments of one area with one budget code and different names: perhaps renamed."""
    by_code: dict[tuple[str, str], list[Organization]] = defaultdict(list)
    for one in departments:
        if one.adcode and one.code:
            by_code[one.adcode, one.code].append(one)
    for (_adcode, code), members in by_code.items():
        for one, other in combinations(members, 2):
            if not clusters.same(one.iri, other.iri):
                yield link(
                    "org-code",
                    LinkVerdict.DOUBTFUL,
                    one,
                    other,
                    f"同一地区、同一部门代码 {code}，名称不同：“{one.name}”“{other.name}”，可能是机构改革更名",
                    f"One area and department code {code}, but other names: perhaps renamed",
                )


def _alike(organizations: Sequence[Organization], clusters: Clusters) -> Iterator[Link]:
    """Units of one department in different documents, and departments of one area, whose names are alike."""
    groups: dict[tuple[str, str], list[Organization]] = defaultdict(list)
    for one in organizations:
        groups[
            "area" if one.is_department else "department",
            one.adcode if one.is_department else clusters.root(one.department),
        ].append(one)
    for members in groups.values():
        for one, other in combinations(members, 2):
            if not clusters.same(one.iri, other.iri) and _look_alike(one, other):
                yield link(
                    "org-alike",
                    LinkVerdict.DOUBTFUL,
                    one,
                    other,
                    f"“{one.name}”与“{other.name}”名称相近，没有更多依据",
                    f"“{one.name}” and “{other.name}” are alike; nothing else speaks for it",
                )


def _look_alike(one: Organization, other: Organization) -> bool:
    from rapidfuzz import fuzz

    if set(one.documents) & set(other.documents) or telling_parts(one.name)[1] != telling_parts(other.name)[1]:
        return False
    names = [organization_name(thing.name, thing.adcode).rest for thing in (one, other)]
    return min(map(len, names)) >= SHORTEST_ALIKE and fuzz.ratio(*names) >= ALIKE
