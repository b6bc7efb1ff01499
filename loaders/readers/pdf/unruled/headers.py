"""Headers of tables without rules: which columns each header cell is over, as far as print proves it.

A lowest cell heads the column of figures below it; a cell above others is centred over its columns. What neither
overlap nor centring proves heads nothing, and its columns stay without those words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.readers.pdf.unruled.figure_columns import Band
from loaders.readers.pdf.unruled.rows import SIDES, Stack, height

_OFF = 1.0
_CLEAR = 0.8
_LEFT = 0.15
"""In letter sizes: how far off its columns' middle a cell may be, and how much worse any other reading must be."""


@dataclass(slots=True)
class HeadColumn:
    """A column with the header cells over it, outermost first. `band` is None where no row prints anything below."""

    x0: float
    x1: float
    band: Band | None
    path: list[Stack] = field(default_factory=list)

    @property
    def centre(self) -> float:
        """Its middle from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def bare(self) -> bool:
        """Whether it holds labels or codes and no header says which."""
        return self.band is not None and not self.path and not self.band.money

    @property
    def top(self) -> float:
        """Where its header begins; far below where it has none."""
        return self.path[0].top if self.path else float("inf")


def headed(bands: Sequence[Band], heads: Sequence[Stack], side: str) -> list[HeadColumn]:
    """All columns of a table from left to right, with their headers, those that only the header shows among them.

    `side`: by what the cells of the rows are level. Header cells that cannot be placed so may be level otherwise.
    Two words over one column of labels are none: the lower one may be the rest of a cell that the page break cut.
    """
    sure = [head for head in heads if not head.doubtful]
    parents = [head for head in sure if _is_parent(head, sure, bands)]
    leaves = sorted((head for head in sure if head not in parents), key=lambda head: head.x0)
    ways = [_laid_over(parents, _with_leaves(bands, leaves), way) for way in (side, *(s for s in SIDES if s != side))]
    columns = next((columns for columns, whole in ways if whole), ways[0][0])
    placed = {id(head) for column in columns for head in column.path}
    if any(id(head) not in placed for head in heads if head not in parents):
        _strip(columns)
    over = Counter(id(head) for column in columns for head in column.path)
    for column in columns:
        if column.band and not column.band.money and any(over[id(head)] == 1 for head in column.path[:-1]):
            column.path = []
    return columns


def _laid_over(parents: Sequence[Stack], columns: list[HeadColumn], side: str) -> tuple[list[HeadColumn], bool]:
    """The columns with the cells above others, and whether all of these found their columns."""
    whole = [_lay_over(row, columns, side) for row in _by_rows(parents)]
    return columns, all(whole)


def _is_parent(head: Stack, heads: Sequence[Stack], bands: Sequence[Band]) -> bool:
    lower = [other for other in heads if other.top > head.last - 0.15 * head.size]
    if any(other.x0 < head.x1 and head.x0 < other.x1 for other in lower):
        return True
    if not all(any(other is one for other in lower) for one in _beside(head, heads)):
        return False
    under = [band for band in bands if band.overlaps(head.x0, head.x1)]
    taken = [band for band in under if any(band.overlaps(other.x0, other.x1) for other in lower)]
    return not under or len(taken) == len(under)


def _beside(head: Stack, heads: Sequence[Stack]) -> list[Stack | None]:
    """The nearest header cells at the left and at the right of one, those above it aside."""
    others = [other for other in heads if other is not head and other.last > head.top]
    left = max((other for other in others if other.x1 < head.x0), key=lambda other: other.x1, default=None)
    right = min((other for other in others if other.x0 > head.x1), key=lambda other: other.x0, default=None)
    return [left, right]


def _with_leaves(bands: Sequence[Band], leaves: Sequence[Stack]) -> list[HeadColumn]:
    """The columns with their own headers, and a column for each header over nothing."""
    over = {id(leaf): [band for band in bands if band.overlaps(leaf.x0, leaf.x1)] for leaf in leaves}
    columns = {id(band): HeadColumn(band.x0, band.x1, band) for band in bands}
    free: list[Stack] = []
    for leaf in leaves:
        found = over[id(leaf)]
        rivals = [other for other in leaves if other is not leaf and found and found[0] in over[id(other)]]
        if len(found) == 1 and not rivals:
            _take(columns[id(found[0])], leaf)
        elif not found:
            free.append(leaf)
    rest = _paired(sorted(columns.values(), key=lambda column: column.x0), free)
    lone = [HeadColumn(leaf.x0, leaf.x1, None, [leaf]) for leaf in rest]
    placed = sorted([*columns.values(), *lone], key=lambda column: _printed(column)[0])
    _side_by_side(placed)
    return placed


def _paired(columns: Sequence[HeadColumn], free: Sequence[Stack]) -> list[Stack]:
    """Give headers over nothing to the columns without one beside them, and tell which are left.

    Between two columns with headers, each header must have its own column, all on the same side of it.
    """
    left = list(free)
    bounds = [float("-inf"), *(column.centre for column in columns if column.path), float("inf")]
    for start, end in pairwise(bounds):
        bare = [column for column in columns if not column.path and start < column.centre < end]
        heads = [leaf for leaf in free if start < leaf.centre < end]
        order: list[HeadColumn | Stack] = [*bare, *heads]
        order.sort(key=lambda one: one.centre)
        kinds = [isinstance(one, Stack) for one in order]
        if bare and len(bare) == len(heads) and all(one != other for one, other in pairwise(kinds)):
            for column, leaf in zip(bare, heads, strict=True):
                _take(column, leaf)
                left.remove(leaf)
    return left


def _take(column: HeadColumn, leaf: Stack) -> None:
    """Head a column, and widen it to both sides of its header: headers are centred, labels and figures are not."""
    column.path = [leaf]
    half = max(leaf.centre - min(column.x0, leaf.x0), max(column.x1, leaf.x1) - leaf.centre)
    column.x0, column.x1 = leaf.centre - half, leaf.centre + half


def _side_by_side(columns: Sequence[HeadColumn]) -> None:
    """Columns that reach into each other end where the print of both leaves room."""
    for left, right in pairwise(columns):
        if left.x1 > right.x0:
            ends, starts = _printed(left)[1], _printed(right)[0]
            middle = min(max((left.x1 + right.x0) / 2, ends), starts)
            left.x1, right.x0 = min(left.x1, middle), max(right.x0, middle)


def _printed(column: HeadColumn) -> tuple[float, float]:
    """The sides of all that is printed in a column."""
    printed: list[Band | Stack] = [*column.path, *([column.band] if column.band else [])]
    return min(one.x0 for one in printed), max(one.x1 for one in printed)


def _by_rows(parents: Sequence[Stack]) -> list[list[Stack]]:
    """The cells above others in rows, the lowest row first, each from left to right."""
    rows: list[list[Stack]] = []
    for parent in sorted(parents, key=lambda parent: -parent.last):
        if rows and parent.last > rows[-1][0].top:
            rows[-1].append(parent)
        else:
            rows.append([parent])
    return [sorted(row, key=lambda parent: parent.x0) for row in rows]


def _lay_over(parents: Sequence[Stack], columns: Sequence[HeadColumn], side: str) -> bool:
    """Put cells of one height over the columns whose headers are level with each other below them; whether all are.

    Columns below a cell that nobody can place lose their words: 小计 alone would mean something else.
    """
    line = min(parent.last for parent in parents)
    below = [column for column in columns if column.path and column.top > line - 0.15 * column.path[0].size]
    lowest = max((height(column.path[0], side) for column in below), default=0.0)
    under = [column for column in below for parent in parents if parent.x0 < column.x1 and column.x0 < parent.x1]
    level = max((height(column.path[0], side) for column in under), default=lowest)
    low = [one for one in below if len(one.path) > 1 or _stands_at(one.path[0], level, side)]
    left = list(parents)
    for group in _groups(columns, low):
        over = [parent for parent in parents if group[0].x0 - parent.size < parent.centre < group[-1].x1 + parent.size]
        for parent, first, last in _shared_out(over, group):
            left.remove(parent)
            for column in group[first:last]:
                column.path.insert(0, parent)
    if left:
        _strip([column for column in below if not any(parent in column.path for parent in parents)])
    return not left


def _strip(columns: Sequence[HeadColumn]) -> None:
    """Take the words off columns of figures, and off those of codes and labels that have the same word twice."""
    words = Counter(column.path[-1].text for column in columns if column.path)
    for column in columns:
        if column.path and (column.band is None or column.band.money or words[column.path[-1].text] > 1):
            column.path = []


def _stands_at(head: Stack, level: float, side: str) -> bool:
    return abs(height(head, side) - level) < 0.3 * head.size


def _groups(columns: Sequence[HeadColumn], below: Sequence[HeadColumn]) -> list[list[HeadColumn]]:
    """Those columns, in groups that are side by side."""
    groups: list[list[HeadColumn]] = [[]]
    for column in columns:
        if column in below:
            groups[-1].append(column)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _shared_out(parents: Sequence[Stack], group: Sequence[HeadColumn]) -> list[tuple[Stack, int, int]]:
    """Each parent with the columns of a group that it is over; none where the print leaves it open."""
    if not parents or len(group) < len(parents):
        return []
    starts = [_start(parent, group) for parent in parents]
    if starts[0] == 0 and None not in starts and len(set(starts)) == len(starts):
        bounds = [*(start for start in starts if start is not None), len(group)]
        return [(parent, first, last) for parent, (first, last) in zip(parents, pairwise(bounds), strict=True)]
    ways = sorted(
        (
            (_cost(parents, group, (0, *cuts, len(group))), (0, *cuts, len(group)))
            for cuts in _cuts(len(group), len(parents) - 1)
        ),
        key=lambda way: way[0],
    )
    size = parents[0].size
    if ways[0][0] > _OFF * size * len(parents) or (len(ways) > 1 and ways[1][0] - ways[0][0] < _CLEAR * size):
        return []
    return [(parent, first, last) for parent, (first, last) in zip(parents, pairwise(ways[0][1]), strict=True)]


def _start(parent: Stack, group: Sequence[HeadColumn]) -> int | None:
    """The column whose header begins right below the beginning of a cell: headers may be at the left."""
    near = [n for n, one in enumerate(group) if abs(one.path[0].x0 - parent.x0) < _LEFT * parent.size]
    return near[0] if len(near) == 1 else None


def _cuts(columns: int, count: int, start: int = 1) -> list[tuple[int, ...]]:
    """All ways to part so many columns at so many places."""
    if count == 0:
        return [()]
    return [(at, *rest) for at in range(start, columns - count + 1) for rest in _cuts(columns, count - 1, at + 1)]


def _cost(parents: Sequence[Stack], group: Sequence[HeadColumn], bounds: Sequence[int]) -> float:
    return sum(
        abs(parent.centre - (_left(group, first) + _right(group, last)) / 2)
        for parent, (first, last) in zip(parents, pairwise(bounds), strict=True)
    )


def _left(group: Sequence[HeadColumn], first: int) -> float:
    """The left side of a column: half-way to its neighbour."""
    return (group[first - 1].x1 + group[first].x0) / 2 if first else group[0].x0


def _right(group: Sequence[HeadColumn], last: int) -> float:
    return (group[last - 1].x1 + group[last].x0) / 2 if last < len(group) else group[-1].x1


def column_of(cell: Stack, columns: Sequence[HeadColumn]) -> int | None:
    """The column that a cell of a row is in: the one it overlaps, or for words the one of words among several."""
    over = [n for n, column in enumerate(columns) if column.band and column.band.overlaps(cell.x0, cell.x1)]
    words = [n for n in over if (band := columns[n].band) and not band.figures]
    if not cell.figure and len(words) == 1:
        return words[0]
    return over[0] if len(over) == 1 else None
