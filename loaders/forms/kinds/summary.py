"""项目绩效目标汇总表: the performance targets of all projects in one form."""

from __future__ import annotations

from loaders.drafts import ProjectDraft
from loaders.forms.budget import FormReading, read_form
from loaders.forms.kinds.collected import Forms, source_of_project
from loaders.forms.performance.summaries import read_summary
from loaders.layout.sheets import Sheet


def take(_: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """A summary form: a project a row, its indicators in groups side by side."""
    form_id = forms.new_id(form)
    reading = read_form(sheet, form, form_id, forms.phase, forms.fiscal_year)
    if reading is None:
        forms.leave(sheet, "no header found")
        return
    forms.keep(reading)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures))
    by_row = {figure.row_number: figure for figure in reversed(reading.figures)}
    for project in read_summary(reading):
        code = project.key.code if project.key.scheme == "project" else ""
        priced = by_row.get(project.number)
        forms.drafts.append(
            ProjectDraft(
                where="summary",
                name=project.key.project,
                source=source_of_project(project.row, code, project.key.project),
                code=code,
                amount=priced.amount if priced else "",
                unit=priced.unit if priced else "",
                fiscal_amount=_fiscal(reading, project.number),
                name_source=source_of_project(project.row, "", project.key.project),
                amount_source=priced.source if priced else None,
                context=sheet.title.text.strip() if sheet.title else "",
            )
        )
        for row in project.indicators:
            forms.add_indicator(row, project.key.project, code, form_id)


def _fiscal(reading: FormReading, number: int) -> str:
    return next(
        (
            figure.amount
            for figure in reading.figures
            if figure.row_number == number and figure.component.endswith(".fiscal-appropriation")
        ),
        "",
    )
