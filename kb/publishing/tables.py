"""The flat tables: SELECT queries over the graph (`queries/tables/NAME.rq`) whose headers describe every column."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from kb import resources
from kb.rows.columns import FIELD_TYPES, Field, FieldRow, FlatTable
from kb.sparql.headers import HeaderError, read_header

if TYPE_CHECKING:
    import pyoxigraph as ox


class TableSource(Protocol):
    """What the queries of tables are put to: a store, or one document in memory."""

    def select(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query."""


Decided = Mapping[str, tuple[str, str]]
"""What people decided about findings, by the id of the finding: status and reason."""

NOTHING_DECIDED: Decided = MappingProxyType({})
DECISION = ("finding", "status", "reason")
"""The columns of a table that tells decisions."""

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


def table_rows(store: TableSource, table: FlatTable, decided: Decided = NOTHING_DECIDED) -> Iterator[FieldRow]:
    """The rows of a table in their stable order; those of findings with what was decided about each.

    Raises HeaderError if the query's columns are not those described.
    """
    solutions = store.select(table.query)
    names = [variable.value for variable in solutions.variables]
    if names != [column.name for column in table.columns]:
        raise HeaderError(f"{table.name}.rq: the query gives {', '.join(names)}, the header describes other columns")
    rows = (tuple("" if (term := solution[name]) is None else term.value for name in names) for solution in solutions)
    return _with_decisions(rows, names, decided) if decided and set(DECISION) <= set(names) else rows


def _with_decisions(rows: Iterable[FieldRow], names: list[str], decided: Decided) -> Iterator[FieldRow]:
    finding, status, reason = map(names.index, DECISION)
    for row in rows:
        if row[finding] in decided:
            decision = dict(zip((status, reason), decided[row[finding]], strict=True))
            row = tuple(decision.get(place, text) for place, text in enumerate(row))
        yield row


def as_markdown(table: FlatTable) -> str:
    """The columns of a table as `docs/tables.md` lists them."""
    lines = [f"| `{one.name}` | {one.type} | {one.description} | {one.description_en} |" for one in table.columns]
    return "\n".join([f"## {table.name} {table.summary} · {table.summary_en}", "", *_HEAD, *lines]) + "\n"


_HEAD = ("| 栏 column | 类型 type | | |", "|---|---|---|---|")
