"""Processes that hold the store open and answer what visitors ask, each piece of work within limits.

The engine cannot be interrupted; a process can. So few pieces run at once, and so few wait, that the threads of the
server are never all taken: pages that ask little are answered whatever is asked beside them.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from kb.processes.child import Child
from kb.processes.limits import bound_this_process
from kb.store.sandbox import LimitExceeded, QueryLimits
from kb.web.library import Edition, Library

Given = ParamSpec("Given")
Found = TypeVar("Found")

AT_ONCE = 4
MOST_WAITING = 8
LONGEST_WAIT_SECONDS = 15.0
START_SECONDS = 60.0
IDLE_SECONDS = 60.0
"""A process without work ends, so that none keeps an old snapshot from being removed."""


class Crew:
    """Runs functions of an edition in processes, each started when there is work for it."""

    def __init__(self, store: Path | str, limits: QueryLimits) -> None:
        self.limits = limits
        self._store = store
        self._idle: list[_Member] = []
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._waiting = 0
        self._lock = threading.Lock()

    def run(
        self, job: Callable[Concatenate[Edition, Given], Found], *arguments: Given.args, **named: Given.kwargs
    ) -> Found:
        """What `job` gives for the newest edition and the arguments, all of which must survive pickling.

        Raises LimitExceeded at a limit or where too much is asked at once, else what the job raises.
        """
        with self._place():
            member = self._rested() or _Member(self._store, self.limits)
            try:
                found = member.work(job, arguments, named)
            except _Gone:  # it had ended for want of work
                member = _Member(self._store, self.limits)
                found = member.work(job, arguments, named)
            with self._lock:
                self._idle.append(member)
        if isinstance(found, BaseException):
            raise found
        return found  # type: ignore[no-any-return]

    def _rested(self) -> _Member | None:
        """A process that waits for work, if there is one; two visitors never get the same."""
        with self._lock:
            return self._idle.pop() if self._idle else None

    def close(self) -> None:
        """End the processes that wait for work."""
        with self._lock:
            while self._idle:
                self._idle.pop().end()

    @contextmanager
    def _place(self) -> Iterator[None]:
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise _busy()
            self._waiting += 1
        try:
            has_place = self._places.acquire(timeout=LONGEST_WAIT_SECONDS)
        finally:
            with self._lock:
                self._waiting -= 1
        if not has_place:
            raise _busy()
        try:
            yield
        finally:
            self._places.release()


class _Gone(Exception):
    """A process that had worked before ended before it took up its work."""


class _Member:
    """One process; it is ended with the work that breaks a limit."""

    def __init__(self, store: Path | str, limits: QueryLimits) -> None:
        self._limits = limits
        self._connection, far = multiprocessing.Pipe()
        self._child = Child(_serve, (far, store, limits.megabytes), PRELOADED)
        self._has_worked = False
        far.close()

    def work(self, job: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """What the job gives, or the exception it raised. Raises LimitExceeded and _Gone; it is of no use then."""
        try:
            if not self._has_worked:
                self._heard_within(START_SECONDS)
            self._connection.send((job, arguments, named))
            found = self._heard_within(self._limits.seconds)
        except (EOFError, OSError):
            self.end()
            if self._has_worked:
                raise _Gone from None
            raise LimitExceeded("回答的进程中断, 多半是内存不够 (out of memory)") from None
        except LimitExceeded:
            self.end()
            raise
        self._has_worked = True
        return found

    def _heard_within(self, seconds: float) -> Any:
        if not self._connection.poll(seconds or None):
            raise LimitExceeded(f"超过 {seconds:g} 秒, 已停止 (took more than {seconds:g} seconds)")
        return self._connection.recv()

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self._connection.close()
        self._child.end()


def _serve(connection: Connection, store: Path | str, megabytes: int) -> None:
    """The process: answers until the server hangs up, or for want of work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_this_process(megabytes)
    with suppress(EOFError, OSError):
        library = Library(store)
        connection.send(None)  # ready: what is to be done is not charged for the start
        while connection.poll(IDLE_SECONDS):
            job, arguments, named = connection.recv()
            connection.send(_outcome(library, job, arguments, named))


def _outcome(library: Library, job: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    try:
        with library.edition() as edition:
            return job(edition, *arguments, **named)
    except MemoryError:
        raise  # ends the process: what it holds is not to be trusted
    except Exception as error:  # reported to the server, which knows what to say to the visitor
        return error


def _busy() -> LimitExceeded:
    return LimitExceeded("同时问的太多, 请稍后再试 (too much is asked at the moment; try again)")


PRELOADED = ("kb.cli", "kb.web.asking.jobs", "kb.web.endpoint.child")
"""What the processes of the server import, once."""
