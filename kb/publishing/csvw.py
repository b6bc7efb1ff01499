"""`csv-metadata.json`: the exported CSV tables for whoever reads CSV on the Web (W3C), the name that it looks for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kb.publishing.datapackage import DOCUMENTS
from kb.rows.columns import Field, FlatTable

FILE_NAME = "csv-metadata.json"
CONTEXT = ("http://www.w3.org/ns/csvw", {"@language": "zh"})
DATATYPES = {"string": "string", "number": "decimal", "integer": "integer", "year": "gYear"}
"""Type of a column of ours → datatype of CSV on the Web."""


def metadata(files: Mapping[str, Path], tables: Mapping[str, FlatTable]) -> str:
    """The description of files by table name, as JSON text; the documents, to which the others refer, first."""
    order = sorted(files, key=lambda name: (name != DOCUMENTS, name))
    described = [_table(tables[name], files) for name in order]
    group = {"@context": CONTEXT, "dc:title": "部门预算公开: 数据表", "tables": described}
    return json.dumps(group, ensure_ascii=False, indent=1) + "\n"


def _table(table: FlatTable, files: Mapping[str, Path]) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(one) for one in table.columns], "primaryKey": "id"}
    if table.name != DOCUMENTS:
        reference = {"resource": files[DOCUMENTS].name, "columnReference": "document"}
        schema["foreignKeys"] = [{"columnReference": "document", "reference": reference}]
    return {
        "url": files[table.name].name,
        "dc:title": table.summary,
        "dc:description": {"@value": table.summary_en, "@language": "en"},
        "tableSchema": schema,
    }


def _column(column: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:title": column.description,
        "dc:description": {"@value": column.description_en, "@language": "en"},
        "datatype": DATATYPES[column.type],
    }
    return described | ({"required": True} if column.name == "id" else {})
