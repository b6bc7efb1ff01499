"""What people get by default is right: nothing counts twice, stages stay apart, blanks stay blank."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from made_facts import at, disclosure, expenditure, figure
from made_layouts import disclosure_of_text
from questions.asked import asked

from kb.asking.ask import answer
from kb.asking.empty import why_empty
from kb.asking.names import UnresolvedName
from kb.knowledge import KnowledgeBase
from kb.provenance.row_sources import facts_of_rows
from loaders.facts import Department, Disclosure, Figure, Form, Statement


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


def general(row: int, code: str, label: str, component: str, amount: str) -> Figure:
    return figure(
        row, code, label, component, amount, form_id="general-expenditure", form="general-expenditure",
        form_title="一般公共预算支出表",
    )  # fmt: skip


def without_expenditure_form() -> Disclosure:
    form = Form("general-expenditure", "general-expenditure", "一般公共预算支出表", "filled", at(9), "万元", figures=2)
    figures = (general(1, "2040101", "行政运行", "total", "7.00"), general(2, "2040102", "一般事务", "total", "3.00"))
    return disclosure(forms=(form,), figures=figures)


@pytest.mark.parametrize(
    ("question", "given"),
    [("functions", {}), ("line", {"subject": "204"}), ("subject-tree", {"department": "青山县医疗保障局"})],
)
def test_the_next_form_that_holds_the_same_is_taken_and_named(question: str, given: dict[str, str]) -> None:
    row, *below = knowledge_of(without_expenditure_form()).ask(question, **given).rows()
    assert (row["code"], row["amount"], row["form"]) == ("204", Decimal(100000), "一般公共预算支出表")
    assert all(one["code"].startswith("204") for one in below)


def test_a_form_that_is_asked_for_is_not_replaced_by_another() -> None:
    knowledge = knowledge_of(without_expenditure_form())
    assert knowledge.ask("subject-tree", department="青山县医疗保障局", form="general-expenditure").rows()
    assert knowledge.ask("subject-tree", department="青山县医疗保障局", form="三公").rows() == []


def balance(row: int, label: str, side: str, amount: str, *, total: bool = True) -> Figure:
    return figure(
        row, "", label, side, amount, form_id="balance", form="balance", form_title="收支总表", side=side,
        columns=("收入" if side == "income" else "支出", "决算数"), total_row=total, phase="final",
    )  # fmt: skip


def rounded_account() -> Disclosure:
    """A final account whose items, each rounded, make 0.01 万元 more than the totals printed."""
    rows = (
        balance(1, "一、财政拨款收入", "income", "100.00", total=False),
        balance(1, "一、一般公共服务支出", "expenditure", "60.01", total=False),
        balance(2, "二、住房保障支出", "expenditure", "30.00", total=False),
        balance(3, "本年收入合计", "income", "100.00"),
        balance(3, "本年支出合计", "expenditure", "90.00"),
        balance(4, "年末结转和结余", "expenditure", "15.00", total=False),
        balance(5, "总计", "income", "105.00"),
        balance(5, "总计", "expenditure", "105.00"),
    )
    title = Form("balance", "balance", "收支总表", "filled", at(90, "收支总表"), "万元", figures=8)
    return disclosure(id="青山县医疗保障局-2026-决算", kind="决算", forms=(title,), figures=rows, statements=())


def test_totals_are_the_printed_figures_with_their_places() -> None:
    answer = knowledge_of(rounded_account()).ask("totals").rows()
    assert [(row["item"], row["amount"], row["how"], row["place"]) for row in answer] == [
        ("本年收入合计", Decimal(1000000), "印出", "第 103 行"),
        ("收入总计", Decimal(1050000), "印出", "第 105 行"),
        ("本年支出合计", Decimal(900000), "印出", "第 103 行"),
        ("支出总计", Decimal(1050000), "印出", "第 105 行"),
    ]


def test_a_total_that_no_form_prints_is_computed_and_says_so() -> None:
    unprinted = tuple(one for one in expenditure() if one.row_label != "合计")
    answer = knowledge_of(disclosure(figures=unprinted, statements=())).ask("totals").rows()
    assert [(row["item"], row["amount"], row["how"]) for row in answer] == [
        ("支出合计", Decimal(201000), "算出"),
        ("基本支出", Decimal(81000), "算出"),
        ("项目支出", Decimal(120000), "算出"),
    ]


def test_budgeted_figures_beside_a_final_account_are_no_totals_of_it() -> None:
    one = rounded_account()
    planned = replace(balance(5, "总计", "income", "99.00"), phase="budget", source=at(105))
    answer = knowledge_of(replace(one, figures=(*one.figures, planned))).ask("totals").rows()
    assert [row["amount"] for row in answer if row["item"] == "收入总计"] == [Decimal(1050000)]


def sources_of(knowledge: KnowledgeBase, question: str) -> list[str]:
    result = knowledge.ask(question)
    return [text for _row, facts in facts_of_rows(knowledge.store, result.query) for text in facts]


def test_a_printed_total_has_its_figure_as_source_and_not_the_document() -> None:
    (income, *_) = sources_of(knowledge_of(rounded_account()), "totals")
    assert "/figure/balance/" in income


def test_an_empty_answer_names_what_there_is() -> None:
    knowledge = knowledge_of(without_expenditure_form(), disclosure(id="b-2027-预算", fiscal_year="2027"))
    store, department = knowledge.store, "青山县医疗保障局"
    reason = why_empty(store, asked(store, "subject-tree", {"department": department, "form": "三公"}))
    assert "--form" in reason
    assert "2026 预算: 有数据的表 一般公共预算支出表" in reason
    assert "2027 预算: 空表 政府性基金表" in reason
    year = why_empty(store, asked(store, "economic", {"department": department, "year": "2027"}))
    assert "库中没有这类内容" in year
    limited = why_empty(store, asked(store, "line", {"subject": "204", "stage": "决算"}))
    assert "种类是 预算" in limited


def test_every_limit_that_may_be_left_out_is_named_those_of_the_department_first() -> None:
    other = disclosure(id="绿水局-2027-预算", department=Department("绿水局"), fiscal_year="2027")
    store = knowledge_of(disclosure(), other).store
    reason = why_empty(store, asked(store, "functions", {"department": "青山县医疗保障局", "year": "2027"}))
    first, second, *_ = reason.splitlines()
    assert ("--year" in first, "年度是 2026" in first) == (True, True)
    assert ("--department" in second, "部门是 绿水局" in second) == (True, True)


def test_among_many_documents_nothing_is_denied_that_was_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    store = knowledge_of(disclosure(), disclosure(id="b-2027-预算", fiscal_year="2027")).store
    meant = asked(store, "ranking", {"measure": "会议费", "top": "3"})
    monkeypatch.setattr("kb.asking.empty.MOST_SEARCHED", 1)
    first, second = why_empty(store, meant).splitlines()
    assert "没有找去掉条件以后有什么" in first
    assert "库中有 (the store holds): 2 个文件" in second


def test_rows_of_other_departments_are_not_denied() -> None:
    other = disclosure(
        id="绿水局-2026-预算", department=Department("绿水局"), figures=(), projects=(), indicators=(), citations=()
    )
    store = knowledge_of(disclosure(), other).store
    reason = why_empty(store, asked(store, "subject-tree", {"department": "绿水局"}))
    assert "库中没有这类内容" not in reason
    assert "4 行" in reason


def test_an_empty_store_says_that_nothing_is_loaded() -> None:
    store = knowledge_of().store
    assert "kb load" in why_empty(store, asked(store, "functions", {}))


def test_a_column_that_the_form_lacks_is_blank_and_not_zero() -> None:
    knowledge = knowledge_of(without_expenditure_form())
    (row,) = knowledge.ask("line", subject="204", form="general-expenditure").rows()
    assert (row["basic"], row["project"]) == (None, None)


def test_two_bodies_of_one_name_are_distinguished_and_chosen_by_city_code_or_iri() -> None:
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
    statement = Statement("公务接待费", value, "万元", at(70, value), year="2026")
    return disclosure(id=f"青山县医疗保障局-2026-{kind}", kind=kind, figures=(), statements=(statement,))


def test_budget_and_final_account_never_share_a_series() -> None:
    knowledge = knowledge_of(spent("预算", "5.00"), spent("决算", "4.00"))
    answer = knowledge.ask("three-public-years").rows()
    assert [(row["stage"], row["amount"]) for row in answer] == [("决算", Decimal(40000)), ("预算", Decimal(50000))]
    (only,) = knowledge.ask("three-public-years", stage="决算").rows()
    assert only["amount"] == Decimal(40000)


def stated(measure: str, value: str, unit: str = "万元") -> Statement:
    return Statement(measure, value, unit, at(70, value), year="2026" if unit == "万元" else "")


def test_a_document_without_forms_is_answered_from_its_text_and_says_so() -> None:
    statements = (
        stated("三公经费预算", "9.00"),
        replace(stated("公务接待费", "4.00"), direction="持平", base_year="2025"),
        replace(stated("公务接待费较上年增减", "1.00"), direction="减少", base_year="2025"),
        stated("一般公共预算财政拨款运行经费", "12.50"),
        stated("政府性基金预算收入", "3.00"),
        stated("政府性基金预算支出", "3.00"),
        stated("实有人数", "21", "人"),
        stated("遗属", "2", "人"),
        stated("受益人数", "900", "人"),
    )
    knowledge = knowledge_of(disclosure(figures=(), forms=(), statements=statements))
    three = knowledge.ask("three-public").rows()
    assert [(row["item"], row["amount"], row["total"], row["basis"]) for row in three] == [
        ("三公经费预算", 90000, "合计", "文字"),
        ("公务接待费", 40000, "", "文字"),
    ]
    assert [(row["amount"], row["basis"]) for row in knowledge.ask("operating-costs").rows()] == [(125000, "文字")]
    assert [(row["item"], row["amount"], row["basis"]) for row in knowledge.ask("totals").rows()] == [
        ("政府性基金预算支出", 30000, "文字"),
        ("政府性基金预算收入", 30000, "文字"),
    ]
    assert [(row["item"], row["number"]) for row in knowledge.ask("staff").rows()] == [("实有人数", 21), ("遗属", 2)]


def test_a_form_is_answered_from_the_form_and_not_from_text() -> None:
    form = figure(1, "", "公务接待费", "receptions", "4.00", form_id="three-public", form="three-public")
    knowledge = knowledge_of(disclosure(figures=(form,), statements=(stated("公务接待费", "4.10"),)))
    assert [(row["amount"], row["basis"]) for row in knowledge.ask("three-public").rows()] == [(40000, "报表")]


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


def economic(year: str, scheme: str) -> Disclosure:
    """A department's 公务接待费 in a year, under the code list of that year."""
    row = figure(
        1, "30217", "公务接待费", "total", "2.00", form_id="general-basic", form="general-basic",
        form_title="一般公共预算基本支出表", scheme=scheme,
    )  # fmt: skip
    form = Form("general-basic", "general-basic", "一般公共预算基本支出表", "filled", at(9), "万元", figures=1)
    return disclosure(
        id=f"青山县医疗保障局-{year}-预算", fiscal_year=year, forms=(form,), figures=(row,), statements=()
    )


