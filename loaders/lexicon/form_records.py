"""Records of the files about forms: titles, header words, components, rows, the small print, performance forms."""

from __future__ import annotations

from msgspec import field

from loaders.lexicon.record import Pattern, Record, Words


class FormEntry(Record, frozen=True):
    """A kind of form, by the words of its title."""

    id: str
    zh: str
    en: str
    all: Words = ()
    any: Words = ()
    none: Words = ()
    tail: Words = ()
    blocks: Words = ()
    projects: bool = False
    bracket: bool = False


class FormsFile(Record, frozen=True):
    """`forms.toml`: the first entry that a title fits wins."""

    form: tuple[FormEntry, ...]


class ColumnEntry(Record, frozen=True):
    """A key column: the words that head it."""

    role: str
    words: Words
    under: Words = ()
    patterns: tuple[Pattern, ...] = ()


class ColumnsFile(Record, frozen=True):
    """`columns.toml`."""

    column: tuple[ColumnEntry, ...]


class ComponentEntry(Record, frozen=True):
    """The meaning of a column of amounts."""

    id: str
    zh: str
    en: str
    words: Words
    broader: str = ""
    under: Words = ()
    patterns: tuple[Pattern, ...] = ()
    source: bool = False
    period: bool = False

    @property
    def groups(self) -> Words:
        """The groups that the column may be printed under: those that the entry names, else the broader component."""
        return self.under or ((self.broader,) if self.broader else ())


class PlainWords(Record, frozen=True):
    """Heads whose meaning is that of the group above them; `usual` are ids of components."""

    total: Words
    amount: Words
    usual: Words


class CalendarYears(Record, frozen=True):
    """How a calendar year in a header is read: as the year before, or as another year."""

    last: str
    other: str


class ComponentsFile(Record, frozen=True):
    """`components.toml`."""

    plain: PlainWords
    compounds: dict[str, tuple[Pattern, ...]]
    phases: dict[str, Words]
    years: CalendarYears
    component: tuple[ComponentEntry, ...]


class HeadWords(Record, frozen=True):
    """Words of headers and bodies that say how a table is built."""

    first: Words
    periods: Words
    subjects: Words
    numbering: Words
    code_parts: Words
    row_numbers: Words
    totals: Words
    total_ends: Words
    nothing: Words


class RowsFile(Record, frozen=True):
    """`rows.toml`: labels of rows and shapes of codes."""

    totals: Words
    subtotal_tails: Words
    part: Pattern
    levels: tuple[Pattern, ...]
    subject_code: Pattern
    project_code: Pattern
    unit_code: Pattern
    heads: HeadWords
    sides: dict[str, Pattern]


class UnitsFile(Record, frozen=True):
    """`units.toml`: units of measure, and units of money with what each is in yuan."""

    words: Words
    money: dict[str, int]


class PortalFurniture(Record, frozen=True):
    """What portals print around a page: labels, words, whole lines, names of sites."""

    labels: Words
    colon_labels: Words
    words: Words
    beside: Words
    lines: tuple[Pattern, ...]
    sites: Pattern


class CaptionsFile(Record, frozen=True):
    """`captions.toml`: patterns of text without blanks; in those of units `{money}` is any unit of money."""

    unit: str
    bracketed_unit: str
    unit_behind: str
    department: Pattern
    department_code: Pattern
    year: Pattern
    number: Pattern
    date: Pattern
    note: Pattern
    announces: Pattern
    catalogues: Words
    furniture: PortalFurniture


class CodesFile(Record, frozen=True):
    """`codes.toml`: header words of official code lists."""

    code: Words
    name: Words
    name_en: Words
    levels: tuple[Words, ...]


class BlockEntry(Record, frozen=True):
    """A block of a performance form: the words that open it and fill it."""

    kind: str
    opens: Words = ()
    pattern: Pattern | None = None
    fill: dict[str, Words] = field(default_factory=dict)
    patterns: dict[str, Pattern] = field(default_factory=dict)
    ignored: Words = ()
    annual: Words = ()
    point: Pattern | None = None


class PerformanceFile(Record, frozen=True):
    """`performance.toml`."""

    generic: Pattern
    whole: Words
    block: dict[str, BlockEntry]


class KindEntry(Record, frozen=True):
    """A kind of indicators or units: the words that documents print for it."""

    id: str
    zh: str
    en: str
    words: Words
    broader: str = ""


class NamedComponents(Record, frozen=True):
    """Ids of the components that rows of either side and types of projects may name."""

    income: Words
    expenditure: Words
    projects: Words
    project_words: dict[str, str]
    carryover: Words


class KindsFile(Record, frozen=True):
    """`kinds.toml`: what the small code lists hold."""

    level: tuple[KindEntry, ...]
    nature: tuple[KindEntry, ...]
    components: NamedComponents


class LevelEntry(Record, frozen=True):
    """A first level of indicators with the second levels that belong to it."""

    name: str
    children: Words


class Horizons(Record, frozen=True):
    """Words that tell a column of the year from one of another period."""

    other: Words
    annual: Words


class ListedWords(Record, frozen=True):
    """A table that holds a list of words and no more."""

    words: Words


class Closing(ListedWords, frozen=True):
    """What closes a table of indicators: words, and the endings of heads of those who examine it."""

    endings: Words


class IndicatorsFile(Record, frozen=True):
    """`indicators.toml`."""

    header: dict[str, Words]
    header_patterns: dict[str, Pattern]
    horizons: Horizons
    level1: tuple[LevelEntry, ...]
    closing: Closing
    natures: ListedWords
    operators: dict[str, Words]
