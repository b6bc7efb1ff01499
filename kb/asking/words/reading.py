"""How a sentence is read: names out of it, the rest cut into pieces, a question that has a use for all of them.

Nothing that a sentence says is dropped. Every piece that means something (a department, a year, a measure, 最多, 占)
must be taken up by the question: by a parameter, by an operator that its header `takes`, or by one of its `words`. A
question that leaves a piece over is not chosen; where none is left, the sentence is asked back with what is over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from kb.asking.names import Choice, heads, key
from kb.asking.questions import Question
from kb.asking.words.english import in_chinese
from kb.asking.words.filling import LIST
from kb.asking.words.fitting import SHORT, Fit, compares_bases, fit, is_general
from kb.asking.words.lexicon import Operator, SpanKind, lexicon
from kb.asking.words.looked_for import add_word
from kb.asking.words.lookups import Lookup, lookups, sought_in
from kb.asking.words.named.found import GAP, Mentions
from kb.asking.words.named.mentions import find, take_claims
from kb.asking.words.said import Said
from kb.asking.words.scoring import cannot_be, score_of
from kb.asking.words.segments import Span, segments
from kb.asking.words.things import Sought
from kb.asking.words.vocabulary import forms_of, in_context, measures_of, said_words, short_forms, topics_of, weights_of

_AGENCY = re.compile(r"[一-龥]{1,12}?(?:局|委员会|厅|中心|街道|大学|法院|检察院|办公室|镇政府)(?!门)")
NUMBER = "number"
"""The kind of name that an amount is."""
ENOUGH = 0.5
"""Score below which no question is chosen."""
LEAD = 0.5
"""Lead over the next question that fits below which none is chosen."""
CLEAR = 2.5
"""Score from which a question is meant whatever mere words are left over."""
MOST_PASSED_OVER = 4
"""Characters of such words."""
LONGEST_PREAMBLE = 8
"""Characters before a colon that may say nothing."""
FOR_ALL = frozenset({Operator.RANK, Operator.SUM, Operator.MEAN, Operator.THRESHOLD, Operator.NONE, Operator.WHICH})
"""Operators that ask about several departments."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that a sentence may mean: its score, the words that speak for it, what is given for its parameters.

    `left` is what the sentence says and the question has no use for, `passed_over` mere words that do not are in its
    way, `lacks` what it must be given and the sentence does not say, `figures` how figures are called in it,
    `sought` words that some rows of its answer hold, or what of a thing is asked for (政策依据),
    `must_hold` words that its rows must hold somewhere.
    """

    question: Question
    score: float
    words: tuple[str, ...]
    given: Mapping[str, str]
    left: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()
    must_hold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a sentence was read. `chosen` is None where no question fits well enough or two fit about equally.

    `unknown` are names in the sentence that the graph does not hold, `ambiguous` names of several things with what they
    may be; `spans` the pieces of the rest. `yuan`: amounts are wanted in yuan. `lookups`:
    where no question has a use for all of it, those that look for the words that nothing recognises. `asks_money`:
    money is asked for. `sought` is what is asked of the things that one department prints,
    `claimed` are amounts said in passing, `mentions` the names and numbers that were found.
    """

    chosen: Candidate | None
    candidates: tuple[Candidate, ...]
    unknown: tuple[str, ...] = ()
    ambiguous: Mapping[str, Sequence[str]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    yuan: bool = False
    lookups: tuple[Lookup, ...] = ()
    asks_money: bool = False
    sought: Sought | None = None
    claimed: tuple[str, ...] = ()
    mentions: Mentions = field(default_factory=lambda: Mentions(""))


def read(
    sentence: str,
    questions: Mapping[str, Question],
    choices: Mapping[str, Sequence[Choice]],
    *,
    asks_amounts: bool = True,
) -> Understanding:
    """The question that a sentence means and what it gives for its parameters, best candidates first.

    `asks_amounts`: the amounts that it says are asked for, and not said in passing (为什么多了25万).
    """
    mentions = find(in_chinese(sentence), choices)
    claimed = () if asks_amounts else tuple(mentions.given.pop(NUMBER, ()))
    if not asks_amounts:
        take_claims(mentions)
    forms = forms_of(questions, choices)
    if short := short_forms(mentions.rest, forms, choices.get("subject", ())):
        forms = {**forms, **short}
    spans = tuple(_without_preamble(tuple(in_context(segments(mentions.rest, forms))), mentions.rest))
    said = Said(mentions, spans, lexicon(), partial(measures_of, forms))
    _take_all_of_an_area(said)
    _take_peers(said)
    mentions.unknown += _strange_agencies(mentions, spans)
    words = said_words(topics_of(spans, said, questions), questions, spans) | {
        word for one in (*mentions.given, *_operators_within(said)) for word in lexicon().implied.get(one, ())
    }
    weights = weights_of(questions)
    ranked = sorted(
        (_candidate(question, words, weights, said) for question in questions.values()),
        key=lambda candidate: (bool(candidate.left), bool(candidate.lacks), -candidate.score, candidate.question.name),
    )
    ranked = _without_general([candidate for candidate in ranked if candidate.score > 0])
    chosen = ranked[0] if ranked and _is_sure(ranked, mentions) else None
    if chosen and chosen.question.in_total in questions and said.is_bare_total:
        whole = _candidate(questions[chosen.question.in_total], words, weights, said, is_meant=True)
        if not whole.left and not whole.lacks:
            chosen, ranked = whole, [whole, *ranked]
    if chosen is None:
        ranked = _with_peers_to_choose_of(ranked, mentions)
    in_yuan = any(span.text in lexicon().in_yuan for span in spans)
    clear = not (mentions.unknown or mentions.ambiguous or any(not one.left and not one.lacks for one in ranked))
    found = tuple(lookups(questions, said)) if chosen is None and clear else ()
    sought = None if mentions.unknown or mentions.ambiguous else sought_in(questions, said)
    asks_money = any(span.text in lexicon().money for span in spans)
    return Understanding(
        chosen,
        tuple(ranked),
        tuple(mentions.unknown),
        mentions.ambiguous,
        spans,
        in_yuan,
        found,
        asks_money,
        sought,
        claimed,
        mentions,
    )


def _with_peers_to_choose_of(ranked: list[Candidate], mentions: Mentions) -> list[Candidate]:
    """The candidates, where a kind of department is all that is left over of a sentence: its departments are offered.

    They are added to `mentions.ambiguous`.
    """
    if not mentions.peers or not ranked or ranked[0].left != (mentions.peers,):
        return ranked
    mentions.ambiguous[mentions.peers] = mentions.peer_labels
    return [replace(one, left=tuple(text for text in one.left if text != mentions.peers)) for one in ranked]


def _without_preamble(spans: Sequence[Span], text: str) -> Sequence[Span]:
    """The pieces without what a sentence begins with up to a colon, where no list knows it: 审计要用：…"""
    end = text.find(":")
    before = [span for span in spans if span.end <= end]
    says_nothing = all(span.has(SpanKind.UNKNOWN) or span.has(SpanKind.FILLER) for span in before)
    is_short = 0 < end <= LONGEST_PREAMBLE and GAP not in text[:end]
    return spans[len(before) :] if before and says_nothing and is_short else spans


def _strange_agencies(mentions: Mentions, spans: Sequence[Span]) -> list[str]:
    """Departments that the store does not hold: what ends as their names do and has a piece that nothing recognises."""
    if "department" in mentions.given or mentions.peers:
        return []
    unknown = [span for span in spans if span.has(SpanKind.UNKNOWN) and len(span.text) > 1]
    found = _AGENCY.finditer(mentions.rest)
    return [match[0] for match in found if any(match.start() <= span.start < match.end() for span in unknown)]


def _take_all_of_an_area(said: Said) -> None:
    """The departments of an area, where all of them are asked for: 江苏省各部门, 江苏省哪个部门 …"""
    mentions = said.mentions
    if mentions.ambiguous and (
        said.operators & FOR_ALL or any(span.text in lexicon().everybody for span in said.spans)
    ):
        labels = [label for labels in mentions.ambiguous.values() for label in labels]
        mentions.given["department"] = list(dict.fromkeys([*mentions.given.get("department", ()), *labels]))
        mentions.ambiguous.clear()


def _operators_within(said: Said) -> frozenset[str]:
    """The operators on the lines of one department's expenditure: 支出里最大的三项, but not 三公最多的是哪年."""
    of_lines = len(said.measures) == 1 and said.measures[0] in {said.lexicon.usual_measure, *said.lexicon.lines_of}
    return said.operators if of_lines else frozenset()


def _take_peers(said: Said) -> None:
    """The departments of one kind: 与甲县医保局同类的 are all 医疗保障局, and so are 甲县医保局和别的医保局."""
    mentions = said.mentions
    departments = mentions.given.get("department", [])
    is_one_of_them = mentions.peers and any(span.text in lexicon().others for span in said.spans)
    asks_for_peers = any(span.has(SpanKind.OPERATOR, Operator.PEERS) for span in said.spans)
    if len(departments) == 1 and (is_one_of_them or asks_for_peers):
        kind = heads(key(departments[0]))[-1]
        if not mentions.peers or mentions.peers in kind:
            mentions.peers = mentions.peers or kind
            del mentions.given["department"]


def _without_general(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those that answer about any measure behind those made for what is asked, where one fits."""
    own = [
        one
        for one in ranked
        if not (one.left or one.lacks or is_general(one.question) or _lists_years(one)) and one.score >= ENOUGH
    ]
    return sorted(
        ranked,
        key=lambda one: (
            _lists_years(one),
            bool(own) and (is_general(one.question) or bool(one.left) or bool(one.lacks)),
        ),
    )


def _lists_years(candidate: Candidate) -> bool:
    """Whether a question would list the rows of several years, where their totals are asked for."""
    return bool(candidate.question.lookup) and LIST in candidate.given.get("year", "")


def _is_next(other: Question, question: Question) -> bool:
    """Whether another question does not are against this one: asked where it has no rows, or answered by it too."""
    return other.name == question.otherwise or other.name in question.covers


def _is_sure(ranked: Sequence[Candidate], mentions: Mentions) -> bool:
    first, *others = ranked
    second = next(
        (
            other.score
            for other in others
            if not (other.left or other.lacks or is_general(other.question) or _lists_years(other))
            and not _is_next(other.question, first.question)
        ),
        0.0,
    )
    named = not mentions.unknown and not mentions.ambiguous
    return named and not first.left and not first.lacks and first.score >= ENOUGH and first.score - second >= LEAD


def _candidate(
    question: Question, words: frozenset[str], weights: Mapping[str, float], said: Said, *, is_meant: bool = False
) -> Candidate:
    """A question as a sentence may mean it. `is_meant`: whatever words it is known by."""
    whole = [parts for phrase in question.words if words.issuperset(parts := frozenset(phrase.split()))]
    known = frozenset[str]().union(*whole)
    fitted = fit(question, said)
    given = dict(fitted.given)
    add_word(question, said, known, weights, given)
    score = fitted.score + (0.0 if fitted.is_measure else score_of(question, words, weights, said, given, fitted))
    by_need = question.needs and any(one.type == "measure" for one in question.parameters)
    by_need = by_need or compares_bases(question, said)
    usable = (known or fitted.is_measure or by_need) and not fitted.missing and not cannot_be(question, said.mentions)
    soft = _not_in_word(fitted.soft, given)
    passes = len("".join(soft)) <= _most_passed_over(fitted, said, score)
    left = (*_not_in_word(fitted.left, given), *(() if passes else soft))
    lacks = tuple(
        one.label for one in question.parameters if one.required and one.name not in given and not one.default
    )
    score = ENOUGH if is_meant else score if usable else 0.0
    figures = tuple(span.text for span in said.spans if span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT))
    passed = soft if passes else ()
    sought = tuple(_aspects(question, said))
    return Candidate(question, score, tuple(sorted(known)), given, left, passed, lacks, figures, sought)


def _aspects(question: Question, said: Said) -> Iterator[str]:
    """What of a thing a sentence asks for, by the question's own words for it."""
    texts = {text for span in said.spans for text in (span.text, *(one.value for one in span.meanings))}
    return (aspect for aspect, words in question.aspects.items() if words & texts)


def _most_passed_over(fitted: Fit, said: Said, score: float) -> int:
    """How many characters of mere words a question may leave over: none where only money is said and no figure."""
    if fitted.is_measure:
        return SHORT if said.measures or said.subjects else 0
    return MOST_PASSED_OVER if score >= CLEAR else SHORT


def _not_in_word(pieces: Sequence[str], given: Mapping[str, str]) -> tuple[str, ...]:
    """What is left over of a sentence: pieces of the word that is looked for are not."""
    looked_for = key(given.get("word", ""))
    return tuple(text for text in pieces if text not in looked_for)
