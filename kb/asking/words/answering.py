"""From a sentence to an answer: the question that it means, and the next that fits where that one has no rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kb import resources
from kb.asking.ask import AskedQuestion, answer, choices_of, prepare
from kb.asking.names import Choice, UnresolvedName, nearest, resolve
from kb.asking.questions import Question
from kb.asking.words.excerpts import NOTHING_PRINTED, Printed
from kb.asking.words.filling import LIST
from kb.asking.words.lexicon import FOLDER, Operator, SpanKind, lexicon
from kb.asking.words.lookups import SIGNS, WHOLE_NAMES, holds_all, printed_names
from kb.asking.words.named.mentions import NAMED_TYPES
from kb.asking.words.proofs import (
    has_figures,
    holds_amounts,
    holds_counts,
    holds_money,
    holds_reasons,
    holds_stages,
    holds_units,
    holds_words,
    holds_years,
    years_of,
)
from kb.asking.words.reading import ENOUGH, Candidate, Understanding, read
from kb.asking.words.rereading import PROJECT, other_readings
from kb.asking.words.segments import Span
from kb.asking.words.things import explaining, printed_things
from kb.asking.words.turns import by_name, in_the_text, looser, otherwise, with_printed_form, without_stage

if TYPE_CHECKING:
    from kb.rows.printed import Answer
    from kb.store.interface import GraphStore

MOST_OFFERED = 6
PRINTED = "printed"
"""The list of names that a department prints."""
DOCUMENT_YEARS = "years"
"""The list of years that a department has documents of."""
LONGEST_SENTENCE = 500


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
    parts: tuple[SentencePart, ...] = ()
    """Where several things are asked: each with what it comes to; `chosen` is what all of the sentence comes to."""
    is_passage: bool = False
    """Whether the rows are what documents print of the words, and no answer to what is asked."""
    printed: Printed = NOTHING_PRINTED
    """Where there is no answer: the printed lines that hold most of the words, and words that are printed nowhere."""


@dataclass(frozen=True, slots=True)
class SentencePart:
    """One of the things that a sentence asks: what is typed of it, and what it comes to."""

    said: str
    reply: Reply


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
    if _counts_in_project(first, found):
        other = _reply_to(store, questions, read(sentence, questions, {**known, PROJECT: ()}), choices)
        found = other if other.chosen and "unit" in other.chosen.given else _only_with_its_units(found)
    others = () if found.chosen else other_readings(sentence, first, partial(read, questions=questions), known)
    replies = (_reply_to(store, questions, other, choices) for other in others)
    return next((one for one in replies if one.rows is not None and holds_amounts(one.reading, one.rows)), found)


def _counts_in_project(reading: Understanding, found: Reply) -> bool:
    """Whether a number is asked for and all of a project is the answer: 劳务派遣人员有几名."""
    is_project = found.chosen is not None and PROJECT in found.chosen.given and bool(found.chosen.question.aspects)
    return is_project and lexicon().how_many.search(reading.mentions.rest) is not None


def _only_with_its_units(found: Reply) -> Reply:
    """All of a project where something in it is counted in the unit that is asked for, else what may be chosen of."""
    if found.chosen is None or found.rows is None or holds_units(found.reading, found.rows):
        return found
    return Reply(found.reading, None, (found.chosen,))


def _reply_to(store: GraphStore, questions: Mapping[str, Question], reading: Understanding, choices: Path) -> Reply:
    """The answer to a sentence as it is read, or what may be chosen of."""
    offers = tuple(_offers(reading))
    if reading.chosen is None and not reading.unknown and not reading.ambiguous:
        unsure = Reply(reading, None, offers)
        return (
            _explained(store, reading, choices)
            or _looked_up(store, reading, choices)
            or _reason_in_text(store, questions, reading, choices)
            or unsure
        )
    if reading.chosen is None:
        return Reply(reading, None, offers)
    if _is_better_explained(reading) and (explained := _explained(store, reading, choices)) is not None:
        return explained
    fitting = [one for one in reading.candidates if not one.left and not one.lacks and one.score >= ENOUGH]
    first, others = fitting[:1], fitting[1:]
    following = [other for one in first for other in otherwise(one, questions)]
    turns = chain(
        first,
        (one for one in following if not one.question.compares),
        others,
        *(looser(store, one, choices) for one in first),
        (one for one in following if one.question.compares),
        *(without_stage(one) for one in first),
        *(with_printed_form(store, one, choices) for one in first),
        *(by_name(one, questions) for one in first),
    )
    if (found := _first_with_rows(store, reading, turns, choices)) is not None:
        return found
    answered = _answered(store, reading.chosen, choices)
    is_other = answered is not None and bool(answered[1].rows) and not _is_asked(reading, answered[1])
    texts = (text for one in first for text in in_the_text(one, questions))
    return (
        _explained(store, reading, choices)
        or _first_with_rows(store, reading, texts, choices)
        or Reply(reading, None if is_other else reading.chosen, offers)
    )


def _is_asked(reading: Understanding, rows: Answer) -> bool:
    """Whether an answer tells what is asked for: a number of things, an amount of money."""
    return holds_counts(reading, rows) and holds_money(reading, rows)


def _first_with_rows(
    store: GraphStore, reading: Understanding, turns: Iterable[Candidate], choices: Path
) -> Reply | None:
    """The first of several questions whose answer has rows, and holds what the sentence says.

    Where why is asked, the first that tells a reason; else the first, which then says that it has no use for 为什么.
    """
    without: Reply | None = None
    for one in turns:
        found = _answered(store, one, choices)
        if found is None or not _is_answer(reading, one, found[1]):
            continue
        answer_of = Reply(reading, one, (), None if one is reading.chosen else reading.chosen, *found)
        if holds_reasons(reading, found[1]):
            return answer_of
        without = without or answer_of
    return None if without is None else _without_reason(without)


def _is_answer(reading: Understanding, candidate: Candidate, rows: Answer) -> bool:
    """Whether there are rows, and what the sentence says is in them."""
    return (
        bool(rows.rows)
        and holds_stages(candidate, rows)
        and _is_asked(reading, rows)
        and holds_words(candidate, rows)
        and (candidate is reading.chosen or holds_years(candidate, rows))
    )


def _without_reason(found: Reply) -> Reply:
    """An answer whose rows tell no reason, where one is asked for: 为什么 is passed over."""
    chosen = found.chosen
    why = tuple(span.text for span in found.reading.spans if span.has(SpanKind.OPERATOR, Operator.WHY))
    return replace(found, chosen=replace(chosen, passed_over=(*chosen.passed_over, *why))) if chosen else found


def _is_better_explained(reading: Understanding) -> bool:
    """Whether what is printed is asked for rather than the question chosen.

    All kinds of a thing are, a number of a project, or what the question passes over as a word that nothing recognises.
    """
    unknown = {span.text for span in reading.spans if span.has(SpanKind.UNKNOWN)}
    if reading.chosen is None or reading.sought is None:
        return False
    counted = bool(reading.chosen.question.aspects) and all(one.units for one in reading.sought.requests)
    each = any(one.each for one in reading.sought.requests)
    return each or counted or bool(unknown & set(reading.chosen.passed_over))


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
    is_answered = answered is not None and has_figures(answered[1]) and _is_asked(reading, answered[1])
    return Reply(reading, candidate, (), reading.chosen, *answered) if answered and is_answered else None


def _looked_up(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer with the words that nothing recognises, where the store knows them all."""
    for question, given, words in reading.lookups:
        for said in _said_otherwise(words):
            candidate = Candidate(question, ENOUGH, said, {**given, question.lookup: LIST.join(said)})
            found = _answered(store, candidate, choices)
            if found is not None and _is_looked_for(reading, said, found[1]):
                return Reply(reading, candidate, (), None, *found)
    return (
        _called_shortly(store, reading, choices)
        or _evident(store, reading, choices)
        or _of_its_year(store, reading, choices)
    )


