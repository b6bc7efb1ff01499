"""The graph as files: flat tables with their description, and RDF in every common syntax.

The same content gives the same bytes, whatever the order of loading. A file appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kb.files.whole import output
from kb.publishing import csvw, datapackage
from kb.publishing.about import checked_base
from kb.publishing.syntaxes import Counted, opened, serialize, syntax_of
from kb.publishing.tables import NOTHING_DECIDED, Decided, read_tables, table_rows
from kb.rdf import jsonld
from kb.rows.columns import FieldRow, FlatTable
from kb.rows.files import WRITERS, ExportError, write_csv
from kb.store.embedded import PREFIXES, GraphStore
from loaders.iris import (
    CODES,
    INSTANCE_FOLDERS,
    SUBJECT_SCHEMES,
    findings_graph_iri,
    graph_iri,
    ontology_graph_iri,
)

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF_TYPE = PREFIXES["rdf"] + "type"

PREFIXED_CODE_LISTS = (*SUBJECT_SCHEMES, "agency", "area", "operator", "phase")


RowsOf = Callable[[FlatTable], Iterable[FieldRow]]

SQLITE = "sqlite"
TABLE_FORMATS = (*WRITERS, SQLITE)


def export_tables(
    store: GraphStore,
    out_dir: Path,
    format_name: str = "csv",
    *,
    bom: bool = False,
    raw: bool = False,
    decided: Decided = NOTHING_DECIDED,
    base: str | None = None,
) -> dict[str, int]:
    """Write every table and its descriptions into a folder; gives the number of rows by table.

    `decided` is what the desk decided about findings. With `base` the instances move under another base IRI.

    `bom` and `raw` are for CSV: a byte order mark for Excel, and texts that look like formulas as they are. Raises
    ExportError for an unknown format, or a value that the format cannot hold.
    """
    if format_name not in TABLE_FORMATS:
        raise ExportError(f"{format_name}: 不认识的格式 (unknown format); {', '.join(TABLE_FORMATS)}")
    if (bom or raw) and format_name != "csv":
        raise ExportError("--bom 和 --raw 只用于 csv (for csv only)")
    out_dir.mkdir(parents=True, exist_ok=True)
    tables = read_tables()
    writing = _into_one_file if format_name == SQLITE else partial(_into_files, format_name, bom, raw)
    files, counts = writing(partial(_rows, store, decided, base), tables, out_dir)
    with output(out_dir / datapackage.FILE_NAME) as draft:
        draft.write_text(datapackage.describe(files, tables, format_name, raw=raw), encoding="utf-8")
    if format_name == "csv":
        with output(out_dir / csvw.FILE_NAME) as draft:
            draft.write_text(csvw.metadata(files, tables), encoding="utf-8")
    return counts


def _into_files(
    format_name: str,
    bom: bool,
    raw: bool,
    rows_of: RowsOf,
    tables: Mapping[str, FlatTable],
    out_dir: Path,
) -> tuple[dict[str, Path], dict[str, int]]:
    """A file a table; the files and the numbers of rows by table."""
    files, counts = {}, {}
    write = partial(write_csv, bom=bom, raw=raw) if format_name == "csv" else WRITERS[format_name]
    for name, table in tables.items():
        files[name] = out_dir / f"{name}.{format_name}"
        rows = Counted(rows_of(table))
        with output(files[name]) as draft:
            write(table, rows, draft)
        counts[name] = rows.count
    return files, counts


def _into_one_file(
    rows_of: RowsOf, tables: Mapping[str, FlatTable], out_dir: Path
) -> tuple[dict[str, Path], dict[str, int]]:
    """All tables in `tables.sqlite`."""
    from kb.rows.sqlite import write_sqlite

    file = out_dir / "tables.sqlite"
    with output(file) as draft:
        counts = write_sqlite({name: (table, rows_of(table)) for name, table in tables.items()}, draft)
    return dict.fromkeys(tables, file), counts


def _rows(store: GraphStore, decided: Decided, base: str | None, table: FlatTable) -> Iterator[FieldRow]:
    """The rows of a table, instances under another base where one is given."""
    rows = table_rows(store, table, decided)
    if base is None or base == store.base:
        return rows
    return (tuple(_under(cell, store.base, base) for cell in row) for row in rows)


def export_rdf(
    store: GraphStore, file: Path, document: str | None = None, base: str | None = None, *, ontology: bool = False
) -> int:
    """Write one disclosure, or all of them, as RDF; the syntax follows the suffix. Gives the number of statements.

    With `base` the instances move under another base IRI. With `ontology` the vocabulary and code lists go along.
    Syntaxes without graphs get each triple once. Raises ExportError, BadAbout for what is no base.
    """
    import pyoxigraph as ox

    if base is not None:
        checked_base(base)
    syntax = syntax_of(file)
    statements = _statements(store, _graphs(store, document, ontology), base, syntax.supports_datasets)
    if syntax != ox.RdfFormat.JSON_LD:
        return serialize(statements, file, _prefixes(base or store.base))
    counted = Counted(statements)
    with opened(file) as out:
        jsonld.write(counted, out, base or store.base)
    return counted.count


def triples(store: GraphStore, base: str | None = None) -> list[ox.Triple]:
    """The triples of all disclosures and findings, each once, in order; the ontology is left out."""
    found = _statements(store, _graphs(store, None, ontology=False), base, with_graphs=False)
    return cast("list[ox.Triple]", list(found))


def _graphs(store: GraphStore, document: str | None, ontology: bool) -> list[str]:
    """The graphs to export, in order."""
    present = store.graphs()
    vocabulary = ontology_graph_iri(store.base)
    if document is None:
        return [graph for graph in present if ontology or graph != vocabulary]
    wanted = {graph_iri(document, store.base), findings_graph_iri(document, store.base)}
    if graph_iri(document, store.base) not in present:
        raise ExportError(f"{document}: 没有装入这份文件 (not loaded); kb documents 列出全部")
    return [graph for graph in present if graph in wanted or (ontology and graph == vocabulary)]


def _statements(
    store: GraphStore, graphs: Iterable[str], base: str | None, with_graphs: bool
) -> Iterator[ox.Quad | ox.Triple]:
    """The quads graph by graph, or the triples of all graphs each once: both sorted."""
    quads = ((_moved(quad, store.base, base) for quad in store.quads(graph)) for graph in graphs)
    if with_graphs:
        for one in quads:
            yield from sorted(one, key=_reading_order)
    else:
        yield from sorted({quad.triple for one in quads for quad in one}, key=_reading_order)


def _reading_order(statement: ox.Quad | ox.Triple) -> tuple[str, bool, str]:
    """By subject, its class first."""
    return str(statement.subject), statement.predicate.value != RDF_TYPE, str(statement)


def moved(term: Any, old: str, new: str | None) -> Any:
    """The same term, under another base where it is an instance."""
    import pyoxigraph as ox

    if new is None or new == old or not isinstance(term, ox.NamedNode):
        return term
    return ox.NamedNode(_under(term.value, old, new))


def _under(iri: str, old: str, new: str) -> str:
    """The IRI of an instance under another base; anything else as it is."""
    rest = iri.removeprefix(old)
    return new + rest if rest != iri and rest.startswith(INSTANCE_FOLDERS) else iri


def _moved(quad: ox.Quad, old: str, new: str | None) -> ox.Quad:
    """The same quad with its instances under another base."""
    import pyoxigraph as ox

    if new is None or new == old:
        return quad
    subject, predicate, value, graph = (moved(term, old, new) for term in quad)
    return ox.Quad(subject, predicate, value, graph)


def _prefixes(base: str) -> dict[str, str]:
    """The common prefixes, one for each code list, and one for each kind of instance, whose names hold no slash."""
    lists = {name: f"{CODES}{name}/" for name in PREFIXED_CODE_LISTS}
    return PREFIXES | lists | {folder.strip("/"): base + folder for folder in INSTANCE_FOLDERS}
