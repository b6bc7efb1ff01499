"""项目绩效目标表, 自评表: the form of one project, or one form of several projects, read block by block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.blocks import Cell, Row
from loaders.drafts import ProjectDraft
from loaders.facts import Source, Unread
from loaders.forms.kinds.collected import WHOLE_DEPARTMENT, Awaiting, Forms, place_of, source_of_cell
from loaders.forms.performance.cutting import FormBlock, cut
from loaders.forms.performance.fields import (
    Declaration,
    amount_and_unit,
    numbered_goals,
    read_fields,
    read_goals,
    read_schedule,
    read_text,
)
from loaders.forms.performance.heads import header_roles, indicator_header
from loaders.forms.performance.listed import Listed, read_listed
from loaders.forms.performance.money import Money, MoneyForm, further_figures, read_costs, read_stages
from loaders.forms.performance.sums import with_sums
from loaders.forms.performance.tree import IndicatorRow, OwnerGroup, read_indicators
from loaders.forms.performance.words import blocks_of, field_of
from loaders.forms.rows import split_project
from loaders.layout.form_titles import project_of_title
from loaders.layout.sheets import Sheet
from loaders.printing import squeeze, tidy
from loaders.table.model import Phase

_AMOUNTS = ("amount", "total_amount", "fiscal_amount", "other_amount", "carryover_amount")
_NAMED_ABOVE = ("name", "code", "budget_unit", "department")
_LABELLED = re.compile(r"(?P<label>[^\s：:]{2,12})\s?[：:]\s{0,3}(?P<value>[^\s：:]{2,60})(?!\S*[：:])")
_OF_PROJECTS = "项目"
"""A form so titled that names no project leaves open whose its indicators are."""


@dataclass(slots=True)
class _Form:
    """What the blocks of one form gave."""

    sheet: Sheet
    form: str
    form_id: str
    declaration: Declaration = field(default_factory=Declaration)
    money: Money = field(default_factory=Money)
    rows: list[IndicatorRow] = field(default_factory=list)
    groups: list[OwnerGroup] = field(default_factory=list)
    listed: Listed | None = None

    @property
    def title(self) -> str:
        """The title as printed, or nothing."""
        return self.sheet.title.text.strip() if self.sheet.title else ""

    @property
    def named(self) -> list[OwnerGroup]:
        """The projects that rows of indicators name."""
        return [group for group in self.groups if group.name is not None]


def _stages(block: FormBlock, form: _Form) -> None:
    form.money = read_stages(
        block.rows, form.declaration, MoneyForm(form.form, form.form_id, form.title, form.sheet.unit)
    )


def _indicators(block: FormBlock, form: _Form) -> None:
    rows, groups = read_indicators(block.rows, drawn=form.sheet.spans_known)
    form.rows.extend(replace(row, group=row.group + len(form.groups)) for row in rows)
    form.groups.extend(groups)


READERS: dict[str, Callable[[FormBlock, _Form], None]] = {
    "fields": lambda block, form: read_fields(block.rows, form.declaration),
    "purpose": lambda block, form: read_text(block.rows, form.declaration),
    "schedule": lambda block, form: read_schedule(block.rows, form.declaration),
    "goals": lambda block, form: read_goals(block.rows, form.declaration),
    "stages": _stages,
    "costs": lambda block, form: read_costs(block.rows, form.declaration),
    "indicators": _indicators,
    "closing": lambda _block, _form: None,
}
"""The reader of each block that `performance.toml` declares."""


def take(number: int, sheet: Sheet, form: str, forms: Forms) -> None:
    """A declaration form; one whose title print lost begins anew in the middle of the sheet of another."""
    start = _next_declaration(sheet.rows)
    if start is not None:
        take(number, replace(sheet, rows=sheet.rows[:start]), form, forms)
        rest = replace(sheet, rows=sheet.rows[start:], title=None, place=place_of(sheet.rows[start]))
        take(number, rest, form, forms)
        return
    read = _read(sheet, form, forms)
    name, code = _whose(number, read, forms)
    if read.listed is not None:
        forms.keep(read.listed.reading)
    _draft_named(read, forms)
    of_nobody = _OF_PROJECTS in read.title or not (read.title or any(row.level1 for row in read.rows))
    unnamed = "" if of_nobody else WHOLE_DEPARTMENT
    for row in read.rows:
        group_name = read.groups[row.group].name
        owner = tidy(group_name.text) if group_name is not None else name or unnamed
        forms.add_indicator(row, owner, code if group_name is None else "", read.form_id)
    money = MoneyForm(form, read.form_id, read.title, sheet.unit)
    further = further_figures(
        read.declaration, money, 1 + max((one.row_number for one in read.money.figures), default=1)
    )
    forms.figures.extend(replace(figure, project=name) for figure in (*with_sums(read.money.figures), *further))
    forms.owners[number] = name
    forms.awaiting = Awaiting(number, name, code) if name and not read.rows else None
    _tell_unread(read.declaration, forms)
    figures = len(read.listed.reading.figures) if read.listed is not None else 0
    filled = bool(read.rows or read.declaration.fields)
    forms.add_form(
        sheet,
        form,
        filled=filled,
        form_id=read.form_id,
        figures=figures,
        project=name,
        derived=tuple(read.money.derived),
    )


def _next_declaration(rows: Sequence[Row]) -> int | None:
    """Where another declaration begins below the indicators of the first: its code or name is printed again."""
    header = indicator_header(rows)
    if header is None:
        return None
    for index in range(header + 1, len(rows)):
        first = next((cell for cell in rows[index].cells if cell), None)
        if first and field_of(first.text) in ("code", "name") and header_roles(rows[index]) is None:
            return index
    return None


def _read(sheet: Sheet, form: str, forms: Forms) -> _Form:
    """The form as a list of projects, else block by block."""
    read = _Form(sheet, form, forms.new_id(form))
    read.listed = read_listed(sheet, form, read.form_id, forms.phase, forms.fiscal_year)
    if read.listed is not None:
        read.rows, read.groups = read_indicators(read.listed.rows, read.listed.roles, drawn=sheet.spans_known)
        return read
    for block in cut(sheet.rows, blocks_of(form)):
        READERS[block.name](block, read)
    read.declaration.unit = read.declaration.unit or read.money.unit
    for label, value in _labels_above(sheet):
        read.declaration.give(label, value)
    return read


def _labels_above(sheet: Sheet) -> Iterator[tuple[str, Cell]]:
    """The project and the bodies that lines above the table name: 项目名称：某某补助　实施单位：某某中心."""
    for line in sheet.above:
        for match in _LABELLED.finditer(line.text):
            if field_of(match["label"]) in _NAMED_ABOVE:
                yield match["label"], Cell(match["value"], ((0, line.place_at(match.start("value"))),))


def _whose(number: int, read: _Form, forms: Forms) -> tuple[str, str]:
    """Name and code of the project that the form is about: as it prints them, else those declared just before."""
    declaration = read.declaration
    name = declaration.text("name") or ("" if read.named else project_of_title(read.title))
    code, name = split_project(declaration.text("code"), name)
    if name:
        _draft(read, name, code, forms)
    elif not (read.named or declaration.fields) and forms.awaiting and number - forms.awaiting.sheet in (0, 1):
        return forms.awaiting.name, forms.awaiting.code
    return name, code


def _draft_named(read: _Form, forms: Forms) -> None:
    """The projects that rows of a list name, each with its goals and its price."""
    for group in read.named:
        assert group.name is not None
        name = tidy(group.name.text)
        price = read.listed.price_of(name) if read.listed is not None else None
        executed = read.listed.stage_of(name, Phase.FINAL) if read.listed is not None else None
        rate = read.listed.stage_of(name, "rate") if read.listed is not None else None
        forms.drafts.append(
            ProjectDraft(
                "declaration",
                name,
                Source(group.name.place, name),
                amount=price.amount if price else "",
                unit=price.unit if price else "",
                executed_amount=executed.amount if executed else "",
                execution_rate=f"{rate.amount}{'%' if rate.unit in ('', '%') else ''}" if rate else "",
                goals=tuple(dict.fromkeys(tidy(goal.text) for goal in group.goals)),
                amount_source=price.source if price else None,
                context=read.title,
            )
        )


def _tell_unread(declaration: Declaration, forms: Forms) -> None:
    forms.unread.extend(
        Unread("line", cell.text.strip(), "no label of a declaration form", Source(cell.place, cell.text.strip()))
        for cell in declaration.unread
    )
    forms.unread.extend(
        Unread("line", label, "contact, left out on purpose", Source(cell.place, label))
        for cell in declaration.contacts
        if (label := squeeze(cell.text)[:10])
    )


def _draft(read: _Form, name: str, code: str, forms: Forms) -> None:
    declaration, sheet = read.declaration, read.sheet
    code_cell = declaration.fields.get("code")
    title = Source(sheet.title.place, sheet.title.text.strip()) if sheet.title else None
    named = source_of_cell(declaration.fields.get("name")) or title or Source(sheet.place, name)
    purpose = "\n".join(cell.text.strip() for cell in declaration.purpose)
    amount = "amount" if declaration.amount("amount") else "total_amount"
    unit = declaration.unit_of(amount) or declaration.unit or sheet.unit
    executed = read.money.executed
    forms.drafts.append(
        ProjectDraft(
            where="declaration",
            name=name,
            source=source_of_cell(code_cell) or named,
            code=code,
            project_type=declaration.text("project_type", "project_nature"),
            budget_unit=declaration.text("budget_unit"),
            amount=declaration.amount(amount),
            unit=unit if any(map(declaration.amount, _AMOUNTS)) or executed is not None else "",
            fiscal_amount=declaration.amount("fiscal_amount"),
            other_amount=declaration.amount("other_amount"),
            carryover_amount=declaration.amount("carryover_amount"),
            executed_amount=amount_and_unit(executed.text)[0] or "" if executed is not None else "",
            execution_rate=tidy(read.money.rate.text) if read.money.rate is not None else "",
            period=declaration.period,
            purpose=purpose or declaration.text("purpose", "basis"),
            goals=numbered_goals([cell.text for cell in declaration.goals]),
            schedule=declaration.schedule,
            schedule_sources=declaration.schedule_sources,
            name_source=named,
            amount_source=source_of_cell(declaration.fields.get(amount)),
            context=title.text if title else "",
        )
    )
