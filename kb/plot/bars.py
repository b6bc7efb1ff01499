"""Bars (条形图): spending by subject, the largest first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.plot.canvas import FAINT, INK, Canvas, Extent, wrapped
from kb.plot.colors import class_color
from kb.plot.frame import Frame
from kb.plot.picture import money, percent
from kb.plot.spending import Spending, SpendingItem

WIDTH = 860.0
ROW = 24.0
MOST_ROW = 54.0
LABELS = 270.0
FIGURES = 130.0
SHOWN = 25


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar per code; codes behind the first ones are added up in the last bar."""

    frame: Frame
    items: tuple[SpendingItem, ...]
    total: Decimal

    def size(self) -> tuple[float, float]:
        """Width and height in points: a row per bar."""
        return WIDTH, len(self.items) * ROW + 12

    def draw(self, canvas: Canvas, area: Extent) -> None:
        """Draw names to the left, bars from a common line, amounts behind them."""
        start = area.x + LABELS
        largest = max(abs(item.amount) for item in self.items)
        row = min(area.height / len(self.items), MOST_ROW)
        for number, item in enumerate(self.items):
            y = area.top - (number + 0.5) * row
            length = float(max(item.amount, Decimal()) / largest) * (area.width - LABELS - FIGURES)
            canvas.text(start - 8, y, wrapped(item.label, LABELS - 10, 9.5, 1)[0], size=9.5, across="right")
            canvas.box(Extent(start, y - row * 0.34, max(length, 0.8), row * 0.68), class_color(item.group), line=0)
            caption = f"{money(item.amount)}（{percent(item.amount, self.total)}）"
            canvas.text(start + length + 6, y, caption, size=9)
        canvas.line([(start, area.top), (start, area.top - len(self.items) * row)], FAINT, width=0.8)

    def option(self) -> dict[str, Any]:
        """ECharts bars, the largest above."""
        data = [
            {
                "value": float(item.amount),
                "itemStyle": {"color": class_color(item.group)},
                "label": {"formatter": f"{money(item.amount)}（{percent(item.amount, self.total)}）"},
            }
            for item in self.items
        ]
        return {
            "tooltip": {},
            "grid": {"left": 10, "right": 160, "top": 10, "bottom": 10, "containLabel": True},
            "xAxis": {"type": "value", "show": False},
            "yAxis": {
                "type": "category",
                "inverse": True,
                "data": [item.label for item in self.items],
                "axisTick": {"show": False},
            },
            "series": [
                {
                    "type": "bar",
                    "data": data,
                    "label": {"show": True, "position": "right", "color": INK, "textBorderWidth": 0},
                }
            ],
        }


def bars(spending: Spending, level: str) -> Bars:
    """The bars of what a department spends in a year."""
    first, rest = spending.items[:SHOWN], spending.items[SHOWN:]
    if rest:
        first = (
            *first,
            SpendingItem("", f"其余 {len(rest)} 个科目", "其余", sum((item.amount for item in rest), Decimal())),
        )
    frame = Frame(
        f"{spending.department} {spending.year} 年{spending.stage}支出：按功能科目",
        f"单位：万元（括号内为占比）；合计 {money(spending.total)} 万元；分到{level}",
        spending.sources,
        ("颜色是功能科目的类；金额取自按功能分类科目的支出表，合计行不计",),
    )
    return Bars(frame, first, spending.total)
