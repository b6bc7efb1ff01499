"""What a department prints, matched with what a sentence asks for: the things that explain every word of it.

A sentence says what it wants in words that no list knows: 春节慰问多少人, 专任教师, 公务用车保有量. What is printed has
a name, often something said of it besides, and a unit. A thing explains a sentence where each of its words is part
of the thing's name or description, and its unit is the one that is counted in. Of those that do, the ones whose name
says nothing else win; where none is that close, all are shown, each by its name, if they are few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kb import resources
from kb.asking.ask import narrowed
from kb.asking.names import Choice, key
from kb.asking.questions import Question
from kb.asking.words.lexicon import FOLDER, Operator, SpanKind, lexicon
from kb.asking.words.looked_for import PARTS_WORDS
from kb.asking.words.said import Said
from kb.asking.words.segments import Span

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

THINGS = "things.rq"
"""The query for what a department prints figures of, beside the words."""
MOST_THINGS = 6
"""Things that are shown where none is called just so."""
MOST_KINDS = 15
"""Things that are shown where all kinds of one are asked for."""
WIDEST = 2
"""How many times the characters of a word those of a name may be that hold them in their order."""
SHORTEST_IN_ORDER = 3
"""Characters of a word that may be in a name with others between them."""
SHORTEST_HALF = 2
"""Characters of each half of a word whose halves are in a name apart from each other."""
SHORTEST_REQUEST = 2
"""Characters that must be said of a thing where no unit is."""
SIGNS = re.compile(r"[\s、，,;；:：|和及与（）()“”.。\d]")
"""What does not count in a name where it is compared with a sentence."""
_CLAUSE = re.compile(r"[，,；;。？?！!]")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a figure is printed of: its name (as `lookup` has it), the shorter name that counts, its unit or target.

    `is_goal`: it is the target of an indicator, and nothing that is.
    """

    name: str
    short: str
    unit: str
    is_goal: bool = False


Word = tuple[str, ...]
"""A word of a sentence: all of it, then the parts that must be in a name where all of it is in none."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one clause of a sentence asks for: its words, the units that it counts in, whether it asks for money."""

    words: tuple[Word, ...]
    units: tuple[str, ...] = ()
    money: bool = False
    counts: bool = False
    """Whether a number of something is asked for (多少学生), and not money or a share."""
    each: bool = False
    """Whether all kinds of it are asked for (分类型)."""
    fewer: tuple[Word, ...] = ()
    """Its own words, where `words` are those of the clause before it, which say more (接待费 …，接待了几批)."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The question that looks things up, what is given for its parameters, and what is asked for."""

    question: Question
    given: Mapping[str, str]
    requests: tuple[Request, ...]


def requests_of(said: Said, question: Question) -> tuple[Request, ...]:
    """What each clause of a sentence asks for; one without words of its own has those of the clause before it."""
    found: list[Request] = []
    words: tuple[Word, ...] = ()
    texts = uncounted(said)
    for spans in _clauses(said):
        own = tuple(dict.fromkeys(_words(spans, texts, question, said)))
        is_same = all(any(alike(word[0]) in alike(before[0]) for before in words) for word in own)
        words = words if is_same else own
        counted = tuple(_units(spans, said))
        fewer = own if own != words else ()
        found += [Request(words, units, fewer=fewer) for units in counted]
        if any(span.text in said.lexicon.money for span in spans):
            found.append(Request(words, (), True))
        elif own and not counted:
            found.append(Request(own, counts=_asks_number(spans, texts)))
    each = any(span.text in said.lexicon.by_kind for span in said.spans)
    return tuple(replace(one, each=each) for one in dict.fromkeys(found) if one.words)


def _asks_number(spans: Sequence[Span], texts: Mapping[Span, str]) -> bool:
    """Whether what is asked for comes right behind 多少, 几个: 多少学生."""
    return any(
        one.text.endswith(lexicon().how_much)
        and one.end == other.start
        and not other.has(SpanKind.FILLER)
        and texts[other]
        for one, other in pairwise(spans)
    )


def uncounted(said: Said) -> dict[Span, str]:
    """The pieces of a sentence without what they say of how many: 车 of 多少辆车."""
    matches = lexicon().how_many.finditer(said.mentions.rest)
    places = {place for match in matches for place in range(match.start(), match.end())}
    return {
        span: "".join(sign for at, sign in enumerate(span.text, span.start) if at not in places) for span in said.spans
    }


def printed_things(store: GraphStore, meant: Mapping[str, Choice]) -> list[Thing]:
    """What the documents asked for print figures of. `meant` are department, year, stage and project."""
    query = (resources.folder(FOLDER) / THINGS).read_text(encoding="utf-8")
    rows = store.select(narrowed(store, query, meant))
    return [_thing(*(str(term.value) if term is not None else "" for term in row)) for row in rows]


def _thing(name: str, about: str, unit: str, target: str) -> Thing:
    return Thing(name, about or name, unit, bool(target))


def explaining(request: Request, things: Sequence[Thing]) -> list[str]:
    """The names of the things that explain a request, those alone that are called just so where any is.

    None where so many explain it that it does not say which one is meant.
    """
    left = {one.name: over for one in things if (over := _left_over(request, one)) is not None}
    if not left and request.fewer:
        return explaining(replace(request, words=request.fewer, fewer=()), things)
    just_so = [name for name, over in left.items() if not any(over)]
    goals = {one.name for one in things if one.is_goal}
    facts = [name for name in left if name not in goals] if request.units or request.counts else []
    heads = [name for name in facts if not left[name][1]]
    if request.each:
        return facts if len(facts) <= MOST_KINDS else []
    found = just_so or heads or facts or list(left)
    return found if len(found) <= MOST_THINGS else []


