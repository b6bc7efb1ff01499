"""The printed lines of a department's documents that hold most of what a sentence says, shown as 原文 (as printed).

The last resort, where no question fits and no passage tells all of it: no figure is worked out, what is printed is
shown with its place. A word counts the more the fewer lines hold it, and may be printed otherwise than people say it
(`queries/words/colloquial.toml`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb import resources
from kb.asking.ask import choices_of, narrowed
from kb.asking.names import UnresolvedName, key, resolve, together
from kb.asking.words.lexicon import FOLDER, SpanKind, lexicon, numeral
from kb.asking.words.named.found import GAP, Mentions
from kb.asking.words.things import alike
from kb.store import texts

if TYPE_CHECKING:
    from kb.asking.names import Choice
    from kb.asking.words.reading import Understanding
    from kb.asking.words.segments import Span
    from kb.store.interface import GraphStore

DOCUMENTS = "documents.rq"
COLLOQUIAL = "colloquial.toml"
MOST_SHOWN = 5
"""Lines that are shown of one department."""
MOST_DEPARTMENTS = 3
LEAST_HELD = 0.34
"""What part of the weight of the words the best line must hold."""
LEAST_OF_BEST = 0.6
"""What part of the best line's a line must hold that is shown beside it."""
SHORT_LINE, SHOWN_CHARACTERS = 24, 240
"""A line this short is shown with those behind it, up to so many characters: it may be one cell of a table."""
LONGEST_LINE = 400
HALF = 0.5
MOST_BEHIND = 2
"""Rows behind the head of a table that are shown with it."""
KEPT_DOCUMENTS = 64
FIGURE_COUNTS = 0.1
"""What a digit in a line counts, where a number is asked for."""
_SENTENCE_END = re.compile(r"(?<=[。；;！？])")
_DIGIT = re.compile(r"\d")
_COMMA = re.compile("[，。；]")
_FIGURES = re.compile(r"[\d|]")
"""What a row of a table has, and a bare name has not."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a document as it is printed: the document, its year, the place, the text."""

    department: str
    document: str
    year: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class _PrintedPiece:
    """Rows or a sentence of a document, the first and the last row of it: as printed, and how it is compared."""

    first: int
    last: int
    place: str
    text: str
    plain: str


