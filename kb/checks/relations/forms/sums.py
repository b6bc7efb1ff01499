"""How far the sums of forms (`cnb:addsUpTo`) prove that a total and its parts contradict each other.

`chk:checkedDown` and `chk:checkedAcross` lead from a total to the severity of its sum, down its column or across its
row, if that breaks. Where the form shows that its sums are not understood, or where one figure more or less would make
the sum right, there is neither: a wrong reading is then more likely than a wrong figure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kb.checks.facts import Fact, Facts
from kb.checks.finding import ERROR, WARNING
from kb.checks.relations import Triple, text
from kb.checks.relations.forms.sheets import component, form_of, plain
from kb.checks.relations.unread_places import UnreadPlaces
from loaders.table.labels import is_total_label
from loaders.triples import terms

_UNDERSTOOD = 2
"""A form in which more totals fail than hold, and more than this many, is not understood."""
_ENOUGH = 2
"""So many sums that hold show which rows (or columns) add up."""
_UNKNOWN = "unknown"
_ZERO = Decimal(0)

Pairs = set[tuple[str, str]]
"""Rows (or columns), each with one that is a part of it."""

_Lines = dict[tuple[str, str], list[Fact]]
"""The figures of every column (or row) of every form, by form and number."""


@dataclass(frozen=True)
class FigureSum:
    """A total and the figures that add up to it, as the form's rows or header say."""

    whole: Fact
    parts: Sequence[Fact]

    @property
    def difference(self) -> Decimal:
        """The total less its parts."""
        return (self.whole.value or _ZERO) - sum((part.value or _ZERO for part in self.parts), _ZERO)

    @property
    def holds(self) -> bool:
        """Whether the parts add up to the total within half a unit of every last printed place."""
        return abs(self.difference) <= sum((part.step for part in self.parts), self.whole.step) / 2

    def pairs(self, name: str) -> Pairs:
        """The row (or column) of the total, with that of each part."""
        return {(self.whole.one(name), part.one(name)) for part in self.parts}


def triples(facts: Facts) -> Iterator[Triple]:
    """The severity of every sum that is to be checked, over all forms."""
    down, across = sums(facts)
    unread = UnreadPlaces(facts)
    column_of, row_of = _lines(facts, "columnNumber"), _lines(facts, "rowNumber")
    for form, members in down.items():
        if not _is_fragment(facts, form) and _is_understood(members):
            known = _pairs(members, "rowNumber")
            figures = [figure for one in members for figure in (one.whole, *one.parts)]
            whole_read = not unread.touch(figures)
            sure = whole_read and any(figure.one("rowCode") for figure in figures)
            left_out = unread.amounts(figures)
            for one, severity in _judged_down(members, row_of, known, sure=sure, whole_read=whole_read):
                if abs(one.difference) / one.whole.scale not in left_out and not _is_misread(
                    one, column_of[form, one.whole.one("columnNumber")], one.pairs("rowNumber") & known
                ):
                    yield one.whole.iri, "checkedDown", text(severity)
            yield from _without_parts(members, row_of, column_of)
    for form, members in across.items():
        known = _pairs(members, "columnNumber")
        for one, severity in _judged_across(members):
            if not _is_misread(one, row_of[form, one.whole.one("rowNumber")], one.pairs("columnNumber") & known):
                yield one.whole.iri, "checkedAcross", text(severity)


def _pairs(members: Iterable[FigureSum], name: str) -> Pairs:
    """The rows (or columns) that are shown to be parts of others, by sums that hold."""
    return {pair for one in members if one.holds and one.whole.value for pair in one.pairs(name)}


def sums(facts: Facts) -> tuple[dict[str, list[FigureSum]], dict[str, list[FigureSum]]]:
    """The sums of every form: down its columns, and across its rows."""
    parts: dict[tuple[str, bool], list[Fact]] = defaultdict(list)
    for figure in facts.of_type("qb:Observation"):
        for whole in figure.properties.get("addsUpTo", ()):
            is_down = facts.by_iri[whole].one("columnNumber") == figure.one("columnNumber")
            parts[whole, is_down].append(figure)
    down: dict[str, list[FigureSum]] = defaultdict(list)
    across: dict[str, list[FigureSum]] = defaultdict(list)
    for (whole, is_down), members in parts.items():
        total = facts.by_iri[whole]
        if any(map(_is_unknown, (total, *members))):
            continue
        (down if is_down else across)[form_of(total)].append(FigureSum(total, members))
    return down, across


