"""Why two names mean one thing, or why not: the answer of `kb why-same A B`."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.asking.names import Choice, resolve
from kb.links.finding import Links
from kb.links.model import KnownProject, Link, LinkVerdict, Organization, Policy, Thing, Things
from kb.links.names import organization_name, project_key
from kb.links.projects import side_by_side
from loaders.reference.areas import area_of_code


@dataclass(frozen=True, slots=True)
class Why:
    """Whether two things are one, and what speaks for the answer: sentences in Chinese, each with its English."""

    same: bool
    a: Thing
    b: Thing
    reasons: tuple[tuple[str, str], ...]


def why_same(things: Things, links: Links, a: str, b: str) -> Why:
    """Explain a pair of IRIs. Raises KeyError for an IRI that is no thing of the store."""
    known = things.all()
    one, other = known[a], known[b]
    if a == b:
        return Why(True, one, other, tuple(_one_node(one)))
    chain = _chain(links.joining, a, b) if links.clusters.same(a, b) else []
    if chain:
        return Why(True, one, other, tuple((f"{link.reason} [{link.rule}]", link.reason_en) for link in chain))
    return Why(False, one, other, tuple(_not_same(one, other, links)))


def find_thing(things: Things, text: str) -> Thing:
    """The thing that an IRI or a typed name means. Raises kb.names.UnresolvedName."""
    import pyoxigraph as ox

    known = things.all()
    if text in known:
        return known[text]
    choices = [Choice(ox.NamedNode(iri), _names(thing, things), _label(thing, things)) for iri, thing in known.items()]
    return known[resolve(text, choices, "机构、项目或政策文件").term.value]


def _names(thing: Thing, things: Things) -> tuple[str, ...]:
    names = [thing.name, _label(thing, things)]
    names += thing.titles if isinstance(thing, Policy) else thing.names
    codes = (thing.code,) if not isinstance(thing, Policy) and thing.code else ()
    return tuple(dict.fromkeys((*names, *codes)))


def _label(thing: Thing, things: Things) -> str:
    """The name, with the department for what may have the same name elsewhere."""
    if isinstance(thing, Policy) or (isinstance(thing, Organization) and thing.is_department):
        return thing.name
    owner = next((one.name for one in things.organizations if one.iri == thing.department), "")
    return f"{owner}/{thing.name}"


def _one_node(thing: Thing) -> Iterator[tuple[str, str]]:
    """Why one IRI holds what several documents say."""
    documents = "、".join(thing.documents)
    if isinstance(thing, KnownProject):
        ground = f"项目编码 {thing.code}" if thing.code else "同一部门的同一名称"
        ground_en = f"project code {thing.code}" if thing.code else "one name in one department"
        yield f"同一个节点，依据是{ground}，见于 {documents} [iri]", f"One node by {ground_en}, in {documents}"
        for entry in thing.entries:
            yield (
                f"{entry.document}: “{entry.name}”（{entry.place}）",
                f"{entry.document}: “{entry.name}” ({entry.place})",
            )
        return
    if isinstance(thing, Policy):
        ground, ground_en = ("同一文号", "one number") if thing.agency else ("同一标题", "one title")
    else:
        ground, ground_en = "同一地区（或部门）的同一名称", "one name in one area or department"
    yield f"同一个节点，依据是{ground}，见于 {documents} [iri]", f"One node by {ground_en}, in {documents}"


def _chain(links: Sequence[Link], a: str, b: str) -> list[Link]:
    """The shortest chain of links from one IRI to the other."""
    beside: dict[str, list[tuple[str, Link]]] = defaultdict(list)
    for link in links:
        beside[link.a].append((link.b, link))
        beside[link.b].append((link.a, link))
    paths: dict[str, list[Link]] = {a: []}
    waiting = deque([a])
    while waiting and b not in paths:
        here = waiting.popleft()
        for there, link in beside[here]:
            if there not in paths:
                paths[there] = [*paths[here], link]
                waiting.append(there)
    return paths.get(b, [])


def _not_same(one: Thing, other: Thing, links: Links) -> Iterator[tuple[str, str]]:
    """What is known against a pair, or that nothing speaks for it."""
    spoken = [
        link
        for link in (*links.holding, *links.doubtful)
        if set(link.pair) == {one.iri, other.iri} and link.verdict in (LinkVerdict.DIFFERENT, LinkVerdict.DOUBTFUL)
    ]
    for link in spoken:
        doubt = "存疑，等人工认定：" if link.verdict is LinkVerdict.DOUBTFUL else ""
        yield f"{doubt}{link.reason} [{link.rule}]", link.reason_en
    if type(one) is not type(other):
        yield "不是同一类事物", "They are not of one kind"
    elif isinstance(one, Organization) and isinstance(other, Organization):
        yield from _organizations_differ(one, other)
    elif isinstance(one, KnownProject) and isinstance(other, KnownProject):
        yield from _projects_differ(one, other, links)
    if not spoken:
        yield "没有规则认为它们是同一个", "No rule says that they are one"


def _organizations_differ(one: Organization, other: Organization) -> Iterator[tuple[str, str]]:
    names = [organization_name(thing.name, thing.adcode) for thing in (one, other)]
    areas = [name.adcode or thing.adcode for name, thing in zip(names, (one, other), strict=True)]
    if areas[0] != areas[1]:
        named = [f"{area.name}（{code}）" if (area := area_of_code(code)) else code or "不详" for code in areas]
        yield f"地区不同：{named[0]}与{named[1]}", f"Other areas: {areas[0]} and {areas[1]}"
    if names[0].rest != names[1].rest:
        yield (
            f"去掉地名、本级后名称不同：“{names[0].rest}”与“{names[1].rest}”",
            "Other names without area and own level",
        )


def _projects_differ(one: KnownProject, other: KnownProject, links: Links) -> Iterator[tuple[str, str]]:
    if not links.clusters.same(one.department, other.department):
        yield "部门不同", "Other departments"
    if together := side_by_side(one, other):
        yield f"同一文件把它们分列：{'、'.join(together)}", f"One document lists both: {', '.join(together)}"
    if project_key(one.name) != project_key(other.name):
        yield f"名称不同：“{one.name}”与“{other.name}”", "Other names"
