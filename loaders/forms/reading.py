"""All forms of a document: every sheet goes to the kind of form that its title names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from loaders import lexicon
from loaders.forms.header_words import with_header_words_whole
from loaders.forms.kinds import declaration, department_targets, figures, summary, unit_list, untitled
from loaders.forms.kinds.collected import Forms
from loaders.forms.performance.cutting import stages_of
from loaders.forms.performance.heads import indicator_header
from loaders.forms.performance.summaries import is_summary
from loaders.forms.performance.words import blocks_of
from loaders.layout.form_titles import recognise
from loaders.layout.sheets import Sheet
from loaders.printing import squeeze
from loaders.table.model import Phase

Take = Callable[[int, Sheet, str, Forms], None]

KINDS: dict[str, Take] = {
    "units": unit_list.take,
    "department-target": department_targets.take,
    "project-target-summary": summary.take,
    "project-target": declaration.take,
}
"""The forms that are not simply figures in rows and columns, by form id."""


def read_forms(sheets: Sequence[Sheet], phase: str = Phase.BUDGET, fiscal_year: str = "") -> Forms:
    """Read every sheet by what its title says it is; a sheet without a title by what its rows show."""
    forms = Forms(phase, fiscal_year)
    for number, sheet in enumerate(map(with_header_words_whole, sheets)):
        title = recognise(sheet.title.text) if sheet.title else None
        lists_targets = title is not None and title.id == "project-target" and indicator_header(sheet.rows) is None
        if lists_targets and is_summary(sheet):
            summary.take(number, sheet, "project-target-summary", forms)
        elif title is not None and _is_of_department(sheet, title.id):
            department_targets.take(number, sheet, "department-target", forms)
        elif title is not None and title.id in KINDS:
            KINDS[title.id](number, sheet, title.id, forms)
        elif title is not None and blocks_of(title.id):
            declaration.take(number, sheet, title.id, forms)
        elif indicator_header(sheet.rows) is not None:
            declaration.take(number, sheet, "project-target", forms)
        elif title is not None:
            figures.take(number, sheet, title.id, forms)
        else:
            untitled.take(number, sheet, "", forms)
    return forms


def _is_of_department(sheet: Sheet, form: str) -> bool:
    """Whether a self-assessment is of the whole department and prints its money as declarations of one do: in rows of
    labels and figures, not by stages (年初预算数 | 全年执行数)."""
    title = squeeze(sheet.title.text) if sheet.title is not None else ""
    if form != "project-target" or not any(word in title for word in lexicon.performance().whole):
        return False
    header = indicator_header(sheet.rows)
    above = sheet.rows[:header] if header is not None else ()
    return bool(above) and not any(stages_of(row) for row in above)
