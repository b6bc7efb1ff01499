"""Where in a sentence each of its amounts is, and which amounts are stated beside the matter.

办案业务费436.60万元（含上年结转127.60万元）: what a bracket includes is part of the amount before it. 涉及…, 剔除… and
另有… name amounts of something else, and so does a sentence about money that the forms leave out
(`[aside]` of `queries/checks/quantities.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from kb.checks.facts import Fact
from kb.checks.relations.definitions import asides_in_words
from loaders.printing import fold

_CLAUSE_ENDS = re.compile("[,，;；。:()]")
_OF_WHICH = re.compile("其中")
_WITHIN = re.compile(r"[万亿]*元中(?![央小级等心期医层学])")
_NEXT_ITEM = re.compile("[万亿]*元、")
_SHARE_OF = re.compile(r"占([^,，。;；\d]{2,20})")
_BUDGETED = re.compile("(?<!公共)(?<!经营)(?<!基金)预算(?:数|安排|金额)?(?:为|是)?$")
_SETTLED = re.compile("决算|执行|实际|完成")
_SUBJECT = re.compile(r"\([类款项]\)")
_EXPLAINS = re.compile("^[^,]{0,4},(?:系|因|由于|主要(?:是|系|因)|原因|其中(?:收回|调减|追加|压减))[^;]*$")
_COMPLETES = re.compile("(?:占|为|完成)(?:年初|年度?|全年|调整后?)?预算(?:收入|支出)?数?$")
_INCOME = re.compile("收入|拨款")
_FIRST_AMOUNT = re.compile(r"\d[\d,.]*(?:万|亿|千|百)*(?:元|%)")


def folded(printed: str) -> str:
    """Text as amounts are looked for in it: folded, without separators of thousands."""
    return re.sub(r"(?<=\d),(?=\d)", "", fold(printed))


def places(group: Sequence[Fact]) -> list[int]:
    """Where in the sentence each amount ends; the sentence's end where it is not found."""
    sentence, found, start = folded(group[0].one("sentence")), [], 0
    for one in group:
        printed = folded(one.one("printedAmount"))
        match = re.compile(rf"(?<![\d.]){re.escape(printed)}(?!\.?\d)").search(sentence, start)
        start = match.end() if match else start
        found.append(start if match else len(sentence))
    return found


def between(group: Sequence[Fact], ends: Sequence[int], index: int) -> str:
    """The text from one amount to the next; from the beginning for the index -1."""
    sentence = folded(group[0].one("sentence"))
    start = ends[index] if index >= 0 else 0
    return sentence[start : ends[index + 1]] if index + 1 < len(ends) else sentence[start:]


def head(statement: Fact) -> str:
    """The beginning of a statement's sentence, up to its first amount: which money it tells of."""
    sentence = folded(statement.one("sentence"))
    match = _FIRST_AMOUNT.search(sentence)
    return sentence[: match.start()] if match else ""


def nested(statements: Sequence[Fact], first: Fact) -> frozenset[str]:
    """The IRIs of amounts that may be parts of the one before: behind 其中 or 含, or deeper in brackets than `first`.

    事业单位5个（参公1个，全额4个），人员44人（含参公10人）; the first amount of a list itself may be behind 其中.
    """
    found: set[str] = set()
    for group in by_sentence(statements):
        ends = places(group)
        outer = _depth(group, ends[group.index(first)]) if first in group else 0
        for index, one in enumerate(group):
            words = between(group, ends, index - 1)
            opened = _OF_WHICH.search(words) or asides_in_words()["included"].search(_CLAUSE_ENDS.split(words)[-1])
            if (opened and one is not first) or _depth(group, ends[index]) > outer:
                found.add(one.iri)
    return frozenset(found)


def _depth(group: Sequence[Fact], end: int) -> int:
    """In how many brackets a place of a sentence is."""
    before = folded(group[0].one("sentence"))[:end]
    return max(0, before.count("(") - before.count(")"))


def whole_of_share(statement: Fact) -> str:
    """What the sentence of a statement says that an amount is a share of: 占财政拨款支出的77% → 财政拨款支出的."""
    match = _SHARE_OF.search(folded(statement.one("sentence")))
    return match[1] if match else ""


def budgeted_in_words(statements: Iterable[Fact]) -> frozenset[str]:
    """The IRIs of amounts right behind 预算, and of their parts: 公务接待费：预算6万元，其中：…，决算4.75万元."""
    found = set()
    for group in by_sentence(statements):
        of_budget = False
        for one, words in _with_words_before(group):
            is_part = of_budget and not _SETTLED.search(words) and (_OF_WHICH.search(words) or _NEXT_ITEM.match(words))
            of_budget = bool(_BUDGETED.search(words) or is_part)
            if of_budget:
                found.add(one.iri)
    return frozenset(found)


def completed_in_words(statements: Iterable[Fact]) -> frozenset[str]:
    """The IRIs of amounts that complete a budget, and of that budget: 收入完成364万元，完成预算数582万元的62.5%."""
    found = set()
    for group in by_sentence(statements):
        before = ""
        for one, words in _with_words_before(group):
            found |= {before, one.iri} if _COMPLETES.search(words) else set()
            before = one.iri
    return frozenset(found - {""})


