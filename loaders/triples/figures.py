"""Forms and their figures as data sets and observations (RDF Data Cube)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders import iris
from loaders.facts import YUAN_PER_UNIT, Figure, Form, Source
from loaders.reference.periods import period_of
from loaders.triples import terms
from loaders.triples.row_components import row_components
from loaders.triples.scope import Scope, source_values
from loaders.triples.sums import Summand, add_sums
from loaders.triples.writer import Values

UNKNOWN_COMPONENT = "unknown"
PROJECT_SCHEME = "project"

AMOUNT, TOTAL, QUANTITY = "cnb:amount", "cnb:totalAmount", "cnb:quantity"
DATA_SET_OF_MEASURE = {AMOUNT: "", TOTAL: "totals", QUANTITY: "quantities"}


@dataclass(frozen=True, slots=True)
class _DataSets:
    """The data sets of one form: the form itself, and beside it one for totals and one for quantities."""

    form: Form
    iri: str
    order: int


def add_forms_and_figures(scope: Scope) -> None:
    """Write every form (表) and every figure (数据) of the disclosure, and the sums of the figures (汇总)."""
    sets = _forms(scope)
    position: Counter[tuple[str, int]] = Counter()
    summands = []
    paths = figure_paths(scope.disclosure.figures)
    places = _places(scope, paths)
    columns = _same_columns(scope.disclosure.figures)
    rows = row_components(scope.disclosure.figures)
    for figure, path in zip(scope.disclosure.figures, paths, strict=True):
        position[figure.form_id, figure.row_number] += 1
        place = position[figure.form_id, figure.row_number]
        row = rows.get((figure.form_id, str(figure.side), figure.row_number), "")
        _figure(scope, figure, path, place, row, sets[figure.form_id], places)
        if figure.yuan is not None and not _is_counted_elsewhere(figure):
            occurrence = columns[figure.form_id, figure.column_number]
            summands.append(_summand(figure, figure.yuan, place, occurrence, scope.disclosure.fiscal_year))
    add_sums(scope.writer, scope.iri, scope.shared, summands)


def _places(scope: Scope, paths: Iterable[str]) -> dict[tuple[str, int, int], str]:
    """The IRI of the figure at each place of each form that is a grid: form id, row, column."""
    return {
        (figure.form_id, figure.row_number, figure.column_number): f"{scope.iri}/{path}"
        for figure, path in zip(scope.disclosure.figures, paths, strict=True)
        if figure.column_number
    }


def _same_columns(figures: Iterable[Figure]) -> dict[tuple[str, int], int]:
    """For each column of a form how many before it are printed with the same words and have the same meaning."""
    found: dict[tuple[str, int], int] = {}
    met: Counter[tuple[str, str, tuple[str, ...], str]] = Counter()
    for figure in sorted(figures, key=lambda one: (one.form_id, one.column_number)):
        column = (figure.form_id, figure.column_number)
        if column not in found:
            words = (figure.form_id, figure.side, figure.columns, figure.component)
            found[column] = met[words]
            met[words] += 1
    return found


def figure_paths(figures: Iterable[Figure]) -> list[str]:
    """Where the IRI of each figure is below its disclosure; names that repeat are numbered."""
    names: Counter[str] = Counter()
    paths = []
    for figure in figures:
        name = _path_of(figure)
        names[name] += 1
        paths.append(name if names[name] == 1 else f"{name}~{names[name]}")
    return paths


def _forms(scope: Scope) -> dict[str, _DataSets]:
    """Write the forms, those that only figures tell of too; gives their data sets by form id."""
    forms = {form.id: form for form in scope.disclosure.forms}
    for figure in scope.disclosure.figures:
        if figure.form_id not in forms:
            forms[figure.form_id] = Form(
                figure.form_id, figure.form, figure.form_title, "filled", replace(figure.source, text=figure.form_title)
            )
    counted = Counter(figure.form_id for figure in scope.disclosure.figures)
    return {form.id: _form(scope, form, order, counted[form.id]) for order, form in enumerate(forms.values(), start=1)}


def _form(scope: Scope, form: Form, order: int, figures: int) -> _DataSets:
    values: Values = {
        **_data_set_values(form, ""),
        "cnb:status": terms.text(form.status),
        "cnb:note": terms.text(form.note),
        "cnb:printedUnit": terms.text(form.unit),
        "cnb:figures": terms.integer(figures),
        "cnb:formNumber": terms.text(form.number),
        "cnb:headerShift": [_part(scope, form, "header", *word) for word in enumerate(form.header_shift, 1)],
        "cnb:namedDepartment": _part(scope, form, "department", 1, form.department) if form.department else None,
        "cnb:namedCode": _part(scope, form, "code", 1, form.code) if form.code else None,
        "cnb:rowGap": [_part(scope, form, "gap", *gap) for gap in enumerate(form.row_gaps, 1)],
        "cnb:project": scope.project(form.project),
    }
    subject = scope.fact(f"form/{iris.segment(form.id)}", "cnb:Form qb:DataSet", order, form.source, values)
    return _DataSets(form, subject, order)


def _part(scope: Scope, form: Form, part: str, number: int, printed: Source) -> str:
    """A header word printed over another column than its own, or a remark: a department named, a row number skipped."""
    subject = f"{scope.iri}/form/{iris.segment(form.id)}/{part}/{number}"
    kind = "cnb:HeaderWord" if part == "header" else "cnb:FormRemark"
    scope.writer.describe(subject, kind, {"cnb:text": terms.text(printed.text), **source_values(printed)})
    return terms.iri(subject)


def _data_set_values(form: Form, part: str) -> Values:
    return {
        "cnb:formKind": terms.iri(iris.code_iri("form", form.form)),
        "dcterms:title": terms.text(form.title),
        "qb:structure": terms.iri(iris.structure_iri(form.form, part)),
    }


def _data_set(scope: Scope, sets: _DataSets, measure: str) -> str:
    """The data set that holds figures of a measure; those beside the form are described when they are needed."""
    part = DATA_SET_OF_MEASURE[measure]
    if not part:
        return terms.iri(sets.iri)
    subject = f"{sets.iri}/{part}"
    values = {"cnb:order": terms.integer(sets.order), "dcterms:isPartOf": terms.iri(sets.iri)}
    scope.writer.describe(subject, "qb:DataSet", {**_data_set_values(sets.form, part), **values})
    return terms.iri(subject)


def _path_of(figure: Figure) -> str:
    """Where the figure's IRI is below its disclosure: form, row and meaning of the column."""
    row = figure.row_code or figure.row_label or str(figure.row_number)
    component = figure.component or UNKNOWN_COMPONENT
    return "/".join(("figure", iris.segment(figure.form_id), iris.name_segment(row), iris.segment(component)))


