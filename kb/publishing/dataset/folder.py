"""A folder to put online as it is: dumps, descriptions (VoID, DCAT, RO-Crate), the ontology, tables, a README."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb import resources
from kb.files.whole import output
from kb.publishing import csvw, datapackage
from kb.publishing.about import About
from kb.publishing.cubes.writing import export_cubes
from kb.publishing.dataset.codes import CODE_LIST_PREFIXES, codelists
from kb.publishing.dataset.counts import GraphCounts, count
from kb.publishing.dataset.coverage import Coverage, coverage
from kb.publishing.dataset.dcat import File, dcat
from kb.publishing.dataset.examples import examples
from kb.publishing.dataset.html import vocabulary_html
from kb.publishing.dataset.readme import readme
from kb.publishing.dataset.schema_org import CRATE, crate
from kb.publishing.dataset.void import VOID_PREFIXES, void
from kb.publishing.export import export_rdf, export_tables, triples
from kb.publishing.syntaxes import RDF_SUFFIXES
from kb.rows.files import ExportError

if TYPE_CHECKING:
    from kb.store.interface import GraphStore

SYNTAXES = ("nq", "ttl", "jsonld")
"""Dumps that are written unless others are asked for."""

MEDIA_TYPES = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".csv": "text/csv",
    ".json": "application/json",
    ".html": "text/html",
}
VOCABULARY_FILES = ("cnbudget.ttl", "component-specifications.ttl", "structures.ttl", "context.jsonld")
CODE_LISTS = "ontology/codelists.ttl"
PAGE = "ontology/index.html"
CUBES = "data/cubes.ttl.gz"
TITLES = {
    "data": "全部数据，一次下载",
    "tables": "平面表",
    "ontology": "词汇、代码表、形状",
}


def export_dataset(
    store: GraphStore, folder: Path, about: About, syntaxes: Sequence[str] = SYNTAXES, *, cube: bool = False
) -> list[File]:
    """Write the folder, with `cube` the cubes too; gives its files. The same store gives the same bytes.

    Raises ExportError.
    """
    if unknown := [syntax for syntax in syntaxes if f".{syntax}" not in RDF_SUFFIXES]:
        raise ExportError(f"{', '.join(unknown)}: 不认识的格式 (unknown syntax); {', '.join(RDF_SUFFIXES)}")
    dumps = {f"data/budgets.{syntax}.gz": f".{syntax}" for syntax in syntaxes}
    for path in dumps:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        export_rdf(store, folder / path, base=about.base)
    counts, found = count(triples(store, about.base)), coverage(store, about.base)
    _ontology(store, folder)
    tables = export_tables(store, folder / "tables", base=about.base)
    if cube:
        export_cubes(store, folder / CUBES, about)
    paths = [*dumps, *([CUBES] if cube else []), *_ontology_paths(folder), *(f"tables/{name}.csv" for name in tables)]
    paths += [f"tables/{name}" for name in (datapackage.FILE_NAME, csvw.FILE_NAME)]
    for former in {*folder.glob("data/budgets.*.gz"), *folder.glob(CUBES)} - {folder / path for path in paths}:
        former.unlink()  # a dump of an earlier run, which no description would name
    files = [_file(folder, path) for path in paths]
    _descriptions(folder, about, found, counts, files, dumps)
    return files


def _descriptions(
    folder: Path, about: About, found: Coverage, counts: GraphCounts, files: Sequence[File], dumps: dict[str, str]
) -> None:
    texts = {
        "void.ttl": void(about, found, counts, dumps),
        "dcat.ttl": dcat(about, found, [file for file in files if not file.path.startswith("ontology/")]),
        "examples.ttl": examples(about.base, about.endpoint),
        CRATE: crate(about, found, files),
        "README.md": readme(about, found, counts, files).encode(),
    }
    for name, content in texts.items():
        with output(folder / name) as draft:
            draft.write_bytes(content)


def _ontology(store: GraphStore, folder: Path) -> None:
    """The vocabulary and the shapes as they are, the code lists as the store has them, and the page."""
    source = resources.folder("ontology")
    target = folder / "ontology"
    shapes = target / resources.SHAPES
    shapes.mkdir(parents=True, exist_ok=True)
    for name in VOCABULARY_FILES:
        shutil.copyfile(source / name, target / name)
    for path in sorted((source / resources.SHAPES).glob("*.ttl")):
        shutil.copyfile(path, shapes / path.name)
    with output(folder / CODE_LISTS) as draft:
        draft.write_bytes(codelists(store))
    page = vocabulary_html([source / VOCABULARY_FILES[0], folder / CODE_LISTS], VOID_PREFIXES | CODE_LIST_PREFIXES)
    with output(folder / PAGE) as draft:
        draft.write_text(page, encoding="utf-8")


def _ontology_paths(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in (folder / "ontology").rglob("*") if path.is_file())
    return sorted(found)


def _file(folder: Path, path: str) -> File:
    content = (folder / path).read_bytes()
    suffix = Path(path.removesuffix(".gz")).suffix
    title = f"{TITLES[path.split('/')[0]]}：{Path(path).name}"
    return File(path, title, MEDIA_TYPES[suffix], len(content), hashlib.sha256(content).hexdigest())
