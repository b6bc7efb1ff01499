"""`kb ask "2024年承德县医保局的三公经费是多少"`: a question asked in words."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from kb.cli._printing import say

if TYPE_CHECKING:
    from kb.asking.questions import Question
    from kb.asking.words import Candidate, Understanding
    from kb.store.interface import GraphStore

SHOWN = 4


def is_sentence(text: str) -> bool:
    """Whether what stands in the place of a question's name is a question in words: no name of one is like that."""
    return not text.isascii() or " " in text


def understand(store: GraphStore, questions: Mapping[str, Question], sentence: str) -> tuple[Question, dict[str, str]]:
    """The question meant and what is given for its parameters; tells on stderr how it was understood.

    Raises ClickException, with what may have been meant, where that is not sure.
    """
    reading = _read(store, questions, sentence)
    chosen, others = reading.chosen, reading.candidates[1:SHOWN]
    if chosen is None:
        raise click.ClickException(_asked_back(store, reading))
    say(f"问题 (question): {chosen.question.name} {chosen.question.summary}  ← {_evidence(chosen)}")
    say(f"  {command_line(chosen)}")
    if others:
        names = "; ".join(f"{other.question.name} {other.question.summary}" for other in others)
        say(f"也可能 (or): {names}")
    return chosen.question, dict(chosen.given)


def command_line(candidate: Candidate) -> str:
    """The command that asks the same without words."""
    options = [f"--{name} {shlex.quote(value)}" for name, value in candidate.given.items()]
    return " ".join(["kb ask", candidate.question.name, *options])


def _read(store: GraphStore, questions: Mapping[str, Question], sentence: str) -> Understanding:
    from kb import resources
    from kb.asking.ask import choices_of
    from kb.asking.words import NAMED_TYPES, read

    folder = resources.folder("queries/choices")
    return read(sentence, questions, {kind: choices_of(store, kind, folder) for kind in NAMED_TYPES})


def _asked_back(store: GraphStore, reading: Understanding) -> str:
    unknown = "".join(
        f"库里没有 (unknown): {name}; 最接近的 (nearest): {_nearest(store, name)}\n" for name in reading.unknown
    )
    if not reading.candidates:
        return f"{unknown}没听懂 (not understood); kb ask 列出全部问题 (lists all questions)"
    lines = "\n".join(
        f"  {command_line(candidate)}  {candidate.question.summary}" for candidate in reading.candidates[:SHOWN]
    )
    return f"{unknown}说不准是哪个问题, 请选一个 (which of these?):\n{lines}"


def _nearest(store: GraphStore, name: str) -> str:
    from kb import resources
    from kb.asking.ask import choices_of
    from kb.asking.names import nearest

    folder = resources.folder("queries/choices")
    labels = [choice.label for kind in ("department", "year", "policy") for choice in choices_of(store, kind, folder)]
    return "、".join(nearest(name, labels))


def _evidence(candidate: Candidate) -> str:
    return "、".join(candidate.words)
