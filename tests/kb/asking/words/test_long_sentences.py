"""A sentence is a question, not a book."""

from __future__ import annotations

import pytest

from kb import resources
from kb.asking.names import UnresolvedName
from kb.asking.questions import read_questions
from kb.asking.words import reply
from kb.asking.words.answering import LONGEST_SENTENCE
from kb.store.embedded import Store


def test_a_text_too_long_for_a_question_is_refused_in_a_sentence() -> None:
    questions = read_questions(resources.folder("queries/questions"))
    with Store() as store:
        assert reply(store, questions, "支" * LONGEST_SENTENCE, resources.folder("queries/choices")).chosen is None
        with pytest.raises(UnresolvedName, match="500"):
            reply(store, questions, "支" * (LONGEST_SENTENCE + 1), resources.folder("queries/choices"))
