"""机构设置情况表: the units of the department with nature, rank and funding, and how many staff they have."""

from __future__ import annotations

from loaders.facts import Source, Unit
from loaders.forms.budget import read_form
from loaders.forms.columns import FormColumn
from loaders.forms.grid import read_grid
from loaders.forms.kinds.collected import Forms
from loaders.forms.rows import text_of
from loaders.layout.sheets import Sheet
from loaders.printing import tidy
from loaders.table.labels import is_total_label


def take(_: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """A table of units."""
    forms.units.extend(units_of_sheet(sheet))
    form_id = forms.new_id(form)
    reading = read_form(sheet, form, form_id, forms.phase, forms.fiscal_year)
    if reading is not None:
        forms.keep(reading)
    forms.add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures) if reading else 0)


def units_of_sheet(sheet: Sheet) -> list[Unit]:
    """The units of a 机构设置情况 table: one that names units and prints no figures but the number of their staff."""
    grid = read_grid(sheet)
    if grid is None or not grid.keys("unit-name") or any(not _counts_staff(column) for column in grid.amounts):
        return []
    found = []
    for row in grid.rows:
        values = {column.role: tidy(text_of(row, column.index)) for column in grid.columns}
        name = values.get("unit-name", "")
        if name and not is_total_label(name):
            index = grid.keys("unit-name")[0].index
            source = Source(row.cells[index].place, " ".join(cell.text.strip() for cell in row.cells if cell))
            found.append(
                Unit(
                    name,
                    source,
                    nature=values.get("unit-nature", ""),
                    rank=values.get("unit-rank", ""),
                    funding=values.get("unit-funding", ""),
                )
            )
    return found


def _counts_staff(column: FormColumn) -> bool:
    """Whether a column holds numbers of posts or persons."""
    return column.component.partition("-")[0] == "staff"
