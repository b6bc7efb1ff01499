"""`kb serve` under load: pages of every kind for eight clients, memory over many requests, run-away queries.

python -m benchmarks.serving [--documents 2000] [--requests 10000]

A store of generated documents is built and, once what runs beside a server after a load has come to its end (the index
of the search, the questions asked ahead), served by the command itself and walked through the links of its own pages:
some pages of each kind. What is timed: pages that nobody visited before and words that nobody searched for, then the
same pages over and over, then both beside queries without end.
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
from urllib.parse import quote, urlsplit

from benchmarks import growing
from benchmarks.table import say
from kb.processes.child import Child
from kb.web.asking import ahead
from kb.web.asking.crew import PRELOADED
from kb.web.search import index
from loaders.scratch import scratch

CLIENTS = 8
RUNAWAYS = 100
RUNAWAY_SECONDS = 2.0
EACH_KIND = 12
"""Pages of a kind that are visited over and over; as many others are visited for the first time."""
NEW_WORDS = 40
FILES = "tables as files"

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) != CONCAT(STR(?d), STR(?g))) }"
STARTS = ("/", "/departments", "/documents", "/policies", "/subjects", "/findings", "/questions", "/search?q=医疗",
          "/editor", "/dataset")  # fmt: skip
_LINK = re.compile(r'href="(/[^"#]*)"')
_NAME = re.compile(r">([\u4e00-\u9fff]{4,})</a>")
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
    with scratch("serving") as folder:
        store = options.store or growing.prepare(folder, options.documents, 0.1).store
        _catch_up(store)
        with _served(store) as (server, address):
            walked = _walked(address)
            paths = walked.visited
            say(f"{len(paths)} pages of {len({kind for kind, _path in paths})} kinds")
            first = walked.unvisited()
            print("pages that nobody visited before, and words that nobody searched for:")
            _print(_visit_all(address, first[::2]))
            _visit_all(address, paths)
            before = _megabytes(server.pid)
            print("pages visited before:")
            _print(_visit_all(address, random.Random(1).choices(paths, k=options.requests)))
            print(f"memory of the server: {before:.0f} MB before, {_megabytes(server.pid):.0f} MB after")
            _print_runaways(address, paths, first[1::2])
            print(f"memory of the server at the end: {_megabytes(server.pid):.0f} MB")


def _catch_up(store: Path) -> None:
    """What processes beside the server do after a load, done beforehand: it is measured apart."""
    path = store / index.FOLDER / index.FILE
    path.parent.mkdir(exist_ok=True)
    for work, arguments in ((index.build, (store, path)), (ahead.ask, (store, 2048))):
        with Child(work, arguments, PRELOADED) as child:
            child.wait()
        say(f"{work.__module__}: done")


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


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk through the links found: addresses that were visited, others that were not, names on the pages."""

    visited: list[tuple[str, str]]
    others: Mapping[str, Sequence[str]]
    names: Sequence[str]

    def unvisited(self) -> list[tuple[str, str]]:
        """Some addresses of each kind that were not visited, and a search for two letters of each of some names."""
        chosen = random.Random(2)
        found = [
            (kind, path)
            for kind, paths in self.others.items()
            for path in chosen.sample(paths, min(len(paths), EACH_KIND))
        ]
        words = sorted({name[at : at + 2] for name in self.names for at in range(0, len(name) - 1, 2)})
        found += [("search", f"/search?q={word}") for word in chosen.sample(words, min(len(words), NEW_WORDS))]
        chosen.shuffle(found)
        return found


def _walked(address: str) -> Walked:
    """Addresses by kind of page, as far as links lead in three steps."""
    found: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    names: set[str] = set()
    waiting = [*STARTS]
    for path in STARTS:
        found[_kind(path)].append(path)
    for _step in range(3):
        following: list[str] = []
        for path in waiting:
            html = _get(address, path)[1].replace("&amp;", "&")
            names.update(_NAME.findall(html))
            for link in dict.fromkeys(_LINK.findall(html)):
                known = found[_kind(link)]
                if link in known or _LEFT_OUT.match(link):
                    continue
                if len(known) < EACH_KIND:
                    known.append(link)
                    following.append(link)
                else:
                    others[_kind(link)].append(link)
        waiting = following
    visited = [(kind, path) for kind, paths in found.items() for path in paths]
    return Walked(visited, {kind: sorted(set(paths)) for kind, paths in others.items()}, sorted(names))


def _kind(path: str) -> str:
    """The first part of a path, and what a fact is below its document; all tables taken away as files are one kind."""
    if "table=" in path:
        return FILES
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


def _print_runaways(address: str, paths: Sequence[tuple[str, str]], first: Sequence[tuple[str, str]]) -> None:
    """Queries without end, eight at a time, and pages beside them: `first` were never visited before."""
    with ThreadPoolExecutor(2) as both:
        endless = both.submit(_visit_all, address, [("sparql", f"/sparql?query={quote(ENDLESS)}")] * RUNAWAYS)
        new = _visit_all(address, first)
        pages: list[Visit] = []
        while not endless.done():
            pages += _visit_all(address, random.Random(len(pages)).choices(paths, k=50))
    ended = endless.result()
    print(f"run-away queries: {len(ended)} ended, statuses {sorted({one.status for one in ended})}, "
          f"longest {max(one.seconds for one in ended):.1f} s; new pages beside them:")  # fmt: skip
    _print(new)
    print("pages visited before beside them:")
    _print(pages)


def _megabytes(process: int) -> float:
    """What a process holds, without its children."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


if __name__ == "__main__":
    main()
