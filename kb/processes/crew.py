"""Work done in child processes, in order, each piece within a time and a memory limit.

One piece that hangs, eats the memory or kills its process costs itself only: its process is ended and another takes
its place.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from kb.processes.child import Child
from kb.processes.limits import bound_this_process

Item = TypeVar("Item")
Result = TypeVar("Result")

READ_AHEAD = 4
"""Pieces done or being done per process, so that a long list does not fill the memory."""


PRELOADED = ("loaders.document", "loaders.triples")
"""What every piece of work imports."""


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """What one piece of work may take: seconds of time, megabytes of address space (where the system bounds it)."""

    seconds: float = 600.0
    megabytes: int = 4096


def in_order(
    work: Callable[[Item], Result],
    failed: Callable[[Item, str], Result],
    items: Iterable[Item],
    workers: int,
    limits: WorkLimits,
) -> Iterator[Result]:
    """`work(item)` for each item, in the order of the items; `failed(item, sentence)` where there is no result.

    Items are taken as they are wanted, a few ahead of the results; so many processes are started as find work.
    """
    crew = [_Worker(work, limits) for _ in range(workers)]
    waiting = _Waiting(items)
    done: dict[int, Result] = {}
    try:
        for number in count():
            while number not in done:
                _give(crew, waiting, number + len(crew) * READ_AHEAD)
                if not any(worker.busy for worker in crew):
                    return
                for worker in _ready(crew):
                    place, item = worker.task
                    value, trouble = worker.take()
                    done[place] = failed(item, trouble) if trouble else value
            yield done.pop(number)
    finally:
        for worker in crew:
            worker.stop()


class _Waiting(Generic[Item]):
    """Items with their numbers, none taken before its time."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._number = 0

    def before(self, end: int) -> tuple[int, Item] | None:
        """The next item and its number; None where none is left, or its number is not below `end`."""
        if self._number >= end:
            return None
        for item in self._items:
            self._number += 1
            return self._number - 1, item
        return None


def _give(crew: Sequence[_Worker[Item, Result]], waiting: _Waiting[Item], end: int) -> None:
    """Hand waiting items to idle workers, none that lies behind `end`."""
    for worker in crew:
        if not worker.busy and (task := waiting.before(end)) is not None:
            worker.give(task)


def _ready(crew: Sequence[_Worker[Item, Result]]) -> list[_Worker[Item, Result]]:
    """The workers that have answered, died or passed their time, once there is one."""
    busy = [worker for worker in crew if worker.busy]
    rest = min(worker.deadline for worker in busy) - time.monotonic()
    heard = wait([worker.connection for worker in busy], timeout=max(rest, 0.0))
    return [worker for worker in busy if worker.connection in heard or worker.is_late()]


class _Worker(Generic[Item, Result]):
    """One child process, started when it is first given something, and anew after it was ended."""

    def __init__(self, work: Callable[[Item], Result], limits: WorkLimits) -> None:
        self._work = work
        self._limits = limits
        self._process: Child | None = None
        self._task: tuple[int, Item] | None = None
        self.connection: Connection
        self.deadline = 0.0

    @property
    def busy(self) -> bool:
        return self._task is not None

    @property
    def task(self) -> tuple[int, Item]:
        assert self._task is not None
        return self._task

    def is_late(self) -> bool:
        return time.monotonic() >= self.deadline

    def give(self, task: tuple[int, Item]) -> None:
        if self._process is None:
            self._start()
        self._task = task
        self.deadline = time.monotonic() + self._limits.seconds
        with suppress(OSError):  # a process that died meanwhile is found out when its answer is taken
            self.connection.send(task[1])

    def take(self) -> tuple[Any, str]:
        """The result, and the sentence that says why there is none."""
        self._task = None
        if not self.connection.poll():
            self.stop()
            return (
                None,
                f"超过 {self._limits.seconds:g} 秒, 已中止 (took more than {self._limits.seconds:g} s, stopped)",
            )
        try:
            value, trouble = self.connection.recv()
        except (EOFError, OSError):
            code = self._process.wait(1) if self._process else None
            self.stop()
            return None, f"读取进程中断, 退出码 {code} (the reading process died, exit code {code})"
        if trouble:
            self.stop()  # what failed may have left its process short of memory
        return value, trouble

    def stop(self) -> None:
        """End the process at once, whatever it does."""
        if self._process is not None:
            self._process.end()
            self.connection.close()
            self._process = None

    def _start(self) -> None:
        self.connection, far = multiprocessing.Pipe()
        arguments = (far, self._work, self._limits.megabytes, os.getcwd())  # noqa: PTH109 - a plain string travels best
        self._process = Child(_serve, arguments, PRELOADED)
        far.close()


def _serve(connection: Connection, work: Callable[[Any], Any], megabytes: int, folder: str) -> None:
    """The child: answer each item with (result, '') or (None, sentence), until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.chdir(folder)
    bound_this_process(megabytes)
    with suppress(EOFError, OSError):
        while True:
            connection.send(_attempt(work, connection.recv(), megabytes))


def _attempt(work: Callable[[Any], Any], item: Any, megabytes: int) -> tuple[Any, str]:
    try:
        return work(item), ""
    except MemoryError:
        return None, f"需要的内存超过 {megabytes} MB (needs more than {megabytes} MB of memory)"
    except Exception as error:  # a defect of a reader must cost its file and no other
        return None, f"读取时出错 (the reader failed): {type(error).__name__}: {error}"
