"""Sankey diagram (桑基图): how money flows from policy documents over projects and subject codes to the department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kb.graph.flows import NO_POLICY, NO_SUBJECT, Flow
from kb.plot.canvas import FAINT, INK, LINE_HEIGHT, PAPER, Canvas, Extent, wrapped
from kb.plot.colors import class_color
from kb.plot.frame import Frame
from kb.plot.picture import NothingToDraw, money

WIDTH = 900.0
NODE = 14.0
GAP = 12.0
TEXT = 8.5
THINNEST = 1.5
LARGEST_GAP = 64
BANDS = 320.0
"""Points of height for the bands, beside what the labels of the fullest column take."""
COLUMNS = ("政策文件", "项目", "科目", "部门")
UNKNOWN_COLOR = "#aaaaaa"
POLICIES, DEPARTMENTS = 0, 3
COLUMN_COLORS = {POLICIES: "#8899aa", DEPARTMENTS: "#555555"}
"""Policy documents and departments belong to no 类, whose colours subjects and their projects have."""

Node = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a node stands: its column's x, its middle and height, and the middle of its label."""

    x: float
    middle: float
    height: float
    label: float


@dataclass(frozen=True, slots=True)
class Sankey:
    """Flows through four columns."""

    frame: Frame
    flows: tuple[Flow, ...]

    def size(self) -> tuple[float, float]:
        """Width and height in points: room for the labels of the fullest column."""
        rows = [sum(len(self._label(node)) * TEXT * LINE_HEIGHT + GAP for node in column) for column in self._columns()]
        return WIDTH, max(rows) + BANDS

    def draw(self, canvas: Canvas, area: Extent) -> None:
        """Draw bands first, nodes upon them, labels on top."""
        inside = Extent(area.x, area.y, area.width, area.height - 24)
        slots, scale = self._slots(inside)
        self._heads(canvas, area)
        self._bands(canvas, slots, scale)
        for node, slot in slots.items():
            canvas.box(Extent(slot.x, slot.middle - slot.height / 2, NODE, slot.height), self._color(node), line=0)
            is_last = node[0] == len(COLUMNS) - 1
            x = slot.x - 5 if is_last else slot.x + NODE + 5
            canvas.lines(x, slot.label, self._label(node), size=TEXT, across="right" if is_last else "left", halo=True)

    def option(self) -> dict[str, Any]:
        """ECharts Sankey with the same columns."""
        amounts = self._amounts()
        nodes = [
            {
                "name": f"{column} {name}",
                "depth": column,
                "itemStyle": {"color": self._color((column, name))},
                "label": {
                    "formatter": "\n".join(self._label((column, name))),
                    "position": "left" if column == 3 else "right",
                },
            }
            for column, name in amounts
        ]
        links = [
            {"source": f"{one[0]} {one[1]}", "target": f"{other[0]} {other[1]}", "value": float(amount)}
            for (one, other), amount in self._links().items()
        ]
        series = {
            "type": "sankey",
            "data": nodes,
            "links": links,
            "nodeAlign": "left",
            "layoutIterations": 32,
            "left": 10,
            "right": 30,
            "top": 34,
            "bottom": 28,
            "lineStyle": {"color": "source", "opacity": 0.35},
            "label": {
                "fontSize": 12,
                "lineHeight": 16,
                "color": INK,
                "textBorderColor": PAPER,
                "textBorderWidth": 3,
            },
            "labelLayout": {"hideOverlap": True},
            "nodeGap": self._gap(),
        }
        return {"tooltip": {}, "graphic": [_head(number) for number in range(len(COLUMNS))], "series": [series]}

    def _gap(self) -> int:
        """Pixels between nodes in ECharts: room for labels, as far as the fullest column allows."""
        fullest = max(map(len, self._columns()))
        return round(min(LARGEST_GAP, 0.7 * self.size()[1] / fullest))

    def _steps(self, flow: Flow) -> tuple[Node, ...]:
        return tuple(enumerate((flow.policy, flow.project, flow.subject, flow.department)))

    def _amounts(self) -> dict[Node, Decimal]:
        """What flows through each node."""
        sums: dict[Node, Decimal] = defaultdict(Decimal)
        for flow in self.flows:
            for node in self._steps(flow):
                sums[node] += flow.amount
        return dict(sums)

    def _links(self) -> dict[tuple[Node, Node], Decimal]:
        sums: dict[tuple[Node, Node], Decimal] = defaultdict(Decimal)
        for flow in self.flows:
            steps = self._steps(flow)
            for pair in pairwise(steps):
                sums[pair] += flow.amount
        return dict(sums)

    def _columns(self) -> list[list[Node]]:
        """The nodes of each column, in the order of the flows, which keeps bands from crossing; unknown ones last."""
        columns: list[dict[Node, None]] = [{} for _ in COLUMNS]
        for flow in sorted(self.flows, key=lambda flow: (flow.policy == NO_POLICY, flow.subject == NO_SUBJECT)):
            for node in self._steps(flow):
                columns[node[0]].setdefault(node)
        return [list(column) for column in columns]

    def _label(self, node: Node) -> list[str]:
        room = WIDTH / len(COLUMNS) - NODE - 24
        return [*wrapped(node[1], room, TEXT, 3), f"{money(self._amounts()[node])} 万元"]

    def _slots(self, area: Extent) -> tuple[dict[Node, _Slot], float]:
        """Places for all nodes, and points per 万元: as large as the fullest column allows."""
        columns = self._columns()
        labels = {node: len(self._label(node)) * TEXT * LINE_HEIGHT for column in columns for node in column}
        low, high = 0.0, area.height / float(sum(flow.amount for flow in self.flows))
        for _ in range(40):
            scale = (low + high) / 2
            heights = self._heights(scale)
            needed = max(sum(_room(heights[node], labels[node]) + GAP for node in column) for column in columns)
            low, high = (scale, high) if needed <= area.height else (low, scale)
        heights, slots = self._heights(low), dict[Node, _Slot]()
        for number, column in enumerate(columns):
            x = area.x + number * (area.width - NODE) / (len(COLUMNS) - 1)
            slots |= _stacked(column, x, area, heights, labels)
        return slots, low

    def _heights(self, scale: float) -> dict[Node, float]:
        """How high each node must be for the bands that enter and leave it."""
        entering: dict[Node, float] = defaultdict(float)
        leaving: dict[Node, float] = defaultdict(float)
        for (one, other), amount in self._links().items():
            height = max(float(amount) * scale, THINNEST)
            leaving[one] += height
            entering[other] += height
        return {node: max(entering[node], leaving[node]) for node in {*entering, *leaving}}

    def _heads(self, canvas: Canvas, area: Extent) -> None:
        for number, name in enumerate(COLUMNS):
            x = area.x + number * (area.width - NODE) / (len(COLUMNS) - 1)
            is_last = number == len(COLUMNS) - 1
            canvas.text(
                x + (NODE if is_last else 0),
                area.top - 8,
                name,
                size=10,
                color=FAINT,
                across="right" if is_last else "left",
                bold=True,
            )

    def _bands(self, canvas: Canvas, slots: dict[Node, _Slot], scale: float) -> None:
        """Bands leave and enter a node from above in the order of the nodes they join."""
        order = {node: place for place, node in enumerate(slots)}
        left = {node: slot.middle + slot.height / 2 for node, slot in slots.items()}
        right = dict(left)
        for (one, other), amount in sorted(
            self._links().items(), key=lambda link: (order[link[0][0]], order[link[0][1]])
        ):
            height = max(float(amount) * scale, THINNEST)
            start, end = (
                (slots[one].x + NODE, left[one] - height, left[one]),
                (slots[other].x, right[other] - height, right[other]),
            )
            canvas.band(start, end, self._color(one if one[1] != NO_POLICY else other))
            left[one] -= height
            right[other] -= height

    def _color(self, node: Node) -> str:
        if node[1] in (NO_POLICY, NO_SUBJECT):
            return UNKNOWN_COLOR
        if node[0] in (POLICIES, DEPARTMENTS):
            return COLUMN_COLORS[node[0]]
        subjects = {flow.subject for flow in self.flows if node in self._steps(flow)} - {NO_SUBJECT}
        return class_color(min(subjects)) if len({one[:3] for one in subjects}) == 1 else UNKNOWN_COLOR


