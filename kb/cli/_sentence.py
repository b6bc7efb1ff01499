"""`kb ask "2024年承德县医保局的三公经费是多少"`: a question asked in words."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from kb.cli._printing import say

if TYPE_CHECKING:
    from kb.asking.questions import Question
    from kb.asking.words import Candidate, Reply, SentencePart
    from kb.store.interface import GraphStore


def is_sentence(text: str) -> bool:
    """Whether what is typed in the place of a question's name is a question in words: no name of one is like that."""
    return not text.isascii() or " " in text


def replied(store: GraphStore, questions: Mapping[str, Question], sentence: str) -> Reply:
    """What a sentence comes to."""
    from kb import resources
    from kb.asking.words import reply

    return reply(store, questions, sentence, resources.folder("queries/choices"))


def said_of(store: GraphStore, found: Reply, pick: int | None = None) -> tuple[Candidate, Reply]:
    """The question meant with what is given for its parameters, and the reply; says on stderr how it was understood.

    `found` is what a sentence, or one of the things that it asks, comes to. `pick` chooses among what was offered,
    counted from 1. Raises ClickException, with what may have been meant, where that is not sure.
    """
    chosen = _picked(found, pick) if pick is not None else found.chosen
    if chosen is None:
        raise click.ClickException(asked_back(store, found))
    if found.instead_of is not None and pick is None:
        say(f"没有结果, 改问下面的 (no rows; asked instead): {command_line(found.instead_of)}")
    if found.is_passage and pick is None:
        say("没有现成的答案, 下面是文件里说到的 (no question answers this; what the documents print of it)")
    say(f"问题 (question): {chosen.question.name} {chosen.question.summary}{_evidence(chosen)}")
    say(f"  {command_line(chosen)}")
    for typed, name in found.reading.mentions.read_as.items():
        say(f"“{typed}”读作 (read as) “{name}”")
    if chosen.passed_over:
        say(f"没有用上 (passed over): {'、'.join(chosen.passed_over)}")
    return chosen, found


def printed_of(found: Reply) -> str:
    """The printed lines that hold most of the words, with their places; said to be what is printed and no answer."""
    heading = (
        "没有现成的答案; 原文里说到这些词最多的几处 (no answer; the lines that hold most of the words, as printed):"
    )
    lines = [f"  原文 {one.document} {one.place}: {one.text}" for one in found.printed.excerpts]
    words = "、".join(found.printed.unprinted)
    nowhere = [f"这个部门的文件里没有印 (printed in none of its documents): {words}"] if words else []
    return "\n".join([*([heading] if lines else []), *lines, *nowhere])


def command_line(candidate: Candidate) -> str:
    """The command that asks the same without words."""
    options = [f"--{name} {shlex.quote(value)}" for name, value in candidate.given.items()]
    return " ".join(["kb ask", candidate.question.name, *options])


def not_answered(store: GraphStore, part: SentencePart) -> str:
    """What is said of one of several things that is not answered."""
    over = [*_unknown(store, part.reply), *_left_over(part.reply)]
    return "\n".join([f"没有答 (not answered): “{part.said}”", *(f"  {line}" for line in over)])


def _picked(found: Reply, pick: int) -> Candidate:
    if not 1 <= pick <= len(found.offers):
        raise click.ClickException(f"--pick {pick}: 可选的有 {len(found.offers)} 个 (so many to choose from)")
    return found.offers[pick - 1]


def asked_back(store: GraphStore, found: Reply) -> str:
    """What is unknown, what names several things, what no question had a use for, and what may be chosen of."""
    lines = [*_unknown(store, found), *_left_over(found)]
    if not found.offers:
        return "\n".join([*lines, "没听懂 (not understood); kb ask 列出全部问题 (lists all questions)"])
    offers = [f"  {number}  {_offer(one)}" for number, one in enumerate(found.offers, start=1)]
    return "\n".join([*lines, "说不准是哪个问题, 请选一个, 加 --pick 数字 (which of these? add --pick N):", *offers])


def _unknown(store: GraphStore, found: Reply) -> Iterable[str]:
    from kb import resources
    from kb.asking.words import nearest_names

    folder = resources.folder("queries/choices")
    for name in found.reading.unknown:
        close = "、".join(nearest_names(store, name, folder))
        yield f"库里没有 (unknown): {name}; 最接近的 (nearest): {close}"
    for name, labels in found.reading.ambiguous.items():
        yield f"“{name}”不止一个 (more than one): {'、'.join(labels)}"


def _left_over(found: Reply) -> Iterable[str]:
    from kb.asking.words import said_in_vain

    if over := said_in_vain(found.reading):
        yield f"用不上 (of no use to any question): {'、'.join(over)}"


def _offer(candidate: Candidate) -> str:
    needs = f", 要给出{'、'.join(candidate.lacks)}" if candidate.lacks else ""
    return f"{command_line(candidate)}  {candidate.question.summary}{needs}"


def _evidence(candidate: Candidate) -> str:
    return f"  ← {'、'.join(candidate.words)}" if candidate.words else ""
