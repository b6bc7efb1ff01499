"""Departments in a sentence: by full name, short form, area; several of them; or all of one kind (县里的医保局)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.asking.names import Choice, areas_of, heads, key
from kb.asking.words.lexicon import lexicon
from kb.asking.words.named.found import GAP, Mentions
from kb.asking.words.slips import in_order_with_slip

SHORTEST = 3
"""Characters of a department's name or short form."""
WITHOUT = "without"
"""What a sentence gives of a department that it leaves out: 除了甲局."""
DEPARTMENT = "¦"
"""Put where a department was taken out, while areas are looked for."""
SHORTEST_AREA = 2
"""Characters of an area's name without its 省、市、县."""


_COUNTED = re.compile(r"(?:这|那)?(?:[两二三四五六七八九十几]|\d{1,2})家$")
_OTHER_WORD = re.compile("(?![谁哪的都里])[一-龥]")
"""What makes another word of a kind before it: 医保定点."""
_AREA_ENDS = re.compile("[省市县区]")


@dataclass(frozen=True, slots=True)
class _TypedName:
    """A name as it may be typed from one of its beginnings on; `is_tail` where the area is left out."""

    text: str
    label: str
    is_tail: bool


def find_departments(
    found: Mentions, choices: Sequence[Choice], areas: Sequence[Choice] = (), others: Iterable[str] = ()
) -> None:
    """Take the departments out of what is left of a sentence, the longest names first.

    `areas` are departments by the names of the areas that they lie in, up to the province. `others` are names of other
    things: of a department no part counts that is a part of one of those, as typed (交通运输 of
    交通运输支出 is no 交通运输局).
    """
    named = _typed_names(tuple((choice.label, choice.names) for choice in choices))
    known = frozenset(others)
    while mention := _longest(found.rest, named, known):
        start, end, labels, is_tail = mention
        before = found.rest[:start]
        left_out = next((word for word in lexicon().excluding if before.endswith(word)), "")
        typed = found.rest[start:end]
        if all(in_order(typed, 0, name.text) < len(typed) for name in named[typed[0]] if name.label in labels):
            found.read_as[typed] = sorted(labels)[0]
        if len(labels) == 1:
            kind = WITHOUT if left_out else "department"
            found.take(kind, next(iter(labels)), start - len(left_out), end, DEPARTMENT)
        elif is_tail:
            found.peer_labels = sorted(labels)
            found.peers = _shared(found.rest[start:end], labels, named)
            found.cut(start, end)
        else:
            found.ambiguous[found.rest[start:end]] = sorted(labels)
            found.cut(start, end)
    has_areas = _take_areas(found, choices)
    found.rest = found.rest.replace(DEPARTMENT, GAP)
    if has_areas:
        _take_kind(found)
    _take_wider_areas(found, areas)
    _take_bare_kind(found, choices)
    _keep_peers_of_area(found)
    if "department" in found.given:
        found.given["department"] = list(dict.fromkeys(found.given["department"]))


@lru_cache(maxsize=8)
def _typed_names(known: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, tuple[_TypedName, ...]]:
    """Every beginning of every name, by its first character."""
    found: dict[str, list[_TypedName]] = defaultdict(list)
    for label, names in known:
        for name in map(key, names):
            if name.isascii() or "://" in name:
                continue
            for index, head in enumerate(heads(name)):
                for typed in (head, *_with_short_end(head)):
                    found[typed[0]].append(_TypedName(typed, label, index > 0))
    return {first: tuple(all_names) for first, all_names in found.items()}


def _with_short_end(name: str) -> Iterator[str]:
    """A name with its end as people shorten it: 省委办 for 省委办公厅, 师大 for 师范大学."""
    for end, short in lexicon().short_ends.items():
        if name.endswith(end) and len(name) > len(end):
            yield name.removesuffix(end) + short


