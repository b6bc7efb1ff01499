"""A titled form of figures: 收支总表 … 政府采购表, 固定资产占用情况表."""

from __future__ import annotations

from loaders.forms.budget import read_form, read_grid_form
from loaders.forms.fragments import recognise_fragment
from loaders.forms.kinds.collected import Forms
from loaders.forms.kinds.project_rows import draft_rows
from loaders.layout.sheets import Sheet


def take(_: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """A titled form of figures."""
    form_id = forms.new_id(form)
    reading = read_form(sheet, form, form_id, forms.phase, forms.fiscal_year)
    if reading is None:
        _take_unheaded(sheet, form, form_id, forms)
        return
    forms.keep(reading)
    forms.add_form(
        sheet,
        form,
        filled=bool(reading.figures),
        form_id=form_id,
        figures=len(reading.figures),
        header_shift=reading.grid.shifted,
    )
    draft_rows(reading, forms)


def _take_unheaded(sheet: Sheet, form: str, form_id: str, forms: Forms) -> None:
    """A titled table whose header is lost: its rows may still tell."""
    fragment = recognise_fragment(sheet)
    if fragment is None:
        forms.leave(sheet, "no header found")
        forms.add_form(sheet, form, filled=False, form_id=form_id)
        return
    reading = read_grid_form(fragment[1], sheet, form, form_id, forms.phase, forms.fiscal_year)
    forms.keep(reading)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures), status="fragment")
    draft_rows(reading, forms)