def test_a_code_of_two_lists_is_asked_by_the_list_of_each_year() -> None:
    knowledge = knowledge_of(economic("2017", "department-economic-2007"), economic("2018", "department-economic"))
    for typed in ("30217", "公务接待费", "302"):
        answer = knowledge.ask("subject", subject=typed).rows()
        assert [(row["fiscal_year"], row["amount"]) for row in answer] == [
            ("2017", Decimal(20000)), ("2018", Decimal(20000)),
        ], typed  # fmt: skip
    (only,) = knowledge.ask("subject", subject="https://w3id.org/cnbudget/code/department-economic-2007/30217").rows()
    assert only["fiscal_year"] == "2017"
    lines = knowledge.ask("line", subject="30217", form="general-basic").rows()
    assert [(row["fiscal_year"], row["amount"]) for row in lines] == [
        ("2017", Decimal(20000)),
        ("2018", Decimal(20000)),
    ]


def test_a_line_that_a_year_does_not_print_is_blank_and_not_zero() -> None:
    new = (general(1, "2040101", "行政运行", "total", "7.00"), general(2, "2050101", "行政运行", "total", "1.00"))
    before = replace(without_expenditure_form(), id="青山县医疗保障局-2025-预算", fiscal_year="2025")
    answer = knowledge_of(before, replace(without_expenditure_form(), figures=new)).ask("year-on-year").rows()
    assert [(row["code"], row["previous"], row["amount"], row["change"]) for row in answer] == [
        ("204", Decimal(100000), Decimal(70000), Decimal(-30000)),
        ("205", None, Decimal(10000), None),
    ]