def _said_otherwise(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Words that are looked for, then with what else things are called in them: 便携式计算机 for 笔记本电脑."""
    yield words
    for name, others in lexicon().alike:
        for other in others:
            if any(other in word for word in words):
                yield tuple(word.replace(other, name) for word in words)


def _reason_in_text(
    store: GraphStore, questions: Mapping[str, Question], reading: Understanding, choices: Path
) -> Reply | None:
    """The sentences that tell of a figure with a reason, where why is all that a question does not answer."""
    why = {span.text for span in reading.spans if span.has(SpanKind.OPERATOR, Operator.WHY)}
    for one in reading.candidates:
        if one.left and {*one.left} <= why and not one.lacks and one.score >= ENOUGH:
            texts = in_the_text(one, questions)
            turns = (replace(text, left=(), must_hold=(*text.must_hold, *lexicon().reason)) for text in texts)
            return _first_with_rows(store, reading, turns, choices)
    return None


def _of_its_year(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer where only 今年 is of no use to the question, and the department has documents of one year only."""
    this_year = {span.text for span in reading.spans if span.text in lexicon().this_year}
    for one in reading.candidates:
        fits = one.left and {*one.left} <= this_year and not one.lacks and one.score >= ENOUGH
        if fits and len(_department_years(store, one, choices)) == 1:
            found = _answered(store, one, choices)
            if found is not None and len(years_of(found[1])) == 1:
                return Reply(reading, replace(one, left=(), passed_over=one.left), (), None, *found)
    return None


def _department_years(store: GraphStore, candidate: Candidate, choices: Path) -> Sequence[Choice]:
    """The years of the documents of the one department that is given; none where none or several are."""
    name = candidate.given.get("department", LIST)
    if LIST in name:
        return ()
    department = resolve(name, choices_of(store, "department", choices), "department")
    return choices_of(store, DOCUMENT_YEARS, resources.folder(FOLDER), {"department": department})


def _is_looked_for(reading: Understanding, words: Sequence[str], rows: Answer) -> bool:
    """Whether rows hold the words and all that the sentence asks of them: amounts, and numbers in its units."""
    asks_figure = any(sign in span.text for span in reading.spans for sign in lexicon().how_much)
    if asks_figure and not has_figures(rows):
        return False
    return holds_all(words, rows, money=reading.asks_money) and _is_asked(reading, rows) and holds_units(reading, rows)


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
        if found is not None and _is_looked_for(reading, (), found[1]):
            return Reply(reading, candidate, (), None, *found)
    return None


def _evident(store: GraphStore, reading: Understanding, choices: Path) -> Reply | None:
    """The answer of a question whose rows hold the very words that it has no use for."""
    strange = {span.text for span in reading.spans if span.has(SpanKind.UNKNOWN) or _is_topic(span) or _is_figure(span)}
    for one in reading.candidates:
        left = [text for text in one.left if len(text) > 1]
        if one.question.evident and not one.lacks and left and {*one.left} <= strange and len(left) == len(one.left):
            found = _answered(store, one, choices)
            if found is not None and holds_all(left, found[1]):
                return Reply(reading, replace(one, left=(), sought=tuple(left)), (), None, *found)
    return None


def _is_figure(span: Span) -> bool:
    return span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT)


def _is_topic(span: Span) -> bool:
    return all(one.kind == SpanKind.TOPIC for one in span.meanings)


def _answered(store: GraphStore, candidate: Candidate, choices: Path) -> tuple[AskedQuestion, Answer] | None:
    try:
        asked = prepare(store, candidate.question, candidate.given, choices)
    except UnresolvedName:
        return None
    return asked, answer(store, asked)


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
