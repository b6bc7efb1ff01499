"""What is said of an answer besides its rows: what is missing, totals, differences."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest

from kb.asking.ask import AskedQuestion
from kb.asking.names import Choice
from kb.asking.questions import Question
from kb.asking.remarks import remarks
from kb.rows.columns import Column
from kb.rows.printed import Answer

FIGURES = ("department_name", "fiscal_year", "stage", "measure_name", "amount")
LABELS = {"meetings": "会议费", "training": "培训费", "operating-costs": "机关运行经费"}
ECONOMIC = "https://w3id.org/cnbudget/code/department-economic/"


def said(question: Question, columns: tuple[str, ...], rows: list[tuple], **meant: Choice) -> str:
    described = tuple(Column(name, name, unit="万元" if name == "amount" else "") for name in columns)
    asked = AskedQuestion(question, meant, "", "")
    return "；".join(remarks(asked, Answer(described, tuple(rows))))


def meant_by(*names: str) -> Choice:
    terms = [ox.NamedNode(ECONOMIC + name) if name[0].isdigit() else ox.Literal(name) for name in names]
    labels = [LABELS.get(name, name) for name in names]
    return Choice(terms[0], names, "、".join(labels), tuple(terms[1:]))


def row(measure: str, amount: str, department: str = "甲局", year: str = "2024", stage: str = "预算") -> tuple:
    return (department, year, stage, measure, Decimal(amount))


COMPARED = Question("measure", "一项数", "", compares="amount")
LISTED = Question("projects", "项目", "", total={"counts": "个项目", "adds": "amount", "unless": "total"})


def test_figures_that_are_apart_are_added_up():
    rows = [row("30205 水费", "50.00"), row("30206 电费", "300.00")]
    assert (
        said(COMPARED, FIGURES, rows, measure=meant_by("30205", "30206"))
        == "合计 350.00 万元（算出）；相差 250.00 万元，6 倍（算出）"
    )
    rows = [row("会议费", "1.10"), row("培训费", "2.20")]
    assert (
        said(COMPARED, FIGURES, rows, measure=meant_by("meetings", "training"))
        == "合计 3.30 万元（算出）；相差 1.10 万元，2 倍（算出）"
    )


@pytest.mark.parametrize(
    "measures",
    [
        pytest.param(("three-public", "receptions"), id="a part and its whole"),
        pytest.param(("302", "30205"), id="a class and its item"),
        pytest.param(("meetings", "30205"), id="of two forms"),
        pytest.param(("202", "301"), id="of two classifications"),
    ],
)
def test_figures_that_may_share_money_are_not_added_up(measures):
    rows = [
        row(LABELS.get(name, f"{name} 科目" if name.isdigit() else name), amount)
        for name, amount in zip(measures, ("1.00", "2.00"), strict=True)
    ]
    assert said(COMPARED, FIGURES, rows, measure=meant_by(*measures)) == ""


def test_what_is_not_in_the_answer_is_named_and_nothing_added_up():
    rows = [row("30205 水费", "50.00"), row("30206 电费", "300.00")]
    assert said(COMPARED, FIGURES, rows, measure=meant_by("30205", "30206", "30208")) == "没有：30208"


def test_two_amounts_of_one_figure_are_compared():
    rows = [row("机关运行经费", "464.64", department="乙街道"), row("机关运行经费", "229.43")]
    assert said(COMPARED, FIGURES, rows, measure=meant_by("operating-costs")) == "相差 235.21 万元，2.03 倍（算出）"
    rows = [row("机关运行经费", "1.00", stage="决算"), row("机关运行经费", "2.00")]
    stated = "相差 1.00 万元，2 倍（算出，一为预算、一为决算）"
    assert said(COMPARED, FIGURES, rows, measure=meant_by("operating-costs")) == stated


def test_rows_are_counted_and_added_up_without_those_that_are_totals():
    columns = ("department_name", "fiscal_year", "stage", "amount", "total")
    one, two = ("甲局", "2024", "预算", Decimal("1.50"), ""), ("甲局", "2024", "预算", Decimal("2.25"), "")
    whole = ("甲局", "2024", "预算", Decimal("3.75"), "合计")
    assert said(LISTED, columns, [one, two, whole]) == "共 2 个项目，合计 3.75 万元（算出）"
    assert said(LISTED, columns, [one, whole]) == ""
    other_year = ("甲局", "2025", "预算", Decimal("2.25"), "")
    assert said(LISTED, columns, [one, other_year]) == "共 2 个项目"


def test_a_blank_amount_is_not_zero():
    columns = ("department_name", "fiscal_year", "stage", "amount", "total")
    rows = [("甲局", "2024", "预算", Decimal("1.50"), ""), ("甲局", "2024", "预算", None, "")]
    assert said(LISTED, columns, rows) == "共 2 个项目，有金额的 1 个项目合计 1.50 万元（算出）"


def test_form_and_text_are_said_to_agree_or_not():
    question = Question("three-public-years", "三公", "", agrees="item")
    columns = ("department_name", "fiscal_year", "stage", "item", "amount", "basis")
    form = ("甲局", "2024", "预算", "公务接待费", Decimal("1.35"), "报表")
    rounded = ("甲局", "2024", "预算", "公务接待费", Decimal("1.354"), "文字")
    other = ("甲局", "2024", "预算", "公务接待费", Decimal("1.36"), "文字")
    only_form = ("甲局", "2025", "预算", "公务接待费", Decimal("9.00"), "报表")
    assert said(question, columns, [form, rounded, only_form]) == "报表和文字一致（1 项）"
    assert said(question, columns, [only_form]) == ""
    stated = "报表和文字不一致：甲局 2024 预算 公务接待费 报表 1.35 万元，文字 1.36 万元"
    assert said(question, columns, [form, other, only_form]) == stated
