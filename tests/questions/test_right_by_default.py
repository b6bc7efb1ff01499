"""What people get by default is right: nothing counts twice, stages stay apart, blanks stay blank."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_facts import at, disclosure, figure

from kb.asking.names import UnresolvedName
from kb.knowledge import KnowledgeBase
from loaders.facts import Department, Disclosure, Form, Statement


def knowledge_of(*disclosures: Disclosure) -> KnowledgeBase:
    knowledge = KnowledgeBase()
    for one in disclosures:
        knowledge.add(one)
    return knowledge


def library(adcode: str, province: str, city: str) -> Disclosure:
    department = Department("鼓楼区图书馆", "", "鼓楼区", adcode, province, city, common_name=True)
    return disclosure(id=f"鼓楼区图书馆-{adcode}-2026-预算", department=department)


def test_a_row_for_every_other_column_makes_shares_add_up_to_the_whole() -> None:
    rows = (
        figure(1, "", "合计", "basic-expenditure", "60.00"),
        figure(1, "", "合计", "project-expenditure", "20.00"),
        figure(1, "", "合计", "reserve", "20.00", columns=("单位预留机动经费",)),
    )
    answer = knowledge_of(disclosure(figures=rows)).ask("basic-project").rows()
    assert [(row["kind"], row["amount"], row["share"]) for row in answer] == [
        ("基本支出", Decimal(600000), Decimal(60)),
        ("项目支出", Decimal(200000), Decimal(20)),
        ("单位预留机动经费", Decimal(200000), Decimal(20)),
    ]


def general(row: int, code: str, label: str, component: str, amount: str) -> object:
    return figure(
        row, code, label, component, amount, form_id="general-expenditure", form="general-expenditure",
        form_title="一般公共预算支出表",
    )  # fmt: skip


def without_expenditure_form() -> Disclosure:
    form = Form("general-expenditure", "general-expenditure", "一般公共预算支出表", "filled", at(9), "万元", figures=2)
    figures = (general(1, "2040101", "行政运行", "total", "7.00"), general(2, "2040102", "一般事务", "total", "3.00"))
    return disclosure(forms=(form,), figures=figures)


@pytest.mark.parametrize(("question", "given"), [("functions", {}), ("line", {"subject": "204"})])
def test_the_next_form_that_holds_the_same_is_taken_and_named(question: str, given: dict[str, str]) -> None:
    (row,) = knowledge_of(without_expenditure_form()).ask(question, **given).rows()
    assert (row["code"], row["amount"], row["form"]) == ("204", Decimal(100000), "一般公共预算支出表")


def test_a_column_that_the_form_lacks_is_blank_and_not_zero() -> None:
    knowledge = knowledge_of(without_expenditure_form())
    (row,) = knowledge.ask("line", subject="204", form="general-expenditure").rows()
    assert (row["basic"], row["project"]) == (None, None)


def test_two_bodies_of_one_name_are_told_apart_and_chosen_by_city_code_or_iri() -> None:
    knowledge = knowledge_of(library("320106", "江苏省", "南京市"), library("410204", "河南省", "开封市"))
    assert {row["department_name"] for row in knowledge.ask("documents").rows()} == {
        "鼓楼区图书馆（江苏省南京市）",
        "鼓楼区图书馆（河南省开封市）",
    }
    with pytest.raises(UnresolvedName) as error:
        knowledge.ask("documents", department="鼓楼区图书馆")
    assert "江苏省南京市" in str(error.value)
    assert "河南省开封市" in str(error.value)
    iri = "https://w3id.org/cnbudget/organization/320106/鼓楼区图书馆"
    for typed in ("南京市鼓楼区图书馆", "鼓楼区图书馆 320106", "320106", "南京鼓楼区图书馆", iri):
        (row,) = knowledge.ask("documents", department=typed).rows()
        assert row["document"] == "鼓楼区图书馆-320106-2026-预算", typed


def spent(kind: str, value: str) -> Disclosure:
    told = Statement("公务接待费", value, "万元", at(70, value), year="2026")
    return disclosure(id=f"青山县医疗保障局-2026-{kind}", kind=kind, figures=(), statements=(told,))


def test_budget_and_final_account_never_share_a_series() -> None:
    knowledge = knowledge_of(spent("预算", "5.00"), spent("决算", "4.00"))
    answer = knowledge.ask("three-public-years").rows()
    assert [(row["stage"], row["amount"]) for row in answer] == [("决算", Decimal(40000)), ("预算", Decimal(50000))]
    (only,) = knowledge.ask("three-public-years", stage="决算").rows()
    assert only["amount"] == Decimal(40000)


def test_documents_without_department_or_year_are_listed_and_askable() -> None:
    unnamed = disclosure(id="abababab-预算", department=Department(""), fiscal_year="", file="a.txt")
    knowledge = knowledge_of(unnamed)
    (row,) = knowledge.ask("documents").rows()
    assert (row["department_name"], row["fiscal_year"]) == ("部门不明（a.txt）", "年度不明")
    assert len(knowledge.ask("duties", year="年度不明")) == len(unnamed.duties) > 0
    (table,) = knowledge.table("documents")
    assert (table["department"], table["fiscal_year"]) == ("", "")


def test_the_naive_sum_over_the_money_of_a_form_is_its_printed_total() -> None:
    lines = [row for row in knowledge_of(disclosure()).table("budget_lines") if row["form"] == "expenditure"]
    printed = next(row["total_yuan"] for row in lines if row["total"] == "row+column")
    assert sum(int(row["amount_yuan"] or 0) for row in lines) == int(printed) == 201000
    assert len({row["id"] for row in lines}) == len(lines)
