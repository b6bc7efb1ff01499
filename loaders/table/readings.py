"""Readings: the ways to tell from codes, numbering, key columns and figures which row is a part of which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.table.labels import is_first, numbering_level, part_level
from loaders.table.lines import MOST_TRIED, LineKind, Parents, RowLooks, TableLine, is_zero, lengths, proves
from loaders.table.sums import Values


def readings(lines: Sequence[TableLine]) -> Iterator[tuple[Sequence[TableLine], Parents]]:
    """The ways to read which row is a total, and which is a part of which, the likeliest first.

    A total that has a number (四、政府采购支出合计) is more often an item of the list than its end.
    """
    kinds = {line.kind for line in lines}
    read = [_as_total(line, line.named_total and numbering_level(line.label) is None) for line in lines]
    if kinds & {LineKind.SUBJECT, LineKind.UNIT}:
        yield read, _by_code(read)
        yield read, _by_code(read, projects_under_subjects=True)
        yield read, _by_code(read, orphans=True)
    if LineKind.SUBJECT in kinds or {LineKind.UNIT, LineKind.PROJECT} <= kinds:
        return
    if len({line.level for line in lines}) > 1:
        yield read, _by_depth(read, _by_column)
    yield read, _by_depth(read, _by_number)
    closing = [_as_total(line, line.named_total) for line in lines]
    if closing != read:
        yield closing, _by_depth(closing, _by_number)
    yield read, [None] * len(lines)


def _as_total(line: TableLine, is_total: bool) -> TableLine:
    return line if line.total == is_total else replace(line, total=is_total)


def _by_code(lines: Sequence[TableLine], *, projects_under_subjects: bool = False, orphans: bool = False) -> Parents:
    """Subjects below the subject whose code theirs begins with, all below their unit, projects below either.

    Rows of other kinds are below the unit whose code they bear.

    `orphans`: a code that begins with no other one is taken for misprinted, its row for a part of the last row whose
    code is shorter.
    """
    parents: Parents = [None] * len(lines)
    units: dict[str, int] = {}
    subjects: dict[str, int] = {}
    newest: dict[int, tuple[int, str]] = {}  # of the codes of each length the last one, and how many were before it
    unit = subject = None
    for position, line in enumerate(lines):
        if line.kind is LineKind.LINE and line.code and not line.total:
            parents[position] = units.get(line.code, _above(units, line))
        if line.total or line.kind is LineKind.LINE:
            continue
        held = _above(subjects, line) if line.kind is LineKind.SUBJECT else None
        held = held if held is not None else _above(units, line)
        misprinted = held is None and orphans and line.kind is not LineKind.PROJECT
        if misprinted:
            shorter = max((one for size, one in newest.items() if size < len(line.code)), default=None)
            held = None if shorter is None else subjects[shorter[1]]
        if line.kind is LineKind.PROJECT:
            parents[position] = subject if projects_under_subjects and subject is not None else unit
        elif line.kind is LineKind.SUBJECT or (misprinted and held is not None):
            parents[position] = held if held is not None else unit
            subject = position
            if not line.second:
                if line.code not in subjects:
                    newest[len(line.code)] = len(subjects), line.code
                subjects[line.code] = position
                units.setdefault(line.code, position)
        else:
            parents[position] = held
            unit, subject, subjects, newest = position, None, {}, {}
            units[line.code] = position
    return parents


LONGEST_CODE = 64
"""Characters of a code that other codes may begin with; a cell may hold a book."""


def _above(codes: Mapping[str, int], line: TableLine) -> int | None:
    """The row with the longest code that begins the code of a line; one code may be parted by second codes."""
    if line.second and line.code in codes:
        return codes[line.code]
    shorter = (line.code[:size] for size in range(min(len(line.code) - 1, LONGEST_CODE), 0, -1))
    return next((codes[code] for code in shorter if code in codes), None)


Depths = Callable[[Sequence[TableLine]], list[int]]


def _by_depth(lines: Sequence[TableLine], depths_of: Depths) -> Parents:
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


def _by_column(lines: Sequence[TableLine]) -> list[int]:
    """A row is as deep as the last key column it fills; what 其中 heads is inside the row above."""
    depths: list[int] = []
    outer = 0
    for line in lines:
        outer = outer if line.part else 2 * line.level
        depths.append(outer + line.part)
    return depths


def _by_number(lines: Sequence[TableLine]) -> list[int]:
    """A row is as deep as its number; where numbers begin anew right below a row without one, inside that row.

    其中 and the rows without a number behind it are inside the row above.
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


def adopted(lines: Sequence[TableLine], parents: Parents, among: Sequence[int], *, inner: bool) -> Parents:
    """The same reading, with rows taken for parts of a row above them wherever their figures prove it.

    `inner`: rows far down first, whose heads may be parts themselves; else rows far up first, whose parts have none.
    Where no total can tell that they are counted once, it takes two parts of a numbered row.
    """
    found = list(parents)
    held = set(parents)
    depths: dict[int, int] = {}
    looks = RowLooks(len(lines))
    totals = any(line.total for line in lines)
    for position in reversed(range(len(lines))) if inner else range(len(lines)):
        line = lines[position]
        if position in held or line.total or (not inner and found[position] != parents[position]):
            continue
        sure = totals or parents[position] is not None
        if not sure and numbering_level(line.label) is None:
            continue
        rows: list[int] = []
        below = _run_below(lines, found, position, looks)
        sizes = [size for size, _ in lengths(line, _values_of(below, lines, rows), among, stop=True)[:MOST_TRIED]]
        runs = (rows[:size] for size in sizes if looks.reaches(size))
        run = next((one for one in runs if proves(line, [lines[row] for row in one], among)), [])
        deep = 1 + max((depths.get(one, 0) for one in run), default=0)
        if deep <= _DEEPEST and (sure or sum(not is_zero(lines[one]) for one in run) > 1):
            depths[position] = deep
            for one in run:
                found[one] = position
    return found


_DEEPEST = 6
"""Rows of one figure each are parts of one another no deeper than subjects are: behind them equal rows are."""


def _values_of(rows: Iterable[int], lines: Sequence[TableLine], seen: list[int]) -> Iterator[tuple[int, Values]]:
    """The rows with their figures, as far as they are asked for; `seen` is filled with them."""
    for row in rows:
        seen.append(row)
        yield row, lines[row].values


def _run_below(lines: Sequence[TableLine], parents: Parents, position: int, looks: RowLooks) -> Iterator[int]:
    """The rows right below a row without parts that may be its parts: as far as they are not numbered as it is.

    A subject is no part of one whose code is as long.
    """
    head = lines[position]
    level = numbering_level(head.label)
    for below in looks.along(range(position + 1, len(lines))):
        line = lines[below]
        own = numbering_level(line.label)
        if line.total or (level is not None and own is not None and own <= level):
            break
        if line.kind is LineKind.UNIT and head.kind is not LineKind.UNIT:
            break
        if head.kind is line.kind is LineKind.SUBJECT and len(line.code) <= len(head.code) and not line.second:
            break
        if parents[below] == parents[position]:
            yield below
        elif parents[below] is None:
            break
