"""Facts → N-Quads: this project, rdflib with the same quads, and morph-kgc on the same tables as CSV."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.table import Row, pair
from kb.publishing.tables import read_tables, table_rows
from kb.store.embedded import Store
from loaders import triples
from loaders.facts import Disclosure

PREFIX = "https://example.org/column/"
MORPH = """
import sys, time, logging
logging.disable(logging.CRITICAL)
import morph_kgc
started = time.perf_counter()
found = morph_kgc.materialize_set(sys.argv[1])
print(len(found), time.perf_counter() - started)
"""


def measure(disclosures: Sequence[Disclosure], morph: Path | None) -> Iterator[Row]:
    """Quads per second of each."""
    texts = [triples.nquads(one) for one in disclosures]
    quads = sum(text.count("\n") for text in texts)

    def ours() -> None:
        for one in disclosures:
            triples.nquads(one)

    mine, rdflib_seconds = pair(ours, _rdflib(texts), 3)
    yield Row(
        "facts → N-Quads, quads/s, against rdflib (add + serialize)",
        f"{quads / mine:,.0f}",
        f"{quads / rdflib_seconds:,.0f}",
        rdflib_seconds / mine,
        "≥ 10",
    )
    if morph is not None:
        count, taken = _morph(texts, disclosures, morph)
        yield Row(
            "facts → N-Quads, quads/s, against morph-kgc on the same facts as CSV",
            f"{quads / mine:,.0f}",
            f"{count / taken:,.0f}",
            (quads / mine) / (count / taken),
            "≥ 2",
        )


def _rdflib(texts: Sequence[str]) -> object:
    """An action: the same quads, as terms of rdflib, added to a data set and serialised."""
    from rdflib import Dataset

    parsed = Dataset()
    for text in texts:
        parsed.parse(data=text, format="nquads")
    terms = [(subject, predicate, value, graph) for subject, predicate, value, graph in parsed.quads()]

    def action() -> None:
        data = Dataset()
        for subject, predicate, value, graph in terms:
            data.graph(graph).add((subject, predicate, value))
        data.serialize(format="nquads")

    return action


def _morph(texts: Sequence[str], disclosures: Sequence[Disclosure], morph: Path) -> tuple[int, float]:
    """The triples that morph-kgc makes of the flat tables of the same disclosures, and the seconds it takes."""
    with TemporaryDirectory() as name, Store(ontology=False) as store:
        folder = Path(name)
        for one, text in zip(disclosures, texts, strict=True):
            store.replace(one.id, text)
        (folder / "map.ttl").write_text(_mapping(store, folder), encoding="utf-8")
        settings = f"[DataSource]\nmappings: {folder}/map.ttl\n"
        (folder / "settings.ini").write_text(settings, encoding="utf-8")
        command = [str(morph), "-c", MORPH, str(folder / "settings.ini")]
        runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-2:] for _ in "123"]
        return int(runs[0][0]), sorted(float(seconds) for _count, seconds in runs)[1]


def _mapping(store: Store, folder: Path) -> str:
    """RML: each row of a table a subject, each column a property."""
    parts = ["@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> ."]
    parts.append("@prefix ql: <http://semweb.mmlab.be/ns/ql#> .")
    for table in read_tables().values():
        columns = [column.name for column in table.columns]
        rows = list(table_rows(store, table))
        if not rows:
            continue
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["row", *columns])
            writer.writerows([number, *row] for number, row in enumerate(rows))
        objects = " , ".join(
            f'[ rr:predicate <{PREFIX}{name}> ; rr:objectMap [ rml:reference "{name}" ] ]' for name in columns
        )
        parts.append(
            f'<#{table.name}> rml:logicalSource [ rml:source "{path}" ; rml:referenceFormulation ql:CSV ] ; '
            f'rr:subjectMap [ rr:template "https://example.org/{table.name}/{{row}}" ] ; '
            f"rr:predicateObjectMap {objects} ."
        )
    return "\n".join(parts)
