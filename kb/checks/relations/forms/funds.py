"""Forms of one fund (政府性基金, 国有资本经营) against the forms that hold all fiscal appropriations.

`chk:beyondTotal` leads from the total of a fund's form to that of 财政拨款收支总表, where that is the general
public budget alone. `chk:fundWithoutForm` leads from a fund's income to the form of its expenditure, printed empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from kb.checks.relations.definitions import definitions
from kb.checks.relations.forms.sheets import CheckedSheet, SheetLine, component, plain, sheets
from loaders.reference.periods import period_of
from loaders.table.labels import strip_numbering

_TOTALS = ("total", "expenditure")
_TOTAL_ROWS = re.compile("(?:本年)?支出(?:合计|总计|总额)|总计|合计")
_INCOME_ROW = "{fund}(?:预算)?(?:财政)?(?:拨款)?(?:收入)?"
_EMPTY = "empty"
_OTHER_TIMES = re.compile("上年|执行|年初|调整|增减")
_YEARS = re.compile(r"20\d\d")


def triples(facts: Facts) -> Iterator[Triple]:
    """The totals of funds that no total holds, and the funds received whose form is empty."""
    all_sheets = list(sheets(facts))
    yield from _beyond(all_sheets)
    yield from _without_form(facts, all_sheets)


def _funds() -> Mapping[str, str]:
    """The names of the funds with a form of their own, by kind of form."""
    funds: Mapping[str, str] = definitions()["funds"]
    return funds


def _beyond(all_sheets: list[CheckedSheet]) -> Iterator[Triple]:
    general = _only(_totals(all_sheets, "general-expenditure"))
    whole = [
        figure
        for sheet in all_sheets
        if sheet.kind == "fiscal-balance" and sheet.side == "expenditure"
        for line in sheet.lines
        if _TOTAL_ROWS.fullmatch(plain(line.label))
        for figure in _in_total(line)
    ]
    if general is None or not whole or any(figure.value != general.value for figure in whole):
        return
    for fund in _funds():
        total = _only(_totals(all_sheets, fund))
        if total is not None and total.value:
            yield total.iri, "beyondTotal", iri(whole[-1].iri)


def _totals(all_sheets: list[CheckedSheet], kind: str) -> list[Fact]:
    """The totals of the forms of a kind, each in its column of totals or its only one."""
    lines = [total for sheet in all_sheets if sheet.kind == kind and (total := sheet.total()) is not None]
    return [figure for line in lines for figure in _in_total(line)]


def _of_the_year(line: SheetLine) -> list[Fact]:
    """The figures of a row in columns of this year and stage: not 上年, 年初预算, 2023年预算数 of 2024."""
    return [
        figure
        for label, figure in line.figures.items()
        if not _OTHER_TIMES.search(label)
        and not period_of(component(figure))
        and set(_YEARS.findall(label)) <= {figure.one("fiscalYear")}
    ]


def _in_total(line: SheetLine) -> list[Fact]:
    figures = _of_the_year(line)
    of_total = [figure for figure in figures if component(figure) in _TOTALS]
    return of_total[:1] or (figures if len(figures) == 1 else [])


def _only(found: list[Fact]) -> Fact | None:
    return found[0] if len(found) == 1 and found[0].is_money else None


def _without_form(facts: Facts, all_sheets: list[CheckedSheet]) -> Iterator[Triple]:
    for fund, name in _funds().items():
        forms = [form for form in facts.of_type("Form") if form.one("formKind").endswith(f"/{fund}")]
        if len(forms) != 1 or forms[0].one("status") != _EMPTY:
            continue
        shape = re.compile(_INCOME_ROW.format(fund=name))
        received = [figure for figure in _received(all_sheets, shape) if (figure.value or Decimal(0)) > 0]
        if received:
            yield received[0].iri, "fundWithoutForm", iri(forms[0].iri)


def _received(all_sheets: list[CheckedSheet], shape: re.Pattern[str]) -> Iterator[Fact]:
    for sheet in all_sheets:
        if sheet.kind not in ("balance", "fiscal-balance") or sheet.side != "income":
            continue
        for line in sheet.lines:
            if shape.fullmatch(strip_numbering(plain(line.label))):
                yield from _of_the_year(line) if len(_of_the_year(line)) == 1 else ()
