"""Names of the graph found in a sentence: departments, years, policy documents, projects, subject codes, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.asking.names import Choice, key

NAMED_TYPES = ("policy", "project", "department", "year", "subject")
"""The types of parameters whose names are looked for, the surest first."""
GAP = "|"
"""Stands in a sentence where a name was taken out."""
SHORTEST_DEPARTMENT = 3
SHORTEST_PROJECT = 4
SHORTEST_PART = 6
SHORTEST_SUBJECT_NAME = 4

_POLICY = re.compile(r"[一-龥]{1,10}\((?:19|20)\d\d\)第?\d+号?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?度?")
_CODE = re.compile(r"(?<![\d.,])\d{3}(?:\d\d){0,2}(?![\d.,]|万?元)")
_AMOUNT = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)(万?元)|(?<![\d.])(\d[\d,]*\.\d+)(?!%)")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{3,})[”\"」』]")
_UNKNOWN_AGENCY = re.compile(r"[一-龥]{1,12}?(?:局|委员会|厅|中心|街道|大学|法院|检察院|办公室|镇政府)")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a sentence names: parameter type → the name as the graph has it; the words left; names not known.

    `quoted` is what stands in quotation marks and is no name.
    """

    given: Mapping[str, str]
    rest: str
    unknown: tuple[str, ...] = ()
    quoted: str = ""


def find(sentence: str, choices: Mapping[str, Sequence[Choice]]) -> Mentions:
    """Take every name out of a sentence, the surest kinds first.

    `choices` has what each of NAMED_TYPES may mean.
    """
    rest, given, unknown = key(sentence), {}, []
    for kind, take in (
        ("policy", _take_policy),
        ("project", _take_project),
        ("department", _take_department),
        ("year", _take_year),
        ("project", _take_part),
        ("subject", _take_subject),
    ):
        found, rest, missed = take(rest, choices.get(kind, ())) if kind not in given else (None, rest, [])
        unknown += missed
        if found is not None:
            given[kind] = found
    amount = _AMOUNT.search(rest)
    if amount is not None:
        given["number"] = amount[1] or amount[3]
        rest = _without(rest, amount.start(), amount.end())
    quoted = next((piece for piece in _QUOTED.findall(sentence) if key(piece) in rest), "")
    return Mentions(given, rest.replace(key(quoted), GAP) if quoted else rest, tuple(unknown), quoted)


def _take_policy(text: str, choices: Sequence[Choice]) -> tuple[str | None, str, list[str]]:
    match = _POLICY.search(text)
    if match is None:
        return None, text, []
    for start in range(match.start(), match.end()):
        wanted = text[start : match.end()].removesuffix("号")
        found = [choice for choice in choices if any(key(name).removesuffix("号") == wanted for name in choice.names)]
        if len(found) == 1:
            return found[0].names[0], _without(text, start, match.end()), []
    return None, _without(text, match.start(), match.end()), [match[0]]


def _take_project(text: str, choices: Sequence[Choice]) -> tuple[str | None, str, list[str]]:
    """A whole name of a project, the longest."""
    names = [(key(name), name) for choice in choices for name in choice.names]
    whole = [(wanted, name) for wanted, name in names if len(wanted) >= SHORTEST_PROJECT and wanted in text]
    if not whole:
        return None, text, []
    wanted, name = max(whole, key=lambda pair: len(pair[0]))
    start = text.index(wanted)
    return name, _without(text, start, start + len(wanted)), []


def _take_part(text: str, choices: Sequence[Choice]) -> tuple[str | None, str, list[str]]:
    """The longest part of the text that is a part of the name of one project only."""
    names = [(key(name), name) for choice in choices for name in choice.names]
    for size in range(len(text), SHORTEST_PART - 1, -1):
        for start in range(len(text) - size + 1):
            part = text[start : start + size]
            found = {name for wanted, name in names if part in wanted}
            if len(found) == 1:
                return found.pop(), _without(text, start, start + size), []
    return None, text, []


def _take_department(text: str, choices: Sequence[Choice]) -> tuple[str | None, str, list[str]]:
    spans = [(start, end, choice) for choice in choices for start, end in _spans(text, choice.names)]
    found = [(end - start, start, end, choice) for start, end, choice in spans]
    longest = max((size for size, *_ in found), default=0)
    best = [(start, end, choice) for size, start, end, choice in found if size == longest]
    labels = {choice.label for *_, choice in best}
    if longest >= SHORTEST_DEPARTMENT and len(labels) == 1:
        start, end, choice = best[0]
        return choice.label, _without(text, start, end), []
    stranger = _UNKNOWN_AGENCY.search(text)
    return None, text, [stranger[0]] if stranger else []


def _spans(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where a name or a short form of it (its characters in order, from the first one on) stands in the text."""
    spans = []
    for name in map(key, names):
        if name.isascii():
            continue
        for start in range(len(text)):
            if text[start] == name[0]:
                spans.append((start, _in_order(text, start, name)))
    return spans


def _in_order(text: str, start: int, name: str) -> int:
    """Where the run of characters ends that stand in the name in their order; a run stops at the name's last one."""
    position, at = start, 0
    while position < len(text) and (found := name.find(text[position], at)) >= 0:
        position, at = position + 1, found + 1
    return position


def _take_year(text: str, choices: Sequence[Choice]) -> tuple[str | None, str, list[str]]:
    match = _YEAR.search(text)
    if match is None:
        return None, text, []
    rest = _without(text, match.start(), match.end())
    known = any(match[1] in choice.names for choice in choices)
    return (match[1], rest, []) if known else (None, rest, [match[1]])


def _take_subject(text: str, choices: Sequence[Choice]) -> tuple[str | None, str, list[str]]:
    code = _CODE.search(text)
    if code is not None and any(code[0] in choice.names for choice in choices):
        return code[0], _without(text, code.start(), code.end()), []
    named = [
        (key(name), choice)
        for choice in choices
        for name in choice.names
        if len(key(name)) >= SHORTEST_SUBJECT_NAME and not name.isascii() and key(name) in text
    ]
    if not named:
        return None, text, []
    apart = {name for name, _ in named if not any(name != other and name in other for other, _ in named)}
    if len(apart) > 1:
        return None, text, []
    name = apart.pop()
    meant = {choice.names[0]: choice for wanted, choice in named if wanted == name}
    start = text.index(name)
    return next(iter(meant)) if len(meant) == 1 else name, _without(text, start, start + len(name)), []


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{GAP}{text[end:]}"
