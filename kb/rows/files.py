"""Rows of a table → a file: CSV, JSON Lines, Parquet, Excel. The same rows give the same bytes."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.rows.columns import Field, FieldRow, FlatTable
from kb.rows.formulas import harmless
from loaders.scratch import keep_all_here

if TYPE_CHECKING:
    import pyarrow as pa

DECIMAL_DIGITS = 38
"""The most a Parquet decimal holds."""

EXCEL_ROWS = 1_048_576
EXCEL_CHARACTERS = 32_767

CORE_PROPERTIES = "docProps/core.xml"
FIXED_TIME = datetime(2000, 1, 1)
"""In the place of the clock in Excel files, so that two exports are the same bytes."""

_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class ExportError(Exception):
    """A table that a format cannot hold; the message names the table, the place, and a way out."""


def write_csv(table: FlatTable, rows: Iterable[FieldRow], path: Path, *, bom: bool = False, raw: bool = False) -> None:
    """UTF-8 (with `bom` marked as such, for Excel), a header line, RFC 4180.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, unless `raw`.
    """
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)
        texts = [column.type == "string" for column in table.columns]
        writer.writerows(rows if raw else (_harmless(row, texts) for row in rows))


def _harmless(row: FieldRow, texts: Sequence[bool]) -> list[str]:
    return [harmless(value) if is_text else value for value, is_text in zip(row, texts, strict=True)]


def write_jsonl(table: FlatTable, rows: Iterable[FieldRow], path: Path) -> None:
    """One JSON object a line with every key; numbers with every printed digit, absent values null."""
    keys = [json.dumps(column.name) for column in table.columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number, row in enumerate(rows, start=1):
            values = zip(keys, row, table.columns, strict=True)
            parts = [f"{key}: {_json(table, number, column, text)}" for key, text, column in values]
            file.write("{" + ", ".join(parts) + "}\n")


def write_parquet(table: FlatTable, rows: Iterable[FieldRow], path: Path, *, decimals: int | None = None) -> None:
    """Exact decimals, 64-bit integers, absent values null.

    Numbers have `decimals` decimals, so that many files have one type; by default as many as the column prints at most.
    Raises ExportError for one with more.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExportError("Parquet 要装 pyarrow (Parquet needs pyarrow): pip install pyarrow") from error
    body = list(rows)
    arrays = [
        _arrow_array(table, column, [row[index] for row in body], decimals)
        for index, column in enumerate(table.columns)
    ]
    parquet.write_table(pa.table(arrays, names=[column.name for column in table.columns]), path)


def write_xlsx(table: FlatTable, rows: Iterable[FieldRow], path: Path) -> None:
    """One worksheet with a frozen header row; text stays text, even where it begins with =."""
    try:
        import openpyxl
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise ExportError("Excel 要装 openpyxl (Excel needs openpyxl): pip install openpyxl") from error
    keep_all_here()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"

    def cell(value: str | int | Decimal | None) -> Any:
        made = WriteOnlyCell(sheet, value=_excel_text(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"
        return made

    sheet.append([cell(column.name) for column in table.columns])
    for number, row in enumerate(rows, start=1):
        if number >= EXCEL_ROWS:
            raise ExportError(f"{table.name}: 超过 Excel 的行数, 用 csv 或 parquet (too many rows for Excel)")
        pairs = zip(table.columns, row, strict=True)
        sheet.append([cell(_typed(table, number, column, text)) for column, text in pairs])
    book.save(path)
    _without_clock(path)


WRITERS: dict[str, Callable[[FlatTable, Iterable[FieldRow], Path], None]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}

MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}


def _typed(table: FlatTable, row: int, column: Field, text: str) -> str | int | Decimal | None:
    """The value of one field; None for an absent one. Raises ExportError where it is not of the column's type."""
    if not text:
        return None
    try:
        if column.type == "number":
            return Decimal(text)
        return text if column.type == "string" else int(text)
    except (ValueError, InvalidOperation) as error:
        raise ExportError(
            f"{table.name}, row {row}, {column.name}: {text!r} 不是 {column.type} (is no {column.type}); 用 csv 导出"
        ) from error


def _json(table: FlatTable, row: int, column: Field, text: str) -> str:
    value = _typed(table, row, column, text)
    return json.dumps(value, ensure_ascii=False) if value is None or isinstance(value, str) else str(value)


def _arrow_array(table: FlatTable, column: Field, texts: Sequence[str], decimals: int | None) -> pa.Array:
    import pyarrow as pa

    values = [_typed(table, number, column, text) for number, text in enumerate(texts, start=1)]
    if column.type == "number":
        scale = _most_decimals(values) if decimals is None else decimals
        try:
            return pa.array(values, type=pa.decimal128(DECIMAL_DIGITS, scale))
        except pa.ArrowInvalid as error:
            raise ExportError(
                f"{table.name}, {column.name}: 有数的位数超过 Parquet 的上限 (a number with too many digits): {error}"
            ) from error
    return pa.array(values, type=pa.string() if column.type == "string" else pa.int64())


def _most_decimals(values: Iterable[Any]) -> int:
    exponents = (value.as_tuple().exponent for value in values if value is not None)
    return max((-exponent for exponent in exponents if exponent < 0), default=0)


def _excel_text(text: str) -> str:
    return _NOT_IN_XML.sub("", text)[:EXCEL_CHARACTERS]


def _without_clock(path: Path) -> None:
    """Write an Excel file again with one fixed time inside it and on all its members."""
    written = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[CORE_PROPERTIES] = _CLOCK.sub(rb"\g<1>" + written, members[CORE_PROPERTIES])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
