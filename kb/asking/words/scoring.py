"""How much the words and names of a sentence say for a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kb.asking.names import key
from kb.asking.questions import Parameter, Question
from kb.asking.words.fitting import Fit, vocabulary, words_taken
from kb.asking.words.lexicon import SpanKind, lexicon
from kb.asking.words.looked_for import PARTS_WORDS, SHORTEST_WORD, stripped
from kb.asking.words.named.found import GAP, Mentions
from kb.asking.words.said import Said

TOGETHER = 0.4
"""What each further word of a phrase counts where all of them are said."""
STRANGE = 0.25
"""What each character counts against a question that no question knows, up to STRANGE_MOST."""
STRANGE_MOST = 2.0
UNSAID = 0.35
"""How much a word of the sentence that a question says nothing about counts against it."""
UNSAID_STRONG = 2.5
"""The same for words that must not be ignored."""
MISFIT = 2.5
"""What a name counts against a question that has no parameter for it."""
MISFIT_SUBJECT = 0.8
"""The same for a subject code, whose names are ordinary words (住房公积金)."""
SPECIFIC = ("policy", "project", "number")
"""Kinds of names so telling that a question which has no parameter for them cannot be meant."""
MISSING = 0.8
"""What a parameter that must be given and is not counts against a question."""
FOUND = 0.6
"""What a word that is looked for counts for a question that must be given one."""
WANTED = 2.0
"""What a name counts for a question that must be given one of its kind."""


def score_of(
    question: Question,
    words: frozenset[str],
    weights: Mapping[str, float],
    said: Said,
    given: Mapping[str, str],
    fitted: Fit,
) -> float:
    """What the words of a question and the names of the sentence say for it."""
    mentions = said.mentions
    whole = [parts for phrase in question.words if words.issuperset(parts := frozenset(phrase.split()))]
    known = frozenset[str]().union(*whole)
    score = sum(weights[word] for word in _apart(known))
    score += TOGETHER * max((len(_apart(parts)) - 1 for parts in whole), default=0)
    if fitted.left and not any(one.type == "text" for one in question.parameters):
        score -= min(STRANGE_MOST, STRANGE * len(_strange(mentions.rest, frozenset(weights))))
    asked_for = given.get("word", "")
    taken = words_taken(question, said)
    topics = frozenset(one.value for span in said.spans for one in span.meanings if one.kind == SpanKind.TOPIC)
    ignored = [
        word
        for word in _apart(words & topics) - known - vocabulary(question)
        if word not in asked_for and not any(own in word for own in known)
    ]
    score -= sum(_against(word, weights) for word in ignored if word not in taken)
    needs_text = any(one.required and one.type == "text" for one in question.parameters)
    score += WANTED if mentions.quoted and needs_text else 0
    score += sum(_fit(question, kind) for kind in mentions.given)
    score += FOUND if needs_text and len(asked_for) >= SHORTEST_WORD else 0
    return score - MISSING * sum(1 for one in question.parameters if one.required and not _is_given(one, given))


def cannot_be(question: Question, mentions: Mentions) -> bool:
    """Whether a sentence names something so telling that a question without a parameter for it is not meant."""
    types = {parameter.type for parameter in question.parameters}
    return any(kind in SPECIFIC and kind not in types for kind in mentions.given)


def _apart(words: frozenset[str]) -> frozenset[str]:
    """The words that are no part of another one: 绩效指标 says 指标 too."""
    return frozenset(word for word in words if not any(word != other and word in other for other in words))


def _against(word: str, weights: Mapping[str, float]) -> float:
    """What a word of the sentence counts against a question that does not know it."""
    if word in lexicon().strong:
        return UNSAID_STRONG
    return 0.0 if key(word) in lexicon().fillers else UNSAID * weights[word]


def _fit(question: Question, kind: str) -> float:
    """What a name of a kind says for a question that must be given one, and against one that takes none."""
    takers = [parameter for parameter in question.parameters if parameter.type in {kind, _wider(kind)}]
    if not takers:
        return -(MISFIT_SUBJECT if kind == "subject" else MISFIT)
    return WANTED if any(parameter.required for parameter in takers) and kind != "department" else 0.0


def _wider(kind: str) -> str:
    """A subject is a measure too."""
    return "measure" if kind == "subject" else kind


def _is_given(parameter: Parameter, given: Mapping[str, str]) -> bool:
    return parameter.name in given or parameter.type == "text"


@lru_cache(maxsize=8)
def _strange(rest: str, vocabulary: frozenset[str]) -> str:
    """What of a sentence is neither a name nor a word that any question knows nor one that says nothing."""
    return "".join(_pieces(rest, vocabulary))


def _pieces(rest: str, words: Iterable[str]) -> list[str]:
    """The pieces of a sentence between words, their synonyms, and words that say nothing."""
    synonyms = lexicon().synonyms
    taken = {form for word in words for form in (word, *synonyms.get(word, ()))} | lexicon().stop
    for form in sorted(map(key, taken), key=len, reverse=True):
        if len(form) > 1 or form in PARTS_WORDS:
            rest = rest.replace(form, GAP)
    return [stripped(piece) for piece in rest.split(GAP)]
