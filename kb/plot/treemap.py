"""Treemap (矩形树图): spending by subject, the area of each rectangle its amount, the colour its 类."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.plot.canvas import FAINT, LINE_HEIGHT, PAPER, Canvas, Extent, text_width, wrapped
from kb.plot.colors import class_color
from kb.plot.frame import Frame
from kb.plot.picture import money, percent
from kb.plot.spending import Spending, SpendingItem

WIDTH, HEIGHT = 860.0, 470.0
LEGEND_ROW = 16.0
KEY = 20.0
SIZES = (13.0, 11.0, 9.5, 8.0)
NARROWEST = 30.0
_NUMBER_CUT = re.compile(r"[0-9.,（]\n[0-9.,]")


@dataclass(frozen=True, slots=True)
class Treemap:
    """Rectangles within the rectangles of their 类."""

    frame: Frame
    spending: Spending

    def size(self) -> tuple[float, float]:
        """Width and height in points: below the map a line for each item too small for its name."""
        rows = (len(list(self._small(Extent(0, 0, WIDTH, HEIGHT)))) + 1) // 2
        return WIDTH, HEIGHT + KEY + rows * LEGEND_ROW + (22 if rows else 0)

    def draw(self, canvas: Canvas, area: Extent) -> None:
        """Draw the rectangles, and the list of the small ones."""
        small = list(self._small(Extent(0, 0, WIDTH, HEIGHT)))
        below = ((len(small) + 1) // 2) * LEGEND_ROW + (22 if small else 0)
        self._key(canvas, area)
        room = Extent(area.x, area.y + below, area.width, area.height - below - KEY)
        for item, box in self._boxes(room):
            canvas.box(box, class_color(item.group), edge=PAPER, line=1.2)
            size, lines = self._words(item, box)
            canvas.lines(box.x + box.width / 2, box.y + box.height / 2, lines, size=size, color=PAPER, across="center")
        if small:
            canvas.text(
                area.x, area.y + below - 12, "面积太小、图中未标名称的 (too small to label)：", size=8.5, color=FAINT
            )
        for number, item in enumerate(small):
            x = area.x + (number % 2) * area.width / 2
            y = area.y + below - 28 - (number // 2) * LEGEND_ROW
            canvas.box(Extent(x, y - 4, 9, 9), class_color(item.group))
            caption = f"{item.label}  {money(item.amount)}（{percent(item.amount, self.spending.total)}）"
            canvas.text(x + 14, y, wrapped(caption, area.width / 2 - 24, 8.5, 1)[0], size=8.5)

    def _key(self, canvas: Canvas, area: Extent) -> None:
        """The colours of the 类, in one line above the map; what does not fit is in the list or the map anyway."""
        x = area.x
        for name, items in self._groups():
            end = x + 14 + text_width(name, 9) + 16
            if end > area.right:
                break
            canvas.box(Extent(x, area.top - 12, 10, 10), class_color(items[0].group))
            canvas.text(x + 14, area.top - 7, name, size=9)
            x = end

    def option(self) -> dict[str, Any]:
        """ECharts treemap: 类 first, their codes inside."""
        small = {item.code for item in self._small(Extent(0, 0, WIDTH, HEIGHT))}
        groups = [
            {
                "name": group,
                "itemStyle": {"color": class_color(items[0].group)},
                "children": [self._leaf(item, item.code not in small) for item in items],
            }
            for group, items in self._groups()
        ]
        series = {
            "type": "treemap",
            "data": groups,
            "roam": False,
            "nodeClick": False,
            "breadcrumb": {"show": False},
            "width": "100%",
            "height": "100%",
            "top": 0,
            "left": 0,
            "label": {"overflow": "break", "fontSize": 13},
            "levels": [{"itemStyle": {"gapWidth": 3}}, {"itemStyle": {"gapWidth": 1}}],
        }
        return {"tooltip": {}, "series": [series]}

    def _leaf(self, item: SpendingItem, labelled: bool) -> dict[str, Any]:
        """A rectangle of ECharts; one too small for its name tells it where the pointer is."""
        name = f"{item.label}\n{money(item.amount)}（{percent(item.amount, self.spending.total)}）"
        return {
            "name": name,
            "value": float(item.amount),
            "label": {"show": labelled, "color": PAPER, "textBorderWidth": 0},
        }

    def _groups(self) -> list[tuple[str, list[SpendingItem]]]:
        groups: dict[str, list[SpendingItem]] = {}
        for item in self.spending.items:
            groups.setdefault(item.group, []).append(item)
        return sorted(groups.items(), key=lambda group: (-sum(item.amount for item in group[1]), group[0]))

    def _boxes(self, area: Extent) -> Iterator[tuple[SpendingItem, Extent]]:
        groups = self._groups()
        for (_name, items), outer in zip(
            groups, _squares([sum((i.amount for i in g[1]), Decimal()) for g in groups], area), strict=True
        ):
            yield from zip(items, _squares([item.amount for item in items], outer.inset(0.8)), strict=True)

    def _small(self, area: Extent) -> Iterator[SpendingItem]:
        return (item for item, box in self._boxes(area) if not self._words(item, box)[1])

    def _words(self, item: SpendingItem, box: Extent) -> tuple[float, list[str]]:
        """The largest lettering that fits into a box; no lines where none does."""
        inner = box.inset(4)
        caption = f"{money(item.amount)}（{percent(item.amount, self.spending.total)}）"
        for size in SIZES:
            name = wrapped(item.label, inner.width, size, 4)
            amount = wrapped(caption, inner.width, size, 2)
            lines = [*name, *amount]
            wide = any(text_width(line, size) > inner.width or line.endswith("…") for line in lines)
            whole = not _NUMBER_CUT.search("\n".join(lines))
            fits = len(lines) * size * LINE_HEIGHT <= inner.height and whole and not wide
            if fits and name and inner.width >= NARROWEST:
                return size, lines
        return SIZES[-1], []


def _squares(amounts: list[Decimal], area: Extent) -> list[Extent]:
    """The area cut into rectangles as square as can be (Bruls, Huizing, van Wijk), the largest first."""
    import squarify

    sizes = squarify.normalize_sizes([float(amount) for amount in amounts], area.width, area.height)
    found = squarify.squarify(sizes, area.x, area.y, area.width, area.height)
    return [Extent(one["x"], one["y"], one["dx"], one["dy"]) for one in found]


def treemap(spending: Spending, level: str) -> Treemap:
    """The treemap of what a department spends in a year."""
    notes: tuple[str, ...] = ("颜色是功能科目的类；面积与金额成正比；金额取自按功能分类科目的支出表，合计行不计",)
    negative = [item for item in spending.items if item.amount < 0]
    if negative:
        notes += (f"负数画不出，未计：{'、'.join(f'{item.label} {money(item.amount)}' for item in negative)}",)
    shown = Spending(
        spending.department,
        spending.year,
        spending.stage,
        tuple(item for item in spending.items if item.amount > 0),
        spending.sources,
    )
    frame = Frame(
        f"{spending.department} {spending.year} 年{spending.stage}支出：按功能科目",
        f"单位：万元（括号内为占比）；合计 {money(spending.total)} 万元；分到{level}",
        spending.sources,
        notes,
    )
    return Treemap(frame, shown)
