"""What follows 其中 in running text: no part is above the amount right before it, and a short list does not exceed it.

人员经费1998.74万元，其中在职人员1941.54万元: `chk:partOfStated` leads from the part to the whole where it is above it;
医疗收入 120 万元（其中门急诊 50 万元、住院 71 万元）: from the first part of a list whose amounts together exceed it;
`chk:partsStated` is what they make, `chk:partsInList` leads to each. Where the sentence has several amounts before
其中, only a part above all of them together, so that there is no doubt that it is too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number
from kb.checks.relations.clauses import between, by_sentence, places
from loaders.printing import fold

_OF_WHICH = re.compile(r"^[^;；。,，、]{0,3}[,，;；:(]?其中[:,，]?[^,，;；。:]*$")
_ITEM = re.compile(r"^[^;；。,，()]{0,3}、[^,，;；。()]*$")
_NO_LEVEL = re.compile("增减|占比|比例|比重|幅度|^上年|新增")
_STAGES = re.compile("决算|执行|(?<!公共)(?<!经营)(?<!基金)预算")
_OVERLAP = Decimal("0.1")
"""A list that exceeds its whole by more is one whose items are parts of each other: 财政拨款80、一般公共预算70."""


def triples(facts: Facts) -> Iterator[Triple]:
    """The parts above their wholes, sentence by sentence."""
    for group in by_sentence(facts.of_type("Statement")):
        amounts = [one for one in group if one.value is not None]
        for index, text in _openings(amounts):
            if _OF_WHICH.match(text):
                yield from _held(amounts, index)


def _openings(group: Sequence[Fact]) -> list[tuple[int, str]]:
    """Each amount that another follows, and what is between them."""
    ends = places(group) if group else []
    return [(index, between(group, ends, index)) for index in range(len(group) - 1)]


def _held(group: Sequence[Fact], index: int) -> Iterator[Triple]:
    whole, parts = group[index], _listed(group, index + 1)
    if _NO_LEVEL.search(_name(whole)) or not _comparable(whole, parts[0]):
        return
    if index > 0 and not _exceeds_all(group, index, parts[0]):
        return
    if _value(parts[0]) - _value(whole) > parts[0].step + whole.step:
        yield parts[0].iri, "partOfStated", iri(whole.iri)
    elif len(parts) > 1 and all(_comparable(whole, one) for one in parts):
        made = sum(map(_value, parts), Decimal(0))
        excess = made - _value(whole)
        if sum((one.step for one in (whole, *parts)), Decimal(0)) < excess <= _value(whole) * _OVERLAP:
            yield parts[0].iri, "partOfStated", iri(whole.iri)
            yield parts[0].iri, "partsStated", number(made)
            for one in parts:
                yield parts[0].iri, "partsInList", iri(one.iri)


def _exceeds_all(group: Sequence[Fact], index: int, part: Fact) -> bool:
    """Whether a part is above all the amounts before it together, so that it is too much whichever it is of."""
    before = [one for one in group[: index + 1] if not _NO_LEVEL.search(_name(one)) and _comparable(one, part)]
    return _value(part) > sum(map(_value, before), Decimal(0)) + sum((one.step for one in before), part.step)


def _listed(group: Sequence[Fact], first: int) -> list[Fact]:
    """The amounts of a list whose items are set apart by 、 alone, from its first; those that tell a share aside."""
    parts = [group[first]]
    for index, text in _openings(group)[first:]:
        if not _ITEM.match(text):
            break
        parts.append(group[index + 1])
    return parts


def _comparable(whole: Fact, part: Fact) -> bool:
    """Whether a part is counted in what the whole is, and of the same stage."""
    alike = whole.is_money if part.is_money else part.one("printedUnit") == whole.one("printedUnit")
    stages = {match[0] for one in (whole, part) if (match := _STAGES.search(_name(one)))}
    return alike and len(stages) < 2 and not _NO_LEVEL.search(_name(part))


def _name(one: Fact) -> str:
    return fold(one.one("measureName"))


def _value(one: Fact) -> Decimal:
    return one.value or Decimal(0)
