"""Loading many documents: against parsing alone and a raw bulk load, one more document, again, and ten times as many.

Each of these runs in a process of its own, which tells what it took as JSON:

python -m benchmarks.growing read FOLDER DUMP     parse alone; the N-Quads go into a file
python -m benchmarks.growing raw DUMP DATABASE    the bare engine's bulk load of that file
python -m benchmarks.growing load FOLDER STORE    end to end, without the checks of `kb load`
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.disclosures import make, write
from benchmarks.table import Row, say
from kb.loading.load import load, read_all, read_file
from kb.store.embedded import Store
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


def prepare(folder: Path, count: int, size: float) -> Loaded:
    """A store of so many documents, and what the same takes apart: reading alone, and a raw bulk load."""
    documents, store = folder / f"documents-{count}", folder / f"store-{count}"
    dump, raw = folder / "all.nq", folder / "raw"
    write(documents, count, size=size)
    alone = _child(f"reading {count} documents alone", "read", documents, dump)["seconds"]
    bare = _child("raw bulk load of the same N-Quads", "raw", dump, raw)["seconds"]
    dump.unlink()
    shutil.rmtree(raw)
    result = _child(f"loading {count} documents", "load", documents, store)
    again = _child("loading them again", "load", documents, store)["seconds"]
    megabytes = sum(path.stat().st_size for path in store.glob("quads*/*")) / 1e6
    return Loaded(count, store, result["seconds"], again, alone + bare, megabytes, result["memory"])


def measure(folder: Path, few: Loaded, many: Loaded) -> Iterator[Row]:
    """Both numbers of documents compared."""
    yield from (_apart(one) for one in (few, many))
    yield from (_again(one) for one in (few, many))
    yield _one_more(folder, many)
    yield Row(
        f"growth {few.documents} → {many.documents} documents: exponent of the load time",
        f"{few.seconds:.1f} s",
        f"{many.seconds:.1f} s",
        math.log(many.seconds / few.seconds) / math.log(many.documents / few.documents),
        "≤ 1.05",
    )
    yield Row(
        "growth: peak memory of the loading process",
        f"{few.memory:.0f} MB",
        f"{many.memory:.0f} MB",
        many.memory / few.memory,
    )
    yield Row(
        "growth: size of the store",
        f"{few.megabytes:.0f} MB",
        f"{many.megabytes:.0f} MB",
        many.megabytes / few.megabytes,
    )


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


def _child(what: str, action: str, source: Path, target: Path) -> dict[str, Any]:
    say(what)
    command = [sys.executable, "-m", "benchmarks.growing", action, str(source), str(target)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parent.parent)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _reading(folder: Path, dump: Path) -> float:
    """Seconds of reading a folder's files; those that writing the dump takes are not counted."""
    writing = 0.0
    started = time.perf_counter()
    with dump.open("wb") as file:
        for parsed in read_all(sorted(folder.iterdir()), DEFAULT_BASE):
            if parsed.error:
                raise SystemExit(parsed.error)
            begun = time.perf_counter()
            file.write(parsed.quads.encode())
            writing += time.perf_counter() - begun
    return time.perf_counter() - started - writing


def _raw(dump: Path, database: Path) -> float:
    import pyoxigraph as ox

    started = time.perf_counter()
    store = ox.Store(str(database))
    store.bulk_load(path=str(dump))
    store.flush()
    return time.perf_counter() - started


def _loading(folder: Path, target: Path) -> float:
    started = time.perf_counter()
    with Store(target) as store:
        failed = [one.parsed.error for one in load(sorted(folder.iterdir()), store, DEFAULT_BASE) if one.parsed.error]
    if failed:
        raise SystemExit("\n".join(failed))
    return time.perf_counter() - started


ACTIONS: dict[str, Callable[[Path, Path], float]] = {"read": _reading, "raw": _raw, "load": _loading}


def main(arguments: Sequence[str]) -> None:
    """One run of one kind."""
    action, source, target = arguments
    taken = ACTIONS[action](Path(source), Path(target))
    print(json.dumps({"seconds": taken, "memory": _peak_megabytes()}))


def _peak_megabytes() -> float:
    """The most that this program held; what the system counts for the process includes what its parent held before."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main(sys.argv[1:])
