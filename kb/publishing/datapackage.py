"""`datapackage.json`: a Frictionless Data Package that describes every exported table and column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kb.rows.columns import Field, FlatTable
from kb.rows.files import MEDIA_TYPES

FILE_NAME = "datapackage.json"
DOCUMENTS = "documents"


APOSTROPHE = (
    "以 = + @ - 开头又不是数的文字前面加了撇号 ', 使表格软件不把它当公式; kb export tables --raw 不加 / "
    "an apostrophe is before texts that begin with = + @ - and are no numbers, so that no spreadsheet runs them"
)


def describe(files: Mapping[str, Path], tables: Mapping[str, FlatTable], format_name: str, *, raw: bool = False) -> str:
    """The descriptor of files by table name, as JSON text. `raw`: CSV texts have no apostrophe before formulas."""
    package: dict[str, Any] = {
        "name": "yusuan-kb-tables",
        "profile": "tabular-data-package" if format_name == "csv" else "data-package",
        "title": "部门预算公开: 数据表 (tables of departmental budget disclosures)",
    }
    if format_name == "csv" and not raw:
        package["description"] = APOSTROPHE
    order = sorted(files, key=lambda name: (name != DOCUMENTS, name))
    package["resources"] = [_resource(tables[name], files[name], format_name) for name in order]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: FlatTable, path: Path, format_name: str) -> dict[str, Any]:
    content = path.read_bytes()
    resource: dict[str, Any] = {
        "name": table.name.replace("_", "-"),
        "path": path.name,
        "profile": "tabular-data-resource" if format_name == "csv" else "data-resource",
        "title": table.summary,
        "description": table.summary_en,
        "format": format_name,
        "mediatype": MEDIA_TYPES[format_name],
    }
    if format_name in CHECKED_BY_BYTES:
        resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    reading = {"type": "file"} if not content else _HOW_TO_READ[format_name](table)
    return resource | reading | {"schema": _schema(table, format_name)}


CHECKED_BY_BYTES = ("csv", "jsonl", "xlsx")
"""Formats of which frictionless counts the bytes that it reads; of others it takes the count for wrong."""

_HOW_TO_READ: dict[str, Callable[[FlatTable], dict[str, Any]]] = {
    "csv": lambda _: {"encoding": "utf-8"},
    "jsonl": lambda _: {"type": "table", "encoding": "utf-8", "dialect": {"json": {"keyed": True}}},
    "parquet": lambda _: {"type": "table"},
    "xlsx": lambda table: {"type": "table", "dialect": {"excel": {"sheet": table.name}}},
    "sqlite": lambda table: {"dialect": {"sql": {"table": table.name}}},
}
"""What a reader of a format must know of a table beside its columns."""


def _schema(table: FlatTable, format_name: str) -> dict[str, Any]:
    fields = [_field(column, format_name) for column in table.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": ["id"]}
    if table.name == DOCUMENTS:
        return schema
    key = {"fields": ["document"], "reference": {"resource": DOCUMENTS, "fields": ["document"]}}
    return schema | {"foreignKeys": [key]}


READ_AS: dict[str, dict[str, str]] = {
    "jsonl": {"year": "integer"},
    "xlsx": {"year": "integer"},
    "sqlite": {"year": "integer"},
    "parquet": {"year": "number", "integer": "number"},
}
"""Types that readers of a format give in the place of ours: in Parquet whole numbers beside nulls become floats."""


def _field(column: Field, format_name: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": READ_AS.get(format_name, {}).get(column.type, column.type),
        "title": column.description,
        "description": column.description_en,
    }
    if column.name == "id":
        field["constraints"] = {"required": True, "unique": True}
    return field
