"""Queries of strangers, each in a process of its own that is ended at its limit; quick ones are never kept waiting.

A query runs below the pages, and for a moment like any other query. One that goes on longer needs one of few places for
slow queries, runs below the others, and is ended where none is free: whatever is thrown at the server, pages and quick
queries are answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.processes.child import Child
from kb.sparql.offline import NetworkRefused, refuse_network
from kb.sparql.results import syntax_message
from kb.sparql.tokens import is_update
from kb.store.sandbox import QueryLimits
from kb.web.asking.crew import PRELOADED
from kb.web.endpoint import child
from kb.web.endpoint.child import Job
from loaders.scratch import scratch

QUICK_SECONDS = 1.0
TURN_SECONDS = 0.25
LONGEST_TURNS = 40
AT_ONCE = 16
SLOW_AT_ONCE = 6
LEAST_PRIORITY = 19
LOWER_PRIORITY = 9
"""Steps of niceness by which a query that is not quick runs below the quick ones."""
LONGEST_QUEUE_SECONDS = 15.0


class Refused(Exception):
    """A query that is not answered, with the HTTP status that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a query: its media type, and the file that holds it, which goes with the context it came from."""

    media_type: str
    path: Path


class Runner:
    """Runs queries in processes forked from a small server that has everything imported."""

    def __init__(self, limits: QueryLimits) -> None:
        self.limits = limits
        self._places = asyncio.Semaphore(AT_ONCE)
        self._slow_places = SLOW_AT_ONCE
        self._running: set[Child] = set()

    @asynccontextmanager
    async def answered(self, job: Job) -> AsyncIterator[Answered]:
        """The answer to a query, kept as long as the block runs. Raises Refused."""
        _may_run(job.sparql)
        with scratch("query") as folder:
            path = folder / "answer"
            with _in_words(job):
                await self._run(job, path)
                yield Answered(_media_type(path, self.limits), path)

    def close(self) -> None:
        """End what still runs."""
        for process in list(self._running):
            process.kill()

    async def _run(self, job: Job, path: Path) -> None:
        try:
            await asyncio.wait_for(self._places.acquire(), LONGEST_QUEUE_SECONDS)
        except TimeoutError:
            raise _busy() from None
        try:
            process = Child(child.run, (job, self.limits, str(path)), PRELOADED)
            self._running.add(process)
            try:
                await self._watch(process)
            finally:
                self._running.discard(process)
                await asyncio.to_thread(process.end)
        finally:
            self._places.release()

    async def _watch(self, process: Child) -> None:
        """Wait for the end of a process. Raises Refused at its limit, or where it is slow and too many such run."""
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(process.sentinel, done.set)
        try:
            if await _quickly(done, process.pid):
                return
            if not self._slow_places:
                raise _busy()
            self._slow_places -= 1
            try:
                with contextlib.suppress(OSError):
                    lower = os.getpriority(os.PRIO_PROCESS, process.pid) + LOWER_PRIORITY
                    os.setpriority(os.PRIO_PROCESS, process.pid, min(lower, LEAST_PRIORITY))
                seconds = self.limits.seconds - QUICK_SECONDS if self.limits.seconds else None
                if not await _within(done, seconds):
                    raise Refused(503, _too_long(self.limits))
            finally:
                self._slow_places += 1
        finally:
            loop.remove_reader(process.sentinel)


async def _quickly(done: asyncio.Event, pid: int) -> bool:
    """Whether a process ends before it has used the time of the processor that a quick query may use.

    Not the clock decides: on a busy machine a quick query is slow by the clock.
    """
    for _turn in range(LONGEST_TURNS):
        if await _within(done, TURN_SECONDS):
            return True
        if _processor_seconds(pid) >= QUICK_SECONDS:
            return False
    return False


def _processor_seconds(pid: int) -> float:
    """How long a process has kept a processor busy; as if for ever where nobody can say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return float("inf")


async def _within(done: asyncio.Event, seconds: float | None) -> bool:
    try:
        await asyncio.wait_for(done.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _may_run(sparql: str) -> None:
    if is_update(sparql):
        raise Refused(400, "这里只读, 不接受更新 (read only: updates are refused)")
    try:
        refuse_network(sparql)
    except NetworkRefused as error:
        raise Refused(400, str(error)) from error


def _media_type(path: Path, limits: QueryLimits) -> str:
    try:
        outcome = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Refused(
            503, f"查询的进程中断: 内存超过 {limits.megabytes} MB 或答案太大 (out of memory or answer too large)"
        ) from None
    if "media_type" in outcome:
        return str(outcome["media_type"])
    raise _failure(str(outcome["error"]), str(outcome["message"]), limits)


def _failure(kind: str, message: str, limits: QueryLimits) -> Exception:
    if kind == "SyntaxError":
        return SyntaxError(message)
    if kind == "NetworkRefused":
        return Refused(400, message)
    if kind == child.NO_MEMORY:
        return Refused(503, f"查询用的内存超过 {limits.megabytes} MB, 已停止 (more memory than allowed)")
    return Refused(500, f"查询没有做成 (the query failed): {message[:300]}")


@contextmanager
def _in_words(job: Job) -> Iterator[None]:
    """Tell a syntax error with its line, marked."""
    try:
        yield
    except SyntaxError as error:
        raise Refused(400, syntax_message(job.sparql, error)) from error


def _busy() -> Refused:
    return Refused(503, "同时在跑的长查询太多, 请稍后再试 (too many slow queries at the moment; try again)")


def _too_long(limits: QueryLimits) -> str:
    return (
        f"查询超过 {limits.seconds:g} 秒, 已停止 (the query took more than {limits.seconds:g} seconds and was stopped)"
    )
