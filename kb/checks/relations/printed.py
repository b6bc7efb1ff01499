"""One printing of a quantity, in a form or in running text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kb.checks.facts import Fact


@dataclass(frozen=True)
class PrintedQuantity:
    """One printing of a quantity. `where` is the form or the section that prints it."""

    quantity: str
    name: str
    facts: tuple[Fact, ...]
    value: Decimal
    step: Decimal
    where: str
    in_text: bool = False

    @property
    def iri(self) -> str:
        """A name for it while the rules run."""
        return f"{self.facts[0].iri}#{self.quantity}"

    @property
    def sentence(self) -> str:
        """The sentence of running text that tells it."""
        return self.facts[0].one("sentence")
