"""kill -9 at random moments of every command that writes, and what is left afterwards.

    python -m benchmarks.kills --moments 80 --servers 40 --seed 1 --log docs/kills.md

A child works on one store and reports each step before and after it. It is killed while it opens the store, within a
step (each kind in turn) or between two; then the store must open, every document that was reported must be whole, the
next run must complete, and the folder must not grow.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from benchmarks import kills_serving
from benchmarks.kills_serving import ServerKill
from kb.files.folders import recover
from kb.links.storing import update
from kb.publishing.export import export_tables
from kb.store.backup import back_up, restore
from kb.store.embedded import Incoming, Store
from loaders.iris import disclosure_iri, findings_graph_iri, graph_iri

DOCUMENTS = 24
BACKUP = "backup"
FACTS = 300
GONE = -1
"""The version of a document that was removed."""
STEPS = ("load", "load", "replace", "remove", "export", "check", "links", "optimize", "backup", "restore")
OPENING = "opening"
MOMENTS = (OPENING, *dict.fromkeys(STEPS))
"""In what the child is killed, in turn."""
LONGEST = 0.6
"""The seconds of a step within which the child is killed, mostly early: a step that is shorter is over by then."""
PATIENCE = 60.0
"""Seconds to wait for that step."""
CHANGING = {"load", "replace", "remove"}
"""The steps after which documents are others: a backup is restored in the place of the store it was made of."""


def nquads(number: int, version: int) -> str:
    """A document of a known content: every version has other facts, and another number of them."""
    document = name(number)
    graph, subject = f"<{graph_iri(document)}>", disclosure_iri(document)
    cnb = "https://w3id.org/cnbudget/ontology#"
    lines = [
        f"<{subject}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{cnb}Disclosure> {graph} .\n",
        f'<{subject}> <http://purl.org/dc/terms/identifier> "{document}" {graph} .\n',
        f'<{subject}> <{cnb}kind> "{version}" {graph} .\n',
    ]
    for fact in range(FACTS + version % 7):
        lines.append(f'<{subject}/figure/{fact}> <{cnb}amount> "{version}.{fact}" {graph} .\n')
    return "".join(sorted(lines))


def name(number: int) -> str:
    """The id of a document."""
    return f"试验局{number}-2026-预算"


def digest(quads: Iterator[Any] | list[str]) -> str:
    """The same for the same statements."""
    return hashlib.sha256("".join(sorted(map(str, quads))).encode()).hexdigest()


def work(folder: Path, out: Path, seed: int, aim: str) -> None:
    """The child: steps without end, each reported before (`try`) and after (`done`); every other one is `aim`."""
    import kb.store.embedded

    kb.store.BULK_CHARACTERS = 200_000
    dice = random.Random(seed)
    print(json.dumps({"step": OPENING, "at": "try"}), flush=True)
    while True:
        with Store(folder, wait=5) as store:
            for step in (*dice.choices(STEPS, k=dice.randint(1, 3)), aim):
                if step in STEPS and step != "restore":
                    _reported(step, dice, partial(_do, store, out))
        if aim == "restore":
            _reported(aim, dice, lambda *_: _restore(folder, out))


def _reported(step: str, dice: random.Random, do: Callable[[str, list[int], int], None]) -> None:
    """Do one step, reported before and after."""
    numbers = dice.sample(range(DOCUMENTS), dice.randint(2, 12) if step == "load" else 1)
    version = GONE if step == "remove" else dice.randint(1, 10**6)
    report = {"step": step, "numbers": numbers, "version": version}
    print(json.dumps(report | {"at": "try"}), flush=True)
    do(step, numbers, version)
    print(json.dumps(report | {"at": "done"}), flush=True)


def _do(store: Store, out: Path, step: str, numbers: list[int], version: int) -> None:
    match step:
        case "load" | "replace":
            store.replace_all([Incoming(name(number), nquads(number, version)) for number in numbers])
        case "remove":
            store.remove(name(numbers[0]))
        case "export":
            export_tables(store, out)
        case "check":
            store.put_findings(name(numbers[0]), _finding(numbers[0], version))
        case "links":
            update(store)
        case "optimize":
            store.optimize()
        case "backup":
            _back_up(store, out)


def _back_up(store: Store, out: Path) -> None:
    """A backup in the place of the one before."""
    shutil.rmtree(out / BACKUP, ignore_errors=True)
    back_up(store, out / BACKUP)


def _restore(folder: Path, out: Path) -> None:
    """Put a store in its own place."""
    with Store(folder, read_only=True) as store:
        _back_up(store, out)
    restore(out / BACKUP, folder, replace=True, wait=5)


@dataclass
class Known:
    """What the store may hold: for each document the version reported last, and those tried since."""

    reported: dict[int, int] = field(default_factory=dict)
    tried: dict[int, set[int]] = field(default_factory=dict)

    def hear(self, line: dict[str, Any]) -> None:
        """Take a line of the child."""
        if line["step"] not in CHANGING:
            return
        for number in line["numbers"]:
            if line["at"] == "try":
                self.tried.setdefault(number, set()).add(line["version"])
            else:
                self.reported[number] = line["version"]
                self.tried[number] = set()

    def allowed(self, number: int) -> set[int]:
        """The versions of a document that are right after a kill."""
        return {self.reported.get(number, GONE)} | self.tried.get(number, set())

    def settle(self, found: dict[int, int]) -> None:
        """After a kill: what is there counts as reported."""
        self.reported, self.tried = dict(found), {}


@dataclass
class Moment:
    """One kill and what was found after it."""

    number: int
    seconds: float
    during: str
    steps: int
    lost: list[str]
    repaired: list[str]
    megabytes: float


def run(folder: Path, moments: int, seed: int) -> Iterator[Moment]:
    """Kill the child again and again on one store, and look after each kill."""
    dice = random.Random(seed)
    known = Known()
    store, out = folder / "store", folder / "out"
    for number in range(1, moments + 1):
        seconds, aim = LONGEST * dice.random() ** 4, MOMENTS[number % len(MOMENTS)]
        lines = _killed(store, out, dice.randrange(10**9), aim, seconds)
        for line in lines:
            known.hear(line)
        during = lines[-1]["step"] if lines and lines[-1]["at"] == "try" else "between" if lines else "opening"
        repaired = _left_behind(store)
        found, lost = look(store, known)
        known.settle(found)
        if store.exists():
            with Store(store, read_only=True) as reader:
                export_tables(reader, out)
                _back_up(reader, out)
        lost += [f"left after the next run: {path}" for path in _left_behind(store)]
        lost += [f"draft left: {path.name}" for path in out.glob(".*.part")]
        steps = sum(line["at"] == "done" for line in lines)
        yield Moment(number, seconds, during, steps, lost, repaired, _megabytes(store))


def look(folder: Path, known: Known) -> tuple[dict[int, int], list[str]]:
    """The versions found, and everything that is wrong, seen by a reader first and then by the next writer."""
    recover(folder)
    if not folder.exists():
        return {}, ["the store is gone"] if known.reported else []
    wrong: list[str] = []
    with Store(folder, read_only=True) as reader:
        _versions(reader, known, wrong)
    with Store(folder, ontology=False, wait=5) as store:
        found = _versions(store, known, wrong)
        store.replace(name(DOCUMENTS), nquads(DOCUMENTS, len(found)))
        store.remove(name(DOCUMENTS))
    with Store(folder, read_only=True) as reader:
        if _versions(reader, known, wrong) != found:
            wrong.append("reader and writer see different documents")
    return found, wrong


def _versions(store: Store, known: Known, wrong: list[str]) -> dict[int, int]:
    found = {}
    manifest = store.manifest()
    for number in range(DOCUMENTS):
        quads = list(store.quads(graph_iri(name(number))))
        whole = {digest(_parsed(number, version)): version for version in known.allowed(number)}
        version = whole.get(digest(quads))
        if version is None:
            wrong.append(f"{name(number)}: {len(quads)} quads are none of the versions {sorted(known.allowed(number))}")
        elif version != GONE:
            found[number] = version
        if (name(number) in manifest) != bool(quads):
            wrong.append(f"{name(number)}: manifest and graph disagree")
    return found


def _parsed(number: int, version: int) -> list[Any]:
    import pyoxigraph as ox

    return [] if version == GONE else list(ox.parse(nquads(number, version), ox.RdfFormat.N_QUADS))


def _killed(store: Path, out: Path, seed: int, aim: str, seconds: float) -> list[dict[str, Any]]:
    """Let a child work, kill it some seconds after it has begun the step `aim`, and give what it reported."""
    command = [sys.executable, "-m", "benchmarks.kills", "--work", str(store), str(out), "--seed", str(seed)]
    with tempfile.TemporaryFile("w+") as reports:
        child = subprocess.Popen(
            [*command, "--aim", aim],
            stdout=reports,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
            start_new_session=True,
        )
        until = time.monotonic() + PATIENCE
        while child.poll() is None and time.monotonic() < until:
            if any(line["step"] == aim for line in _lines(reports)):
                break
            time.sleep(0.001)
        time.sleep(seconds)
        ended = child.poll()
        if ended is None:
            os.killpg(child.pid, signal.SIGKILL)
        errors = child.communicate()[1].decode()
        if ended is not None:
            raise RuntimeError(f"the child ended by itself: {errors}")
        return _lines(reports)


def _lines(reports: IO[str]) -> list[dict[str, Any]]:
    """The whole lines that the child has written."""
    size = os.fstat(reports.fileno()).st_size
    written = os.pread(reports.fileno(), size, 0).decode()
    return [json.loads(line) for line in written.splitlines(keepends=True) if line.endswith("\n")]


def _left_behind(store: Path) -> list[str]:
    """What a killed writer left, which the next one has to put in order."""
    left = [str(path.relative_to(store)) for path in store.glob("versions/*") if not path.name[:6].isdecimal()]
    left += [str(path.relative_to(store)) for path in store.glob("*.new")]
    left += [path.name for path in store.parent.glob(f".{store.name}.*")]
    databases = [path.name for path in store.glob("quads*")]
    left += databases[1:]
    lock = store / "writer.lock"
    if lock.exists() and lock.read_text(encoding="utf-8").strip():
        left.append("writer.lock")
    return left


def _finding(number: int, version: int) -> str:
    graph = findings_graph_iri(name(number))
    return f'<{graph}/{version}> <http://www.w3.org/ns/shacl#resultMessage> "{version}" <{graph}> .\n'


def _megabytes(folder: Path) -> float:
    """Size on disk; a file with several names counts once."""
    if not folder.exists():
        return 0.0
    files = {(stat.st_dev, stat.st_ino): stat.st_size for stat in (path.stat() for path in folder.rglob("*"))}
    return sum(files.values()) / 1e6


def log(moments: list[Moment], servers: list[ServerKill], seed: int) -> str:
    """The run as a Markdown page."""
    lost = sum(bool(one.lost) for one in (*moments, *servers))
    return "\n".join(
        [
            "# kill -9: the log of a long run 长时间终止试验记录",
            "",
            f"`python -m benchmarks.kills --moments {len(moments)} --servers {len(servers)} --seed {seed}`",
            "",
            f"{len(moments) + len(servers)} kills; lost, or left over after the next run 丢失或残留: {lost}.",
            "",
            *_writers(moments),
            *_servers(servers),
        ]
    )


def _writers(moments: list[Moment]) -> list[str]:
    rows = [
        f"| {one.number} | {one.seconds:.2f} | {one.during} | {one.steps} | {'; '.join(one.lost) or '–'} "
        f"| {', '.join(one.repaired) or '–'} | {one.megabytes:.1f} |"
        for one in moments
    ]
    steps = sorted({one.during for one in moments})
    counts = ", ".join(f"{step} {sum(one.during == step for one in moments)}" for step in steps)
    return [
        "## Commands that write 写库的命令",
        "",
        f"A writer killed {len(moments)} times on one store ({counts}).",
        "",
        "| moment 次 | after s 秒 | during 正在 | reported steps 已报告 | lost 丢失 | repaired 修复 | store MB |",
        "|--:|--:|---|--:|---|---|--:|",
        *rows,
        "",
    ]


def _servers(kills: list[ServerKill]) -> list[str]:
    rows = [
        f"| {one.number} | {one.seconds:.2f} | {one.how} | {one.answers} | {one.uploads} "
        f"| {'; '.join(one.lost) or '–'} | {', '.join(one.repaired) or '–'} |"
        for one in kills
    ]
    hows = sorted({one.how for one in kills})
    waiting = sum(one.waiting for one in kills)
    counts = ", ".join(f"{how} {sum(one.how == how for one in kills)}" for how in hows)
    return [
        "## kb serve and uploads at the desk 网页服务和工作台上传",
        "",
        f"A server killed {len(kills)} times while it answers two visitors, draws pages, keeps answers and takes "
        f"uploads ({counts}; “all killed”: its children with it), every other time after it has reported uploads as "
        f"loaded; {waiting} times an upload was accepted and not yet loaded. Uploads: reported, accepted, sent.",
        "",
        "| moment 次 | after s 秒 | how 方式 | answers 已答 | uploads 上传 | lost 丢失 | repaired 修复 |",
        "|--:|--:|---|--:|--:|---|---|",
        *rows,
        "",
    ]


def main() -> None:
    """Run as a program: the parent, or with `--work` the child."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=80)
    parser.add_argument("--servers", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--aim", choices=MOMENTS, default=OPENING)
    parser.add_argument("--work", nargs=2, type=Path, metavar=("STORE", "OUT"))
    options = parser.parse_args()
    if options.work:
        work(*options.work, options.seed, options.aim)
        return
    moments = []
    with tempfile.TemporaryDirectory() as folder:
        for moment in run(Path(folder), options.moments, options.seed):
            moments.append(moment)
            print(moment, file=sys.stderr)
    servers = []
    with tempfile.TemporaryDirectory() as folder:
        for kill in kills_serving.run(Path(folder), options.servers, options.seed):
            servers.append(kill)
            print(kill, file=sys.stderr)
    text = log(moments, servers, options.seed)
    (options.log.write_text(text, encoding="utf-8") if options.log else print(text))
    raise SystemExit(any(one.lost for one in (*moments, *servers)))


if __name__ == "__main__":
    main()
