"""机构设置情况表: the units of the department with nature, rank and funding, and how many staff they have."""

from __future__ import annotations

from loaders.assemble.units import units_of_sheet
from loaders.forms.budget import read_form
from loaders.forms.kinds.collected import Forms
from loaders.layout.sheets import Sheet


def take(_: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """A table of units."""
    forms.units.extend(units_of_sheet(sheet))
    form_id = forms.new_id(form)
    reading = read_form(sheet, form, form_id, forms.phase, forms.fiscal_year)
    if reading is not None:
        forms.keep(reading)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures) if reading else 0)
