"""Whether an extraction on dask, a worker killed amid it, gives what loading the files gives, byte for byte.

    PYTHONPATH=.:tests python -m benchmarks.cluster FOLDER FILE…

Three stores are filled: one from the files, one from the extraction, and one on a Virtuoso server from the extraction;
the export of each as N-Quads is compared. Needs `yusuan-kb[cluster]`, and virtuoso-t for the third.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

from servers import virtuoso_binary, virtuoso_server

from loaders.scratch import scratch

KB = (sys.executable, "-m", "kb.cli")
HALFWAY = 3
"""Files that are done when the worker is killed."""


def main() -> None:
    """Extract, kill, load three times, export three times, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", help="documents and folders")
    paths = parser.parse_args().paths
    with scratch("cluster") as folder:
        with _killed_halfway(folder / "out") as scheduler:
            _run("extract", *paths, folder / "out", "--engine", "dask", "--scheduler", scheduler)
        exports = dict(_exports(folder, paths))
    whole = exports.pop("files")
    for what, export in exports.items():
        same = "the same export" if export == whole else "ANOTHER EXPORT"
        print(f"{what}: {len(export):,} bytes, {same} as the files give")
    sys.exit(any(export != whole for export in exports.values()))


def _exports(folder: Path, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """How each store was filled, and its export."""
    for what, store, given in (("files", folder / "files", paths), ("extraction", folder / "loaded", [folder / "out"])):
        yield what, _filled(folder, str(store), given)
    if virtuoso_binary():
        with virtuoso_server(folder / "virtuoso") as server:
            yield "extraction on Virtuoso", _filled(folder, server, [folder / "out"])


def _filled(folder: Path, store: str, given: list[str] | list[Path]) -> bytes:
    _run("--store", store, "load", *given)
    _run("--store", store, "export", "rdf", folder / "export.nq")
    return (folder / "export.nq").read_bytes()


def _run(*words: str | Path) -> None:
    begun = perf_counter()
    done = subprocess.run([*KB, *map(str, words)], stdout=subprocess.DEVNULL, check=False)
    print(f"{perf_counter() - begun:6.1f} s, exit code {done.returncode}: kb {' '.join(map(str, words))}", flush=True)


@contextmanager
def _killed_halfway(out: Path) -> Iterator[str]:
    """A cluster of two workers, one of which is killed once some files are done; gives its address."""
    from distributed import LocalCluster

    from kb.extraction.engines import ONE_FILE_AT_A_TIME

    def kill(worker: int) -> None:
        while len(list(out.glob("facts/*/*.nq.gz"))) < HALFWAY:
            sleep(0.05)
        os.kill(worker, signal.SIGKILL)
        print(f"worker {worker} killed", flush=True)

    with LocalCluster(n_workers=2, **ONE_FILE_AT_A_TIME) as cluster:
        Thread(target=kill, args=(cluster.workers[0].pid,), daemon=True).start()
        yield cluster.scheduler_address


if __name__ == "__main__":
    main()
