"""The words that questions and a store know, and those of them that a sentence says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import log2

from kb.asking.names import Choice, key
from kb.asking.questions import Question
from kb.asking.words.filling import LIST
from kb.asking.words.lexicon import Operator, SpanKind, SpanMeaning, lexicon
from kb.asking.words.named.departments import in_order
from kb.asking.words.named.found import GAP
from kb.asking.words.said import Said
from kb.asking.words.segments import Span

STRONG = 2.0
"""The least that such a word counts for a question that knows it."""
SHORTEST_PART, MOST_NAMES, LEAST_OF_NAME = 4, 2, 4
"""Characters of a part of the names of subjects, names that hold it, and how many times the part each may be."""
SHORTEST_WORD = 3
"""Characters of a word that is not quoted, for a parameter that may be left out."""


def in_context(spans: Sequence[Span]) -> Iterable[Span]:
    """The pieces without measures that are none here.

    A short form counts only where what it is a part of is said (服务 of 采购); 支出 right after a measure is its end.
    The end of a year is asked for only where what is left then is (年末还有多少结余).
    """
    asks_left_over = any(sign in span.text for span in spans for sign in lexicon().left_over)
    said = {one.value for span in spans for one in span.meanings if one.kind == SpanKind.MEASURE}
    said |= {lexicon().context[one] for one in said if one in lexicon().context and _is_said_in_full(one, spans)}
    end, previous = -1, ""
    for span in spans:
        joined = span.start == end or (span.start == end + 1 and span.has(SpanKind.MEASURE) and previous == "的")
        is_head = joined and span.has(SpanKind.MEASURE, lexicon().usual_measure)
        kept = [
            one
            for one in span.meanings
            if not (one.kind == SpanKind.MEASURE and (is_head or _is_out_of_context(span, one, said)))
        ]
        if span.start == end and span.text in lexicon().whole_of:
            kept = [SpanMeaning(SpanKind.FILLER, span.text)]
        if is_head:
            kept.append(SpanMeaning(SpanKind.FILLER, span.text))
            kept += [SpanMeaning(SpanKind.STAGE, stage) for stage in lexicon().stages if stage in span.text]
        if span.has(SpanKind.OPERATOR, Operator.YEAR_END):
            kept = [one for one in kept if (one.value == Operator.YEAR_END) is asks_left_over]
        if span.text in lexicon().actually and not said:
            kept = [one for one in kept if one.kind != SpanKind.STAGE]
        yield replace(span, meanings=tuple(kept) or (SpanMeaning(SpanKind.UNKNOWN, span.text),))
        previous = span.text
        if span.text != "的":
            end = span.end if span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT) else -1


def _is_said_in_full(measure: str, spans: Sequence[Span]) -> bool:
    """Whether a part is said with its whole: 政府采购货物."""
    return any(len(span.text) >= SHORTEST_WORD and span.has(SpanKind.MEASURE, measure) for span in spans)


def _is_out_of_context(span: Span, measure: SpanMeaning, said: set[str]) -> bool:
    whole = lexicon().context.get(measure.value)
    return len(span.text) < SHORTEST_WORD and whole is not None and whole not in said


def measures_of(forms: Mapping[str, Sequence[SpanMeaning]], text: str) -> frozenset[str]:
    """The measures that a text names."""
    return frozenset(one.value for one in forms.get(key(text), ()) if one.kind == SpanKind.MEASURE)


def topics_of(spans: Sequence[Span], said: Said, questions: Mapping[str, Question]) -> str:
    """The rest of a sentence where words of questions are looked for.

    有没有 does not say 没有; of a measure only words that name it count: 三公 in 三公经费, but not 项目 in 项目支出.
    """
    return "".join(_topic(span, said, questions) for span in spans)


def _topic(span: Span, said: Said, questions: Mapping[str, Question]) -> str:
    if span.has(SpanKind.OPERATOR, Operator.HAS):
        return GAP
    if span.has(SpanKind.TOPIC) or not (span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT)):
        return span.text
    measures = {one.value for one in span.meanings if one.kind == SpanKind.MEASURE}
    same = (word for word in _vocabulary(questions) if word in span.text and said.measures_of(word) & measures)
    return GAP + GAP.join(same) + GAP


@lru_cache(maxsize=8)
def _all_forms(vocabulary: frozenset[str], named: tuple[tuple[str, SpanMeaning], ...]) -> dict[str, list[SpanMeaning]]:
    forms = {text: list(meanings) for text, meanings in lexicon().forms.items()}
    synonyms = lexicon().synonyms
    topics = (
        (key(form), SpanMeaning(SpanKind.TOPIC, word))
        for word in vocabulary
        for form in (word, *synonyms.get(word, ()))
    )
    for text, meaning in (*topics, *named):
        if text and meaning not in forms.setdefault(text, []):
            forms[text].append(meaning)
    return forms


def forms_of(
    questions: Mapping[str, Question], choices: Mapping[str, Sequence[Choice]]
) -> dict[str, list[SpanMeaning]]:
    """All that the pieces of a sentence may be: the lexicon, the words of the questions, measures and subjects."""
    named = tuple(
        (key(name), SpanMeaning(kind, _given_as(choice, listed)))
        for kind in (SpanKind.MEASURE, SpanKind.SUBJECT)
        for choice in choices.get(kind, ())
        for listed in choice.names
        for name in _also_called(listed)
        if not name.isascii() and (kind is SpanKind.MEASURE or len(key(name)) > 2)
    )
    return _all_forms(_vocabulary(questions), named)


def _also_called(name: str) -> tuple[str, ...]:
    """A name of a figure, and what else people say for it: 培训经费 and 培训费用 for 培训费, 出差 for 差旅费."""
    if said := lexicon().subjects_said.get(name):
        return (name, *said)
    if not name.endswith("费") or name.endswith("经费"):
        return (name,)
    return (name, f"{name[:-1]}经费", f"{name}用")


def short_forms(
    text: str, forms: Mapping[str, Sequence[SpanMeaning]], subjects: Sequence[Choice]
) -> dict[str, list[SpanMeaning]]:
    """Short forms of subjects that a text holds: 物业费 is 物业管理费.

    A short form has the characters of one name only in their order, its first and last among them, and half of them.
    """
    names = _names_by_first(tuple(name for choice in subjects for name in choice.names))
    found: dict[str, set[str]] = defaultdict(set)
    for start, first in enumerate(text):
        for name in names.get(first, ()):
            end = in_order(text, start, name)
            short = text[start:end]
            whole = SHORTEST_WORD <= len(short) < len(name) <= 2 * len(short) and short[-1] == name[-1]
            if whole and short not in lexicon().no_short_form:
                found[short].add(name)
    shortened = {short: meant for short, meant in found.items() if len(meant) == 1}
    return {
        short: [SpanMeaning(SpanKind.SUBJECT, LIST.join(sorted(meant)))]
        for short, meant in {**_inner_parts(text, _chinese(subjects)), **shortened}.items()
        if short not in forms
    }


def _inner_parts(text: str, names: Iterable[str]) -> dict[str, set[str]]:
    """Parts of names of subjects that a text holds and of which no longer part is: 职业年金.

    Such a part is in few names, and much of each.
    """
    known, found, covered = tuple(names), dict[str, set[str]](), 0
    for start in range(len(text)):
        end = start
        while end < len(text) and any(text[start : end + 1] in name for name in known):
            end += 1
        part = text[start:end]
        held = {name for name in known if part in name} if len(part) >= SHORTEST_PART and end > covered else set()
        covered = max(covered, end)
        if 0 < len(held) <= MOST_NAMES and all(LEAST_OF_NAME * len(part) >= len(name) for name in held):
            found[part] = held
    return found


def _chinese(subjects: Sequence[Choice]) -> Iterable[str]:
    return dict.fromkeys(key(name) for one in subjects for name in one.names if not name[:1].isascii())


@lru_cache(maxsize=8)
def _names_by_first(names: tuple[str, ...]) -> dict[str, list[str]]:
    """The names of subjects in Chinese by their first characters."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(map(key, names)):
        if name and not name[0].isascii():
            found[name[0]].append(name)
    return found


