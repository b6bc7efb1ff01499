"""项目绩效目标表: the declaration form of one project, or one form of several projects."""

from __future__ import annotations

from dataclasses import replace

from loaders.drafts import ProjectDraft
from loaders.facts import Source, Unread
from loaders.forms.kinds.collected import WHOLE_DEPARTMENT, Awaiting, Forms, place_of, source_of_cell
from loaders.forms.performance.declarations import Declaration, next_declaration, numbered_goals, read_declaration
from loaders.forms.performance.execution import Execution, read_execution
from loaders.forms.performance.indicators import indicator_header, read_indicators
from loaders.forms.performance.listed import read_listed
from loaders.forms.rows import split_project
from loaders.layout.form_titles import project_of_title
from loaders.layout.sheets import Sheet
from loaders.printing import squeeze, tidy

_OF_PROJECTS = "项目"
"""A form so titled that names no project leaves open whose its indicators are."""


def take(number: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """A declaration form; one whose title print lost begins anew in the middle of the sheet of another."""
    start = next_declaration(sheet.rows)
    if start is not None:
        take(number, replace(sheet, rows=sheet.rows[:start]), form, forms)
        rest = replace(sheet, rows=sheet.rows[start:], title=None, place=place_of(sheet.rows[start]))
        take(number, rest, form, forms)
        return
    form_id = forms.new_id(form)
    execution: Execution | None = None
    listed = read_listed(sheet, form, form_id, forms.phase, forms.fiscal_year)
    title = sheet.title.text.strip() if sheet.title else ""
    if listed is not None:
        forms.keep(listed.reading)
        rows, groups = read_indicators(listed.rows, listed.roles)
        declaration = Declaration()
    else:
        header = indicator_header(sheet.rows)
        above = sheet.rows if header is None else sheet.rows[:header]
        execution = read_execution(above, title, form_id, sheet.unit)
        declaration = read_declaration(above if execution is None else execution.rest)
        for label, cell in () if execution is None else execution.budgets:
            declaration.give(label, cell)
        declaration.unit = declaration.unit or (execution.figures[0].unit if execution is not None else "")
        rows, groups = read_indicators(sheet.rows[header:]) if header is not None else ([], [])
    named = [group for group in groups if group.name is not None]
    name = declaration.text("name") or ("" if named else project_of_title(title))
    code, name = split_project(declaration.text("code"), name)
    if name:
        _draft(sheet, declaration, name, code, forms)
    elif not (named or declaration.fields) and forms.awaiting and number - forms.awaiting.sheet in (0, 1):
        name, code = forms.awaiting.name, forms.awaiting.code
    for group in named:
        assert group.name is not None
        source = Source(group.name.place, tidy(group.name.text))
        goals = tuple(dict.fromkeys(tidy(goal.text) for goal in group.goals))
        price = listed.price_of(tidy(group.name.text)) if listed is not None else None
        forms.drafts.append(
            ProjectDraft(
                "declaration",
                tidy(group.name.text),
                source,
                amount=price.amount if price else "",
                unit=price.unit if price else "",
                goals=goals,
                amount_source=price.source if price else None,
                context=title,
            )
        )
    unnamed = "" if _OF_PROJECTS in title else WHOLE_DEPARTMENT
    for row in rows:
        group_name = groups[row.group].name
        owner = tidy(group_name.text) if group_name is not None else name or unnamed
        forms.add_indicator(row, owner, code if group_name is None else "", form_id)
    if execution is not None:
        forms.figures.extend(replace(figure, project=name) for figure in execution.figures)
    forms.owners[number] = name
    forms.awaiting = Awaiting(number, name, code) if name and not rows else None
    forms.unread.extend(
        Unread("line", cell.text.strip(), "no label of a declaration form", Source(cell.place, cell.text.strip()))
        for cell in declaration.unread
    )
    forms.unread.extend(
        Unread("line", label, "contact, left out on purpose", Source(cell.place, label))
        for cell in declaration.contacts
        if (label := squeeze(cell.text)[:10])
    )
    figures = len(listed.reading.figures) if listed is not None else 0
    filled = bool(rows or declaration.fields)
    forms.add_form(sheet, form, filled=filled, form_id=form_id, figures=figures, project=name)


def _draft(sheet: Sheet, declaration: Declaration, name: str, code: str, forms: Forms) -> None:
    code_cell = declaration.fields.get("code")
    name_cell = declaration.fields.get("name")
    title = Source(sheet.title.place, sheet.title.text.strip()) if sheet.title else None
    named = source_of_cell(name_cell) or title or Source(sheet.place, name)
    purpose = "\n".join(cell.text.strip() for cell in declaration.purpose)
    amount = "amount" if declaration.amount("amount") else "total_amount"
    forms.drafts.append(
        ProjectDraft(
            where="declaration",
            name=name,
            source=source_of_cell(code_cell) or named,
            code=code,
            project_type=declaration.text("project_type"),
            budget_unit=declaration.text("budget_unit"),
            amount=declaration.amount(amount),
            unit=(declaration.unit or sheet.unit or "万元") if declaration.amount(amount) else "",
            fiscal_amount=declaration.amount("fiscal_amount"),
            other_amount=declaration.amount("other_amount"),
            carryover_amount=declaration.amount("carryover_amount"),
            purpose=purpose or declaration.text("purpose") or declaration.text("basis"),
            goals=numbered_goals([cell.text for cell in declaration.goals]),
            schedule=declaration.schedule,
            schedule_sources=declaration.schedule_sources,
            name_source=named,
            amount_source=source_of_cell(declaration.fields.get(amount)),
            context=title.text if title else "",
        )
    )
