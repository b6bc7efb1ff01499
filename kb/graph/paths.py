"""How two things are connected: the shortest way through the network, in words, with the places where it is printed."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from kb.graph.analysis import Analysis, table
from kb.graph.network import KIND_WORDS, RELATION_WORDS, Network, NodeKind, Relation
from kb.rows.printed import number_text

FORMULA = (
    "不计方向的最短路径（每条边长度相同），同长时取名称次序最先的；不经过地区，也不经过部门之间都有的类级科目",
    "shortest undirected path, all edges of one length, the first by name among equals; never through an area or a 类",
)
COLUMNS = (
    ("step", "步"),
    ("sentence", "怎样相连"),
    ("amount", "金额（万元）"),
    ("year", "年度"),
    ("documents", "文件"),
    ("places", "出处"),
)
LEAF_DIGITS = 7


def path(network: Network, one: str, other: str) -> Analysis:
    """One row per step from one node to the other; no rows where nothing connects them."""
    import networkx as nx

    ordered = nx.Graph()
    ordered.add_nodes_from(network.nodes())
    ways = ((first, second) for first, second, _edge in network.edges())
    ordered.add_edges_from(way for way in ways if _passable(network, *way, {one, other}))
    try:
        way = nx.shortest_path(ordered, one, other)
    except nx.NetworkXNoPath:
        return Analysis(table(COLUMNS, ()), FORMULA)
    rows = [_step(network, number, first, second) for number, (first, second) in enumerate(pairwise(way), 1)]
    return Analysis(table(COLUMNS, rows), FORMULA)


def _passable(network: Network, first: str, second: str, ends: set[str]) -> bool:
    """Whether a way may take this edge: not through what joins everything with everything."""
    return not any(_joins_everything(network, node) and node not in ends for node in (first, second))


def _joins_everything(network: Network, node: str) -> bool:
    kind = network.kind(node)
    is_broad = kind is NodeKind.SUBJECT and len(network.graph.nodes[node].get("code", "")) < LEAF_DIGITS
    return kind is NodeKind.AREA or is_broad


def _step(network: Network, number: int, first: str, second: str) -> tuple[Any, ...]:
    """A step in words; of several edges between two nodes the latest year is given."""
    edges = [(first, second, edge) for edge in (network.graph.get_edge_data(first, second) or {}).values()]
    edges += [(second, first, edge) for edge in (network.graph.get_edge_data(second, first) or {}).values()]
    start, end, edge = max(edges, key=lambda found: (found[2]["year"], found[2]["amount"] or Decimal()))
    zh, en = RELATION_WORDS[Relation(edge["relation"])]
    ends = [f"{KIND_WORDS[network.kind(node)]}“{network.label(node)}”" for node in (start, end)]
    return (
        number,
        f"{ends[0]}{zh}{ends[1]} ({en})",
        edge["amount"],
        edge["year"] or None,
        "、".join(edge["documents"]),
        "、".join(filter(None, edge["places"])),
    )


def in_words(analysis: Analysis) -> list[str]:
    """The path as sentences with amounts and sources."""
    return [_sentence(*row) for row in analysis.answer.rows]


def _sentence(number: Any, sentence: Any, amount: Any, year: Any, documents: Any, places: Any) -> str:
    details = [f"{year}年" if year else "", f"{number_text(amount, is_money=True)} 万元" if amount is not None else ""]
    source = "，".join(filter(None, [documents, places]))
    return (
        f"{number}. {sentence}" + "".join(f"，{part}" for part in details if part) + (f"〔{source}〕" if source else "")
    )