def _left_over(request: Request, thing: Thing) -> tuple[str, str] | None:
    """What a thing's name says besides a request, before its end and at its end; None where it does not explain it all.

    A number of 学生 is that of 在校学生, but not that of 大学生教育基地.
    """
    if request.money and not thing.unit.endswith(lexicon().money_ends):
        return None
    if request.counts and thing.unit.endswith((*lexicon().money_ends, *lexicon().counted["%"])):
        return None
    if request.units and not any(unit in thing.unit for unit in request.units):
        return None
    whole, short = alike(thing.name), alike(thing.short)
    covered: set[int] = set()
    for word in request.words:
        if not _explained(word, whole):
            return None
        covered |= _explained(word, short)
    last = max(covered, default=len(short))
    before = "".join(sign for at, sign in enumerate(short[:last]) if at not in covered)
    return _limiting(before), _limiting(short[last + 1 :])


def _limiting(text: str) -> str:
    """A part of a name without words that limit nothing."""
    for word in lexicon().neutral:
        text = text.replace(word, "")
    return text


def alike(text: str) -> str:
    """A name with one word for each thing that has several: 公务用车 and 车辆 are 车, 购置 and 购买 are 买."""
    plain = SIGNS.sub("", key(text))
    for word, others in lexicon().alike:
        for other in others:
            plain = plain.replace(other, word)
    return plain


def _explained(word: Word, name: str) -> set[int]:
    """The places of a name that a word explains: all of it together, else each of its parts; none where one is not."""
    all_of_it, *parts = (_places(alike(text), name) for text in word)
    return all_of_it or (set[int]().union(*parts) if parts and all(parts) else set())


def _places(word: str, name: str) -> set[int]:
    """Where the characters of a word are in a name: together, in their order nearby, or in two halves."""
    start = name.find(word)
    if start >= 0:
        return set(range(start, start + len(word)))
    if near := _in_order(word, name):
        return near
    for cut in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1):
        first, second = name.find(word[:cut]), name.find(word[cut:])
        if first >= 0 and second >= 0:
            return {*range(first, first + cut), *range(second, second + len(word) - cut)}
    return set()


def _in_order(word: str, name: str) -> set[int]:
    """The places of a word's characters in a name that has them in their order, not far apart."""
    if len(word) < SHORTEST_IN_ORDER:
        return set()
    for start in (at for at, sign in enumerate(name) if sign == word[0]):
        places, at = [start], start
        for sign in word[1:]:
            at = name.find(sign, at + 1)
            places.append(at)
            if at < 0:
                break
        if places[-1] >= 0 and places[-1] - start < WIDEST * len(word) + 1:
            return set(places)
    return set()


def _clauses(said: Said) -> Iterator[list[Span]]:
    """The pieces of a sentence between its commas."""
    clause: list[Span] = []
    for span in said.spans:
        if clause and _CLAUSE.search(said.mentions.rest[clause[-1].end : span.start]):
            yield clause
            clause = []
        clause.append(span)
    if clause:
        yield clause


def _units(spans: Sequence[Span], said: Said) -> Iterator[tuple[str, ...]]:
    """The units that a clause counts in, as documents print them: 多少批次、多少人."""
    for match in lexicon().how_many.finditer(said.mentions.rest, spans[0].start, spans[-1].end):
        yield lexicon().counted[match["unit"]]
    if any(span.has(SpanKind.OPERATOR, Operator.PERCENT) for span in spans):
        yield lexicon().counted["%"]


def _words(spans: Sequence[Span], texts: Mapping[Span, str], question: Question, said: Said) -> Iterator[Word]:
    """What a clause says of the thing that it asks for: pieces side by side are one word, with what joins them."""
    run: list[tuple[str, bool]] = []
    end = -1
    for span in spans:
        content = bool(texts[span]) and _is_content(span, question, said)
        joins = len(span.text) == 1 and span.text not in PARTS_WORDS
        if run and (span.start != end or not (content or joins)):
            yield from _joined(run)
            run = []
        if content or (joins and (run or span.has(SpanKind.OPERATOR))):
            run.append((texts[span], content))
        end = span.end
    yield from _joined(run)


def _joined(run: Sequence[tuple[str, bool]]) -> Iterator[Word]:
    """Pieces as one word, up to the last that says what is asked for, and those that do one by one."""
    parts = [text for text, content in run if content]
    if parts:
        last = max(at for at, (_text, content) in enumerate(run) if content)
        yield "".join(text for text, _content in run[: last + 1]), *(parts if last else ())


def _is_content(span: Span, question: Question, said: Said) -> bool:
    """Whether a piece says what is asked for: no filler, no way of asking, no word that the question knows."""
    if span.has(SpanKind.FILLER) or span.has(SpanKind.STAGE) or span.has(SpanKind.TIER):
        return False
    if span.has(SpanKind.UNKNOWN) or span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT):
        return True
    if span.has(SpanKind.OPERATOR, Operator.MEAN):
        return True  # 平均得分
    topics = {span.text, *(one.value for one in span.meanings if one.kind == SpanKind.TOPIC)}
    is_topic = len(topics) > 1 or span.has(SpanKind.TOPIC)
    is_known = bool(topics & said.lexicon.stop) or any(own in topic for own in question.also for topic in topics)
    return is_topic and len(span.text) > 1 and not is_known
