"""Where a document has parts that were not read: what is among them may be incomplete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from loaders.printing import amount_of

_TABLE = re.compile(r".*?表 \d+(?= )")
_ROW = re.compile(r".*?第 \d+ 行(?= |$)")
_HEAD_LINES = 6
"""The title of a form, its unit and header are on so many lines."""
_IN_FORMS = ("number", "table")
"""Kinds of unread parts that may be rows of a form."""


class UnreadPlaces:
    """The unread figures and tables of a document."""

    def __init__(self, facts: Facts) -> None:
        unread = facts.of_type("UnreadPart")
        self._parts = [part for part in unread if part.one("kind") in _IN_FORMS]
        self._garbled = {part.line for part in unread if part.one("kind") not in _IN_FORMS}
        self._tables = {table for part in self._parts if (table := _table(part))}
        self._lines = [part.line for part in self._parts if part.line is not None and not _table(part)]

    def touch(self, figures: Iterable[Fact]) -> bool:
        """Whether something was not read in the tables of figures, or between their lines."""
        found = list(figures)
        tables = {_table(figure) for figure in found} - {""}
        lines = [figure.line for figure in found if figure.line is not None and not _table(figure)]
        between = lines and any(min(lines) <= line <= max(lines) for line in self._lines)
        return bool(between or tables & self._tables)

    def rows(self) -> frozenset[str]:
        """The rows and lines with unread figures, as `row_of` names the place of a fact."""
        return frozenset(row_of(part) for part in self._parts if part.one("kind") == "number") - {""}

    def below(self, form: Fact) -> bool:
        """Whether rows right below the title of a form were not read, so that it is not shown to be empty."""
        if table := _table(form):
            return table in self._tables
        return form.line is not None and any(form.line < line <= form.line + _HEAD_LINES for line in self._lines)

    def amounts(self, figures: Iterable[Fact]) -> frozenset[Decimal]:
        """The unread figures in the tables of figures, or on their lines, in the unit that the form prints.

        None of a line that prints something else in a column of amounts: that is what is wrong with it.
        """
        found = list(figures)
        tables, lines = {_table(figure) for figure in found} - {""}, {figure.line for figure in found}
        beside = [
            part
            for part in self._parts
            if (_table(part) in tables if _table(part) else part.line in lines - self._garbled)
        ]
        printed = (amount_of(part.one("text")) for part in beside)
        return frozenset(abs(Decimal(amount)) for amount in printed if amount)


def row_of(fact: Fact) -> str:
    """The line or row of a fact's place: `第 412 行`, `第 3 页 表 2 第 5 行`; empty where it has none."""
    match = _ROW.match(fact.one("sourcePlace"))
    return match[0] if match else ""


def _table(fact: Fact) -> str:
    """The table of a place as the fact prints it: `第 3 页 表 2`; empty for a line of text."""
    match = _TABLE.match(fact.one("sourcePlace"))
    return match[0] if match else ""
