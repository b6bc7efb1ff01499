"""Network (关系图): departments, their projects, and the policy documents that the projects rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.graph.network import Network, NodeKind, Relation
from kb.plot.canvas import FAINT, INK, LINE_HEIGHT, PALETTE, PAPER, Canvas, Extent, text_width, wrapped
from kb.plot.frame import Frame
from kb.plot.picture import NothingToDraw, documents, money

WIDTH = 900.0
COLUMNS = ((NodeKind.DEPARTMENT, "部门"), (NodeKind.PROJECT, "项目"), (NodeKind.POLICY, "政策文件"))
LEFTS = (0.0, 250.0, 620.0)
ROOMS = (190.0, 300.0, 265.0)
TEXT = 8.5
GAP = 7.0
COLORS = {NodeKind.DEPARTMENT: PALETTE[0], NodeKind.PROJECT: PALETTE[2], NodeKind.POLICY: PALETTE[1]}
MOST_PROJECTS = 60


@dataclass(frozen=True, slots=True)
class Dot:
    """A node: its kind, what is written beside it, and how many points of text that takes."""

    iri: str
    kind: NodeKind
    label: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of its row in points."""
        return len(self.lines) * TEXT * LINE_HEIGHT + GAP


@dataclass(frozen=True, slots=True)
class Web:
    """Three columns of dots, joined where documents join them."""

    frame: Frame
    dots: tuple[Dot, ...]
    links: tuple[tuple[str, str], ...]

    def size(self) -> tuple[float, float]:
        """Width and height in points: the fullest column."""
        return WIDTH, max(sum(dot.height for dot in self._column(kind)) for kind, _name in COLUMNS) + 30

    def draw(self, canvas: Canvas, area: Extent) -> None:
        """Draw the lines first, then dots with their names to the right."""
        for (_kind, name), left in zip(COLUMNS, LEFTS, strict=True):
            canvas.text(area.x + left, area.top - 8, name, size=10, color=FAINT, bold=True)
        places = self._places(Extent(area.x, area.y, area.width, area.height - 24))
        kinds = {dot.iri: dot.kind for dot in self.dots}
        starts = {dot.iri: max(text_width(line, TEXT) for line in dot.lines) + 12 for dot in self.dots}
        for one, other in self.links:
            (x0, y0), (x1, y1) = places[one], places[other]
            x0 += starts[one] if kinds[one] is NodeKind.PROJECT else 0
            is_long = {kinds[one], kinds[other]} == {NodeKind.DEPARTMENT, NodeKind.POLICY}
            color = "#c9c9c9" if is_long else COLORS[kinds[other]]
            canvas.line([(x0, y0), (x1, y1)], color, width=0.7 if is_long else 1.0, dashed=is_long)
        for dot in self.dots:
            x, y = places[dot.iri]
            canvas.dot(x, y, COLORS[dot.kind], 4)
            is_first = dot.kind is NodeKind.DEPARTMENT
            canvas.lines(
                x - 8 if is_first else x + 8, y, dot.lines, size=TEXT, across="right" if is_first else "left", halo=True
            )

    def option(self) -> dict[str, Any]:
        """ECharts graph in the same columns; it may be moved, enlarged, and its nodes dragged."""
        kinds = [kind for kind, _name in COLUMNS]
        width, height = self.size()
        places = self._places(Extent(0, 0, width, height))
        nodes = [
            {
                "id": dot.iri,
                "name": dot.label,
                "category": kinds.index(dot.kind),
                "x": places[dot.iri][0],
                "y": height - places[dot.iri][1],
                "label": {
                    "formatter": "\n".join(dot.lines),
                    "position": "left" if dot.kind is NodeKind.DEPARTMENT else "right",
                },
            }
            for dot in self.dots
        ]
        series = {
            "type": "graph",
            "layout": "none",
            "roam": True,
            "draggable": True,
            "data": nodes,
            "symbolSize": 10,
            "left": 200,
            "right": 330,
            "top": 40,
            "bottom": 20,
            "categories": [{"name": name, "itemStyle": {"color": COLORS[kind]}} for kind, name in COLUMNS],
            "links": [{"source": one, "target": other} for one, other in self.links],
            "lineStyle": {"color": "target", "opacity": 0.6},
            "label": {"show": True, "fontSize": 10, "color": INK, "textBorderWidth": 0, "backgroundColor": PAPER},
            "emphasis": {"focus": "adjacency"},
        }
        return {"tooltip": {}, "legend": {"data": [name for _kind, name in COLUMNS], "top": 0}, "series": [series]}

    def _column(self, kind: NodeKind) -> list[Dot]:
        return [dot for dot in self.dots if dot.kind is kind]

    def _places(self, area: Extent) -> dict[str, tuple[float, float]]:
        """Each column spread over the whole height, in the order of the dots."""
        places = {}
        for (kind, _name), left in zip(COLUMNS, LEFTS, strict=True):
            column = self._column(kind)
            free = (area.height - sum(dot.height for dot in column)) / (len(column) + 1)
            y = area.top - free
            for dot in column:
                places[dot.iri] = (area.x + left + (ROOMS[0] if kind is NodeKind.DEPARTMENT else 5), y - dot.height / 2)
                y -= dot.height + free
        return places