def _longest(
    text: str, named: Mapping[str, Sequence[_TypedName]], others: Collection[str]
) -> tuple[int, int, set[str], bool] | None:
    """Where the longest name begins and ends, the departments that bear it, and whether it leaves their area out."""
    # 万里街道办公费: a name ends where that of a figure begins
    named_there = [(start, start + len(other)) for other in others for start in _places(text, other)]
    taken = [(start, end) for start, end in named_there if end - start > SHORTEST]
    best: tuple[int, int, int] | None = None
    labels: set[str] = set()
    tails: list[bool] = []
    for start, first in enumerate(text):
        for one in named.get(first, ()):
            end = max(in_order(text, start, one.text), in_order_with_slip(text, start, one.text))
            end = min((first for first, last in named_there if start < first < end < last), default=end)
            size = (end - start, one.text.startswith(text[start:end]))
            if (
                end - start < SHORTEST
                or not _is_short_form(text[start:end], one.text)
                or any(first <= start and end < last for first, last in taken)
                or _is_another_word(text, start, end, one, others)
            ):
                continue
            rank = (*size, -start)
            if best is None or rank > best:
                best, labels, tails, span = rank, set(), [], (start, end)
            if rank == best:
                labels.add(one.label)
                tails.append(one.is_tail)
    return (*span, labels, all(tails)) if best else None


def _is_another_word(text: str, start: int, end: int, name: _TypedName, others: Collection[str]) -> bool:
    """Whether what follows the beginning of a department's name makes another word of it: 医疗保险 of 医疗保障局."""
    begins = name.is_tail and text[end - 1] != name.text[-1] and end < len(text)
    return begins and any(text[start : end + 1] in other for other in others)


def _is_short_form(typed: str, name: str) -> bool:
    """Whether characters of a name in their order are a name that people use: its beginning, or what ends as it does.

    医保局 is 医疗保障局 and 普陀财政 is 普陀区财政局, but 医疗服务 is no 医疗保障服务中心.
    """
    areas = areas_of(name)
    if not all(area in typed for area in areas):
        return False  # 上海市财政局 is no 上海市普陀区财政局
    if areas and _AREA_ENDS.sub("", typed) in "".join(areas):
        return False  # 桂林市 is an area, whatever follows
    return (
        typed[-1] == name[-1]
        or name.startswith(typed)
        or _AREA_ENDS.sub("", name).startswith(_AREA_ENDS.sub("", typed))
    )


