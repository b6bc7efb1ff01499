"""The flat tables as one SQLite file: keys, types, and an index of words that finds those of two characters.

SQLite has no word breaks for Chinese, and its trigram index finds nothing shorter than three characters. `search`
indexes every two neighbouring characters instead: `search MATCH '医保'` finds 医保 inside 医保局, and a longer word is
the phrase of its pairs (`'"医疗 疗保 保障"'`).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kb.rows.columns import Field, FieldRow, FlatTable

DOCUMENTS = "documents"
TYPES = {"string": "TEXT", "integer": "INTEGER", "year": "INTEGER", "number": "NUMERIC"}
_RUN = re.compile(r"[㐀-鿿]+|[A-Za-z0-9]+(?:\.[0-9]+)?")
_NOT_SEARCHED = ("id", "document", "department_id", "sha256", "source_place", "source_box", "source_text")


def write_sqlite(tables: Mapping[str, tuple[FlatTable, Iterable[FieldRow]]], path: Path) -> dict[str, int]:
    """Write tables (by name, with their rows) into a new file; gives the number of rows by table.

    `documents` first, which the others refer to. Decimals that a NUMERIC column cannot hold exactly stay texts.
    """
    counts = {}
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("CREATE VIRTUAL TABLE search USING fts5(words, source UNINDEXED, id UNINDEXED)")
        for name in sorted(tables, key=lambda one: (one != DOCUMENTS, one)):
            table, rows = tables[name]
            counts[name] = _fill(database, table, rows)
        database.commit()
        if database.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError("foreign keys")
    finally:
        database.close()
    return counts


def pairs(text: str) -> str:
    """The words of a text as the index holds them: every two neighbouring Chinese characters, other words whole."""
    return " ".join(word for run in _RUN.findall(text) for word in _pairs_of(run))


def _pairs_of(run: str) -> Iterator[str]:
    if run.isascii() or len(run) == 1:
        yield run
    else:
        yield from (run[start : start + 2] for start in range(len(run) - 1))


def _fill(database: sqlite3.Connection, table: FlatTable, rows: Iterable[FieldRow]) -> int:
    database.execute(create(table))
    places = ", ".join("?" * len(table.columns))
    searched = [at for at, column in enumerate(table.columns) if _is_searched(column)]
    key = next(at for at, column in enumerate(table.columns) if column.name == "id")
    count = 0
    for row in rows:
        database.execute(f'INSERT INTO "{table.name}" VALUES ({places})', [value or None for value in row])  # nosec B608: the name of a table is ours
        words = pairs(" ".join(row[at] for at in searched))
        database.execute("INSERT INTO search (words, source, id) VALUES (?, ?, ?)", (words, table.name, row[key]))
        count += 1
    return count


def _is_searched(column: Field) -> bool:
    return column.type == "string" and column.name not in _NOT_SEARCHED


def create(table: FlatTable) -> str:
    """The CREATE TABLE statement of a table."""
    lines = [_column(table.name, column) for column in table.columns]
    if table.name != DOCUMENTS:
        lines.append(f"FOREIGN KEY (document) REFERENCES {DOCUMENTS} (document)")
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _column(table: str, column: Field) -> str:
    rule = " PRIMARY KEY NOT NULL" if column.name == "id" else ""
    if column.name == "document":
        rule = " NOT NULL UNIQUE" if table == DOCUMENTS else " NOT NULL"
    return f'"{column.name}" {TYPES[column.type]}{rule}'
