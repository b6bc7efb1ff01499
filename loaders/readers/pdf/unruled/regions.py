"""Runs: the levels of a page that may be a table without rules, from its header to its last row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.printing import HAN
from loaders.readers.pdf.lines import Line, room_for
from loaders.readers.pdf.ruled.rules import RuledLine
from loaders.readers.pdf.unruled.rows import stacks_of
from loaders.readers.pdf.unruled.segments import Level

FURTHEST = 3.2
_WRAP = 1.6
"""In letter sizes: a table ends where the next line is further below; a cell's next line is nearer."""
_LEVELS = 6
"""So many levels may lie between a line of a cell and its next: cells set in their middle have each its own."""
_LONE = 2.4
_TALL = 5.0
"""Rows of a header may be so far apart: a cell of many lines beside the lower one makes it tall."""
_YEAR = re.compile(r"\d{4}年|年度")
_TITLE_ENDS = ("表", "）", ")")


def runs_of(found: list[Level]) -> Iterator[list[Level]]:
    """Levels from the first to the last row of figures that are close below each other, with headers above."""
    index = 0
    while index < len(found):
        if not found[index].data or found[index].small_print:
            index += 1
            continue
        last = end = index
        while end + 1 < len(found) and found[end + 1].base - found[end].base < FURTHEST * found[end].size:
            end += 1
            if found[end].prose or found[end].small_print or _stands_apart(found[end], found[index]):
                break
            if found[end].data:
                last = end
        first = _first_header(found, index)
        last = _last_line(found, last)
        if any(HAN.search(piece.text) for level in found[first : last + 1] for piece in level.pieces):
            yield found[first : last + 1]
        index = last + 1


def _stands_apart(level: Level, first: Level) -> bool:
    """Whether a lone line is printed in letters of another size than the rows: the number or name of another table."""
    return len(level.pieces) == 1 and abs(level.size - first.size) > 0.1 * first.size


def _first_header(found: Sequence[Level], index: int) -> int:
    """The first level of the header above a table; a lone line above is its title unless it goes on below."""
    first = index
    while first > 0 and _is_header(found, first - 1):
        first -= 1
    while first < index and len(found[first].pieces) == 1 and not _opens(found, first, index):
        first += 1
    return first - 1 if first and _spans(found[first - 1], found[first : index + 1]) else first


def foot_header(found: Sequence[Level]) -> list[Level]:
    """The levels at the foot of a page that may be the header of a table on the next page: words side by side."""
    first = len(found)
    while first > 0 and not _ends_header(found, first - 1):
        first -= 1
    while first < len(found) and not _beside(found, first):
        first += 1
    return list(found[first:])


def _beside(found: Sequence[Level], index: int) -> bool:
    """Whether other words are beside those of a level, on it or a little lower."""
    level = found[index]
    near = [one for one in found[index + 1 :] if one.base - level.base < _WRAP * level.size]
    piece = level.pieces[0]
    return len(level.pieces) > 1 or any(
        other.x1 < piece.x0 or piece.x1 < other.x0 for one in near for other in one.pieces
    )


def _ends_header(found: Sequence[Level], index: int) -> bool:
    """Whether a line, from the foot of the page upwards, is none of a header any more."""
    level = found[index]
    far = index + 1 < len(found) and found[index + 1].base - level.base > FURTHEST * level.size
    return far or level.prose or level.small_print or level.titled or (bool(level.figures) and not level.numbering)


def _spans(level: Level, rest: Sequence[Level]) -> bool:
    """Whether a lone line above a header is a cell over several of its columns, and no title."""
    piece, below = level.pieces[0], rest[0]
    apart = below.base - level.base
    left = min(one.pieces[0].x0 for one in rest)
    near = abs(piece.size - below.size) < 0.05 * piece.size and (
        apart < _LONE * piece.size
        or (apart < _TALL * piece.size and left + piece.size < piece.x0 and not _YEAR.search(piece.text))
    )
    alone = len(level.pieces) == 1 and any(len(one.pieces) > 1 for one in rest)
    inside = left <= piece.x0 and piece.x1 <= max(one.pieces[-1].x1 for one in rest) + piece.size
    words = not level.prose and not level.small_print and not piece.text.endswith(_TITLE_ENDS)
    return near and alone and inside and words


