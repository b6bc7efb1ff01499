"""Declaration forms (项目绩效目标表, one project each): labelled fields, a payment schedule, goals, then indicators."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from loaders.blocks import Cell, Row
from loaders.facts import Source
from loaders.forms.performance.indicators import header_roles, indicator_header
from loaders.layout.captions import unit_in
from loaders.layout.contacts import is_contact
from loaders.lexicon import load
from loaders.printing import amount_of, fold, is_nil, squeeze, tidy

_GOAL_START = re.compile(r"(?:目标\s?|(?:^|(?<=[\s。；;）)])))\d{1,2}[.、．：:](?!\d)\s*")
_BRACKETED_GOAL_START = re.compile(r"(?:^|(?<=[\s。；;]))[（(][一二三四五六七八九十]{1,3}[)）]\s*")
_LONGEST_LABEL = 20


@dataclass(slots=True)
class Declaration:
    """The fields of one declaration form: printed cells by field, schedule, purpose and goals."""

    fields: dict[str, Cell] = field(default_factory=dict)
    purpose: list[Cell] = field(default_factory=list)
    goals: list[Cell] = field(default_factory=list)
    months: list[Cell] = field(default_factory=list)
    shares: list[Cell] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)
    contacts: list[Cell] = field(default_factory=list)
    unit: str = ""
    longer: bool = False
    """Whether the form prints the money of several years to the left of that of the year."""

    def text(self, name: str) -> str:
        """A field as a careful typist would copy it."""
        cell = self.fields.get(name)
        return tidy(cell.text) if cell is not None else ""

    def amount(self, name: str) -> str:
        """An amount as printed without separators; nothing where the field is blank."""
        cell = self.fields.get(name)
        return (amount_of(cell.text) or "") if cell is not None else ""

    def give(self, label: str, cell: Cell) -> None:
        """A labelled value that stands elsewhere in the form."""
        name = _fields().get(_label(label))
        if name:
            self.fields.setdefault(name, cell)

    @property
    def schedule(self) -> tuple[tuple[str, str], ...]:
        """Pairs of point of time and share, as printed."""
        return tuple(
            (squeeze(month.text), squeeze(share.text)) for month, share in zip(self.months, self.shares, strict=False)
        )

    @property
    def schedule_sources(self) -> tuple[Source, ...]:
        """Where each share of the schedule stands."""
        return tuple(Source(share.place, share.text.strip()) for share in self.shares[: len(self.months)])


@cache
def _fields() -> dict[str, str]:
    return {fold(word): name for name, words in load("declaration")["fields"].items() for word in words}


@cache
def _sections() -> dict[str, str]:
    return {fold(word): name for name, words in load("declaration")["sections"].items() for word in words}


@cache
def _ignored() -> frozenset[str]:
    return frozenset(fold(word) for word in load("declaration")["ignored"])


@cache
def _month() -> re.Pattern[str]:
    return re.compile(load("declaration")["month"])


def _label(text: str) -> str:
    return re.sub(r"\((?:元|万元|%)\)$", "", fold(text).rstrip(":"))


def read_declaration(rows: Sequence[Row]) -> Declaration:
    """The labelled fields of a declaration form (the rows above its indicators)."""
    declaration = Declaration()
    section = ""
    for row in rows:
        cells = [cell for cell in row.cells if cell and not is_nil(cell.text)]
        if not cells:
            continue
        cells = _without_contacts(declaration, cells)
        if not cells:
            continue
        declaration.unit = declaration.unit or next((unit for cell in cells if (unit := _unit(cell.text))), "")
        label = _label(cells[0].text)
        if row.cells[0]:
            section = _sections().get(label, "")
            if section and _fields().get(label) is None:
                cells = cells[1:]
        _read_row(declaration, section, cells)
    return declaration


def _without_contacts(declaration: Declaration, cells: list[Cell]) -> list[Cell]:
    """Names of persons and telephone numbers are left out; their labels are kept to tell so."""
    kept: list[Cell] = []
    skip = False
    for cell in cells:
        labelled = skip and _fields().get(_label(cell.text)) is None
        skip = is_contact(cell.text)
        if skip:
            declaration.contacts.append(cell)
        elif not labelled:
            kept.append(cell)
    return kept


def _unit(text: str) -> str:
    """The unit of money that a label names: `项目资金（元）` → 元."""
    return unit_in(text) if len(squeeze(text)) < _LONGEST_LABEL and amount_of(text) is None else ""


def next_declaration(rows: Sequence[Row]) -> int | None:
    """Where another declaration begins below the indicators of the first: its code or name is printed again."""
    header = indicator_header(rows)
    if header is None:
        return None
    for index in range(header + 1, len(rows)):
        first = next((cell for cell in rows[index].cells if cell), None)
        if first and _fields().get(_label(first.text)) in ("code", "name") and header_roles(rows[index]) is None:
            return index
    return None


def _read_row(declaration: Declaration, section: str, cells: list[Cell]) -> None:
    if section == "schedule" and _read_schedule(declaration, cells):
        return
    name = ""
    declaration.longer = declaration.longer or _has_both_horizons(cells)
    met: set[str] = set()
    for cell in cells:
        found = _fields().get(_label(cell.text), "")
        if found:
            name = found
        elif name and (name not in declaration.fields or (declaration.longer and name in met)):
            declaration.fields[name] = cell
            met.add(name)
            name = ""
        elif section == "goals" and _sections().get(_without_years(cell.text)) == "goals":
            continue
        elif section == "purpose":
            declaration.purpose.append(cell)
        elif section == "goals":
            declaration.goals.append(cell)
        elif _label(cell.text) not in _ignored():
            declaration.unread.append(cell)


def _has_both_horizons(cells: Sequence[Cell]) -> bool:
    """Whether a row prints an amount of the whole project and behind it one of the year."""
    annual = tuple(load("declaration")["annual"])
    labels = [
        label
        for cell, value in pairwise(cells)
        if _fields().get(label := _label(cell.text)) in ("amount", "total_amount") and amount_of(value.text) is not None
    ]
    return len(labels) == 2 and not labels[0].startswith(annual) and labels[1].startswith(annual)


def _without_years(text: str) -> str:
    """A head of goals without the years in brackets behind it: `中期目标（2024年—2026年）` → `中期目标`."""
    return re.sub(r"\([^()]*\)$", "", _label(text))


def _read_schedule(declaration: Declaration, cells: list[Cell]) -> bool:
    if all(_month().fullmatch(squeeze(cell.text)) for cell in cells):
        declaration.months.extend(cells)
        return True
    if declaration.months and all(re.fullmatch(r"[\d.]+[%％]?", squeeze(cell.text)) for cell in cells):
        declaration.shares.extend(cells)
        return True
    return False


def numbered_goals(texts: Sequence[str]) -> tuple[str, ...]:
    """Goals one by one, without their numbers: in one cell, in several paragraphs, or in several rows."""
    pieces = [piece for text in texts for piece in text.split("\n")]
    bracketed = all(_BRACKETED_GOAL_START.match(piece.strip()) for piece in pieces if piece.strip())
    start = _BRACKETED_GOAL_START if bracketed else _GOAL_START
    return tuple(tidy(part) for piece in pieces for part in start.split(piece.strip()) if part.strip())
