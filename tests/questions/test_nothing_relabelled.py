"""A parameter confines the rows of an answer; it never becomes a cell of rows that are of another stage."""

from __future__ import annotations

import pytest
from questions.asked import CHOICES, QUESTIONS, asked
from questions.test_questions_scope import GIVEN

from kb.asking.ask import choices_of
from kb.asking.questions import Question
from kb.store.embedded import Store

STAGED = [name for name, one in QUESTIONS.items() if any(each.name == "stage" for each in one.parameters)]


def required(store: Store, question: Question) -> dict[str, str]:
    """What else must be given: the first that the store holds of its kind, and a number or a word as typed."""
    return {
        one.name: GIVEN.get(one.name) or next(iter(choices_of(store, one.type, CHOICES))).names[0]
        for one in question.parameters
        if one.required
    }


@pytest.mark.parametrize("name", STAGED)
def test_a_stage_that_no_document_has_finds_nothing(samples_store: Store, name: str) -> None:
    """The samples are budgets."""
    given = required(samples_store, QUESTIONS[name])
    assert not list(samples_store.select(asked(samples_store, name, given | {"stage": "决算"}).query))
