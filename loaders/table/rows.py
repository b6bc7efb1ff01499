"""The tree of rows: which rows add up to which, told by codes, numbering, key columns, 其中 and totals.

Print often allows several readings (rows without numbers below a numbered row may be its parts or stand beside it).
Each is built and tried; the one in which the fewest sums break, then the most hold, is taken; of equals the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from loaders.table.labels import is_first, is_part_label, is_total_label, numbering_level, part_level
from loaders.table.numbers import Amount
from loaders.table.sums import Axis, Place, Sum, Values, Votes, proof_of, votes


class Kind(StrEnum):
    """What a row is about, as far as sums are concerned."""

    UNIT = "unit"
    SUBJECT = "subject"
    PROJECT = "project"
    LINE = "line"


@dataclass(frozen=True)
class Line:
    """One row of one side of a table.

    `number` is the row; `level` the last of the key columns (0 the leftmost) that the row's own print fills;
    `values` its figures by column; `total` whether it is read as adding up rows above or behind it.
    """

    number: int
    label: str
    code: str = ""
    second: str = ""
    kind: Kind = Kind.LINE
    level: int = 0
    values: Values = field(default_factory=dict)
    total: bool = False

    @cached_property
    def named_total(self) -> bool:
        """Whether the label names a total."""
        return is_total_label(self.label)

    @cached_property
    def part(self) -> bool:
        """Whether the label begins with 其中."""
        return is_part_label(self.label)


@dataclass(slots=True)
class Tree:
    """A reading of the rows: the row that each is a part of, and for totals the rows that they add up.

    `below` holds the parts of every row by its position among the lines; `memo` the rows whose
    parts (其中) are not all.
    """

    below: dict[int, list[int]] = field(default_factory=dict)
    memo: set[int] = field(default_factory=set)
    votes: Votes = field(default_factory=Votes)

    def parts_in(self, position: int, column: int, lines: Sequence[Line]) -> list[int]:
        """The rows nearest below a row that print a figure in a column."""
        found: list[int] = []
        for part in self.below.get(position, ()):
            found.extend([part] if column in lines[part].values else self.parts_in(part, column, lines))
        return found


Parents = list[int | None]
"""For every line the position of the line it is a part of."""


# ── readings


def tree_of(lines: Sequence[Line], among: Sequence[int]) -> Tree:
    """The best reading of the rows of one side. `among`: the columns whose figures may be added up."""
    best: Tree | None = None
    for read, parents in _readings(lines):
        outer, inner = (_adopted(read, parents, among, inner=far_down) for far_down in (False, True))
        for one in (parents, outer, *([inner] if inner != outer else [])):
            tree = _tree(read, one, among)
            if best is None or tree.votes.price < best.votes.price:
                best = tree
        if best is not None and best.votes.foots:
            break
    return best or Tree()


def _readings(lines: Sequence[Line]) -> Iterator[tuple[Sequence[Line], Parents]]:
    """The ways to read which row is a total, and which is a part of which, the likeliest first.

    A total that has a number (四、政府采购支出合计) is more often an item of the list than its end.
    """
    kinds = {line.kind for line in lines}
    read = [replace(line, total=line.named_total and numbering_level(line.label) is None) for line in lines]
    if kinds & {Kind.SUBJECT, Kind.UNIT}:
        yield read, _by_code(read)
        yield read, _by_code(read, projects_under_subjects=True)
        yield read, _by_code(read, orphans=True)
    if Kind.SUBJECT in kinds:
        return
    if len({line.level for line in lines}) > 1:
        yield read, _by_depth(read, _by_column)
    yield read, _by_depth(read, _by_number)
    closing = [replace(line, total=line.named_total) for line in lines]
    if closing != read:
        yield closing, _by_depth(closing, _by_number)
    yield read, [None] * len(lines)


def _by_code(lines: Sequence[Line], *, projects_under_subjects: bool = False, orphans: bool = False) -> Parents:
    """Subjects below the subject whose code theirs begins with, all below their unit, projects below either.

    `orphans`: a code that begins with no other one is taken for misprinted, its row for a part of the last row whose
    code is shorter.
    """
    parents: Parents = [None] * len(lines)
    units: dict[str, int] = {}
    subjects: dict[str, int] = {}
    unit = subject = None
    for position, line in enumerate(lines):
        if line.total or line.kind is Kind.LINE:
            continue
        held = _above(subjects, line) if line.kind is Kind.SUBJECT else None
        held = held if held is not None else _above(units, line)
        misprinted = held is None and orphans and line.kind is not Kind.PROJECT
        if misprinted:
            shorter = (one for code, one in reversed(subjects.items()) if len(code) < len(line.code))
            held = next(shorter, None)
        if line.kind is Kind.PROJECT:
            parents[position] = subject if projects_under_subjects and subject is not None else unit
        elif line.kind is Kind.SUBJECT or (misprinted and held is not None):
            parents[position] = held if held is not None else unit
            subject = position
            if not line.second:
                subjects[line.code] = position
                units.setdefault(line.code, position)
        else:
            parents[position] = held
            unit, subject, subjects = position, None, {}
            units[line.code] = position
    return parents


def _above(codes: Mapping[str, int], line: Line) -> int | None:
    """The row with the longest code that begins the code of a line; one code may be parted by second codes."""
    if line.second and line.code in codes:
        return codes[line.code]
    shorter = (line.code[:size] for size in range(len(line.code) - 1, 0, -1))
    return next((codes[code] for code in shorter if code in codes), None)


Depths = Callable[[Sequence[Line]], list[int]]


def _by_depth(lines: Sequence[Line], depths_of: Depths) -> Parents:
    """Every row below the nearest one above it that is less deep."""
    depths = depths_of(lines)
    parents: Parents = [None] * len(lines)
    stack: list[int] = []
    for position, line in enumerate(lines):
        if line.total:
            stack = []
            continue
        while stack and depths[stack[-1]] >= depths[position]:
            stack.pop()
        parents[position] = stack[-1] if stack else None
        stack.append(position)
    return parents


def _by_column(lines: Sequence[Line]) -> list[int]:
    """A row is as deep as the last key column it fills; what 其中 heads stands inside the row above."""
    depths: list[int] = []
    outer = 0
    for line in lines:
        outer = outer if line.part else 2 * line.level
        depths.append(outer + line.part)
    return depths


def _by_number(lines: Sequence[Line]) -> list[int]:
    """A row is as deep as its number; where numbers begin anew right below a row without one, inside that row.

    其中 and the rows without a number behind it stand inside the row above.
    """
    depths: list[int] = []
    of_level: dict[int, int] = {}
    outer, inside, bare = 0, False, False
    for line in lines:
        level = part_level(line.label)
        if line.total:
            outer, inside, bare, of_level = 0, False, False, {}
            depths.append(0)
        elif level is None and (line.part or inside):
            inside = True
            depths.append(outer + 1)
        else:
            if level is None:
                outer = 0
            elif bare and (level not in of_level or is_first(line.label)):
                outer = 2 * level + 2
            else:
                above = [depth for one, depth in of_level.items() if one < level]
                outer = of_level.get(level, max(above) + 2 if above else 2 * level)
            if level is not None:
                of_level = {one: depth for one, depth in of_level.items() if one < level} | {level: outer}
            inside, bare = False, level is None
            depths.append(outer)
    return depths


# ── rows without numbers that are parts of the row above


def _adopted(lines: Sequence[Line], parents: Parents, among: Sequence[int], *, inner: bool) -> Parents:
    """The same reading, with rows taken for parts of a row above them wherever their figures prove it.

    `inner`: rows far down first, whose heads may be parts themselves; else rows far up first, whose parts have none.
    Where no total can tell that they are counted once, it takes two parts of a numbered row.
    """
    found = list(parents)
    held = set(parents)
    totals = any(line.total for line in lines)
    for position in reversed(range(len(lines))) if inner else range(len(lines)):
        line = lines[position]
        if position in held or line.total or (not inner and found[position] != parents[position]):
            continue
        sure = totals or parents[position] is not None
        if not sure and numbering_level(line.label) is None:
            continue
        rows = _run_below(lines, found, position)
        said = ((one, lines[one].values) for one in rows)
        lengths = _lengths(line, said, among, stop=True)
        run = next((rows[:size] for size in lengths if _proves(line, [lines[one] for one in rows[:size]], among)), [])
        if sure or sum(not _is_zero(lines[one]) for one in run) > 1:
            for one in run:
                found[one] = position
    return found


def _run_below(lines: Sequence[Line], parents: Parents, position: int) -> list[int]:
    """The rows right below a row without parts that may be its parts: as far as they are not numbered as it is."""
    head = lines[position]
    level = numbering_level(head.label)
    run = []
    for below in range(position + 1, len(lines)):
        line = lines[below]
        own = numbering_level(line.label)
        if line.total or (level is not None and own is not None and own <= level):
            break
        if line.kind is Kind.UNIT and head.kind is not Kind.UNIT:
            break
        if parents[below] == parents[position]:
            run.append(below)
        elif parents[below] is None:
            break
    return run


def _lengths(whole: Line, rows: Iterable[tuple[int, Values]], among: Sequence[int], *, stop: bool) -> list[int]:
    """How many of the rows, in order, add up to the largest figure of the whole; the most first.

    `stop`: no row is tried behind the first with which they add up to more.
    """
    printed = [column for column in among if column in whole.values]
    column = max(printed, key=lambda one: abs(whole.values[one].value), default=0)
    if not printed or not whole.values[column].value:
        return []
    figure, found = whole.values[column], []
    left, hidden = figure.value, figure.step / 2
    for size, (_, values) in enumerate(rows, 1):
        if column in values:
            left -= values[column].value
            hidden += values[column].step / 2
        if abs(left) <= hidden:
            found.append(size)
        elif stop and left * figure.value < 0:
            break
    return found[::-1]


def _proves(head: Line, parts: Sequence[Line], among: Sequence[int]) -> bool:
    return votes(head.values, [part.values for part in parts], among).foots


# ── totals


def _tree(lines: Sequence[Line], parents: Parents, among: Sequence[int]) -> Tree:
    """The reading with its totals laid over the rows that they add up, and what its sums say."""
    tree = Tree()
    for position, parent in enumerate(parents):
        if parent is not None and not lines[position].total:
            tree.below.setdefault(parent, []).append(position)
    _set_memos(tree, lines, among)
    _Totals(tree, lines, among).add()
    for position, parts in tree.below.items():
        if position not in tree.memo and not lines[position].total:
            tree.votes += votes(lines[position].values, _values(tree, lines, parts, among), among)
    return tree


def _set_memos(tree: Tree, lines: Sequence[Line], among: Sequence[int]) -> None:
    """Parts that begin with 其中 and do not add up are some of what the row holds: rows behind them stand beside it."""
    for position, parts in list(tree.below.items()):
        if not lines[parts[0]].part:
            continue
        if _are_all(lines[position], [lines[one] for one in parts], among):
            continue
        marked = [one for one in parts if lines[one].part]
        alone = marked and _are_all(lines[position], [lines[one] for one in marked], among)
        if alone and len(marked) < len(parts):
            tree.below[position] = marked
        else:
            tree.memo.add(position)


def _are_all(whole: Line, parts: Sequence[Line], among: Sequence[int]) -> bool:
    """Whether parts that begin with 其中 are all of a row: to the last digit, since some are often nearly all."""
    said = votes(whole.values, [part.values for part in parts], among)
    return said.foots and not said.rounded


def _values(tree: Tree, lines: Sequence[Line], rows: Sequence[int], among: Sequence[int]) -> list[Values]:
    """The figures of rows; where one prints none in a column, those of the rows below it."""
    found: list[Values] = []
    for row in rows:
        found.append(lines[row].values)
        missing = [column for column in among if column not in lines[row].values]
        if missing and tree.below.get(row) and row not in tree.memo:
            for part in _values(tree, lines, tree.below[row], missing):
                found.append({column: part[column] for column in missing if column in part})
    return found


@dataclass(frozen=True, slots=True)
class _Closed:
    """The rows that a total adds up, and those between them that are not counted."""

    run: list[int]
    passed: list[int] = field(default_factory=list)


class _Totals:
    """Lays the totals of a reading over the rows that they add up: those above them, or those behind, whichever foots.

    `opened` holds the rows that no total has taken yet; a total that took its rows is one of them.
    """

    def __init__(self, tree: Tree, lines: Sequence[Line], among: Sequence[int]) -> None:
        self.tree, self.lines, self.among = tree, lines, among
        self.opened: list[int] = []

    def add(self) -> None:
        """Add the totals to the tree, with what their sums say."""
        held = {one for parts in self.tree.below.values() for one in parts}
        rows = [
            one for one, line in enumerate(self.lines) if one not in held and (line.values or one in self.tree.below)
        ]
        heads: list[int] = []
        for position in rows:
            if self.lines[position].total and not self._take(position, self._closing(position, self.opened)):
                heads.append(position)
            self.opened.append(position)
        for position in reversed(heads):
            if position in self.opened:
                behind = self.opened[self.opened.index(position) + 1 :]
                self._take(position, self._closing(position, behind[::-1]))
        for position in heads:
            if position not in self.tree.below:
                self._leave_open(position)
        for position in rows:
            if self.lines[position].total and position in self.tree.below:
                self.tree.votes += self._votes(position, self.tree.below[position])

    def _votes(self, total: int, run: Sequence[int]) -> Votes:
        return votes(self.lines[total].values, _values(self.tree, self.lines, run, self.among), self.among)

    def _whole(self, row: int) -> Values:
        """The figures of a row; in columns where it prints none, the sums of the rows below it."""
        found = dict(self.lines[row].values)
        for part in self.tree.below.get(row, ()) if len(found) < len(self.among) else ():
            for column, figure in self._whole(part).items():
                if column not in self.lines[row].values:
                    before = found.get(column)
                    value = figure.value + (before.value if before else 0)
                    found[column] = Amount(value, str(value))
        return found

    def _foots(self, total: int, run: Sequence[int]) -> bool:
        said = self._votes(total, run)
        return bool(run) and (said.foots or (not said.broken and _is_zero(self.lines[total])))

    def _closing(self, total: int, opened: Sequence[int]) -> _Closed | None:
        """The longest run of open rows next to the total (the last ones) that adds up to it.

        Else all numbered rows, those without numbers between them being some of what they hold; else all totals.
        """
        if _is_zero(self.lines[total]) and self._foots(total, opened):
            return _Closed(list(opened))
        said = ((one, self._whole(one)) for one in reversed(opened))
        sizes = _lengths(self.lines[total], said, self.among, stop=False)
        exact = [size for size in sizes if not self._votes(total, opened[-size:]).rounded]
        for size in (*exact, *sizes):
            if self._foots(total, opened[-size:]):
                return _Closed(list(opened[-size:]))
        numbered = [one for one in opened if numbering_level(self.lines[one].label) is not None]
        if self._foots(total, numbered):
            return _Closed(numbered, [one for one in opened if one not in numbered and one > min(numbered)])
        totals = [one for one in opened if self.lines[one].total]
        return _Closed(totals) if self._foots(total, totals) else None

    def _take(self, total: int, closed: _Closed | None) -> bool:
        if closed is None:
            return False
        self.tree.below[total] = sorted(closed.run)
        for one in sorted(closed.passed):
            above = max(row for row in closed.run if row < one)
            self.tree.below.setdefault(above, []).append(one)
            self.tree.memo.add(above)
        taken = {*closed.run, *closed.passed}
        self.opened = [one for one in self.opened if one not in taken]
        return True

    def _leave_open(self, total: int) -> None:
        """A total that adds up nothing to the digit: the rows on the side of it that most columns prove, if any."""
        at = self.opened.index(total) if total in self.opened else len(self.opened)
        tried = [(self._votes(total, run), run) for run in (self.opened[:at], self.opened[at + 1 :]) if run]
        said, run = min(tried, key=lambda one: one[0].price, default=(Votes(), []))
        if said.holding > said.broken:
            self.tree.below[total] = run
        else:
            self.tree.votes += Votes(0, max(said.broken, 1))


def _is_zero(line: Line) -> bool:
    return not any(figure.value for figure in line.values.values())


# ── what follows from the tree


def sums_down(lines: Sequence[Line], tree: Tree) -> Iterator[Sum]:
    """The sums of a side, column by column. Parts that are not all of a row's are told as incomplete."""
    for position, line in enumerate(lines):
        for column, figure in line.values.items():
            parts = tree.parts_in(position, column, lines)
            if not parts:
                continue
            proof = proof_of(figure, [lines[one].values[column] for one in parts])
            places = tuple(Place(lines[one].number, column) for one in parts)
            yield Sum(Place(line.number, column), places, Axis.DOWN, proof, position not in tree.memo)
