"""The facts of a disclosure, as frozen values with their sources. They know nothing of RDF.

Money is `decimal.Decimal` in the printed unit; `yuan` gives the exact amount in 元. A blank cell is no fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from loaders.blocks import Place
from loaders.table.numbers import yuan_per_unit


class Kind(StrEnum):
    """What is disclosed: a plan or its settlement, of a department or of a government."""

    BUDGET = "预算"
    ACCOUNTS = "决算"
    GOVERNMENT_BUDGET = "政府预算"
    GOVERNMENT_ACCOUNTS = "政府决算"

    @property
    def final(self) -> bool:
        """Whether the figures are settled accounts."""
        return self in (Kind.ACCOUNTS, Kind.GOVERNMENT_ACCOUNTS)

    @property
    def stage(self) -> Kind:
        """预算 or 决算: figures of one stage may be added and compared, those of two never."""
        return Kind.ACCOUNTS if self.final else Kind.BUDGET

    def of_government(self) -> Kind:
        """The same of a government."""
        return Kind.GOVERNMENT_ACCOUNTS if self.final else Kind.GOVERNMENT_BUDGET


@dataclass(frozen=True, slots=True)
class Source:
    """The place a fact was read from and the text printed there (at most 200 characters reach the tables)."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form (表) of the disclosure: met with figures, met empty, or announced and never met.

    `form` is an id of the lexicon (`balance` 收支总表 …); `status` one of `filled`, `empty` (no figures), `fragment`
    (title or header lost), `missing` (on the contents page only). `note` is the printed sentence that says so.
    `header_shift` holds the header words that are printed over another column than theirs, as `上年结转=栏次11`;
    `number` is the form's number as printed (`附表 4-1`, `预算02表`); `department` the department that it names
    (`编制部门：某某局`), `row_gaps` the rows before which a number is skipped, as `十七、… → 十九、…`; `derived` the
    rates that its amounts prove and that are no figures of their own.
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
    phase: str = "budget"
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
    def yuan(self) -> Decimal | None:
        """The exact amount in 元; None where the unit is not money."""
        scale = YUAN_PER_UNIT.get(self.unit)
        return None if scale is None else self.value * scale


YUAN_PER_UNIT = yuan_per_unit()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that prints a project (or unit) and the name it prints there, with the amount told beside it, if any."""

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


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that names a policy document: by number (agency code, year, number) or by title in 《》.

    `context` is the project, indicator or section that cites it; `project` the key of the project it serves, if any.
    """

    raw: str
    context: str
    source: Source
    agency_code: str = ""
    year: str = ""
    number: str = ""
    title: str = ""
    project: str = ""

    @property
    def policy(self) -> str:
        """The normal form: `冀财社〔2023〕225号`, or the title."""
        if self.agency_code:
            return f"{self.agency_code}〔{self.year}〕{self.number}号"
        return self.title


@dataclass(frozen=True, slots=True)
class Unit:
    """A subordinate unit, internal office or budget unit (机构设置, 预算单位构成, unit rows of forms)."""

    name: str
    source: Source
    code: str = ""
    nature: str = ""
    rank: str = ""
    funding: str = ""
    kind: str = "unit"


@dataclass(frozen=True, slots=True)
class StatementLink:
    """What a statement is about, as a thing of the same disclosure.

    `kind` is `subject`, `project` or `unit`; `key` the subject code in its `scheme`, the key of the project, or the
    name of the unit.
    """

    kind: str
    key: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure told in running text.

    `measure` is its Chinese name as the sentence gives it; `year` the fiscal year it speaks of; for a change
    `base_year`, `direction` (增加, 减少, 持平) and `reason`. `about` names the subject, project or unit meant, if any;
    `link` is the thing of that name, or of the measure's, where the disclosure holds exactly one.
    """

    measure: str
    value: str
    unit: str
    source: Source
    year: str = ""
    base_year: str = ""
    direction: str = ""
    reason: str = ""
    section: str = ""
    sentence: str = ""
    about: str = ""
    link: StatementLink | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One item of 主要职责."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal or task of the department as a whole: an item of 年度履职目标, 年度主要任务, 总体绩效目标 ….

    `kind` is the printed key or section title it stands under; `name` the name of a task that prints one (任务名称).
    """

    kind: str
    text: str
    source: Source
    name: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of 名词解释."""

    term: str
    definition: str
    source: Source


@dataclass(frozen=True, slots=True)
class Section:
    """One printed heading (标题), or one entry of the contents page (目录).

    `number` is the list number as printed (`六、`), `style` its kind (part, chinese, arabic …), `value` what it counts;
    `parent` the titles above it.
    """

    title: str
    source: Source
    number: str = ""
    style: str = ""
    value: int = 0
    parent: str = ""
    in_contents: bool = False


@dataclass(frozen=True, slots=True)
class FormMention:
    """A form that running text speaks of by its name (`项目支出表`): `form` is its id in the lexicon."""

    form: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence of running text that checks read as it is printed, without blanks.

    `kind` is one of `lexicon/wordings.toml`; `before` is the sentence printed before it in the paragraph.
    """

    kind: str
    text: str
    source: Source
    section: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of the document that became no fact: kind `number`, `line` or `table`, and why."""

    kind: str
    text: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class Department:
    """The department that publishes: its full name and code, and the area (GB/T 2260) it belongs to.

    `common_name`: bodies of several areas bear this name, so that only the area says which one it is.
    """

    name: str
    code: str = ""
    area: str = ""
    adcode: str = ""
    province: str = ""
    city: str = ""
    common_name: bool = False

    @property
    def is_known(self) -> bool:
        """Whether name and area together say which body it is."""
        return bool(self.name) and (bool(self.adcode) or not self.common_name)


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value that a person gave beside the file: `name` (department, adcode, year, kind, url, published), where it
    was given (`index.csv, 第 3 行`), and what the document itself says of the same (empty where nothing).
    """

    name: str
    value: str
    origin: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything that was read from one published document.

    `id` is stable over byte versions of the same disclosure: department, year and kind (`承德县医疗保障局-2024-预算`),
    with the area where the name is a common one (`鼓楼区图书馆-320106-2025-预算`).
    `part` tells that the file holds only the tables (表) or only the prose (说明) of a disclosure published as two
    files; it then ends the id, and `whole` is the id of the disclosure both are part of.
    `numbers` counts the numeric tokens of the file, `numbers_read` those held in the facts.
    """

    id: str
    file: str
    sha256: str
    format: str
    kind: Kind
    title: str
    department: Department
    fiscal_year: str
    forms: tuple[Form, ...] = ()
    figures: tuple[Figure, ...] = ()
    projects: tuple[Project, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    citations: tuple[Citation, ...] = ()
    units: tuple[Unit, ...] = ()
    statements: tuple[Statement, ...] = ()
    duties: tuple[Duty, ...] = ()
    goals: tuple[Goal, ...] = ()
    terms: tuple[Term, ...] = ()
    sections: tuple[Section, ...] = ()
    form_mentions: tuple[FormMention, ...] = ()
    wordings: tuple[Wording, ...] = ()
    unread: tuple[Unread, ...] = ()
    numbers: int = 0
    numbers_read: int = 0
    unread_lines: int = 0
    warnings: tuple[str, ...] = field(default_factory=tuple)
    part: str = ""
    given: tuple[GivenValue, ...] = ()

    @property
    def whole(self) -> str:
        """The id of the whole disclosure: the same for both files of one published as two."""
        return self.id.removesuffix(f"-{self.part}") if self.part else self.id


class NotABudget(Exception):
    """A readable file that is no budget disclosure; the message says what was looked for and not found."""
