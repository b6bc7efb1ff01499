"""Policy documents: one document under number and title. A title must belong to one number only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.links.model import Link, LinkVerdict, Policy, link
from kb.links.names import issued_title, law_key, title_key, words


def policy_links(policies: Sequence[Policy]) -> Iterator[Link]:
    """Links of policy documents, and pairs whose title says too little."""
    yield from _by_law(policies)
    yield from _by_title(policies)


def _by_law(policies: Sequence[Policy]) -> Iterator[Link]:
    """中华人民共和国预算法 and 预算法."""
    groups: dict[str, list[Policy]] = defaultdict(list)
    for policy in policies:
        if not policy.agency:
            groups[law_key(policy.name)].append(policy)
    for members in groups.values():
        for one, other in pairwise(sorted(members, key=lambda policy: policy.iri)):
            yield link(
                "policy-law",
                LinkVerdict.SAME,
                one,
                other,
                f"“{one.name}”与“{other.name}”只差国名或标点",
                f"“{one.name}” and “{other.name}” differ by the name of the state or punctuation",
            )


def _by_title(policies: Sequence[Policy]) -> Iterator[Link]:
    """A document cited by title alone, and one whose number some citation prints beside that title."""
    numbered: dict[str, list[Policy]] = defaultdict(list)
    for policy in policies:
        if policy.agency:
            for title in policy.titles:
                for key in filter(None, {title_key(title), issued_title(title)}):
                    numbered[key].append(policy)
    for policy in policies:
        if not policy.agency:
            titles = {title_key(policy.name), issued_title(policy.name)} - {""}
            found = {other.iri: other for title in titles for other in numbered[title]}
            for other in found.values():
                yield _titled(policy, other, alone=len(found) == 1)


def _titled(policy: Policy, other: Policy, *, alone: bool) -> Link:
    doubt = _doubt(policy, other) if alone else ("这个标题有几个文号", "several numbers bear this title")
    if doubt:
        return link(
            "policy-title-alike",
            LinkVerdict.DOUBTFUL,
            policy,
            other,
            f"“{policy.name}”可能就是 {other.name}，但{doubt[0]}",
            f"“{policy.name}” may be {other.name}, but {doubt[1]}",
        )
    return link(
        "policy-title",
        LinkVerdict.SAME,
        policy,
        other,
        f"有引用处把标题《{policy.name}》和文号 {other.name} 印在一起，且只有这一个文号用这个标题",
        f"A citation prints the title together with {other.name}, the only number that bears it",
    )


def _doubt(policy: Policy, other: Policy) -> tuple[str, str] | None:
    if len(title_key(policy.name)) < words()["policies"]["shortest"]:
        return "标题太短", "the title is too short"
    relative = policy.name.startswith(tuple(words()["policies"]["relative"]))
    provinces = {area[: 4 if relative else 2] for area in (*policy.areas, *other.areas) if area}
    if len(provinces) > 1:
        return "引用者在不同地区", "they are cited in different areas"
    return None
