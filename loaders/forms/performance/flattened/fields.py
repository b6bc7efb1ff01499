"""The part of a flattened form above its indicators: labels and values, goals, and the money of a self-assessment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.forms.performance.flattened.cells import FormCell, joined
from loaders.forms.performance.flattened.money import placed_rows
from loaders.forms.performance.placing import Placing
from loaders.forms.performance.words import PHASES, block, field_of, funds_of, goal_head, is_known_label, stage_of
from loaders.layout.contacts import is_contact
from loaders.printing import is_nil
from loaders.table.numbers import is_figure

_FEWEST_STAGES = 2
_PASSAGES = frozenset(("purpose", "basis", "necessity", "measures", "plan"))
"""Fields whose values may run over several lines."""


@dataclass(slots=True)
class FieldLines:
    """The cells above the indicators as rows of a table, and those that nothing proves."""

    tokens: Sequence[FormCell]
    rows: list[list[FormCell | None]] = field(default_factory=list)
    unread: list[FormCell] = field(default_factory=list)
    weight: str = ""
    """The weight that the total of the money has (分值 of 执行率), which counts towards the 100 of the whole form."""
    _at: int = 0

    def __post_init__(self) -> None:
        self.tokens = [piece for token in self.tokens for piece in _label_and_value(token)]
        while self._at < len(self.tokens):
            self._take()

    def _take(self) -> None:
        heads, end = self._stage_heads()
        if heads:
            self._take_money(heads, end)
        elif (goals := self._joined(_opens_goals)) is not None:
            self._take_goals(goals)
        elif (label := self._joined(field_of)) is not None:
            self._take_field(label)
        elif (funds := self._joined(funds_of)) is not None:
            self._take_field(funds)
        elif (known := self._joined(is_known_label)) is not None:
            self.rows.append([known])
        elif is_contact(self.tokens[self._at].text):
            self._skip_contact()
        else:
            self.unread.append(self.tokens[self._at])
            self._at += 1

    def _joined(self, known: object) -> FormCell | None:
        """The known word that begins here, and past it; nothing where none does."""
        found = self._peek(known)
        if found is not None:
            self._at += found[1]
        return found[0] if found is not None else None

    def _peek(self, known: object, at: int | None = None) -> tuple[FormCell, int] | None:
        start = self._at if at is None else at
        assert callable(known)
        longer = joined(self.tokens, start, known)
        if start >= len(self.tokens) or not (own := known(self.tokens[start].text)):
            return longer
        goes_on = longer is not None and longer[1] > 1 and known(longer[0].text) == own
        cut = goes_on and not known(self.tokens[start + 1].text)
        return longer if cut else (self.tokens[start], 1)

    def _is_label(self, at: int) -> bool:
        """Whether a label, heads or goals begin at a cell."""
        words = (_opens_goals, field_of, funds_of, is_known_label)
        return any(self._peek(known, at) is not None for known in words) or is_contact(self.tokens[at].text)

    def _values(self) -> list[FormCell]:
        """The cells up to the next label or heads."""
        found: list[FormCell] = []
        while self._at < len(self.tokens) and not self._is_label(self._at) and not self._stage_heads()[0]:
            found.append(self.tokens[self._at])
            self._at += 1
        return found

    def _skip_contact(self) -> None:
        """A label of a person and the name behind it are left out."""
        self._at += 1
        if self._at < len(self.tokens) and not self._is_label(self._at):
            self._at += 1

    def _take_field(self, label: FormCell) -> None:
        values = self._values()
        if values and field_of(label.text) in _PASSAGES:
            values = [_together(values)]
        same_line = [token for token in values if token.line == label.line]
        if len(same_line) == 1 and (rest := _alone(values[1:])):
            values = same_line = [_together([values[0], *rest])]
        own = same_line or values
        if len(own) == 1:
            self._add_pair(label, own[0])
            self.unread.extend(token for token in values if token is not own[0])
        elif field_of(label.text) == "name" and values and values == same_line:
            self._add_pair(label, _together(values, " "))
        else:
            self._add_pair(label, None)
            self.unread.extend(values)

    def _add_pair(self, label: FormCell, value: FormCell | None) -> None:
        """A label with its value: beside the pair before it where both print money of the project and of the year."""
        pair: list[FormCell | None] = [label, value]
        before = self.rows[-1] if self.rows else []
        first = before[0] if len(before) == 2 else None
        if first is not None and _fits_beside(first.text, label.text):
            before.extend(pair)
        else:
            self.rows.append(pair)

    def _take_goals(self, opened: FormCell) -> None:
        """Heads and as many passages as heads; under one head everything is its passage."""
        heads: list[FormCell] = []
        while (head := self._joined(goal_head)) is not None:
            heads.append(head)
        texts = self._values()
        if not heads and goal_head(opened.text):
            heads = [opened]
        if not texts:
            return
        if len(heads) < 2:
            self.rows.append([opened, *heads[:1], _together(texts)])
        elif len(texts) == len(heads):
            self.rows.extend([[opened, *heads], [None, *texts]])
        else:
            self.unread.extend(texts)

    def _stage_heads(self) -> tuple[list[FormCell], int]:
        """The heads of money that begin here, a word over the labels before them aside, and where they end."""
        heads: list[FormCell] = []
        at = self._at
        while at < len(self.tokens) and (found := self._peek(stage_of, at)) is not None:
            heads.append(found[0])
            at += found[1]
        phases = [head for head in heads if stage_of(head.text) in PHASES]
        enough = len(phases) >= _FEWEST_STAGES and stage_of(heads[0].text) in PHASES
        return (heads, at) if enough else ([], self._at)

    def _take_money(self, heads: Sequence[FormCell], end: int) -> None:
        """Heads of stages and the rows below them: a label, then numbers or dashes in the order of the heads."""
        self._at = end
        roles = [stage_of(head.text) for head in heads]
        above = self.rows.pop() if self.rows and len(self.rows[-1]) == 1 else [None]
        self.rows.append([above[0], None, *heads])
        found: list[tuple[FormCell | None, Sequence[FormCell]]] = []
        while self._at < len(self.tokens):
            label = None if _is_figure(self.tokens[self._at]) else self.tokens[self._at]
            start = self._at + (label is not None)
            stop = start
            while stop < len(self.tokens) and _is_figure(self.tokens[stop]):
                stop += 1
            if stop == start and label is not None and not _is_source(label):
                if not self._is_row_of_money(start):
                    break
                self.unread.append(label)  # what a column of reasons says behind the figures of a row
                self._at = start
                continue
            self._at = stop
            found.append((label, self.tokens[start:stop]))
        placed = placed_rows([[token.text for token in values] for _, values in found], roles)
        for (label, values), placing in zip(found, placed, strict=True):
            self._add_money(label, values, roles, placing)

    def _is_row_of_money(self, at: int) -> bool:
        """Whether a row begins at a cell: a source of funds and a figure."""
        label = self.tokens[at] if at + 1 < len(self.tokens) else None
        return label is not None and bool(_is_source(label) or funds_of(label.text)) and _is_figure(self.tokens[at + 1])

    def _add_money(
        self, label: FormCell | None, values: Sequence[FormCell], roles: Sequence[str], placing: Placing | None
    ) -> None:
        row: list[FormCell | None] = [None, label, *[None] * len(roles)]
        for column, index in (placing or {}).items():
            row[2 + column] = values[index]
            if roles[column] == "weight" and not self.weight and not is_nil(values[index].text):
                self.weight = values[index].text
        held = set((placing or {}).values())
        self.unread.extend(token for index, token in enumerate(values) if index not in held and not is_nil(token.text))
        if values:
            self.rows.append(row)


def _label_and_value(token: FormCell) -> list[FormCell]:
    """A cell, parted where a known label and its value share it: 财政拨款:106.50."""
    label, colon, value = (
        re.split("([:：])", token.text, maxsplit=1) if re.search("[:：].", token.text) else ("", "", "")
    )
    if not (field_of(label) or funds_of(label)) or is_nil(value):
        return [token]
    return [replace(token, text=label + colon), replace(token, text=value)]


def _alone(tokens: Sequence[FormCell]) -> list[FormCell]:
    """The cells where each fills a line: words that a line end cut off. An unknown label has its value beside it."""
    lines = [token.line for token in tokens]
    return list(tokens) if len(set(lines)) == len(lines) else []


def _opens_goals(text: str) -> bool:
    return block("goals").opened_by(text)


def _is_figure(token: FormCell) -> bool:
    return is_nil(token.text) or is_figure(token.text.rstrip("%％"))


def _is_source(label: FormCell) -> bool:
    """Whether a label without figures may be one of the money's rows: a source of funds whose cells are blank."""
    return field_of(label.text) in ("fiscal_amount", "other_amount", "carryover_amount", "amount")


def _fits_beside(first: str, second: str) -> bool:
    one, other = field_of(first), field_of(second)
    return (other == "amount" and one == "total_amount") or (one == other != "" and "amount" in other)


def _together(tokens: Sequence[FormCell], glue: str = "") -> FormCell:
    """Several cells as one passage."""
    return FormCell(glue.join(token.text for token in tokens), tokens[0].place, tokens[-1].line)