@dataclass(frozen=True, slots=True)
class _SaidWord:
    """A word of a sentence as typed, and what may be printed for it; `is_guess`: it counts only where it is printed."""

    said: str
    ways: tuple[str, ...]
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What the documents of one or a few departments print of a sentence, and the words that none of them prints."""

    excerpts: tuple[Excerpt, ...] = ()
    unprinted: tuple[str, ...] = ()


NOTHING_PRINTED = Printed()


def printed(store: GraphStore, reading: Understanding, choices: Path, least: float = LEAST_HELD) -> Printed:
    """The lines that hold most of what a sentence says, of each department that it names; none where that is little.

    `least` is the part of the words' weight that the best line must hold.
    """
    mentions = reading.mentions
    names = mentions.given.get("department") or mentions.peer_labels
    is_sure = not (mentions.unknown or mentions.ambiguous or _begins_strangely(reading))
    if store.folder is None or not is_sure or not 0 < len(names) <= MOST_DEPARTMENTS:
        return Printed()
    words = tuple(_words(reading.spans, mentions, _measure_names(store, choices)))
    asks_number = any(sign in span.text for span in reading.spans for sign in lexicon().how_much)
    found = [_of_department(store, name, mentions.given.get("year", ()), words, choices) for name in names]
    lines = tuple(
        Excerpt(name, one.document.name, one.document.year, one.piece.place, _with_figures(one.document, one.piece))
        for name, pieces in zip(names, found, strict=True)
        for one in _best(pieces, words, least, asks_number)
    )
    every = [one for pieces in found for one in pieces]
    held = {word.said: any(one.parts[at] for one in every) for at, word in enumerate(words)}
    unprinted = [said for said, is_held in held.items() if said and not is_held]
    return Printed(lines, tuple(unprinted) if every else ())


def speaks_of(reading: Understanding, name: str) -> bool:
    """Whether a sentence says half of a word of a name or more, in the words of no list or as people say it."""
    piece = _PrintedPiece(0, 0, "", name, _plain(name))
    return any(one.said and _part_held(one, piece) >= HALF for one in _words(reading.spans, reading.mentions, {}))


def _begins_strangely(reading: Understanding) -> bool:
    """Whether an unknown word is right before the first name: the area of another department (绿水县林业局)."""
    text = reading.mentions.rest
    return any(
        one.has(SpanKind.UNKNOWN) and one.end == text.find(GAP) and not text[: one.start].strip(GAP)
        for one in reading.spans[:1]
    )


@dataclass(frozen=True, slots=True)
class _PrintedDocument:
    name: str
    year: str
    pieces: tuple[_PrintedPiece, ...]


@dataclass(frozen=True, slots=True)
class _ComparedPiece:
    """A piece of a document, and what part of each word of a sentence it holds."""

    document: _PrintedDocument
    piece: _PrintedPiece
    parts: tuple[float, ...]


def _of_department(
    store: GraphStore, name: str, years: Sequence[str], words: Sequence[_SaidWord], choices: Path
) -> list[_ComparedPiece]:
    """The pieces of the documents of a department, of the years that are said."""
    try:
        meant = {"department": resolve(name, choices_of(store, "department", choices), "department")}
        if years:
            held = choices_of(store, "year", choices)
            meant["year"] = together([resolve(year, held, "year") for year in years])
    except UnresolvedName:
        return []
    folder = store.folder
    if folder is None or not words:
        return []
    documents = [
        _PrintedDocument(name, year, _pieces(folder, sha256)) for name, year, sha256 in _documents(store, meant)
    ]
    return [
        _ComparedPiece(one, piece, tuple(_part_held(word, piece) for word in words))
        for one in documents
        for piece in one.pieces
    ]


def _best(
    pieces: Sequence[_ComparedPiece], words: Sequence[_SaidWord], least: float, asks_number: bool
) -> list[_ComparedPiece]:
    """The pieces that hold most of the words, the best first; none that is within another."""
    weights = _weights(words, pieces)
    ranked = sorted(((_held(weights, one, asks_number), one) for one in pieces), key=lambda pair: -pair[0])
    if not ranked or not ranked[0][0]:
        return []
    bound = max(least * sum(weights), LEAST_OF_BEST * ranked[0][0])
    shown: list[_ComparedPiece] = []
    for held, one in ranked:
        if len(shown) == MOST_SHOWN or held < bound:
            break
        if not any(_is_within(one, other) for other in shown):
            shown.append(one)
    return shown


def _is_within(one: _ComparedPiece, other: _ComparedPiece) -> bool:
    """Whether two pieces of a document print the same, or have lines in common."""
    first, second = one.piece, other.piece
    overlap = first.first <= second.last and second.first <= first.last
    return one.document is other.document and (first.text == second.text or overlap)


def _with_figures(document: _PrintedDocument, piece: _PrintedPiece) -> str:
    """A piece as printed: a sentence to its end; the head of a table with the rows right behind it, its figures."""
    text, last = piece.text, piece.last
    if _SENTENCE_END.search(text[-1]):
        return text
    is_prose = _COMMA.search(text) is not None
    for following in document.pieces:
        is_whole = _SENTENCE_END.search(text[-1]) if is_prose else _DIGIT.search(text)
        if is_whole or len(text) > SHOWN_CHARACTERS or following.first > last + MOST_BEHIND:
            break
        if following.first > last:
            text, last = f"{text}{'' if is_prose else ' / '}{following.text}", following.last
    return text


def _documents(store: GraphStore, meant: Mapping[str, Choice]) -> Iterator[tuple[str, str, str]]:
    query = (resources.folder(FOLDER) / DOCUMENTS).read_text(encoding="utf-8")
    for row in store.select(narrowed(store, query, meant)):
        yield row["document"].value, row["fiscal_year"].value, row["sha256"].value


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _pieces(folder: Path, sha256: str) -> tuple[_PrintedPiece, ...]:
    """The rows and sentences of a document, which never change for the bytes of it."""
    kept = texts.kept(folder, sha256)
    rows = list(_rows(kept.lines)) if kept else []
    found = []
    for at, (place, text) in enumerate(rows):
        last, whole = _with_following(rows, at)
        parts = _SENTENCE_END.split(whole) if len(text) > LONGEST_LINE else [whole]
        found += [_PrintedPiece(at, last, place, part.strip(), _plain(part)) for part in parts if part.strip()]
    return tuple(found)


def _rows(lines: Sequence[texts.KeptLine]) -> Iterator[tuple[str, str]]:
    """The printed lines; cells in lines of their own, which begin with a tab, are one row up to a blank line."""
    place, cells = "", list[str]()
    for line in lines:
        text = line.text.strip()
        if line.text.startswith("\t"):
            place = place if cells else line.place
            cells += [text] if text else []
            continue
        if cells:
            yield place, " ".join(cells)
            cells = []
        if text:
            yield line.place, " ".join(text.split())
    if cells:
        yield place, " ".join(cells)


def _with_following(rows: Sequence[tuple[str, str]], at: int) -> tuple[int, str]:
    """A bare name with the short lines behind it: a form that lost its grid prints a value below its name."""
    text, last = rows[at][1], at
    if len(text) > SHORT_LINE or _FIGURES.search(text):
        return last, text
    for _, following in rows[at + 1 :]:
        if len(following) > SHORT_LINE or len(text) + len(following) > SHOWN_CHARACTERS or "|" in following:
            break
        text, last = f"{text} {following}", last + 1
    return last, text


def _plain(text: str) -> str:
    return alike(text) + "".join(f" {numeral(number)} " for number in _NUMBER.findall(key(text)))


def _weights(words: Sequence[_SaidWord], pieces: Sequence[_ComparedPiece]) -> list[float]:
    """What each word counts: the more, the fewer pieces hold it; none where no piece does."""
    held = [sum(one.parts[at] >= 1 for one in pieces) for at in range(len(words))]
    return [
        0.0 if word.is_guess and not count else math.log(1 + len(pieces) / (1 + count))
        for word, count in zip(words, held, strict=True)
    ]


def _held(weights: Sequence[float], one: _ComparedPiece, asks_number: bool) -> float:
    held = sum(weight * part for weight, part in zip(weights, one.parts, strict=True))
    return held * (1 + FIGURE_COUNTS) if asks_number and _DIGIT.search(one.piece.text) else held


def _part_held(word: _SaidWord, piece: _PrintedPiece) -> float:
    """What part of a word a piece holds: one where it holds it to the letter, in any of the ways it is printed.

    Of a word as typed the pairs of characters count that are printed: 仓库漏雨 where 仓库 is.
    """
    if any(one in piece.plain for one in word.ways):
        return 1.0
    pairs = _pairs(word.ways[0])
    return sum(pair in piece.plain for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


@lru_cache(maxsize=4096)
def _pairs(text: str) -> tuple[str, ...]:
    return tuple(text[at : at + 2] for at in range(len(text) - 1))


def _words(spans: Sequence[Span], mentions: Mentions, measures: Mapping[str, tuple[str, ...]]) -> Iterator[_SaidWord]:
    """What a sentence says of a thing: its telling pieces, those that nothing recognises side by side, its numbers."""
    colloquial = _colloquial()
    for name in (*mentions.given.get("project", ()), *mentions.given.get("subject", ())):
        yield _SaidWord("", (alike(name.partition(" (")[0]),))
    for number in (*mentions.given.get("number", ()), *_NUMBER.findall(mentions.rest)):
        yield _SaidWord("", (f" {numeral(number)} ",))
    covered = set[int]()
    for match in _colloquial_forms().finditer(mentions.rest):
        covered |= set(range(*match.span()))
        yield _SaidWord(match[0], tuple(dict.fromkeys(map(alike, (match[0], *colloquial[match[0]])))))
    for span in spans:
        if not _tells(span) or covered & set(range(span.start, span.end)):
            continue
        named = [name for one in span.meanings for name in measures.get(one.value, ())]
        meant = [one.value for one in span.meanings if one.kind in (SpanKind.TOPIC, SpanKind.SUBJECT)]
        if ways := tuple(dict.fromkeys(plain for text in (span.text, *meant, *named) if (plain := alike(text)))):
            covered |= set(range(span.start, span.end))
            yield _SaidWord(span.text if span.has(SpanKind.UNKNOWN) else "", ways)
    for pair in _pairs_between(mentions.rest, spans, covered):
        yield _SaidWord("", (pair,), is_guess=True)


def _pairs_between(text: str, spans: Sequence[Span], covered: set[int]) -> Iterator[str]:
    """Pairs of characters that the cutting has torn apart, and which may be words of a name: 仓 and 库."""
    alone = {span.start for span in spans if span.end == span.start + 1} - covered
    particles = set(str(_data()["particles"]))
    for at in sorted(alone):
        for first in (at - 1, at):
            pair = text[first : first + 2]
            if len(pair) > 1 and first not in covered and not particles & set(pair) and pair.isalpha():
                yield pair


def _tells(span: Span) -> bool:
    kinds = (SpanKind.FILLER, SpanKind.STAGE, SpanKind.TIER, SpanKind.OPERATOR)
    return not any(span.has(kind) for kind in kinds) and not span.text.isdigit() and len(span.text) > 1


def _measure_names(store: GraphStore, choices: Path) -> Mapping[str, tuple[str, ...]]:
    """How a figure is printed, by its name in the lexicon."""
    known = choices_of(store, "measure", choices)
    return {name: (one.label,) for one in known for name in one.names if name.isascii() and not name.isdigit()}


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((resources.folder(FOLDER) / COLLOQUIAL).read_text(encoding="utf-8"))


def _colloquial() -> Mapping[str, Sequence[str]]:
    printed: Mapping[str, Sequence[str]] = _data()["printed"]
    return printed


@cache
def _colloquial_forms() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_colloquial(), key=len, reverse=True))))
