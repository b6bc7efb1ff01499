"""A table whose title print lost, or that never had one."""

from __future__ import annotations

from itertools import takewhile

from loaders.forms.budget import read_form, read_grid_form
from loaders.forms.codes import scheme_of
from loaders.forms.fragments import recognise_fragment
from loaders.forms.kinds import unit_list
from loaders.forms.kinds.collected import Forms
from loaders.forms.kinds.project_rows import draft_rows
from loaders.forms.vocabulary import ancestors, meaning
from loaders.forms.wholes import WHOLE
from loaders.layout.sheets import Sheet
from loaders.printing import HAN, squeeze
from loaders.table.labels import strip_numbering


def take(_: int, sheet: Sheet, __: str, forms: Forms) -> None:
    """A table without a title: its rows tell what it is by codes and names."""
    fragment = recognise_fragment(sheet)
    if fragment is None:
        _take_unknown(sheet, forms)
        return
    form, grid = fragment
    form_id = forms.new_id(form)
    reading = read_grid_form(grid, sheet, form, form_id, forms.phase, forms.fiscal_year)
    forms.keep(reading)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures), status="fragment")
    draft_rows(reading, forms)


def _take_unknown(sheet: Sheet, forms: Forms) -> None:
    """A table without a known title: one that lists units, or figures kept under its title, the form unknown."""
    if unit_list.units_of_sheet(sheet):
        unit_list.take(0, sheet, "units", forms)
        return
    form = WHOLE if _is_three_public(sheet) else "unknown"
    form_id = forms.new_id(form)
    reading = read_form(sheet, form, form_id, forms.phase, forms.fiscal_year)
    if reading is None or not reading.figures:
        forms.leave(sheet, "a table of no known form")
        return
    forms.keep(reading)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures))


def _is_three_public(sheet: Sheet) -> bool:
    """Whether rows or columns name two parts of 三公经费 and no subject code is beside any."""
    words = {cell.text for row in sheet.rows for cell in row.cells if cell}
    parts = {component for word in words if WHOLE in ancestors(component := _component(word))[1:]}
    before_names = (takewhile(lambda cell: not HAN.search(cell.text), filter(None, row.cells)) for row in sheet.rows)
    coded = any(scheme_of(squeeze(cell.text)) for cells in before_names for cell in cells)
    return len(parts) >= _FEWEST_PARTS and not coded and len(sheet.rows) <= _MOST_ROWS


def _component(word: str) -> str:
    return meaning(strip_numbering(word)).component if len(word) <= _LONGEST_LABEL else ""


_FEWEST_PARTS = 2
_LONGEST_LABEL = 30
_MOST_ROWS = 20
"""A form of 三公经费 has no more rows: longer ones list it among other expenditure."""