def _is_unknown(figure: Fact) -> bool:
    """Whether nobody knows what the figure's column means: one that is called 小计 sums up the columns beside it."""
    label = plain(figure.one("columnLabel").rpartition("/")[2])
    return component(figure) == _UNKNOWN and not is_total_label(label)


def _lines(facts: Facts, name: str) -> _Lines:
    """The figures of every column, or row, of every form."""
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for figure in facts.of_type("qb:Observation"):
        found[form_of(figure), figure.one(name)].append(figure)
    return found


def _is_fragment(facts: Facts, form: str) -> bool:
    return form in facts.by_iri and facts.by_iri[form].one("status") == "fragment"


def _is_understood(members: Sequence[FigureSum]) -> bool:
    failing = sum(1 for one in members if not one.holds)
    return failing <= _UNDERSTOOD or failing * 2 <= len(members)


def _is_misread(one: FigureSum, beside: Iterable[Fact], known: Pairs) -> bool:
    """Whether a figure of the same line is just what the parts lack or have too much: one not known for a part."""
    lacking = abs(one.difference)
    proved = {part for _, part in known}
    sure = [part for part in one.parts if proved & {part.one("rowNumber"), part.one("columnNumber")}]
    return lacking != 0 and any(
        abs(figure.value or _ZERO) == lacking for figure in beside if figure is not one.whole and figure not in sure
    )


def _without_parts(members: Sequence[FigureSum], row_of: _Lines, column_of: _Lines) -> Iterator[Triple]:
    """`chk:withoutParts`: the total alone prints a figure in its column, where rows below it print others."""
    for row in {one.whole.one("rowNumber"): one for one in members if len(one.parts) > 1}.values():
        form = form_of(row.whole)
        for figure in row_of[form, row.whole.one("rowNumber")]:
            alone = len(column_of[form, figure.one("columnNumber")]) == 1
            if alone and figure.value and figure.is_money:
                yield figure.iri, "withoutParts", terms.boolean(True)


def _judged_down(
    members: Sequence[FigureSum], row_of: _Lines, known: Pairs, *, sure: bool, whole_read: bool
) -> Iterator[tuple[FigureSum, str]]:
    """An error where the same rows add up in other columns or, in forms with codes (`sure`), most rows do.

    Nothing is an error where a figure of the form was not read (`whole_read`).

    Where a row's sum breaks in several columns, or has no parts in one, a row may be missing that conversion lost.
    """
    wholes = {one.whole.iri for one in members}
    failing = Counter(one.whole.one("rowNumber") for one in members if not one.holds)
    holding = sum(1 for one in members if one.holds and one.whole.value)
    most_hold = sure and holding >= _ENOUGH and holding > failing.total()
    for one in members:
        row = one.whole.one("rowNumber")
        beside = row_of[form_of(one.whole), row]
        alone = failing[row] <= 1 and all(figure.iri in wholes or not _is_some_money(figure) for figure in beside)
        shown = most_hold or (len(known) >= _ENOUGH and one.pairs("rowNumber") <= known)
        yield one, ERROR if whole_read and alone and shown and not _is_repaired(one) else WARNING


def _is_some_money(figure: Fact) -> bool:
    """Whether it prints money."""
    return bool(figure.value and figure.is_money)


def _judged_across(members: Sequence[FigureSum]) -> Iterator[tuple[FigureSum, str]]:
    """An error where the same columns add up in other rows; nothing where in most rows they do not."""
    by_total: dict[str, list[FigureSum]] = defaultdict(list)
    for one in members:
        by_total[one.whole.one("columnNumber")].append(one)
    for rows in by_total.values():
        holding = sum(1 for one in rows if one.holds)
        columns = {part.one("columnNumber") for one in rows for part in one.parts}
        if len(columns) > 1 and holding > 0 and len(rows) <= holding * 2:
            for one in rows:
                yield one, ERROR if holding >= _ENOUGH and not _is_repaired(one) else WARNING


def _is_repaired(one: FigureSum) -> bool:
    """Whether the place of a figure was worked out from sums, and not printed so."""
    return any(figure.one("repaired") for figure in (one.whole, *one.parts))
