"""The same quantity in several places: which of its printings agree, and which one is odd.

A *reading* is one printing of a quantity: `chk:quantity` its id, `chk:name` its Chinese name, `chk:value`, `chk:step`,
`chk:from` the facts it is read from, `chk:inText` whether running text states it, and `chk:against` the reading that
most others agree with, where its own value is another. `chk:wholeOf` leads from a whole to its parts in the same place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.clauses import by_sentence
from kb.checks.relations.definitions import asides_in_words, definitions, sentences_of_the_year
from kb.checks.relations.printed import PrintedQuantity
from kb.checks.relations.readings import is_level, readings
from loaders.triples import terms

_TEN_THOUSAND = Decimal(10000)
_CARRIED = re.compile("(?:上年|年初|财政拨款|预算拨款)[^年]{0,8}结转")
_STAGE_ROW = re.compile("(?:年初|全年|调整后?)?(?:预算|决算|执行)数?")
_MOST_OTHERS = 8
"""Of so many other amounts of a sentence every choice is tried."""


def triples(facts: Facts) -> Iterator[Triple]:
    """Every reading, and which reading each odd one is held against."""
    found, carried, staged = readings(facts), _carried_over(facts), _of_rows_of_stages(facts)
    for reading in found:
        yield from described(reading)
    groups = _by_quantity(found)
    for quantity, group in groups.items():
        accepted = next((entry["equals"] for entry in definitions()["quantity"] if _is_loose(entry, quantity)), None)
        if accepted is None:
            alternatives = groups.get(_alternative(quantity), [])
            some = [one for one in group if not _is_of_another_row(one, group, staged)]
            yield from _compared(_comparable(quantity, group) if alternatives else some, alternatives, carried)
        else:
            yield from _against_any(group, [reading for one in accepted for reading in groups.get(one, ())])
    stated = by_sentence(fact for fact in facts.of_type("Statement") if is_level(fact))
    sentences = {group[0].one("sentence"): group for group in stated}
    for whole, parts, partly in whole_and_parts(found):
        beside = sentences.get(whole.sentence, ()) if whole.in_text else ()
        yield from parts_of(whole, parts, partly=partly or _are_stated(whole, parts, beside))


def _is_loose(entry: dict[str, Any], quantity: str) -> bool:
    return entry["id"] == quantity and "equals" in entry


def described(reading: PrintedQuantity) -> Iterator[Triple]:
    """What the rules ask of a reading."""
    yield reading.iri, "quantity", text(reading.quantity)
    yield reading.iri, "name", text(reading.name)
    yield reading.iri, "value", number(reading.value)
    yield reading.iri, "step", number(reading.step)
    yield reading.iri, "inText", terms.boolean(reading.in_text)
    for fact in reading.facts:
        yield reading.iri, "from", iri(fact.iri)


def _by_quantity(found: Iterable[PrintedQuantity]) -> dict[str, list[PrintedQuantity]]:
    groups: dict[str, list[PrintedQuantity]] = defaultdict(list)
    for reading in found:
        groups[reading.quantity].append(reading)
    return groups


def _alternative(quantity: str) -> str:
    """The quantity that text may mean instead: that of the year, without what is carried over."""
    kind, colon, code = quantity.partition(":")
    entries = definitions()["subject" if colon else "quantity"]
    return next((f"{one['or']}{colon}{code}" for one in entries if one["id"] == kind and "or" in one), "")


def _comparable(quantity: str, group: list[PrintedQuantity]) -> list[PrintedQuantity]:
    """The printings of a quantity that the forms' amount of the year alone is the measure of.

    Where no form prints the quantity itself, text may give it with what is carried over: 基本支出65万元 beside a form
    that has 60 of the year and 5 carried over in columns apart.
    """
    of_the_year = sentences_of_the_year().get(quantity)
    if of_the_year is None or not all(one.in_text for one in group):
        return group
    return [one for one in group if of_the_year.search(one.sentence)]


def _carried_over(facts: Facts) -> frozenset[Decimal]:
    """The amounts that forms print as carried over from last year."""
    figures = facts.of_type("qb:Observation")
    labels = ((one, f"{one.one('rowLabel')} {one.one('columnLabel')}") for one in figures if one.is_money)
    return frozenset(one.value for one, label in labels if one.value and _CARRIED.search(label))


def _of_rows_of_stages(facts: Facts) -> frozenset[tuple[str, Decimal]]:
    """What forms whose rows are stages (预算数, 决算数) print in them: the label of the column and the amount."""
    rows = (one for one in facts.of_type("qb:Observation") if _STAGE_ROW.fullmatch(one.one("rowLabel")))
    return frozenset((one.one("columnLabel"), one.value) for one in rows if one.value)


def _is_of_another_row(
    stated: PrintedQuantity, group: Iterable[PrintedQuantity], staged: Collection[tuple[str, Decimal]]
) -> bool:
    """Whether text tells what a form that prints the quantity has in the row of another stage."""
    columns = (one.facts[0].one("columnLabel") for one in group if not one.in_text)
    return stated.in_text and any((column, stated.value) in staged for column in columns)


def _compared(
    group: list[PrintedQuantity], alternatives: list[PrintedQuantity], carried: frozenset[Decimal]
) -> Iterator[Triple]:
    """Each odd reading against the one that most agree with, forms before text.

    A form printed twice with other amounts is that of another body (a department and its own office), and a sentence
    that tells what the forms print and another amount tells of something else with the latter. Where two forms
    differ by just what is carried over, one is of the year alone.
    """
    if not group:
        return
    forms = [reading for reading in group if not reading.in_text] or alternatives or group
    counts = Counter(reading.value for reading in forms)
    usual = max(forms, key=lambda reading: counts[reading.value])
    printed = {reading.value for reading in forms} if not forms[0].in_text else set()
    printed |= {reading.value for reading in alternatives}
    explained = {reading.sentence for reading in group if reading.in_text and reading.value in printed}
    for reading in group:
        stated_by_a_form = reading.in_text and (reading.value in printed or reading.sentence in explained)
        elsewhere = _is_of_another_body(reading, usual) or _is_of_one_row(reading, usual)
        difference = abs(reading.value - usual.value)
        rounded = max(reading.step, usual.step)
        is_carried = any(abs(difference - one) <= rounded for one in carried)
        of_the_year = is_carried and not reading.in_text and not usual.in_text
        if difference and not of_the_year and not stated_by_a_form and not elsewhere:
            name = "againstByUnit" if _by_unit(reading, usual) else "against"
            yield reading.iri, name, iri(usual.iri)


def _is_of_another_body(one: PrintedQuantity, other: PrintedQuantity) -> bool:
    """Whether two forms of one kind print them."""
    kinds = {reading.facts[0].one("formKind") for reading in (one, other)}
    return not one.in_text and not other.in_text and len(kinds) == 1 and one.where != other.where


def _is_of_one_row(one: PrintedQuantity, other: PrintedQuantity) -> bool:
    """Whether two columns of one row print them: 小计 and 其中:一般公共预算安排数 are a whole and a part of it."""
    labels = {(reading.where, reading.facts[0].one("rowLabel")) for reading in (one, other)}
    columns = {reading.facts[0].one("columnLabel") for reading in (one, other)}
    return not one.in_text and not other.in_text and len(labels) == 1 and len(columns) > 1


def _by_unit(one: PrintedQuantity, other: PrintedQuantity) -> bool:
    """Whether two printings are one figure, once taken for 元 and once for 万元: a unit is missing or wrong."""
    less, more = sorted((one, other), key=lambda reading: reading.value)
    return (
        less.value > 0 and abs(more.value - less.value * _TEN_THOUSAND) <= max(more.step, less.step * _TEN_THOUSAND) / 2
    )


def _against_any(group: list[PrintedQuantity], accepted: list[PrintedQuantity]) -> Iterator[Triple]:
    """A printing that equals none of what it may equal, against the first of them, but in a sentence that has it."""
    printed = {reading.value for reading in accepted}
    explained = {reading.sentence for reading in group if reading.in_text and reading.value in printed}
    for reading in group:
        if accepted and reading.value not in printed and reading.sentence not in explained:
            yield reading.iri, "against", iri(accepted[0].iri)


def _is_printed(whole: PrintedQuantity, parts: Iterable[PrintedQuantity], found: Iterable[PrintedQuantity]) -> bool:
    """Whether the form prints what the parts that were read lack, under a name that was not known for a part."""
    lacking = whole.value - sum((part.value for part in parts), Decimal(0))
    figures = (fact for one in found if one.where == whole.where for fact in one.facts)
    return any(fact.value == lacking for fact in figures)


def _are_stated(whole: PrintedQuantity, parts: Sequence[PrintedQuantity], sentence: Iterable[Fact]) -> bool:
    """Whether other amounts of the sentence make what the parts lack, such as expenditure of two funds."""
    lacking = whole.value - sum((part.value for part in parts), Decimal(0))
    known = {fact.iri for one in (whole, *parts) for fact in one.facts}
    others = [one.value or Decimal(0) for one in sentence if one.iri not in known][:_MOST_OTHERS]
    choices = (some for count in range(2, len(others) + 1) for some in combinations(others, count))
    return lacking > 0 and any(sum(some) == lacking for some in choices)


def whole_and_parts(found: Sequence[PrintedQuantity]) -> Iterator[tuple[PrintedQuantity, list[PrintedQuantity], bool]]:
    """In one place, a whole and all its printed parts, and whether the form prints another one that was not known."""
    by_place: dict[str, dict[str, PrintedQuantity]] = defaultdict(dict)
    for reading in found:
        by_place[reading.where].setdefault(reading.quantity, reading)
    for entry in definitions()["parts"]:
        for members in by_place.values():
            whole = members.get(entry["whole"])
            parts = [members[part] for part in entry["of"] if part in members]
            optional = [members[part] for part in entry.get("optional", ()) if part in members]
            if whole is None or not parts or (entry.get("text_only") and not whole.in_text):
                continue
            if not whole.in_text and not all(_in_line(whole, part) for part in parts):
                continue
            all_stated = len(parts) + _denied(entry, whole, members) == len(entry["of"])
            if all_stated or not (whole.in_text or entry.get("all")):
                known = [*parts, *_counted(whole, parts, optional)]
                yield whole, known, not all_stated and _is_printed(whole, known, found)


def _in_line(whole: PrintedQuantity, part: PrintedQuantity) -> bool:
    """Whether a form prints a whole and its part in one row or one column: those of other columns are other money."""
    one, other = whole.facts[0], part.facts[0]
    return any(one.one(place) == other.one(place) != "" for place in ("rowNumber", "columnNumber"))


def _denied(entry: dict[str, Any], whole: PrintedQuantity, members: Mapping[str, PrintedQuantity]) -> int:
    """How many of the parts that are not stated the sentence of a whole says that there are none of: 未安排工程采购."""
    words = [word for part, word in entry.get("denied", {}).items() if part not in members]
    behind = asides_in_words()["none_of"].findall(whole.sentence)
    return sum(any(word in text for text in behind) for word in words)


def _counted(
    whole: PrintedQuantity, parts: Sequence[PrintedQuantity], optional: Sequence[PrintedQuantity]
) -> list[PrintedQuantity]:
    """Those of the optional parts, the fewest, that bring the sum nearest to the whole."""
    lacking = whole.value - sum((part.value for part in parts), Decimal(0))
    choices = [list(some) for count in range(len(optional) + 1) for some in combinations(optional, count)]
    return min(choices, key=lambda some: abs(lacking - sum((one.value for one in some), Decimal(0))))


def parts_of(whole: PrintedQuantity, parts: Iterable[PrintedQuantity], *, partly: bool) -> Iterator[Triple]:
    """The ties from a whole to its parts."""
    for part in parts:
        yield whole.iri, "wholeOf", iri(part.iri)
    if partly:
        yield whole.iri, "partlyRead", terms.boolean(True)
