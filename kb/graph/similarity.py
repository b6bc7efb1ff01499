"""What is like what: projects by the indicators and words they share, departments by what they spend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from kb.graph.analysis import Analysis, documents_of, table
from kb.graph.network import Network, NodeKind, Relation, Topic
from kb.links.names import project_key

PROJECT_FORMULA = (
    "½·(共同的三级指标数/两项目全部三级指标数) + ½·(名称中共同的相邻二字/全部相邻二字)，名称先去掉年度和文号",
    "half the Jaccard index of third-level indicators plus half that of the pairs of adjacent characters in the names",
)
DEPARTMENT_FORMULA = (
    "Σ min(pᵢ, qᵢ)：pᵢ、qᵢ 是两个部门的支出中各功能科目（{level}级）所占的份额，1 为结构相同",
    "sum over functional codes ({level}) of the smaller share of spending; 1 means the same structure",
)
DIGITS = {"类": 3, "款": 5, "项": 7}
PLACES = Decimal("0.0001")


def similar_projects(network: Network, indicators: Mapping[str, frozenset[str]], limit: int = 20) -> Analysis:
    """Pairs of projects, the most alike first; `indicators` by node."""
    nodes = network.nodes(NodeKind.PROJECT)
    pairs = {node: frozenset(_pairs(project_key(network.label(node)))) for node in nodes}
    rows = []
    for one, other in combinations(nodes, 2):
        shared = indicators.get(one, frozenset()) & indicators.get(other, frozenset())
        by_indicators = _jaccard(indicators.get(one, frozenset()), indicators.get(other, frozenset()))
        likeness = (by_indicators + _jaccard(pairs[one], pairs[other])) / 2
        if likeness:
            rows.append(
                (
                    network.label(one),
                    network.label(other),
                    _rounded(likeness),
                    "、".join(sorted(shared)),
                    _sources(network, one, other),
                )
            )
    rows.sort(key=lambda row: (-row[2], row[0], row[1]))
    bare = [network.label(node) for node in nodes if not indicators.get(node)]
    left_out = (f"{len(bare)} 个项目没有指标，只比名称 (no indicators, names only): {'、'.join(bare)}",) if bare else ()
    columns = (("a", "项目甲"), ("b", "项目乙"), ("likeness", "相似度"), ("shared", "共同指标"), ("documents", "文件"))
    return Analysis(table(columns, rows[:limit]), PROJECT_FORMULA, left_out)


def similar_departments(network: Network, level: str = "款", limit: int = 20, stage: str = "") -> Analysis:
    """Pairs of department-years of one stage, those that spend most alike first. `level` is 类, 款 or 项."""
    network, _stage = network.one_stage(stage)
    shares = spending_shares(network, level)
    rows = []
    for one, other in combinations(sorted(shares), 2):
        if one[0] != other[0]:
            likeness = sum(
                (min(shares[one].get(code, Fraction()), share) for code, share in shares[other].items()), Fraction()
            )
            rows.append((*one, *other, _rounded(likeness)))
    rows.sort(key=lambda row: (-row[4], row[:4]))
    named = [
        (network.label(a), year_a, network.label(b), year_b, likeness, _sources(network, a, b, years={year_a, year_b}))
        for a, year_a, b, year_b, likeness in rows[:limit]
    ]
    columns = (
        ("a", "部门甲"),
        ("year_a", "年度"),
        ("b", "部门乙"),
        ("year_b", "年度"),
        ("likeness", "相似度"),
        ("documents", "文件"),
    )
    formula = (DEPARTMENT_FORMULA[0].format(level=level), DEPARTMENT_FORMULA[1].format(level=level))
    return Analysis(table(columns, named), formula, network.left_out(Topic.SPENDING, Topic.CLASH))


def spending_shares(network: Network, level: str) -> dict[tuple[str, str], dict[str, Fraction]]:
    """The share of each functional code of a level in the spending of each department and year, exactly."""
    digits = DIGITS[level]
    sums: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for department, subject, edge in network.edges(Relation.SPENDS_ON):
        sums[department, edge["year"]][network.graph.nodes[subject]["code"][:digits]] += edge["amount"]
    totals = {key: sum(codes.values()) for key, codes in sums.items()}
    return {
        key: {code: Fraction(amount) / Fraction(totals[key]) for code, amount in codes.items()}
        for key, codes in sums.items()
        if totals[key]
    }


def _pairs(text: str) -> Iterable[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> Fraction:
    return Fraction(len(one & other), len(one | other)) if one | other else Fraction()


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(PLACES)


def _sources(network: Network, *nodes: str, years: set[str] | None = None) -> str:
    edges: list[dict[str, Any]] = []
    for node in nodes:
        near = (*network.graph.in_edges(node, data=True), *network.graph.out_edges(node, data=True))
        edges += [edge for _one, _other, edge in near if not years or edge["year"] in years]
    return documents_of(edges)
