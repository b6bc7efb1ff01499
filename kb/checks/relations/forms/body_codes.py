"""Codes of departments and units: above forms and in their rows.

`chk:codedOtherwise` leads from the code above a form to the one that the other forms print above theirs.
`chk:unitCodedOtherwise` leads from the row of a unit to a row of the same unit with another code;
`chk:unitHeadedOtherwise` leads to the code above the forms, where all of these name the unit with another one;
`chk:codeOutside` leads from the row of a unit to that of its department, whose code its own does not begin with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, plain, sheets
from loaders.printing import fold

Head = tuple[str, str, Fact]
"""A code above a form, the name beside it, and where it is printed."""

_ENOUGH = 3
_DEPARTMENT_DIGITS, _UNIT_DIGITS = 3, 6


def triples(facts: Facts) -> Iterator[Triple]:
    """The codes that differ from the others of their body."""
    heads = _heads(facts)
    yield from _above_forms(heads)
    all_sheets = list(sheets(facts))
    yield from _in_rows(all_sheets)
    yield from _below_heads(heads, all_sheets)
    for sheet in all_sheets:
        yield from _outside(sheet)


def _heads(facts: Facts) -> list[Head]:
    """The codes above forms, each with the name beside it."""
    return [
        (code, _named(form, facts), facts.by_iri[one])
        for form in facts.of_type("Form")
        for one in form.properties.get("namedCode", ())
        if (code := facts.by_iri[one].one("text"))
    ]


def _above_forms(heads: list[Head]) -> Iterator[Triple]:
    """The heads whose code is not that of most, under the same name; a unit's code goes on from its department's."""
    counted = Counter((code, name) for code, name, _ in heads)
    if not counted:
        return
    (usual, owner), times = counted.most_common(1)[0]
    others = [head for head in heads if head[0] != usual]
    if times < _ENOUGH or times <= len(others):
        return
    for code, name, remark in others:
        if name == owner and not _one_goes_on(code, usual):
            yield remark.iri, "codedOtherwise", text(usual)


def _below_heads(heads: list[Head], all_sheets: list[CheckedSheet]) -> Iterator[Triple]:
    """Rows of the unit that all heads name, under another code of the same length than the only one of these."""
    if len(heads) < _ENOUGH or len({(code, name) for code, name, _ in heads}) != 1:
        return
    code, owner, remark = heads[0]
    lines = [line for sheet in all_sheets for line in _units(sheet) if owner and fold(plain(line.label)) == owner]
    if not any(line.code == code or _one_goes_on(line.code, code) for line in lines):
        for line in lines:
            if len(line.code) == len(code):
                yield _first(line).iri, "unitHeadedOtherwise", iri(remark.iri)


def _named(form: Fact, facts: Facts) -> str:
    return "".join(fold(facts.by_iri[one].one("text")) for one in form.properties.get("namedDepartment", ()))


def _one_goes_on(code: str, other: str) -> bool:
    return code.startswith(other) or other.startswith(code)


def _units(sheet: CheckedSheet) -> list[SheetLine]:
    """The rows that print a unit with its code, once each."""
    return [line for line in sheet.lines if line.kind == "unit" and line.code.isdigit() and _is_unit(line)]


def _is_unit(line: SheetLine) -> bool:
    return any(figure.one("budgetUnit") for figure in line.figures.values())


def _first(line: SheetLine) -> Fact:
    return next(iter(line.figures.values()))


def _in_rows(all_sheets: list[CheckedSheet]) -> Iterator[Triple]:
    """Rows of one unit in different forms under different codes of one length; the code printed less often differs."""
    rows: dict[str, list[SheetLine]] = {}
    several: set[str] = set()  # names of two codes of one length in one form: 机关本级 of two departments
    for sheet in all_sheets:
        own: dict[str, list[SheetLine]] = {}
        for line in _units(sheet):
            own.setdefault(plain(line.label), []).append(line)
        for name, lines in own.items():
            rows.setdefault(name, []).extend(lines)
            codes = {line.code for line in lines}
            if len(codes) > len({len(code) for code in codes}):
                several.add(name)
    for lines in (found for name, found in rows.items() if name not in several):
        counted = Counter(line.code for line in lines)
        usual = max(counted, key=lambda code: (counted[code], -[line.code for line in lines].index(code)))
        expected = next(line for line in lines if line.code == usual)
        for line in lines:
            if len(line.code) == len(usual) and line.code != usual:
                yield _first(line).iri, "unitCodedOtherwise", iri(_first(expected).iri)


def _outside(sheet: CheckedSheet) -> Iterator[Triple]:
    """Units of six digits in a form that prints one department of three, whose digits theirs do not begin with."""
    lines = _units(sheet)
    departments = [line for line in lines if len(line.code) == _DEPARTMENT_DIGITS]
    if len({line.code for line in departments}) != 1:
        return
    for line in lines:
        if len(line.code) == _UNIT_DIGITS and not line.code.startswith(departments[0].code):
            yield _first(line).iri, "codeOutside", iri(_first(departments[0]).iri)
