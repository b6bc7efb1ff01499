"""`kb serve` under load: pages of every kind for eight clients, memory over many requests, run-away queries.

python -m benchmarks.serving [--documents 2000] [--requests 10000]

A store of generated documents is built, served by the command itself, and walked through the links of its own pages:
some pages of each kind, each visited once before anything is timed.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from benchmarks import growing
from benchmarks.table import say

CLIENTS = 8
RUNAWAYS = 100
RUNAWAY_SECONDS = 2.0
EACH_KIND = 12
"""Pages of a kind that are visited over and over."""

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) != CONCAT(STR(?d), STR(?g))) }"
STARTS = ("/", "/departments", "/documents", "/policies", "/subjects", "/findings", "/questions", "/search?q=医疗",
          "/editor", "/dataset")  # fmt: skip
_LINK = re.compile(r'href="(/[^"#]*)"')
_LEFT_OUT = re.compile(r"^/(?:static|original|page|api|desk|store|sparql|ask)\b")


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: the kind of page, its answer and how long it took."""

    kind: str
    status: int
    seconds: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--store", type=Path, help="a store to serve, in the place of a generated one")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="yusuan-kb-serving-") as folder:
        store = options.store or growing.prepare(Path(folder), options.documents, 0.1).store
        with _served(store) as (server, address):
            pages = _pages(address)
            say(f"{sum(map(len, pages.values()))} pages of {len(pages)} kinds")
            paths = [(kind, path) for kind, found in pages.items() for path in found]
            _visit_all(address, paths)
            before = _megabytes(server.pid)
            visits = _visit_all(address, random.Random(1).choices(paths, k=options.requests))
            _print(visits)
            print(f"memory of the server: {before:.0f} MB before, {_megabytes(server.pid):.0f} MB after")
            _print_runaways(address, paths)


@contextmanager
def _served(store: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`kb serve` over a store, and its address."""
    command = [sys.executable, "-m", "kb.cli", "--store", str(store), "serve", "--port", "0"]
    command += ["--timeout", str(RUNAWAY_SECONDS)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if found := re.search(r"http://[\w.]+:\d+", line):
                threading.Thread(target=server.stdout.read, daemon=True).start()  # lest the pipe fill up
                yield server, found[0]
                return
        raise RuntimeError("the server did not start")
    finally:
        server.terminate()
        server.wait(30)


def _pages(address: str) -> Mapping[str, Sequence[str]]:
    """Addresses by kind of page, as far as links lead in three steps."""
    found: dict[str, list[str]] = defaultdict(list)
    waiting = [*STARTS]
    for path in STARTS:
        found[_kind(path)].append(path)
    for _step in range(3):
        following: list[str] = []
        for path in waiting:
            for link in dict.fromkeys(_LINK.findall(_get(address, path)[1].replace("&amp;", "&"))):
                known = found[_kind(link)]
                if len(known) < EACH_KIND and link not in known and not _LEFT_OUT.match(link):
                    known.append(link)
                    following.append(link)
        waiting = following
    return {kind: paths for kind, paths in found.items() if paths}


def _kind(path: str) -> str:
    """The first part of a path, and what a fact is below its document."""
    parts = urlsplit(path).path.strip("/").split("/")
    return "/".join([parts[0], *parts[2:3]]) if parts[0] == "disclosure" else parts[0] or "home"


def _visit_all(address: str, paths: Sequence[tuple[str, str]]) -> list[Visit]:
    """Visit pages, eight at a time."""

    def visit(one: tuple[str, str]) -> Visit:
        kind, path = one
        start = time.perf_counter()
        status, _ = _get(address, path)
        return Visit(kind, status, time.perf_counter() - start)

    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(visit, paths))


def _get(address: str, path: str) -> tuple[int, str]:
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=120)
    try:
        connection.request("GET", quote(path, safe="/?=&%+,:;~!*'()"), headers={"Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def _print(visits: Sequence[Visit]) -> None:
    kinds: dict[str, list[Visit]] = defaultdict(list)
    for one in visits:
        kinds[one.kind].append(one)
    print("| page | requests | median s | p95 s | longest s | refused |\n|---|--:|--:|--:|--:|--:|")
    for kind, found in [*sorted(kinds.items()), ("all", list(visits))]:
        times = sorted(one.seconds for one in found)
        failed = sum(one.status >= 400 for one in found)
        cells = (times[len(times) // 2], times[int(len(times) * 0.95)], times[-1])
        print(f"| {kind} | {len(found)} | {' | '.join(f'{each:.3f}' for each in cells)} | {failed} |")


def _print_runaways(address: str, paths: Sequence[tuple[str, str]]) -> None:
    """Queries without end, eight at a time, and pages beside them."""
    with ThreadPoolExecutor(2) as both:
        endless = both.submit(_visit_all, address, [("sparql", f"/sparql?query={quote(ENDLESS)}")] * RUNAWAYS)
        pages: list[Visit] = []
        while not endless.done():
            pages += _visit_all(address, random.Random(len(pages)).choices(paths, k=50))
    ended = endless.result()
    print(f"run-away queries: {len(ended)} ended, statuses {sorted({one.status for one in ended})}, "
          f"longest {max(one.seconds for one in ended):.1f} s; pages beside them:")  # fmt: skip
    _print(pages)


def _megabytes(process: int) -> float:
    """What a process holds, without its children."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


if __name__ == "__main__":
    main()
