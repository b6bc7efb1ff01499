"""A sentence that asks several things is answered one by one, with the names that its clauses share."""

from __future__ import annotations

from decimal import Decimal

import pytest
from questions.asked import CHOICES, QUESTIONS

from kb.asking.words import Reply, reply
from kb.asking.words.several.clauses import cut


def _asked(found: Reply) -> list[tuple[str, dict[str, str]]]:
    """The question of each part with its department and year."""
    chosen = [part.reply.chosen for part in found.parts]
    return [
        (one.question.name, {name: one.given[name] for name in ("department", "year") if name in one.given})
        if one
        else ("", {})
        for one in chosen
    ]


def test_each_thing_is_asked_of_the_department_and_year_that_are_said_once(samples_store):
    found = reply(samples_store, QUESTIONS, "承德县医保局2024年三公经费多少，有哪些下属单位", CHOICES)
    shared = {"department": "承德县医疗保障局", "year": "2024"}
    assert _asked(found) == [("three-public-years", shared), ("units", shared)]


def test_what_cannot_be_answered_is_named_and_the_rest_is_answered(samples_store):
    found = reply(samples_store, QUESTIONS, "承德县医保局2024年三公经费多少，局长是谁", CHOICES)
    assert [part.said for part in found.parts if part.reply.rows is None] == ["局长是谁"]
    assert found.parts[0].reply.rows is not None


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("承德县医保局2024年局长是谁，三公经费多少", id="what is not understood may limit what follows"),
        pytest.param("承德县医保局2024年，三公经费多少", id="a name asks nothing"),
        pytest.param("绿水县医保局2024年三公经费多少，有哪些下属单位", id="a department that is not in the store"),
    ],
)
def test_one_thing_or_a_doubtful_one_is_not_taken_apart(samples_store, sentence):
    assert reply(samples_store, QUESTIONS, sentence, CHOICES).parts == ()


def test_an_amount_that_the_answer_to_all_of_it_lacks_is_reported_before_it(samples_store):
    found = reply(samples_store, QUESTIONS, "曾都医保中心2024年收入总额多少，比上年增加了多少", CHOICES)
    questions = [part.reply.chosen.question.name for part in found.parts if part.reply.chosen]
    assert len(questions) == 2
    assert questions[1] == found.chosen.question.name
    amounts = [value for row in found.parts[0].reply.rows.rows for value in row if isinstance(value, Decimal)]
    assert amounts


def test_a_sentence_is_cut_at_its_signs_but_not_in_numbers_and_brackets():
    assert cut("甲局1,200万元的项目，有几个？另外（含下属，下同）车有几辆") == [
        "甲局1,200万元的项目",
        "有几个",
        "（含下属，下同）车有几辆",
    ]
