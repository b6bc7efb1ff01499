"""A second, strict reading of the sentences that amounts were read from: nothing may be left over.

`loaders.prose.statements` reads every sentence as well as it can; whether an amount is what its name says is certain
where the words before it are its name and words of `queries/checks/certain.toml` alone. Amounts of one sentence that
follow each other without a rival between them belong together whatever their subject; an amount that is compared with
another place must name its subject itself, or are below a coded one: 住房公积金（项）。2024年预算安排…
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from kb import resources
from kb.checks.facts import Fact, Facts
from kb.checks.relations.clauses import between, by_sentence, folded, places
from kb.checks.relations.definitions import asides_in_words
from loaders.printing import fold

_SUFFIXES = re.compile("较[^较]{1,6}增减(?:幅度)?$|占比$|份额比例$|数量$|完成[^完]*(?:比例|比重)$")
_SHARE = re.compile("(?P<part>.+)占(?P<whole>[^占]+)比重$")
_RATIO = re.compile("增减|占比|比重|比例|完成")
_BASE = "上年"
_CODED = re.compile(r"\([类款项]\)")
_QUOTES = str.maketrans("", "", "“”\"‘’'")
_MARKS = re.compile(r"[,;。:()]")
_SEGMENT = re.compile("[;；]")
_OF_WHICH = "其中"
_BEHIND = re.compile(r"^[^\W\d_%]{0,5}(?:\([台套]\))?%?(?P<mark>[,;。:、()占]|$)")
_SHORTEST = 2


@cache
def _words() -> dict[str, tuple[str, ...]]:
    path = resources.folder("queries/checks") / "certain.toml"
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: tuple(words) if isinstance(words, list) else (words,) for name, words in read.items()}


@cache
def _known(*kinds: str) -> frozenset[str]:
    return frozenset(word for kind in kinds for word in _words()[kind])


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(_words()[kind]))


def _is_covered(clause: str, words: frozenset[str]) -> bool:
    """Whether a clause is made of known words alone."""
    reached = {0}
    longest = max(map(len, words))
    for start in range(len(clause)):
        if start in reached:
            ends = range(start + 1, min(len(clause), start + longest) + 1)
            reached |= {end for end in ends if clause[start:end] in words}
    return len(clause) in reached


def is_understood(sentence: str, department: str) -> bool:
    """Whether a sentence that denies something or calls a form empty has known words alone."""
    bare = _pattern("patterns").sub("", fold(sentence).translate(_QUOTES)).replace(fold(department) or "\n", "")
    words = _known("bodies", "stages", "amounts", "relations", "denials")
    return all(_is_covered(clause.translate(_QUOTES), words) for clause in _MARKS.split(bare))


class Sentences:
    """The sentences of one disclosure with the amounts read in each."""

    def __init__(self, facts: Facts) -> None:
        self._department = fold(facts.department) or "\n"
        self._groups = {one.iri: group for group in by_sentence(facts.of_type("Statement")) for one in group}

    def are_certain(self, stated: Sequence[Fact], *, elsewhere: bool, money: str = "") -> bool:
        """Whether amounts are what their names say.

        `elsewhere`: they are compared with what is elsewhere; `money` are the words that say which money that is.
        """
        groups: list[Sequence[Fact]] = list(
            {id(self._groups[one.iri]): self._groups[one.iri] for one in stated}.values()
        )
        if len(groups) > 1 and (inner := _with_whole_before(groups, stated)):
            groups = [inner]
        apart = elsewhere or len(groups) > 1
        free = not elsewhere or any(map(_is_ratio, stated))
        scopes = [word for word in _words()["scopes"] if free or word in fold(money).translate(_QUOTES)]
        return all(
            self._is_certain(group, [one for one in group if one in stated], apart, frozenset(scopes))
            for group in groups
        )

    def _is_certain(self, group: Sequence[Fact], some: Sequence[Fact], apart: bool, scopes: frozenset[str]) -> bool:
        ends = places(group)
        chosen = sorted(group.index(one) for one in some)
        school = ("institutions",) if asides_in_words()["institution"].search(self._department) else ()
        known = scopes | _known(*school, "bodies", "stages", "amounts", "relations", "lists", "units")
        gaps = [self._left(group, ends, index, known) for index in range(chosen[-1] + 1)]
        if any(_is_beside(group[index], ends[index]) for index in chosen):
            return False
        if apart:
            named = all(_names_itself(group, index, gaps[index], chosen) for index in chosen)
            return named and all(left == "" for left, _ in gaps)
        inner = range(chosen[0] + 1, chosen[-1] + 1)
        return all(gaps[index][0] == "" for index in inner) and not _has_rival(group, ends, chosen)

    def _left(self, group: Sequence[Fact], ends: Sequence[int], index: int, known: frozenset[str]) -> tuple[str, bool]:
        """What is left over of the words before an amount, and whether they name its subject."""
        printed = folded(group[index].one("printedAmount"))
        words = between(group, ends, index - 1).removesuffix(printed).translate(_QUOTES)
        words = _pattern("patterns").sub("", words.strip()).replace(self._department, "")
        named = False
        for name in _names(group[index]):
            if name in words:
                words, named = words.replace(name, ";", 1), True
        clauses = (_without_body(clause.strip(), self._department) for clause in _MARKS.split(words))
        return ";".join(clause for clause in clauses if clause and not _is_covered(clause, known)), named


def _without_body(clause: str, department: str) -> str:
    """A clause without the department's name in short at its beginning: 省检察院 of 江苏省人民检察院."""
    body, end, rest = clause.partition(department[-1])
    letters = iter(department)
    is_short = len(body) >= _SHORTEST and all(letter in letters for letter in body + end)
    return rest if end and is_short else clause


