"""From a sentence to an answer: the question that it means, and the next that fits where that one has no rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kb import resources
from kb.asking.ask import AskedQuestion, answer, choices_of, listed, prepare
from kb.asking.names import Choice, UnresolvedName, key, nearest, resolve
from kb.asking.questions import Question
from kb.asking.words.filling import LIST
from kb.asking.words.lexicon import FOLDER, SpanKind, lexicon
from kb.asking.words.lookups import SIGNS, WHOLE_NAMES, holds_all, printed_names
from kb.asking.words.mentions import NAMED_TYPES
from kb.asking.words.proofs import STAGE, YEAR, holds_amounts, holds_counts, holds_stages, holds_years, years_of
from kb.asking.words.reading import ENOUGH, NUMBER, Candidate, Understanding, read
from kb.asking.words.segments import Span
from kb.asking.words.slips import corrected
from kb.asking.words.things import explaining, printed_things

if TYPE_CHECKING:
    from kb.rows.printed import Answer
    from kb.store.interface import GraphStore

MOST_OFFERED = 6
PRINTED = "printed"
"""The list of names that a department prints."""
LONGEST_SENTENCE = 500
MEASURE, PROJECT = "measure", "project"
"""Kinds of names."""
BASE = "from"
"""The parameter for the year that a change counts from."""
BY_NAME = frozenset({"measure", "side"})
"""Parameters that the name of a figure stands for."""
WORD = "word"
"""The parameter for a word that is looked for."""
SUBJECTS = ("measure", "subject")
"""The parameters for a subject."""
SHORTEST_PART = 4
"""Characters of a part of it that is looked for where the whole word is nowhere."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a sentence comes to: the candidate that is asked, or None and what may be chosen of.

    `instead_of` is the question that fitted best and has no answer in this store, where another one has. `asked` and
    `rows` are the chosen one as it was asked to find that out, and its answer; None where nothing has rows.
    """

    reading: Understanding
    chosen: Candidate | None
    offers: tuple[Candidate, ...]
    instead_of: Candidate | None = None
    asked: AskedQuestion | None = None
    rows: Answer | None = None


def reply(store: GraphStore, questions: Mapping[str, Question], sentence: str, choices: Path) -> Reply:
    """How a sentence is understood in a store. `choices` is the folder of the queries that list what names may mean.

    Raises UnresolvedName for a sentence that is too long for one question.
    """
    if len(sentence) > LONGEST_SENTENCE:
        raise UnresolvedName(
            f"句子有 {len(sentence)} 个字, 至多 {LONGEST_SENTENCE} 个, 请只问一件事 (a sentence may have "
            f"{LONGEST_SENTENCE} characters; ask one thing)"
        )
    known = {kind: choices_of(store, kind, choices) for kind in NAMED_TYPES}
    first = read(sentence, questions, known)
    found = _reply_to(store, questions, first, choices)
    others = () if found.chosen else _other_readings(sentence, first, partial(read, questions=questions), known)
    replies = (_reply_to(store, questions, other, choices) for other in others)
    return next((one for one in replies if one.rows is not None and holds_amounts(one.reading, one.rows)), found)


def _other_readings(
    sentence: str, first: Understanding, reader: Callable[..., Understanding], known: Mapping[str, Sequence[Choice]]
) -> Iterator[Understanding]:
    """How a sentence may be read besides.

    No part of a project's name is one, amounts are said in passing, a figure is mistyped.
    """
    given = first.mentions.given
    if PROJECT in given:
        yield reader(sentence, choices={**known, PROJECT: ()})
    if NUMBER in given:
        yield reader(sentence, choices=known, asks_amounts=False)
    figures = [key(name) for one in known[MEASURE] for name in one.names]
    for typed, name in corrected(first.mentions.rest, figures):
        other = reader(key(sentence).replace(typed, name), choices=known)
        other.mentions.read_as[typed] = name
        yield other


def _reply_to(store: GraphStore, questions: Mapping[str, Question], reading: Understanding, choices: Path) -> Reply:
    """The answer to a sentence as it is read, or what may be chosen of."""
    offers = tuple(_offers(reading))
    if reading.chosen is None and not reading.unknown and not reading.ambiguous:
        unsure = Reply(reading, None, offers)
        return _explained(store, reading, choices) or _looked_up(store, reading, choices) or unsure
    if reading.chosen is None:
        return Reply(reading, None, offers)
    fitting = [one for one in reading.candidates if not one.left and not one.lacks and one.score >= ENOUGH]
    first, others = fitting[:1], fitting[1:]
    following = [other for one in first for other in _otherwise(one, questions)]
    turns = chain(
        first,
        (one for one in following if not one.question.compares),
        others,
        *(_looser(store, one, choices) for one in first),
        (one for one in following if one.question.compares),
        *(_by_name(one, questions) for one in first),
    )
    best, asked, rows = next(
        (
            (one, *found)
            for one in turns
            if (found := _answered(store, one, choices)) is not None
            and found[1].rows
            and holds_stages(one, found[1])
            and holds_counts(reading, found[1])
            and (one is reading.chosen or holds_years(one, found[1]))
        ),
        (reading.chosen, None, None),
    )
    if asked is None and (explained := _explained(store, reading, choices)) is not None:
        return explained
    return Reply(reading, best, offers, None if best is reading.chosen else reading.chosen, asked, rows)


def _explained(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer with the things that explain every word of a sentence, clause by clause."""
    sought = reading.sought
    if sought is None:
        return None
    words = tuple(dict.fromkeys(word[0] for one in sought.requests for word in one.words))
    try:
        named = prepare(store, sought.question, {**sought.given, sought.question.lookup: LIST.join(words)}, choices)
    except UnresolvedName:
        return None
    things = printed_things(store, named.meant)
    found = [explaining(one, things) for one in sought.requests]
    if not all(found):
        return None
    names = dict.fromkeys(SIGNS.sub("", name) for some in found for name in some)
    given = {**sought.given, sought.question.lookup: LIST.join(names), WHOLE_NAMES: "是"}
    if all(one.units for one in sought.requests):
        given["unit"] = LIST.join(dict.fromkeys(unit for one in sought.requests for unit in one.units))
    candidate = Candidate(sought.question, ENOUGH, words, given)
    answered = _answered(store, candidate, choices)
    return Reply(reading, candidate, (), reading.chosen, *answered) if answered and answered[1].rows else None