def web(network: Network, departments: Iterable[str] = (), year: str = "") -> Web:
    """Departments with the projects that cite policy documents; all projects where departments are named.

    Raises NothingToDraw where no project cites anything.
    """
    chosen = set(departments)
    rests = [edge for edge in network.edges(Relation.RESTS_ON) if not year or edge[2]["year"] == year]
    runs = [
        edge
        for edge in network.edges(Relation.RUNS)
        if (not year or edge[2]["year"] == year) and (not chosen or edge[0] in chosen)
    ]
    citing = {project for project, _policy, _edge in rests}
    runs = [edge for edge in runs if chosen or edge[1] in citing]
    largest = _largest(runs)
    runs = [edge for edge in runs if edge[1] in set(largest[:MOST_PROJECTS])]
    rests = [edge for edge in rests if edge[0] in {project for _d, project, _e in runs}]
    owners = {department for department, _project, _edge in runs} | chosen
    policies = {policy for _project, policy, _edge in rests}
    cites = [
        edge
        for edge in network.edges(Relation.CITES)
        if edge[0] in owners and (chosen or edge[1] in policies) and (not year or edge[2]["year"] == year)
    ]
    edges = [*runs, *rests, *cites]
    if not edges:
        raise NothingToDraw(f"{year}: 没有引用政策文件的项目 (no project cites a policy document)")
    dots = _dots(network, runs, rests, cites)
    left = len(largest) - min(len(largest), MOST_PROJECTS)
    notes = ["实线：部门的项目、项目依据的文件；虚线：部门在项目之外引用的文件"]
    notes += [f"项目太多，金额较小的 {left} 个未画"] if left else []
    notes += [] if chosen else ["只画引用了政策文件的项目"]
    frame = Frame(
        "部门、项目与政策文件" + (f"：{'、'.join(network.label(one) for one in sorted(chosen))}" if chosen else ""),
        f"项目金额单位：万元；{_count(dots, NodeKind.PROJECT)} 个项目，{_count(dots, NodeKind.POLICY)} 个政策文件",
        documents(edge for _one, _other, edge in edges),
        tuple(notes),
    )
    links = dict.fromkeys((one, other) for one, other, _edge in edges)
    return Web(frame, tuple(dots), tuple(links))


def _count(dots: Iterable[Dot], kind: NodeKind) -> int:
    return sum(dot.kind is kind for dot in dots)


def _largest(runs: Iterable[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """Projects by their largest amount, the largest first."""
    amounts: dict[str, Decimal] = {}
    for _department, project, edge in runs:
        amounts[project] = max(amounts.get(project, Decimal()), edge["amount"] or Decimal())
    return sorted(amounts, key=lambda project: (-amounts[project], project))


def _dots(network: Network, *edges: list[tuple[str, str, dict[str, Any]]]) -> list[Dot]:
    """The nodes in an order that keeps lines short: by department, its projects, what these cite."""
    runs, rests, cites = edges
    order: dict[str, None] = {}
    for department in dict.fromkeys([edge[0] for edge in (*runs, *cites)]):
        order[department] = None
        for _department, project, _edge in (edge for edge in runs if edge[0] == department):
            order.setdefault(project)
            for _project, policy, _rest in (edge for edge in rests if edge[0] == project):
                order.setdefault(policy)
        for _department, policy, _edge in (edge for edge in cites if edge[0] == department):
            order.setdefault(policy)
    amounts = {project: edge["amount"] for _department, project, edge in runs if edge["amount"] is not None}
    return [_dot(network, node, amounts.get(node)) for node in order]


def _dot(network: Network, node: str, amount: Decimal | None) -> Dot:
    kind, label = network.kind(node), network.label(node)
    room = dict(zip((kind for kind, _name in COLUMNS), ROOMS, strict=True))[kind]
    caption = f"{label}（{money(amount)}）" if amount is not None else label
    title = network.graph.nodes[node].get("title", "")
    return Dot(node, kind, f"{label}{title}", tuple(wrapped(caption, room, TEXT, 3)))
