"""Records of the files about running text: sections, statements, citations, quantities, wordings, small print."""

from __future__ import annotations

from msgspec import field

from loaders.lexicon.form_records import ListedWords
from loaders.lexicon.record import Pattern, Record, Words


class SectionEntry(Record, frozen=True):
    """A kind of section, by words of its title."""

    id: str
    zh: str
    en: str
    words: Words
    none: Words = ()


class SectionTitles(Record, frozen=True):
    """Titles without a number, and how those with a number mostly end."""

    endings: Words
    longest: int
    numbered: Words


class Endings(Record, frozen=True):
    """A table that holds endings and no more."""

    endings: Words


class GoalWords(Record, frozen=True):
    """Sections and lists that hold goals."""

    endings: Words
    none: Words
    closing: Words
    keys: Words
    task_names: Words
    task_contents: Words


class ProjectSheetWords(Record, frozen=True):
    """Sections that explain a project."""

    titles: Words
    nouns: Words
    nameless: Words
    money: Words
    pointing: Words
    elsewhere: Words
    other_funds: Pattern
    parts: dict[str, Words]


class ContactWords(Record, frozen=True):
    """Contact lines and names of private persons."""

    persons: Words
    labels: Words


class StructureWords(Record, frozen=True):
    """Lists of units and offices in running text."""

    offices: Words
    units: Words
    inline: Words
    inline_behind_count: Words
    not_names: Words
    natures: Words
    name_endings: Words
    itself: Words
    tails: Words
    longest: int


class SectionsFile(Record, frozen=True):
    """`sections.toml`."""

    section: tuple[SectionEntry, ...]
    work: ListedWords
    titles: SectionTitles
    labels: ListedWords
    glued: Endings
    goals: GoalWords
    project_sheet: ProjectSheetWords
    contact: ContactWords
    structure: StructureWords


class UnitWords(Record, frozen=True):
    """Units behind a figure."""

    money: Words
    rate: Words
    count: Words
    written_out: dict[str, str]
    multipliers: Words
    per: Words
    behind: dict[str, Words]
    not_before: dict[str, Words]


class ThresholdWords(Record, frozen=True):
    """Figures that are part of a name."""

    words: Words
    not_before: Words


class InstructionWords(Record, frozen=True):
    """Figures that are instructions to whoever fills in a form."""

    conditions: Words
    duties: Words
    limits: Words


class FormLineWords(Record, frozen=True):
    """Lines of a performance form that lost its table."""

    headers: Words
    levels: Words
    notes: Words
    about: Words


class DirectionWords(Record, frozen=True):
    """Directions of change."""

    increase: Words
    decrease: Words
    more_than: Words
    less_than: Words
    same: Words
    either: Words
    with_object: Words
    ends_name: Words
    money: Words
    fillers: Words


class BaseWords(Record, frozen=True):
    """The year that is compared with."""

    comparatives: Words
    last_year: Words
    year_start: Words
    behind: Words
    this_year: Words
    budget: Words
    no_budget: Words
    completing: Words
    not_years: Words


class DependentWords(Record, frozen=True):
    """Ratios that mean something only with the subject before them."""

    words: Words
    meant: dict[str, str]


class MeasureWords(Record, frozen=True):
    """How the name of what is measured is trimmed."""

    of_last_year: Words
    prefixes: Words
    suffixes: Words
    keep_beginnings: Words
    fee_suffixes: Words
    keep_endings: Words
    keep_whole: Words
    completed: dict[str, str]
    own: Words = field(name="self")
    body_endings: Words
    body_tails: Words
    sides: dict[str, str]
    generic: Words
    titles: Words
    stages: Words
    budgeted: Words
    planned: Words
    budgets: Words
    settled: Words
    summing: Words
    spent: Words
    unspent: Words
    levels: Words
    qualifiers: Words
    money_names: Words
    noun_stops: Words
    longest: int


class ReasonWords(Record, frozen=True):
    """What leads to a reason."""

    both: Words
    strong: Words
    weak: Words
    verbs: Words


class StatementsFile(Record, frozen=True):
    """`statements.toml`."""

    units: UnitWords
    not_behind: ListedWords
    threshold: ThresholdWords
    instruction: InstructionWords
    form_lines: FormLineWords
    direction: DirectionWords
    base: BaseWords
    dependent: DependentWords
    measure: MeasureWords
    reason: ReasonWords


class Brackets(Record, frozen=True):
    """Brackets around the year of a document's number: one letter each."""

    open: str
    close: str


class NumberWords(Record, frozen=True):
    """What is printed before the number of a document, and is no part of it."""

    lead_ins: Words
    area_signs_too: Words
    longest_unknown: int


class CitedTitles(Record, frozen=True):
    """How titles of policy documents end."""

    endings: Words
    not_endings: Words
    longest: int


class CitationsFile(Record, frozen=True):
    """`citations.toml`."""

    brackets: Brackets
    number: NumberWords
    title: CitedTitles


class QuantityEntry(Record, frozen=True):
    """A quantity that departments are compared by; `measures` are patterns of its whole name."""

    id: str
    zh: str
    en: str
    measures: tuple[Pattern, ...]


class QuantitiesFile(Record, frozen=True):
    """`quantities.toml`."""

    phases: dict[str, str]
    quantity: tuple[QuantityEntry, ...]


class WordingEntry(Record, frozen=True):
    """A kind of sentence that is kept as it is printed."""

    kind: str
    pattern: Pattern
    glossary: bool = False


class WordingsFile(Record, frozen=True):
    """`wordings.toml`."""

    wording: tuple[WordingEntry, ...]


class Furniture(Record, frozen=True):
    """Patterns of small print before and behind numbers that are no figures."""

    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]


class CoverageFile(Record, frozen=True):
    """`coverage.toml`."""

    furniture: Furniture
    outside: dict[str, str]