def _places(text: str, part: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def in_order(text: str, start: int, name: str) -> int:
    """Where the run of characters ends that are in the name in their order; a run stops at the name's last one."""
    position, at = start, 0
    while position < len(text) and (index := name.find(text[position], at)) >= 0:
        position, at = position + 1, index + 1
    return position


def _take_areas(found: Mentions, choices: Sequence[Choice]) -> bool:
    """Areas named without a department: the one department that each has. Whether there are any.

    An area right before a department that is not in it names another one: 桂林市教育局 is neither 桂林市司法局 nor
    青山区教育局.
    """
    taken = False
    held: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        for area in _areas(choice.names):
            held[area].add(choice.label)
    for area in sorted(held, key=len, reverse=True):
        start = found.rest.find(area)
        if start < 0:
            continue
        end = start + len(area)
        end += 1 if found.rest[end : end + 1] in "省市县区" and end < len(found.rest) else 0
        taken = True
        if found.rest[end : end + 1] == DEPARTMENT and _is_where(area, found.given.get("department", ()), held):
            found.cut(start, end, "")  # 普陀万里街道 for 普陀区人民政府万里街道办事处
        elif found.rest[end : end + 1] == DEPARTMENT:
            found.unknown.append(found.rest[start:end])
            found.cut(start, end)
        elif len(held[area]) == 1:
            found.take("department", next(iter(held[area])), start, end)
        else:
            found.ambiguous[found.rest[start:end]] = sorted(held[area])
            found.cut(start, end)
    return taken


def _is_where(area: str, departments: Sequence[str], held: Mapping[str, Collection[str]]) -> bool:
    """Whether an area is the finest one that the name of each department says, not one above it."""
    return all(
        label in held[area] and not any(label.find(finer) > label.find(area) for finer in held if finer != area)
        for label in departments
    )


def _take_wider_areas(found: Mentions, choices: Sequence[Choice]) -> None:
    """Areas above those in the names of departments: 河北 means all departments there, however few."""
    held: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        for name in choice.names:
            held[name].add(choice.label)
            held[_AREA_ENDS.sub("", name)].add(choice.label)
    for area in sorted(held, key=len, reverse=True):
        if len(area) >= SHORTEST_AREA and (start := found.rest.find(area)) >= 0:
            found.ambiguous[area] = sorted(held[area])
            found.cut(start, start + len(area))


def _keep_peers_of_area(found: Mentions) -> None:
    """The departments of one kind in an area, where both are named: 河北的医保局."""
    if not found.peers or len(found.ambiguous) != 1:
        return
    [(area, labels)] = found.ambiguous.items()
    if both := [label for label in labels if label in found.peer_labels]:
        found.given.setdefault("department", []).extend(both)
        found.peers, found.peer_labels = "", []
        del found.ambiguous[area]


def _take_kind(found: Mentions) -> None:
    """What kind of department is meant (医保单位), where their areas have named them all.

    It is the last word or has a word for a department behind it: 医疗机构 and 教育支出 are none.
    """
    if "department" not in found.given:
        return
    tails = [heads(key(label))[-1] for label in found.given["department"]]
    for start in range(len(found.rest) - 1):
        end = min(in_order(found.rest, start, tail) for tail in tails)
        is_kind = end - start >= SHORTEST_AREA and all(tail.startswith(found.rest[start]) for tail in tails)
        behind = found.rest[end:]
        if is_kind and (not behind or behind[0].isdigit() or behind.startswith((GAP, *lexicon().after_kind))):
            found.cut(start, end)
            return


def _take_bare_kind(found: Mentions, choices: Sequence[Choice]) -> None:
    """All departments of a kind that is said with a word for departments behind it (哪些医保单位) or counted (五家)."""
    if "department" in found.given or found.peers:
        return
    tails = {choice.label: heads(key(choice.label))[-1] for choice in choices}
    for start in range(len(found.rest) - 1):
        typed = found.rest[start : start + SHORTEST_AREA]
        behind = found.rest[start + SHORTEST_AREA :]
        labels = [
            label for label, tail in tails.items() if tail[0] == typed[0] and in_order(typed, 0, tail) == len(typed)
        ]
        counted = _COUNTED.search(found.rest[:start])
        if labels and (behind.startswith(tuple(lexicon().bare_kind)) or (counted and not _OTHER_WORD.match(behind))):
            found.peers = _common_part([tails[label] for label in labels])
            found.peer_labels = sorted(labels)
            found.cut(counted.start() if counted else start, start + len(typed))
            return


def _common_part(names: Sequence[str]) -> str:
    """The longest beginning that all names share."""
    shortest = min(names, key=len)
    return next(
        shortest[:size] for size in range(len(shortest), 0, -1) if all(one.startswith(shortest[:size]) for one in names)
    )


def _areas(names: Iterable[str]) -> set[str]:
    return {area for name in names for area in areas_of(key(name)) if len(area) >= SHORTEST_AREA}


def _shared(typed: str, labels: Iterable[str], named: Mapping[str, Sequence[_TypedName]]) -> str:
    """The longest text that the names of all these departments share, among those that the typed short form fits."""
    tails = {one.text for one in named.get(typed[0], ()) if one.label in labels and one.is_tail}
    shortest = min(tails, key=len)
    pieces = (
        shortest[start : start + size]
        for size in range(len(shortest), 0, -1)
        for start in range(len(shortest) - size + 1)
    )
    shared = next((piece for piece in pieces if all(piece in key(label) for label in labels)), typed)
    return shared.lstrip("省市县区")
