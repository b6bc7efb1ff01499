"""The network: a networkx multigraph of departments, projects, policy documents, subject codes and what is around them.

Every node stands for one real thing: what `kb.links` holds to be one is one node. Every edge is what documents say of
one year, with the exact amount in 万元 where there is one, the documents, and the place in each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx


class NodeKind(StrEnum):
    """What a node stands for."""

    DEPARTMENT = "department"
    UNIT = "unit"
    PROJECT = "project"
    POLICY = "policy"
    SUBJECT = "subject"
    AREA = "area"
    DOCUMENT = "document"


class Relation(StrEnum):
    """What an edge says of its two ends."""

    PUBLISHED_BY = "published-by"
    IN_AREA = "in-area"
    PART_OF = "part-of"
    RUNS = "runs"
    CARRIES_OUT = "carries-out"
    RESTS_ON = "rests-on"
    CITES = "cites"
    SPENDS_ON = "spends-on"
    COUNTED_UNDER = "counted-under"
    BELONGS_UNDER = "belongs-under"


KIND_WORDS = {
    NodeKind.DEPARTMENT: "部门",
    NodeKind.UNIT: "单位",
    NodeKind.PROJECT: "项目",
    NodeKind.POLICY: "政策文件",
    NodeKind.SUBJECT: "科目",
    NodeKind.AREA: "地区",
    NodeKind.DOCUMENT: "公开文件",
}
RELATION_WORDS = {
    Relation.PUBLISHED_BY: ("公开者是", "published by"),
    Relation.IN_AREA: ("位于", "in"),
    Relation.PART_OF: ("隶属", "part of"),
    Relation.RUNS: ("有项目", "runs"),
    Relation.CARRIES_OUT: ("承担", "carries out"),
    Relation.RESTS_ON: ("依据", "rests on"),
    Relation.CITES: ("引用", "cites"),
    Relation.SPENDS_ON: ("支出于", "spends on"),
    Relation.COUNTED_UNDER: ("列入科目（按金额推定）", "counted under (inferred from amounts)"),
    Relation.BELONGS_UNDER: ("上级科目是", "belongs under"),
}


class Topic(StrEnum):
    """What could not be put into the network."""

    SPENDING = "spending"
    AMOUNT = "amount"
    SUBJECT = "subject"
    CLASH = "clash"


TOPIC_WORDS = {
    Topic.SPENDING: "没有按功能分类科目的支出 (no spending by functional code)",
    Topic.AMOUNT: "没有金额的项目 (projects without an amount)",
    Topic.SUBJECT: "项目列入哪个科目不能断定 (subject of the projects not certain)",
    Topic.CLASH: "同一年度几份文件金额不同，只计第一份 (other amounts in one year, the first is counted)",
}


class Stage(StrEnum):
    """Which money a document speaks of; the two are never added and never share a series."""

    BUDGET = "预算"
    FINAL = "决算"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be put into the network: of which document, and what."""

    topic: Topic
    document: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """The graph, and what could not be put into it.

    Nodes are IRIs with `kind` and `label`; edges have `relation`, `year`, `amount` (Decimal, 万元, or None),
    `documents` and `places`.
    """

    graph: nx.MultiDiGraph
    gaps: tuple[Gap, ...] = ()

    def label(self, node: str) -> str:
        """What people read at a node."""
        return str(self.graph.nodes[node]["label"])

    def kind(self, node: str) -> NodeKind:
        """What a node stands for."""
        return NodeKind(self.graph.nodes[node]["kind"])

    def nodes(self, *kinds: NodeKind) -> list[str]:
        """The nodes of some kinds, sorted by label; all nodes where no kind is given."""
        chosen = [node for node in self.graph if not kinds or self.kind(node) in kinds]
        return sorted(chosen, key=lambda node: (self.label(node), node))

    def edges(self, *relations: Relation) -> list[tuple[str, str, dict[str, Any]]]:
        """The edges of some relations with their attributes, in order of labels and years."""
        found = [edge for edge in self.graph.edges(data=True) if not relations or edge[2]["relation"] in relations]
        return sorted(
            found, key=lambda edge: (self.label(edge[0]), self.label(edge[1]), edge[2]["year"], str(edge[:2]))
        )

    def only(
        self, kinds: Iterable[NodeKind] = (), relations: Iterable[Relation] = (), years: Iterable[str] = ()
    ) -> Network:
        """The part with these kinds of nodes, relations and years; edges that belong to no year stay."""
        kinds, relations, years = set(kinds), set(relations), set(years)
        graph = self.graph.copy()
        graph.remove_nodes_from([node for node in self.graph if kinds and self.kind(node) not in kinds])
        graph.remove_edges_from(
            [
                (one, other, key)
                for one, other, key, edge in list(graph.edges(keys=True, data=True))
                if (relations and edge["relation"] not in relations)
                or (years and edge["year"] and edge["year"] not in years)
            ]
        )
        if years or relations:
            graph.remove_nodes_from([node for node in list(graph) if graph.degree(node) == 0])
        return Network(graph, self.gaps)

    def stages(self, node: str = "") -> tuple[Stage, ...]:
        """The stages of which there is money, at a node or anywhere: budgets first."""
        edges = self.graph.out_edges(node, data=True) if node else self.graph.edges(data=True)
        found = {_stage_of(edge) for _one, _other, edge in edges if edge["amount"] is not None}
        return tuple(stage for stage in Stage if stage in found)

    def of_stage(self, stage: Stage) -> Network:
        """Without what documents of the other stage say."""
        graph = self.graph.copy()
        graph.remove_edges_from(
            [
                (one, other, key)
                for one, other, key, edge in self.graph.edges(keys=True, data=True)
                if _stage_of(edge) not in (None, stage)
            ]
        )
        return Network(graph, self.gaps)

    def one_stage(self, stage: str = "", node: str = "") -> tuple[Network, Stage]:
        """The network of one stage and which it is: the one asked for, else budgets where there is money of any."""
        chosen = Stage(stage) if stage else next(iter(self.stages(node)), Stage.BUDGET)
        return self.of_stage(chosen), chosen

    def left_out(self, *topics: Topic) -> tuple[str, ...]:
        """What could not be put in: one sentence per topic, with the documents."""
        sentences = []
        for topic in topics:
            by_document: dict[str, list[str]] = {}
            for gap in self.gaps:
                if gap.topic is topic:
                    by_document.setdefault(gap.document, []).append(gap.what)
            described = [
                document + (f"（{'、'.join(whats)}）" if any(whats) else "") for document, whats in by_document.items()
            ]
            sentences += [f"{TOPIC_WORDS[topic]}: {'; '.join(described)}"] if described else []
        return tuple(sentences)

    def around(self, node: str, steps: int = 2) -> Network:
        """What lies within some steps of a node, whichever way the edges point."""
        import networkx as nx

        near = nx.ego_graph(self.graph.to_undirected(as_view=True), node, radius=steps)
        return Network(self.graph.subgraph(near.nodes).copy(), self.gaps)


def _stage_of(edge: dict[str, Any]) -> Stage | None:
    """The stage of an edge by the kind of its documents; None where it is of no year."""
    if not edge["phase"]:
        return None
    return Stage.FINAL if edge["phase"].endswith(Stage.FINAL) else Stage.BUDGET
