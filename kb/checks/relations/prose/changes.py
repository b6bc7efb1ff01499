"""Changes stated in running text, tied to what they are changes of: 比上年增加, 增长 %, 占 %.

`chk:level` leads from a change to the amount of this year, `chk:base` to the amount of last year, `chk:rate` to the
percentage stated of it; `chk:isOfAnother` says that this fits another amount stated before, not the one of that name.
`chk:part` and `chk:whole` lead from a share (占比) to its part and its whole, which may be a figure of a form;
`chk:wholeName` is what the whole is called. `chk:exactly` is the step of a change and of the part of a share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.prose.precision import exact_steps
from kb.checks.relations.prose.rivals import change_of_another, rises_to_another, share_of_another
from kb.checks.relations.readings import in_forms
from loaders.printing import MEMORY, fold
from loaders.triples import terms

_SETTLED = re.compile("(?:财政拨款)?(?:支出)?决算数?$")
_CHANGE, _RATE = "较上年增减", "较上年增减幅度"
_SHARES = ("占比", "份额比例")
_SHARE_OF = re.compile("(?P<part>.+)占(?P<whole>[^占]+)比重")
_BOTH_SIDES = re.compile("收入?[、和及]支出?")
_STAGE = re.compile("(?<!公共)(?<!经营)(?<!基金)预算")
_TOTAL_ENDING = re.compile("(?:总计|合计|总额|总|数)+$")
_AMOUNT_WORDS = re.compile("(?:份额|金额|总额|数额|资金)$")
_LAST_YEAR = "上年"
_RESPECTIVELY = "分别"
_TOTALS = ("总计", "合计", "总额", "支出预算", "年初预算", "三公经费", "总预算", "政府采购")
_BESIDE = 24
_ENOUGH_SHARES = 2
_WHOLE_PERCENT = Decimal("0.01")
_WITHIN = 12
"""Statements that belong together are close together: so many statements apart at most."""


def triples(facts: Facts) -> Iterator[Triple]:
    """The ties between statements of one section."""
    statements = facts.of_type("Statement")
    step = exact_steps(facts)
    for one in statements:
        yield one.iri, "exactly", number(step(one))
    for index, one in enumerate(statements):
        name = _measure(one)
        if name.endswith(_RATE):
            yield from _change_of(statements, index, name)
        elif name.endswith(_CHANGE):
            yield from _levels_of(statements, index, name)
        elif name.endswith(_SHARES):
            yield from _share_of(statements, index, name)
        elif named := _SHARE_OF.fullmatch(name):
            yield from _share_of_named(facts, index, named)


def levels(facts: Facts) -> Iterator[tuple[Fact, Fact, Decimal]]:
    """Every change in money with this year's amount that it is a change of, and its amount with its direction."""
    statements = facts.of_type("Statement")
    for index, change in enumerate(statements):
        name = fold(change.one("measureName"))
        if name.endswith(_CHANGE) and change.is_money and change.value is not None:
            stem = name.removesuffix(_CHANGE)
            level = _level(statements, index, stem)
            if level is not None:
                yield change, level, _signed(change)


def _near(statements: list[Fact], index: int, name: str) -> Fact | None:
    """The statement of that name in the same section that is nearest."""
    return _nearest(statements, index, [one for one in _around(statements, index) if _measure(statements[one]) == name])


def _level(statements: list[Fact], index: int, stem: str) -> Fact | None:
    """The amount that a change is of: the statement of its name, else of the same but for 预算, 总计 and the like.

    收入较上年增减 speaks of 收入总计, 收、支预算总计较上年增减 of 收入、支出预算总计.
    """
    level = _near(statements, index, stem)
    if level is None:
        alike = [one for one in _around(statements, index) if _core(_measure(statements[one])) == _core(stem)]
        level = _nearest(statements, index, alike)
    return level if level is not None and level.is_money else None


def _around(statements: list[Fact], index: int) -> list[int]:
    """The places of the statements of the same section that are close."""
    section = statements[index].one("section")
    places = range(max(0, index - _WITHIN), min(len(statements), index + _WITHIN))
    return [place for place in places if place != index and statements[place].one("section") == section]


def _nearest(statements: list[Fact], index: int, places: list[int]) -> Fact | None:
    return statements[min(places, key=lambda place: (abs(place - index), place > index))] if places else None


def _measure(statement: Fact) -> str:
    return fold(statement.one("measureName"))


@lru_cache(maxsize=MEMORY)
def _core(name: str) -> str:
    """A name without the words that say nothing of whom it speaks: both sides stated as one, 预算, 总计."""
    return _TOTAL_ENDING.sub("", _STAGE.sub("", _BOTH_SIDES.sub("收支", name)))