def _looked_up(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer with the words that nothing recognises, where the store knows them all."""
    for question, given, words in reading.lookups:
        candidate = Candidate(question, ENOUGH, words, given)
        found = _answered(store, candidate, choices)
        if found is not None and holds_all(words, found[1], money=reading.asks_money):
            return Reply(reading, candidate, (), None, *found)
    return (
        _called_shortly(store, reading, choices)
        or _evident(store, reading, choices)
        or _of_its_year(store, reading, choices)
    )


def _of_its_year(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer where only 今年 is of no use to the question, and the department has one year only."""
    this_year = {span.text for span in reading.spans if span.text in lexicon().this_year}
    for one in reading.candidates:
        if one.left and {*one.left} <= this_year and not one.lacks and one.score >= ENOUGH:
            found = _answered(store, one, choices)
            if found is not None and len(years_of(found[1])) == 1:
                return Reply(reading, replace(one, left=(), passed_over=one.left), (), None, *found)
    return None


def _called_shortly(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer with the names that a department prints, where the words are such names said shortly."""
    for question, given, words in reading.lookups:
        department = resolve(given["department"], choices_of(store, "department", choices), "department")
        names = [one.label for one in choices_of(store, PRINTED, resources.folder(FOLDER), {"department": department})]
        called = printed_names(words, names)
        if not called or len(called) > MOST_OFFERED:
            continue
        candidate = Candidate(question, ENOUGH, words, {**given, question.lookup: LIST.join(called)})
        found = _answered(store, candidate, choices)
        if found is not None and found[1].rows and holds_all((), found[1], money=reading.asks_money):
            return Reply(reading, candidate, (), None, *found)
    return None


def _evident(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer of a question whose rows hold the very words that it has no use for."""
    strange = {span.text for span in reading.spans if span.has(SpanKind.UNKNOWN) or _is_topic(span)}
    for one in reading.candidates:
        left = [text for text in one.left if len(text) > 1]
        if one.question.evident and not one.lacks and left and {*one.left} <= strange and len(left) == len(one.left):
            found = _answered(store, one, choices)
            if found is not None and holds_all(left, found[1]):
                return Reply(reading, replace(one, left=(), sought=tuple(left)), (), None, *found)
    return None


def _is_topic(span: Span) -> bool:
    return all(one.kind == SpanKind.TOPIC for one in span.meanings)


def _answered(store: GraphStore, candidate: Candidate, choices: Path) -> tuple[AskedQuestion, Answer] | None:
    try:
        asked = prepare(store, candidate.question, candidate.given, choices)
    except UnresolvedName:
        return None
    return asked, answer(store, asked)


def _otherwise(candidate: Candidate, questions: Mapping[str, Question]) -> Iterator[Candidate]:
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
        yield from _otherwise(following, questions)


def _with_both_years(given: Mapping[str, str]) -> Mapping[str, str]:
    """What is given for a change, for a question that lists the figures of years: the base is one of them."""
    years = [given[name] for name in (BASE, YEAR) if name in given]
    others = {name: value for name, value in given.items() if name not in {BASE, YEAR, STAGE}}
    return {**others, YEAR: LIST.join(years)} if len(years) > 1 else given


def _by_name(candidate: Candidate, questions: Mapping[str, Question]) -> Iterator[Candidate]:
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


def _looser(store: GraphStore, candidate: Candidate, choices: Path) -> Iterator[Candidate]:
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
            yield from (
                replace(candidate, given={**candidate.given, name: one}) for one in sorted(longer)[:MOST_OFFERED]
            )


def _offers(reading: Understanding) -> Iterator[Candidate]:
    """What may be chosen of: the departments of a name that several bear, else the questions that come nearest."""
    if reading.ambiguous and reading.unknown:
        return  # a department that the store does not hold is none of those in its area
    if reading.ambiguous and reading.candidates:
        best = reading.candidates[0]
        labels = [label for names in reading.ambiguous.values() for label in names]
        yield from (replace(best, given={**best.given, "department": label}) for label in labels[:MOST_OFFERED])
    else:
        yield from reading.candidates[:MOST_OFFERED]


def said_in_vain(reading: Understanding) -> tuple[str, ...]:
    """What a sentence says that the question nearest to it has no use for."""
    return (
        reading.candidates[0].left
        if reading.candidates
        else tuple(span.text for span in reading.spans if span.has(SpanKind.UNKNOWN))
    )


def nearest_names(store: GraphStore, name: str, choices: Path) -> Sequence[str]:
    """The names of departments, years and policy documents most like one that the store does not hold."""
    kinds = ("department", "year", "policy")
    return nearest(name, [choice.label for kind in kinds for choice in choices_of(store, kind, choices)])
