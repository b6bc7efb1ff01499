"""A form drawn as printed: figures at their row and column, headers with their levels, both sides side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kb.web.library import Row


@dataclass(frozen=True, slots=True)
class Header:
    """A cell of the header: its words and how many columns and rows it covers."""

    text: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row of one side: its label and codes, and its figures by column."""

    label: str
    code: str
    second: str
    cells: tuple[Row | None, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class GridSide:
    """One side of a form: the leaves of its header, and whether its rows print codes."""

    name: str
    columns: tuple[str, ...]
    has_codes: bool
    has_seconds: bool

    @property
    def width(self) -> int:
        """The columns that stand before the figures: label, and codes where there are any."""
        return 1 + self.has_codes + self.has_seconds


@dataclass(frozen=True, slots=True)
class FormGrid:
    """A form: its sides, the rows of its header for the figures of all sides, and its rows, one Line a side."""

    sides: tuple[GridSide, ...]
    headers: tuple[tuple[tuple[Header, ...], ...], ...]
    rows: tuple[tuple[GridLine | None, ...], ...]
    figures: int

    @property
    def depth(self) -> int:
        """How many rows the header has."""
        return len(self.headers)


@dataclass(slots=True)
class _Gathered:
    """The figures of one side as they are gathered: row → column → figure."""

    rows: dict[int, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))


def grid(figures: Iterable[Row]) -> FormGrid:
    """The grid of the figures of one form (rows of `form-figures.rq`, in their order)."""
    gathered: dict[str, _Gathered] = {}
    count = 0
    for figure in figures:
        row = gathered.setdefault(figure["side"] or "", _Gathered()).rows[int(figure["row"])]
        row[_unused(row, figure["column"] or "")] = figure
        count += 1
    sides = tuple(_side(name, one.rows) for name, one in gathered.items())
    numbers = sorted({number for one in gathered.values() for number in one.rows})
    rows = tuple(tuple(_line(side, gathered[side.name].rows.get(number)) for side in sides) for number in numbers)
    return FormGrid(sides, _headers(sides), rows, count)


def _unused(row: dict[str, Row], column: str) -> str:
    """The column, numbered where a row prints two of one name."""
    name, number = column, 1
    while name in row:
        number += 1
        name = f"{column}\u2060{number}"
    return name


def _side(name: str, rows: dict[int, dict[str, Row]]) -> GridSide:
    columns = merged([list(row) for _number, row in sorted(rows.items())])
    figures = [figure for row in rows.values() for figure in row.values()]
    return GridSide(
        name,
        tuple(columns),
        any(figure["code"] for figure in figures),
        any(figure["second_code"] or figure["second_label"] for figure in figures),
    )


def merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """One order of columns that agrees with those of all rows, each of which may leave some out.

    A column comes before another where most rows have it so; what no row tells stays in the order of appearance.
    """
    before: dict[str, set[str]] = defaultdict(set)
    seen: dict[str, None] = {}
    for order in orders:
        for place, name in enumerate(order):
            seen.setdefault(name)
            before[name].update(order[:place])
    found: list[str] = []
    left = list(seen)
    while left:
        ready = next((name for name in left if not (before[name] - {name}).intersection(left)), left[0])
        found.append(ready)
        left.remove(ready)
    return found


def _line(side: GridSide, row: dict[str, Row] | None) -> GridLine | None:
    if not row:
        return None
    first = next(iter(row.values()))
    second = " ".join(filter(None, (first["second_code"], first["second_label"])))
    return GridLine(
        first["label"] or "",
        first["code"] or "",
        second,
        tuple(row.get(column) for column in side.columns),
        str(first["is_row_total"]).lower() == "true",
    )


def _headers(sides: Sequence[GridSide]) -> tuple[tuple[tuple[Header, ...], ...], ...]:
    """Per row of the header, per side, its cells; neighbours with the same words above them share one cell."""
    paths = [[_levels(column) for column in side.columns] for side in sides]
    depth = max((len(path) for side in paths for path in side), default=1)
    return tuple(tuple(_header_cells(side, level, depth) for side in paths) for level in range(depth))


def _levels(column: str) -> tuple[str, ...]:
    return tuple(column.split("\u2060")[0].split("/"))


def _header_cells(paths: Sequence[tuple[str, ...]], level: int, depth: int) -> tuple[Header, ...]:
    found: list[Header] = []
    above: tuple[str, ...] | None = None
    for path in paths:
        if level >= len(path):
            above = None
            continue
        is_leaf = level == len(path) - 1
        if found and not is_leaf and above == path[: level + 1]:
            found[-1] = Header(path[level], found[-1].width + 1, 1)
        else:
            found.append(Header(path[level], 1, depth - level if is_leaf else 1))
        above = path[: level + 1] if not is_leaf else None
    return tuple(found)
