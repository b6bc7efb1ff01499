"""Words that nothing recognises, looked for among the names that a department prints: 复印纸, 奖助学金.

Such a word is no reason to ask back where the store itself knows it: a question with `lookup` finds the rows, projects,
indicators and statements that are called so. It is asked only where everything else that the sentence says is of use to
it, and the answer counts only if every word is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from kb.asking.names import key
from kb.asking.questions import Question
from kb.asking.words.filling import LIST
from kb.asking.words.fitting import fit, vocabulary
from kb.asking.words.lexicon import Operator, SpanKind, lexicon
from kb.asking.words.looked_for import PARTS_WORDS, stripped
from kb.asking.words.named.projects import telling
from kb.asking.words.said import Said
from kb.asking.words.segments import Span
from kb.asking.words.things import SHORTEST_REQUEST, Sought, requests_of, uncounted
from kb.rows.printed import Answer

MONEY_UNITS = ("元", "万元")
SHORTEST_SAID = 4
"""Characters of a word that is a name said shortly."""
WIDEST = 2
"""How many times the characters of such a word those of the name may be."""
SHORTEST = 2
"""Characters of such a word."""
SIGNS = re.compile(r"[\s、，,;；|和及与（）()“”]")
"""What does not count in a name, in the questions too: 硒鼓、粉盒 is 硒鼓粉盒."""
WHOLE_NAMES = "exact"
"""The parameter that says that the words looked for are whole names."""
ASKS_WHO = (Operator.WHICH, f"{Operator.RANK}:one")
"""Operators of sentences that ask who or which one; a list of names is no answer."""

Lookup = tuple[Question, Mapping[str, str], tuple[str, ...]]
"""A question, what is given for its parameters, and the words that are looked for."""


def lookups(questions: Mapping[str, Question], said: Said) -> Iterator[Lookup]:
    """The questions that may look for what nothing recognises in a department, those whose words are said first."""
    if "department" not in said.mentions.given or any(_asks_otherwise(span, said) for span in said.spans):
        return
    texts = {value for span in said.spans for value in (span.text, *_topics(span))}
    takers = sorted(
        (one for one in questions.values() if one.lookup),
        key=lambda one: (not vocabulary(one) & texts, one.name),
    )
    for question in takers:
        fitted = fit(question, said)
        for words in _wordings(question, said):
            given = {**fitted.given, question.lookup: LIST.join(words)}
            looked_for = "".join(words)
            left = [text for text in (*fitted.left, *fitted.soft) if text not in looked_for]
            lacks = [one for one in question.parameters if one.required and one.name not in given]
            if not left and not lacks:
                yield question, given, words


def sought_in(questions: Mapping[str, Question], said: Said) -> Sought | None:
    """What the sentence asks of one department's printed things, where everything else in it is of use."""
    question = next((one for one in questions.values() if _takes_names(one)), None)
    if question is None or len(said.mentions.given.get("department", ())) != 1:
        return None
    fitted, requests = fit(question, said), requests_of(said, question)
    asks_how_much = any(one.units or one.money for one in requests)
    others = [span for span in said.spans if not (asks_how_much and span.text in said.lexicon.whether)]
    if any(_asks_otherwise(span, said) for span in others):
        return None
    words = {text for one in requests for word in one.words for text in word}
    percent = {span.text for span in said.spans if span.has(SpanKind.OPERATOR, Operator.PERCENT)}
    counts = {span.text for span, text in uncounted(said).items() if not text} | percent
    counts |= {span.text for span in said.spans if len(span.text) == 1 and _is_topic_alone(span)}
    left = [one for one in (*fitted.left, *fitted.soft) if one not in counts and not _is_said(one, words)]
    telling_enough = all(one.units or sum(len(word[0]) for word in one.words) >= SHORTEST_REQUEST for one in requests)
    return Sought(question, fitted.given, requests) if requests and not left and telling_enough else None


def _is_topic_alone(span: Span) -> bool:
    """Whether a piece is a word of some question and nothing else: 发 in 发多少篇."""
    return all(one.kind == SpanKind.TOPIC for one in span.meanings)


def _takes_names(question: Question) -> bool:
    """Whether a question looks for whole names of whatever is printed."""
    return bool(question.lookup) and any(one.name == WHOLE_NAMES for one in question.parameters)


def _is_said(text: str, words: Iterable[str]) -> bool:
    """Whether a piece of a sentence is among the words that are looked for; how many of them is no word."""
    rest = lexicon().how_many.sub("", text)
    return not rest or any(rest in word for word in words)


def holds_all(words: Sequence[str], answer: Answer, *, money: bool = False) -> bool:
    """Whether every word is in a row of the answer; `money`: in one with an amount."""
    amounts = [index for index, column in enumerate(answer.columns) if column.unit in MONEY_UNITS]
    rows = [row for row in answer.rows if not money or any(row[index] is not None for index in amounts)]
    cells = [SIGNS.sub("", key(value)) for row in rows for value in row if isinstance(value, str)]
    return bool(rows) and all(any(SIGNS.sub("", word) in cell for cell in cells) for word in words)


