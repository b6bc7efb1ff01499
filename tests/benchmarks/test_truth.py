"""What the measurement of sentences calls right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.sentences import heard
from benchmarks.truth import Judge, Outcome
from kb.asking.questions import read_questions
from kb.knowledge import KnowledgeBase
from kb.resources import folder

SENTENCE = "承德县医保局2024年三公经费多少"
TRUTH = {
    "question": ["three-public-years"],
    "expect": "answer",
    "parameters": {"department": "承德县医疗保障局", "year": 2024, "measure": "三公经费"},
    "figure": ["2.00"],
}


@pytest.fixture(scope="module")
def knowledge(samples_dir: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase() as kb:
        kb.load(samples_dir / "hebei-tabs.txt")
        yield kb


@pytest.mark.parametrize(
    ("sentence", "changed", "outcome"),
    [
        (SENTENCE, {}, Outcome.RIGHT),
        (SENTENCE, {"question": ["projects"], "parameters": {}}, Outcome.WRONG),
        (SENTENCE, {"figure": ["2.01"]}, Outcome.WRONG),
        (SENTENCE, {"parameters": {**TRUTH["parameters"], "year": 2023}}, Outcome.WRONG),
        (SENTENCE, {"parameters": {"department": "承德县医疗保障局"}}, Outcome.WRONG),
        (SENTENCE, {"expect": "refuse"}, Outcome.WRONG),
        ("承德县医保局局长叫什么名字", {}, Outcome.ASKED_BACK),
        ("承德县医保局局长叫什么名字", {"expect": "refuse"}, Outcome.RIGHT),
        ("承德县医保局2024年会议费超过1万元的部门", {"expect": "empty"}, Outcome.RIGHTLY_EMPTY),
        ("明天会下雨吗", {}, Outcome.REFUSED),
    ],
)
def test_a_reply_is_compared_with_all_that_the_truth_says(knowledge, sentence, changed, outcome):
    understood, rows, reply = heard(knowledge.store, read_questions(folder("queries/questions")), sentence)
    assert Judge(knowledge.store).judge({**TRUTH, **changed}, understood, rows, reply).outcome is outcome
