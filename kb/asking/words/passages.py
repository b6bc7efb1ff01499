"""What a department's documents say of the words of a sentence that no question answers.

The sentences of its texts, and the names of what it prints figures of, are compared with the telling words: pair of
characters by pair of characters, numbers whole. What holds most of them is shown, if it holds half of them at least and
is little; it is shown as what is printed, and no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kb.asking.ask import answer, choices_of, prepare
from kb.asking.names import UnresolvedName, key, resolve
from kb.asking.questions import Question
from kb.asking.words.answering import Reply
from kb.asking.words.excerpts import speaks_of
from kb.asking.words.filling import LIST
from kb.asking.words.lexicon import Operator, SpanKind, lexicon, numeral
from kb.asking.words.lookups import SIGNS, WHOLE_NAMES
from kb.asking.words.proofs import STAGE, has_money, holds_counts, holds_units
from kb.asking.words.reading import ENOUGH, NUMBER, Candidate, Understanding
from kb.asking.words.things import alike, printed_things
from kb.asking.words.turns import TEXT, WORD

if TYPE_CHECKING:
    from kb.asking.words.segments import Span
    from kb.store.interface import GraphStore

LEAST_HELD = 0.6
"""What part of the telling pairs of a sentence must be in what is printed."""
MOST_ROWS = 12
"""Rows that are little enough to be read."""
MOST_NAMES = 4
SHORTEST_WORD = 2
"""Characters of a telling word."""
_RANKS = (f"{Operator.RANK}:desc", f"{Operator.RANK}:asc")
NOT_PRINTED = (Operator.RELATIVE_YEAR, Operator.PART_OF_YEAR, Operator.WHICH_AREA, Operator.EXCEPT, Operator.YEAR_END)
"""What no text of one year's document tells."""
NOT_OF_NAMES = (Operator.PURPOSE, Operator.WHY, Operator.CHANGE, Operator.GROWTH, Operator.SHARE, *_RANKS)
"""Ways of asking that the name of a thing with its amount does not answer."""
SHORTEST_PART = 3
"""Characters of a part of such a word that a text is found by."""
PROJECT = "project"
"""The question for all of a project, its parameter, and the kind of names."""
SHORTEST_PROJECT = 4
"""Characters of a project's name by which it is known in a printed line."""
MOST_OF_PROJECT = 60
"""Rows of one project."""
LOOKUP = "lookup"
SENTENCE = "sentence"
NARROWING = ("department", "year", STAGE)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def passages(
    store: GraphStore, questions: Mapping[str, Question], found: Reply, choices: Path, least: int = 1
) -> Reply | None:
    """What the documents of the one department that is named print of the words of a sentence; None where too little.

    `found` is the reply that has no answer, `least` how many telling pairs of characters the sentence must have.
    """
    reading = found.reading
    names = reading.mentions.given.get("department", ())
    telling = frozenset(_telling(reading))
    is_named = bool(len(telling) >= least or reading.mentions.given.get("project"))
    asks_who = any(word in span.text for span in reading.spans for word in lexicon().asks_who)
    elsewhere = any(span.has(SpanKind.OPERATOR, one) for span in reading.spans for one in (*NOT_PRINTED, *_RANKS))
    project = reading.mentions.given.get(PROJECT, ())
    if len(names or project[:1]) != 1 or reading.unknown or reading.ambiguous or not is_named or elsewhere:
        return None
    stages = [one.value for span in reading.spans for one in span.meanings if one.kind == SpanKind.STAGE]
    years = reading.mentions.given.get("year", ())
    given = {
        "department": LIST.join(names),
        "year": LIST.join(years),
        STAGE: stages[0] if len(set(stages)) == 1 else "",
    }
    narrowed = {name: value for name, value in given.items() if value}
    if project:
        whole = Candidate(questions[PROJECT], ENOUGH, (project[0],), {**_kept(narrowed, PROJECT), PROJECT: project[0]})
        return _naming_rest(_shown(store, reading, whole, choices, MOST_OF_PROJECT))
    if not telling or asks_who:
        return None
    for look in (_in_sentences, _in_names):
        for candidate in look(store, questions, reading, telling, narrowed, choices):
            if (shown := _shown(store, reading, candidate, choices)) is not None:
                return replace(shown, offers=found.offers)
    return None


