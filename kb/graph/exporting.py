"""The network in files other programs read: GraphML, GEXF (Gephi), node-link JSON (networkx, D3), Cytoscape JSON.

`amount` is the exact amount in 万元 as text, `weight` the same as a floating-point number for programs that draw:
none of these formats has exact decimals.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.files.whole import output
from kb.graph.network import KIND_WORDS, RELATION_WORDS, Network, Relation
from kb.rows.printed import number_text

if TYPE_CHECKING:
    import networkx as nx

JOIN = " | "


def export(network: Network, file: Path, format_name: str = "") -> None:
    """Write the network; the format is chosen by name, else by the suffix. Raises ValueError for an unknown one."""
    name = format_name or SUFFIXES.get("".join(file.suffixes[-2:]), SUFFIXES.get(file.suffix, ""))
    if name not in WRITERS:
        raise ValueError(f"{file}: 不认识的格式 (unknown format); {', '.join(WRITERS)}")
    with output(file) as draft:
        WRITERS[name](plain_graph(network), draft)


def plain_graph(network: Network) -> nx.MultiDiGraph:
    """The network with plain attributes (text and numbers), its nodes and edges in a stable order."""
    import networkx as nx

    graph = nx.MultiDiGraph(weight_unit="万元")
    for node in network.nodes():
        kind = network.kind(node)
        others = {name: value for name, value in network.graph.nodes[node].items() if name not in ("kind", "label")}
        graph.add_node(node, label=network.label(node), kind=kind.value, kind_zh=KIND_WORDS[kind], **others)
    for one, other, edge in network.edges():
        key = f"{edge['relation']} {edge['year']} {edge['phase']}".strip()
        graph.add_edge(one, other, key, **_attributes(edge))
    return graph


def _attributes(edge: dict[str, Any]) -> dict[str, Any]:
    """An edge's attributes as text, its weight as a number; one without an amount has no weight."""
    zh, _en = RELATION_WORDS[Relation(edge["relation"])]
    values: dict[str, Any] = {
        "relation": edge["relation"],
        "relation_zh": zh,
        "year": edge["year"],
        "documents": JOIN.join(edge["documents"]),
        "places": JOIN.join(edge["places"]),
    }
    if edge["amount"] is not None:
        values |= {"amount": number_text(Decimal(edge["amount"]), is_money=True), "weight": float(edge["amount"])}
    return values


def _graphml(graph: nx.MultiDiGraph, file: Path) -> None:
    import networkx as nx

    nx.write_graphml_lxml(graph, str(file), named_key_ids=True)


def _gexf(graph: nx.MultiDiGraph, file: Path) -> None:
    """GEXF without the clock that networkx stamps into it: the same network gives the same bytes."""
    import re

    import networkx as nx

    text = "\n".join(nx.generate_gexf(graph))
    file.write_text(re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n", encoding="utf-8")


def _node_link(graph: nx.MultiDiGraph, file: Path) -> None:
    import networkx as nx

    _json(nx.node_link_data(graph, edges="edges"), file)


def _cytoscape(graph: nx.MultiDiGraph, file: Path) -> None:
    """Cytoscape's elements; each edge has an id of its own."""
    import networkx as nx

    data = nx.cytoscape_data(graph, name="label")
    for number, edge in enumerate(data["elements"]["edges"], start=1):
        edge["data"]["id"] = f"e{number}"
    _json(data, file)


def _json(data: Any, file: Path) -> None:
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


WRITERS: dict[str, Callable[[nx.MultiDiGraph, Path], None]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "json": _node_link,
    "cyjs": _cytoscape,
}
SUFFIXES = {".graphml": "graphml", ".gexf": "gexf", ".json": "json", ".cyjs": "cyjs"}
