"""What departments spend by functional code: the figures behind treemaps, bars, lines and heat maps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.graph.network import Network, Relation, Stage
from kb.graph.similarity import DIGITS
from kb.plot.picture import NothingToDraw, documents


@dataclass(frozen=True, slots=True)
class SpendingItem:
    """Spending on one code: amount in 万元. `group` is the label of its 类."""

    code: str
    label: str
    group: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Spending:
    """What one department spends in one year, as budgeted or as accounted for."""

    department: str
    year: str
    stage: Stage
    items: tuple[SpendingItem, ...]
    sources: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """The sum of all items in 万元."""
        return sum((item.amount for item in self.items), Decimal())


def spending_of(network: Network, department: str, year: str = "", level: str = "项", stage: str = "") -> Spending:
    """Spending of a department (node) in a year, by default the last one, largest code first. Raises NothingToDraw.

    It is of one stage: `stage`, else the budget where the department has any, else the final account.
    """
    years = years_of(network, department, stage)
    if not years or (year and year not in years):
        held = f"有 {'、'.join(years)} 年" if years else "没有按功能分类科目的支出"
        raise NothingToDraw(f"{network.label(department)} {year}{stage}: 没有可画的支出 (no spending by code); {held}")
    chosen = year or years[-1]
    edges = [edge for edge in _edges(network, department, stage) if edge[2]["year"] == chosen]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for _department, subject, edge in edges:
        sums[network.graph.nodes[subject]["code"][: DIGITS[level]]] += edge["amount"]
    names = _codes_with_names(network)
    items = [
        SpendingItem(code, names.get(code, code), names.get(code[:3], code[:3]), amount)
        for code, amount in sums.items()
        if amount
    ]
    items.sort(key=lambda item: (-item.amount, item.code))
    shown_stage = Stage(stage) if stage else stages_of(network, department)[0]
    return Spending(
        network.label(department), chosen, shown_stage, tuple(items), documents(edge for _d, _s, edge in edges)
    )


def years_of(network: Network, department: str, stage: str = "") -> list[str]:
    """The years of which spending by code is known, sorted."""
    return sorted({edge["year"] for _department, _subject, edge in _edges(network, department, stage)})


def stages_of(network: Network, department: str) -> tuple[Stage, ...]:
    """The stages of which spending by code is known, budgets first."""
    return Network(network.graph.edge_subgraph(_spends(network, department))).stages()


def _edges(network: Network, department: str, stage: str) -> list[tuple[str, str, dict[str, Any]]]:
    spending = Network(network.graph.edge_subgraph(_spends(network, department)))
    return spending.one_stage(stage)[0].edges(Relation.SPENDS_ON)


def _spends(network: Network, department: str) -> list[tuple[str, str, str]]:
    edges = network.graph.out_edges(department, keys=True, data=True)
    return [(one, other, key) for one, other, key, edge in edges if edge["relation"] == Relation.SPENDS_ON]


def _codes_with_names(network: Network) -> dict[str, str]:
    """Codes with their names: `210 卫生健康支出`."""
    nodes = network.graph.nodes(data=True)
    return {values["code"]: values["label"] for _node, values in nodes if values["kind"] == "subject"}
