"""The projects that rows of a form name: of a project list (项目支出表) or of a purchase (政府采购)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from loaders.drafts import ProjectDraft
from loaders.facts import Figure
from loaders.forms.budget import FormReading
from loaders.forms.kinds.collected import Forms, source_of_project
from loaders.forms.rows import Key
from loaders.schemes import PRINTED_SCHEMES
from loaders.table.labels import is_total_label


def draft_rows(reading: FormReading, forms: Forms) -> None:
    """The projects that rows of a list or a purchase name."""
    keys = dict(reading.keys)
    purchases = bool(reading.grid.keys("goods", "goods-code", "measure"))
    pricing = ("project-budget",) if purchases else ("total", "project-amount", "project-expenditure")
    figures = list(reversed(reading.figures))
    priced = [one for components in (("investment",), pricing) for one in figures if one.component in components]
    totals = {figure.row_number: figure for figure in priced}
    spread = {} if purchases else _spread_over_subjects(keys)
    for (number, _), key in keys.items():
        if not key.project or is_total_label(key.project):
            continue
        named = key.label == key.project or key.own_project or key.scheme == "project"
        if not named and number not in spread:
            continue
        row = reading.grid.rows[number - 1]
        where = "purchase" if purchases else "list"
        price = _sum_of([totals[one] for one in spread.get(number, [number]) if one in totals])
        forms.drafts.append(
            ProjectDraft(
                where=where,
                name=key.project,
                source=source_of_project(row, key.project_code, key.project),
                code=key.project_code,
                project_type=key.project_type,
                budget_unit=key.unit_name,
                amount=price.amount if price else "",
                unit=price.unit if price else "",
                name_source=source_of_project(row, "", key.project),
                amount_source=price.source if price else None,
                context=reading.figures[0].form_title if reading.figures else "",
            )
        )


def _spread_over_subjects(keys: dict[tuple[int, str], Key]) -> dict[int, list[int]]:
    """The rows of each project whose amount a list spreads over subjects, under the first of them."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    for (number, _), key in keys.items():
        if key.project and key.scheme in PRINTED_SCHEMES and not is_total_label(key.project):
            rows.setdefault((key.project_code, key.project, key.unit_name), []).append(number)
    return {numbers[0]: numbers for numbers in rows.values()}


def _sum_of(figures: list[Figure]) -> Figure | None:
    """The figure that prices a project; the sum where several rows price parts of it."""
    if len(figures) < 2:
        return figures[0] if figures else None
    return replace(figures[0], amount=str(sum((figure.value for figure in figures), Decimal(0))))
