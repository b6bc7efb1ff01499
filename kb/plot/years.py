"""Lines over years (年度折线): what a department spends in total and by 类, year after year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.graph.network import Network
from kb.plot.canvas import FAINT, INK, Canvas, Extent, wrapped
from kb.plot.colors import class_color
from kb.plot.frame import Frame
from kb.plot.picture import NothingToDraw, money
from kb.plot.spending import spending_of, stages_of, years_of

WIDTH, HEIGHT = 860.0, 430.0
LEFT, NAMES, BOTTOM = 20.0, 190.0, 26.0
MOST_LINES = 6
APART = 24.0
VALUE_APART = 11.0
TABLE_NAMES, TABLE_ROW = 300.0, 17.0
TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line: an amount in 万元 per year, None where the year has none."""

    name: str
    amounts: tuple[Decimal | None, ...]

    def last(self) -> tuple[int, Decimal]:
        """The last year with an amount, as its place, and the amount."""
        return next((place, amount) for place, amount in reversed(list(enumerate(self.amounts))) if amount is not None)


@dataclass(frozen=True, slots=True)
class Years:
    """Lines over the years, the total first."""

    frame: Frame
    years: tuple[str, ...]
    lines: tuple[YearLine, ...]

    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return WIDTH, HEIGHT + TABLE_ROW * (len(self.lines) + 1) + 20

    def draw(self, canvas: Canvas, area: Extent) -> None:
        """Draw years along the bottom, a value at every point, names at the ends of the lines."""
        rows = TABLE_ROW * (len(self.lines) + 1) + 20
        room = Extent(
            area.x + LEFT, area.y + rows + BOTTOM, area.width - LEFT - NAMES, area.height - rows - BOTTOM - 20
        )
        for place, year in enumerate(self.years):
            x = self._x(place, room)
            canvas.line([(x, room.y), (x, room.top)], "#e3e3e3", width=0.8)
            canvas.text(x, room.y - 14, f"{year}年", size=10, across="center")
        canvas.line([(room.x, room.y), (room.right, room.y)], FAINT, width=0.8)
        ends = self._ends(room)
        for line in self.lines:
            self._line(canvas, room, line, _color(line))
            x, y = self._x(len(self.years) - 1, room), ends[line.name]
            place, amount = line.last()
            canvas.line(
                [(self._x(place, room) + 4, self._y(amount, room)), (x + 14, y)], _color(line), width=0.6, dashed=True
            )
            canvas.lines(x + 18, y, wrapped(line.name, NAMES - 24, 9, 2), size=9, color=_color(line))
        self._values(canvas, room)
        self._table(canvas, Extent(area.x, area.y, area.width, rows - 20))

    def option(self) -> dict[str, Any]:
        """ECharts lines."""
        series = [
            {
                "type": "line",
                "name": line.name,
                "data": [None if amount is None else float(amount) for amount in line.amounts],
                "symbolSize": 8,
                "color": _color(line),
                "lineStyle": {"width": 3 if line.name == TOTAL else 2},
                "label": {"show": True, "position": "top", "color": "inherit", "textBorderWidth": 0},
                "labelLayout": {"hideOverlap": True},
            }
            for line in self.lines
        ]
        return {
            "tooltip": {"trigger": "axis"},
            "legend": {"type": "scroll", "top": 0},
            "grid": {"left": 10, "right": 40, "top": 50, "bottom": 10, "containLabel": True},
            "xAxis": {"type": "category", "data": [f"{year}年" for year in self.years]},
            "yAxis": {"type": "value", "name": "万元"},
            "series": series,
        }

    def _x(self, place: int, room: Extent) -> float:
        return room.x + 30 + (room.width - 60) * (place / (len(self.years) - 1) if len(self.years) > 1 else 0.5)

    def _y(self, amount: Decimal, room: Extent) -> float:
        amounts = [amount for line in self.lines for amount in line.amounts if amount is not None]
        low, high = min(Decimal(), *amounts), max(amounts)
        return room.y + 6 + float((amount - low) / (high - low)) * (room.height - 24)

    def _line(self, canvas: Canvas, room: Extent, line: YearLine, color: str) -> None:
        known = [
            (self._x(place, room), self._y(amount, room), amount)
            for place, amount in enumerate(line.amounts)
            if amount is not None
        ]
        if len(known) > 1:
            canvas.line([(x, y) for x, y, _amount in known], color, width=2.4 if line.name == TOTAL else 1.6)
        for x, y, _amount in known:
            canvas.dot(x, y, color)

    def _values(self, canvas: Canvas, room: Extent) -> None:
        """The amount above every point that has room for it; the table below has all of them."""
        for place in range(len(self.years)):
            known = [(line.amounts[place], line) for line in self.lines]
            points = [(self._y(amount, room), amount, line) for amount, line in known if amount is not None]
            above = room.top + APART
            for y, amount, line in sorted(points, key=lambda point: -point[0]):
                covers = any(abs(y + 10 - other) < VALUE_APART - 3 for other, _amount, _line in points)
                if above - (y + 10) >= VALUE_APART and not covers:
                    x = self._x(place, room)
                    canvas.text(x, y + 10, money(amount), size=8.5, color=_color(line), across="center", halo=True)
                    above = y

    def _table(self, canvas: Canvas, area: Extent) -> None:
        """All amounts, a row per line and a column per year."""
        column = (area.width - TABLE_NAMES) / len(self.years)
        for place, year in enumerate(self.years):
            x = area.x + TABLE_NAMES + (place + 1) * column
            canvas.text(x, area.top - TABLE_ROW / 2, f"{year}年", size=9, color=FAINT, across="right")
        for number, line in enumerate(self.lines):
            y = area.top - (number + 1.5) * TABLE_ROW
            name = wrapped(line.name, TABLE_NAMES - 18, 9, 1)[0]
            canvas.box(Extent(area.x, y - 4, 9, 9), _color(line))
            canvas.text(area.x + 14, y, name, size=9)
            for place, amount in enumerate(line.amounts):
                caption = money(amount) if amount is not None else "—"
                canvas.text(area.x + TABLE_NAMES + (place + 1) * column, y, caption, size=9, across="right")

    def _ends(self, room: Extent) -> dict[str, float]:
        """Where the name of each line is: beside its end, pushed apart so that none covers another."""
        wanted = sorted(((self._y(line.last()[1], room), line.name) for line in self.lines), reverse=True)
        places, above = [], room.top + APART
        for y, _name in wanted:
            above = min(y, above - APART)
            places.append(above)
        below = room.y - APART + 6
        for number in reversed(range(len(places))):
            below = max(places[number], below + APART)
            places[number] = below
        return {name: place for (_y, name), place in zip(wanted, places, strict=True)}


