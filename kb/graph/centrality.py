"""Which policy documents, projects, codes or departments weigh most: by money, by degree, by betweenness."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from kb.graph.analysis import Analysis, documents_of, table
from kb.graph.network import Network, NodeKind, Relation, Stage, Topic

MONEY_RELATIONS = {
    NodeKind.POLICY: (Relation.RESTS_ON,),
    NodeKind.PROJECT: (Relation.RUNS,),
    NodeKind.SUBJECT: (Relation.SPENDS_ON,),
    NodeKind.DEPARTMENT: (Relation.SPENDS_ON,),
    NodeKind.UNIT: (Relation.CARRIES_OUT,),
}
"""Whose amounts a node is weighed by."""

FORMULAS = {
    "money": (
        "与该节点相连的金额之和：政策文件=依据它的项目的金额（一个项目依据几个文件时各计全额，所以不可跨文件相加），"
        "项目=部门安排的金额，科目、部门=功能科目支出，单位=承担项目的金额；几个年度相加；同一年度既有预算又有决算的只用预算",
        "sum of amounts at the node (policy: projects resting on it, each in full; project: its amount; subject and "
        "department: spending by code; unit: projects carried out); years added, the budget before a final account",
    ),
    "degree": (
        "直接相连的不同节点数（不计方向、年度）",
        "number of different neighbours, whatever direction and year",
    ),
    "betweenness": (
        "Brandes 中介中心性 Σ σ(s,t|v)/σ(s,t)，不计方向、边长相同，按 2/((n−1)(n−2)) 归一",
        "Brandes betweenness of the undirected simple graph, normalised by 2/((n−1)(n−2))",
    ),
}

COLUMNS = (
    ("name", "名称"),
    ("amount", "金额（万元）"),
    ("degree", "相连节点数"),
    ("betweenness", "中介中心性"),
    ("years", "年度"),
    ("documents", "文件"),
)


def central(network: Network, kind: NodeKind, by: str = "money", limit: int = 20, stage: str = "") -> Analysis:
    """The nodes of a kind that weigh most, with all three measures; money is of one stage, budgets where there are any.

    Raises KeyError for an unknown measure.
    """
    import networkx as nx

    formula = FORMULAS[by]
    network, chosen = network.one_stage(stage)
    simple = nx.Graph(network.graph.to_undirected(as_view=True))
    between = nx.betweenness_centrality(simple) if by == "betweenness" else {}
    rows = [_row(network, node, kind, simple.degree(node), between.get(node)) for node in network.nodes(kind)]
    place = {"money": 1, "degree": 2, "betweenness": 3}[by]
    rows.sort(key=lambda row: (-Fraction(row[place] or 0), row[0]))
    without = [row[0] for row in rows if by == "money" and row[1] is None]
    left_out = [f"{len(without)} 个没有金额: {'、'.join(without)} (no amount)"] if without else []
    return Analysis(
        table(COLUMNS, rows[:limit]),
        formula,
        (
            f"只计{chosen} ({'budgets' if chosen is Stage.BUDGET else 'final accounts'} only)",
            *left_out,
            *network.left_out(Topic.SPENDING, Topic.AMOUNT, Topic.CLASH),
        ),
    )


def _row(network: Network, node: str, kind: NodeKind, degree: int, between: float | None) -> tuple[Any, ...]:
    edges = [
        edge
        for _one, _other, edge in (*network.graph.in_edges(node, data=True), *network.graph.out_edges(node, data=True))
        if edge["relation"] in MONEY_RELATIONS.get(kind, ())
    ]
    amounts = [edge["amount"] for edge in edges if edge["amount"] is not None]
    return (
        network.label(node),
        sum(amounts, Decimal()) if amounts else None,
        degree,
        Decimal(str(round(between, 6))) if between is not None else None,
        "、".join(sorted({edge["year"] for edge in edges if edge["year"]})),
        documents_of(edges) or documents_of(_all_edges(network, node)),
    )


def _all_edges(network: Network, node: str) -> list[dict[str, Any]]:
    edges = (*network.graph.in_edges(node, data=True), *network.graph.out_edges(node, data=True))
    return [edge for _one, _other, edge in edges]
