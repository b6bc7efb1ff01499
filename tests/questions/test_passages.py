"""Where no question answers, what the documents print of the words is shown, and called no answer."""

from __future__ import annotations

import pytest
from questions.asked import CHOICES, QUESTIONS

from kb.asking.words import reply


def test_the_sentence_of_the_text_that_holds_what_is_said_is_shown(samples_store):
    found = reply(samples_store, QUESTIONS, "晋州医保局2026年人员调入和晋升职级影响了多少钱", CHOICES)
    assert found.is_passage
    assert any("主要为人员调入和晋升职级" in str(cell) for row in found.rows.rows for cell in row)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("晋州医保局2026年人员调入和直升机影响了多少钱", id="a word that is nowhere"),
        pytest.param("晋州医保局2026年人员调入和晋升职级影响了99.99万元吗", id="a number that is nowhere"),
        pytest.param("晋州医保局2026年下半年人员调入和晋升职级影响了多少钱", id="a part of a year"),
        pytest.param("晋州医保局2026年谁管人员调入和晋升职级", id="asks who"),
        pytest.param("人员调入和晋升职级影响了多少钱", id="no department"),
    ],
)
def test_else_nothing_is_shown(samples_store, sentence):
    found = reply(samples_store, QUESTIONS, sentence, CHOICES)
    assert found.rows is None
    assert not found.is_passage


def test_a_project_that_is_paraphrased_is_found_and_reported(samples_store):
    found = reply(samples_store, QUESTIONS, "晋州医保局2026年给六十岁以上老人买意外险多少钱", CHOICES)
    assert found.reading.mentions.read_as == {"六十岁以上老人买意外险": "60周岁以上意外医疗补充保险"}
    assert found.chosen is not None
    assert found.chosen.given["project"] == "60周岁以上意外医疗补充保险"