def _with_whole_before(groups: Sequence[Sequence[Fact]], stated: Sequence[Fact]) -> Sequence[Fact] | None:
    """The sentence whose amounts make the one that is taken from a sentence before; nothing where they do not."""
    for group in groups:
        outside = [one for one in stated if one not in group]
        levels = [one.value or Decimal(0) for one in group if one.is_money and not _is_ratio(one)]
        if len(outside) == 1 and len(levels) > 1 and sum(levels) == outside[0].value:
            return group
    return None


def _is_ratio(one: Fact) -> bool:
    return _RATIO.search(fold(one.one("measureName"))) is not None


def _names(one: Fact) -> list[str]:
    """What the words before an amount may name: its subject, the whole that it is a share of."""
    name = fold(one.one("measureName")).translate(_QUOTES)
    share = _SHARE.fullmatch(name)
    if share:
        return sorted({share["part"], share["whole"]}, key=len, reverse=True)
    bare = _SUFFIXES.sub("", name)
    named = {name, bare, bare.removeprefix(_BASE), bare.removesuffix("决算").removesuffix("支出")}
    return sorted((one for one in named if len(one) >= _SHORTEST), key=len, reverse=True)


def _is_beside(one: Fact, end: int) -> bool:
    """Whether a name, or what follows the amount, says that it is more, less or something else than it is called."""
    if _pattern("beside").search(_SUFFIXES.sub("", fold(one.one("measureName")))):
        return True
    behind = folded(one.one("sentence"))[end:]
    match = _BEHIND.match(behind)
    if match is None:
        return True
    return match["mark"] == "(" and _pattern("in_bracket").search(behind[match.end() :]) is not None


def _names_itself(group: Sequence[Fact], index: int, gap: tuple[str, bool], chosen: Sequence[int]) -> bool:
    """Whether an amount has its own subject, is below a coded one, or follows the amount that it is a ratio of."""
    one = group[index]
    if gap[1] or _CODED.search(fold(one.one("aboutText"))):
        return True
    return _is_ratio(one) and index - 1 in chosen


def _has_rival(group: Sequence[Fact], ends: Sequence[int], chosen: Sequence[int]) -> bool:
    """Whether another amount is between those that are taken together, which the later ones may be of.

    Changes and shares are none. A list has its whole in front: 支出10万元，其中：甲4万元，占40%；乙6万元，占60%; a
    change behind its last part may be one of the whole.
    """
    sentence = folded(group[0].one("sentence"))
    first, last = chosen[0], chosen[-1]
    levels = [place for place in range(first, last) if not _is_ratio(group[place])]
    is_share = "占" in fold(group[last].one("measureName"))
    if is_share:
        words = sentence[ends[first] : ends[last]]
        return last - 1 not in chosen or words.count(_OF_WHICH) > 1
    segment = next((m.end() for m in reversed(list(_SEGMENT.finditer(sentence, 0, ends[first])))), 0)
    ratio = _is_ratio(group[last])
    behind_list = ratio and _OF_WHICH in sentence[segment : ends[last]] and first > 0
    return behind_list or any(place not in chosen for place in levels)
