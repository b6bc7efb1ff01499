"""The flat tables: SELECT queries over the graph (`queries/tables/NAME.rq`) whose headers describe every column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb import resources
from kb.sparql.headers import HeaderError, read_header

if TYPE_CHECKING:
    from kb.store.embedded import GraphStore

COLUMN_TYPES = ("string", "integer", "number", "year")
"""Those of a Frictionless Table Schema that the tables use; `number` is an exact decimal."""

Row = tuple[str, ...]
"""One row as text, in the order of the columns; an absent value is an empty text."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: str
    description: str
    description_en: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its query file describes it."""

    name: str
    summary: str
    summary_en: str
    columns: tuple[Column, ...]
    query: str


def read_table(path: Path) -> Table:
    """The table of one query file; its name is the file's. Raises HeaderError."""
    header, text = read_header(path)
    try:
        columns = tuple(Column(**column) for column in header["columns"])
        table = Table(path.stem, header["summary"], header["summary_en"], columns, text)
    except (KeyError, TypeError) as error:
        raise HeaderError(f"{path}: the #+ header lacks or misspells {error}") from error
    wrong = [column.name for column in columns if column.type not in COLUMN_TYPES]
    if wrong:
        raise HeaderError(f"{path}: type of {', '.join(wrong)} is none of {', '.join(COLUMN_TYPES)}")
    return table


def read_tables(folder: Path | None = None) -> dict[str, Table]:
    """Every table by name, in alphabetical order."""
    folder = folder or resources.folder("queries/tables")
    return {path.stem: read_table(path) for path in sorted(folder.glob("*.rq"))}


def table_rows(store: GraphStore, table: Table) -> Iterator[Row]:
    """The rows of a table in their stable order. Raises HeaderError if the query's columns are not those described."""
    solutions = store.select(table.query)
    names = [variable.value for variable in solutions.variables]
    if names != [column.name for column in table.columns]:
        raise HeaderError(f"{table.name}.rq: the query gives {', '.join(names)}, the header describes other columns")
    for solution in solutions:
        yield tuple("" if (term := solution[name]) is None else term.value for name in names)
