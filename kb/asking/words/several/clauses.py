"""A sentence that asks several things, cut into what asks one thing each.

It is cut at its signs and at words such as 另外. What asks nothing itself goes with what it belongs to: names of a
department or a year with what follows, 跟上年比呢 or 为什么 with what is before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.asking.words.lexicon import Operator, SpanKind, lexicon
from kb.asking.words.reading import Understanding
from kb.asking.words.segments import Span

_SIGN = re.compile(r"[，；;。？?！!\n]+|(?<!\d),|,(?!\d)|(?<=[一-龥])\s+(?=[一-龥\d])")
_BRACKETS = re.compile(r"[（(“「『【][^（()）“”「」『』【】]*[)）”」』】]")
"""No sentence is cut within these."""
TELLING = frozenset({"policy", "project", "unit", "form"})
"""Kinds of names that say by themselves what is asked about."""
SHORTEST_WORD = 2
"""Characters of a word that says what is asked."""
TAKES_FIGURE = frozenset(
    {Operator.CHANGE, Operator.GROWTH, Operator.PERCENT, Operator.SHARE, Operator.EXECUTION, Operator.UNSPENT}
)
"""What may be asked of the figure of the clause before."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between two signs, as it is read by itself."""

    text: str
    reading: Understanding

    @property
    def tells(self) -> bool:
        """Whether it says what is asked about: a figure, a project, a word that is no mere way of asking."""
        mentions = self.reading.mentions
        return bool(TELLING & mentions.given.keys() or mentions.quoted) or any(map(_tells, self.reading.spans))

    @property
    def asks(self) -> bool:
        """Whether it has a word that asks."""
        return any(sign in self.text for sign in lexicon().asking)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that it names, as typed."""
        codes = self.reading.mentions.given.get("subject", ())
        named = (one.text for one in self.reading.spans if _is_figure(one) and not one.has(SpanKind.FILLER))
        return tuple(dict.fromkeys((*codes, *named)))

    @property
    def takes_figure(self) -> bool:
        """Whether it asks something of a figure that another clause names: 跟上年比呢."""
        return any(self.has(one) for one in TAKES_FIGURE)

    @property
    def is_ranking(self) -> bool:
        """Whether it asks for the largest or the smallest."""
        ways = (one.value for span in self.reading.spans for one in span.meanings if one.kind == SpanKind.OPERATOR)
        return any(way.startswith(f"{Operator.RANK}:") and not way.endswith(":one") for way in ways)

    def has(self, operator: Operator) -> bool:
        """Whether it asks in one way."""
        return any(span.has(SpanKind.OPERATOR, operator) for span in self.reading.spans)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One thing that a sentence asks: the clauses that say of what, and those that ask more of the same."""

    heads: tuple[Clause, ...]
    more: tuple[Clause, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All of its clauses in their order."""
        return (*self.heads, *self.more)

    @property
    def text(self) -> str:
        """What is typed, with a comma between clauses."""
        return "，".join(one.text for one in self.clauses)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that it names; none where it asks for the largest, which is not what it names."""
        if any(one.is_ranking for one in self.clauses):
            return ()
        return tuple(dict.fromkeys(name for one in self.clauses for name in one.figures))


def cut(sentence: str) -> list[str]:
    """The pieces of a sentence between its signs and words that begin another question; brackets stay whole."""
    closed = [match.span() for match in _BRACKETS.finditer(sentence)]
    begins = "|".join(map(re.escape, lexicon().another))
    found, start = [], 0
    for match in re.finditer(rf"{_SIGN.pattern}|(?:{begins})", sentence):
        if not any(first < match.start() < last for first, last in closed):
            found.append(sentence[start : match.start()])
            start = match.end()
    return [piece.strip() for piece in (*found, sentence[start:]) if piece.strip()]


def inquiries(sentence: str, reader: Callable[[str], Understanding]) -> list[Inquiry]:
    """What a sentence asks, one thing after another."""
    pieces = cut(sentence)
    return list(_grouped([Clause(text, reader(text)) for text in pieces])) if len(pieces) > 1 else []


def _grouped(clauses: Sequence[Clause]) -> Iterator[Inquiry]:
    waiting: list[Clause] = []
    heads: tuple[Clause, ...] = ()
    more: list[Clause] = []
    for clause in clauses:
        if heads and not clause.tells:
            more.append(clause)
            continue
        waiting.append(clause)
        if clause.asks and any(one.tells for one in waiting):
            if heads:
                yield Inquiry(heads, tuple(more))
            heads, more, waiting = tuple(waiting), [], []
    if heads:
        yield Inquiry(heads, tuple(more))
    if waiting:
        yield Inquiry(tuple(waiting))


def _is_figure(span: Span) -> bool:
    return span.has(SpanKind.MEASURE) or span.has(SpanKind.SUBJECT)


def _tells(span: Span) -> bool:
    """Whether a piece says what is asked about, and not only how."""
    if span.has(SpanKind.FILLER) or span.has(SpanKind.STAGE) or span.has(SpanKind.TIER):
        return False
    if _is_figure(span):
        return True
    is_way = span.has(SpanKind.OPERATOR) or span.has(SpanKind.VALUE)
    return not is_way and len(span.text) >= SHORTEST_WORD
