"""Subjects whose outturn differs from the budget without a word why, where the document gives reasons for the others.

`chk:unexplained` marks the amount settled; `chk:unexplainedBudget` leads to its budget, `chk:explainedOthers` counts
the paragraphs that give a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from kb.checks.facts import Fact, Facts
from kb.checks.relations import Triple, iri
from loaders.printing import fold
from loaders.triples import terms

_BUDGET = re.compile(r"\([款项]\).*年初预算(?:数)?$")
_SETTLED = re.compile(r"\([款项]\).*(?:支出)?决算(?:数)?$")
_REASON = re.compile("原因|由于|因为|主要是|系|因|追加|增加|减少|调整|结转")
_ENOUGH = 3
"""So many explained differences for each that is not: the document gives reasons one by one."""
_ACCOUNTS = "决算"


def triples(facts: Facts) -> Iterator[Triple]:
    """The differences that nothing explains."""
    if facts.disclosure.one("kind") != _ACCOUNTS:
        return
    explained: list[tuple[Fact, Fact]] = []
    silent: list[tuple[Fact, Fact]] = []
    for _, group in groupby(facts.of_type("Statement"), key=lambda one: (one.one("section"), one.line)):
        members = list(group)
        pair = _pair(members)
        if pair is None or pair[0].value == pair[1].value:
            continue
        (explained if _is_explained(members) else silent).append(pair)
    if len(explained) < _ENOUGH * len(silent):
        return
    for budget, settled in silent:
        yield settled.iri, "unexplained", terms.boolean(True)
        yield settled.iri, "unexplainedBudget", iri(budget.iri)
        yield settled.iri, "explainedOthers", terms.integer(len(explained)) or "0"


def _pair(members: list[Fact]) -> tuple[Fact, Fact] | None:
    """The budget and the outturn of the one subject that a paragraph tells of."""
    budgets = [one for one in members if _BUDGET.search(fold(one.one("measureName"))) and one.is_money]
    settled = [one for one in members if _SETTLED.search(fold(one.one("measureName"))) and one.is_money]
    return (budgets[0], settled[0]) if len(budgets) == len(settled) == 1 else None


def _is_explained(members: list[Fact]) -> bool:
    return any(one.one("reason") or _REASON.search(fold(one.one("sentence"))) for one in members)