def test_money_resting_on_a_policy_is_not_added_over_stages() -> None:
    final = disclosure(id="青山县医疗保障局-2026-决算", kind="决算")
    answer = knowledge_of(disclosure(), final).ask("policy-money").rows()
    assert [(row["stage"], row["amount"]) for row in answer] == [("决算", Decimal(120000)), ("预算", Decimal(120000))]


def test_last_year_beside_this_year_is_neither_summed_nor_the_answer() -> None:
    text = (
        "青云县水利局2024年部门预算\n\n一般公共预算“三公”经费支出预算表\n单位：万元\n"
        "项目\t2023年预算数\t2024年预算数\t增减额\n“三公”经费合计\t9.00\t5.00\t-4.00\n"
        "公务接待费\t3.00\t1.00\t-2.00\n公务用车运行费\t6.00\t4.00\t-2.00\n"
    )
    knowledge = knowledge_of(disclosure_of_text(text))
    for question, given in (("measure", {"measure": "三公经费"}), ("three-public-years", {})):
        first = answer(knowledge.store, asked(knowledge.store, question, given)).rows[0]
        assert Decimal("50000") in first, question
    (summed,) = knowledge.store.select("SELECT (SUM(?a) AS ?s) { ?f cnb:formKind form:three-public ; cnb:amount ?a }")
    assert Decimal(summed["s"].value) == 50000
