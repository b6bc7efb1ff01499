"""The columns of a sheet whose header is understood, and its body rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from loaders.blocks import Row
from loaders.facts import Source
from loaders.printing import tidy
from loaders.table.model import Role

NO_HEADER = "（无表头）"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its header path as printed, the role of a key column, or the component of an amount column.

    `side` is income or expenditure in a two-sided form; `unit` a unit that the header itself names.
    """

    index: int
    path: tuple[str, ...]
    role: str = ""
    component: str = ""
    side: str = ""
    unit: str = ""

    @property
    def label(self) -> tuple[str, ...]:
        """The path as the tables print it."""
        return tuple(tidy(word) for word in self.path) or (NO_HEADER,)


@dataclass(frozen=True)
class FormTable:
    """A sheet's columns and body rows (header, column-number and repeated header rows taken off)."""

    columns: tuple[FormColumn, ...]
    rows: tuple[Row, ...]
    shifted: tuple[Source, ...] = ()
    """Header words printed over another column than theirs, with the column they are over (`上年结转=栏次11`)."""
    aligned: bool = False
    """The header counts other columns than the data, and was put over them by what the cells hold."""

    @cached_property
    def amounts(self) -> tuple[FormColumn, ...]:
        """The columns that hold figures."""
        return tuple(column for column in self.columns if column.role == Role.AMOUNT)

    def keys(self, *roles: str, side: str = "") -> tuple[FormColumn, ...]:
        """The key columns of these roles, on one side of a two-sided form."""
        if (roles, side) not in self._keys:
            self._keys[roles, side] = tuple(
                column for column in self.columns if column.role in roles and column.side in ("", side)
            )
        return self._keys[roles, side]

    def places(self, side: str) -> Mapping[str, tuple[int, ...]]:
        """The key columns on one side by their roles, each as its index."""
        if side not in self._places:
            found: dict[str, tuple[int, ...]] = {}
            for column in self.columns:
                if column.side in ("", side):
                    found[column.role] = (*found.get(column.role, ()), column.index)
            self._places[side] = found
        return self._places[side]

    @cached_property
    def _places(self) -> dict[str, Mapping[str, tuple[int, ...]]]:
        return {}

    @cached_property
    def _keys(self) -> dict[tuple[tuple[str, ...], str], tuple[FormColumn, ...]]:
        return {}
