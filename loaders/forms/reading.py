"""All forms of a document: every sheet → its form, figures, projects and indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from loaders.blocks import Cell, Place, Row
from loaders.facts import Figure, Form, Goal, Indicator, Source, Unit, Unread
from loaders.forms.budget import FormReading, read_form, read_grid_form
from loaders.forms.codes import SUBJECT_SCHEMES
from loaders.forms.declarations import Declaration, next_declaration, numbered_goals, read_declaration
from loaders.forms.department import read_department
from loaders.forms.fragments import recognise_fragment
from loaders.forms.indicators import IndicatorRow, indicator_header, read_indicators, target_fields
from loaders.forms.recognition import project_of_title, recognise
from loaders.forms.rows import Key, is_total_label
from loaders.forms.summaries import read_summary
from loaders.layout.sheets import Sheet, rows_text
from loaders.printing import squeeze, tidy
from loaders.projects import ProjectDraft
from loaders.units import units_of_sheet

WHOLE_DEPARTMENT = "部门整体"


@dataclass(frozen=True, slots=True)
class OwnedIndicator:
    """An indicator before its project is laid together: the name and code its owner is printed under."""

    owner: str
    code: str
    indicator: Indicator


@dataclass(slots=True)
class Forms:
    """What the forms of a document gave, before projects are laid together."""

    forms: list[Form] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    drafts: list[ProjectDraft] = field(default_factory=list)
    indicators: list[OwnedIndicator] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)


def read_forms(sheets: Sequence[Sheet], phase: str = "budget", fiscal_year: str = "") -> Forms:
    """Read every sheet by what its title says it is; a sheet without a title by what its rows show."""
    reader = _Reader(phase, fiscal_year)
    for number, sheet in enumerate(sheets):
        reader.take(number, sheet)
    return reader.found


class _Reader:
    def __init__(self, phase: str, fiscal_year: str) -> None:
        self.found = Forms()
        self.phase = phase
        self.fiscal_year = fiscal_year
        self._counts: Counter[str] = Counter()

    def take(self, number: int, sheet: Sheet) -> None:
        """One more sheet."""
        title = recognise(sheet.title.text) if sheet.title else None
        if title is not None and title.id == "units":
            self.found.units.extend(units_of_sheet(sheet))
            self._add_form(sheet, title.id, filled=True)
        elif title is not None and title.id == "department-target":
            self._take_department(sheet)
        elif title is not None and title.id == "project-target-summary":
            self._take_summary(sheet)
        elif (title is not None and title.id == "project-target") or indicator_header(sheet.rows) is not None:
            self._take_declaration(number, sheet)
        elif title is not None:
            self._take_budget(sheet, title.id)
        else:
            self._take_fragment(sheet)

    def _new_id(self, form: str) -> str:
        self._counts[form] += 1
        return form if self._counts[form] == 1 else f"{form}-{self._counts[form]}"

    def _add_form(
        self,
        sheet: Sheet,
        form: str,
        *,
        filled: bool,
        form_id: str = "",
        figures: int = 0,
        status: str = "",
        project: str = "",
        header_shift: tuple[Source, ...] = (),
    ) -> None:
        title = sheet.title.text.strip() if sheet.title else ""
        place = sheet.title.place if sheet.title else sheet.place
        self.found.forms.append(
            Form(
                id=form_id or self._new_id(form),
                form=form,
                title=title,
                status=status or ("filled" if filled else "empty"),
                source=Source(place, title or rows_text(sheet.rows[0].cells)),
                unit=sheet.unit,
                note=" ".join(tidy(note.text) for note in sheet.notes),
                figures=figures,
                project=project,
                header_shift=header_shift,
                number=next((said.number for _, said in sheet.small if said.number), ""),
            )
        )

    def _take_budget(self, sheet: Sheet, form: str) -> None:
        form_id = self._new_id(form)
        reading = read_form(sheet, form, form_id, self.phase, self.fiscal_year)
        if reading is None:
            self._take_unheaded(sheet, form, form_id)
            return
        self._keep(reading)
        self._add_form(
            sheet,
            form,
            filled=bool(reading.figures),
            form_id=form_id,
            figures=len(reading.figures),
            header_shift=reading.grid.shifted,
        )
        self._draft_rows(reading)

    def _take_unheaded(self, sheet: Sheet, form: str, form_id: str) -> None:
        """A titled table whose header is lost: its rows may still tell."""
        fragment = recognise_fragment(sheet)
        if fragment is None:
            self._leave(sheet, "no header found")
            self._add_form(sheet, form, filled=False, form_id=form_id)
            return
        reading = read_grid_form(fragment[1], sheet, form, form_id, self.phase)
        self._keep(reading)
        self._add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures), status="fragment")
        self._draft_rows(reading)

    def _take_fragment(self, sheet: Sheet) -> None:
        fragment = recognise_fragment(sheet)
        if fragment is None:
            self._take_unknown(sheet)
            return
        form, grid = fragment
        form_id = self._new_id(form)
        reading = read_grid_form(grid, sheet, form, form_id, self.phase)
        self._keep(reading)
        self._add_form(sheet, form, filled=True, form_id=form_id, figures=len(reading.figures), status="fragment")
        self._draft_rows(reading)

    def _take_unknown(self, sheet: Sheet) -> None:
        """A table without a known title: one that lists units, or figures kept under its title, the form unknown."""
        units = units_of_sheet(sheet)
        if units:
            self.found.units.extend(units)
            self._add_form(sheet, "units", filled=True)
            return
        form_id = self._new_id("unknown")
        reading = read_form(sheet, "unknown", form_id, self.phase, self.fiscal_year)
        if reading is None or not reading.figures:
            self._leave(sheet, "a table of no known form")
            return
        self._keep(reading)
        self._add_form(sheet, "unknown", filled=True, form_id=form_id, figures=len(reading.figures))

    def _leave(self, sheet: Sheet, reason: str) -> None:
        for row in sheet.rows:
            text = rows_text(row.cells)
            if text:
                self.found.unread.append(Unread("table", text, reason, Source(_place(row), text)))

    def _keep(self, reading: FormReading) -> None:
        self.found.figures.extend(reading.figures)
        self.found.unread.extend(reading.unread)

    def _draft_rows(self, reading: FormReading) -> None:
        """The projects that rows of a list or a purchase name."""
        keys = dict(reading.keys)
        purchases = bool(reading.grid.keys("goods", "goods-code", "measure"))
        pricing = ("project-budget",) if purchases else ("total", "project-amount")
        totals = {figure.row_number: figure for figure in reversed(reading.figures) if figure.component in pricing}
        spread = {} if purchases else _spread_over_subjects(keys)
        for (number, _), key in keys.items():
            if not key.project or is_total_label(key.project):
                continue
            if key.label != key.project and key.scheme != "project" and number not in spread:
                continue
            row = reading.grid.rows[number - 1]
            where = "purchase" if purchases else "list"
            priced = _sum_of([totals[one] for one in spread.get(number, [number]) if one in totals])
            self.found.drafts.append(
                ProjectDraft(
                    where=where,
                    name=key.project,
                    source=_source_of(row, key.project_code, key.project),
                    code=key.project_code,
                    project_type=key.project_type,
                    budget_unit=key.unit_name,
                    amount=priced.amount if priced else "",
                    unit=priced.unit if priced else "",
                    name_source=_source_of(row, "", key.project),
                    amount_source=priced.source if priced else None,
                    context=reading.figures[0].form_title if reading.figures else "",
                )
            )

    def _take_summary(self, sheet: Sheet) -> None:
        form_id = self._new_id("project-target-summary")
        reading = read_form(sheet, "project-target-summary", form_id, self.phase, self.fiscal_year)
        if reading is None:
            self._leave(sheet, "no header found")
            return
        self._keep(reading)
        self._add_form(sheet, "project-target-summary", filled=True, form_id=form_id, figures=len(reading.figures))
        by_row = {figure.row_number: figure for figure in reversed(reading.figures)}
        for project in read_summary(reading):
            code = project.key.code if project.key.scheme == "project" else ""
            priced = by_row.get(project.number)
            self.found.drafts.append(
                ProjectDraft(
                    where="summary",
                    name=project.key.project,
                    source=_source_of(project.row, code, project.key.project),
                    code=code,
                    amount=priced.amount if priced else "",
                    unit=priced.unit if priced else "",
                    fiscal_amount=self._fiscal(reading, project.number),
                    name_source=_source_of(project.row, "", project.key.project),
                    amount_source=priced.source if priced else None,
                    context=sheet.title.text.strip() if sheet.title else "",
                )
            )
            for row in project.indicators:
                self._add_indicator(row, project.key.project, code, form_id)

    @staticmethod
    def _fiscal(reading: FormReading, number: int) -> str:
        return next(
            (
                figure.amount
                for figure in reading.figures
                if figure.row_number == number and figure.component.endswith(".fiscal-appropriation")
            ),
            "",
        )

    def _take_department(self, sheet: Sheet) -> None:
        form_id = self._new_id("department-target")
        header = indicator_header(sheet.rows)
        above = sheet.rows if header is None else sheet.rows[:header]
        form = read_department(above, sheet.title.text.strip() if sheet.title else "", form_id)
        self.found.figures.extend(form.figures)
        self.found.goals.extend(form.goals)
        self.found.unread.extend(form.unread)
        if header is not None:
            rows, _ = read_indicators(sheet.rows[header:])
            for row in rows:
                self._add_indicator(row, WHOLE_DEPARTMENT, "", form_id)
        self._add_form(sheet, "department-target", filled=True, form_id=form_id, figures=len(form.figures))

    def _take_declaration(self, number: int, sheet: Sheet) -> None:
        """A declaration form; one whose title print lost begins anew in the middle of the sheet of another."""
        start = next_declaration(sheet.rows)
        if start is not None:
            self._take_declaration(number, replace(sheet, rows=sheet.rows[:start]))
            rest = replace(sheet, rows=sheet.rows[start:], title=None, place=_place(sheet.rows[start]))
            self._take_declaration(number, rest)
            return
        form_id = self._new_id("project-target")
        header = indicator_header(sheet.rows)
        title = sheet.title.text.strip() if sheet.title else ""
        declaration = read_declaration(sheet.rows if header is None else sheet.rows[:header])
        rows, groups = read_indicators(sheet.rows[header:]) if header is not None else ([], [])
        named = [group for group in groups if group.name is not None]
        name = declaration.text("name") or ("" if named else project_of_title(title))
        if name:
            self._draft_declaration(sheet, declaration, name)
        for group in named:
            assert group.name is not None
            source = Source(group.name.place, tidy(group.name.text))
            goals = tuple(dict.fromkeys(tidy(goal.text) for goal in group.goals))
            self.found.drafts.append(
                ProjectDraft("declaration", tidy(group.name.text), source, goals=goals, context=title)
            )
        for row in rows:
            group_name = groups[row.group].name
            owner = tidy(group_name.text) if group_name is not None else name or WHOLE_DEPARTMENT
            self._add_indicator(row, owner, declaration.text("code") if group_name is None else "", form_id)
        self.found.owners[number] = name
        self.found.unread.extend(
            Unread("line", cell.text.strip(), "no label of a declaration form", Source(cell.place, cell.text.strip()))
            for cell in declaration.unread
        )
        self.found.unread.extend(
            Unread("line", label, "contact, left out on purpose", Source(cell.place, label))
            for cell in declaration.contacts
            if (label := squeeze(cell.text)[:10])
        )
        self._add_form(sheet, "project-target", filled=bool(rows or declaration.fields), form_id=form_id, project=name)

    def _draft_declaration(self, sheet: Sheet, declaration: Declaration, name: str) -> None:
        code_cell = declaration.fields.get("code")
        name_cell = declaration.fields.get("name")
        title = Source(sheet.title.place, sheet.title.text.strip()) if sheet.title else None
        named = _cell_source(name_cell) or title or Source(sheet.place, name)
        purpose = "\n".join(cell.text.strip() for cell in declaration.purpose) or declaration.text("purpose")
        self.found.drafts.append(
            ProjectDraft(
                where="declaration",
                name=name,
                source=_cell_source(code_cell) or named,
                code=declaration.text("code"),
                project_type=declaration.text("project_type"),
                budget_unit=declaration.text("budget_unit"),
                amount=declaration.amount("amount"),
                unit=(declaration.unit or sheet.unit or "万元") if declaration.amount("amount") else "",
                fiscal_amount=declaration.amount("fiscal_amount"),
                other_amount=declaration.amount("other_amount"),
                carryover_amount=declaration.amount("carryover_amount"),
                purpose=purpose,
                goals=numbered_goals([cell.text for cell in declaration.goals]),
                schedule=declaration.schedule,
                schedule_sources=declaration.schedule_sources,
                name_source=named,
                amount_source=_cell_source(declaration.fields.get("amount")),
                context=title.text if title else "",
            )
        )

    def _add_indicator(self, row: IndicatorRow, owner: str, code: str, form_id: str) -> None:
        cell = row.target if row.target is not None else row.level3
        printed = " ".join(part.text.strip() for part in (row.level3, row.target) if part is not None)
        self.found.indicators.append(
            OwnedIndicator(
                owner,
                code,
                Indicator(
                    owner=owner,
                    level1=row.level1,
                    level2=row.level2,
                    level3=tidy(row.level3.text),
                    source=Source(cell.place, printed),
                    description=row.description,
                    basis=row.basis,
                    score=row.score,
                    form_id=form_id,
                    **target_fields(row),
                ),
            )
        )


def _spread_over_subjects(keys: dict[tuple[int, str], Key]) -> dict[int, list[int]]:
    """The rows of each project whose amount a list spreads over subjects, under the first of them."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    for (number, _), key in keys.items():
        if key.project and key.scheme in SUBJECT_SCHEMES and not is_total_label(key.project):
            rows.setdefault((key.project_code, key.project, key.unit_name), []).append(number)
    return {numbers[0]: numbers for numbers in rows.values()}


def _sum_of(figures: list[Figure]) -> Figure | None:
    """The figure that prices a project; the sum where several rows price parts of it."""
    if len(figures) < 2:
        return figures[0] if figures else None
    return replace(figures[0], amount=str(sum((figure.value for figure in figures), Decimal(0))))


def _place(row: Row) -> Place:
    return next((cell.place for cell in row.cells if cell), row.cells[0].place)


def _cell_source(cell: Cell | None) -> Source | None:
    return Source(cell.place, cell.text.strip()) if cell is not None else None


def _source_of(row: Row, code: str, name: str) -> Source:
    """The cell that prints a project's code, else its name."""
    for wanted in (code, name):
        for cell in row.cells:
            if wanted and cell and tidy(cell.text).replace(" ", "").startswith(wanted.replace(" ", "")[:12]):
                return Source(cell.place, cell.text.strip())
    return Source(_place(row), rows_text(row.cells))
