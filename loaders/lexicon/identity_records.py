"""Records of the files about whose disclosure it is: titles and names, areas, issuing agencies."""

from __future__ import annotations

from loaders.lexicon.form_records import ListedWords
from loaders.lexicon.record import Pattern, Record, Words


class ProofWords(Record, frozen=True):
    """What proves a disclosure."""

    least: int
    words: Words
    indicators: tuple[Words, ...]
    three_public: Words
    budgets: Words
    captions: Words
    taxes: Words
    heads_of_taxes: Words
    looked_for: str
    looked_for_en: str


class TitleWords(Record, frozen=True):
    """The words that titles are made of."""

    longest: int
    most_lines: int
    subjects: Words
    bare: Words
    heads: Words
    words: Words
    funds: Words
    government: Words
    departmental: Words
    budget: Words
    accounts: Words
    of_project: Words
    separators: str
    leads: Words


class GovernmentWords(Record, frozen=True):
    """What only the budget of a government holds."""

    least: int
    words: Words
    places: Words
    office: str
    offices: Words


class SpentWords(Record, frozen=True):
    """Words of money spent and of money planned."""

    words: Words
    planned: Words
    not_planned: Words


class OrganisationWords(Record, frozen=True):
    """How names of organisations end, and what is none."""

    longest: int
    endings: Words
    suffixes: Words
    never: Words
    itself: Words
    not_endings: Words
    not_in: Words


class IdentityLabels(Record, frozen=True):
    """Labels that a department, a title or a year is printed behind."""

    department: Words
    department_cell: Words
    title_cell: Words
    year: Words
    office: str
    owner: Words
    source: Words
    host: Words
    hosts_for_others: Words
    furniture: Words


class OwnBudget(Record, frozen=True):
    """Titles of the budget of a unit itself."""

    pattern: Pattern


class CommonNames(Record, frozen=True):
    """Names that bodies of many areas bear."""

    leads: Words
    subjects: Words
    endings: Words


class PlaceWords(Record, frozen=True):
    """What is a place before a name, and what is none."""

    towns: Words
    labels: Words
    none: Pattern


class IdentityFile(Record, frozen=True):
    """`identity.toml`."""

    proof: ProofWords
    title: TitleWords
    government: GovernmentWords
    spent: SpentWords
    organisation: OrganisationWords
    labels: IdentityLabels
    own_budget: OwnBudget
    places: PlaceWords
    common_name: CommonNames


class AreasFile(Record, frozen=True):
    """`areas.toml`: signs of areas with their codes (GB/T 2260)."""

    abbreviations: dict[str, str]
    cities: dict[str, str]
    before: ListedWords


class OfficeEntry(Record, frozen=True):
    """An agency, by the signs that stand for it in numbers of documents, with its name at each level."""

    code: Words
    province: str
    local: str
    central: str = ""
    municipality: str = ""
    fields: str = ""


class AgenciesFile(Record, frozen=True):
    """`agencies.toml`; `known` holds the name of the agency and the code of its area."""

    known: dict[str, tuple[str, str]]
    tail: ListedWords
    finance_fields: dict[str, str]
    planning_fields: dict[str, str]
    office: tuple[OfficeEntry, ...]
