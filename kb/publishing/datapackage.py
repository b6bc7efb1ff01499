"""`datapackage.json`: a Frictionless Data Package that describes every exported table and column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kb.rows.columns import Field, FlatTable
from kb.rows.files import MEDIA_TYPES

FILE_NAME = "datapackage.json"
DOCUMENTS = "documents"


def describe(files: Mapping[str, Path], tables: Mapping[str, FlatTable], format_name: str) -> str:
    """The descriptor of files by table name, as JSON text."""
    package = {
        "name": "yusuan-kb-tables",
        "profile": "tabular-data-package" if format_name == "csv" else "data-package",
        "title": "部门预算公开: 数据表 (tables of departmental budget disclosures)",
        "resources": [_resource(tables[name], path, format_name) for name, path in sorted(files.items())],
    }
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
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if format_name == "csv":
        resource["encoding"] = "utf-8"
    return resource | {"schema": _schema(table)}


def _schema(table: FlatTable) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name == DOCUMENTS:
        return schema | {"primaryKey": ["document"]}
    key = {"fields": ["document"], "reference": {"resource": DOCUMENTS, "fields": ["document"]}}
    return schema | {"foreignKeys": [key]}


def _field(column: Field) -> dict[str, str]:
    return {
        "name": column.name,
        "type": column.type,
        "title": column.description,
        "description": column.description_en,
    }
