"""Loading many documents: against parsing alone and a raw bulk load, one more document, again, and ten times as many.

python -m benchmarks.growing FOLDER STORE      one load in a process of its own, told as JSON
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.disclosures import make, write
from benchmarks.table import Row
from kb.loading import load, read_file
from kb.store import Store
from loaders.iris import DEFAULT_BASE, graph_iri


@dataclass(frozen=True, slots=True)
class Loaded:
    """A store of a number of documents, and what it took to make."""

    documents: int
    store: Path
    seconds: float
    again: float
    apart: float
    megabytes: float
    memory: float


def measure(folder: Path, sizes: tuple[int, int], size: float) -> tuple[list[Row], list[Loaded]]:
    """Load both numbers of documents and compare."""
    found = [_load(folder, count, size) for count in sizes]
    few, many = found
    times = math.log(many.documents / few.documents)
    rows = [
        *(_apart(one) for one in found),
        *(_again(one) for one in found),
        _one_more(folder, many),
        Row(
            f"growth {few.documents} → {many.documents} documents: exponent of the load time",
            f"{few.seconds:.1f} s",
            f"{many.seconds:.1f} s",
            math.log(many.seconds / few.seconds) / times,
            "≤ 1.05",
        ),
        Row(
            "growth: peak memory of the loading process",
            f"{few.memory:.0f} MB",
            f"{many.memory:.0f} MB",
            many.memory / few.memory,
        ),
        Row(
            "growth: size of the store",
            f"{few.megabytes:.0f} MB",
            f"{many.megabytes:.0f} MB",
            many.megabytes / few.megabytes,
        ),
    ]
    return rows, found


def _load(folder: Path, count: int, size: float) -> Loaded:
    import pyoxigraph as ox

    documents, store = folder / f"documents-{count}", folder / f"store-{count}"
    write(documents, count, size=size)
    alone = _child(documents, None)["seconds"]
    told = _child(documents, store)
    again = _child(documents, store)["seconds"]
    dump = folder / "all.nq"
    with Store(store, read_only=True) as reader, dump.open("wb") as file:
        reader._database.dump(file, ox.RdfFormat.N_QUADS)
    started = time.perf_counter()
    raw = ox.Store(str(folder / f"raw-{count}"))
    raw.bulk_load(path=str(dump))
    raw.flush()
    apart = alone + time.perf_counter() - started
    dump.unlink()
    megabytes = sum(path.stat().st_size for path in store.glob("quads*/*")) / 1e6
    return Loaded(count, store, told["seconds"], again, apart, megabytes, told["memory"])


def _apart(one: Loaded) -> Row:
    return Row(
        f"load {one.documents} documents against (parse alone + raw bulk load)",
        f"{one.seconds:.1f} s",
        f"{one.apart:.1f} s",
        one.seconds / one.apart,
        "≤ 1.3",
    )


def _again(one: Loaded) -> Row:
    return Row(
        f"load the same {one.documents} documents again, against the load",
        f"{one.again:.2f} s",
        f"{one.seconds:.1f} s",
        one.again / one.seconds,
        "≤ 0.05",
    )


def _one_more(folder: Path, full: Loaded) -> Row:
    """One document into a full store, against the engine's own `extend` and `flush` of the same quads."""
    import pyoxigraph as ox

    path = folder / "one-more.txt"
    path.write_text(make(full.documents + 1).text, encoding="utf-8")
    parsed = read_file(path, DEFAULT_BASE)
    quads = list(ox.parse(parsed.quads, ox.RdfFormat.N_QUADS))
    with Store(full.store) as store:
        started = time.perf_counter()
        store.replace(parsed.document, parsed.quads)
        ours = time.perf_counter() - started
        store.remove(parsed.document)
        graph = ox.NamedNode(graph_iri(parsed.document))
        started = time.perf_counter()
        store._database.extend(quads)
        store._database.flush()
        theirs = time.perf_counter() - started
        store._database.clear_graph(graph)
    return Row(
        "one document into the full store, against extend + flush", f"{ours:.2f} s", f"{theirs:.2f} s", ours / theirs
    )


def _child(documents: Path, store: Path | None) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.growing", str(documents), str(store or "-")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _statuses(files: list[Path], store: Store | None) -> Iterator[str]:
    return (outcome.status for outcome in load(files, store, DEFAULT_BASE))


def main() -> None:
    """One load: parsing alone where the store is `-`."""
    files = sorted(Path(sys.argv[1]).iterdir())
    started = time.perf_counter()
    store = None if sys.argv[2] == "-" else Store(sys.argv[2])
    statuses = set(_statuses(files, store))
    if store is not None:
        store.close()
    taken = time.perf_counter() - started
    if "failed" in statuses:
        raise SystemExit("a document failed to load")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"seconds": taken, "memory": memory}))


if __name__ == "__main__":
    main()