def named_project(store: GraphStore, questions: Mapping[str, Question], found: Reply, choices: Path) -> Reply | None:
    """All of the one project that the printed lines with most of the words name; None for none or several.

    Something of its name must be said, as people say it.
    """
    departments = found.reading.mentions.given.get("department", ())
    lines = [key(one.text) for one in found.printed.excerpts]
    if len(departments) != 1 or not lines:
        return None
    owner = resolve(departments[0], choices_of(store, "department", choices), "department")
    known = choices_of(store, PROJECT, choices, {"department": owner})
    names = {key(name): one.names[0] for one in known for name in one.names if len(key(name)) >= SHORTEST_PROJECT}
    printed = {name for name in names if any(name in line for line in lines)}
    longest = {name for name in printed if not any(name in other for other in printed - {name})}
    if len({names[name] for name in longest}) != 1:
        return None
    name = names[longest.pop()]
    if not speaks_of(found.reading, name):
        return None
    given = {"department": departments[0], PROJECT: name}
    whole = Candidate(questions[PROJECT], ENOUGH, (name,), _kept(given, "year"))
    shown = _naming_rest(_shown(store, found.reading, whole, choices, MOST_OF_PROJECT))
    return replace(shown, offers=found.offers, printed=found.printed) if shown else None


def _naming_rest(found: Reply | None) -> Reply | None:
    """What is printed of a project, with the words of the sentence that are nowhere in it."""
    if found is None or found.rows is None or found.chosen is None:
        return found
    held = alike("".join(value for row in found.rows.rows for value in row if isinstance(value, str)))
    spans = (span.text for span in found.reading.spans if _tells(span))
    over = tuple(dict.fromkeys(text for text in spans if alike(text) not in held))
    return replace(found, chosen=replace(found.chosen, passed_over=over))


def _shown(
    store: GraphStore, reading: Understanding, candidate: Candidate, choices: Path, most: int = MOST_ROWS
) -> Reply | None:
    try:
        asked = prepare(store, candidate.question, candidate.given, choices)
    except UnresolvedName:
        return None
    rows = answer(store, asked)
    holds = PROJECT in candidate.given or (holds_counts(reading, rows) and holds_units(reading, rows))
    little = 0 < len(rows.rows) <= most and holds and (has_money(rows) or not reading.asks_money)
    return Reply(reading, candidate, (), None, asked, rows, is_passage=True) if little else None


def _kept(given: Mapping[str, str], name: str) -> dict[str, str]:
    """What is given but one name and the stage, which questions on a project do not take."""
    return {kind: value for kind, value in given.items() if kind not in {name, STAGE}}


def _in_sentences(
    store: GraphStore, questions: Mapping[str, Question], reading: Understanding, telling: frozenset[str],
    given: Mapping[str, str], choices: Path,
) -> Iterator[Candidate]:  # fmt: skip
    """The sentences that hold most of the telling pairs, by the longest word that they share with what is asked."""
    question = questions[TEXT]
    rows = answer(store, prepare(store, question, given, choices))
    place = next(at for at, column in enumerate(rows.columns) if column.name == SENTENCE)
    wanted = _signs_wanted(reading)
    texts = dict.fromkeys(str(row[place]) for row in rows.rows if row[place] is not None)
    fitting = [text for text in texts if any(sign in text for sign in wanted) and _holds_strange(reading, text)]
    for text in _best(telling, {text: text for text in fitting}):
        for word in _shared_words(reading, text):
            yield _candidate(question, {**given, WORD: word}, word, reading, text)


def _in_names(
    store: GraphStore, questions: Mapping[str, Question], reading: Understanding, telling: frozenset[str],
    given: Mapping[str, str], choices: Path,
) -> Iterator[Candidate]:  # fmt: skip
    """The things whose names, with what is said of them, hold most of the telling pairs."""
    question = questions[LOOKUP]
    named = prepare(store, question, {**given, question.lookup: "。"}, choices)
    things = {one.name: f"{one.name}{one.unit}" for one in printed_things(store, named.meant)}
    best = _best(telling, things)
    figures = [alike(span.text) for span in reading.spans if span.has(SpanKind.MEASURE) and _tells(span)]
    best = [name for name in best if _holds_strange(reading, name) and all(figure in alike(name) for figure in figures)]
    asks_otherwise = any(span.has(SpanKind.OPERATOR, one) for span in reading.spans for one in NOT_OF_NAMES)
    if 0 < len(best) <= MOST_NAMES and not asks_otherwise:
        names = LIST.join(SIGNS.sub("", name) for name in best)
        yield _candidate(
            question, {**given, question.lookup: names, WHOLE_NAMES: "是"}, best[0], reading, "".join(best)
        )


