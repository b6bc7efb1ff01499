"""Sums that running text tells with all their parts: 收入 by source, changes by kind, lists that end with 其他, 共计.

`queries/checks/stated-sums.toml` says which lists are complete. A telling whose parts do not add up has a node with
`chk:sumOf` the statement of the whole, `chk:sumPart` those of the parts, `chk:sumWhole` and `chk:sumStated` the whole
and what the parts make, `chk:sumTolerance`, `chk:sumSaid` the parts in words, `chk:sumWay` why the list is complete,
`chk:sumSeverity` how far that proves an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations, groupby, pairwise

from kb import resources
from kb.checks.facts import Fact, Facts
from kb.checks.finding import ERROR, WARNING
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.clauses import between, by_sentence, folded, nested, places
from loaders.printing import fold

_CHANGE = "较上年增减"
_PERCENT_OF = "占比"
_NOTHING = "(?!)"
_SHARE = re.compile("占比|比例|比重")
_OF_LAST_YEAR = re.compile("上年(?!结转)")
_WHOLE_IN_PERCENT = 100
_ROUNDED_IN_PERCENT = Decimal("0.1")
_MOST_PARTS = 24
_FEWEST_IN_A_LIST = 3
_ENDS_A_LIST = re.compile(
    "^(?:其他|其它|其余)(?:用车|车辆|收入|支出|资金|费用|经费|项目|人员|方面|资产|用房|部分|类|来源)?(?:数量)?$"
)
"""其他交通费用 and 其他商品和服务支出 are names of subjects, and end no list."""
_OPENS_A_LIST = re.compile("其中|包括|分别|[:：]")
_SOME_ONLY = re.compile("主要")
_ENDS_IT = re.compile("^[^、，,；;]*[)）。]")
_ALTOGETHER = re.compile("^(?:共计|合计|总计|共)$")
_THE_REST = re.compile("其余|剩余|余下")
"""甲 5 万元，其余为乙和丙，共 3 万元: the sum is of what is not named."""
_IN_BRACKETS = re.compile(r"^[（(](?![一二三四五六七八九十\d]{1,3}[）)]).*[）)]$")
_BRACKET_BEHIND = re.compile(r"[^\W\d_]{0,4}\(([^()]*)\)")
_ITEMS = re.compile("[、,，;；和及]")
_PARTLY = re.compile("其中|含|主要|等")
_SUM = re.compile("(?:合计|总计|小计)$")
"""A total is no part: 其中……合计."""
_DIVIDED = re.compile(
    r"(?:\(?[一二三四五六七八九十\d]{1,2}[).、])?按[^,，。;；:、]{2,12}分(?:类|列|为)?(?:科目|情况)?[:,，]"
)
_DIVIDED_ANEW = re.compile(r"[;,]按[^,;:、]{2,12}分")
_NOT_ALL = re.compile("等|其中|主要|含|用于")
_RIGHT_BEHIND, _SENTENCE_IN_BRACKETS = "紧接的括号里列出各项", "括号里列出各项"
_IN_BRACKET_LISTS = (_RIGHT_BEHIND, _SENTENCE_IN_BRACKETS)
"""Ways to list that may leave parts out without a word: 项目支出400万元（农机补贴120万元、地力保护200万元）."""
_HALF = Decimal(2)
_UNITS_ALIKE = {"名": "人"}
_MOST_OPTIONAL = 6
"""Of so many parts that may be counted or not every choice is tried."""
_STAGES = re.compile("决算|(?<!公共)(?<!经营)(?<!基金)预算")


def triples(facts: Facts) -> Iterator[Triple]:
    """Every telling of a whole that its parts do not make."""
    statements = [fact for fact in facts.of_type("Statement") if fact.value is not None]
    for group in by_sentence(statements):
        lists = (*_listed(group), *_altogether(group), *_behind(group), *_of_kinds(group, "sentence"))
        for way, whole, parts in lists:
            if not _is_another_whole(group, whole, parts):
                yield from _held(way, whole, parts)
    for _, section in groupby(statements, key=lambda one: one.one("section")):
        members = list(section)
        lists = (*_of_kinds(members, "section"), *_shared(members), *_bracketed(members), *_classified(members))
        for way, whole, parts in lists:
            yield from _held(way, whole, parts)


@dataclass(frozen=True, slots=True)
class _ListKind:
    """A list that is complete: names of its whole, of its parts, of what may count among them, and parts it needs."""

    zh: str
    within: str
    whole: re.Pattern[str]
    part: re.Pattern[str]
    may: re.Pattern[str]
    needs: tuple[re.Pattern[str], ...]
    lacks: re.Pattern[str]
    severity: str

    def is_complete(self, parts: Sequence[Fact]) -> bool:
        """Whether the parts are those that such a list has, by their names."""
        names = [_name(one) for one in parts]
        needed = all(any(map(shape.search, names)) for shape in self.needs)
        return needed and len(parts) > 1 and not any(map(self.lacks.search, names))


@cache
def _kinds() -> tuple[_ListKind, ...]:
    path = resources.folder("queries/checks") / "stated-sums.toml"
    return tuple(
        _ListKind(
            one["zh"],
            one["within"],
            re.compile(one["whole"]),
            re.compile(one["part"]),
            re.compile(one.get("may", _NOTHING)),
            tuple(map(re.compile, one["needs"])),
            re.compile(one.get("lacks", _NOTHING)),
            one.get("severity", ERROR),
        )
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["sum"]
    )


@cache
def _likely() -> frozenset[str]:
    """The ways to list that are likely to be complete, and not certain to."""
    return frozenset([*_IN_BRACKET_LISTS, *(kind.zh for kind in _kinds() if kind.severity == WARNING)])


def _name(statement: Fact) -> str:
    return fold(statement.one("measureName"))


def _is_level(statement: Fact) -> bool:
    name = _name(statement)
    return not (_CHANGE in name or _SHARE.search(name) or _OF_LAST_YEAR.match(name))


def _alike(whole: Fact, parts: Sequence[Fact]) -> list[Fact]:
    """The parts that are counted in what the whole is counted in."""
    unit = _UNITS_ALIKE.get(whole.one("printedUnit"), whole.one("printedUnit"))
    return [one for one in parts if (one.is_money if whole.is_money else _counted_in(one) == unit)]


def _counted_in(one: Fact) -> str:
    return _UNITS_ALIKE.get(one.one("printedUnit"), one.one("printedUnit"))


def _of_kinds(group: Sequence[Fact], within: str) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """Lists whose names say that they are complete."""
    for kind in _kinds():
        if kind.within != within:
            continue
        for index, whole in enumerate(group):
            if not kind.whole.fullmatch(_name(whole)):
                continue
            following = _until_the_next(group[index + 1 :], kind.whole)
            first = _before_semicolon(group, index, following) if within == "sentence" else following
            if kind.is_complete([one for one in first if kind.part.fullmatch(_name(one))]):
                following = first
            parts = _alike(whole, [one for one in following if kind.part.fullmatch(_name(one))])
            if not kind.is_complete(parts) or _foots(whole, parts):
                continue
            inside = nested(group, parts[0])
            sure = [one for one in parts if one.iri not in inside]
            optional = [
                one for one in following if one not in sure and (one.iri in inside or kind.may.fullmatch(_name(one)))
            ]
            if not _foots_with_nearest(whole, sure, _alike(whole, optional), inside):
                yield kind.zh, whole, parts


def _foots_with_nearest(whole: Fact, parts: Sequence[Fact], optional: Sequence[Fact], inside: Collection[str]) -> bool:
    """Whether parts make the whole with a choice of the optional ones; of too many, those of the parts' own sentences.

    One part more may be in a sentence after them (事业单位经营支出增加50万元); a choice of several of many sums of
    anything.
    """
    if len(optional) <= _MOST_OPTIONAL:
        return _foots_with_some(whole, parts, optional)
    sentences = {one.one("sentence") for one in parts}
    near = [one for one in optional if one.iri in inside or one.one("sentence") in sentences]
    return _foots_with_some(whole, parts, near) or any(_foots(whole, [*parts, one]) for one in optional)


def _foots_with_some(whole: Fact, parts: Sequence[Fact], optional: Sequence[Fact]) -> bool:
    """Whether the parts and any choice of the optional ones make the whole; yes where there are too many to try."""
    if len(optional) > _MOST_OPTIONAL:
        return True
    choices = (some for count in range(len(optional) + 1) for some in combinations(optional, count))
    return any(_foots(whole, [*parts, *some]) for some in choices)


def _until_the_next(following: Sequence[Fact], shape: re.Pattern[str]) -> list[Fact]:
    stop = next((place for place, one in enumerate(following) if shape.fullmatch(_name(one))), len(following))
    return list(following[: min(stop, _MOST_PARTS)])


def _before_semicolon(group: Sequence[Fact], index: int, following: Sequence[Fact]) -> list[Fact]:
    """The amounts behind one that are before the next ；, which begins to tell of another whole."""
    ends = dict(zip(map(id, group), places(group), strict=True))
    sentence = folded(group[0].one("sentence"))
    stop = min(
        (at for mark in "；;" if (at := sentence.find(mark, ends[id(group[index])])) >= 0), default=len(sentence)
    )
    return [one for one in following if ends[id(one)] <= stop]


def _listed(group: Sequence[Fact]) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """其中：甲 …、乙 …、其他 …: what ends with 其他 leaves nothing out."""
    ends = places(group)
    for last, one in enumerate(group):
        if not _ENDS_A_LIST.match(_name(one)) or not _is_level(one) or not _is_last(group, ends, last):
            continue
        for first in range(last - 1, -1, -1):
            opening = between(group, ends, first)
            if _SOME_ONLY.search(opening):
                break
            if _OPENS_A_LIST.search(opening) and _is_level(group[first]):
                parts = _alike(group[first], [part for part in group[first + 1 : last + 1] if _is_level(part)])
                if len(parts) >= _FEWEST_IN_A_LIST and parts[-1] is one:
                    yield "列到“其他”为止", group[first], parts
                break


def _is_last(group: Sequence[Fact], ends: Sequence[int], index: int) -> bool:
    """Whether no amount follows in the sentence, shares aside, or a bracket closes after it."""
    rest = [place for place in range(index + 1, len(group)) if _is_level(group[place])]
    return not rest or bool(_ENDS_IT.match(between(group, ends, index)))


def _shared(section: Sequence[Fact]) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """其中：甲 …，占 40%；乙 …，占 60%: shares that make 100% leave nothing out."""
    first = next(filter(_is_level, section), None)
    for group in by_sentence(section):
        levels = {_name(one): one for one in group if _is_level(one)}
        shares = [one for one in group if _name(one).endswith(_PERCENT_OF) and one.one("printedUnit") == "%"]
        parts = [levels[stem] for one in shares if (stem := _name(one).removesuffix(_PERCENT_OF)) in levels]
        whole = group[0] if group[0] not in parts else first
        if whole is not None and not _of_one_stage(whole, parts):
            whole = next((one for one in section if _is_level(one) and _of_one_stage(one, parts)), None)
        whole = next((one for one in _before(section, parts) if _foots(one, parts)), whole)
        if (
            whole is not None
            and whole not in parts
            and len(parts) == len(shares) > 1
            and _make_all(shares)
            and _alike(whole, parts) == parts
        ):
            yield "占比合计 100%", whole, parts


def _before(section: Sequence[Fact], parts: Sequence[Fact]) -> list[Fact]:
    """The amounts that a section tells before parts: behind a budget and its outturn the parts are of either."""
    levels = [one for one in section if _is_level(one)]
    return levels[: levels.index(parts[0])] if parts and parts[0] in levels else []


def _make_all(shares: Sequence[Fact]) -> bool:
    in_percent = sum((Decimal(one.one("statedNumber") or 0) for one in shares), Decimal(0))
    return abs(in_percent - _WHOLE_IN_PERCENT) <= _ROUNDED_IN_PERCENT


def _altogether(group: Sequence[Fact]) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """甲 5 人，乙 3 人，共计 8 人."""
    for index, whole in enumerate(group):
        if _ALTOGETHER.match(_name(whole)):
            if _THE_REST.search(between(group, places(group), index - 1)):
                continue
            parts = _alike(whole, [one for one in group[:index] if _is_level(one)])
            inside = nested(group, group[0])
            sure = [one for one in parts if one.iri not in inside]
            foots = any(_foots(whole, parts[first:]) for first in range(len(parts) - 1))
            if len(parts) > 1 and not foots and not _foots(whole, sure):
                yield "前列各数共计", whole, parts


def _behind(group: Sequence[Fact]) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """车辆 3 辆（一般公务用车 1 辆、特种专业技术用车 2 辆）: a bracket of nothing but amounts right behind a whole."""
    ends = places(group)
    for index, whole in enumerate(group):
        behind = folded(whole.one("sentence"))[ends[index] :]
        match = _BRACKET_BEHIND.match(behind)
        if match is None or _PARTLY.search(match[0]) or not _is_level(whole):
            continue
        inside = [one for one, place in zip(group, ends, strict=True) if 0 < place - ends[index] <= match.end()]
        parts = _alike(whole, inside)
        if len(parts) > 1 and len(parts) == len(inside) and all(map(_is_level, parts)) and _names_only(match[1], parts):
            yield _RIGHT_BEHIND, whole, parts


def _names_only(listed: str, parts: Sequence[Fact]) -> bool:
    """Whether each item between the marks of a list is one of the parts: its name and amount, and nothing else."""
    items = [item for item in _ITEMS.split(listed) if item]
    return len(items) == len(parts) and all(
        folded(part.one("printedAmount")) in item for part, item in zip(parts, items, strict=True)
    )


def _bracketed(section: Sequence[Fact]) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """甲 8 万元：主要用于……。（乙 5 万元、丙 3 万元）."""
    groups = list(by_sentence(section))
    for before, group in pairwise(groups):
        sentence = group[0].one("sentence").strip()
        apart = (group[0].line or 0) - (before[0].line or 0)
        if not _IN_BRACKETS.match(sentence) or _PARTLY.search(sentence) or not 0 <= apart <= 1:
            continue
        whole = before[0]
        parts = _alike(whole, group)
        if _is_level(whole) and len(before) == 1 and len(parts) == len(group) and all(map(_is_level, group)):
            yield _SENTENCE_IN_BRACKETS, whole, parts


def _classified(section: Sequence[Fact]) -> Iterator[tuple[str, Fact, list[Fact]]]:
    """按单位分：甲 60 万元，乙 40 万元: a sentence that divides a whole by what all of it is one of, with no 等."""
    groups = list(by_sentence(section))
    for index, group in enumerate(groups):
        sentence = folded(group[0].one("sentence"))
        wholes = [one for before in groups[:index] for one in before if _is_level(one) and one.is_money]
        if not _DIVIDED.match(sentence) or _NOT_ALL.search(sentence) or not wholes:
            continue
        another = _DIVIDED_ANEW.search(sentence)
        stop = another.start() if another else len(sentence)
        within = [one for one, end in zip(group, places(group), strict=True) if end <= stop]
        parts = [one for one in within if _is_level(one) and one.is_money]
        if len(parts) > 1 and not any(_foots(one, parts) for one in wholes):
            yield "按一种分类列出", wholes[0], parts


def _stage(one: Fact) -> str:
    """What a name says of the stage: spent or budgeted; nothing where it does not say."""
    match = _STAGES.search(_name(one))
    return match[0] if match else ""


def _of_one_stage(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether no part is of another stage than the whole: what was spent is no part of what was budgeted."""
    return all(_stage(part) in ("", _stage(whole)) or not _stage(whole) for part in parts)