def explaining_changes(statements: Iterable[Fact]) -> frozenset[str]:
    """The IRIs of amounts that say what a change is made of: 比年初预算压减1.50万元，系收回公务接待费1.00万元、…."""
    return _listed_behind(statements, lambda one: bool(one.one("direction")), _EXPLAINS)


def parts_of_subjects(statements: Iterable[Fact]) -> frozenset[str]:
    """The IRIs of amounts that a subject is made of: 职业教育（款）2155.97万元，其中基本支出1561.52万元、…."""
    return _listed_behind(statements, lambda one: bool(_SUBJECT.search(fold(one.one("measureName")))), _OF_WHICH)


def _listed_behind(
    statements: Iterable[Fact], is_whole: Callable[[Fact], bool], opening: re.Pattern[str]
) -> frozenset[str]:
    """The IRIs of the amounts right behind a whole and the words that open a list of it, and of those 、 adds to it."""
    found = set()
    for group in by_sentence(statements):
        behind_whole = is_item = False
        for one, words in _with_words_before(group):
            opens = behind_whole and opening.search(words) is not None
            is_item = opens or (is_item and _NEXT_ITEM.match(words) is not None)
            if is_item:
                found.add(one.iri)
            behind_whole = is_whole(one)
    return frozenset(found)


def _with_words_before(group: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    """Each amount of a sentence with the words behind the one before it."""
    ends = places(group)
    for index, one in enumerate(group):
        yield one, between(group, ends, index - 1).removesuffix(folded(one.one("printedAmount")))


def by_sentence(statements: Iterable[Fact]) -> Iterator[list[Fact]]:
    """The statements of each sentence, in order."""
    for _, group in groupby(statements, key=lambda one: (one.one("section"), one.one("sentence"))):
        yield list(group)


def asides(statements: Iterable[Fact], is_total: Callable[[Fact], bool]) -> frozenset[str]:
    """The IRIs of amounts stated beside the matter; `is_total` says of which amounts an included one is a total's."""
    return frozenset(
        one.iri
        for group in by_sentence(statements)
        for index, one in enumerate(group)
        if _is_aside(group, index, is_total)
    )


def _is_aside(group: Sequence[Fact], index: int, is_total: Callable[[Fact], bool]) -> bool:
    words = asides_in_words()
    other_money, another, included = words["other_money"], words["another"], words["included"]
    if other_money.search(folded(group[0].one("sentence"))):
        return True
    ends = places(group)
    clause = _CLAUSE_ENDS.split(between(group, ends, index - 1))[-1]
    if another.search(clause) or (_has_carryover(group, ends, index) and not is_total(group[index])):
        return True
    is_part = included.search(clause) or _is_within(group, ends, index)
    return bool(is_part) and index > 0 and not is_total(group[index - 1])


def _is_within(group: Sequence[Fact], ends: Sequence[int], index: int) -> bool:
    """Whether an amount is in a list of what the one before it is made of: 运行费46.72万元中基本支出24.80万元、….

    The items of such a list are set apart by 、.
    """
    while index > 0:
        words = between(group, ends, index - 1)
        if _WITHIN.match(words):
            return True
        if not _NEXT_ITEM.match(words):
            return False
        index -= 1
    return False


def of_other_bodies(statements: Iterable[Fact], department: str) -> frozenset[str]:
    """The IRIs of amounts stated of the office or of one unit alone: behind its name, or below it as title."""
    found: set[str] = set()
    for group in by_sentence(statements):
        titles = [title.strip() for title in group[0].one("section").split(" / ")]
        inside = any(_names_body("body_of_section", fold(title), department) for title in titles)
        ends = places(group)
        for index, one in enumerate(group):
            clauses = _CLAUSE_ENDS.split(between(group, ends, index - 1))
            inside = inside or any(_names_body("body", clause, department) for clause in clauses)
            if inside:
                found.add(one.iri)
    return frozenset(found)


def _names_body(kind: str, words: str, department: str) -> bool:
    """Whether a clause or title begins with a body that is not the department itself (我中心, its own name)."""
    match = asides_in_words()[kind].match(words)
    return match is not None and not _is_department(match["body"], department)


def _is_department(body: str, department: str) -> bool:
    """Whether a body is the department itself: 我中心, its own name, and 学校 in the document of a school."""
    words = asides_in_words()
    bare = words["bare_body"].fullmatch(body) and words["institution"].search(department)
    return bool(bare) or body in department or department in body or words["own"].match(body) is not None


def _has_carryover(group: Sequence[Fact], ends: Sequence[int], index: int) -> bool:
    """Whether income is stated with what is carried over: 财政拨款收入 20 万元（含上年结转 2 万元）."""
    is_income = _INCOME.search(fold(group[index].one("measureName")))
    behind = folded(group[0].one("sentence"))[ends[index] :]
    return bool(is_income and asides_in_words()["with_carryover"].search(behind))
