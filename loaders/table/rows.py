"""The tree of rows: which rows add up to which, recognised by codes, numbering, key columns, 其中 and totals.

Print often allows several readings (rows without numbers below a numbered row may be its parts or are beside it).
Each is built and tried; the one in which the fewest sums break, then the most hold, is taken; of equals the first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.table.labels import is_list, numbering_level
from loaders.table.lines import MOST_TRIED, LineKind, Parents, RowLooks, TableLine, is_zero, lengths
from loaders.table.numbers import Amount
from loaders.table.readings import adopted, readings
from loaders.table.sums import Axis, Sum, TablePlace, Values, Votes, proof_of, votes


@dataclass(slots=True)
class Tree:
    """A reading of the rows: the row that each is a part of, and for totals the rows that they add up.

    `below` holds the parts of every row by its position among the lines; `memo` the rows whose
    parts (其中) are not all.
    """

    below: dict[int, list[int]] = field(default_factory=dict)
    memo: set[int] = field(default_factory=set)
    votes: Votes = field(default_factory=Votes)

    def parts_in(self, position: int, column: int, lines: Sequence[TableLine]) -> list[int]:
        """The rows nearest below a row that print a figure in a column."""
        found: list[int] = []
        left = list(reversed(self.below.get(position, ())))
        while left:
            part = left.pop()
            if column in lines[part].values:
                found.append(part)
            else:
                left.extend(reversed(self.below.get(part, ())))
        return found


def tree_of(lines: Sequence[TableLine], among: Sequence[int]) -> Tree:
    """The best reading of the rows of one side. `among`: the columns whose figures may be added up."""
    best: Tree | None = None
    for read, parents in readings(lines):
        outer, inner = (adopted(read, parents, among, inner=far_down) for far_down in (False, True))
        for one in (parents, outer, *([inner] if inner != outer else [])):
            tree = _tree(read, one, among)
            if best is None or tree.votes.price < best.votes.price:
                best = tree
        if best is not None and best.votes.foots:
            break
    return best or Tree()


# ── totals


def _tree(lines: Sequence[TableLine], parents: Parents, among: Sequence[int]) -> Tree:
    """The reading with its totals put over the rows that they add up, and what its sums say."""
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


def _set_memos(tree: Tree, lines: Sequence[TableLine], among: Sequence[int]) -> None:
    """Parts that begin with 其中 and do not add up are some of what the row holds: rows behind them are beside it."""
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


def _are_all(whole: TableLine, parts: Sequence[TableLine], among: Sequence[int]) -> bool:
    """Whether parts that begin with 其中 are all of a row: to the last digit, since some are often nearly all."""
    said = votes(whole.values, [part.values for part in parts], among)
    return said.foots and not said.rounded


def _values(tree: Tree, lines: Sequence[TableLine], rows: Sequence[int], among: Sequence[int]) -> list[Values]:
    """The figures of rows; where one prints none in a column, those of the rows below it."""
    found: list[Values] = []
    left = [(row, among) for row in reversed(rows)]
    while left:
        row, wanted = left.pop()
        values = lines[row].values
        found.append(values if wanted is among else {one: values[one] for one in wanted if one in values})
        missing = [column for column in wanted if column not in values]
        if missing and row not in tree.memo:
            left.extend((part, missing) for part in reversed(tree.below.get(row, ())))
    return found


@dataclass(frozen=True, slots=True)
class _Closed:
    """The rows that a total adds up, and those between them that are not counted."""

    run: list[int]
    passed: list[int] = field(default_factory=list)


class _Totals:
    """Lays the totals of a reading over the rows that they add up: those above them, or those behind, whichever foots.

    `opened` holds the rows that no total has taken yet; a total that took its rows is one of them. `wholes` remembers
    what rows add up to until they take others.
    """

    def __init__(self, tree: Tree, lines: Sequence[TableLine], among: Sequence[int]) -> None:
        self.tree, self.lines, self.among = tree, lines, among
        self.opened: list[int] = []
        self.wholes: dict[int, Values] = {}
        self.holders = {one: whole for whole, parts in tree.below.items() for one in parts}
        self.held = set(self.holders)
        self.totals = [one for one, line in enumerate(lines) if line.total]
        self.looks = RowLooks(len(lines))

    def add(self) -> None:
        """Add the totals to the tree, with what their sums say."""
        rows = [one for one, line in enumerate(self.lines) if line.values or one in self.tree.below]
        rows = [one for one in rows if one not in self.held]
        heads: list[int] = []
        for position in rows:
            if self.lines[position].total and not self._take(position, self._closing(position, self.opened)):
                heads.append(position)
            self.opened.append(position)
        for position in reversed(heads):
            if self._is_open(position):
                behind = self.opened[bisect_right(self.opened, position) :]
                self._take(position, self._closing(position, behind[::-1]))
        for position in heads:
            if position not in self.tree.below:
                self._leave_open(position)
        for position in rows:
            if self.lines[position].total and position in self.tree.below:
                self.tree.votes += self._votes(position, self.tree.below[position])

    def _labels(self, run: Sequence[int], total: int) -> list[str]:
        """The labels of all rows beside a total on the side of a run, but for rows inside others."""
        if run[0] < total:
            before = self.totals[: bisect_left(self.totals, run[0])]
            rows = range(before[-1] + 1 if before else 0, total)
        else:
            after = self.totals[bisect_right(self.totals, run[-1]) :]
            rows = range(total + 1, after[0] if after else len(self.lines))
        return [self.lines[one].label for one in rows if one not in self.held] if self.looks.reaches(len(rows)) else []

    def _is_all(self, run: Sequence[int], beside: Sequence[Sequence[int]]) -> bool:
        """Whether a run holds all rows beside the only total of the side, all of which have codes."""
        return len(self.totals) == len(beside) == 1 and all(self.lines[one].kind is not LineKind.LINE for one in run)

    def _votes(self, total: int, run: Sequence[int]) -> Votes:
        return votes(self.lines[total].values, _values(self.tree, self.lines, run, self.among), self.among)

    def _whole(self, row: int) -> Values:
        """The figures of a row; in columns where it prints none, the sums of the rows below it."""
        left = [] if row in self.wholes else [row]
        while left:
            one = left[-1]
            below = self.tree.below.get(one, ()) if len(self.lines[one].values) < len(self.among) else ()
            open_parts = [part for part in below if part not in self.wholes]
            if open_parts and one not in self.wholes:
                left.extend(open_parts)
                continue
            left.pop()
            self.wholes.setdefault(one, self._summed(one, below))
        return self.wholes[row]

    def _summed(self, row: int, below: Sequence[int]) -> Values:
        found = dict(self.lines[row].values)
        for part in below:
            for column, figure in self.wholes[part].items():
                if column not in self.lines[row].values:
                    before = found.get(column)
                    value = figure.value + (before.value if before else 0)
                    found[column] = Amount(value, str(value))
        return found

    def _foots(self, total: int, run: Sequence[int]) -> bool:
        said = self._votes(total, run)
        return bool(run) and (said.foots or (not said.broken and is_zero(self.lines[total])))

    def _closing(self, total: int, opened: Sequence[int]) -> _Closed | None:
        """The longest run of open rows next to the total (the last ones) that adds up to it.

        Else all numbered rows, those without numbers between them being some of what they hold; else all totals.
        """
        opened = opened[len(opened) - self.looks.reach(len(opened)) :]
        if is_zero(self.lines[total]) and self._foots(total, opened):
            return _Closed(list(opened))
        said = ((one, self._whole(one)) for one in reversed(opened))
        found = lengths(self.lines[total], said, self.among, stop=False)
        sizes = [size for size, exact in found if exact][:MOST_TRIED] + [size for size, _ in found[:MOST_TRIED]]
        rounded: list[int] = []
        for size in filter(self.looks.reaches, sizes):
            run = list(opened[-size:])
            if self._foots(total, run):
                if not self._votes(total, run).rounded:
                    return _Closed(run)
                rounded = rounded or run
        if rounded:
            return _Closed(rounded)
        numbered = [one for one in opened if numbering_level(self.lines[one].label) is not None]
        first, among = min(numbered, default=len(self.lines)), set(numbered)
        between = [one for one in opened if one > first and one not in among]
        if not any(self.lines[one].total for one in between) and self._foots(total, numbered):
            return _Closed(numbered, between)
        totals = [one for one in opened if self.lines[one].total]
        return _Closed(totals) if self._foots(total, totals) else None

    def _take(self, total: int, closed: _Closed | None) -> bool:
        if closed is None:
            return False
        run = self.tree.below[total] = sorted(closed.run)
        self.wholes.pop(total, None)
        for one in sorted(closed.passed):
            above = run[bisect_left(run, one) - 1]
            self.tree.below.setdefault(above, []).append(one)
            self.tree.memo.add(above)
            self.wholes.pop(above, None)
            self.holders[one] = above
        self.holders.update(dict.fromkeys(closed.run, total))
        taken = {*closed.run, *closed.passed}
        first, end = bisect_left(self.opened, min(taken)), bisect_right(self.opened, max(taken))
        self.opened[first:end] = [one for one in self.opened[first:end] if one not in taken]
        return True

    def _is_open(self, row: int) -> bool:
        at = bisect_left(self.opened, row)
        return self.opened[at : at + 1] == [row]

    def _outermost(self, row: int) -> int:
        """The row that holds a row, at any depth, and is in no other."""
        while row in self.holders:
            row = self.holders[row]
        return row

    def _beside(self, total: int) -> tuple[list[int], list[int]]:
        """The open rows above a total and those behind it; of a total that another one took, those above it only."""
        above = self.opened[: bisect_left(self.opened, total)]
        behind = self.opened[bisect_right(self.opened, total) :] if self._is_open(total) else []
        above = above[len(above) - self.looks.reach(len(above)) :]
        holder = self._outermost(total)
        return [one for one in above if one != holder], behind[: self.looks.reach(len(behind))]

    def _leave_open(self, total: int) -> None:
        """A total that adds up nothing to the digit: the rows on the side of it that most columns prove, if any.

        It takes them, so that no row is counted by two totals; a total that another one took has no rows but a list.
        A list that is numbered from one, and nothing else, is what the total adds up even where no column proves it;
        so are all rows of a side, each with a code, with this one total.
        """
        taken = not self._is_open(total)
        beside = [run for run in self._beside(total) if run]
        tried = [(self._votes(total, run), run) for run in beside]
        said, run = min(tried, key=lambda one: one[0].price, default=(Votes(), []))
        lists = [one for one in beside if is_list(self._labels(one, total)) or self._is_all(one, beside)]
        if said.holding > said.broken and not taken:
            self._take(total, _Closed(run))
        elif len(lists) == 1:
            self._take(total, _Closed(lists[0]))
            if taken:
                self.wholes.clear()  # the total that took this one holds more now
        else:
            self.tree.votes += Votes(0, max(said.broken, 1))


# ── what follows from the tree


def sums_down(lines: Sequence[TableLine], tree: Tree) -> Iterator[Sum]:
    """The sums of a side, column by column. Parts that are not all of a row's are reported as incomplete."""
    for position, line in enumerate(lines):
        for column, figure in line.values.items():
            parts = tree.parts_in(position, column, lines)
            if not parts:
                continue
            proof = proof_of(figure, [lines[one].values[column] for one in parts])
            places = tuple(TablePlace(lines[one].number, column) for one in parts)
            yield Sum(TablePlace(line.number, column), places, Axis.DOWN, proof, position not in tree.memo)
