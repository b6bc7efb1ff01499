"""A report of a store: what the rules found, with the facts it rests on and what was decided at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb.checks import desk
from kb.checks.facts import Facts
from kb.checks.reports import Report
from kb.checks.rules import read_rules
from loaders.iris import graph_iri

if TYPE_CHECKING:
    from kb.checks.finding import Finding
    from kb.store.interface import GraphStore


_DOCUMENTS = 64
"""Whose facts are remembered: findings of a document are together."""


def report_of(store: GraphStore, found: Mapping[str, list[Finding]], folder: Path | None) -> Report:
    """The report of findings by document; `folder` is that of the store, None for one on a server. Raises BadDesk."""

    @lru_cache(maxsize=_DOCUMENTS)
    def facts(document: str) -> Facts:
        return Facts.of(store.quads(graph_iri(document, store.base)))

    return Report(found, {rule.id: rule for rule in read_rules()}, facts, store.base, desk.standing(folder))
