"""Groups that hang together more than by chance: modularity on the undirected network."""

from __future__ import annotations

from kb.graph.analysis import Analysis, documents_of, table
from kb.graph.network import KIND_WORDS, Network, NodeKind

FORMULA = (
    "Clauset–Newman–Moore 贪心法使模块度 Q = Σ[Lc/m − (kc/2m)²] 最大；不计方向，相连节点间的边只计一条、不加权；"
    "不含地区、公开文件和类、款级科目（它们把一切连在一起）",
    "greedy modularity (Clauset, Newman, Moore) on the undirected simple graph, unweighted; areas, documents and "
    "broad codes are left out because they join everything",
)
COLUMNS = (("number", "组"), ("size", "节点数"), ("kinds", "种类"), ("members", "成员"), ("documents", "文件"))
LEAF_DIGITS = 7
SHOWN = 12


def communities(network: Network, limit: int = 20) -> Analysis:
    """One row per group, the largest first; groups of one node are left out and counted."""
    import networkx as nx

    skipped = {NodeKind.AREA, NodeKind.DOCUMENT}
    kept = [node for node in network.nodes() if network.kind(node) not in skipped and not _is_broad(network, node)]
    simple = nx.Graph()
    simple.add_nodes_from(kept)
    inside = set(kept)
    simple.add_edges_from((one, other) for one, other, _edge in network.edges() if {one, other} <= inside)
    alone = [node for node in kept if simple.degree(node) == 0]
    simple.remove_nodes_from(alone)
    groups = nx.community.greedy_modularity_communities(simple) if simple.number_of_edges() else []
    ranked = sorted(
        (sorted(group, key=network.label) for group in groups), key=lambda group: (-len(group), network.label(group[0]))
    )
    rows = [_row(network, number, group) for number, group in enumerate(ranked[:limit], start=1)]
    left_out = (f"{len(alone)} 个节点与谁都不相连 (isolated nodes)",) if alone else ()
    return Analysis(table(COLUMNS, rows), FORMULA, left_out)


def _is_broad(network: Network, node: str) -> bool:
    return network.kind(node) is NodeKind.SUBJECT and len(network.graph.nodes[node]["code"]) < LEAF_DIGITS


def _row(network: Network, number: int, group: list[str]) -> tuple[int, int, str, str, str]:
    kinds = [network.kind(node) for node in group]
    counted = "、".join(f"{KIND_WORDS[kind]} {kinds.count(kind)}" for kind in NodeKind if kind in kinds)
    order = sorted(group, key=lambda node: (list(NodeKind).index(network.kind(node)), network.label(node)))
    names = "、".join(network.label(node) for node in order[:SHOWN])
    more = f" …共 {len(group)} 个" if len(group) > SHOWN else ""
    edges = [edge for _one, _other, edge in network.graph.subgraph(group).edges(data=True)]
    return number, len(group), counted, names + more, documents_of(edges)
