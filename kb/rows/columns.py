"""Columns: of an answer on the screen, and of a flat table in a file."""

from __future__ import annotations

from dataclasses import dataclass

FIELD_TYPES = ("string", "integer", "number", "year")
"""Those of a Frictionless Table Schema that the tables use; `number` is an exact decimal."""

FieldRow = tuple[str, ...]
"""One row of a flat table as text, in the order of its fields; an absent value is an empty text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer. `unit` 元 marks exact amounts in yuan, which are shown in 万元 unless asked otherwise."""

    name: str
    label: str
    label_en: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a flat table; `type` is one of FIELD_TYPES."""

    name: str
    type: str
    description: str
    description_en: str


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flat table as its query file describes it; `query` is the whole text of the file."""

    name: str
    summary: str
    summary_en: str
    columns: tuple[Field, ...]
    query: str
