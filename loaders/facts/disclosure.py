"""A disclosure as a whole: whose it is, and everything read in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.facts.forms import Figure, Form, Indicator, Project
from loaders.facts.source import DisclosureKind
from loaders.facts.texts import (
    Citation,
    Duty,
    FormMention,
    Goal,
    Section,
    Statement,
    Term,
    Unit,
    Unread,
    Wording,
)


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
    kind: DisclosureKind
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
