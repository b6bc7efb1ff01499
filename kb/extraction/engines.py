"""What maps a function over many items: processes of this machine, or the workers of a dask cluster.

Either way an item that crashes, hangs or eats the memory costs itself only: it is done in a child process within
limits (`kb.processes.crew`). On dask a worker that dies loses nothing: the scheduler gives its items to another.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from kb.errors import StoreError
from kb.processes.child import trust_no_folder
from kb.processes.crew import WorkLimits, in_order

if TYPE_CHECKING:
    from distributed import Client

Item = TypeVar("Item")
Result = TypeVar("Result")

DEFAULT_LIMITS = WorkLimits()
AT_ONCE = 8
"""Items that a dask worker takes together, so that they share one child process."""
ONE_FILE_AT_A_TIME: dict[str, Any] = {
    "threads_per_worker": 1,
    "memory_limit": 0,
    "dashboard_address": None,
    "silence_logs": logging.CRITICAL,
}
"""Of a cluster on this machine: files have limits of their own, and what dask says to itself is for nobody."""
ANSWER_SECONDS = "30s"
"""Time in which a scheduler must answer."""


class Engine(StrEnum):
    """What the work runs on."""

    PROCESSES = "processes"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """`workers`: processes at a time, by default one a core; `scheduler`: the address of a dask scheduler."""

    engine: Engine = Engine.PROCESSES
    workers: int | None = None
    limits: WorkLimits = DEFAULT_LIMITS
    scheduler: str = ""
    at_once: int = AT_ONCE


def mapped(
    work: Callable[[Item], Result],
    failed: Callable[[Item, str], Result],
    items: Sequence[Item],
    options: EngineOptions,
) -> Iterator[Result]:
    """`work(item)` for every item, as they are done; `failed(item, sentence)` where there is no result.

    Raises StoreError where the cluster cannot be reached.
    """
    if options.engine == Engine.PROCESSES:
        return in_order(work, failed, items, options.workers or os.cpu_count() or 1, options.limits)
    return _over_dask(work, failed, items, options)


def _over_dask(
    work: Callable[[Item], Result],
    failed: Callable[[Item, str], Result],
    items: Sequence[Item],
    options: EngineOptions,
) -> Iterator[Result]:
    from distributed import KilledWorker, as_completed

    with _client(options) as client:
        futures = {
            client.submit(_in_a_child, work, failed, some, options.limits, pure=False): some
            for some in _groups(items, options.at_once)
        }
        for future in as_completed(list(futures)):
            some = futures.pop(future)
            try:
                results = future.result()
            except KilledWorker:
                results = [failed(one, "做它的进程一再中断 (its workers died again and again)") for one in some]
            except Exception as error:
                raise StoreError(f"{options.scheduler or 'dask'}: {type(error).__name__}: {error}") from error
            future.release()
            yield from results


@contextmanager
def _client(options: EngineOptions) -> Iterator[Client]:
    """A connection to the cluster that is named, or to one on this machine that lasts for the block."""
    from distributed import Client, LocalCluster

    if not options.scheduler:
        trust_no_folder()
        workers = options.workers or os.cpu_count() or 1
        with (
            LocalCluster(n_workers=workers, **ONE_FILE_AT_A_TIME) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(options.scheduler, timeout=ANSWER_SECONDS)
    except (OSError, ValueError) as error:
        raise StoreError(f"{options.scheduler}: 连不上调度器 (no dask scheduler answers): {error}") from error
    with client:
        yield client


def _in_a_child(
    work: Callable[[Any], Any], failed: Callable[[Any, str], Any], items: Sequence[Any], limits: WorkLimits
) -> list[Any]:
    """On a worker: the results of some items, done one after another in a child process."""
    # dask marks its workers as daemons, which may have no children; ours end with the block, and with the worker
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return list(in_order(work, failed, items, 1, limits))


def _groups(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