def printed_names(words: Sequence[str], names: Sequence[str]) -> list[str]:
    """The printed names that each of the words comes nearest to; none where one of the words has no such name.

    A word is a name said shortly: all its characters are in the name in their order, and not far apart.
    """
    found: list[str] = []
    for word in words:
        widths = {name: width for name in names if (width := _width(SIGNS.sub("", word), SIGNS.sub("", key(name))))}
        least = min(widths.values(), default=0)
        found += [name for name, width in widths.items() if width == least]
        if not widths or len(word) < SHORTEST_SAID:
            return []
    return [SIGNS.sub("", name) for name in dict.fromkeys(found)]


def _width(word: str, name: str) -> int:
    """How many characters of a name hold those of a word in their order, from its first on; 0 where they do not."""
    widths = []
    for start in range(len(name)):
        at = start
        if name[start] != word[0]:
            continue
        for character in word[1:]:
            at = name.find(character, at + 1)
            if at < 0:
                break
        else:
            widths.append(at - start + 1)
    least = min(widths, default=0)
    return least if least <= WIDEST * len(word) else 0


def _asks_otherwise(span: Span, said: Said) -> bool:
    """Whether a piece asks for what a list of names does not tell: who, when, how."""
    asks_who = any(span.has(SpanKind.OPERATOR, operator) for operator in ASKS_WHO)
    asks_whether = span.text in said.lexicon.whether and Operator.HAVE in said.operators
    return asks_who or (span.text in said.lexicon.not_looked_up and not asks_whether)


def _topics(span: Span) -> list[str]:
    return [one.value for one in span.meanings if one.kind == SpanKind.TOPIC]


def _wordings(question: Question, said: Said) -> Iterator[tuple[str, ...]]:
    """The words of a sentence that nothing recognises.

    Whole stretches of it first, then over 多少家 between them, with lone characters, and without.
    """
    stretches = tuple(_stretches(said.spans))
    found = [stretches] if stretches and all(len(telling(word)) >= SHORTEST for word in stretches) else []
    for joins, over in ((False, said.lexicon.quantity), (True, frozenset()), (False, frozenset())):
        runs = _runs(question, [span for span in said.spans if span.text not in over], joins=joins, parted=not over)
        words = tuple(dict.fromkeys(word for word in runs if len(word) >= SHORTEST))
        if any(len(telling(word)) < SHORTEST for word in words):
            continue
        if words and words not in found:
            found.append(words)
    yield from found


def _stretches(spans: Sequence[Span]) -> Iterator[str]:
    """Pieces side by side, from the first that nothing recognises to the last such, figure or rate (报销比例)."""
    together: list[Span] = []
    for span, after in zip_longest(spans, spans[1:]):
        together.append(span)
        if after is not None and after.start == span.end:
            continue
        unknown = [at for at, one in enumerate(together) if one.has(SpanKind.UNKNOWN)]
        if unknown:
            ends = [at for at, one in enumerate(together) if at >= unknown[0] and _ends_name(one)]
            yield "".join(one.text for one in together[unknown[0] : max(ends) + 1])
        together = []


def _ends_name(span: Span) -> bool:
    rates = (Operator.PERCENT, Operator.SHARE)
    return span.has(SpanKind.UNKNOWN) or _is_head(span) or any(span.has(SpanKind.OPERATOR, one) for one in rates)


def _runs(question: Question, spans: Sequence[Span], *, joins: bool, parted: bool) -> Iterator[str]:
    """Runs of pieces with something unknown in them.

    `joins`: a lone character that says nothing ends no run. `parted`: pieces that are apart are of two runs.
    """
    run, unknown, end = "", False, -1
    for span in (*spans, None):
        alone = span is not None and joins and len(span.text) == 1 and span.text not in PARTS_WORDS
        belongs = span is not None and (
            span.has(SpanKind.UNKNOWN) or alone or (joins and (_is_word(span, question) or _is_head(span)))
        )
        if span is None or (parted and span.start != end) or not belongs:
            if unknown:
                yield stripped(run)
            run, unknown = "", False
        if span is not None and belongs:
            run += span.text
            unknown = unknown or span.has(SpanKind.UNKNOWN)
        end = span.end if span is not None else -1


def _is_head(span: Span) -> bool:
    """Whether a piece is a figure, which may be the end of a name that nothing recognises: 捐赠收入."""
    return span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT)


def _is_word(span: Span, question: Question) -> bool:
    """Whether a piece is a word of other questions, which may be a part of a name: 基金 in 基金监管."""
    known = {*vocabulary(question), *question.also}
    return all(one.kind == SpanKind.TOPIC for one in span.meanings) and not known & {span.text, *_topics(span)}
