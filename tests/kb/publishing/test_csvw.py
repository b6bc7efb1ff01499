"""`csv-metadata.json`: the tables read by a reader of CSV on the Web."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from made_facts import DOCUMENT, disclosure

from kb.publishing.export import export_tables
from kb.store.embedded import Store
from loaders.triples import nquads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store()
    store.replace(DOCUMENT, nquads(disclosure()))
    path = tmp_path_factory.mktemp("tables")
    export_tables(store, path)
    return path


def test_the_reader_finds_keys_and_types_as_described(folder: Path) -> None:
    csvw = pytest.importorskip("csvw")
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    assert group.check_referential_integrity() is not False
    tables = {str(table.url): list(table) for table in group.tables}
    assert {name: len(rows) for name, rows in tables.items() if name in ("documents.csv", "panel.csv")} == {
        "documents.csv": 1,
        "panel.csv": 4,
    }
    amounts = [row["amount_yuan"] for row in tables["budget_lines.csv"] if row["amount_yuan"] is not None]
    assert sorted(amounts) == [Decimal(81000), Decimal(120000), Decimal(120000)]


def test_a_table_that_refers_to_no_document_is_found(folder: Path, tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw")
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    duties = tmp_path / "duties.csv"
    duties.write_text(duties.read_text(encoding="utf-8").replace(DOCUMENT, "别局-2026-预算"), encoding="utf-8")
    with pytest.raises(ValueError, match="别局"):
        csvw.TableGroup.from_file(tmp_path / "csv-metadata.json").check_referential_integrity()


def test_every_column_stands_in_the_order_of_the_file(folder: Path) -> None:
    group = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    assert group["@context"][0] == "http://www.w3.org/ns/csvw"
    assert len(group["tables"]) == 12
    for table in group["tables"]:
        head = (folder / table["url"]).read_text(encoding="utf-8").split("\n", 1)[0].strip().split(",")
        assert [column["titles"] for column in table["tableSchema"]["columns"]] == head


@pytest.mark.parametrize("format_name", ["jsonl", "sqlite"])
def test_other_formats_have_no_metadata_of_csv(tmp_path: Path, format_name: str) -> None:
    store = Store()
    store.replace(DOCUMENT, nquads(disclosure()))
    export_tables(store, tmp_path, format_name)
    assert not (tmp_path / "csv-metadata.json").exists()
