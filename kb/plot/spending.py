"""What departments spend by functional code: the figures behind treemaps, bars, lines and heat maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.graph.network import Network, Relation
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
    """What one department spends in one year."""

    department: str
    year: str
    items: tuple[SpendingItem, ...]
    sources: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """The sum of all items in 万元."""
        return sum((item.amount for item in self.items), Decimal())


def spending_of(network: Network, department: str, year: str = "", level: str = "项") -> Spending:
    """Spending of a department (node) in a year, by default the last one, largest code first. Raises NothingToDraw."""
    years = years_of(network, department)
    if not years or (year and year not in years):
        held = f"有 {'、'.join(years)} 年" if years else "没有按功能分类科目的支出"
        raise NothingToDraw(f"{network.label(department)} {year}: 没有可画的支出 (no spending by code); {held}")
    chosen = year or years[-1]
    edges = [edge for edge in _edges(network, [department]) if edge[2]["year"] == chosen]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for _department, subject, edge in edges:
        sums[network.graph.nodes[subject]["code"][: DIGITS[level]]] += edge["amount"]
    names = _names(network)
    items = [
        SpendingItem(code, names.get(code, code), names.get(code[:3], code[:3]), amount)
        for code, amount in sums.items()
        if amount
    ]
    items.sort(key=lambda item: (-item.amount, item.code))
    return Spending(network.label(department), chosen, tuple(items), documents(edge for _d, _s, edge in edges))


def years_of(network: Network, department: str) -> list[str]:
    """The years of which spending by code is known, sorted."""
    return sorted({edge["year"] for _department, _subject, edge in _edges(network, [department])})


def _edges(network: Network, departments: Iterable[str]) -> list[tuple[str, str, dict[str, Any]]]:
    wanted = set(departments)
    return [edge for edge in network.one_phase().edges(Relation.SPENDS_ON) if edge[0] in wanted]


def _names(network: Network) -> dict[str, str]:
    """Codes with their names: `210 卫生健康支出`."""
    nodes = network.graph.nodes(data=True)
    return {values["code"]: values["label"] for _node, values in nodes if values["kind"] == "subject"}
