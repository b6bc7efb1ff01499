"""The word that a sentence looks for: what it quotes, or the longest piece that says nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.asking.questions import Question
from kb.asking.words.lexicon import SpanKind, lexicon
from kb.asking.words.said import Said

TERM = 4
"""Characters of a word of other questions that may be what is looked for (基本支出)."""
PARTS_WORDS = "的是有在被把吗呢了和与或、"
"""Words of one character that end a word looked for wherever they are."""
SHORTEST_WORD = 3
"""Characters of a word that is not quoted, for a parameter that may be left out."""


def add_word(
    question: Question, said: Said, words: Iterable[str], vocabulary: Iterable[str], given: dict[str, str]
) -> None:
    """The word looked for, of a question that has a parameter for one."""
    for parameter in question.parameters:
        if parameter.type == "text" and parameter.name == "word":
            word = _word(said, tuple(words), vocabulary)
            if word and (parameter.required or said.mentions.quoted or len(word) >= SHORTEST_WORD):
                given[parameter.name] = word


def _word(said: Said, words: Sequence[str], vocabulary: Iterable[str]) -> str:
    """What a sentence quotes, or the longest piece that is neither a name nor a word that the question is known by."""
    mentions = said.mentions
    if mentions.quoted:
        return mentions.quoted
    pieces = _runs(said, frozenset(words))
    terms = [
        term
        for term in vocabulary
        if len(term) >= TERM and term in mentions.rest and not any(word in term for word in words)
    ]
    found = (piece for piece in (*pieces, *terms) if len(piece) > 1 and not any(piece in word for word in words))
    return max(found, key=len, default="")


def _runs(said: Said, words: frozenset[str]) -> list[str]:
    """The pieces of a sentence that are together between names, words of the question and words that say nothing."""
    runs, end = [""], 0
    for span in said.spans:
        ends = any(word in span.text for word in words) or any(one.value in words for one in span.meanings)
        says_nothing = span.has(SpanKind.FILLER) and (len(span.text) > 1 or span.text in PARTS_WORDS)
        if ends or says_nothing or span.has(SpanKind.OPERATOR) or span.start != end:
            runs.append("")
        if not (ends or says_nothing or span.has(SpanKind.OPERATOR)):
            runs[-1] += span.text
        end = span.end
    return [stripped(run) for run in runs]


def stripped(piece: str) -> str:
    """A piece without signs and words of one character that say nothing at its ends: 的 in 拨付的及时率 stays."""
    alone = "".join(word for word in lexicon().stop if len(word) == 1)
    return piece.strip(f"，。？?、,.!！:：;；%(){alone}")
