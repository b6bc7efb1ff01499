"""The header of a flattened form: which columns there are, and what each holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, takewhile

from loaders import lexicon
from loaders.blocks import Cell, Row, Text
from loaders.forms.columns import FormColumn
from loaders.forms.vocabulary import SIDES, component_of, meaning
from loaders.printing import fold
from loaders.table.model import Role

BLANK_CELL = "|"
"""A blank cell as a crawler leaves it: the pipe that closes it, alone on its line."""
MOST_COLUMNS = 12
_MOST_ROWS = 3
_CODED = ("code", "class-code", "unit-code", "project-code")
PARTS_OF_CODES = ("division-code", "item-code")
_BLANK = {
    "label": 3.0,
    "code": 1.5,
    "division-code": 1.0,
    "item-code": 0.5,
    "ordinal": 2.5,
    "text": 0.5,
    "figure": 1.0,
}
"""What it costs to leave a column blank in a row, by what it holds: a 款 is printed before its 项."""
_KEYS = (*_CODED, *PARTS_OF_CODES, "name", "unit-name")
_GROUPS = "-group"


Path = tuple[str, ...]
"""The words of a header over a column, from the first row down."""
Cut = tuple[int, ...]
"""Where each row of a header begins among its words, and where the last one ends."""


def cuts_of(count: int) -> Iterator[Cut]:
    """The ways to cut so many words of a header into two or three rows."""
    for rows in range(2, _MOST_ROWS + 1):
        yield from ((0, *inner, count) for inner in combinations(range(1, count), rows - 1))


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column of a header printed cell by cell: its words, and what it holds (label, code, ordinal, text, figure).

    `above`: the words over its own in a header of several rows.
    """

    word: Text
    holds: str
    above: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The words of the header from its first row down."""
        return (*self.above, self.word.text)

    @property
    def side(self) -> str:
        """The side that the words over the column name (收入, 支出); empty where they name none."""
        return next((said for word in self.above if (said := meaning(word).component) in SIDES), "")

    @property
    def blank(self) -> float:
        """What it costs to leave the column blank in a row."""
        return _BLANK[self.holds]


def holds_of(word: str) -> str:
    """What the column under a header word holds, or nothing where the lexicon does not know the word."""
    said = meaning(word)
    for offset in range(len(word) - 1):
        if said.known or not re.match(r"[\d\-—年度]", word[offset:]):
            break
        said = meaning(word[offset + 1 :])
    if said.component in SIDES or (said.component and said.roles):
        return "label" if said.roles else "group"
    if said.component or said.total or said.amount:
        return "figure"
    roles = [role for role, _ in said.roles if not role.endswith(_GROUPS)]
    if not roles:
        return ""
    if roles[0] in _CODED:
        return "code"
    if roles[0] in PARTS_OF_CODES:
        return roles[0]
    if roles[0] == Role.PROJECT_UNIT:
        return "text"
    return roles[0] if roles[0] in ("ordinal", "text") else "label"


def side_of(label: str) -> str:
    """The side of a form on which alone a label of a row may be; empty where it may be on either."""
    sides = [side for side, words in lexicon.rows().sides.items() if words.search(fold(label))]
    return sides[0] if len(sides) == 1 else ""


def is_header_word(word: str) -> bool:
    """Whether the lexicon knows a word of headers, those over groups of columns (功能分类科目) among them."""
    return bool(holds_of(word)) or meaning(word).known


def heads_keys(word: str) -> bool:
    """Whether a word heads codes or names (科目编码, 科目名称) and labels no row."""
    said = meaning(word)
    return said.role in _KEYS and not (said.component or said.total or said.amount)


def columns_of(words: Sequence[Text]) -> list[FlatColumn] | None:
    """The columns of a header printed in one row; None where it is none.

    Groups over it (收入, 支出) and the blank cells beside them are left out.
    """
    held = [(word, holds_of(fold(word.text))) for word in words]
    groups: list[Text] = []
    while held and not _heads_labels(held) and (held[0][1] == "group" or held[0][0].text == BLANK_CELL):
        word, holds = held.pop(0)
        groups += [word] if holds == "group" else []
    held = [(word, "label" if holds == "group" else holds) for word, holds in held]
    held = _with_names_of_subjects(held)
    columns = _under_sides([FlatColumn(word, holds) for word, holds in held if holds], groups)
    kinds = [column.holds for column in columns]
    if len(columns) < len(held) or not 1 < len(columns) <= MOST_COLUMNS:
        return None
    return columns if "label" in kinds and kinds[-1] in ("figure", "text") and "figure" in kinds else None


def _under_sides(columns: list[FlatColumn], groups: Sequence[Text]) -> list[FlatColumn]:
    """The columns under the words over them (收入, 支出), where each word has as many columns that hold the same."""
    size = len(columns) // max(len(groups), 1)
    kinds = [column.holds for column in columns]
    if len(groups) < 2 or kinds != kinds[:size] * len(groups) or kinds.count("label") != len(groups):
        return columns
    return [replace(column, above=(groups[at // size].text,)) for at, column in enumerate(columns)]


def _heads_labels(held: Sequence[tuple[Text, str]]) -> bool:
    """Whether each side is a column of labels with figures beside it: 收入 | 预算数 | 支出 | 预算数."""
    kinds = [holds for _, holds in held]
    sides = [at for at, holds in enumerate(kinds) if holds == "group"]
    return (
        bool(sides)
        and sides[0] == 0
        and "label" not in kinds
        and all(kinds[at + 1 : at + 2] == ["figure"] for at in sides)
    )


def _with_names_of_subjects(held: Sequence[tuple[Text, str]]) -> list[tuple[Text, str]]:
    """科目 holds the names of subjects where no other column does, codes beside one that does."""
    if not held or held[0][1] != "code" or any(holds == "label" for _, holds in held):
        return list(held)
    return [(held[0][0], "label" if fold(held[0][0].text) in lexicon.rows().heads.subjects else "code"), *held[1:]]


def columns_of_counted(words: Sequence[Text]) -> list[FlatColumn] | None:
    """The columns of a header of which the lexicon knows the first word as that of labels, and another one.

    The words it does not know head figures; that is for the rows below to prove, which must fill every column.
    """
    held = [(word, holds_of(fold(word.text))) for word in words]
    if not 2 < len(held) <= MOST_COLUMNS or held[0][1] != "label" or "figure" not in {holds for _, holds in held[1:]}:
        return None
    return [FlatColumn(word, holds if at == 0 else "figure") for at, (word, holds) in enumerate(held)]


def columns_of_summed(words: Sequence[Text]) -> list[FlatColumn] | None:
    """The columns of a header of keys, a total and words that the lexicon need not know (合计 | 中央资金 | 省级资金).

    They head parts of the total; that is for the sums of the rows below to prove.
    """
    held = [(word, holds_of(fold(word.text))) for word in words]
    keys = list(takewhile(lambda one: one[1] in ("ordinal", "code", "label"), held))
    figures = held[len(keys) : len(held) - (held[-1][1] == "text")]
    if "label" not in {holds for _, holds in keys} or not 2 < len(figures) <= MOST_COLUMNS - len(keys):
        return None
    if not meaning(figures[0][0].text).total or any(holds not in ("", "figure") for _, holds in figures):
        return None
    ends = held[len(keys) + len(figures) :]
    return [FlatColumn(word, holds or "figure") for word, holds in (*keys, *figures, *ends)]


def words_of_line(text: Text) -> list[Text]:
    """The words of a line that blanks part."""
    return [Text(match[0], ((0, text.place_at(match.start())),)) for match in re.finditer(r"\S+", text.text)]


def form_columns(columns: Sequence[FlatColumn]) -> tuple[FormColumn, ...]:
    """The columns as those of a form: amounts under figures, keys under all else."""
    return tuple(
        FormColumn(at, one.path, Role.AMOUNT if one.holds == "figure" else Role.ITEM, component_of(one.path))
        for at, one in enumerate(columns)
    )


def heads_of(paths: Sequence[Path], words: Sequence[Text]) -> list[Row]:
    """The rows of a header, each word over the columns that it heads, with its place where `words` print it."""
    printed = {word.text: word.marks for word in reversed(words)}
    rows: list[Row] = []
    for level in range(max(map(len, paths))):
        cells: list[Cell] = []
        for path, group in groupby(path[: level + 1] for path in paths):
            width = sum(1 for _ in group)
            word = path[level] if level < len(path) else ""
            cells += [Cell(word, printed.get(word, ()), width=width), *[Cell("", covered=True)] * (width - 1)]
        rows.append(Row(tuple(cells)))
    return rows


def header_rows(columns: Sequence[FlatColumn]) -> list[Row]:
    """The words of the columns as the rows of a header: sides over the words, if any are there."""
    words = Row(tuple(Cell(column.word.text, column.word.marks) for column in columns))
    above = [column.above for column in columns]
    return [*heads_of(above, ()), words] if all(above) else [words]
