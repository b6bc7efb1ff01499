"""An answer → a file: CSV, Excel, Parquet by the suffix of its name, or any format that is printed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kb.files.whole import output
from kb.rows.columns import Column, Field, FlatTable
from kb.rows.printed import FORMATS, Answer, as_table, column_key, number_text

PRINTED = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "markdown", ".txt": "table"}
BINARY = (".xlsx", ".parquet")
SUFFIXES = (*PRINTED, *BINARY)


class WrongSuffix(ValueError):
    """A file name whose suffix stands for no format; the message lists those that do."""


def write_answer(answer: Answer, path: Path, name: str = "answer") -> None:
    """Write an answer in the format of the file's suffix; numbers stay exact. `name` names the worksheet.

    Raises WrongSuffix, and `kb.rows.files.ExportError` where a format cannot hold the answer.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise WrongSuffix(f"{path}: 文件名要以 {'、'.join(SUFFIXES)} 结尾 (the suffix tells the format)")
    with output(path) as draft:
        if suffix in PRINTED:
            text = as_table(answer) if PRINTED[suffix] == "table" else FORMATS[PRINTED[suffix]](answer)
            draft.write_text(text, encoding="utf-8")
        else:
            from kb.rows.files import WRITERS

            WRITERS[suffix.removeprefix(".")](_table(answer, name), _as_text(answer), draft)


def _table(answer: Answer, name: str) -> FlatTable:
    columns = tuple(
        Field(column_key(column), _type(answer, index), column.label, column.label_en)
        for index, column in enumerate(answer.columns)
    )
    return FlatTable(name, name, name, columns, "")


def _type(answer: Answer, index: int) -> str:
    """`integer`, `number` or `string`: what every value of a column is."""
    values = [row[index] for row in answer.rows if row[index] is not None]
    if values and all(isinstance(value, int) for value in values):
        return "integer"
    numeric = bool(values) and all(isinstance(value, (int, Decimal)) for value in values)
    return "number" if numeric or _is_money(answer.columns[index]) else "string"


def _is_money(column: Column) -> bool:
    return column.unit in {"元", "万元"}


def _as_text(answer: Answer) -> list[tuple[str, ...]]:
    return [tuple(_cell_text(value) for value in row) for row in answer.rows]


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    return number_text(value) if isinstance(value, Decimal) else str(value)
