"""What adds up down a column: 类 = Σ 款 = Σ 项, 合计 = Σ its rows, 收入总计 = 本年收入合计 + 上年结转.

`chk:addsUpTo` leads from each part to its total. Where a form may be read in two ways (a department's row above
its unit's, or two offices side by side), the reading under which the figures foot is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, component, plain, sheets
from loaders.forms.vocabulary import meaning
from loaders.table.labels import numbering_level, strip_numbering
from loaders.triples import terms

_CODED_FORMS_WITHOUT_SUMS = ("three-public", "department-target", "project-target", "operating-costs")
_RATES = ("%", "％", "‰")
_NOT_SUMMED = ("quantity", "unit-price", "unknown", "project-budget")
_CLASS, _RARELY = 3, 4
_UNDERSTOOD = 2
"""A form in which more totals fail than hold, and more than this many, is not understood: nothing is said about it."""

_ENOUGH = 2
"""So many sums of a form that hold show how its rows are to be read."""

_OF_THE_YEAR = re.compile("(?:本年|当年)(?:收入|支出)")
_PART = re.compile("其中[:：]?")
_GROUP_MARK = "/"
"""Stands in the label of a subtotal told with its group (其他资金/小计)."""


def triples(facts: Facts) -> Iterator[Triple]:
    """Which figure adds up to which, over all forms."""
    for sheet in sheets(facts):
        if sheet.kind in _CODED_FORMS_WITHOUT_SUMS or _is_fragment(facts, sheet) or not sheet.has_units():
            continue
        equations = [one for column in sheet.columns() for one in _equations(sheet, column)]
        failing = [one for one in equations if not foots(*one)]
        if len(failing) > _UNDERSTOOD and len(failing) * 2 > len(equations):
            continue
        for total, parts in equations:
            for part in parts:
                yield part.iri, "addsUpTo", iri(total.iri)
        yield from _proved(sheet, equations)
        yield from _without_parts(sheet)
        yield from _of_which(sheet)


def _proved(sheet: CheckedSheet, equations: list[tuple[Fact, list[Fact]]]) -> Iterator[Triple]:
    """`chk:provedSum`: the rows of a sum are certainly its parts, as in another column or as in most of the form.

    A form whose rows have labels only and whose sum holds nowhere may be read wrong as well as printed wrong.
    """
    holding = [one for one in equations if len(one[1]) > 1 and foots(*one)]
    known = {_rows_of(*one) for one in holding}
    failing = sum(1 for one in equations if not foots(*one))
    most_hold = len(holding) >= _ENOUGH and len(holding) > failing
    coded = any(line.kind for line in sheet.lines)
    for total, parts in equations:
        shown = _rows_of(total, parts) in known or (coded and most_hold)
        if shown and not _is_another_row(sheet, total, parts):
            yield total.iri, "provedSum", terms.boolean(True)


def _is_another_row(sheet: CheckedSheet, total: Fact, parts: list[Fact]) -> bool:
    """Whether a row that was not taken for a part prints just what the parts lack, or one that was what is too much."""
    column = total.one("columnLabel")
    difference = abs((total.value or Decimal(0)) - sum((part.value or Decimal(0) for part in parts), Decimal(0)))
    others = [line.figures[column] for line in sheet.lines if column in line.figures]
    return any(figure.value == difference for figure in others if figure is not total)


def _rows_of(total: Fact, parts: list[Fact]) -> tuple[str, ...]:
    return (total.one("rowNumber"), *(part.one("rowNumber") for part in parts))


def _without_parts(sheet: CheckedSheet) -> Iterator[Triple]:
    """`chk:withoutParts`: the total of a column in which no row below prints a figure, though rows print others."""
    total = sheet.total()
    lines = [line for line in sheet.lines if line is not total and line.kind]
    if total is None or len(lines) <= 1:
        return
    printed = {column for line in lines for column in line.figures}
    for column, figure in total.figures.items():
        if column not in printed and figure.value and component(figure).partition(".")[0] not in _NOT_SUMMED:
            yield figure.iri, "withoutParts", terms.boolean(True)


def _of_which(sheet: CheckedSheet) -> Iterator[Triple]:
    """`chk:ofWhich`: from an item 其中：… to the item above it, in forms whose rows have labels only."""
    if any(line.kind for line in sheet.lines):
        return
    whole: SheetLine | None = None
    for line in sheet.lines:
        if not _PART.match(plain(line.label)):
            whole = line if line.number and not line.is_total else None
        elif whole is not None and _is_next(whole, line):
            for column in line.figures.keys() & whole.figures.keys():
                yield line.figures[column].iri, "ofWhich", iri(whole.figures[column].iri)


def _is_next(whole: SheetLine, part: SheetLine) -> bool:
    """Whether only the parent stands above: an item whose parent prints no figure belongs to no row that is known."""
    return part.number == whole.number + 1


def foots(total: Fact, parts: list[Fact]) -> bool:
    """Whether the parts add up to the total within what rounding may hide."""
    difference = abs((total.value or Decimal(0)) - sum((part.value or Decimal(0) for part in parts), Decimal(0)))
    return difference <= sum((one.step for one in (total, *parts)), Decimal(0)) / 2


def _is_fragment(facts: Facts, sheet: CheckedSheet) -> bool:
    form = facts.by_iri.get(sheet.form)
    return form is not None and form.one("status") == "fragment"


def _equations(sheet: CheckedSheet, column: str) -> Iterator[tuple[Fact, list[Fact]]]:
    """The totals of one column with their parts; a total none of whose parts is printed tells nothing."""
    figure = next(line.figures[column] for line in sheet.lines if column in line.figures)
    if component(figure).partition(".")[0] in _NOT_SUMMED or figure.one("printedUnit") in _RATES:
        return
    for readings in _totals(sheet):
        best: tuple[Fact, list[Fact]] | None = None
        for total, parts in readings:
            printed = [part.figures[column] for part in parts if column in part.figures]
            if column not in total.figures or not printed:
                continue
            equation = (total.figures[column], printed)
            if best is None or (foots(*equation) and not foots(*best)):
                best = equation
        if best is not None:
            yield best


def _totals(sheet: CheckedSheet) -> Iterator[list[tuple[SheetLine, list[SheetLine]]]]:
    """For every total the ways to read what it sums up, the likeliest first."""
    if any(line.kind for line in sheet.lines):
        yield from _coded(sheet.lines)
    else:
        yield from _numbered(sheet)


def _coded(lines: list[SheetLine]) -> Iterator[list[tuple[SheetLine, list[SheetLine]]]]:
    """Forms whose rows have codes: subjects under subjects, these under units, these under the total."""
    total = next((line for line in lines if line.is_grand_total and line.kind != "project"), None)
    by_subject = any(line.kind == "subject" for line in lines)
    below: dict[int, list[SheetLine]] = {}
    top: list[SheetLine] = []
    units: list[SheetLine] = []
    subjects: list[SheetLine] = []
    for line in lines:
        if line is total:
            continue
        if line.kind == "unit" or (not line.kind and line.is_total and not by_subject):
            units = [unit for unit in units if _above(unit, line)]
            subjects = []
            parent = units[-1] if units else None
            units.append(line)
        elif line.kind == "subject":
            subjects = [subject for subject in subjects if _above(subject, line)]
            parent = subjects[-1] if subjects else units[-1] if units else None
            subjects.append(line)
        elif line.kind == "project":
            parent = units[-1] if units else None
        else:
            continue
        if parent is None:
            top.append(line)
        else:
            below.setdefault(id(parent), []).append(line)
    orphans = _of_no_class(lines)
    for line in lines:
        if id(line) in below:
            parts = below[id(line)]
            yield [(line, parts), *((line, [*parts, orphan]) for orphan in orphans)]
    if total is not None and top:
        leaves = [line for line in lines if line is not total and id(line) not in below and line.kind]
        first = [line for line in top if line.kind in ("unit", "")][:1]
        groups = [line for line in lines if line is not total and numbering_level(line.label) == 0]
        known = [line for line in top if line not in orphans]
        yield [(total, reading) for reading in (top, leaves, first, groups, known) if reading]


def _of_no_class(lines: list[SheetLine]) -> list[SheetLine]:
    """Subjects whose class is not printed, where that of most others is: their code may be misprinted."""
    codes = {line.code for line in lines if line.kind == "subject"}
    subjects = [line for line in lines if line.kind == "subject"]
    orphans = [line for line in subjects if line.code[:_CLASS] not in codes]
    return orphans if len(orphans) * _RARELY <= len(subjects) else []


def _above(upper: SheetLine, lower: SheetLine) -> bool:
    return bool(upper.code) and lower.code != upper.code and lower.code.startswith(upper.code)


def _numbered(sheet: CheckedSheet) -> Iterator[list[tuple[SheetLine, list[SheetLine]]]]:
    """Forms whose rows have labels only: 一、 over （一）; a total closes what stands above it, then is an addend."""
    if sheet.kind == "assets":
        yield from _asset_rows(sheet.lines)
        return
    open_rows: list[SheetLine] = []
    inner: dict[int, list[SheetLine]] = {}
    outer: list[tuple[int, SheetLine]] = []
    for line in sheet.lines:
        label = plain(line.label)
        level = numbering_level(label)
        if _GROUP_MARK in label:
            continue
        if line.is_total and level is None:
            addends = list(open_rows)
            if addends:
                yield [(line, addends), *_without_last_totals(line, addends)]
            open_rows, outer = [line], []
            continue
        if meaning(label).part:
            continue
        if level is not None:
            outer = [(depth, row) for depth, row in outer if depth < level]
            if outer:
                inner.setdefault(id(outer[-1][1]), []).append(line)
            else:
                open_rows.append(line)
            outer.append((level, line))
        elif not outer or not inner.get(id(outer[-1][1])):
            open_rows.append(line)
    for line in sheet.lines:
        if len(inner.get(id(line), [])) > 1:
            yield [(line, inner[id(line)])]
    yield from _of_the_year(sheet.lines)


def _of_the_year(lines: list[SheetLine]) -> Iterator[list[tuple[SheetLine, list[SheetLine]]]]:
    """一、本年收入 (本年支出) over rows without numbers, up to the next number or total."""
    for index, line in enumerate(lines):
        if not _OF_THE_YEAR.fullmatch(plain(strip_numbering(line.label))) or numbering_level(line.label) is None:
            continue
        rest = lines[index + 1 :]
        ends = (place for place, row in enumerate(rest) if row.is_total or numbering_level(row.label) is not None)
        parts = [row for row in rest[: next(ends, len(rest))] if not meaning(plain(row.label)).part]
        if parts:
            yield [(line, parts)]


def _without_last_totals(total: SheetLine, addends: list[SheetLine]) -> list[tuple[SheetLine, list[SheetLine]]]:
    """Totals after one another (本年支出合计, 支出总计) may each repeat the one before."""
    totals = [line for line in addends if line.is_total]
    unnumbered = [line for line in addends if numbering_level(line.label) is None]
    return [(total, rows) for rows in (totals, unnumbered) if rows and len(rows) < len(addends)]


def _asset_rows(lines: list[SheetLine]) -> Iterator[list[tuple[SheetLine, list[SheetLine]]]]:
    total = next((line for line in lines if line.is_total), None)
    parts = [line for line in lines if line is not total and numbering_level(line.label) is not None]
    if total is not None and parts:
        yield [(total, parts)]
