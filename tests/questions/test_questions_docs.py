"""The page on questions tells every question there is, and the rates that the tests measure."""

from __future__ import annotations

import re

import pytest
from places import ROOT
from questions.asked import QUESTIONS

PAGE = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_every_question_is_in_its_row(question):
    row = next((line for line in PAGE.splitlines() if line.startswith(f"| `{question.name}` |")), "")
    assert row, (
        f"docs/questions.md has no row for it: | `{question.name}` | {question.summary} / {question.summary_en} | …"
    )
    assert question.summary in row
    assert question.summary_en in row
    assert all(parameter.name in row for parameter in question.parameters)


def test_no_question_is_described_that_does_not_exist():
    assert set(re.findall(r"^\| `([a-z][a-z-]*)` \|", PAGE, re.MULTILINE)) == set(QUESTIONS)
    assert PAGE.splitlines()[2].startswith(f"{len(QUESTIONS)} 个"), "line 3 of docs/questions.md counts the questions"
