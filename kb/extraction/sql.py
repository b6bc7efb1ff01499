"""SQL over Parquet: a view for each flat table of an extraction, or of a folder that `kb export tables` wrote.

DuckDB reads the files of the views and no other; one SELECT is answered, nothing is written.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb import resources
from kb.extraction.folder import ExtractionFolder, is_extraction
from kb.extraction.packing import SUFFIX, files_by_table, path_list, quoted
from kb.publishing.tables import read_tables
from kb.rows.columns import Column, FlatTable
from kb.rows.printed import Answer, Value
from kb.sparql.headers import HeaderError, read_header
from loaders.table.numbers import yuan_per_unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FOLDER = "queries/sql"
MARK = "--+"
UNITS = "money_units"
SECONDS, MEGABYTES, ROWS = 300.0, 4096, 1_000_000
"""What a query may use: time, memory (as much again on disk), rows of its answer. Another one asks for less."""
_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "year": "BIGINT", "number": "DECIMAL(38, 18)"}


class SqlError(Exception):
    """A query that cannot be answered, or a folder without tables; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SqlQuestion:
    """A ready query in SQL, named as the question of `kb ask` that gives the same rows."""

    name: str
    title: str
    title_en: str
    text: str


def read_sql_questions() -> dict[str, SqlQuestion]:
    """Every ready query by name. Raises HeaderError."""
    return {path.stem: _question(path) for path in sorted(resources.folder(FOLDER).glob("*.sql"))}


def ask(folder: Path, sql: str) -> Answer:
    """The answer to one SELECT over the views of a folder. Raises SqlError."""
    import duckdb

    with duckdb.connect() as connection:
        try:
            _only_select(sql)
            _make_views(connection, _files(folder))
            with _stopped(connection):
                found = connection.execute(sql)
                rows = found.fetchmany(ROWS + 1)
        except duckdb.InterruptException as error:
            raise SqlError(f"超过 {SECONDS:g} 秒, 已中止 (took more than {SECONDS:g} s, stopped)") from error
        except (duckdb.Error, MemoryError) as error:
            raise SqlError(_sentence(error)) from error
        if len(rows) > ROWS:
            raise SqlError(f"超过 {ROWS} 行, 请加条件或 LIMIT (more than {ROWS} rows: add a condition or LIMIT)")
        columns = tuple(Column(name, name) for name, *_ in found.description or ())
        return Answer(columns, tuple(tuple(map(_plain, row)) for row in rows))


@contextmanager
def _stopped(connection: DuckDBPyConnection) -> Iterator[None]:
    """Stop what the connection does when its time is over."""
    clock = threading.Timer(SECONDS, connection.interrupt)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _question(path: Path) -> SqlQuestion:
    header, text = read_header(path, MARK)
    try:
        return SqlQuestion(path.stem, header["title"], header["title_en"], text)
    except KeyError as error:
        raise HeaderError(f"{path}: the {MARK} header lacks {error}") from error


def _only_select(sql: str) -> None:
    import duckdb

    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise SqlError("只接受一条 SELECT 查询 (one SELECT query is wanted; nothing is written here)")


def _files(folder: Path) -> dict[str, list[Path]]:
    """The files of each table. Raises SqlError where there are none."""
    if is_extraction(folder):
        files = files_by_table(ExtractionFolder.open(folder))
    else:
        files = {path.stem: [path] for path in sorted(folder.glob(f"*{SUFFIX}"))}
    if not files:
        hint = "先 kb extract, 或 kb export tables --format parquet"
        raise SqlError(f"{folder}: 没有 Parquet 平面表 (no Parquet tables here); {hint}")
    return files


def _make_views(connection: DuckDBPyConnection, files: Mapping[str, Sequence[Path]]) -> None:
    """A view a table, also where no document has a row of it, and the units of money; then everything else is shut."""
    for name, table in read_tables().items():
        if name not in files:
            connection.execute(f"CREATE VIEW {name} AS {_without_rows(table)}")
    for name, paths in files.items():
        connection.execute(f"CREATE VIEW {_name(name)} AS SELECT * FROM read_parquet({path_list(paths)})")  # nosec B608: names of tables are ours, paths are quoted
    units = ", ".join(f"({quoted(unit)}, {yuan})" for unit, yuan in yuan_per_unit().items())
    connection.execute(f"CREATE VIEW {UNITS} AS SELECT * FROM (VALUES {units}) AS units(unit, yuan)")  # nosec B608: units are of the lexicon, quoted
    connection.execute(f"SET allowed_paths = {path_list([path for paths in files.values() for path in paths])}")
    connection.execute(f"SET memory_limit = '{MEGABYTES}MB'")
    connection.execute(f"SET max_temp_directory_size = '{MEGABYTES}MB'")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _without_rows(table: FlatTable) -> str:
    columns = ", ".join(f"CAST(NULL AS {_TYPES[column.type]}) AS {_name(column.name)}" for column in table.columns)
    return f"SELECT {columns} WHERE false"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _plain(value: Any) -> Value:
    """A value of the engine as rows print it; a fraction with the digits that tell it apart."""
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else str(value)
    return value if value is None or isinstance(value, (bool, int, Decimal, str)) else str(value)


def _sentence(error: Exception) -> str:
    """The engine's words without its drawing of the place."""
    return " ".join(str(error).partition("\n\n")[0].split())