def _head(number: int) -> dict[str, Any]:
    """The name of a column above it, in ECharts."""
    style = {"text": COLUMNS[number], "font": "bold 13px sans-serif", "fill": FAINT}
    is_last = number == len(COLUMNS) - 1
    place: dict[str, Any] = {"right": 30} if is_last else {"left": f"{32 * number}%" if number else 10}
    return {"type": "text", "top": 6, "silent": True, "style": style, **place}


def _room(height: float, label: float) -> float:
    """The height of a slot: a node with its label inside, or with the label under it where it is too thin."""
    return height if height >= label else height + 2 + label


def _stacked(
    column: Sequence[Node], x: float, area: Extent, heights: dict[Node, float], labels: dict[Node, float]
) -> dict[Node, _Slot]:
    """The nodes of a column from above, the free height spread between them."""
    free = area.height - sum(_room(heights[node], labels[node]) for node in column)
    gap = free / (len(column) + 1)
    y, found = area.top - gap, {}
    for node in column:
        height, label = heights[node], labels[node]
        middle = y - height / 2
        found[node] = _Slot(x, middle, height, middle if height >= label else y - height - 2 - label / 2)
        y -= _room(height, label) + gap
    return found


def sankey(flows: Sequence[Flow], title: str) -> Sankey:
    """The diagram of some flows. Raises NothingToDraw where there are none."""
    positive = tuple(flow for flow in flows if flow.amount > 0)
    if not positive:
        raise NothingToDraw(f"{title}: 没有带金额的项目 (no projects with an amount)")
    total = sum((flow.amount for flow in positive), Decimal())
    sources = tuple(sorted({document for flow in positive for document in flow.documents}))
    years = "、".join(sorted({flow.year for flow in positive}))
    notes = (
        "项目列入哪个科目表中没有写，按金额推定：只有一种分法能使各科目的项目支出分毫不差时才采用；否则列“科目未标明”",
        "一个项目引用几个文件的，合为一个源头；带宽与金额成正比，很小的画成最细",
    )
    return Sankey(
        Frame(title, f"单位：万元；{years} 年；项目 {len(positive)} 个，合计 {money(total)} 万元", sources, notes),
        positive,
    )
