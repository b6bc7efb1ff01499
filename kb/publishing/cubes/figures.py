"""The figures of a disclosure that a cube holds, each with its value on every dimension."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.publishing.cubes.dimensions import LINE, OPERATION, OPERATIONS, REPETITION, cube_words, read_properties
from loaders.namespaces import CODES

if TYPE_CHECKING:
    import pyoxigraph as ox

Terms = Mapping[str, Any]

FORMS, COMPONENTS = f"{CODES}form/", f"{CODES}component/"
NAMED_BY = ("subject", "project", "budgetUnit")
"""What a row is about; where it is about none of these, its label is a dimension of its own."""
NEEDED = ("amount", "formKind", "department", "fiscalYear", "stage", "component", "phase")


@dataclass(frozen=True, slots=True)
class CubeFigure:
    """A figure: its IRI, kind of form (`expenditure`), amount in yuan, and terms by dimension (None: undefined)."""

    iri: str
    form: str
    amount: ox.Literal
    values: Mapping[str, ox.NamedNode | ox.Literal | None]


def cube_figures(quads: Iterable[Any], roots: Mapping[str, str]) -> tuple[list[CubeFigure], int]:
    """The figures that may be summed, in the order of the document, and how many lack a year or department.

    `roots` gives the topmost component above a component, both by IRI.
    """
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    names = read_properties()
    for quad in quads:
        if name := names.get(quad.predicate.value):
            found[str(quad.subject.value)][name] = quad.object
    with_amount = {iri: terms for iri, terms in found.items() if "amount" in terms}
    whole = {iri: terms for iri, terms in with_amount.items() if all(name in terms for name in NEEDED)}
    seen: Counter[tuple[Any, ...]] = Counter()
    ordered = sorted(whole.items(), key=lambda item: (*_place(item[1]), item[0]))
    return [_figure(iri, terms, roots, seen) for iri, terms in ordered], len(with_amount) - len(whole)


def _place(terms: Terms) -> tuple[str, int, int]:
    row, position = (int(terms[name].value) if name in terms else 0 for name in ("rowNumber", "position"))
    return terms["formKind"].value, row, position


def _figure(iri: str, terms: Terms, roots: Mapping[str, str], seen: Counter[tuple[Any, ...]]) -> CubeFigure:
    import pyoxigraph as ox

    form = terms["formKind"].value.removeprefix(FORMS)
    operation = _operation(form, terms, roots)
    values = {one.name: terms.get(one.name) for one in cube_words().dimensions}
    values[OPERATION] = ox.NamedNode(OPERATIONS + operation) if operation else None
    values[LINE] = _line(terms)
    key = (form, *(str(value) for value in values.values()))
    seen[key] += 1
    values[REPETITION] = ox.Literal(seen[key])
    return CubeFigure(iri, form, terms["amount"], values)


def _line(terms: Terms) -> Any:
    """What a row names beside its subject, project or unit: the second name printed, else the label of other rows."""
    if "secondLabel" in terms:
        return terms["secondLabel"]
    return None if any(name in terms for name in NAMED_BY) else terms.get("rowLabel")


def _operation(form: str, terms: Terms, roots: Mapping[str, str]) -> str:
    """`revenue` or `expenditure`; empty where nothing tells."""
    words = cube_words()
    if "side" in terms:
        return words.operation_of_side.get(terms["side"].value, "")
    component = terms["component"].value
    root = roots.get(component, component).removeprefix(COMPONENTS)
    return words.operation_of_form.get(form, "") or words.operation_of_side.get(root, "")