def _opens(found: Sequence[Level], first: int, index: int) -> bool:
    """Whether a lone line is the top of a header: the first line of one of its cells, or a cell above the others."""
    level = found[first]
    rest = found[first + 1 : index]
    inside = rest and min(one.pieces[0].x0 for one in rest) <= level.pieces[0].x0
    return _begins(found, first, index) or bool(inside and not level.titled and _beside(found[:index], first))


def _begins(found: Sequence[Level], first: int, index: int) -> bool:
    """Whether a lone line above a table is the first line of one of its header cells."""
    level = found[first]
    below = [one for one in found[first + 1 : min(first + 3, index)] if one.base - level.base < _WRAP * level.size]
    return any(len(one.pieces) > 1 for one in found[first + 1 : first + 3]) and any(
        _over(level.pieces[0], piece) for one in below for piece in one.pieces
    )


def _is_header(found: Sequence[Level], index: int) -> bool:
    """Whether a line above a table may belong to it: close, and neither a sentence nor the line of unit and name."""
    level, below = found[index], found[index + 1]
    if level.prose or level.small_print:
        return False
    near = below.base - level.base
    if near < _TALL * below.size and _above_all(level, below):
        return True
    if near < (FURTHEST if len(level.pieces) > 1 else _WRAP) * below.size:
        return True
    above = [one for one in found[max(index - _LEVELS, 0) : index] if level.base - one.base < _WRAP * level.size]
    among = any(len(one.pieces) > 1 and not one.prose and not one.small_print for one in above)
    goes_on = any(_over(piece, level.pieces[0]) for one in above for piece in one.pieces)
    return near < FURTHEST * below.size and (among or goes_on)


def _above_all(level: Level, below: Level) -> bool:
    """Whether words side by side are above others like them: a row of header cells, however tall those below are."""
    alike = abs(level.size - below.size) < 0.05 * below.size
    return alike and len(level.pieces) > 1 and not level.figures and not below.data


def _over(above: Line, below: Line) -> bool:
    """Whether a line may go on in another: letters of one size, the second below the first and no longer."""
    same = abs(above.size - below.size) < 0.1 * above.size
    return (
        same and above.x0 < below.x1 and below.x0 < above.x1 and below.x1 - below.x0 <= above.x1 - above.x0 + above.size
    )


def _last_line(found: Sequence[Level], last: int) -> int:
    """The last line of the last row: its labels may go on below its figures."""
    while last + 1 < len(found) and found[last + 1].base - found[last].base < _WRAP * found[last].size:
        below = found[last + 1]
        if below.prose or below.small_print or below.data:
            break
        last += 1
    return last


def without_tail(run: Sequence[Level], rules: Sequence[RuledLine]) -> Sequence[Level]:
    """The levels without those behind the last row of figures that go on with no cell of it."""
    while not run[-1].data:
        stacks = stacks_of(run, rules)
        ends = [stack for stack in stacks if stack.last == run[-1].base]
        if all(len(stack.lines) > 1 and _fills(stack.lines[-2], stack.lines[-1], run) for stack in ends):
            break
        run = run[:-1]
    return run


def _fills(above: Line, below: Line, run: Sequence[Level]) -> bool:
    """Whether a line is as long as any in its column, so that it had to go on in the next."""
    first = next(level for level in run if level.opens_body).base - _WRAP * above.size
    body = [piece for level in run if level.base > first for piece in level.pieces]
    widest = max(one.x1 - one.x0 for one in (above, *body) if one.x0 < above.x1 and above.x0 < one.x1)
    return widest - (above.x1 - above.x0) < room_for(below)
