"""机构设置情况表: the units of the department with nature, rank and funding."""

from __future__ import annotations

from loaders.forms.kinds.collected import Forms
from loaders.layout.sheets import Sheet
from loaders.units import units_of_sheet


def take(_: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """A table of units."""
    forms.units.extend(units_of_sheet(sheet))
    forms.add_form(sheet, form, filled=True)
