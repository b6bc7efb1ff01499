"""The readers of fields (label → value) and text of a performance form, and what they fill: a `Declaration`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders import lexicon
from loaders.blocks import Cell, Row
from loaders.facts import Source
from loaders.forms.performance.cutting import filled
from loaders.forms.performance.words import block, field_of, funds_of, goal_head, is_known_label, variants
from loaders.layout.contacts import is_contact
from loaders.printing import fold, is_nil, squeeze, tidy
from loaders.table.numbers import RATES, Amount, is_figure, parse, unit_in

_GOAL_START = re.compile(r"(?:目标\s?|(?:^|(?<=[\s。；;）)])))\d{1,2}[.、．：:](?!\d)\s*")
_BRACKETED_GOAL_START = re.compile(r"(?:^|(?<=[\s。；;]))[（(][一二三四五六七八九十]{1,3}[)）]\s*")
_LONGEST_LABEL = 20
_LABEL_AND_VALUE = re.compile(r"(?P<label>[^:：]{2,20})[:：]\s*(?P<value>.+)", re.DOTALL)


@dataclass(slots=True)
class Declaration:
    """The fields of one declaration form: printed cells by field, schedule, purpose and goals."""

    fields: dict[str, Cell] = field(default_factory=dict)
    purpose: list[Cell] = field(default_factory=list)
    goals: list[Cell] = field(default_factory=list)
    money: list[tuple[Cell, Cell]] = field(default_factory=list)
    """Labels and amounts that no field holds, such as other sources of funds."""
    whole: list[tuple[Cell, Cell]] = field(default_factory=list)
    """Labels and amounts of the whole project where those of the year are beside them."""
    months: list[Cell] = field(default_factory=list)
    shares: list[Cell] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)
    contacts: list[Cell] = field(default_factory=list)
    unit: str = ""
    _labels: dict[str, Cell] = field(default_factory=dict)
    longer: bool = False
    """Whether the form prints the money of several years to the left of that of the year."""

    def text(self, *names: str) -> str:
        """The first of these fields that is printed, as a careful typist would copy it."""
        cell = next((self.fields[name] for name in names if name in self.fields), None)
        return tidy(cell.text) if cell is not None else ""

    def amount(self, name: str) -> str:
        """An amount as printed without separators; nothing where the field is blank."""
        cell = self.fields.get(name)
        return (amount_and_unit(cell.text)[0] or "") if cell is not None else ""

    def unit_of(self, name: str) -> str:
        """The unit of money that an amount itself prints (`10000万元`), or nothing."""
        cell = self.fields.get(name)
        return amount_and_unit(cell.text)[1] if cell is not None else ""

    def fill(self, name: str, label: Cell, cell: Cell) -> None:
        """A field with its label; an amount that held it before is that of several years."""
        before = self.fields.get(name)
        if before is not None and name in self._labels and _is_money(before):
            self.whole.append((self._labels[name], before))
        self.fields[name], self._labels[name] = cell, label

    def give(self, label: str, cell: Cell) -> None:
        """A labelled value that is elsewhere in the form."""
        name = field_of(label)
        if name:
            self.fields.setdefault(name, cell)

    def amounts_of_whole(self) -> list[tuple[Cell, Cell]]:
        """Labels and amounts of the whole project that its fields, which are the year's, do not hold."""
        total = self.fields.get("total_amount")
        both = total is not None and bool(self.amount("amount")) and _is_money(total)
        return [*([(self._labels["total_amount"], total)] if both and total is not None else []), *self.whole]

    @property
    def period(self) -> str:
        """When the project runs, as printed: `2022-2024`; begin and end where they are two fields."""
        return self.text("period") or "—".join(one for one in (self.text("begins"), self.text("ends")) if one)

    @property
    def schedule(self) -> tuple[tuple[str, str], ...]:
        """Pairs of point of time and share, as printed."""
        return tuple(
            (squeeze(month.text), squeeze(share.text)) for month, share in zip(self.months, self.shares, strict=False)
        )

    @property
    def schedule_sources(self) -> tuple[Source, ...]:
        """Where each share of the schedule is."""
        return tuple(Source(share.place, share.text.strip()) for share in self.shares[: len(self.months)])


def amount_and_unit(text: str) -> tuple[str | None, str]:
    """The amount that a cell prints and the unit of money behind it, if any: `10000万元` → 10000, 万元."""
    printed = parse(text)
    if not isinstance(printed, Amount) or printed.unit in RATES:
        return None, ""
    return printed.printed, printed.unit


def read_fields(rows: Sequence[Row], declaration: Declaration) -> None:
    """Labels with their values."""
    for cells in _printed_cells(rows, declaration):
        _read_pairs(declaration, cells, declaration.unread)


def read_text(rows: Sequence[Row], declaration: Declaration) -> None:
    """The purpose of the money: fields beside the words that open it, and passages below."""
    for number, cells in enumerate(_printed_cells(rows, declaration)):
        own = cells[1:] if number == 0 and block("purpose").opened_by(cells[0].text) and len(cells) > 1 else cells
        _read_pairs(declaration, own, declaration.purpose)


def read_schedule(rows: Sequence[Row], declaration: Declaration) -> None:
    """Points of time and the shares below them."""
    for cells in _printed_cells(rows, declaration):
        own = [cell for cell in cells if not block("schedule").opened_by(cell.text)]
        if own and all(_point().fullmatch(squeeze(cell.text)) for cell in own):
            declaration.months.extend(own)
        elif declaration.months and all(re.fullmatch(r"[\d.]+[%％]?", squeeze(cell.text)) for cell in own):
            declaration.shares.extend(own)
        else:
            _read_pairs(declaration, own, declaration.unread)


