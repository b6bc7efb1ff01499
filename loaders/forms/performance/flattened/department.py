"""The part of a whole department's flattened form above its indicators, where a line holds a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from loaders.forms.performance.department import is_goal_key, task_column
from loaders.forms.performance.flattened.cells import FormCell
from loaders.forms.performance.words import field_of
from loaders.layout.contacts import is_contact
from loaders.table.labels import is_total_label
from loaders.table.numbers import is_figure, unit_in

_FEWEST_HEADS = 3


@dataclass(slots=True)
class DepartmentLines:
    """Lines as rows of a table; a line whose cells do not fill the heads above it is unread."""

    tokens: Sequence[FormCell]
    rows: list[list[FormCell | None]] = field(default_factory=list)
    unread: list[FormCell] = field(default_factory=list)
    weight: str = ""
    _heads: list[FormCell] = field(default_factory=list)
    _key: str = ""

    def __post_init__(self) -> None:
        for _, line in groupby(self.tokens, key=lambda token: token.line):
            self._take(list(line))

    def _take(self, line: list[FormCell]) -> None:
        if is_contact(line[0].text):
            return
        amounts = [token for token in line if is_figure(token.text)]
        if not amounts and any(task_column(token.text) for token in line):
            self._take_heads(line)
        elif amounts:
            self._take_figures(line, len(amounts))
        else:
            self._take_words(line)

    def _take_heads(self, line: list[FormCell]) -> None:
        """Heads of tasks, the key of the block before them or above."""
        key = [] if task_column(line[0].text) else line[:1]
        self._heads = line[len(key) :]
        self.rows.append([key[0] if key else None, *self._heads])

    def _take_figures(self, line: list[FormCell], amounts: int) -> None:
        """Under heads a full row, or the total of their amounts; else labels with an amount each."""
        behind = [head for head in self._heads if not task_column(head.text)]
        if self._heads and len(line) == len(self._heads):
            self.rows.append([None, *line])
        elif self._heads and is_total_label(line[0].text) and len(line) - 1 == amounts == len(behind):
            self.rows.append([None, line[0], *[None] * (len(self._heads) - 1 - amounts), *line[1:]])
        elif not self._heads and (pairs := list(_pairs(line))):
            self.rows.extend(pairs)
        else:
            self.unread.extend(line)

    def _take_words(self, line: list[FormCell]) -> None:
        """A key with its passage, a passage below a key, or heads over labels, of which only the key is kept."""
        first = line[0]
        if is_goal_key(first.text):
            self._heads, self._key = [], first.text
            self.rows.append([*line[:2]])
            self.unread.extend(line[2:])
        elif field_of(first.text) and len(line) == 2:
            self.rows.append([*line])
        elif unit_in(first.text) or len(line) >= _FEWEST_HEADS:
            self._heads, self._key = [], ""
            self.rows.append([first])
        elif is_goal_key(self._key) and len(line) == 1:
            self.rows.append([None, first])
        else:
            self.unread.extend(line)


def _pairs(line: Sequence[FormCell]) -> Iterator[list[FormCell | None]]:
    """Labels with an amount each, as rows; none where the line is anything else. A key may be before the first."""
    own = line[1:] if len(line) % 2 and not is_figure(line[1].text) else line
    labels, amounts = own[::2], own[1::2]
    alternate = all(not is_figure(label.text) for label in labels)
    if alternate and len(labels) == len(amounts) and all(is_figure(one.text) for one in amounts):
        if len(own) < len(line):
            yield [line[0]]
        yield from ([None, label, amount] for label, amount in zip(labels, amounts, strict=True))
