"""Heat map (热力图): which share of its spending each department gives to each 类."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.graph.network import Network, NodeKind, Relation
from kb.plot.canvas import FAINT, INK, PAPER, Canvas, Extent, wrapped
from kb.plot.frame import Frame
from kb.plot.picture import NothingToDraw, money, percent
from kb.plot.spending import Spending, spending_of, years_of

NAMES, TOTALS, CELL, ROW, HEAD = 230.0, 96.0, 58.0, 30.0, 62.0
MOST_COLUMNS = 14
REST = "其余各类"
DARK_FROM = 0.5
DARK = (0x1F, 0x4E, 0x79)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows are department and year, columns 类; a cell is the share of the row's total."""

    frame: Frame
    rows: tuple[Spending, ...]
    columns: tuple[str, ...]

    def size(self) -> tuple[float, float]:
        """Width and height in points: as many cells as there are."""
        return max(NAMES + TOTALS + CELL * len(self.columns), 560.0), HEAD + ROW * len(self.rows) + 8

    def draw(self, canvas: Canvas, area: Extent) -> None:
        """Draw names of rows and columns, totals, and the cells with their shares."""
        for number, column in enumerate(self.columns):
            x = area.x + NAMES + TOTALS + (number + 0.5) * CELL
            canvas.lines(x, area.top - HEAD / 2, wrapped(column, CELL - 4, 8, 4), size=8, across="center")
        canvas.text(
            area.x + NAMES + TOTALS - 10, area.top - HEAD / 2, "合计（万元）", size=8.5, color=FAINT, across="right"
        )
        for number, row in enumerate(self.rows):
            y = area.top - HEAD - (number + 0.5) * ROW
            canvas.lines(area.x, y, wrapped(f"{row.department} {row.year}", NAMES - 8, 9, 2), size=9)
            canvas.text(area.x + NAMES + TOTALS - 10, y, money(row.total), size=9, across="right")
            for place, column in enumerate(self.columns):
                self._cell(canvas, Extent(area.x + NAMES + TOTALS + place * CELL, y - ROW / 2, CELL, ROW), row, column)

    def _cell(self, canvas: Canvas, box: Extent, row: Spending, column: str) -> None:
        amount = self._amount(row, column)
        share = float(amount / row.total) if row.total else 0.0
        canvas.box(box, _shade(share) if amount else "#f6f6f6", line=1.5)
        if amount:
            color = PAPER if share > DARK_FROM else INK
            canvas.text(
                box.x + box.width / 2,
                box.y + box.height / 2,
                percent(amount, row.total),
                size=8.5,
                color=color,
                across="center",
            )

    def option(self) -> dict[str, Any]:
        """ECharts heat map, shares in percent."""
        data = [
            self._point(place, number, row, column)
            for number, row in enumerate(self.rows)
            for place, column in enumerate(self.columns)
            if self._amount(row, column)
        ]
        return {
            "tooltip": {},
            "grid": {"left": 10, "right": 20, "top": 90, "bottom": 60, "containLabel": True},
            "xAxis": {
                "type": "category",
                "position": "top",
                "data": list(self.columns),
                "axisLabel": {"interval": 0, "width": 70, "overflow": "break"},
            },
            "yAxis": {
                "type": "category",
                "inverse": True,
                "data": [f"{row.department} {row.year}（{money(row.total)} 万元）" for row in self.rows],
            },
            "visualMap": {
                "min": 0,
                "max": 100,
                "orient": "horizontal",
                "left": "center",
                "bottom": 0,
                "text": ["100%", "0%"],
                "inRange": {"color": [_shade(0), _shade(1)]},
            },
            "series": [
                {
                    "type": "heatmap",
                    "data": data,
                    "label": {"show": True},
                    "itemStyle": {"borderColor": PAPER, "borderWidth": 2},
                }
            ],
        }

    def _point(self, place: int, number: int, row: Spending, column: str) -> dict[str, Any]:
        amount = self._amount(row, column)
        share = float(amount / row.total)
        label = {
            "formatter": percent(amount, row.total),
            "color": PAPER if share > DARK_FROM else INK,
            "textBorderWidth": 0,
        }
        return {"value": [place, number, round(share * 100, 1)], "label": label}

    def _amount(self, row: Spending, column: str) -> Decimal:
        named = set(self.columns) - {REST}
        items = [item for item in row.items if (item.label == column if column != REST else item.label not in named)]
        return sum((item.amount for item in items), Decimal())


def _shade(share: float) -> str:
    """From nearly white to dark blue."""
    part = 0.06 + 0.94 * max(min(share, 1.0), 0.0)
    return "#" + "".join(f"{round(255 + (dark - 255) * part):02x}" for dark in DARK)


def heatmap(network: Network, year: str = "", stage: str = "") -> HeatMap:
    """All departments, every year or one, against 类, of one stage. Raises NothingToDraw."""
    both = network.only(relations=[Relation.SPENDS_ON])
    _network, drawn = both.one_stage(stage)
    rows = [
        spending_of(network, department, held, "类", drawn)
        for department in network.nodes(NodeKind.DEPARTMENT)
        for held in years_of(network, department, drawn)
        if not year or held == year
    ]
    if not rows:
        raise NothingToDraw(f"{year}: 没有按功能分类科目的支出 (no spending by code)")
    sums: dict[str, Decimal] = {}
    for row in rows:
        for item in row.items:
            sums[item.label] = sums.get(item.label, Decimal()) + item.amount
    columns = sorted(sorted(sums, key=lambda name: (-sums[name], name))[:MOST_COLUMNS])
    if len(sums) > len(columns):
        columns.append(REST)
    sources = tuple(sorted({document for row in rows for document in row.sources}))
    others = tuple(f"{other}是另一笔钱，未画" for other in both.stages() if other is not drawn)
    frame = Frame(
        "各部门支出结构：部门 × 功能科目类",
        f"占本部门当年{drawn}支出的百分比；{len(rows)} 行；合计单位：万元",
        sources,
        (f"金额取自按功能分类科目的{drawn}支出表；空格表示没有这一类支出", *others),
    )
    return HeatMap(frame, tuple(rows), tuple(columns))