def _change_of(statements: list[Fact], index: int, name: str) -> Iterator[Triple]:
    stem = name.removesuffix(_RATE)
    change, level = _near(statements, index, stem + _CHANGE), _level(statements, index, stem)
    rate = statements[index]
    if change is None or not change.is_money or change.one("direction") != rate.one("direction"):
        return
    if _RESPECTIVELY in rate.one("sentence") and _is_of_several(statements, index):
        return
    yield change.iri, "rate", iri(rate.iri)
    if level is not None and change_of_another(change, rate, level, _stated_before(statements, index)):
        yield change.iri, "isOfAnother", terms.boolean(True)


def _levels_of(statements: list[Fact], index: int, name: str) -> Iterator[Triple]:
    stem = name.removesuffix(_CHANGE)
    if not statements[index].is_money:
        return
    yield statements[index].iri, "signed", number(_signed(statements[index]))
    level = _level(statements, index, stem)
    if level is not None:
        yield statements[index].iri, "level", iri(level.iri)
    base = _near(statements, index, _LAST_YEAR + stem)
    if base is not None and base.is_money:
        yield statements[index].iri, "base", iri(base.iri)
        if level is not None and rises_to_another(statements[index], base, level, _stated_before(statements, index)):
            yield statements[index].iri, "isOfAnother", terms.boolean(True)


def _signed(change: Fact) -> Decimal:
    value = change.value or Decimal(0)
    return -value if change.one("direction") == "减少" else value


def _share_of(statements: list[Fact], index: int, name: str) -> Iterator[Triple]:
    stem = next(name.removesuffix(share) for share in _SHARES if name.endswith(share))
    part = _near(statements, index, stem)
    if part is None or not part.is_money:
        return
    whole = _whole(statements, index, part) or _whole_of_most(statements, index, part)
    whole = whole or _whole_of_sum(statements, index)
    if whole is None:
        return
    settled, sentence = bool(_SETTLED.search(_measure(part))), whole.one("sentence")
    others = [
        one
        for one in _stated_before(statements, index)
        if bool(_SETTLED.search(_measure(one))) == settled or (sentence and one.one("sentence") == sentence)
    ]
    share = statements[index]
    of_another = share_of_another(share, part, whole, others)
    if of_another and (share.step < _WHOLE_PERCENT or _is_confirmed(statements, index, part, whole, others)):
        return
    yield from _tied(share, part, whole, whole.one("measureName"))
    if of_another:
        yield share.iri, "isOfAnother", terms.boolean(True)


def _is_confirmed(statements: list[Fact], index: int, part: Fact, whole: Fact, others: list[Fact]) -> bool:
    """Whether another share beside one of whole percents is of the same other amount.

    人员经费500万元，占83%；公用经费100万元，占17% behind 基本支出600万元; a single share of two digits fits by chance.
    """
    rivals = [one for one in others if one is not part and share_of_another(statements[index], part, whole, [one])]
    beside = [
        (share, level)
        for place in _around(statements, index)
        if _measure(share := statements[place]).endswith(_SHARES[0])
        and (level := _near(statements, place, _measure(share).removesuffix(_SHARES[0]))) is not None
        and level is not part
    ]
    return any(share_of_another(share, level, whole, [one]) for share, level in beside for one in rivals)


def _share_of_named(facts: Facts, index: int, named: re.Match[str]) -> Iterator[Triple]:
    """甲占乙比重: the whole is what the section tells before, else what the forms print of that name."""
    statements = facts.of_type("Statement")
    part = _near(statements, index, named["part"])
    if part is None or not part.is_money:
        return
    whole = _named_before(statements, index, named["whole"]) or _whole(statements, index, part)
    if whole is None or _core(_measure(whole)) != _core(named["whole"]):
        whole = _in_other_words(statements, index, part, named["whole"])
    if whole is not None:
        yield from _tied(statements[index], part, whole, whole.one("measureName"))
    elif (printed := in_forms(facts, named["whole"])) is not None:
        yield from _tied(statements[index], part, printed, named["whole"])


def _in_other_words(statements: list[Fact], index: int, part: Fact, name: str) -> Fact | None:
    """预留份额 is 面向中小企业预留: the one amount before the part in its sentence whose name ends so."""
    stem = _AMOUNT_WORDS.sub("", fold(name))
    before = [
        one
        for one in statements[max(0, index - _WITHIN) : index]
        if one.one("sentence") == part.one("sentence") and one.is_money and one.order < part.order
    ]
    alike = [one for one in before if len(stem) > 1 and _measure(one).endswith(stem)]
    return alike[0] if len(alike) == 1 else None


