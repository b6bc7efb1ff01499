"""The indicators of a flattened form: a stream of cells cut into rows by level words and by what columns may hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile

from loaders.forms.performance.flattened.cells import FormCell, joined
from loaders.forms.performance.heads import bands_of, roles_of_words
from loaders.forms.performance.indicator_row import PLACEHOLDER
from loaders.forms.performance.placing import Placing, agreed, is_name, placings
from loaders.forms.performance.words import (
    closes,
    header_role,
    is_annual,
    is_known_label,
    level_of,
    parents,
    second_levels,
    without_points,
)
from loaders.forms.targets import is_nature, is_operator, is_unit
from loaders.layout.contacts import is_contact
from loaders.printing import fold, is_nil
from loaders.table.numbers import figure

_FEWEST_HEADS = 2
_YEAR = re.compile(r".{0,4}20\d\d年.{0,4}")
_WHOLE = Decimal(100)
_LEVEL_LIKE = re.compile(r"(?:效益|影响|满意度|效果|数量|质量|时效|成本)指标$")
"""What a second level ends with: one that the lexicon does not know names no indicator."""


@dataclass(frozen=True, slots=True)
class TreeHeader:
    """The heads of indicators: cells `start` to `end`, their words whole again, and the roles of their columns."""

    start: int
    end: int
    words: tuple[FormCell | None, ...]
    roles: tuple[str, ...]
    by_line: bool
    """Whether a line holds a row (the heads are in few lines) rather than a cell."""
    banded: bool
    """Whether the columns are printed twice, for several years and for the year: each second level opens a set."""

    @property
    def behind_name(self) -> tuple[str, ...]:
        """The roles of the columns behind that of the names."""
        return self.roles[self.roles.index("level3") + 1 :]


def find_header(tokens: Sequence[FormCell]) -> TreeHeader | None:
    """The first run of cells that heads indicators; None where there is none."""
    for start in range(len(tokens)):
        words, end = _heads(tokens, start)
        words = _in_one_row(words)
        roles = roles_of_words({index: word.text for index, word in enumerate(words)}) if words else None
        if roles is not None and all(roles.values()):
            bands = bands_of(roles)
            ordered = tuple(role for _, role in sorted(bands[0].items()))
            lines = {word.line for word in words}
            by_line = len(lines) * 2 <= len(words) + 1
            years = _years(tokens, end)
            printed: list[FormCell | None] = list(words[: len(ordered)])
            if len(years) > 1 and len(bands) == 1:
                ordered, printed = _by_years(ordered, words, years)
                end += len(years)
            return TreeHeader(start, end, tuple(printed), ordered, by_line, len(bands) > 1)
    return None


def _in_one_row(words: list[FormCell]) -> list[FormCell]:
    """The heads in the order of their columns where two rows print them: 年度指标值 and those beside it above the
    levels, what is under it below (指标性质 | 指标值 | 度量单位)."""
    roles = [header_role(word.text) for word in words]
    first = roles.index("level1") if "level1" in roles else 0
    if first == 0 or roles[0] != "target" or "target" not in roles[first:]:
        return words
    return [*words[first:], *words[1:first]]


def _years(tokens: Sequence[FormCell], start: int) -> list[FormCell]:
    """Years that split the column of targets (2022年 | 2023年 | 预计2024年实现), right below the heads."""
    found = list(takewhile(lambda token: _YEAR.fullmatch(fold(token.text)), tokens[start:]))
    return found if any(is_annual(token.text) for token in found) else []


def _by_years(
    roles: Sequence[str], words: Sequence[FormCell], years: Sequence[FormCell]
) -> tuple[tuple[str, ...], list[FormCell | None]]:
    """The heads with those of years in the place of the target: only the expected year is the target."""
    at = roles.index("target")
    kept = next(index for index, year in enumerate(years) if is_annual(year.text))
    split = ["target" if index == kept else "other" for index in range(len(years))]
    heads = [words[at] if role == "target" else None for role in split]
    return (*roles[:at], *split, *roles[at + 1 :]), [*words[:at], *heads, *words[at + 1 :]]


def _heads(tokens: Sequence[FormCell], start: int) -> tuple[list[FormCell], int]:
    words: list[FormCell] = []
    at = start
    while at < len(tokens):
        single = tokens[at] if header_role(tokens[at].text) else None
        found = (single, 1) if single is not None else _joined_head(tokens, at)
        if found is None:
            break
        if words and header_role(found[0].text) in ("project", "goal"):
            break
        roles = [header_role(word.text) for word in words]
        if "target" in roles and header_role(found[0].text) == "level3" and is_known_label(found[0].text):
            break
        words.append(found[0])
        at += found[1]
    return (words, at) if len(words) >= _FEWEST_HEADS else ([], start)


def _joined_head(tokens: Sequence[FormCell], at: int) -> tuple[FormCell, int] | None:
    """The head that line ends cut, without the next head: 实际 | 完成值, not 实际 | 完成值 | 分值."""
    found = joined(tokens, at, header_role)
    while found is not None and found[1] > 1 and header_role(tokens[at + found[1] - 1].text):
        shorter = joined(tokens[: at + found[1] - 1], at, header_role)
        if shorter is None:
            break
        found = shorter
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """One indicator: its levels and its cells by column behind the name."""

    level1: FormCell | None
    level2: FormCell | None
    name: FormCell
    cells: tuple[FormCell, ...]
    placing: Placing
    proved: bool
    group: int
    """The run of cells between level words that it was cut from."""


@dataclass(slots=True)
class TreeLines:
    """The rows of indicators as a table below its header; `weight` is that of the money, which counts towards 100."""

    header: TreeHeader
    tokens: Sequence[FormCell]
    weight: str = ""
    rows: list[list[FormCell | None]] = field(default_factory=list)
    unread: list[FormCell] = field(default_factory=list)
    _level1: FormCell | None = None
    _level2: FormCell | None = None
    _found: list[_Line] = field(default_factory=list)
    _group: int = 0

    def __post_init__(self) -> None:
        body = self._body()
        for levels, cells in _groups(body, by_line=self.header.by_line):
            self._group += 1
            rest = self._take_levels(levels, cells)
            if rest:
                self._take_cells(rest)
        self._write()

    def _body(self) -> list[FormCell]:
        """The cells up to what closes the table; labels of the whole block (绩效指标) are left out."""
        found: list[FormCell] = []
        for at, token in enumerate(self.tokens):
            if joined(self.tokens, at, closes) is not None or is_contact(token.text):
                break
            if not is_known_label(token.text):
                found.append(token)
        return found

    def _take_levels(self, levels: Sequence[FormCell], cells: Sequence[FormCell]) -> list[FormCell]:
        """Carry the level words down; one too many is the name of the indicator."""
        has_second = "level2" in self.header.roles
        second = False
        rest: list[FormCell] = []
        for index, token in enumerate(levels):
            last = index == len(levels) - 1
            kind = level_of(token.text)
            names = second and kind != "level1" and not self.header.banded
            if rest or (names and not (last and self._opens_row(cells))):
                rest.append(token)
            elif kind == "level1" or (kind == "both" and not self._is_second(token, last=last)):
                self._level1, self._level2 = token, None
            else:
                self._level2, second = token, has_second
        return [*rest, *cells]

    def _opens_row(self, cells: Sequence[FormCell]) -> bool:
        """Whether a name and the sign of its target follow: the level before them has rows, the one above it none."""
        signed = "operator" in self.header.roles and len(cells) > 1
        return signed and is_name(cells[0].text) and (is_operator(cells[1].text) or is_nature(cells[1].text))

    def _is_second(self, token: FormCell, *, last: bool) -> bool:
        """Whether a word of both levels is the second here: the first level above has it, and no other follows."""
        word = without_points(token.text)
        if self._level1 is None:
            return last and fold(parents()[word]) != word
        return last and word in second_levels(without_points(self._level1.text))

    def _take_cells(self, cells: list[FormCell]) -> None:
        lines = _by_line(cells) if self.header.by_line else [cells]
        for number, line in enumerate(lines):
            parsed = self._rows_of(line)
            if parsed is None:
                self.unread.extend(line)
                if number:
                    self._drop_before(lines[number - 1])
                if self.header.by_line and number + 1 < len(lines) and not _is_blank(line):
                    self.unread.extend(token for later in lines[number + 1 : number + 2] for token in later)
                    lines[number + 1] = []
            else:
                self._found.extend(parsed)

    def _drop_before(self, line: Sequence[FormCell]) -> None:
        """Leave the row of a line unread that may go on in the next one: a row with a blank column."""
        last = self._found[-1] if self._found else None
        if last is not None and line and last.name is line[0] and len(last.cells) < len(self.header.behind_name):
            self._found.pop()
            self.unread.extend(line)

    def _rows_of(self, cells: Sequence[FormCell]) -> list[_Line] | None:
        """The indicators that the cells print, if one cut into rows is the only one that fits."""
        if not self.header.by_line:
            cells = [token for token in cells if not _is_blank([token]) or is_nil(token.text)]
        if _is_blank(cells):
            return []
        heads = frozenset(self.header.behind_name)
        needed = heads & {"target", "weight", "actual", "score"}
        for required in (needed | heads & {"operator"}, needed, needed - {"target", "actual"}):
            ways, rows = _cut(cells, self.header, required) if required else (0, [])
            if ways:
                return [self._line(row, required, proved=required >= needed) for row in rows] if ways == 1 else None
        return None

    def _line(self, row: Sequence[FormCell], required: frozenset[str], *, proved: bool) -> _Line:
        texts = [token.text for token in row[1:]]
        placing = agreed(texts, self.header.behind_name, required) or {}
        return _Line(self._first_level(), self._level2, row[0], tuple(row[1:]), placing, proved, self._group)

    def _first_level(self) -> FormCell | None:
        """The first level as printed; where the form lost it, the one that the second level belongs to."""
        second = self._level2
        if self._level1 is not None or second is None or without_points(second.text) not in parents():
            return self._level1
        return FormCell(parents()[without_points(second.text)], second.place, second.line)

    def _write(self) -> None:
        """The header and the rows; rows without a target only where the weights of all rows add up to the whole."""
        whole = self._adds_up()
        uneven = self._uneven_groups()
        self.rows.append(list(self.header.words))
        for line in self._found:
            if _is_blank([line.name]):
                continue
            if not (line.proved or whole) or line.group in uneven:
                self.unread.extend((line.name, *line.cells))
                continue
            self.rows.append(self._row(line))
            kept = set(line.placing.values())
            self.unread.extend(token for index, token in enumerate(line.cells) if index not in kept)

    def _uneven_groups(self) -> set[int]:
        """Runs with rows of another length than most, where no column of points or signs holds rows apart.

        A name cut by a line end would make two rows of one; where lines are rows it takes two such rows.
        """
        if {"weight", "score"} & set(self.header.roles) or not self._found or all(map(self._is_signed, self._found)):
            return set()
        lengths = Counter(len(line.cells) for line in self._found)
        usual = max(lengths, key=lambda length: (lengths[length], length))
        uneven = Counter(line.group for line in self._found if len(line.cells) != usual)
        return {group for group, count in uneven.items() if count > 1 or not self.header.by_line}

    def _is_signed(self, line: _Line) -> bool:
        """Whether a row prints a sign or the nature of its target, and no words where its unit is."""
        cells = {self.header.behind_name[column]: line.cells[at].text for column, at in line.placing.items()}
        unit = cells.get("unit", "")
        return bool(cells.get("operator")) and (is_nil(unit) or is_unit(unit))

    def _row(self, line: _Line) -> list[FormCell | None]:
        row: list[FormCell | None] = [None] * len(self.header.roles)
        name = self.header.roles.index("level3")
        for role, token in (("level1", line.level1), ("level2", line.level2)):
            if role in self.header.roles:
                row[self.header.roles.index(role)] = token
        row[name] = line.name
        for column, index in line.placing.items():
            row[name + 1 + column] = line.cells[index]
        return row

    def _adds_up(self) -> bool:
        """Whether the weights of the indicators, with that of the money or without, add up to 100."""
        if "weight" not in self.header.behind_name:
            return False
        column = self.header.behind_name.index("weight")
        cells = [line.cells[line.placing[column]] for line in self._found if column in line.placing]
        total = sum((one.value for cell in cells if (one := figure(cell.text)) is not None), Decimal(0))
        money = figure(self.weight)
        return total == _WHOLE or (money is not None and total + money.value == _WHOLE)


def _is_blank(cells: Sequence[FormCell]) -> bool:
    """Whether the cells only number an indicator that nobody filled in."""
    return all(PLACEHOLDER.fullmatch(without_points(token.text)) or is_nil(token.text) for token in cells)


def _groups(tokens: Sequence[FormCell], *, by_line: bool) -> Iterator[tuple[list[FormCell], list[FormCell]]]:
    """Level words and the cells behind them, up to the next level words; levels begin lines where lines are rows."""
    levels: list[FormCell] = []
    cells: list[FormCell] = []
    at, line = 0, -1
    while at < len(tokens):
        begins = not by_line or tokens[at].line != line or not cells
        found = joined(tokens, at, _is_level) if begins else None
        line = tokens[at].line
        if found is None:
            cells.append(tokens[at])
            at += 1
            continue
        if cells:
            yield levels, cells
            levels, cells = [], []
        levels.append(found[0])
        at += found[1]
        line = found[0].line
    if levels or cells:
        yield levels, cells


def _is_level(text: str) -> bool:
    return bool(level_of(text))


def _by_line(cells: Sequence[FormCell]) -> list[list[FormCell]]:
    lines: dict[int, list[FormCell]] = {}
    for token in cells:
        lines.setdefault(token.line, []).append(token)
    return list(lines.values())


def _cut(
    cells: Sequence[FormCell], header: TreeHeader, required: frozenset[str]
) -> tuple[int, list[Sequence[FormCell]]]:
    """How many cuts of the cells into rows of a name and values fit the columns (2: several), and the rows of one.

    Where lines are rows, the cells are one row.
    """
    roles = header.behind_name
    ways = [0] * len(cells) + [1]
    ends = [0] * len(cells)
    for start in range(len(cells) - 1, -1, -1):
        if not is_name(cells[start].text) or _LEVEL_LIKE.search(fold(cells[start].text)):
            continue
        farthest = min(len(cells), start + 1 + len(roles))
        for end in range(len(cells) if header.by_line else start + 1 + len(required), farthest + 1):
            texts = [token.text for token in cells[start + 1 : end]]
            if ways[end] and next(placings(texts, roles, required), None) is not None:
                ways[start], ends[start] = min(2, ways[start] + ways[end]), end
    rows: list[Sequence[FormCell]] = []
    at = 0
    while ways[0] == 1 and at < len(cells):
        rows.append(cells[at : ends[at]])
        at = ends[at]
    return ways[0], rows
