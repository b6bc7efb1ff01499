"""Growth over years, execution of a budget, rankings by stage: of short texts with the figures that were published."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from questions.asked import CHOICES, QUESTIONS, asked, rows

from kb.asking.ask import choices_of
from kb.asking.headline import headline
from kb.asking.names import UnresolvedName
from kb.asking.words import NAMED_TYPES, read, reply
from kb.knowledge import KnowledgeBase
from kb.store.embedded import Store
from loaders.document import load

BUDGET = """上海市普陀区{name}{year}年部门预算

部门预算情况说明

{year}年“三公”经费预算数为{amount}万元。
"""
ACCOUNT = """上海市普陀区财政局2024年度部门决算

五、一般公共预算财政拨款支出决算情况说明

一般公共预算财政拨款支出年初预算为2993.92万元，支出决算为2940.05万元，完成年初预算的98.20%。

1、一般公共服务支出（类）财政事务（款）信息化建设（项）。年初预算为135.90万元，支出决算为135.25万元。

2、住房保障支出（类）住房改革支出（款）购房补贴（项）。年初预算为258.50万元，支出决算为258.50万元。

3、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。年初预算为62.29万元，支出决算为60.99万元。

七、财政拨款“三公”经费支出决算情况说明

2024年度“三公”经费支出决算为{amount}万元。
"""
THREE_PUBLIC = {"2023": "22.91", "2024": "47.91", "2025": "37.91"}
"""“三公”经费 of 万里街道, as its three budgets state it."""


def knowledge_of(folder: Path, texts: Mapping[str, str]) -> KnowledgeBase:
    knowledge = KnowledgeBase()
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        knowledge.add(load(path))
    return knowledge


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    years = {year: BUDGET.format(name="万里街道", year=year, amount=amount) for year, amount in THREE_PUBLIC.items()}
    texts = {
        **years,
        "财政局": BUDGET.format(name="财政局", year="2024", amount="0.95"),
        "决算": ACCOUNT.format(amount="60.00"),
    }
    return knowledge_of(tmp_path_factory.mktemp("texts"), texts).store


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"from": "2023", "year": "2025"}, [("22.91", "37.91", "15.00", "65.47")]),
        ({}, [("22.91", "47.91", "25.00", "109.12"), ("47.91", "37.91", "-10.00", "-20.87")]),
        ({"order": "desc", "top": "1"}, [("22.91", "47.91", "25.00", "109.12")]),
        ({"from": "2025", "year": "2023"}, []),
    ],
)
def test_growth_is_counted_from_the_year_named_or_the_year_before(store, given, found):
    answer = rows(store, "growth", {"measure": "三公经费", "department": "万里街道", **given})
    assert [(row["previous"], row["amount"], row["change"], row["percent"]) for row in answer] == found


def test_execution_is_the_final_account_over_the_budget_that_it_states(store):
    whole, *subjects = rows(store, "execution", {"department": "普陀区财政局", "order": "desc", "by": "没花完"})
    assert (whole["budget"], whole["final"], whole["rate"], whole["rest"]) == ("2993.92", "2940.05", "98.2", "53.87")
    assert [
        (row["measure_name"], row["rest"]) for row in subjects if row["budget"] in {"62.29", "135.90", "258.50"}
    ] == [
        ("行政单位医疗（项）", "1.30"),
        ("信息化建设（项）", "0.65"),
        ("购房补贴（项）", "0.00"),
    ]


def test_a_ranking_by_what_is_left_over_is_cut_by_it_and_not_by_the_rate(store):
    answer = rows(store, "execution", {"by": "没花完", "only": "科目", "order": "desc", "top": "1"})
    assert [row["measure_name"] for row in answer] == ["行政单位医疗（项）"]


@pytest.mark.parametrize(("given", "amounts"), [({}, ["47.91", "60.00"]), ({"stage": "预算"}, ["47.91"])])
def test_budgets_and_accounts_are_ranked_apart(store, given, amounts):
    answer = rows(store, "ranking", {"measure": "三公经费", "year": "2024", "order": "desc", "top": "1", **given})
    assert [row["amount"] for row in answer] == amounts


def test_the_answer_in_one_sentence_names_the_first_of_each_ranking(store):
    found = reply(store, QUESTIONS, "2024年三公最多的部门", CHOICES)
    assert found.asked is not None
    assert found.rows is not None
    sentence = headline(found.asked, found.rows.in_wan_yuan())
    assert "预算 “三公”经费 47.91 万元" in sentence
    assert "决算 “三公”经费 60.00 万元" in sentence


@pytest.fixture(scope="module")
def choices(store):
    return {kind: choices_of(store, kind, CHOICES) for kind in NAMED_TYPES}


UNDERSTOOD = [
    ("万里街道2025年三公比2023年增长百分之几", "growth", {"year": "2025", "from": "2023"}),
    ("万里街道2025年三公比2024年少多少", "growth", {"year": "2025", "from": "2024"}),
    ("万里街道23、24、25三年的三公", "three-public-years", {"year": "2023、2024、2025"}),
    ("普陀区财政局2024年哪三个科目没花完的最多", "execution", {"by": "没花完", "only": "科目", "top": "3"}),
    ("哪些部门三公比上年增加了", "changes", {"direction": "增加"}),
    ("万里街道三公比上年增加了还是减少了", "changes", {"direction": ""}),
    ("万里街道三公从2023年到2025年涨了多少", "growth", {"year": "2025", "from": "2023"}),
    ("2024年各部门三公合计", "sum-of-departments", {"year": "2024"}),
    ("普陀区财政局2024年三公年初预算多少，实际花了多少", "execution", {"measure": "three-public"}),
    ("2024年的三公里公务接待经费最多的部门", "ranking", {"measure": "receptions"}),
    ("2024年各部门的项目支出排名", "ranking", {"measure": "project-expenditure"}),
    ("three public expenses of 万里街道 in 2024", "three-public-years", {"year": "2024"}),
]


@pytest.mark.parametrize(("sentence", "question", "given"), UNDERSTOOD, ids=[one[0] for one in UNDERSTOOD])
def test_what_is_said_of_years_becomes_a_parameter(choices, sentence, question, given):
    chosen = read(sentence, QUESTIONS, choices).chosen
    assert chosen is not None
    assert chosen.question.name == question
    assert {name: chosen.given.get(name, "") for name in given} == given


@pytest.mark.parametrize(
    ("sentence", "over"),
    [
        ("万里街道今年三公多少", "今年"),
        ("万里街道水三公多少", "水"),
        ("万里街道主任叫什么名字", "主任"),
        ("万里街道是不是在乱花钱", "乱"),
        ("万里街道2024年三公和绿化费多少", "绿化"),
    ],
)
def test_what_no_list_knows_is_asked_back(choices, sentence, over):
    reading = read(sentence, QUESTIONS, choices)
    assert reading.chosen is None
    assert any(over in text for one in reading.candidates for text in one.left) or not reading.candidates


def test_a_growth_that_no_text_states_is_computed_instead(store):
    found = reply(store, QUESTIONS, "万里街道2025年三公比上年多了多少", CHOICES)
    assert found.instead_of is not None
    assert (found.instead_of.question.name, found.chosen and found.chosen.question.name) == ("changes", "growth")
    assert found.rows is not None
    assert [
        row[found.rows.columns.index(one)]
        for row in found.rows.rows
        for one in found.rows.columns
        if one.name == "change"
    ] == [Decimal(-100000)]


def test_a_body_of_the_area_above_is_not_the_one_that_the_store_holds(store, choices):
    assert read("上海市财政局2024年三公", QUESTIONS, choices).chosen is None
    with pytest.raises(UnresolvedName):
        asked(store, "measure", {"measure": "三公经费", "department": "上海市财政局"})
    assert asked(store, "measure", {"measure": "三公经费", "department": "上海普陀财政局"}).meant["department"]
