"""Amounts that a sentence tells beside the matter, and what follows 其中: each with its counter-example."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from checks.changed_facts import Case, both, sample, stating

from kb.checks import Checker
from kb.checks.facts import Fact, Facts
from kb.checks.relations.clauses import (
    asides,
    budgeted_in_words,
    completed_in_words,
    explaining_changes,
    head,
    parts_of_subjects,
)
from loaders import triples
from loaders.document import load

Stated = tuple[str, str, str]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def facts_of(case: Case) -> Facts:
    return Facts.of(ox.parse(triples.nquads(case(sample())), ox.RdfFormat.N_QUADS))


def of_sentence(sentence: str, *stated: Stated) -> Case:
    return stating(*((*one, {"sentence": sentence}) for one in stated), section="某节")


def beside(sentence: str, *stated: Stated, totals: tuple[str, ...] = ()) -> list[str]:
    """The names of the amounts of a sentence that are stated beside the matter."""
    statements = [one for one in facts_of(of_sentence(sentence, *stated)).of_type("Statement") if one.one("sentence")]
    found = asides(statements, lambda one: one.one("measureName") in totals)
    return [one.one("measureName") for one in statements if one.iri in found]


PART, CARRIED = ("办案费", "43.60", "万元"), ("上年结转", "12.70", "万元")
GRANT = ("财政拨款收入", "43.60", "万元")
INCOME = ("收入总计", "43.60", "万元")


@pytest.mark.parametrize(
    ("sentence", "stated", "expected"),
    [
        ("办案费43.60万元（含上年结转12.70万元）。", (PART, CARRIED), ["上年结转"]),
        ("收入总计43.60万元（含上年结转12.70万元）。", (INCOME, CARRIED), []),
        ("收入总计43.60万元，上年结转12.70万元。", (INCOME, CARRIED), []),
        ("办案费43.60万元，另有上年结转12.70万元。", (PART, CARRIED), ["上年结转"]),
        ("办案费43.60万元，包含在上年结转12.70万元。", (PART, CARRIED), ["上年结转"]),
        ("办案费43.60万元，由自有资金安排。", (PART,), ["办案费"]),
        ("办案费43.60万元，由财政拨款安排。", (PART,), []),
        ("财政拨款收入43.60万元（含上年结转12.70万元）。", (GRANT, CARRIED), ["财政拨款收入", "上年结转"]),
        ("财政拨款收入43.60万元（含教育费12.70万元）。", (GRANT, CARRIED), ["上年结转"]),
    ],
)  # fmt: skip
def test_what_is_stated_beside_the_matter(sentence: str, stated: tuple[Stated, ...], expected: list[str]) -> None:
    assert beside(sentence, *stated, totals=("收入总计",)) == expected


def test_a_sentence_begins_with_the_money_it_tells_of() -> None:
    stated = of_sentence("2025年政府性基金收入1,300.00万元，支出0万元。", ("支出", "0", "万元"))
    statement = next(one for one in facts_of(stated).of_type("Statement") if "政府性基金" in one.one("sentence"))
    assert head(statement) == "2025年政府性基金收入"


FIRST, SECOND = ("甲费用", "50.00", "万元"), ("乙费用", "71.00", "万元")


@pytest.mark.parametrize(
    ("sentence", "stated", "expected"),
    [
        ("总费用120.00万元，其中甲费用120.50万元。", (("甲费用", "120.50", "万元"),), ["0.5"]),
        ("总费用120.00万元，其中甲费用120.01万元。", (("甲费用", "120.01", "万元"),), []),
        ("总费用120.00万元，其中甲费用120.50万元。", (("甲费用较上年增减", "120.50", "万元"),), []),
        ("总费用120.00万元，甲费用120.50万元。", (("甲费用", "120.50", "万元"),), []),
        ("总费用120.00万元（其中甲费用50.00万元、乙费用71.00万元）。", (FIRST, SECOND), ["1"]),
        ("总费用120.00万元，其中甲费用50.00万元，用于乙费用71.00万元。", (FIRST, SECOND), []),
        ("总费用120.00万元（其中甲费用50.00万元、乙费用70.00万元）。", (FIRST, ("乙费用", "70.00", "万元")), []),
        ("总费用120.00万元（其中甲费用50.00万元、乙费用90.00万元）。", (FIRST, ("乙费用", "90.00", "万元")), []),
    ],
)  # fmt: skip
def test_what_follows_of_which_is_not_above_it(
    checker: Checker, sentence: str, stated: tuple[Stated, ...], expected: list[str]
) -> None:
    quads = list(ox.parse(triples.nquads(of_sentence(sentence, ("总费用", "120.00", "万元"), *stated)(sample())),
                          ox.RdfFormat.N_QUADS))  # fmt: skip
    assert [one.difference for one in checker.check(quads) if one.rule == "stated-part-exceeds"] == expected


def divided(last: str, begins: str = "按单位分") -> Case:
    sentence = f"{begins}：甲所60.00万元，乙所{last}万元。"
    return both(
        stating(("支出预算", "100.00", "万元", {"sentence": "支出预算100.00万元。"}), section="某节"),
        of_sentence(sentence, ("甲所", "60.00", "万元"), ("乙所", last, "万元")),
    )


@pytest.mark.parametrize(
    ("case", "expected"),
    [(divided("40.00"), []), (divided("41.00"), ["1"]), (divided("41.00", "按规定安排"), [])],
)
def test_a_whole_divided_by_one_thing(checker: Checker, case: Case, expected: list[str]) -> None:
    quads = list(ox.parse(triples.nquads(case(sample())), ox.RdfFormat.N_QUADS))
    found = [one.difference for one in checker.check(quads) if one.rule == "stated-parts-do-not-add-up"]
    assert found == expected


FORMS = """某县甲局2025年部门预算
部门支出总表
部门：某县甲局	单位：万元
科目编码	科目名称	合计	基本支出		项目支出
			人员经费	公用经费
