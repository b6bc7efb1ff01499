"""What the processes of the crew do: questions, sentences, and the lists of what a parameter may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb import resources
from kb.asking.ask import AskedQuestion, answer, choices_of, prepare
from kb.asking.empty import why_empty
from kb.asking.words import reply, said_in_vain
from kb.provenance.row_sources import facts_behind, sources_behind
from kb.publishing.dataset.counts import GraphCounts, counted
from kb.web.asking.known import known

if TYPE_CHECKING:
    from kb.asking.words import Candidate
    from kb.provenance.sources import RowSource
    from kb.rows.printed import Answer
    from kb.web.library import Edition

MOST_TRACED = 2000
"""Rows up to which each is traced to its facts: that asks the question once more."""
CHOICES = "queries/choices"


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with its answer.

    `meant` tells each parameter as it was understood, `facts` the IRIs of the facts behind each row (empty where there
    are too many rows), `query` the text that gave it, `why_empty` what there is instead where there is no row.
    """

    answer: Answer
    meant: Mapping[str, str]
    query: str
    facts: tuple[tuple[str, ...], ...] = ()
    why_empty: str = ""


@dataclass(frozen=True, slots=True)
class OfferedQuestion:
    """A question that a sentence may mean: its parameters as heard, and the labels of those it lacks."""

    name: str
    summary: str
    given: Mapping[str, str]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as it was understood: the question it means, or None and what may be chosen of.

    `read_as` are words read as others, by the words typed (三工经费: 三公经费), `passed_over` words not made use of,
    `parts` the questions meant by a sentence that asks several things, `excerpts` the printed lines (document, place,
    text) that hold most of its words where nothing answers it, `unprinted` those of them that are printed nowhere.
    """

    chosen: OfferedQuestion | None
    offers: tuple[OfferedQuestion, ...]
    over: tuple[str, ...]
    unknown: tuple[str, ...]
    ambiguous: Mapping[str, tuple[str, ...]]
    read_as: Mapping[str, str]
    passed_over: tuple[str, ...]
    parts: tuple[OfferedQuestion, ...] = ()
    excerpts: tuple[tuple[str, str, str], ...] = ()
    unprinted: tuple[str, ...] = ()


def answered(edition: Edition, name: str, given: Mapping[str, str]) -> AnsweredQuestion:
    """The answer to a question with the facts behind its rows. Raises UnresolvedName."""
    asked = _asked(edition, name, given)
    found = answer(edition.store, asked)
    meant = {key: choice.label for key, choice in asked.meant.items()}
    if not found.rows:
        return AnsweredQuestion(found, meant, asked.unconfined, why_empty=why_empty(edition.store, asked))
    facts = facts_behind(edition.store, asked.query, found.rows) if len(found.rows) <= MOST_TRACED else []
    return AnsweredQuestion(found, meant, asked.unconfined, tuple(map(tuple, facts)))


def with_sources(
    edition: Edition, name: str, given: Mapping[str, str], *, wanted: bool
) -> tuple[Answer, list[list[RowSource]] | None]:
    """The answer to a question with the printed places behind its rows; None where not wanted, or of too many rows.

    Raises UnresolvedName.
    """
    asked = _asked(edition, name, given)
    found = answer(edition.store, asked)
    if not wanted or len(found.rows) > MOST_TRACED:
        return found, None
    return found, sources_behind(edition.store, asked.query, found.rows)


def labels(edition: Edition, kind: str) -> list[str]:
    """What a type of parameter may be."""
    return [one.label for one in choices_of(edition.store, kind, resources.folder(CHOICES))]


def counts(edition: Edition) -> GraphCounts:
    """How much of what the store holds; what took long is kept beside the snapshot."""
    return counted(edition.store)


def heard(edition: Edition, sentence: str) -> Heard:
    """What a sentence means in this store."""
    understood = reply(edition.store, known(), sentence, resources.folder(CHOICES))

    def offered(one: Candidate) -> OfferedQuestion:
        return OfferedQuestion(one.question.name, one.question.summary, dict(one.given), tuple(one.lacks))

    return Heard(
        offered(understood.chosen) if understood.chosen else None,
        tuple(map(offered, understood.offers)),
        tuple(said_in_vain(understood.reading)),
        tuple(understood.reading.unknown),
        {name: tuple(found) for name, found in understood.reading.ambiguous.items()},
        dict(understood.reading.mentions.read_as),
        tuple(understood.chosen.passed_over) if understood.chosen else (),
        tuple(offered(part.reply.chosen) for part in understood.parts if part.reply.chosen),
        tuple((one.document, one.place, one.text) for one in understood.printed.excerpts),
        understood.printed.unprinted,
    )


def _asked(edition: Edition, name: str, given: Mapping[str, str]) -> AskedQuestion:
    return prepare(edition.store, known()[name], given, resources.folder(CHOICES))
