"""What adds up along a row: 合计 = 基本支出 + 项目支出, 小计 + 上年结转, 人员经费 + 公用经费.

`chk:acrossTo` leads from each part to its total. The header says what should add up; where most rows do not, the
header is not understood (or the columns are another view of the money) and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from kb.checks.relations.forms.rows import foots
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, component, sheets
from loaders.forms.arithmetic import equations
from loaders.forms.columns import NO_HEADER, FormColumn
from loaders.triples import terms

_ENOUGH = 2
"""So many rows in which the columns add up show how the header is to be read: `chk:provedAcross`."""
_OTHER_MEASURES = ("quantity", "unit-price", "sme-share", "micro-share", "project-budget", "unknown")


def triples(facts: Facts) -> Iterator[Triple]:
    """Which figure adds up to which, over all forms."""
    for sheet in sheets(facts):
        for total, parts in _equations(sheet) if sheet.has_units() else ():
            rows = [row for line in sheet.lines if (row := _row(line, total, parts)) is not None]
            holding = sum(1 for row in rows if foots(*row))
            if holding * 2 < len(rows) or (holding == 0 and len(rows) > 1):
                continue
            for whole, printed in rows:
                if _is_explained(sheet, whole, printed):
                    continue
                for part in printed:
                    yield part.iri, "acrossTo", iri(whole.iri)
                if holding >= _ENOUGH:
                    yield whole.iri, "provedAcross", terms.boolean(True)


def _is_explained(sheet: CheckedSheet, whole: Fact, parts: list[Fact]) -> bool:
    """Whether the row prints just what its parts lack, in a column that was not known for a part."""
    lacking = (whole.value or Decimal(0)) - sum((part.value or Decimal(0) for part in parts), Decimal(0))
    line = next(line for line in sheet.lines if whole in line.figures.values())
    others = [figure for figure in line.figures.values() if figure is not whole and figure not in parts]
    return lacking != 0 and any(figure.value == lacking for figure in others)


def _row(line: SheetLine, total: str, parts: list[str]) -> tuple[Fact, list[Fact]] | None:
    printed = [line.figures[part] for part in parts if part in line.figures]
    if total not in line.figures or not printed:
        return None
    return line.figures[total], printed


def _equations(sheet: CheckedSheet) -> Iterator[tuple[str, list[str]]]:
    """The columns that total others, by their labels."""
    columns = []
    for index, label in enumerate(sheet.columns()):
        figure = next(line.figures[label] for line in sheet.lines if label in line.figures)
        meant = component(figure)
        if NO_HEADER in label or meant.partition(".")[0] in _OTHER_MEASURES or meant in _OTHER_MEASURES:
            continue
        columns.append(FormColumn(index, tuple(label.split("/")), "amount", meant, sheet.side))
    labels = sheet.columns()
    for equation in equations(tuple(columns)):
        yield labels[equation.total], [labels[part] for part in equation.parts]
