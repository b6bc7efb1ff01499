"""Targets stated in text under another name than the form's."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from checks.changed_facts import PRICED, sample, stating, with_indicator

from kb.checks import Checker
from loaders import triples

RULE = "target-stated-otherwise"


def found(stated: str, value: str, printed: str, target: str) -> list[str]:
    made = with_indicator("质量指标", printed, f"{target}%", number=target, unit="%")(sample())
    made = stating((stated, value, "%", {"about": PRICED}))(made)
    quads = ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS)
    return [one.message for one in Checker().check(quads) if one.rule == RULE]


def test_a_rate_of_nearly_the_same_name_with_another_number_is_found() -> None:
    [message] = found("档案数字化完成率", "94", "馆藏档案数字化综合完成率（%）", "100")
    assert "94%" in message
    assert "100%" in message


@pytest.mark.parametrize(
    ("stated", "value", "printed", "target"),
    [
        ("档案数字化完成率", "94", "馆藏档案数字化综合完成率（%）", "94"),
        ("档案数字化完成率", "94.0", "馆藏档案数字化完成率", "94"),
        ("档案数字化完成率", "94", "资金支付完成率", "100"),
        ("档案数字化完成率", "94", "档案数字化合格率", "100"),
    ],
)
def test_the_same_number_or_another_rate_is_not(stated: str, value: str, printed: str, target: str) -> None:
    assert found(stated, value, printed, target) == []


def of_rule(rule: str, level3: str, target: str, **fields: str) -> list[str]:
    made = with_indicator("成本指标", level3, target, **fields)(sample())
    quads = ox.parse(triples.nquads(made), ox.RdfFormat.N_QUADS)
    return [one.message for one in Checker().check(quads) if one.rule == rule]


@pytest.mark.parametrize("beside", ["0.00", "0.01"])
def test_a_cost_is_compared_with_its_own_project_even_where_it_is_the_amount_of_another(beside: str) -> None:
    other = next(Decimal(one.amount) for one in sample().projects if one.name != PRICED and one.amount)
    number = str(other + Decimal(beside))
    assert len(of_rule("cost-ceiling-differs", "总成本", f"≤{number}万元", number=number, unit="万元")) == 1


@pytest.mark.parametrize(("name", "expected"), [("青山县档案馆", 0), ("修复档案数量", 1)])
def test_the_name_of_the_department_is_no_indicator_without_a_target(name: str, expected: int) -> None:
    assert len(of_rule("indicator-without-target", name, "")) == expected
