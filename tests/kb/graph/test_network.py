"""The network: one node per thing, exact amounts, and what the analyses make of them."""

import json
from decimal import Decimal

import networkx as nx
import pytest
from budget_example import DEPARTMENT, OTHER_DEPARTMENT, POLICY, disclosure, filled_store
from click.testing import CliRunner

from kb.cli import main
from kb.graph import NodeKind, Relation
from kb.graph.centrality import central
from kb.graph.communities import communities
from kb.graph.exporting import export
from kb.graph.flows import flows_of
from kb.graph.paths import in_words, path
from kb.graph.similarity import similar_departments, similar_projects
from kb.graph.workspace import Workspace
from kb.store.embedded import Store


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    later = disclosure(year="2025", project_amount="5.00")
    return filled_store(tmp_path_factory.mktemp("g") / "store", disclosure(), later, disclosure(OTHER_DEPARTMENT))


@pytest.fixture(scope="module")
def space(folder):
    with Store(folder, read_only=True) as store:
        yield Workspace(store)


def kb(folder, *args):
    return CliRunner().invoke(main, ["--store", str(folder), "graph", *args])


def test_a_department_and_its_project_are_one_node_over_years(space):
    network = space.network
    assert len(network.nodes(NodeKind.DEPARTMENT)) == 2
    department = space.finder.node(DEPARTMENT, NodeKind.DEPARTMENT)
    runs = [(edge["year"], edge["amount"]) for one, _other, edge in network.edges(Relation.RUNS) if one == department]
    assert runs == [("2024", Decimal("4.00")), ("2025", Decimal("5.00"))]


def test_every_edge_names_its_documents_and_amounts_are_exact(space):
    for _one, _other, edge in space.network.edges():
        assert edge["amount"] is None or isinstance(edge["amount"], Decimal)
        assert edge["documents"] or edge["relation"] == Relation.BELONGS_UNDER


def test_a_path_tells_each_step_with_its_source(space):
    network = space.network
    policy, other = space.finder.node(POLICY, NodeKind.POLICY), space.finder.node(OTHER_DEPARTMENT, NodeKind.DEPARTMENT)
    stated = in_words(path(network, policy, other))
    assert stated
    assert all("〔" in line and "行" in line for line in stated)


def test_money_of_a_policy_document_is_that_of_its_projects(space):
    rows = central(space.network, NodeKind.POLICY).answer.rows
    assert (rows[0][0], rows[0][1]) == (POLICY, Decimal("9.00")) or rows[0][1] == Decimal("13.00")


def test_flows_keep_the_amount_of_each_project_once(space):
    department = space.finder.node(DEPARTMENT, NodeKind.DEPARTMENT)
    found = flows_of(space.network, department=department, year="2025")
    assert [flow.amount for flow in found] == [Decimal("5.00")]


def test_departments_that_spend_alike_are_alike(space):
    rows = similar_departments(space.network, "类").answer.rows
    assert rows
    assert rows[0][4] == Decimal("1")


def test_projects_and_communities_are_stated_with_documents(space):
    assert all(row[4] for row in similar_projects(space.network, space.indicators).answer.rows)
    assert sum(row[1] for row in communities(space.network).answer.rows) <= space.network.graph.number_of_nodes()


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "json", "cyjs"])
def test_every_format_holds_the_whole_network_and_exact_amounts(space, tmp_path, suffix):
    file = tmp_path / f"net.{suffix}"
    export(space.network, file)
    first = file.read_bytes()
    export(space.network, file)
    assert file.read_bytes() == first
    graph = {
        "graphml": nx.read_graphml,
        "gexf": nx.read_gexf,
        "json": lambda path: nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges"),
        "cyjs": lambda path: nx.cytoscape_graph(json.loads(path.read_text("utf-8"))),
    }[suffix](file)
    assert set(graph) == set(space.network.graph)
    assert graph.number_of_edges() == space.network.graph.number_of_edges()
    assert "5.00" in {edge.get("amount") for _one, _other, edge in graph.edges(data=True)}


@pytest.mark.parametrize(
    "args",
    [
        ("path", DEPARTMENT, POLICY),
        ("central", "policy"),
        ("central", "subject", "--by", "betweenness"),
        ("similar", "project"),
        ("similar", "department"),
        ("communities",),
        ("flows", "--department", DEPARTMENT),
    ],
)
def test_every_analysis_states_its_formula(folder, args):
    result = kb(folder, *args)
    assert result.exit_code == 0, result.output
    assert "算法 (formula)" in result.stderr


def test_a_name_that_means_nothing_fails_with_the_nearest(folder):
    result = kb(folder, "path", DEPARTMENT, "冀财社〔1999〕1号")
    assert result.exit_code != 0
    assert POLICY in result.stderr


def test_an_unknown_suffix_is_refused(folder, tmp_path):
    result = kb(folder, "export", str(tmp_path / "net.xyz"))
    assert result.exit_code != 0
    assert "graphml" in result.stderr