def _figure(
    scope: Scope,
    figure: Figure,
    path: str,
    position: int,
    row: str,
    sets: _DataSets,
    places: Mapping[tuple[str, int, int], str],
) -> None:
    measure, value = _measured(figure)
    is_project = figure.scheme == PROJECT_SCHEME
    label = figure.row_label if figure.row_code == figure.subject else ""
    values: Values = {
        "qb:dataSet": _data_set(scope, sets, measure),
        "cnb:formKind": terms.iri(iris.code_iri("form", figure.form)),
        "cnb:phase": terms.iri(iris.code_iri("phase", figure.phase)),
        "cnb:rowNumber": terms.integer(figure.row_number),
        "cnb:position": terms.integer(position),
        "cnb:columnNumber": terms.integer(figure.column_number or None),
        "cnb:addsUpTo": _wholes(figure, figure.adds_up_to, places),
        "cnb:ofWhich": _wholes(figure, figure.of_which, places),
        "cnb:rowLabel": terms.text(figure.row_label),
        "cnb:rowCode": terms.text(figure.row_code),
        "cnb:columnLabel": terms.text(_column(figure)),
        "cnb:component": scope.component(figure.component or UNKNOWN_COMPONENT),
        "cnb:rowComponent": terms.concept("component", row),
        "cnb:subject": scope.subject(figure.scheme, figure.subject, label),
        "cnb:project": scope.project(figure.project, figure.row_code if is_project else ""),
        "cnb:budgetUnit": scope.unit(figure.budget_unit),
        "cnb:side": terms.text(figure.side),
        "cnb:secondCode": terms.text(figure.second_code),
        "cnb:secondLabel": terms.text(figure.second_label),
        "cnb:isRowTotal": terms.boolean(figure.total_row),
        "cnb:isColumnTotal": terms.boolean(figure.total_column),
        measure: value,
        "cnb:printedAmount": terms.text(figure.amount),
        "cnb:printedUnit": terms.text(figure.unit),
        "cnb:printedMultiplier": terms.integer(_multiplier(figure.unit)),
        "cnb:printedDecimals": terms.integer(len(figure.amount.partition(".")[2])),
        "cnb:repaired": terms.text(figure.repaired),
    }
    scope.fact(path, "qb:Observation", None, figure.source, values)


def _wholes(figure: Figure, wholes: Iterable[tuple[int, int]], places: Mapping[tuple[str, int, int], str]) -> list[str]:
    """The figures at places of a figure's own form, those that the disclosure holds."""
    found = (places.get((figure.form_id, *whole)) for whole in wholes)
    return [terms.iri(place) for place in found if place is not None]


def _measured(figure: Figure) -> tuple[str, str | None]:
    """The measure a figure counts under, and its number: yuan for money, else the number in its printed unit."""
    yuan = figure.yuan
    if yuan is None:
        return QUANTITY, terms.decimal(figure.value)
    return (TOTAL if _is_counted_elsewhere(figure) else AMOUNT), terms.decimal(yuan)


def _is_counted_elsewhere(figure: Figure) -> bool:
    """Whether a figure repeats others of its form, or is one of another year: a sum of amounts leaves it out."""
    return figure.total_row or figure.total_column or bool(period_of(figure.component))


def _column(figure: Figure) -> str:
    return "/".join(level for level in figure.columns if level)


def _summand(figure: Figure, yuan: Decimal, position: int, occurrence: int, year: str) -> Summand:
    scheme = iris.subject_scheme(figure.scheme, year)
    codes = (figure.subject, *iris.broader_subjects(figure.subject)) if figure.subject else ()
    return Summand(
        yuan=yuan,
        form=iris.code_iri("form", figure.form),
        component=iris.code_iri("component", figure.component or UNKNOWN_COMPONENT),
        column=terms.text(_column(figure)) or "",
        position=position,
        occurrence=occurrence,
        subjects=tuple(iris.code_iri(scheme, code) for code in codes),
    )


def _multiplier(unit: str) -> int | None:
    """The power of ten of a printed unit in yuan: 4 for 万元; None for what is no money."""
    yuan = YUAN_PER_UNIT.get(unit)
    return None if yuan is None else yuan.adjusted()
