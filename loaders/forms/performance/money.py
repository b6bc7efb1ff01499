"""The readers of the money of a performance form: stages over rows of sources, and costs in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from loaders import lexicon
from loaders.blocks import Cell, Row
from loaders.facts import Figure, Source
from loaders.forms.performance.cutting import filled, stages_of
from loaders.forms.performance.fields import Declaration, amount_and_unit
from loaders.forms.performance.placing import agreed, is_number
from loaders.forms.performance.words import OF_WHICH, field_of
from loaders.forms.vocabulary import component_of
from loaders.printing import fold, is_nil, tidy
from loaders.table.labels import is_total_label, strip_numbering
from loaders.table.model import Phase
from loaders.table.numbers import figure, is_figure, unit_in

_COMPONENTS: dict[str, str] = {
    Phase.BUDGET: "项目资金",
    Phase.ADJUSTED_BUDGET: "项目全年预算数",
    Phase.FINAL: "项目全年执行数",
}
_STAGES = frozenset(_COMPONENTS)
_AMOUNT = "金额"
_WHOLE = "项目实施期金额"
_ORDER = (Phase.ADJUSTED_BUDGET, Phase.BUDGET)


@dataclass(frozen=True, slots=True)
class MoneyForm:
    """The form that prints the money: its id in the lexicon and in the document, its title and unit."""

    form: str
    form_id: str
    title: str
    unit: str


@dataclass(slots=True)
class Money:
    """The figures of a self-assessment, and the cells of its total: what was executed and at which rate."""

    figures: list[Figure] = field(default_factory=list)
    unit: str = ""
    executed: Cell | None = None
    rate: Cell | None = None
    derived: list[Source] = field(default_factory=list)
    """Rates that the amounts beside them prove: what was executed of what was budgeted."""


def read_stages(rows: Sequence[Row], declaration: Declaration, form: MoneyForm) -> Money:
    """The money under the heads of its first row (年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分).

    What was budgeted for the year fills the fields of the declaration. Where a stage is printed twice, its columns
    are of several years, which it does not say: no figure is read.
    """
    header, money = rows[0], Money()
    stages = stages_of(header)
    phases = [role for role in stages.values() if role in _STAGES]
    is_of_years = len(set(phases)) < len(phases)
    keys = [cell for row in rows[1:] for cell in row.cells[: min(stages)]]
    printed_units = filter(None, (unit_in(cell.text) for cell in (*header.cells, *keys)))
    money.unit = next(printed_units, "") or declaration.unit or form.unit
    key = next((tidy(cell.text) for cell in header.cells[: min(stages)] if cell), "")
    for number, printed in enumerate(rows[1:], 2):
        row = None if is_of_years else _under_heads(printed, header, stages)
        if row is None or not _is_money(row, stages):
            declaration.unread.extend(cell for cell in filled(printed) if is_figure(cell.text))
            continue
        label = _label(row, min(stages)) or key
        found = {role: row.cells[at] for at, role in reversed(stages.items()) if not is_nil(row.cells[at].text)}
        budget = next((found[role] for role in _ORDER if role in found), None)
        first = "amount" not in declaration.fields and money.executed is None
        if budget is not None:
            declaration.give("项目资金" if first and not field_of(label) else label, budget)
        if field_of(label) in ("amount", "") and money.executed is None:
            money.executed, money.rate = found.get(Phase.FINAL), found.get("rate")
        if _is_proved(found):
            money.derived.append(Source(found["rate"].place, found["rate"].text.strip()))
        money.figures.extend(_figures(number, row, label, stages, header, replace(form, unit=money.unit)))
    return money


def _is_proved(found: dict[str, Cell]) -> bool:
    """Whether the rate of a row is the share of what was executed in what was budgeted, to its last printed place."""
    rate = figure(found["rate"].text.rstrip("%％")) if "rate" in found else None
    executed = figure(found[Phase.FINAL].text) if Phase.FINAL in found else None
    if rate is None or executed is None:
        return False
    bases = [base.value for role in _ORDER if role in found and (base := figure(found[role].text)) is not None]
    if not executed.value and not rate.value:
        return True
    return any(base and abs(executed.value / base * 100 - rate.value) <= rate.step / 2 for base in bases)


def further_figures(declaration: Declaration, form: MoneyForm, start: int) -> Iterator[Figure]:
    """The amounts of a declaration that no field of the project holds; rows are counted from `start`."""
    further = [
        *((_WHOLE, label, cell) for label, cell in declaration.amounts_of_whole()),
        *((_COMPONENTS[Phase.BUDGET], label, cell) for label, cell in declaration.money),
    ]
    for number, (head, label, cell) in enumerate(further, start):
        amount, unit = amount_and_unit(cell.text)
        words = OF_WHICH.sub("", strip_numbering(fold(label.text).rstrip(":"))).removesuffix("小计")
        if amount is not None:
            yield Figure(
                form_id=form.form_id,
                form=form.form,
                form_title=form.title,
                row_number=number,
                row_code="",
                row_label=tidy(label.text),
                columns=(_AMOUNT,),
                component=component_of((head, words)),
                amount=amount,
                unit=unit or declaration.unit or form.unit,
                source=Source(cell.place, cell.text.strip()),
                phase=Phase.BUDGET,
            )


def _under_heads(row: Row, header: Row, stages: dict[int, str]) -> Row | None:
    """The row with its figures under the heads; one of another length only where a single placing fits."""
    if len(row.cells) == len(header.cells):
        return row
    printed = [cell for cell in row.cells if cell]
    figures = list(takewhile(lambda cell: is_number(cell.text), reversed(printed)))[::-1]
    placing = agreed([cell.text for cell in figures], list(stages.values()), frozenset(stages.values()) & _STAGES)
    if not placing or any(index not in placing.values() for index, one in enumerate(figures) if not is_nil(one.text)):
        return None
    cells = [Cell("") for _ in header.cells]
    for label in printed[: len(printed) - len(figures)][-1:]:
        cells[max(min(stages) - 1, 0)] = label
    for column, index in placing.items():
        cells[list(stages)[column]] = figures[index]
    return replace(row, cells=tuple(cells))


def _is_money(row: Row, stages: dict[int, str]) -> bool:
    """Whether a row prints figures or nothing under the stages."""
    cells = [row.cells[at] for at, role in stages.items() if role in _COMPONENTS]
    return all(is_nil(cell.text) or is_figure(cell.text) for cell in cells)


def _label(row: Row, before: int) -> str:
    words = [tidy(cell.text) for cell in row.cells[:before] if cell and not is_figure(cell.text)]
    return words[-1] if words else ""


def _figures(
    number: int, row: Row, label: str, stages: dict[int, str], header: Row, form: MoneyForm
) -> Iterator[Figure]:
    for at, phase in stages.items():
        cell = row.cells[at]
        amount = figure(cell.text)
        if phase in _COMPONENTS and amount is not None:
            yield Figure(
                form_id=form.form_id,
                form=form.form,
                form_title=form.title,
                row_number=number,
                row_code="",
                row_label=label,
                columns=(tidy(header.cells[at].text),),
                component=component_of((_COMPONENTS[phase], OF_WHICH.sub("", fold(label).rstrip(":")))),
                amount=amount.printed,
                unit=form.unit,
                source=Source(cell.place, cell.text.strip()),
                phase=phase,
                column_number=at + 1,
            )


def read_costs(rows: Sequence[Row], declaration: Declaration) -> None:
    """Costs in rows under heads: the amount of the total row is that of the project."""
    fill = lexicon.performance().block["costs"].fill
    column = None
    for row in rows:
        heads = [index for index, cell in enumerate(row.cells) if cell and fold(cell.text) in fill["amount"]]
        column = heads[0] if heads and column is None else column
        cells = filled(row)
        if column is not None and any(is_total_label(cell.text) for cell in cells):
            declaration.fields.setdefault("amount", row.cells[column])
        elif not heads:
            declaration.unread.extend(cells)
