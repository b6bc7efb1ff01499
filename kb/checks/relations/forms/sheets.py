"""The figures of a form as rows and columns again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from kb.checks.facts import Fact, Facts
from loaders.printing import MEMORY, fold
from loaders.table.labels import is_total_label, strip_numbering

_REPEATED = re.compile(r"^(.+?)\1+$")
_ONE_KIND = re.compile("人员经费|公用经费")
_OF_THE_YEAR = re.compile("(?:当年|本年)(?:财政|预算)?(?:拨款|安排)[^/]*/(?!小计|合计)")
_CARRIED_OVER = re.compile("结转")
_UNREAD_FORMS = ("unknown",)
_COUNTED = ("quantity", "unit-price", "sme-share", "micro-share", "unknown")
"""Columns that hold no amount of money."""


@dataclass
class SheetLine:
    """One row (one side of it, in a two-sided form): its label, code and figures by column."""

    number: int
    label: str
    code: str
    kind: str
    figures: dict[str, Fact] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        """Whether its label says that it sums up others (合计, 本年支出合计, 某某小计)."""
        return is_total_label(plain(self.label))

    @property
    def is_grand_total(self) -> bool:
        """Whether it sums up the whole form: no code, and no total of one kind only (人员经费合计)."""
        return not self.code and self.is_total and not _ONE_KIND.search(self.label)


@dataclass
class CheckedSheet:
    """One side of one form: its rows in printed order."""

    form: str
    kind: str
    title: str
    side: str
    lines: list[SheetLine]

    def columns(self) -> list[str]:
        """The labels of its columns."""
        return list(dict.fromkeys(column for line in self.lines for column in line.figures))

    def with_columns(self, kept: Collection[str]) -> CheckedSheet:
        """Some of its columns, and the rows that have figures there."""
        lines = [replace(line, figures={c: f for c, f in line.figures.items() if c in kept}) for line in self.lines]
        return replace(self, lines=[line for line in lines if line.figures])

    def has_units(self) -> bool:
        """Whether its figures can be added up: all that are not counted bear a unit of money, or none does."""
        figures = [figure for line in self.lines for figure in line.figures.values()]
        without = any(not figure.one("printedUnit") and component(figure) not in _COUNTED for figure in figures)
        return not (without and any(figure.is_money for figure in figures))

    def total(self) -> SheetLine | None:
        """The row that sums up the whole form: without a code, its label a total."""
        return next((line for line in self.lines if line.is_grand_total), None)


@lru_cache(maxsize=MEMORY)
def plain(label: str) -> str:
    """A row's label without blanks and without the repetition that merged cells bring: 合计合计 → 合计."""
    folded = fold(label)
    match = _REPEATED.match(folded)
    return match[1] if match and is_total_label(match[1]) else folded


@lru_cache(maxsize=MEMORY)
def core(label: str) -> str:
    """What a row or statement is about, without number, level and 支出: 八、社会保障和就业支出 → 社会保障和就业."""
    bare = fold(strip_numbering(plain(label)))
    bare = re.sub(r"\((?:类|款|项|类级|款级|项级)\)|\"", "", bare)
    return bare.removesuffix("支出") or bare


def sheets(facts: Facts) -> Iterator[CheckedSheet]:
    """Every form with figures, side by side."""
    members: dict[tuple[str, str], dict[int, SheetLine]] = defaultdict(dict)
    forms: dict[tuple[str, str], Fact] = {}
    for figure in facts.of_type("qb:Observation"):
        form, side = form_of(figure), figure.one("side")
        lines = members[form, side]
        number = int(figure.one("rowNumber"))
        if number not in lines:
            lines[number] = SheetLine(number, figure.one("rowLabel"), figure.one("rowCode"), _kind(figure))
        lines[number].figures.setdefault(figure.one("columnLabel"), figure)
        forms[form, side] = figure
    for (form, side), lines in members.items():
        kind = forms[form, side].one("formKind").rpartition("/")[2]
        if kind not in _UNREAD_FORMS:
            title = facts.by_iri[form].one("dcterms:title") if form in facts.by_iri else ""
            yield CheckedSheet(form, kind, title, side, [lines[number] for number in sorted(lines)])


def parted_by_year(sheet: CheckedSheet) -> list[CheckedSheet]:
    """A form apart from its columns below 当年拨款, where it prints beside them what is carried over and both together.

    The columns of the year are a form of their own, of the kind `…-of-the-year`.
    """
    columns = sheet.columns()
    of_the_year = {column for column in columns if _OF_THE_YEAR.search(fold(column))}
    if not of_the_year or not any(_CARRIED_OVER.search(column) for column in set(columns) - of_the_year):
        return [sheet]
    return [
        sheet.with_columns(set(columns) - of_the_year),
        replace(sheet.with_columns(of_the_year), kind=f"{sheet.kind}-of-the-year"),
    ]


def is_of_place(sheet: CheckedSheet, place: Mapping[str, Any]) -> bool:
    """Whether a form is of the kind and side that a place of `quantities.toml` names, and has such a title."""
    title = fold(sheet.title)
    wanted, unwanted = place.get("title", ""), place.get("not_title")
    titled = re.search(wanted, title) and not (unwanted and re.search(unwanted, title))
    return bool(sheet.kind in place["form"] and place.get("side", sheet.side) == sheet.side and titled)


def form_of(figure: Fact) -> str:
    """The IRI of the form that a figure is in."""
    return figure.one("qb:dataSet").removesuffix("/totals").removesuffix("/quantities")


def component(figure: Fact) -> str:
    """The id of the meaning of a figure's column."""
    return figure.one("component").rpartition("/")[2]


def _kind(figure: Fact) -> str:
    if figure.one("subject"):
        return "subject"
    if figure.one("project"):
        return "project"
    return "unit" if figure.one("rowCode") else ""