def _given_as(choice: Choice, name: str) -> str:
    """How a measure is given: by its id, a subject by the name said, which several codes may share."""
    return choice.term.value if choice.term.value.isascii() and "/" not in choice.term.value else name


def said_words(rest: str, questions: Mapping[str, Question], spans: Sequence[Span]) -> frozenset[str]:
    """The words of questions that a sentence says, or a synonym of theirs; a lone character as a piece only."""
    synonyms = lexicon().synonyms
    alone = {span.text for span in spans}
    return frozenset(
        word
        for word in _vocabulary(questions)
        if any(form in (rest if len(form) > 1 else alone) for form in map(key, (word, *synonyms.get(word, ()))))
    )


def _vocabulary(questions: Mapping[str, Question]) -> frozenset[str]:
    return frozenset(word for question in questions.values() for phrase in question.words for word in phrase.split())


def weights_of(questions: Mapping[str, Question]) -> dict[str, float]:
    """How much each word tells: the fewer questions use it, the more."""
    known = [{word for phrase in question.words for word in phrase.split()} for question in questions.values()]
    uses = Counter(word for words in known for word in words)
    return {word: _weight(word, len(questions) / count) for word, count in uses.items()}


def _weight(word: str, rarity: float) -> float:
    """What a word counts that one in `rarity` questions knows."""
    telling = 0.5 + log2(rarity) / 2
    if word in lexicon().strong:
        return max(STRONG, telling)
    return 0.5 if word in lexicon().stop else telling
