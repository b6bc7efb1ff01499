"""The facts of a disclosure, as frozen values with their sources. They know nothing of RDF.

Money is `decimal.Decimal` in the printed unit; `yuan` gives the exact amount in 元. A blank cell is no fact.
"""

from __future__ import annotations

from loaders.facts.disclosure import Department, Disclosure, GivenValue, NotABudget
from loaders.facts.forms import YUAN_PER_UNIT, Figure, Form, Indicator, Mention, Project, key_with_unit
from loaders.facts.source import DisclosureKind, Source
from loaders.facts.texts import (
    Citation,
    Duty,
    FormMention,
    Goal,
    Section,
    Statement,
    StatementLink,
    Term,
    Unit,
    Unread,
    Wording,
)

__all__ = [
    "YUAN_PER_UNIT",
    "Citation",
    "Department",
    "Disclosure",
    "DisclosureKind",
    "Duty",
    "Figure",
    "Form",
    "FormMention",
    "GivenValue",
    "Goal",
    "Indicator",
    "Mention",
    "NotABudget",
    "Project",
    "Section",
    "Source",
    "Statement",
    "StatementLink",
    "Term",
    "Unit",
    "Unread",
    "Wording",
    "key_with_unit",
]
