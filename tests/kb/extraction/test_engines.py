"""What maps work over processes and over dask; the work is a stand-in here."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from kb.errors import StoreError
from kb.extraction.engines import ONE_FILE_AT_A_TIME, Engine, EngineOptions, mapped
from kb.processes.crew import WorkLimits


def work(number: int) -> str:
    if number == 3:
        os._exit(7)
    return f"done {number}"


def slow_work(folder: Path, number: int) -> str:
    """Leaves a mark when it begins, so that the test knows that a worker is amid something."""
    (folder / f"{number}-{os.getpid()}").touch()
    time.sleep(0.2)
    return work(number)


def failed(number: int, trouble: str) -> str:
    return f"failed {number}"


EXPECTED = {"done 0", "done 1", "done 2", "failed 3", "done 4", "done 5"}


def test_an_item_that_kills_its_process_costs_itself_only():
    assert set(mapped(work, failed, range(6), EngineOptions(workers=1))) == EXPECTED


def test_on_dask_a_worker_that_is_killed_midway_loses_nothing(tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=1, **ONE_FILE_AT_A_TIME) as cluster:
        options = EngineOptions(Engine.DASK, scheduler=cluster.scheduler_address, at_once=3, limits=WorkLimits(60))
        found = mapped(partial(slow_work, tmp_path), failed, range(6), options)
        victim = cluster.workers[0].pid

        def kill_once_it_works() -> None:
            while not list(tmp_path.iterdir()):
                time.sleep(0.02)
            os.kill(victim, signal.SIGKILL)

        killer = Thread(target=kill_once_it_works)
        killer.start()
        results = list(found)
        killer.join()
    assert sorted(results) == sorted(EXPECTED)


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("kb.extraction.engines.ANSWER_SECONDS", "0.2s")
    options = EngineOptions(Engine.DASK, scheduler="tcp://127.0.0.1:9")
    with pytest.raises(StoreError, match=r"tcp://127\.0\.0\.1:9: 连不上"):
        list(mapped(work, failed, [0], options))
