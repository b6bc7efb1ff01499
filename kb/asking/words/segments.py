"""A sentence cut into recognised pieces: the cutting that leaves least unrecognised, in the fewest pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.asking.words.lexicon import SpanKind, SpanMeaning

SIGNS = "，。？?、,.!！:：;；()（）|—–-~～/ \t"
"""What parts pieces and means nothing itself; `|` is where a name was taken out."""
PIECE, UNKNOWN_CHARACTER = 1.0, 2.5
"""What a recognised piece costs, and each character that nothing recognises."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence: where it is, what is printed there, and all it may mean."""

    start: int
    end: int
    text: str
    meanings: tuple[SpanMeaning, ...]

    def has(self, kind: SpanKind, value: str | None = None) -> bool:
        """Whether it may mean a thing of the kind (with the value, where one is given)."""
        return any(one.kind == kind and value in (None, one.value) for one in self.meanings)


def segments(text: str, forms: Mapping[str, Sequence[SpanMeaning]]) -> list[Span]:
    """The cheapest cutting of a text by the forms of a lexicon; unrecognised characters in a row are one span."""
    longest = max(map(len, forms), default=0)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(text) + 1):
        sign = text[end - 1] in SIGNS
        options = [(best[end - 1][0] + (0.0 if sign else UNKNOWN_CHARACTER), end - 1)]
        for start in range(max(0, end - longest), end):
            if text[start:end] in forms:
                options.append((best[start][0] + PIECE, start))
        best.append(min(options))
    return _joined(_walked(text, best, forms))


def _walked(text: str, best: Sequence[tuple[float, int]], forms: Mapping[str, Sequence[SpanMeaning]]) -> list[Span]:
    spans, end = [], len(text)
    while end > 0:
        start = best[end][1]
        piece = text[start:end]
        if piece in forms:
            spans.append(Span(start, end, piece, tuple(forms[piece])))
        elif piece not in SIGNS:
            spans.append(Span(start, end, piece, (SpanMeaning(SpanKind.UNKNOWN, piece),)))
        end = start
    return spans[::-1]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Unknown characters side by side as one span."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.end == span.start and last.has(SpanKind.UNKNOWN) and span.has(SpanKind.UNKNOWN):
            text = last.text + span.text
            joined[-1] = Span(last.start, span.end, text, (SpanMeaning(SpanKind.UNKNOWN, text),))
        else:
            joined.append(span)
    return joined
