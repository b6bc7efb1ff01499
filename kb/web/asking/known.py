"""The canned questions, read once."""

from __future__ import annotations

from functools import cache

from kb import resources
from kb.asking.questions import Question, read_questions


@cache
def known() -> dict[str, Question]:
    """The questions by name."""
    return read_questions(resources.folder("queries/questions"))
