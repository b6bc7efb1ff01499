"""The same quantity in several places: which of its printings agree, and which one is odd.

A *reading* is one printing of a quantity: `chk:quantity` its id, `chk:name` its Chinese name, `chk:value`, `chk:step`,
`chk:from` the facts it is read from, `chk:inText` whether running text states it, and `chk:against` the reading that
most others agree with, where its own value is another. `chk:wholeOf` leads from a whole to its parts in the same place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from kb.checks.facts import Facts
from kb.checks.relations import Triple, iri, number, text
from kb.checks.relations.definitions import definitions
from kb.checks.relations.printed import PrintedQuantity
from kb.checks.relations.readings import readings
from loaders.triples import terms

_TEN_THOUSAND = Decimal(10000)


def triples(facts: Facts) -> Iterator[Triple]:
    """Every reading, and which reading each odd one is held against."""
    found = readings(facts)
    for reading in found:
        yield from described(reading)
    groups = _by_quantity(found)
    for quantity, group in groups.items():
        accepted = next((entry["equals"] for entry in definitions()["quantity"] if _is_loose(entry, quantity)), None)
        if accepted is None:
            yield from _compared(group)
        else:
            yield from _against_any(group, [reading for one in accepted for reading in groups.get(one, ())])
    for whole, parts, partly in whole_and_parts(found):
        yield from parts_of(whole, parts, partly=partly)


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


def _compared(group: list[PrintedQuantity]) -> Iterator[Triple]:
    """Each odd reading against the one that most agree with, forms before text.

    A form printed twice with other amounts is that of another body (a department and its own office), and a sentence
    that tells what the forms print and another amount tells of something else with the latter.
    """
    forms = [reading for reading in group if not reading.in_text] or group
    counts = Counter(reading.value for reading in forms)
    usual = max(forms, key=lambda reading: counts[reading.value])
    printed = {reading.value for reading in forms} if not forms[0].in_text else set()
    explained = {reading.sentence for reading in group if reading.in_text and reading.value in printed}
    for reading in group:
        told_by_a_form = reading.in_text and (reading.value in printed or reading.sentence in explained)
        if reading.value != usual.value and not told_by_a_form and not _is_of_another_body(reading, usual):
            name = "againstByUnit" if _by_unit(reading, usual) else "against"
            yield reading.iri, name, iri(usual.iri)


def _is_of_another_body(one: PrintedQuantity, other: PrintedQuantity) -> bool:
    """Whether two forms of one kind print them."""
    kinds = {reading.facts[0].one("formKind") for reading in (one, other)}
    return not one.in_text and not other.in_text and len(kinds) == 1 and one.where != other.where


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
            if len(parts) == len(entry["of"]) or not whole.in_text:
                known = [*parts, *_counted(whole, parts, optional)]
                yield whole, known, len(parts) < len(entry["of"]) and _is_printed(whole, known, found)


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
