"""Statements in the making, shared by the steps that fill them."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.prose.statements.changes import ChangeRole
from loaders.prose.statements.figures import PrintedFigure


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
