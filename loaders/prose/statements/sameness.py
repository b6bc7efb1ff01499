"""持平, 与上年一致: amounts that are the same as last year's, whether a figure states them or none does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loaders import lexicon
from loaders.printing import squeeze
from loaders.prose.statements.changes import (
    LAST_YEAR,
    SAME,
    ChangeRole,
    last_base,
    same_as_before,
    same_words,
)
from loaders.prose.statements.drafts import Draft, sentence_at, sentence_ends
from loaders.prose.statements.figures import PrintedFigure
from loaders.prose.statements.measures import is_generic, measure_of, phrase_start
from loaders.prose.statements.reasons import most_like, reasons_in, stem
from loaders.prose.statements.titles import is_nameless

_NOT = ("不", "未", "非", "没", "没有")
_STOP = re.compile(r"[。；;！？]")
_IS = re.compile("[为是均达共计约]*")
"""Words that tie an amount to what was named before it: 与上年持平，均为2万元."""
_STAGE = re.compile("预算|决算|执行")
_FIGURE_BEHIND = re.compile(r"\s*\d")


def with_sameness(text: str, drafts: list[Draft], this_year: int, title: str) -> list[Draft]:
    """The drafts of a paragraph, those that are the same as last year marked so; where no figure states the amount that
    is (公务接待费与上年持平), a draft of the change without a figure, in its place among them.

    持平 is stated of the amount it names, else of the nearest one before. `title`: what the paragraph is about.
    """
    amounts = [draft for draft in drafts if draft.role.kind == "amount"]
    reasons = reasons_in(text)
    alone: list[Draft] = []
    for word in same_words().finditer(text):
        if any(reason.start <= word.start() < reason.end for reason in reasons) or text[: word.start()].endswith(_NOT):
            continue
        before = [draft for draft in amounts if draft.figure.end <= word.start()]
        stated = _sameness_at(text, word, before)
        if stated:
            draft, base = stated
            draft.direction = SAME
            draft.base_year = base if base > 0 else this_year - 1
        elif (change := _without_figure(text, word, drafts, this_year, title)) is not None:
            alone.append(change)
    return sorted([*drafts, *alone], key=lambda draft: draft.figure.start)


def _sameness_at(text: str, word: re.Match[str], before: list[Draft]) -> tuple[Draft, int] | None:
    """The amount before that is said to be the same, and the base year (0: not named)."""
    floor = before[-1].figure.end if before else 0
    start = phrase_start(text, word.start(), floor)
    stated = same_as_before(squeeze(text[start : word.end()]))
    if stated is None or not before or _FIGURE_BEHIND.match(text, word.end()):
        return None
    name, base = stated
    if not base:
        earlier = last_base(squeeze(text[before[-1].sentence[0] : word.start()]))
        base = earlier[2] if earlier else 0
    last = before[-1].sentence
    whole = [one for one in before if one.sentence == last][:1]
    draft = most_like(stem(measure_of(name).name), before if word.start() < last[1] else [*before, *whole])
    return (draft, base) if draft else None


def _without_figure(
    text: str, word: re.Match[str], drafts: Sequence[Draft], this_year: int, title: str
) -> Draft | None:
    """The change of money that no figure states; None where its name, year or stage is in doubt.

    The clause names the year compared with, and some money or none (the clause before, which says that there is none
    of it, or the title of the paragraph then does). Amounts of two stages (预算数与上年决算数持平) are no change from
    year to year.
    """
    floor = max((draft.figure.end for draft in drafts if draft.figure.end <= word.start()), default=0)
    start = phrase_start(text, word.start(), floor)
    clause = squeeze(text[start : word.end()])
    stated = same_as_before(clause)
    base = _earlier(stated[1], this_year) if stated else 0
    if stated is None or not base or _FIGURE_BEHIND.match(text, word.end()) or len(set(_STAGE.findall(clause))) > 1:
        return None
    measure = measure_of(stated[0])
    is_named = bool(measure.name) and not is_nameless(measure.name)
    subject = stem(measure.name) if is_named else _unspent_before(text[floor:start]) or title
    if measure.year not in (0, this_year) or not _names_money(subject) or _is_stated(subject, text, word, drafts):
        return None
    against = "上年" if base == this_year - 1 else f"{base}年"
    role = ChangeRole("change", subject, SAME, base)
    figure = PrintedFigure(word.start(), word.end(), word.end(), "", "", "")
    sentence = sentence_at(sentence_ends(text), word.start())
    return Draft(figure, role, subject, f"{subject}较{against}增减", this_year, sentence, base, SAME)


def _unspent_before(text: str) -> str:
    """因公出国（境）费未安排预算，与上年持平: the money that the clause before says is not spent."""
    before = text.rstrip("，, ")
    clause = before[phrase_start(before, len(before), 0) :]
    unspent = next((word for word in lexicon.statements().measure.unspent if word in clause), "")
    return stem(measure_of(clause.partition(unspent)[0]).name) if unspent else ""


def _earlier(base: int, this_year: int) -> int:
    """The year compared with, where it is one before the document's; else 0."""
    year = this_year - 1 if base == LAST_YEAR else base
    return year if 0 < year < this_year else 0


def _names_money(subject: str) -> bool:
    return subject.endswith(_endings()) and not is_generic(subject) and re.search(r"\d", subject) is None


@cache
def _endings() -> tuple[str, ...]:
    entry = lexicon.statements().measure
    return (*entry.money_names, *entry.titles)


def _is_stated(subject: str, text: str, word: re.Match[str], drafts: Sequence[Draft]) -> bool:
    """Whether a figure of the paragraph states the amount: one of the same name, or the next one of the clause."""
    amounts = [draft for draft in drafts if draft.role.kind == "amount"]
    if any(most_like(stem(subject), [draft]) is not None for draft in amounts):
        return True
    following = next((draft.figure.start for draft in drafts if draft.figure.start >= word.end()), None)
    if following is None or _STOP.search(text, word.end(), following):
        return False
    name = measure_of(squeeze(text[phrase_start(text, following, word.end()) : following])).name
    return _IS.fullmatch(name) is not None or is_nameless(name)
