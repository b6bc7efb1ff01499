"""Words that nothing recognises are looked for in the store, and count only where it holds them all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from budget_example import DEPARTMENT, disclosure, source
from questions.asked import CHOICES, QUESTIONS, rows

from kb.asking.headline import headline
from kb.asking.words import reply
from kb.store.embedded import Store
from loaders.facts import Statement
from loaders.triples import nquads


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        ("晋州医保局复印纸要花多少钱", "procurement", "复印纸"),
        ("晋州医保局采购复印纸跟硒鼓粉盒各多少", "procurement", "复印纸、硒鼓粉盒"),
        ("承德县医保局门诊补偿多少", "lookup", "政策内普通门诊补偿水平：参保残疾人门诊费用的报销比例"),
    ],
)
def test_a_word_that_the_store_holds_is_answered(samples_store, sentence, question, words):
    found = reply(samples_store, QUESTIONS, sentence, CHOICES)
    assert found.chosen is not None
    assert found.chosen.question.name == question
    assert found.chosen.given[found.chosen.question.lookup] == words
    assert found.rows is not None


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("晋州医保局直升机要花多少钱", id="nowhere in the store"),
        pytest.param("晋州医保局复印纸跟直升机各多少", id="one of two is nowhere"),
        pytest.param("复印纸要花多少钱", id="no department"),
        pytest.param("承德县医保局门诊补偿经费多少", id="money of what has no amount"),
        pytest.param("晋州医保局复印纸是谁买的", id="asks who"),
        pytest.param("晋州医保局复印纸占采购几成", id="asks for a share"),
        pytest.param("晋州医保局2023年下半年复印纸多少钱", id="a part of a year"),
        pytest.param("哪个部门公车最多", id="how many cars, and not how much money"),
    ],
)
def test_else_it_is_asked_back(samples_store, sentence):
    assert reply(samples_store, QUESTIONS, sentence, CHOICES).chosen is None


def test_last_years_figure_is_worked_out_of_the_change_that_the_text_states(samples_store):
    found = reply(samples_store, QUESTIONS, "曾都医保中心2024年收入是上一年的几倍", CHOICES)
    assert found.chosen is not None
    assert found.chosen.question.name == "growth-stated"
    assert found.instead_of is not None
    assert found.rows is not None
    assert len(found.rows.rows) == 1


def test_the_target_of_a_projects_indicator_is_recognised_by_the_words_of_its_name(samples_store):
    found = reply(samples_store, QUESTIONS, "承德县医保局残疾人参保资助的门诊补偿水平要达到多少", CHOICES)
    assert found.chosen is not None
    assert found.asked is not None
    assert found.rows is not None
    assert (found.chosen.question.name, found.chosen.given["project"]) == ("lookup", "二级以上残疾人参保资助")
    assert "≥70" in headline(found.asked, found.rows)


def test_an_amount_said_in_passing_must_be_in_the_answer(samples_store):
    right, wrong = (
        reply(samples_store, QUESTIONS, f"晋州医保局2026年基本支出为什么比上年多了{amount}万元", CHOICES)
        for amount in ("21.86", "7.35")
    )
    assert right.chosen is not None
    assert right.chosen.question.name == "changes"
    assert wrong.chosen is None


def test_this_year_is_the_one_year_that_a_department_has(samples_store):
    found = reply(samples_store, QUESTIONS, "承德县医保局今年的三公经费是多少", CHOICES)
    assert found.chosen is not None
    assert found.chosen.passed_over == ("今年",)


@pytest.mark.parametrize(
    ("sentence", "question", "given"),
    [
        ("承德县医保局跟沈丘县医保局2024年预算哪个多？是几倍", "measure", {"year": "2024", "stage": "预算"}),
        ("写报告用：承德县医保局有没有前后矛盾的地方", "findings", {}),
        ("能查到哪些医保单位的预算，分别是哪一年的", "departments", {"named": "医疗保障"}),
        ("承德县医保局210这一类下面分哪几项", "subject-tree", {"under": "210"}),
    ],
)
def test_sentences_of_other_kinds(samples_store, sentence, question, given):
    found = reply(samples_store, QUESTIONS, sentence, CHOICES)
    assert found.chosen is not None
    assert found.chosen.question.name == question
    assert given.items() <= found.chosen.given.items()


@pytest.mark.parametrize("sentence", ["承德县医疗保帐局2024年三公经费", "承德县医保章局2024年三工经费"])
def test_a_character_that_sounds_like_the_right_one_is_read_as_it(samples_store, sentence):
    found = reply(samples_store, QUESTIONS, sentence, CHOICES)
    assert found.chosen is not None
    assert found.chosen.given["department"] == "承德县医疗保障局"
    assert found.reading.mentions.read_as


@pytest.mark.parametrize(
    ("sentence", "question"),
    [("承德县医保局二级残疾人参保资助依据什么文件", "project"), ("承德县医保局三公里哪项最大占几成", "share-of")],
)
def test_what_is_asked_of_a_part_is_asked_of_the_whole_of_it(samples_store, sentence, question):
    found = reply(samples_store, QUESTIONS, sentence, CHOICES)
    assert found.chosen is not None
    assert found.chosen.question.name == question


def test_a_whole_name_is_none_of_a_change():
    """现有公务用车 3 辆，增加 2 辆."""
    owned = Statement("公务用车", "3", "辆", source(70))
    made = replace(disclosure(), statements=(owned, replace(owned, value="2", direction="增加", source=source(71))))
    given = {"word": "公务用车", "department": DEPARTMENT}
    with Store() as store:
        store.replace(made.id, nquads(made, store.base))
        assert [one["target"] for one in rows(store, "lookup", given)] == ["3辆", "2辆"]
        assert [one["target"] for one in rows(store, "lookup", {**given, "exact": "是"})] == ["3辆"]


@pytest.mark.parametrize("sentence", ["哪个部门公车费最多", "哪个部门公车花得最多"])
def test_money_spent_on_things_is_ranked(samples_store, sentence):
    chosen = reply(samples_store, QUESTIONS, sentence, CHOICES).chosen
    assert chosen is not None
    assert chosen.question.name == "ranking"
    assert chosen.given["measure"] == "official-cars"