def _held(way: str, whole: Fact, parts: Sequence[Fact]) -> Iterator[Triple]:
    parts = [one for one in parts if not _SUM.search(_name(one))]
    if not parts or _foots(whole, parts) or not _of_one_stage(whole, parts):
        return
    node = f"{whole.iri}#sum-{parts[0].iri.rpartition('/')[2]}"
    yield node, "sumOf", iri(whole.iri)
    for part in parts:
        yield node, "sumPart", iri(part.iri)
    yield node, "sumStated", number(sum(map(_signed, parts), Decimal(0)))
    steps = [one.step for one in (whole, *parts) if one.value] if whole.is_money else []
    yield node, "sumTolerance", number(sum(steps, Decimal(0)) / _HALF)
    yield node, "sumWhole", number(_signed(whole))
    yield node, "sumWay", text(way)
    yield node, "sumSeverity", text(WARNING if way in _likely() else ERROR)
    yield (
        node,
        "sumSaid",
        text("、".join(f"{_name(one)} {one.one('printedAmount')}{one.one('printedUnit')}" for one in parts)),
    )


def _said(one: Fact) -> str:
    return f"{one.one('measureName')} {one.one('printedAmount')}{one.one('printedUnit')}"


def _is_another_whole(group: Sequence[Fact], whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the parts make another amount of the sentence: 预算490.80万元（本年预算390.10万元），其中…."""
    others = [one for one in group if _is_level(one) and one is not whole and one not in parts]
    return len(parts) > 1 and any(_foots(one, parts) for one in others)


def _foots(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the parts make the whole, where a part may be followed by what it is made of."""
    return _reaches(_signed(whole), [_signed(part) for part in parts])


def _reaches(left: Decimal, parts: Sequence[Decimal]) -> bool:
    if not parts:
        return left == 0
    rest = parts[1:]
    if _reaches(left - parts[0], rest):
        return True
    sums = [sum(rest[:count], Decimal(0)) for count in range(2, len(rest) + 1)]
    return any(one == parts[0] != 0 and _reaches(left - one, rest[count:]) for count, one in enumerate(sums, 2))


def _signed(one: Fact) -> Decimal:
    value = one.value or Decimal(0)
    return -value if _CHANGE in _name(one) and one.one("direction") == "减少" else value
