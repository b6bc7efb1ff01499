"""Where a fact is printed, and of what kind of disclosure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from loaders.blocks import Place


class Kind(StrEnum):
    """What is disclosed: a plan or its settlement, of a department or of a government."""

    BUDGET = "预算"
    ACCOUNTS = "决算"
    GOVERNMENT_BUDGET = "政府预算"
    GOVERNMENT_ACCOUNTS = "政府决算"

    @property
    def final(self) -> bool:
        """Whether the figures are settled accounts."""
        return self in (Kind.ACCOUNTS, Kind.GOVERNMENT_ACCOUNTS)

    @property
    def stage(self) -> Kind:
        """预算 or 决算: figures of one stage may be added and compared, those of two never."""
        return Kind.ACCOUNTS if self.final else Kind.BUDGET

    def of_government(self) -> Kind:
        """The same of a government."""
        return Kind.GOVERNMENT_ACCOUNTS if self.final else Kind.GOVERNMENT_BUDGET


@dataclass(frozen=True, slots=True)
class Source:
    """The place a fact was read from and the text printed there (at most 200 characters reach the tables)."""

    place: Place
    text: str
