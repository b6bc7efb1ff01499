"""Statements in the making, shared by the steps that fill them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.prose.statements.changes import ChangeRole
from loaders.prose.statements.figures import PrintedFigure

_SENTENCE_END = re.compile(r"[。！？](?!\s{0,3}[）)])|\n")


def sentence_ends(text: str) -> list[int]:
    """Where sentences of a paragraph begin and end: 0, behind each full stop, and its length."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]


def sentence_at(ends: Sequence[int], offset: int) -> tuple[int, int]:
    """The sentence that holds an offset: its start and end."""
    return max(one for one in ends if one <= offset), next(one for one in ends[1:] if one > offset)


@dataclass(slots=True)
class Draft:
    """A statement in the making: `subject` names what it is about, without 较上年增减 and the like."""

    figure: PrintedFigure
    role: ChangeRole
    subject: str
    measure: str
    year: int
    sentence: tuple[int, int]
    base_year: int = 0
    direction: str = ""
    reason: str = ""


def money_spoken_of(drafts: Sequence[Draft], figure: PrintedFigure, role: ChangeRole, sentence: tuple[int, int]) -> str:
    """Whom a change of money behind things counted is about: 接待费3万元，共接待9批次，同比减少1万元. Else empty."""
    if role.kind != "change" or figure.kind != "money" or not drafts or drafts[-1].figure.kind != "count":
        return ""
    amounts = (one for one in reversed(drafts) if one.sentence == sentence and one.role.kind == "amount")
    return next((one.subject for one in amounts if one.figure.kind == "money"), "")