def read_goals(rows: Sequence[Row], declaration: Declaration) -> None:
    """Goals under heads or beside labels; what became of them (实际完成情况) is read past."""
    heads: dict[int, str] = {}
    for row in rows:
        cells = [(index, cell) for index, cell in enumerate(row.cells) if cell in filled(row)]
        named = {index: _goal_word(cell.text, first=index == cells[0][0]) for index, cell in cells}
        texts = [(index, cell) for index, cell in cells if not named[index] and not is_known_label(cell.text)]
        if not texts:
            own = {index: role for index, role in named.items() if role != "opens"}
            heads = own or heads
            continue
        kinds = _kinds(texts, heads, named)
        declaration.goals.extend(cell for (_, cell), kind in zip(texts, kinds, strict=True) if kind == "goal")


def _goal_word(text: str, *, first: bool) -> str:
    """`goal` or `actual` for a head, `opens` for the words that open the block, nothing for a passage."""
    if first and block("goals").opened_by(text):
        return "opens"
    return goal_head(text)


def _kinds(texts: Sequence[tuple[int, Cell]], heads: dict[int, str], named: dict[int, str]) -> list[str]:
    """What each passage is: under the head of its column, else behind the head in its row, else a goal."""
    if len(texts) == len(heads):
        return [heads[index] for index in sorted(heads)]
    before = {index: role for index, role in {**heads, **named}.items() if role in ("goal", "actual")}
    return [next((before[at] for at in sorted(before, reverse=True) if at <= index), "goal") for index, _ in texts]


def _printed_cells(rows: Sequence[Row], declaration: Declaration) -> list[list[Cell]]:
    """The printed cells of each row without contacts; units of money in labels are noted."""
    found = []
    for row in rows:
        cells = _without_contacts(declaration, [part for cell in filled(row) for part in label_and_value(cell)])
        if cells:
            declaration.unit = declaration.unit or next((unit for cell in cells if (unit := _unit(cell.text))), "")
            found.append(cells)
    return found


def label_and_value(cell: Cell) -> list[Cell]:
    """A cell; two where it prints a known label and its value: 项目名称：某某补助."""
    found = _LABEL_AND_VALUE.fullmatch(cell.text.strip())
    if found is None or not (field_of(found["label"]) or funds_of(found["label"])) or is_nil(found["value"]):
        return [cell]
    value = Cell(found["value"], ((0, cell.place_at(cell.text.index(found["value"], found.end("label")))),))
    return [Cell(found["label"], ((0, cell.place),)), value]


def _without_contacts(declaration: Declaration, cells: list[Cell]) -> list[Cell]:
    """Names of persons and telephone numbers are left out; their labels are kept to say so."""
    kept: list[Cell] = []
    skip = False
    for cell in cells:
        labelled = skip and not field_of(cell.text)
        skip = is_contact(cell.text)
        if skip:
            declaration.contacts.append(cell)
        elif not labelled:
            kept.append(cell)
    return kept


def _unit(text: str) -> str:
    """The unit of money that a label names: `项目资金（元）` → 元."""
    return unit_in(text) if len(squeeze(text)) < _LONGEST_LABEL and not is_figure(text) else ""


def _read_pairs(declaration: Declaration, cells: Sequence[Cell], rest: list[Cell]) -> None:
    """Labels with the values behind them; what has no label goes to `rest`, amounts of other funds to `money`."""
    name = ""
    label: Cell | None = None
    declaration.longer = declaration.longer or _has_both_horizons(cells)
    seen: set[str] = set()
    for cell in cells:
        found = field_of(cell.text)
        if found or funds_of(cell.text):
            name, label = found, cell
        elif label is not None and name and (name not in declaration.fields or (declaration.longer and name in seen)):
            if not is_known_label(cell.text):
                declaration.fill(name, label, cell)
                seen.add(name)
            name, label = "", None
        elif label is not None and _is_money(cell) and (not name or name.endswith("amount")):
            declaration.money.append((label, cell))
            name, label = "", None
        elif name and _same(declaration.fields[name], cell):
            name = ""
        elif not is_known_label(cell.text):
            rest.append(cell)
            label = None


def _is_money(cell: Cell) -> bool:
    return amount_and_unit(cell.text)[0] is not None


def _same(one: Cell, other: Cell) -> bool:
    """Whether two cells print the same value."""
    return fold(one.text).replace(",", "") == fold(other.text).replace(",", "")


def _has_both_horizons(cells: Sequence[Cell]) -> bool:
    """Whether a row prints an amount of the whole project and behind it one of the year."""
    annual = tuple(lexicon.performance().block["fields"].annual)
    labels = [
        variants(cell.text)[0]
        for cell, value in pairwise(cells)
        if field_of(cell.text) in ("amount", "total_amount") and amount_and_unit(value.text)[0] is not None
    ]
    return len(labels) == 2 and not labels[0].startswith(annual) and labels[1].startswith(annual)


def _point() -> re.Pattern[str]:
    point = lexicon.performance().block["schedule"].point
    assert point is not None
    return point


def numbered_goals(texts: Sequence[str]) -> tuple[str, ...]:
    """Goals one by one, without their numbers: in one cell, in several paragraphs, or in several rows."""
    pieces = [piece for text in texts for piece in text.split("\n")]
    bracketed = all(_BRACKETED_GOAL_START.match(piece.strip()) for piece in pieces if piece.strip())
    start = _BRACKETED_GOAL_START if bracketed else _GOAL_START
    return tuple(tidy(part) for piece in pieces for part in start.split(piece.strip()) if part.strip())