def _color(line: YearLine) -> str:
    return INK if line.name == TOTAL else class_color(line.name)


def years(network: Network, department: str, stage: str = "") -> Years:
    """Total and 类 of a department's spending over all its years, of one stage. Raises NothingToDraw."""
    held = years_of(network, department, stage)
    found = [spending_of(network, department, year, "类", stage) for year in held]
    if not found:
        raise NothingToDraw(f"{network.label(department)}: 没有按功能分类科目的支出 (no spending by code)")
    names: dict[str, Decimal] = {}
    for one in found:
        for item in one.items:
            names[item.label] = max(names.get(item.label, Decimal()), item.amount)
    largest = sorted(names, key=lambda name: (-names[name], name))
    lines = [YearLine(TOTAL, tuple(one.total for one in found))] if len(largest) > 1 else []
    for name in largest[:MOST_LINES]:
        lines.append(
            YearLine(name, tuple(next((i.amount for i in one.items if i.label == name), None) for one in found))
        )
    sources = tuple(sorted({document for one in found for document in one.sources}))
    drawn = found[0].stage
    notes = [f"金额取自各年按功能分类科目的{drawn}支出表；图中没有点的年份，文件里没有这一类"]
    for other in stages_of(network, department):
        if other is not drawn:
            notes.append(
                f"{other}是另一笔钱，不画在一起：另有 {'、'.join(years_of(network, department, other))} 年{other}"
            )
    if len(largest) > MOST_LINES:
        notes.append(
            f"只画最大的 {MOST_LINES} 类，另有 {len(largest) - MOST_LINES} 类未画: {'、'.join(largest[MOST_LINES:])}"
        )
    span = "—".join(dict.fromkeys((found[0].year, found[-1].year)))
    title = f"{network.label(department)} {span} 年{drawn}支出"
    frame = Frame(title, "单位：万元；合计和功能科目各类", sources, tuple(notes))
    return Years(frame, tuple(one.year for one in found), tuple(lines))
