"""What else may be asked where the question that fits best has no rows, in what is given and in what is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kb.asking.ask import choices_of, listed
from kb.asking.names import key
from kb.asking.questions import Question
from kb.asking.words.filling import LIST
from kb.asking.words.lexicon import lexicon
from kb.asking.words.proofs import STAGE, YEAR
from kb.asking.words.reading import Candidate

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

MOST_NAMES = 6
"""Longer names of a subject that are tried."""
BASE = "from"
"""The parameter for the year that a change counts from."""
BY_NAME = frozenset({"measure", "side"})
"""Parameters that the name of a figure stands for."""
WORD = "word"
"""The parameter for a word that is looked for."""
FORM = "which"
"""The parameter for a kind of form."""
TEXT = "statements"
"""The question for the figures of running text with their sentences."""
IN_TEXT = frozenset({"department", "year", "stage", "from", "measure", "part", "whole", "side", "direction"})
"""Parameters of the questions for which its sentences are shown where they have no rows."""
SHORTEST_FIGURE = 3
"""Characters of the name of a figure that is looked for in sentences."""
SUBJECTS = ("measure", "subject")
"""The parameters for a subject."""
SHORTEST_PART = 4
"""Characters of a part of it that is looked for where the whole word is nowhere."""


def otherwise(candidate: Candidate, questions: Mapping[str, Question]) -> Iterator[Candidate]:
    """The questions that are asked one after another where this one has no rows, if they take all that is given."""
    other = questions.get(candidate.question.otherwise)
    names = {one.name: one.required for one in other.parameters} if other else {}
    given = _with_both_years(candidate.given) if BASE not in names else candidate.given
    if (
        other
        and not other.lookup
        and given.keys() <= names.keys()
        and all(name in given for name, required in names.items() if required)
    ):
        following = replace(candidate, question=other, given=given)
        yield following
        yield from otherwise(following, questions)


def _with_both_years(given: Mapping[str, str]) -> Mapping[str, str]:
    """What is given for a change, for a question that lists the figures of years: the base is one of them."""
    years = [given[name] for name in (BASE, YEAR) if name in given]
    others = {name: value for name, value in given.items() if name not in {BASE, YEAR, STAGE}}
    return {**others, YEAR: LIST.join(years)} if len(years) > 1 else given


def by_name(candidate: Candidate, questions: Mapping[str, Question]) -> Iterator[Candidate]:
    """The same figure by its name in the rows and the text of the one department that is asked for."""
    other = questions.get(candidate.question.otherwise)
    if other is None or not other.lookup:
        return
    names = {one.name for one in other.parameters}
    given = {name: value for name, value in candidate.given.items() if name in names}
    if candidate.given.keys() - given.keys() - BY_NAME:
        return
    departments = listed(given.get("department", ""))
    if len(departments) == 1 and len(candidate.figures) == 1 and len(candidate.figures[0]) > 1:
        yield replace(candidate, question=other, given={**given, other.lookup: candidate.figures[0]})


def without_stage(candidate: Candidate) -> Iterator[Candidate]:
    """The same of a thing all of which is stated: 预算 may name a column of a form on how it was carried out."""
    stages = listed(candidate.given.get(STAGE, ""))
    if candidate.question.aspects and stages:
        given = {name: value for name, value in candidate.given.items() if name != STAGE}
        yield replace(candidate, given=given, must_hold=tuple(stages))


def with_printed_form(store: GraphStore, candidate: Candidate, choices: Path) -> Iterator[Candidate]:
    """The same of the form whose title is the one said, but for the department's name and signs before it."""
    said = key(candidate.given.get(FORM, ""))
    if said:
        signs = set("".join(map(key, listed(candidate.given.get("department", ""))))) | lexicon().before_titles
        titles = (name for one in choices_of(store, "form", choices) for name in one.names)
        for title in titles:
            before, found, behind = key(title).partition(said)
            if found and behind in {"", "表"} and set(before) <= signs:
                yield replace(candidate, given={**candidate.given, FORM: title})


def in_the_text(candidate: Candidate, questions: Mapping[str, Question]) -> Iterator[Candidate]:
    """The sentences of the one department's documents that tell of all the figures, where none of them was read."""
    text = questions.get(TEXT)
    departments = listed(candidate.given.get("department", ""))
    if text is None or len(departments) != 1 or candidate.given.keys() - IN_TEXT:
        return
    given = {one.name: candidate.given[one.name] for one in text.parameters if one.name in candidate.given}
    if len(listed(given.get(STAGE, ""))) > 1:
        del given[STAGE]  # a budget tells what was spent the year before
    for figure in candidate.figures:
        if len(figure) >= SHORTEST_FIGURE:
            yield replace(candidate, question=text, given={**given, WORD: figure}, must_hold=candidate.figures)


def looser(store: GraphStore, candidate: Candidate, choices: Path) -> Iterator[Candidate]:
    """The same question for less of the word looked for, or for longer names of the subject."""
    yield from _with_less(candidate)
    yield from _with_longer_names(store, candidate, choices)


def _with_less(candidate: Candidate) -> Iterator[Candidate]:
    """The same question for parts of the word looked for, the longest first: 医保基金监管, 保基金监管, 基金监管 …"""
    word = candidate.given.get(WORD, "")
    for size in range(len(word) - 1, SHORTEST_PART - 1, -1):
        for part in (word[-size:], word[:size]):
            yield replace(candidate, given={**candidate.given, WORD: part})


def _with_longer_names(store: GraphStore, candidate: Candidate, choices: Path) -> Iterator[Candidate]:
    """The same question for subjects whose names hold the one said: 检察监督 in 公诉、审判等检察监督支出."""
    for name in SUBJECTS:
        said = candidate.given.get(name, "")
        if said and not said.isascii():
            longer = {
                one.names[0] for one in choices_of(store, "subject", choices) if any(said in own for own in one.names)
            }
            yield from (replace(candidate, given={**candidate.given, name: one}) for one in sorted(longer)[:MOST_NAMES])
