"""Sentences that ask several things: each is answered by itself, with the names that it shares with the others.

All of the sentence is tried first. Where no question has a use for it, what it asks is answered one thing after
another, with the department, year, stage and project of the clauses before; what cannot be answered is named. Where
one question answers all of it, the figures that this answer does not hold are added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kb.asking.ask import choices_of
from kb.asking.questions import Question
from kb.asking.words.answering import Reply, SentencePart
from kb.asking.words.answering import reply as reply_to_all
from kb.asking.words.excerpts import LEAST_HELD, printed
from kb.asking.words.filling import LIST
from kb.asking.words.lexicon import Operator, SpanKind, lexicon
from kb.asking.words.named.mentions import NAMED_TYPES
from kb.asking.words.passages import named_project, passages
from kb.asking.words.proofs import STAGE
from kb.asking.words.reading import Understanding, read
from kb.asking.words.said import values_of
from kb.asking.words.several.clauses import Clause, Inquiry, inquiries

if TYPE_CHECKING:
    from kb.rows.printed import Answer
    from kb.store.interface import GraphStore

MOST_ROWS = 4
"""Rows of an answer whose figures all of a sentence must be answered with."""
SHORTEST_LOOKED_UP = 4
"""Characters of the words by which a thing is found that only one of several clauses names."""
PAIRS_OF_PART = 2
"""Pairs of characters that a part of a sentence must say: 单价 may be that of what another part names."""
LEAST_IF_EMPTY = 0.85
"""What part of the words a printed line must hold that is shown beside an empty answer."""
SHARED = ("department", "year", "project")
"""Kinds of names that one clause has from another."""
Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Asker:
    """What answers one sentence."""

    store: GraphStore
    questions: Mapping[str, Question]
    choices: Path

    def __call__(self, text: str) -> Reply:
        return reply_to_all(self.store, self.questions, text, self.choices)

    def shown(self, found: Reply, least: int = 1) -> Reply:
        """What the documents print of the words of a sentence that has no answer, else the reply as it is.

        `least`: how many pairs of characters it must say of it.
        """
        shown = self.with_excerpts(passages(self.store, self.questions, found, self.choices, least) or found)
        return (not shown.chosen and named_project(self.store, self.questions, shown, self.choices)) or shown

    def with_excerpts(self, found: Reply) -> Reply:
        """The reply, with the printed lines that hold most of the words where not all of it is answered.

        Where a question is understood and empty, they must hold nearly all of them.
        """
        is_whole = not (found.is_passage and found.chosen and found.chosen.passed_over)
        if found.rows is not None and found.rows.rows and is_whole:
            return found
        least = LEAST_IF_EMPTY if found.chosen and is_whole else LEAST_HELD
        return replace(found, printed=printed(self.store, found.reading, self.choices, least))


def reply(store: GraphStore, questions: Mapping[str, Question], sentence: str, choices: Path) -> Reply:
    """How a sentence is understood in a store, thing by thing where it asks several.

    `choices` is the folder of the queries that list what names may mean. Raises UnresolvedName for a sentence that is
    too long.
    """
    asker = _Asker(store, questions, choices)
    whole = asker(sentence)
    if whole.reading.unknown or whole.reading.ambiguous:
        return whole
    known = {kind: choices_of(store, kind, choices) for kind in NAMED_TYPES}
    found = inquiries(sentence, partial(read, questions=questions, choices=known))
    if whole.rows is not None:
        clauses = [clause for inquiry in found for clause in inquiry.clauses]
        asks_more = len(found) > 1 or any(one.takes_figure or one.is_ranking for one in clauses)
        return replace(whole, parts=tuple(_with_what_lacks(sentence, whole, found, asker))) if asks_more else whole
    parts = tuple(_answered(found, asker)) if len(found) > 1 or (found and found[0].more) else ()
    if _is_trusted(parts, whole):
        return replace(whole, parts=parts)
    return asker.with_excerpts(whole) if whole.chosen else asker.shown(whole)


def _is_trusted(parts: Sequence[SentencePart], whole: Reply) -> bool:
    """Whether parts may be shown: the first says of what the others are, all are answered or of one department."""
    answered = [part.reply.rows is not None for part in parts]
    return len(parts) > 1 and answered[0] and (all(answered) or "department" in whole.reading.mentions.given)


def _with_what_lacks(sentence: str, whole: Reply, found: Sequence[Inquiry], asker: _Asker) -> Iterator[SentencePart]:
    """What a sentence asks besides, whose few figures the answer to all of it does not hold; then that answer."""
    lacking = [part for part in _amounts_asked(found, asker) if _is_lacking(part, whole)]
    if lacking:
        yield from lacking
        yield SentencePart(sentence, whole)


def _is_lacking(part: SentencePart, whole: Reply) -> bool:
    rows, stated = part.reply.rows, whole.rows
    chosen = part.reply.chosen
    if rows is None or stated is None or chosen is None or part.reply.is_passage:
        return False
    if chosen.question.total and len(rows.rows) > MOST_ROWS:
        return len(rows.rows) > len(stated.rows)  # how many there are
    if len(rows.rows) > MOST_ROWS:
        return False
    if chosen.question.lookup or (whole.chosen and chosen.question.name == whole.chosen.question.name):
        return False
    return bool(_amounts(rows)) and not _amounts(rows) & _amounts(stated)


def _amounts(answer: Answer) -> set[Decimal]:
    return {value for row in answer.rows for value in row if isinstance(value, Decimal)}


def _answered(found: Sequence[Inquiry], asker: _Asker) -> Iterator[SentencePart]:
    """What each of several things comes to; a project is also shared that only its answer names."""
    projects: list[str] = []
    for inquiry, shared, figures in _with_shared(found):
        names = {**shared, "project": projects} if projects and not shared.get("project") else shared
        for part in _parts_of(inquiry, names, figures, asker):
            yield part
            if part.reply.chosen is not None and "project" in part.reply.chosen.given:
                projects = [part.reply.chosen.given["project"]]


def _amounts_asked(found: Sequence[Inquiry], asker: _Asker) -> Iterator[SentencePart]:
    """What the things come to that ask for an amount, and not how it changed."""
    for inquiry, shared, figures in _with_shared(found):
        head = Inquiry(inquiry.heads)
        is_part = len(found) > 1 or bool(inquiry.more)
        if is_part and not any(one.takes_figure for one in head.clauses):
            yield _part(head, shared, figures, asker)


def _with_shared(found: Sequence[Inquiry]) -> Iterator[tuple[Inquiry, Names, tuple[str, ...]]]:
    """Each thing with the names and figures that it may have from others: of the first, from those behind it."""
    shared: dict[str, list[str]] = _names(found[::-1])
    figures: tuple[str, ...] = ()
    for inquiry in found:
        yield inquiry, dict(shared), figures
        shared |= _names([inquiry])
        figures = inquiry.figures or figures


def _parts_of(inquiry: Inquiry, shared: Names, figures: tuple[str, ...], asker: _Asker) -> Iterator[SentencePart]:
    """One thing, or what is asked of it and what is asked of it besides, where it is not answered as a whole."""
    all_of_it = _part(inquiry, shared, figures, asker)
    head = _part(Inquiry(inquiry.heads), shared, figures, asker) if inquiry.more else all_of_it
    if all_of_it.reply.rows is not None or head.reply.rows is None:
        yield _shown(all_of_it, asker)
        return
    yield head
    names = {**shared, **_names([inquiry])}
    for clause in inquiry.more:
        if not _says_nothing(clause):
            yield _shown(_part(Inquiry((clause,)), names, inquiry.figures or figures, asker), asker)


def _shown(part: SentencePart, asker: _Asker) -> SentencePart:
    """What is asked, with what documents print of it where it is not answered."""
    return part if part.reply.chosen else replace(part, reply=asker.shown(part.reply, PAIRS_OF_PART))


def _says_nothing(clause: Clause) -> bool:
    return all(span.has(SpanKind.FILLER) for span in clause.reading.spans)


def _part(inquiry: Inquiry, shared: Names, figures: tuple[str, ...], asker: _Asker) -> SentencePart:
    """One thing, asked with the names that it shares: the first wording that has an answer, else the first."""
    replies = [Reply(_with_names(inquiry.clauses[0].reading, shared), None, ())]
    for text, stage in _wordings(inquiry, shared, figures):
        found = asker(text)
        is_sure = not any(shared.values()) or not _is_found_by_little(found)
        if found.rows is not None and is_sure and (not stage or _is_of_stage(found.rows, stage)):
            return SentencePart(inquiry.text, found)
        replies.append(found if found.rows is None else Reply(found.reading, None, ()))
    return SentencePart(inquiry.text, replies[1] if replies[1:] else replies[0])


def _with_names(reading: Understanding, shared: Names) -> Understanding:
    """A clause as it is read, with the names that it has from others."""
    names = {kind: list(shared[kind]) for kind in SHARED if shared.get(kind)}
    return replace(reading, mentions=replace(reading.mentions, given={**names, **reading.mentions.given}))


def _is_found_by_little(found: Reply) -> bool:
    """Whether all that is known of a thing is a short word, which may be said of what another clause names: 单价."""
    chosen = found.chosen
    if chosen is None or not chosen.question.lookup or {"project", "unit"} & chosen.given.keys():
        return False
    return len("".join(chosen.words)) < SHORTEST_LOOKED_UP


def _is_of_stage(rows: Answer, stage: str) -> bool:
    """Whether all rows are of a stage, as far as they say."""
    place = next((at for at, column in enumerate(rows.columns) if column.name == STAGE), None)
    return place is None or all(row[place] == stage for row in rows.rows)


def _wordings(inquiry: Inquiry, shared: Names, figures: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What an inquiry says with the names and figures that it has from others, and the stage that its rows must be of.

    A project is meant still where no figure is named; a stage need not be named where all is of it.
    """
    own = _names([inquiry])
    given = {kind: names for kind, names in shared.items() if kind not in own}
    figure = _figure(inquiry, figures)
    if figure is None:
        return
    stages = given.pop(STAGE, ())
    project = given.pop("project", ()) if not own.get("department") else ()
    before = f"{LIST.join(given.get('department', ()))}{''.join(f'{year}年' for year in given.get('year', ())[:1])}"
    if len(given.get("year", ())) > 1:
        before = f"{LIST.join(given.get('department', ()))}{LIST.join(f'{year}年' for year in given['year'])}"
    stage = stages[0] if len(stages) == 1 else ""
    for name in (*project[:1], *(("",) if not project or inquiry.figures else ())):
        of_project = f"{name}项目" if name else ""
        if stage:
            yield f"{before}{stage}{of_project}{figure}{inquiry.text}", ""
        yield f"{before}{of_project}{figure}{inquiry.text}", stage


def _figure(inquiry: Inquiry, figures: tuple[str, ...]) -> str | None:
    """The figure of the clause before, where something is asked of it or a part of it; None where it is not one."""
    asks_part = any(one.has(Operator.SHARE) for one in inquiry.clauses)
    tells = any(one.tells for one in inquiry.clauses)
    if tells:
        if not asks_part or not len(inquiry.figures) == len(figures) == 1:
            return ""
        is_whole = inquiry.text.startswith(tuple(lexicon().part_of))
        return figures[0] if is_whole else f"{figures[0]}里"
    return figures[0] if len(figures) == 1 and any(one.takes_figure for one in inquiry.clauses) else None


def _names(found: Sequence[Inquiry]) -> dict[str, list[str]]:
    """The names and stages that inquiries say, the last of each kind."""
    names: dict[str, list[str]] = {}
    for inquiry in found:
        for clause in inquiry.clauses:
            given = clause.reading.mentions.given
            names |= {kind: given[kind] for kind in SHARED if given.get(kind)}
            stages = list(dict.fromkeys(values_of(clause.reading.spans, SpanKind.STAGE)))
            names |= {STAGE: stages} if stages else {}
    return names
