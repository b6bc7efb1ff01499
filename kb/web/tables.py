"""Tables of a page: described by the `#+` header of a query, sorted, cut into pages, added up, taken away as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from kb.resources import folder
from kb.rows.columns import Column
from kb.rows.printed import YUAN, Answer, Value
from kb.sparql.headers import read_header
from kb.web.numbers import decimals_of

if TYPE_CHECKING:
    from kb.web.library import Edition, Row

LINK = "_iri"
"""A variable `x_iri` is where the values of the column `x` lead."""

NAMES_OF_NUMBERS = frozenset({"fiscal_year", "year", "issued", "code", "years"})
"""Columns whose digits are names."""

ROWS_OF_A_PAGE = 200
FORMATS = ("csv", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Described:
    """What the header of a query says of its table. `totals` are the columns whose sum over all rows is right."""

    name: str
    title: str
    title_en: str
    columns: tuple[Column, ...]
    totals: tuple[str, ...] = ()
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as one request wants it: `rows` are all of them in its order, `shown` those of its page."""

    described: Described
    rows: tuple[Row, ...]
    sort: str = ""
    page: int = 1
    href: Callable[[Row, str], str] = lambda _row, _name: ""

    @property
    def name(self) -> str:
        """What addresses call it."""
        return self.described.name

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that hold something; all of an empty table."""
        filled = tuple(
            column for column in self.described.columns if any(_holds(row, column.name) for row in self.rows)
        )
        return filled or self.described.columns

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of the page."""
        start = (self.page - 1) * ROWS_OF_A_PAGE
        return self.rows[start : start + ROWS_OF_A_PAGE]

    @property
    def pages(self) -> int:
        """How many pages its rows fill."""
        return max(1, -(-len(self.rows) // ROWS_OF_A_PAGE))

    @property
    def total(self) -> Row | None:
        """The sums over all rows, not those of the page alone; None where no column may be added up."""
        if len(self.rows) < 2:
            return None
        sums = {
            name: sum(values, Decimal(0))
            for name in self.described.totals
            if (values := [row[name] for row in self.rows if isinstance(row.get(name), (Decimal, int))])
        }
        return sums or None

    @property
    def decimals(self) -> dict[str, int]:
        """The decimals of each column of money on the page, in 万元: its points stand below each other."""
        amounts = {
            column.name: [row[column.name] for row in self.shown if isinstance(row.get(column.name), (Decimal, int))]
            for column in self.columns
            if is_money(column)
        }
        return {name: decimals_of(found) for name, found in amounts.items()}

    @property
    def numeric(self) -> frozenset[str]:
        """The names of the columns of numbers."""
        return frozenset(column.name for column in self.columns if self.is_numeric(column.name))

    def is_numeric(self, name: str) -> bool:
        """Whether every value of a column is a number, printed ones too; a year or a code is none."""
        if name in NAMES_OF_NUMBERS:
            return False
        values = [row[name] for row in self.rows if _holds(row, name)]
        return bool(values) and all(_number(value) is not None for value in values)

    def answer(self) -> Answer:
        """All its rows as they are shown, in 万元: what is taken away as a file."""
        columns = self.columns
        rows = tuple(tuple(row.get(column.name) for column in columns) for row in self.rows)
        return Answer(columns, rows).in_wan_yuan()


def described(name: str) -> Described:
    """The table of `queries/pages/NAME.rq`."""
    return _described(name)


@cache
def _described(name: str) -> Described:
    header, _text = read_header(folder("queries/pages") / f"{name}.rq")
    columns = tuple(Column(**{key: str(value) for key, value in one.items()}) for one in header.get("columns", ()))
    texts = (str(header.get(key, "")) for key in ("note", "note_en"))
    return Described(name, header["summary"], header["summary_en"], columns, tuple(header.get("totals", ())), *texts)


def table(
    edition: Edition,
    name: str,
    wanted: Mapping[str, str],
    href: Callable[[Row, str], str],
    rows: Sequence[Row] | None = None,
    **terms: Any,
) -> PageTable:
    """The table of a page query, sorted and cut as a request wants it; `rows` where they are known already."""
    found = edition.rows(name, **terms) if rows is None else rows
    return arranged(PageTable(described(name), tuple(found), href=href), wanted)


def arranged(one: PageTable, wanted: Mapping[str, str]) -> PageTable:
    """A table in the order (`NAME.sort=-amount`) and at the page (`NAME.page=2`) that a request wants."""
    sort = wanted.get(f"{one.name}.sort", "")
    column = sort.removeprefix("-")
    if column not in {each.name for each in one.described.columns}:
        sort, rows = "", one.rows
    else:
        rows = tuple(sorted_by(one.rows, column, descending=sort.startswith("-")))
    page = wanted.get(f"{one.name}.page", "1")
    number = min(max(int(page), 1), one.pages) if page.isdecimal() and len(page) < 9 else 1
    return replace(one, rows=rows, sort=sort, page=number)


def sorted_by(rows: Sequence[Row], column: str, *, descending: bool) -> list[Row]:
    """Rows by one column: numbers by value and before texts, blanks last either way."""
    held = [row for row in rows if _holds(row, column)]
    blank = [row for row in rows if not _holds(row, column)]

    def order(row: Row) -> tuple[bool, Decimal, str]:
        number = _number(row[column])
        return number is None, number or Decimal(0), str(row[column])

    return [*sorted(held, key=order, reverse=descending), *blank]


def _holds(row: Row, name: str) -> bool:
    return row.get(name) not in (None, "")


def _number(value: Value) -> Decimal | None:
    if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        return Decimal(value)
    try:
        number = Decimal(str(value).replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def is_money(column: Column) -> bool:
    """Whether a column is in yuan, which pages show in 万元."""
    return column.unit == YUAN
