"""How money flows: policy document → project → subject code → department, as edges for a Sankey diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.graph.analysis import Analysis, documents_of, table
from kb.graph.network import Network, Relation, Stage, Topic

NO_POLICY = "未引用政策文件"
NO_SUBJECT = "科目未标明"
SEVERAL = " + "

FORMULA = (
    "每个项目的金额沿 政策文件→项目→科目→部门 流过；一个项目引用几个文件时，这几个文件合为一个源头，金额不重复；"
    "项目列入哪个科目，表里没有写，按金额推定：只有一种分法能使各科目的项目支出分毫不差时才采用",
    "each project's amount flows policy → project → subject → department; several policies of one project form one "
    "source; the subject is inferred only where exactly one assignment of projects to codes adds up to the cent",
)
COLUMNS = (
    ("source", "从"),
    ("target", "到"),
    ("stage", "段"),
    ("amount", "金额（万元）"),
    ("year", "年度"),
    ("kind", "种类"),
    ("documents", "文件"),
)
STAGES = ("政策文件→项目", "项目→科目", "科目→部门")


@dataclass(frozen=True, slots=True)
class Flow:
    """One project's money in one year: `amount` in 万元, labels of what it flows through, the documents behind it."""

    policies: tuple[str, ...]
    project: str
    subject: str
    department: str
    year: str
    stage: Stage
    amount: Decimal
    documents: tuple[str, ...]

    @property
    def policy(self) -> str:
        """The source: the policy documents of the project together, or that there are none."""
        return SEVERAL.join(self.policies) or NO_POLICY


def flows_of(
    network: Network,
    *,
    department: str = "",
    year: str = "",
    policies: frozenset[str] = frozenset(),
    stage: str = "",
) -> list[Flow]:
    """The flows of projects with an amount, narrowed to a department (node), a year, some policy documents (nodes).

    All are of one stage: `stage`, else budgets where there are any.
    """
    network, chosen = network.one_stage(stage, department)
    found = []
    for owner, project, edge in network.edges(Relation.RUNS):
        if (department and owner != department) or (year and edge["year"] != year) or edge["amount"] is None:
            continue
        cited = list(_beside(network, project, Relation.RESTS_ON, edge["year"]))
        if policies and not policies & set(cited):
            continue
        subjects = [network.label(node) for node in _beside(network, project, Relation.COUNTED_UNDER, edge["year"])]
        found.append(
            Flow(
                tuple(sorted(map(network.label, cited))),
                network.label(project),
                subjects[0] if len(subjects) == 1 else NO_SUBJECT,
                network.label(owner),
                edge["year"],
                chosen,
                edge["amount"],
                tuple(edge["documents"]),
            )
        )
    return sorted(found, key=lambda flow: (flow.department, flow.year, -flow.amount, flow.project))


def _beside(network: Network, project: str, relation: Relation, year: str) -> Iterator[str]:
    for _project, other, edge in network.graph.out_edges(project, data=True):
        if edge["relation"] == relation and edge["year"] == year:
            yield other


def flows(
    network: Network,
    *,
    department: str = "",
    year: str = "",
    policies: frozenset[str] = frozenset(),
    stage: str = "",
) -> Analysis:
    """The edges of the flows, added up: one row per pair of neighbours and year."""
    found = flows_of(network, department=department, year=year, policies=policies, stage=stage)
    sums: dict[tuple[str, str, str, str], Decimal] = {}
    behind: dict[tuple[str, str, str, str], set[str]] = {}
    for flow in found:
        steps = (flow.policy, flow.project, flow.subject, flow.department)
        for step, source, target in zip(STAGES, steps, steps[1:], strict=False):
            key = (step, source, target, flow.year)
            sums[key] = sums.get(key, Decimal()) + flow.amount
            behind.setdefault(key, set()).update(flow.documents)
    rows = [
        (
            source,
            target,
            step,
            amount,
            year,
            found[0].stage.value,
            documents_of([{"documents": behind[step, source, target, year]}]),
        )
        for (step, source, target, year), amount in sorted(
            sums.items(), key=lambda item: (STAGES.index(item[0][0]), -item[1], item[0])
        )
    ]
    return Analysis(table(COLUMNS, rows), FORMULA, network.left_out(Topic.AMOUNT, Topic.SUBJECT, Topic.CLASH))
