"""Facts that forms print: the forms themselves, figures, projects, indicators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from loaders.facts.source import Source
from loaders.table.model import Phase
from loaders.table.numbers import yuan_per_unit

YUAN_PER_UNIT = yuan_per_unit()


@dataclass(frozen=True, slots=True)
class Form:
    """One form (表) of the disclosure: met with figures, met empty, or announced and never met.

    `form` is an id of the lexicon (`balance` 收支总表 …); `status` one of `filled`, `empty` (no figures), `fragment`
    (title or header lost), `missing` (on the contents page only). `note` is the printed sentence that says so.
    `header_shift` holds the header words that are printed over another column than theirs, as `上年结转=栏次11`;
    `number` is the form's number as printed (`附表 4-1`, `预算02表`); `department` the department that it names
    (`编制部门：某某局`), `code` its code there (`131001`), `row_gaps` the rows before which a number is skipped, as
    `十七、… → 十九、…`; `derived` the rates that its amounts prove and that are no figures of their own.
    """

    id: str
    form: str
    title: str
    status: str
    source: Source
    unit: str = ""
    note: str = ""
    figures: int = 0
    project: str = ""
    header_shift: tuple[Source, ...] = ()
    number: str = ""
    department: Source | None = None
    code: Source | None = None
    row_gaps: tuple[Source, ...] = ()
    derived: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One non-blank figure of a form.

    `row_code` a subject, unit or project code; `scheme` the classification it belongs to (`functional`,
    `department-economic`, `government-economic`, `unit`, `project` or empty); `columns` the header path as printed;
    `component` the id of the column's meaning (`unknown` where neither header nor arithmetic proves one);
    `amount` as printed without thousands separators; `unit` as printed (万元, 元, 辆, 平方米 …).
    `total_row` and `total_column`: this figure repeats what other figures of its form add up to.
    `row_number` and `column_number`: its place in the form below the header, from 1; 0 where the form is no grid.
    `adds_up_to`: the places (row, column) of the figures that should be the sum of this and others, whether they are
    or not; `of_which`: of those that hold this one among others (其中：…).
    """

    form_id: str
    form: str
    form_title: str
    row_number: int
    row_code: str
    row_label: str
    columns: tuple[str, ...]
    component: str
    amount: str
    unit: str
    source: Source
    scheme: str = ""
    subject: str = ""
    second_code: str = ""
    second_label: str = ""
    project: str = ""
    budget_unit: str = ""
    side: str = ""
    phase: str = Phase.BUDGET
    total_row: bool = False
    total_column: bool = False
    repaired: str = ""
    column_number: int = 0
    adds_up_to: tuple[tuple[int, int], ...] = ()
    of_which: tuple[tuple[int, int], ...] = ()

    @property
    def value(self) -> Decimal:
        """The amount in the printed unit."""
        return Decimal(self.amount)

    @property
    def is_money(self) -> bool:
        """Whether the unit is one of money."""
        return self.unit in YUAN_PER_UNIT

    @property
    def yuan(self) -> Decimal | None:
        """The exact amount in 元; None where the unit is not money."""
        scale = YUAN_PER_UNIT.get(self.unit)
        return None if scale is None else self.value * scale


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that prints a project (or unit) and the name it prints there, with the amount beside it, if any."""

    name: str
    source: Source
    context: str = ""
    amount: str = ""
    unit: str = ""
    amount_source: Source | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project (项目) of the disclosure; the same project met in several places is one.

    Amounts in `unit` as printed, `execution_rate` with its sign (`95.50%`); `period` when it runs; `schedule` pairs of
    (month, share) as
    printed, `schedule_sources` the place of each share; `mentions` every place that prints the project.
    """

    key: str
    name: str
    source: Source
    code: str = ""
    project_type: str = ""
    budget_unit: str = ""
    amount: str = ""
    unit: str = ""
    fiscal_amount: str = ""
    other_amount: str = ""
    carryover_amount: str = ""
    executed_amount: str = ""
    execution_rate: str = ""
    period: str = ""
    purpose: str = ""
    goals: tuple[str, ...] = ()
    schedule: tuple[tuple[str, str], ...] = ()
    schedule_sources: tuple[Source, ...] = ()
    mentions: tuple[Mention, ...] = ()
    amount_source: Source | None = None

    @property
    def is_one_of_several(self) -> bool:
        """Whether another unit of the department has a project of the same name, neither with a code."""
        return bool(self.budget_unit) and not self.code and self.key == key_with_unit(self.name, self.budget_unit)


def key_with_unit(name: str, budget_unit: str) -> str:
    """The key of a project whose name alone does not tell it from that of another unit."""
    return f"{name}@{budget_unit}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a performance table. `owner` is the key of a project, `部门整体` for the whole department, or
    nothing where a form of projects names none.

    `weight` 分值, `actual` 实际完成值, `score` 得分 and `deviation` 偏差原因 as printed; only
    self-assessments print the last three.
    """

    owner: str
    level1: str
    level2: str
    level3: str
    source: Source
    description: str = ""
    target: str = ""
    operator: str = ""
    number: str = ""
    unit: str = ""
    target_text: str = ""
    basis: str = ""
    weight: str = ""
    actual: str = ""
    score: str = ""
    deviation: str = ""
    form_id: str = ""
