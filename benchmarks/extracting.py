"""Extraction by one and two workers on both engines, a worker killed midway, its loading, and SQL against SPARQL."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from time import sleep

from benchmarks.disclosures import write
from benchmarks.table import Row, pair, say, seconds
from kb import resources
from kb.asking.ask import answer, prepare
from kb.asking.questions import read_questions
from kb.extraction.engines import ONE_FILE_AT_A_TIME, Engine, EngineOptions
from kb.extraction.folder import ExtractionFolder
from kb.extraction.loading import load_extracted
from kb.extraction.packing import pack
from kb.extraction.run import extract
from kb.extraction.sources import listed
from kb.extraction.sql import ask, read_sql_questions
from kb.loading.load import files_of, load
from kb.store.embedded import Store

DOCUMENTS = 40
AT_ONCE = 4


def measure(folder: Path, size: float) -> Iterator[Row]:
    """Every row about extraction, on generated documents."""
    documents, out = folder / "to-extract", folder / "extraction"
    write(documents, DOCUMENTS, size=size)
    yield from (_workers(documents, out, engine) for engine in Engine)
    yield _killed(documents, out)
    yield _loading(documents, out, folder)
    yield from _asking(out, folder / "loaded-extraction")


def _run(documents: Path, out: Path, options: EngineOptions) -> None:
    shutil.rmtree(out, ignore_errors=True)
    steps = list(extract(listed([str(documents)]), out, options))
    assert not any(step.entry.error for step in steps)


def _workers(documents: Path, out: Path, engine: Engine) -> Row:
    say(f"extraction of {DOCUMENTS} documents on {engine}")
    two, one = (
        seconds(partial(_run, documents, out, EngineOptions(engine, count, at_once=AT_ONCE))) for count in (2, 1)
    )
    return Row(
        f"extract {DOCUMENTS} documents on {engine}: 2 workers against 1", f"{two:.1f} s", f"{one:.1f} s", one / two
    )


def _killed(documents: Path, out: Path) -> Row:
    """A cluster of two workers of which one is killed amid its work, against one left alone."""
    from distributed import LocalCluster

    def run(*, kill: bool) -> None:
        with LocalCluster(n_workers=2, **ONE_FILE_AT_A_TIME) as cluster:
            if kill:
                Thread(target=_kill, args=(out, cluster.workers[0].pid)).start()
            _run(documents, out, EngineOptions(Engine.DASK, scheduler=cluster.scheduler_address, at_once=AT_ONCE))

    say("extraction on dask with a worker killed")
    killed, alone = seconds(partial(run, kill=True)), seconds(partial(run, kill=False))
    what = f"extract {DOCUMENTS} documents on dask: a worker of two killed midway, nothing lost, against none killed"
    return Row(what, f"{killed:.1f} s", f"{alone:.1f} s", killed / alone)


def _kill(out: Path, worker: int) -> None:
    while not list(out.glob("facts/*/*.nq.gz")):
        sleep(0.05)
    os.kill(worker, signal.SIGKILL)


def _loading(documents: Path, out: Path, folder: Path) -> Row:
    def extracted() -> None:
        with Store(folder / "loaded-extraction") as store:
            assert all(outcome.status == "new" for outcome in load_extracted(out, store))

    def files() -> None:
        with Store(folder / "loaded-files") as store:
            list(load(list(files_of([str(documents)])), store, store.base))

    say("loading the extraction")
    ours, theirs = seconds(extracted), seconds(files)
    what = f"load {DOCUMENTS} extracted documents against loading the files"
    return Row(what, f"{ours:.1f} s", f"{theirs:.1f} s", ours / theirs)


def _asking(out: Path, folder: Path) -> Iterator[Row]:
    """The ready queries over packed tables against the same questions in SPARQL."""
    say("SQL against SPARQL")
    pack(ExtractionFolder.open(out))
    questions, choices = read_questions(resources.folder("queries/questions")), resources.folder("queries/choices")
    with Store(folder) as store:  # the writer keeps no answers
        for name, ready in read_sql_questions().items():
            asked = prepare(store, questions[name], {}, choices)
            sql, sparql = pair(partial(ask, out, ready.text), partial(answer, store, asked))
            what = f"SQL {name}, {DOCUMENTS} documents, against SPARQL"
            yield Row(what, f"{sql:.3f} s", f"{sparql:.3f} s", sql / sparql)