def _named_before(statements: list[Fact], index: int, name: str) -> Fact | None:
    """The one amount of that very name that the section tells shortly before."""
    before = [
        one
        for one in statements[max(0, index - _WITHIN) : index]
        if one.one("section") == statements[index].one("section") and one.is_money and _measure(one) == name
    ]
    return before[0] if len({one.value for one in before}) == 1 else None


def _is_of_several(statements: list[Fact], index: int) -> bool:
    """Whether the sentence of a rate tells several: 甲、乙分别减少 1 万元、2 万元，下降 10%、20%."""
    sentence = statements[index].one("sentence")
    return sum(one.one("sentence") == sentence and _measure(one).endswith(_RATE) for one in statements) > 1


def _stated_before(statements: list[Fact], index: int) -> list[Fact]:
    """What the section tells of this year before a statement, not far from it."""
    near = [one for one in statements[max(0, index - _BESIDE) : index] if not _measure(one).startswith(_LAST_YEAR)]
    return [one for one in near if one.one("section") == statements[index].one("section")]


def _tied(share: Fact, part: Fact, whole: Fact, name: str) -> Iterator[Triple]:
    yield share.iri, "part", iri(part.iri)
    yield share.iri, "whole", iri(whole.iri)
    yield share.iri, "wholeName", text(name)


def _whole_of_most(statements: list[Fact], index: int, part: Fact) -> Fact | None:
    """The first amount of the sentence, else of the section, that two or more shares beside this are shares of."""
    for name in ("sentence", "section"):
        stated = statements[index].one(name)
        beside = [one for one in statements[max(0, index - _BESIDE) : index + _BESIDE] if one.one(name) == stated]
        if (whole := _first_of_most(statements[index], beside, part)) is not None:
            return whole
    return None


def _whole_of_sum(statements: list[Fact], index: int) -> Fact | None:
    """An amount stated before the sentence that the parts with shares in it make, where it has two parts or more."""
    sentence = statements[index].one("sentence")
    start = next(place for place, one in enumerate(statements) if one.one("sentence") == sentence)
    beside = [one for one in statements[start : start + 2 * _BESIDE] if one.one("sentence") == sentence]
    shared = {_measure(one).removesuffix(_SHARES[0]) for one in beside if _measure(one).endswith(_SHARES[0])}
    parts = [one for one in beside if one.is_money and _measure(one) in shared]
    made = sum((one.value or Decimal(0) for one in parts), Decimal(0))
    before = (one for one in reversed(statements[:start]) if one.is_money and one.value == made)
    return next(before, None) if len(parts) >= _ENOUGH_SHARES and len(parts) == len(shared) else None


def _first_of_most(share: Fact, beside: list[Fact], part: Fact) -> Fact | None:
    """The first of the amounts stated beside a share, if two or more of the other shares are shares of it."""
    levels = [one for one in beside if one.is_money and one is not part and _CHANGE not in fold(one.one("measureName"))]
    by_name = {fold(one.one("measureName")): one for one in levels}
    shares = [
        (one, by_name[stem])
        for one in beside
        if one is not share and (stem := fold(one.one("measureName")).removesuffix(_SHARES[0])) in by_name
        if fold(one.one("measureName")).endswith(_SHARES[0])
    ]
    for whole in levels[:1]:
        if sum(_is_roughly_share(one, of, whole) for one, of in shares) >= _ENOUGH_SHARES:
            return whole
    return None


def _is_roughly_share(share: Fact, part: Fact, whole: Fact) -> bool:
    """Whether a share, which may be cut off instead of rounded, is one of the whole."""
    some, every = part.value or Decimal(0), whole.value or Decimal(0)
    return part is not whole and every > 0 and abs((share.value or Decimal(0)) - some / every) <= share.step


def _whole(statements: list[Fact], index: int, part: Fact) -> Fact | None:
    """The nearest amount above in the section that is a total and not less than the part.

    What was spent (公务接待费支出决算) is a share of what was spent, not of the budget stated beside it.
    """
    settled = _SETTLED.search(_measure(part))
    for other in reversed(statements[:index]):
        if other.one("section") != part.one("section"):
            return None
        name = _SETTLED.sub("", _measure(other))
        if (settled and name == _measure(other)) or name.startswith(_LAST_YEAR):
            continue
        if other is not part and other.is_money and name.endswith(_TOTALS) and (other.value or 0) >= (part.value or 0):
            return other
    return None
