"""Where a fact is printed, and of what kind of disclosure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loaders.blocks import Place


class DisclosureKind(StrEnum):
    """What is disclosed: a plan or its settlement, of a department or of a government."""

    BUDGET = "预算"
    ACCOUNTS = "决算"
    GOVERNMENT_BUDGET = "政府预算"
    GOVERNMENT_ACCOUNTS = "政府决算"

    @property
    def final(self) -> bool:
        """Whether the figures are settled accounts."""
        return self in (DisclosureKind.ACCOUNTS, DisclosureKind.GOVERNMENT_ACCOUNTS)

    @property
    def stage(self) -> DisclosureKind:
        """预算 or 决算: figures of one stage may be added and compared, those of two never."""
        return DisclosureKind.ACCOUNTS if self.final else DisclosureKind.BUDGET

    def of_government(self) -> DisclosureKind:
        """The same of a government."""
        return DisclosureKind.GOVERNMENT_ACCOUNTS if self.final else DisclosureKind.GOVERNMENT_BUDGET


@dataclass(frozen=True, slots=True)
class Source:
    """The place a fact was read from and the text printed there (at most 200 characters reach the tables)."""

    place: Place
    text: str
