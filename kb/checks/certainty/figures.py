"""Whether figures of forms that differ have no rival: another figure that the other place may speak of.

A figure without a unit is compared with nothing outside its form. Where text states an amount that the row or column
prints as well, or one that differs by just a figure of it, both may be right: money of the year and money with what
is carried over, budget and accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kb.checks.facts import Fact, Facts

_FIGURE = "qb:Observation"


def are_alone(printed: Sequence[Fact], stated: Sequence[Fact], facts: Facts) -> bool:
    """Whether a difference between figures, or between them and text, is explained by no other figure beside them."""
    forms = {form_of(one, facts) for one in printed}
    compared = [*stated[:1], *printed]
    if not printed or (len(forms) == 1 and not stated):
        return True
    if any(not one.one("printedUnit") for one in printed):
        return False
    if len(compared) != 2 or not all(one.is_money for one in compared):
        return True
    first, second = (one.value or Decimal(0) for one in compared)
    if not first or not second or _is_transposed(*compared):
        return True
    beside = {one.value for figure in printed for one in _beside(figure, facts) if one.value}
    return not beside & {abs(first - second), *(one.value for one in stated)}


def form_of(figure: Fact, facts: Facts) -> str:
    """The IRI of the form that prints a figure, whatever part of it."""
    part = figure.one("qb:dataSet")
    return (facts.by_iri[part].one("dcterms:isPartOf") if part in facts.by_iri else "") or part


def money_of(figure: Fact, facts: Facts) -> str:
    """The words that say which money a figure is of: its row, its column and the title of its form."""
    form = facts.by_iri.get(form_of(figure, facts))
    title = form.one("dcterms:title") if form is not None else ""
    return f"{figure.one('rowLabel')} {figure.one('columnLabel')} {title}"


def _beside(figure: Fact, facts: Facts) -> Iterator[Fact]:
    """The other figures of its form in its row or column, and those of its row's label in other forms."""
    for one in facts.of_type(_FIGURE):
        if one.iri == figure.iri:
            continue
        same_form = form_of(one, facts) == form_of(figure, facts)
        places = [name for name in ("rowLabel", "columnLabel") if one.one(name) == figure.one(name)]
        if (same_form and places) or "rowLabel" in places:
            yield one


def _is_transposed(one: Fact, other: Fact) -> bool:
    """Whether two amounts have the same digits in another order: a slip of the pen, whatever else is printed."""
    first, second = (sorted(f"{fact.value or Decimal(0):.2f}") for fact in (one, other))
    return one.value != other.value and first == second
