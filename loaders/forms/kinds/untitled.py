"""A table whose title print lost, or that never had one."""

from __future__ import annotations

from loaders.forms.budget import read_form, read_grid_form
from loaders.forms.fragments import recognise_fragment
from loaders.forms.kinds import unit_list
from loaders.forms.kinds.collected import Forms
from loaders.forms.kinds.project_rows import draft_rows
from loaders.layout.sheets import Sheet


def take(_: int, sheet: Sheet, __: str, forms: Forms) -> None:
    """A table without a title: its rows tell what it is by codes and names."""
    fragment = recognise_fragment(sheet)
    if fragment is None:
        _take_unknown(sheet, forms)
        return
    form, grid = fragment
    form_id = forms.new_id(form)
    reading = read_grid_form(grid, sheet, form, form_id, forms.phase)
    forms.keep(reading)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures), status="fragment")
    draft_rows(reading, forms)


def _take_unknown(sheet: Sheet, forms: Forms) -> None:
    """A table without a known title: one that lists units, or figures kept under its title, the form unknown."""
    if unit_list.units_of_sheet(sheet):
        unit_list.take(0, sheet, "units", forms)
        return
    form_id = forms.new_id("unknown")
    reading = read_form(sheet, "unknown", form_id, forms.phase, forms.fiscal_year)
    if reading is None or not reading.figures:
        forms.leave(sheet, "a table of no known form")
        return
    forms.keep(reading)
    forms.add_form(sheet, "unknown", filled=True, form_id=form_id, figures=len(reading.figures))
