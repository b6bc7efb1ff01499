"""Drafts: what one place of a document says of a thing, before `loaders.assemble` puts the places together."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.facts import Source


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """What one place says of a project. `where` is the kind of place: list, declaration, summary, purchase, prose."""

    where: str
    name: str
    source: Source
    code: str = ""
    project_type: str = ""
    budget_unit: str = ""
    amount: str = ""
    unit: str = ""
    fiscal_amount: str = ""
    other_amount: str = ""
    carryover_amount: str = ""
    executed_amount: str = ""
    execution_rate: str = ""
    period: str = ""
    purpose: str = ""
    goals: tuple[str, ...] = ()
    schedule: tuple[tuple[str, str], ...] = ()
    schedule_sources: tuple[Source, ...] = ()
    name_source: Source | None = None
    amount_source: Source | None = None
    context: str = ""
