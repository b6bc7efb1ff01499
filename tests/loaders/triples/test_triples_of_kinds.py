"""Links from facts to the small code lists, beside the words that the document prints."""

from __future__ import annotations

from asked_triples import ask
from made_facts import at, disclosure, figure

from loaders.facts import Figure, Indicator, Project, Unit


def row(number: int, label: str, side: str = "income") -> Figure:
    return figure(
        number, "", label, "amount", "1.00", form_id="balance", form="balance", form_title="收支总表",
        columns=("预算数",), side=side,
    )  # fmt: skip


def row_components(*figures: Figure) -> list[tuple[str, ...]]:
    asked = "SELECT ?n ?c { ?f cnb:rowNumber ?n ; cnb:rowComponent ?c }"
    return [(n, c.rpartition("/")[2]) for n, c in ask(asked, disclosure(figures=figures))]


def test_indicators_units_and_projects_lead_to_their_kinds():
    made = disclosure(
        indicators=(Indicator("部门整体", "产出指标", "成本指标", "成本", at(1), target="明显"),),
        units=(Unit("青山县医疗保险中心", at(2), nature="参公"),),
        projects=(Project("宣传", "政策宣传", at(3), project_type="特定目标类"),),
    )
    asked = "SELECT ?printed ?kind { ?fact %s ?printed ; %s ?kind }"
    assert ask(asked % ("cnb:level1", "cnb:level1Kind"), made) == [
        ("产出指标", "https://w3id.org/cnbudget/code/indicator-level/output")
    ]
    assert ask(asked % ("cnb:level2", "cnb:level2Kind"), made) == [
        ("成本指标", "https://w3id.org/cnbudget/code/indicator-level/output-cost")
    ]
    assert ask(asked % ("cnb:nature", "cnb:natureKind"), made) == [
        ("参公", "https://w3id.org/cnbudget/code/unit-nature/civil-service-law")
    ]
    assert ask(asked % ("cnb:projectType", "cnb:projectKind"), made) == [
        ("特定目标类", "https://w3id.org/cnbudget/code/component/specific-target-projects")
    ]


def test_words_of_no_kind_are_kept_without_a_link():
    made = disclosure(units=(Unit("青山县医疗保险中心", at(2), nature="财政拨款"),), indicators=(), projects=())
    assert ask("SELECT ?kind { ?fact cnb:nature ?printed ; cnb:natureKind ?kind }", made) == []


def test_rows_of_a_side_lead_to_the_source_or_kind_that_they_name():
    found = row_components(
        row(1, "一、一般公共预算拨款收入"), row(2, "二、事业收入"), row(3, "三、上年结转"),
        row(4, "本年合计"), row(1, "一、基本支出", "expenditure"), row(2, "二十、其他支出", "expenditure"),
    )  # fmt: skip
    assert found == [
        ("1", "basic-expenditure"),
        ("1", "general-public-budget"),
        ("2", "business-income"),
        ("3", "carryover"),
    ]


def test_sources_below_money_carried_over_are_not_those_of_the_year():
    # 二、上年结转 / （一）一般公共预算拨款: the same words, other money
    found = row_components(
        row(1, "一、本年收入"), row(2, "（一）一般公共预算拨款"), row(3, "二、上年结转"),
        row(4, "（一）一般公共预算拨款"), row(5, "（二）政府性基金预算拨款"),
    )  # fmt: skip
    assert found == [("1", "current-year-income"), ("2", "general-public-budget"), ("3", "carryover")]


def test_rows_without_a_side_lead_to_no_component():
    # the row may be a project that is called so
    assert row_components(row(1, "事业收入", "")) == []
