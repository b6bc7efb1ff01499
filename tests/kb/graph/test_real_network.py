"""The network of the real documents, counted by hand in the documents themselves."""

from decimal import Decimal

import pytest

from kb.graph import NodeKind, Relation
from kb.graph.flows import flows_of
from kb.graph.workspace import Workspace


@pytest.fixture(scope="module")
def space(real_store) -> Workspace:
    return Workspace(real_store)


@pytest.mark.parametrize(
    ("name", "years"),
    [("江苏省人民检察院", {"2017", "2018", "2019"}), ("上海市普陀区人民政府万里街道办事处", {"2023", "2024", "2025"})],
)
def test_a_department_is_one_node_over_its_years(space, name, years):
    node = space.finder.node(name, NodeKind.DEPARTMENT)
    published = [e["year"] for _d, o, e in space.network.edges(Relation.PUBLISHED_BY) if o == node]
    assert set(published) == years


def test_projects_of_the_procuratorate_are_linked_over_three_years(space):
    node = space.finder.node("江苏省人民检察院/物业管理费", NodeKind.PROJECT)
    runs = [edge["year"] for _one, other, edge in space.network.edges(Relation.RUNS) if other == node]
    assert runs == ["2017", "2018", "2019"]


def test_jinzhou_flows_from_its_two_documents(space):
    policies = space.finder.all(["冀财社〔2025〕128号", "石财社〔2025〕45号"], NodeKind.POLICY)
    found = flows_of(space.network, policies=policies)
    assert [(flow.policy, flow.subject[:7], flow.amount) for flow in found] == [
        ("石财社〔2025〕45号", "2101202", Decimal("6614.74")),
        ("冀财社〔2025〕128号", "2101599", Decimal("37.00")),
    ]
