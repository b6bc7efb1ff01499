"""Rows that one form leaves out and others print, and classes that one form names otherwise than the rest.

`chk:leavesOut` leads from the figure of an upper subject to the figure, in another form, of a subject below it that
this form does not print: the upper subject is printed with the same amount in both, and its rows here do not make it.
`chk:classNamed` leads from a row label to the name that the document's coded forms print with the same amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri, text
from kb.checks.relations.forms.code_labels import codes_by_label
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, component, core, sheets

_TOTALS = ("total", "expenditure", "income", "general-public-budget")
_CODED = ("income", "expenditure", "general-expenditure", "general-basic")
_BALANCES = ("balance", "fiscal-balance")
_LEVEL, _CLASS = 2, 3
_ALIKE = 60


def triples(facts: Facts) -> Iterator[Triple]:
    """The rows left out and the classes named otherwise."""
    all_sheets = list(sheets(facts))
    coded = [sheet for sheet in all_sheets if sheet.kind in _CODED]
    for sheet in coded:
        yield from _left_out(sheet, [other for other in coded if other is not sheet and other.kind != "general-basic"])
    yield from _named_otherwise(all_sheets, coded)


def _left_out(sheet: CheckedSheet, others: list[CheckedSheet]) -> Iterator[Triple]:
    here = _amounts(sheet)
    for other in others:
        there = _amounts(other)
        for code, figure in there.items():
            parent = here.get(code[:-_LEVEL])
            same = there.get(code[:-_LEVEL])
            if code in here or len(code) <= _CLASS or parent is None or same is None or not figure.value:
                continue
            siblings = (one for key, one in here.items() if key[:-_LEVEL] == code[:-_LEVEL])
            printed = sum((one.value or Decimal(0) for one in siblings), Decimal(0))
            if parent.value == same.value and printed + figure.value == parent.value:
                yield parent.iri, "leavesOut", iri(figure.iri)


def _amounts(sheet: CheckedSheet) -> dict[str, Fact]:
    """The figure of the whole of each subject, of those printed once."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for line in sheet.lines:
        figure = _whole(line) if line.kind == "subject" else None
        if figure is not None:
            found[line.code].append(figure)
    return {code: figures[0] for code, figures in found.items() if len(figures) == 1}


def _whole(line: SheetLine) -> Fact | None:
    by_component = {component(figure): figure for figure in reversed(line.figures.values())}
    return next((by_component[name] for name in _TOTALS if name in by_component), None)


def _named_otherwise(all_sheets: list[CheckedSheet], coded: list[CheckedSheet]) -> Iterator[Triple]:
    """Labels of balances that are no class of the code list, nearly like the class whose amount they print."""
    from rapidfuzz import fuzz

    classes = {code: figure for sheet in coded for code, figure in _amounts(sheet).items() if len(code) == _CLASS}
    known = {label for label, codes in codes_by_label().items() if any(len(code) == _CLASS for code in codes)}
    for sheet in all_sheets:
        if sheet.kind not in _BALANCES or not sheet.side.startswith("expenditure"):
            continue
        for line in sheet.lines:
            name, figures = core(line.label), list(line.figures.values())
            if line.is_total or name in known or not figures:
                continue
            for figure in classes.values():
                label = core(figure.one("rowLabel"))
                if figure.value and figure.value == figures[0].value and _ALIKE <= fuzz.ratio(name, label) < 100:
                    yield figures[0].iri, "classNamed", text(figure.one("rowLabel"))
                    break
