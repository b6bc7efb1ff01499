"""Subjects whose upper subject is not printed, and rows named like a subject whose code is none.

`chk:lacksParent` tells the code of the upper subject, in forms that print upper subjects; `chk:namedLikeSubject` the
classification that the name is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.facts import Facts
from kb.checks.relations import Triple, text
from kb.checks.relations.forms.code_labels import codes_by_label
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, core, sheets

_LEVEL = 2
_CLASS = 3
_DIGITS = re.compile(r"\d{5}(?:\d\d)?")
_USUALLY = 4
"""So many subjects with their parent are against one without."""


def triples(facts: Facts) -> Iterator[Triple]:
    """The subjects without a parent, in forms where nearly all have one."""
    for sheet in sheets(facts):
        yield from _named_like_subjects(sheet)
        lines = [line for line in sheet.lines if line.kind == "subject" and len(line.code) > _CLASS]
        codes = {line.code for line in sheet.lines if line.kind == "subject"}
        orphans = [line for line in lines if line.code[:-_LEVEL] not in codes]
        if not orphans or (len(lines) - len(orphans)) < _USUALLY * _parents(orphans) or _leaves_level_out(sheet):
            continue
        seen = set()
        for line in orphans:
            if line.code[:-_LEVEL] not in seen:
                seen.add(line.code[:-_LEVEL])
                yield next(iter(line.figures.values())).iri, "lacksParent", text(line.code[:-_LEVEL])


def _named_like_subjects(sheet: CheckedSheet) -> Iterator[Triple]:
    """Rows with the name of a functional subject and a code of its length, but none of the classification."""
    if not any(line.kind == "subject" for line in sheet.lines):
        return
    for line in sheet.lines:
        if line.kind == "unit" and _DIGITS.fullmatch(line.code) and core(line.label) in codes_by_label():
            yield next(iter(line.figures.values())).iri, "namedLikeSubject", text("functional")


def _parents(lines: list[SheetLine]) -> int:
    return len({line.code[:-_LEVEL] for line in lines})


def _leaves_level_out(sheet: CheckedSheet) -> bool:
    """Whether the form prints classes and lowest subjects only: no subject has a grandparent row through its parent."""
    codes = {line.code for line in sheet.lines if line.kind == "subject"}
    return not any(len(code) == _CLASS for code in codes)
