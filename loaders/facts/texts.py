"""Facts that running text and lists state: citations, units, statements, duties, goals, terms, and what is unread."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.facts.source import Source


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
    """A figure stated in running text, or a change without one (公务接待费与上年持平: `value` and `unit` empty).

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

    `kind` is the printed key or section title it is under; `name` the name of a task that prints one (任务名称).
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
