"""部门整体绩效目标表: the performance targets of the whole department."""

from __future__ import annotations

from loaders.facts import Goal, Source
from loaders.forms.kinds.collected import WHOLE_DEPARTMENT, Forms
from loaders.forms.performance.department import read_department
from loaders.forms.performance.fields import numbered_goals
from loaders.forms.performance.heads import indicator_header
from loaders.forms.performance.listed import read_listed
from loaders.forms.performance.sums import with_sums
from loaders.forms.performance.tree import read_indicators
from loaders.layout.sheets import Sheet


def take(_: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """The whole department's form: figures, goals and tasks above its indicators."""
    form_id = forms.new_id(form)
    if _take_listed(sheet, form, form_id, forms):
        return
    header = indicator_header(sheet.rows)
    above = sheet.rows if header is None else sheet.rows[:header]
    above_indicators = read_department(above, sheet.title.text.strip() if sheet.title else "", form_id, sheet.unit)
    forms.figures.extend(with_sums(above_indicators.figures))
    forms.goals.extend(above_indicators.goals)
    forms.unread.extend(above_indicators.unread)
    if header is not None:
        for row in read_indicators(sheet.rows[header:], drawn=sheet.spans_known)[0]:
            forms.add_indicator(row, WHOLE_DEPARTMENT, "", form_id)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(above_indicators.figures))


def _take_listed(sheet: Sheet, form: str, form_id: str, forms: Forms) -> bool:
    """The form as one table that prints the department's money and goals beside its indicators, if it is so built."""
    listed = read_listed(sheet, form, form_id, forms.phase, forms.fiscal_year)
    if listed is None:
        return False
    forms.keep(listed.reading)
    for goals, cell in listed.goals():
        source = Source(cell.place, cell.text.strip())
        forms.goals.extend(Goal(goals, goal, source) for goal in numbered_goals([cell.text]))
    for row in read_indicators(listed.rows, listed.roles, drawn=sheet.spans_known)[0]:
        forms.add_indicator(row, WHOLE_DEPARTMENT, "", form_id)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(listed.reading.figures))
    return True
