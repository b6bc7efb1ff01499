"""Columns that a question works out say so: 算出."""

from __future__ import annotations

import re

import pytest
from questions.asked import QUESTIONS

MIXED = {"overview", "personnel-public", "totals"}
"""Their rows are printed figures beside sums: a column tells which."""
MONEY = "元"


def sums(query: str) -> set[str]:
    """The variables into which the outermost SELECT of a query adds up yuan."""
    head = query.partition("WHERE")[0].rpartition("SELECT")[2]
    return set(re.findall(r"\(SUM\(\?\w+\) AS \?(\w+)\)", head))


@pytest.mark.parametrize("name", sorted(QUESTIONS.keys() - MIXED))
def test_a_sum_of_money_is_headed_as_computed(name: str) -> None:
    question = QUESTIONS[name]
    added_up = [one for one in question.columns if one.unit == MONEY and one.name in sums(question.query)]
    assert [one.name for one in added_up if "算出" not in one.label] == []


def test_many_questions_add_up_money() -> None:
    assert sum(bool(sums(one.query)) for one in QUESTIONS.values()) >= 6
