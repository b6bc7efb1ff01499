"""The flat tables of one document as Parquet: `tables/TABLE/province=…/fiscal_year=…/DIGEST.parquet`.

The parts of the path are named as the columns with the same values, which engines put into each row: `year` would hide
the year of a policy document. The rows are those of `kb export tables` for a store that holds this document alone; a
table without rows has no file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kb import resources
from kb.extraction.folder import TABLES
from kb.files.whole import whole
from kb.publishing.tables import SHARED_COLUMNS, read_tables, table_rows
from kb.rdf.nquads import quad_of
from kb.resources import ontology_files
from kb.rows.columns import FieldRow, FlatTable
from kb.rows.files import write_parquet
from kb.store.interface import PREFIXES
from kb.store.manifest import program
from kb.store.ontology import read_ontology
from loaders.iris import ontology_graph_iri

if TYPE_CHECKING:
    import pyoxigraph as ox

DOCUMENTS, FINDINGS = "documents", "findings"
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""The name by which engines know a partition without a value."""
DECIMALS = 18
"""Of every number, whatever its file prints: engines take the type of one file for that of all."""
_ODD = re.compile(r"[^\w-]")


@lru_cache(maxsize=1)
def tables() -> Mapping[str, FlatTable]:
    """The tables that one document fills: all but the findings, which rules find over all documents."""
    return {name: table for name, table in read_tables().items() if name != FINDINGS}


@lru_cache(maxsize=1)
def rules() -> str:
    """A digest of all that decides what an extraction holds: the loaders and the queries of the tables."""
    found = hashlib.sha256(program().encode())
    folder = resources.folder("queries/tables")
    for path in (folder.parent / SHARED_COLUMNS, *sorted(folder.glob("*.rq"))):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:32]


class DocumentTables:
    """The tables of one document after another, by the queries that a store of many is asked."""

    def __init__(self, base: str) -> None:
        self._base = base
        vocabulary = read_ontology(ontology_files(), ontology_graph_iri(base))
        self._vocabulary = [quad_of(quad.triple) for quad in vocabulary]

    def of(self, nquads: str) -> dict[str, list[FieldRow]]:
        """The rows of each table that has any."""
        alone = _OneDocument(self._base, self._vocabulary, nquads)
        found = {name: list(table_rows(alone, table)) for name, table in tables().items()}
        return {name: rows for name, rows in found.items() if rows}


class _OneDocument:
    """What a document states and the vocabulary, merged in memory: quicker to make and to leave than a store."""

    def __init__(self, base: str, vocabulary: Sequence[ox.Quad], nquads: str) -> None:
        import pyoxigraph as ox

        self._base = base
        self._database = ox.Store()
        self._database.bulk_extend(vocabulary)
        self._database.bulk_extend(quad_of(quad.triple) for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS))

    def select(self, sparql: str) -> ox.QuerySolutions:
        """Run a SELECT query."""
        import pyoxigraph as ox

        found = self._database.query(sparql, prefixes=PREFIXES, base_iri=self._base)
        assert isinstance(found, ox.QuerySolutions)
        return found


@lru_cache(maxsize=1)
def document_tables(base: str) -> DocumentTables:
    """One for all documents that a process reads: the vocabulary is loaded once."""
    return DocumentTables(base)


def place_of(rows: Mapping[str, Sequence[FieldRow]]) -> tuple[str, str]:
    """Province and fiscal year of the document; blank where it does not say them."""
    names = [column.name for column in tables()[DOCUMENTS].columns]
    record = dict(zip(names, rows[DOCUMENTS][0], strict=True))
    return record["province"], record["fiscal_year"]


def write(folder: Path, digest: str, rows: Mapping[str, Sequence[FieldRow]]) -> tuple[str, ...]:
    """Write the rows of one document; gives the paths from the folder of the extraction. Raises ExportError."""
    province, year = place_of(rows)
    written = []
    for name, some in rows.items():
        place = Path(TABLES, name, f"province={_part(province)}", f"fiscal_year={_part(year)}", f"{digest}.parquet")
        _write(tables()[name], some, folder / place)
        written.append(place.as_posix())
    return tuple(written)


def _write(table: FlatTable, rows: Sequence[FieldRow], path: Path) -> None:
    """Whole or not at all, whoever else writes the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as draft:
        write_parquet(table, rows, draft, decimals=DECIMALS)


def _part(value: str) -> str:
    """A value as a part of a path."""
    return _ODD.sub(lambda match: quote(match[0], safe=""), value) or UNKNOWN