def _candidate(question: Question, given: Mapping[str, str], word: str, reading: Understanding, text: str) -> Candidate:
    held = alike(text)
    over = tuple(dict.fromkeys(span.text for span in reading.spans if _tells(span) and alike(span.text) not in held))
    return Candidate(question, ENOUGH, (word,), given, passed_over=over)


def _holds_strange(reading: Understanding, text: str) -> bool:
    """Whether each number, and something of each word that nothing recognises, is in a text.

    Such a word may be the name of another thing, such a number be said of one.
    """
    strange = (_pairs(span.text) for span in reading.spans if span.has(SpanKind.UNKNOWN) and _tells(span))
    held = _pairs(text)
    return set(_said_numbers(reading)) <= held and all(pairs & held for pairs in strange)


def _best(telling: frozenset[str], texts: Mapping[str, str]) -> list[str]:
    """The names of the texts that hold most of the telling pairs, if that is enough of them."""
    held = {name: len(telling & _pairs(text)) for name, text in texts.items()}
    most = max(held.values(), default=0)
    return [name for name, count in held.items() if count == most] if most >= LEAST_HELD * len(telling) else []


def _telling(reading: Understanding) -> Iterator[str]:
    """The pairs of characters of the telling words of a sentence, and its numbers."""
    for run in _runs(reading.spans):
        yield from _pairs(run)
    yield from _said_numbers(reading)


def _said_numbers(reading: Understanding) -> Iterator[str]:
    """The numbers that a sentence says, years and those of names aside, without thousands separators."""
    for number in (*reading.mentions.given.get(NUMBER, ()), *_DIGITS.findall(reading.mentions.rest)):
        yield str(numeral(number))


def _runs(spans: Sequence[Span]) -> Iterator[str]:
    """Telling pieces, those side by side together."""
    run, end = "", -1
    for span in spans:
        if run and (span.start != end or not _tells(span)):
            yield run
            run = ""
        if _tells(span):
            run, end = run + span.text, span.end
    yield run


def _pairs(text: str) -> set[str]:
    """The pairs of characters of a text, with one word for each thing that has several, and its numbers."""
    plain = alike(text)
    numbers = {str(numeral(number)) for number in _DIGITS.findall(key(text))}
    return {plain[at : at + 2] for at in range(len(plain) - 1)} | numbers


def _shared_words(reading: Understanding, text: str) -> list[str]:
    """What a sentence says, or the same by another name, that a text holds to the letter: the longest first.

    Numbers come before words; a part of a word must be longer than two characters.
    """
    found: set[str] = set()
    for run in _runs(reading.spans):
        parts = (
            run[at : at + size] for size in range(SHORTEST_PART, len(run) + 1) for at in range(len(run) - size + 1)
        )
        otherwise = (name for name, others in lexicon().alike for one in (*others, name) if one in run)
        pieces = {span.text for span in reading.spans if _tells(span)}
        others = {one for name, same in lexicon().alike if any(other in run for other in same) for one in same}
        found |= {word for word in (*parts, *otherwise, *pieces, *others) if word in text}
    said = (*reading.mentions.given.get(NUMBER, ()), *_DIGITS.findall(reading.mentions.rest))
    numbers = [number for number in said if number in text and len(number) > 1]
    return [*numbers, *sorted(found, key=lambda word: (-len(word), word))]


def _tells(span: Span) -> bool:
    if span.has(SpanKind.FILLER) or span.has(SpanKind.STAGE) or span.has(SpanKind.TIER) or span.has(SpanKind.OPERATOR):
        return False
    return len(span.text) >= SHORTEST_WORD and not span.text.isdigit()


def _signs_wanted(reading: Understanding) -> tuple[str, ...]:
    """Of what a sentence must hold one: signs of a purpose, or of a share of a mere figure; else of nothing."""
    is_strange = any(span.has(SpanKind.UNKNOWN) and _tells(span) for span in reading.spans)
    if any(span.has(SpanKind.OPERATOR, Operator.PURPOSE) for span in reading.spans):
        return lexicon().purpose
    asks_share = any(span.has(SpanKind.OPERATOR, Operator.SHARE) for span in reading.spans)
    return tuple(lexicon().part_of) if asks_share and not is_strange else ("",)
