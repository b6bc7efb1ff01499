"""How a sentence is read: the graph's names out of it, the words left weighed against every question's `words`."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log2
from pathlib import Path

from kb.asking.names import Choice, key
from kb.asking.questions import Parameter, Question
from kb.asking.words.mentions import GAP, Mentions, find

ENOUGH = 1.0
"""Score below which no question is chosen."""
LEAD = 0.8
"""Lead over the next question below which none is chosen."""
TOGETHER = 0.4
"""What each further word of a phrase counts where all of them are said."""
STRANGE = 0.25
"""What each character counts against a question that no question knows, up to STRANGE_MOST."""
STRANGE_MOST = 2.0
UNSAID = 0.35
"""How much a word of the sentence that a question says nothing about counts against it."""
UNSAID_STRONG = 2.5
"""The same for words that must not be ignored."""
STRONG = 2.0
"""The least that such a word counts for a question that knows it."""
MISFIT = 2.5
"""What a name counts against a question that has no parameter for it."""
MISFIT_SUBJECT = 0.8
"""The same for a subject code, whose names are ordinary words (住房公积金)."""
SPECIFIC = ("policy", "project", "number")
"""Kinds of names so telling that a question which has no parameter for them cannot be meant."""
TERM = 4
"""Characters of a word of other questions that may be what is looked for (基本支出)."""
SHORTEST_WORD = 3
"""Characters of a word that is not quoted, for a parameter that may be left out."""
MISSING = 0.8
"""What a parameter that must be given and is not counts against a question."""
WANTED = 2.0
"""What a name counts for a question that must be given one of its kind."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that a sentence may mean: its score, the words that speak for it, what is given for its parameters."""

    question: Question
    score: float
    words: tuple[str, ...]
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a sentence was read. `chosen` is None where no question fits well enough or two fit about equally.

    `unknown` are names in the sentence that the graph does not hold.
    """

    chosen: Candidate | None
    candidates: tuple[Candidate, ...]
    unknown: tuple[str, ...] = ()


def read(sentence: str, questions: Mapping[str, Question], choices: Mapping[str, Sequence[Choice]]) -> Understanding:
    """The question that a sentence means and what it gives for its parameters, best candidates first."""
    mentions = find(sentence, choices)
    implied = {word for kind in mentions.given for word in _lexicon()["implied"].get(kind, ())}
    said = _said(mentions.rest, questions) | implied
    weights = _weights(questions)
    ranked = sorted(
        (_candidate(question, said, weights, mentions) for question in questions.values()),
        key=lambda candidate: (-candidate.score, candidate.question.name),
    )
    ranked = [candidate for candidate in ranked if candidate.score > 0]
    chosen = ranked[0] if ranked and _is_sure(ranked, mentions) else None
    return Understanding(chosen, tuple(ranked), mentions.unknown)


def _parameters(
    question: Question, mentions: Mentions, words: Sequence[str], vocabulary: Iterable[str]
) -> dict[str, str]:
    """What a sentence gives for the parameters of a question that is known by some of its words."""
    given = {one.name: mentions.given[one.type] for one in question.parameters if one.type in mentions.given}
    for parameter in question.parameters:
        word = _word(mentions, words, vocabulary) if parameter.type == "text" and parameter.name == "word" else ""
        if word and (parameter.required or mentions.quoted or len(word) >= SHORTEST_WORD):
            given[parameter.name] = word
    return given


def _is_sure(ranked: Sequence[Candidate], mentions: Mentions) -> bool:
    second = ranked[1].score if len(ranked) > 1 else 0.0
    return not mentions.unknown and ranked[0].score >= ENOUGH and ranked[0].score - second >= LEAD


def _candidate(question: Question, said: frozenset[str], weights: Mapping[str, float], mentions: Mentions) -> Candidate:
    whole = [parts for phrase in question.words if said.issuperset(parts := frozenset(phrase.split()))]
    words = frozenset[str]().union(*whole)
    score = sum(weights[word] for word in _apart(words)) + TOGETHER * max(
        (len(_apart(parts)) - 1 for parts in whole), default=0
    )
    if not any(one.type == "text" for one in question.parameters):
        score -= min(STRANGE_MOST, STRANGE * len(_strange(mentions.rest, frozenset(weights))))
    given = _parameters(question, mentions, tuple(words), weights)
    asked_for = given.get("word", "")
    ignored = [word for word in _apart(said) - words if word not in asked_for and not any(own in word for own in words)]
    score -= sum(_against(word, weights) for word in ignored)
    needs_text = any(one.required and one.type == "text" for one in question.parameters)
    score += WANTED if mentions.quoted and needs_text else 0
    score += sum(_fit(question, kind) for kind in mentions.given)
    score -= MISSING * sum(1 for one in question.parameters if one.required and not _is_given(one, mentions))
    types = {parameter.type for parameter in question.parameters}
    cannot_be = any(kind in SPECIFIC and kind not in types for kind in mentions.given)
    return Candidate(question, score if words and not cannot_be else 0.0, tuple(sorted(words)), given)


def _apart(words: frozenset[str]) -> frozenset[str]:
    """The words that are no part of another one: 绩效指标 says 指标 too."""
    return frozenset(word for word in words if not any(word != other and word in other for other in words))


def _against(word: str, weights: Mapping[str, float]) -> float:
    """What a word of the sentence counts against a question that does not know it."""
    if word in _lexicon()["strong"]["words"]:
        return UNSAID_STRONG
    return 0.0 if word in _lexicon()["stop"]["words"] else UNSAID * weights[word]


def _fit(question: Question, kind: str) -> float:
    """What a name of a kind says for a question that must be given one, and against one that takes none."""
    takers = [parameter for parameter in question.parameters if parameter.type == kind]
    if not takers:
        return -(MISFIT_SUBJECT if kind == "subject" else MISFIT)
    return WANTED if any(parameter.required for parameter in takers) and kind != "department" else 0.0


def _is_given(parameter: Parameter, mentions: Mentions) -> bool:
    return parameter.type in mentions.given or parameter.type == "text"


def _said(rest: str, questions: Mapping[str, Question]) -> frozenset[str]:
    """The words of questions that a sentence says, in so many words or by a synonym."""
    synonyms = _synonyms()
    return frozenset(
        word for word in _vocabulary(questions) if any(key(form) in rest for form in (word, *synonyms.get(word, ())))
    )


def _vocabulary(questions: Mapping[str, Question]) -> frozenset[str]:
    return frozenset(word for question in questions.values() for phrase in question.words for word in phrase.split())


def _weights(questions: Mapping[str, Question]) -> dict[str, float]:
    """How much each word tells: the fewer questions use it, the more."""
    known = [{word for phrase in question.words for word in phrase.split()} for question in questions.values()]
    uses = Counter(word for words in known for word in words)
    return {word: _weight(word, len(questions) / count) for word, count in uses.items()}


def _weight(word: str, rarity: float) -> float:
    """What a word counts that one in `rarity` questions knows."""
    telling = 0.5 + log2(rarity) / 2
    if word in _lexicon()["strong"]["words"]:
        return max(STRONG, telling)
    return 0.5 if word in _lexicon()["stop"]["words"] else telling


def _word(mentions: Mentions, words: Sequence[str], vocabulary: Iterable[str]) -> str:
    """What a sentence quotes, or the longest piece that is neither a name nor a word that the question is known by."""
    if mentions.quoted:
        return mentions.quoted
    pieces = _left(mentions.rest, words)
    terms = [term for term in vocabulary if len(term) >= TERM and term in mentions.rest and term not in words]
    return max((piece for piece in (*pieces, *terms) if len(piece) > 1), key=len, default="")


@lru_cache(maxsize=8)
def _strange(rest: str, vocabulary: frozenset[str]) -> str:
    """What of a sentence is neither a name nor a word that any question knows nor one that says nothing."""
    return "".join(_left(rest, vocabulary))


def _left(rest: str, words: Iterable[str]) -> list[str]:
    """The pieces of a sentence between words, their synonyms, and words that say nothing."""
    synonyms = _synonyms()
    taken = {form for word in words for form in (word, *synonyms.get(word, ()))} | set(_stop_words())
    for form in sorted(map(key, taken), key=len, reverse=True):
        rest = rest.replace(form, GAP)
    return [piece.strip("，。？?、,.!！:：;；%()") for piece in rest.split(GAP)]


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "synonyms.toml").read_text(encoding="utf-8"))


def _synonyms() -> dict[str, list[str]]:
    return _lexicon()["synonyms"]


def _stop_words() -> list[str]:
    return _lexicon()["stop"]["words"]