205	教育支出	130.00	100.00	10.00	20.00
	合计	130.00	100.00	10.00	20.00

一般公共预算基本支出表
部门：某县甲局	单位：万元
科目编码	科目名称	合计	人员经费	公用经费
301	工资福利支出	{personnel}	{personnel}
302	商品和服务支出	{public_use}		{public_use}
	合计	{basic}	{personnel}	{public_use}
"""


@pytest.mark.parametrize(
    ("basic", "personnel", "public_use", "expected"),
    [("110.00", "100.00", "10.00", 0), ("110.00", "101.00", "9.00", 1), ("90.00", "82.00", "8.00", 0)],
)
def test_personnel_of_one_fund_is_that_of_all_money_only_where_basic_expenditure_is(
    tmp_path: Path, checker: Checker, basic: str, personnel: str, public_use: str, expected: int
) -> None:
    path = tmp_path / "某县甲局-2025.txt"
    path.write_text(FORMS.format(basic=basic, personnel=personnel, public_use=public_use), encoding="utf-8")
    quads = list(ox.parse(triples.nquads(load(path)), ox.RdfFormat.N_QUADS))
    found = [one for one in checker.check(quads) if one.rule == "quantity-differs"]
    assert (len(found) > 0) == (expected > 0)


WHOLE, TRIPS, CARS = ("三公经费", "14.20", "万元"), ("因公出国费", "3.00", "万元"), ("公务用车费", "11.20", "万元")
DONE, PLANNED = ("收入", "364.00", "万元"), ("收入预算", "582.00", "万元")


def facts_in(sentence: str, *stated: Stated) -> list[Fact]:
    facts = facts_of(of_sentence(sentence, *stated))
    return [one for one in facts.of_type("Statement") if one.one("sentence") == sentence]


def named(found: frozenset[str], statements: list[Fact]) -> list[str]:
    return [one.one("measureName") for one in statements if one.iri in found]


@pytest.mark.parametrize(
    ("sentence", "stated", "expected"),
    [
        (
            "三公经费预算为14.20万元，其中：因公出国费3.00万元、公务用车费11.20万元。",
            (WHOLE, TRIPS, CARS),
            ["三公经费", "因公出国费", "公务用车费"],
        ),
        (
            "三公经费预算为14.20万元，其中：因公出国费3.00万元，公务用车费决算11.20万元。",
            (WHOLE, TRIPS, CARS),
            ["三公经费", "因公出国费"],
        ),
        ("三公经费14.20万元，其中：因公出国费3.00万元、公务用车费11.20万元。", (WHOLE, TRIPS, CARS), []),
    ],
)
def test_the_parts_of_a_budget_are_budgeted(sentence: str, stated: tuple[Stated, ...], expected: list[str]) -> None:
    statements = facts_in(sentence, *stated)
    assert named(budgeted_in_words(statements), statements) == expected


def test_what_completes_a_budget_and_the_budget_are_no_two_printings_of_one() -> None:
    sentence = "收入累计完成364.00万元，完成年初预算数582.00万元的62.5%。"
    facts = facts_in(sentence, DONE, PLANNED)
    assert named(completed_in_words(facts), facts) == ["收入", "收入预算"]
    sentence = "收入364.00万元，收入预算582.00万元。"
    facts = facts_in(sentence, DONE, PLANNED)
    assert completed_in_words(facts) == frozenset()


CUT = ("预算较上年增减", "1.50", "万元")
SUBJECT, BASIC = ("职业教育（款）", "2155.90", "万元"), ("基本支出", "1561.50", "万元")


def test_what_a_change_is_made_of_is_no_amount_of_the_year() -> None:
    sentence = "预算压减1.50万元，系收回因公出国费3.00万元、公务用车费11.20万元。"
    stated = stating(
        (*CUT, {"sentence": sentence, "direction": "减少"}), *((*one, {"sentence": sentence}) for one in (TRIPS, CARS)),
        section="某节",
    )  # fmt: skip
    statements = [one for one in facts_of(stated).of_type("Statement") if one.one("sentence") == sentence]
    assert named(explaining_changes(statements), statements) == ["因公出国费", "公务用车费"]
    sentence = "公务用车费11.20万元，系因公出国费3.00万元。"
    assert explaining_changes(facts_in(sentence, CARS, TRIPS)) == frozenset()


def test_what_a_subject_is_made_of_is_not_that_of_the_whole_document() -> None:
    sentence = "职业教育（款）2155.90万元，其中基本支出1561.50万元。"
    statements = facts_in(sentence, SUBJECT, BASIC)
    assert named(parts_of_subjects(statements), statements) == ["基本支出"]
    sentence = "支出合计2155.90万元，其中基本支出1561.50万元。"
    assert parts_of_subjects(facts_in(sentence, ("支出合计", "2155.90", "万元"), BASIC)) == frozenset()
