"""Sums of a disclosure's figures (汇总), kept beside them: questions about all departments read a sum, not all figures.

A sum repeats what the figures say; `cnb:sum` is no `cnb:amount`, so that nothing is counted twice. `queries/sums` says
the same in SPARQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from loaders import iris
from loaders.triples import terms
from loaders.triples.writer import GraphWriter, Values

SUM_CLASS = "cnb:Sum"
SUM_OF_LEVEL = dict(zip(iris.SUBJECT_LEVELS, ("cnb:classSum", "cnb:sectionSum", "cnb:itemSum"), strict=True))
"""The property that leads from the sum of a form to its sums by 类, 款 and 项, by the digits of their codes."""


@dataclass(frozen=True, slots=True)
class Summand:
    """A figure that counts (`cnb:amount`): yuan; IRIs of form, meaning of the column, subject and all above it.

    `column` is the column's label as a term, empty where it has none; `position` the figure's place in its row;
    `occurrence` how many columns of the form before it print the same words.
    """

    yuan: Decimal
    form: str
    component: str
    column: str
    position: int
    occurrence: int = 0
    subjects: tuple[str, ...] = ()


@dataclass(slots=True)
class _SummedColumn:
    """What is summed of one column: yuan, the figures that are not zero, the first place in a row."""

    yuan: Decimal = Decimal(0)
    figures: int = 0
    position: int | None = None

    def add(self, one: Summand) -> None:
        self.yuan += one.yuan
        self.figures += one.yuan != 0
        self.position = one.position if self.position is None else min(self.position, one.position)


@dataclass(slots=True)
class _Sums:
    """The sums of one kind of form."""

    amounts: list[Decimal] = field(default_factory=list)
    columns: dict[tuple[str, str, int], _SummedColumn] = field(default_factory=lambda: defaultdict(_SummedColumn))
    subjects: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, one: Summand) -> None:
        self.amounts.append(one.yuan)
        self.columns[one.component, one.column, one.occurrence].add(one)
        for subject in one.subjects:
            self.subjects[subject] += one.yuan


def add_sums(writer: GraphWriter, disclosure: str, shared: Values, summands: Iterable[Summand]) -> None:
    """Write the sums of a disclosure (its IRI): of each kind of form, of its columns, of its subjects."""
    forms: dict[str, _Sums] = defaultdict(_Sums)
    for one in summands:
        forms[one.form].add(one)
    for form, sums in forms.items():
        _form(writer, f"{disclosure}/sum/{_last(form)}", shared, form, sums)


def _form(writer: GraphWriter, subject: str, shared: Values, form: str, sums: _Sums) -> None:
    values: dict[str, str | Iterable[str] | None] = {
        **shared,
        "cnb:formSumOf": terms.iri(form),
        "cnb:sum": terms.decimal(sum(sums.amounts, Decimal(0))),
        "cnb:largestAmount": terms.decimal(max(sums.amounts)),
        "cnb:columnSum": _columns(writer, subject, sums.columns),
    }
    for digits, above in SUM_OF_LEVEL.items():
        values[above] = [
            _subject(writer, subject, code, yuan) for code, yuan in sums.subjects.items() if len(_last(code)) == digits
        ]
    writer.describe(subject, SUM_CLASS, values)


def _columns(writer: GraphWriter, above: str, columns: Mapping[tuple[str, str, int], _SummedColumn]) -> list[str]:
    """Write the sums of the columns; those of one meaning are numbered in the order of their labels."""
    found, times = [], defaultdict[str, int](int)
    for component, label, occurrence in sorted(columns):
        times[component] += 1
        again = "" if times[component] == 1 else f"~{times[component]}"
        subject = f"{above}/column/{_last(component)}{again}"
        column = columns[component, label, occurrence]
        values: Values = {
            "cnb:sumComponent": terms.iri(component),
            "cnb:sum": terms.decimal(column.yuan),
            "cnb:columnLabel": label or None,
            "cnb:position": terms.integer(column.position),
            "cnb:nonZeroFigures": terms.integer(column.figures),
        }
        writer.describe(subject, SUM_CLASS, values)
        found.append(terms.iri(subject))
    return found


def _subject(writer: GraphWriter, above: str, code: str, yuan: Decimal) -> str:
    scheme = _last(code.rpartition("/")[0])
    subject = f"{above}/{scheme}/{_last(code)}"
    writer.describe(subject, SUM_CLASS, {"cnb:sumSubject": terms.iri(code), "cnb:sum": terms.decimal(yuan)})
    return terms.iri(subject)


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
