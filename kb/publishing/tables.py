"""The flat tables: SELECT queries over the graph (`queries/tables/NAME.rq`) whose headers describe every column."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kb import resources
from kb.rows.columns import FIELD_TYPES, Field, FieldRow, FlatTable
from kb.sparql.headers import HeaderError, read_header

if TYPE_CHECKING:
    from kb.store.interface import GraphStore


SHARED_COLUMNS = "columns.toml"
"""Beside the folder of the tables."""


def read_table(path: Path) -> FlatTable:
    """The table of one query file; its name is the file's. Raises HeaderError."""
    header, text = read_header(path)
    try:
        shared = _shared_columns(path.parent.parent / SHARED_COLUMNS)
        columns = tuple(shared[one] if isinstance(one, str) else Field(**one) for one in header["columns"])
        table = FlatTable(path.stem, header["summary"], header["summary_en"], columns, text)
    except (KeyError, TypeError) as error:
        raise HeaderError(f"{path}: the #+ header lacks or misspells {error}") from error
    wrong = [column.name for column in columns if column.type not in FIELD_TYPES]
    if wrong:
        raise HeaderError(f"{path}: type of {', '.join(wrong)} is none of {', '.join(FIELD_TYPES)}")
    return table


@lru_cache(maxsize=8)
def _shared_columns(path: Path) -> dict[str, Field]:
    """The columns that `queries/columns.toml` describes for all tables."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: Field(name, **entry) for name, entry in entries.items()}


def read_tables(folder: Path | None = None) -> dict[str, FlatTable]:
    """Every table by name, in alphabetical order."""
    folder = folder or resources.folder("queries/tables")
    return {path.stem: read_table(path) for path in sorted(folder.glob("*.rq"))}


def table_rows(store: GraphStore, table: FlatTable) -> Iterator[FieldRow]:
    """The rows of a table in their stable order. Raises HeaderError if the query's columns are not those described."""
    solutions = store.select(table.query)
    names = [variable.value for variable in solutions.variables]
    if names != [column.name for column in table.columns]:
        raise HeaderError(f"{table.name}.rq: the query gives {', '.join(names)}, the header describes other columns")
    for solution in solutions:
        yield tuple("" if (term := solution[name]) is None else term.value for name in names)


def as_markdown(table: FlatTable) -> str:
    """The columns of a table as `docs/tables.md` lists them."""
    lines = [f"| `{one.name}` | {one.type} | {one.description} | {one.description_en} |" for one in table.columns]
    return "\n".join([f"## {table.name} {table.summary} · {table.summary_en}", "", *_HEAD, *lines]) + "\n"


_HEAD = ("| 栏 column | 类型 type | | |", "|---|---|---|---|")
