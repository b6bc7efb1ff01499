"""A child process that does one thing and is ended with the block, or the object, that started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import process, util
from multiprocessing.connection import wait
from typing import Any

from loaders import scratch

LONGEST_FOLDER = 80
"""Bytes: the address of a socket in it may have 107."""


class Child:
    """A running child process. It ends with the process that started it, however that one ends.

    It is never forked from this process: an open store has threads, which a fork would copy half-way. Where the system
    can, it is forked from a small server that has imported the modules of `preload`.
    """

    def __init__(self, work: Callable[..., None], arguments: Sequence[object], preload: Sequence[str] = ()) -> None:
        _use_own_folder()
        self._process: Any = _context(preload).Process(target=_begin, args=(work, *arguments), daemon=True)
        self._process.start()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return int(self._process.pid)

    @property
    def sentinel(self) -> int:
        """A descriptor that can be read once it has ended."""
        return int(self._process.sentinel)

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait so long for its end: its exit code, or None while it runs. One that another thread ended was killed."""
        try:
            self._process.join(seconds)
            code: int | None = self._process.exitcode
        except ValueError:  # it was let go of meanwhile
            return -signal.SIGKILL
        return code

    def kill(self) -> None:
        """Stop it, whatever it does, without waiting for its end."""
        with suppress(ValueError):  # it was let go of meanwhile, by another thread
            self._process.kill()

    def end(self) -> None:
        """Stop it, whatever it does, and let go of it; twice is allowed, from two threads as well."""
        with suppress(ValueError):  # the other thread was quicker
            self._process.kill()
            self._process.join()
            self._process.close()


def _begin(work: Callable[..., None], *arguments: object) -> None:
    """The child: bound to its parent, which the child of a fork server knows by a pipe only; then at work."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        end_with(parent.sentinel)
    work(*arguments)


def trust_no_folder() -> None:
    """Let no child import modules of the folder that a command is run in, which may be anybody's.

    Libraries start their helpers by `python -c`, which looks for modules there first.
    """
    os.environ["PYTHONSAFEPATH"] = "1"


def end_with(descriptor: int) -> None:
    """Have the system kill this process when the other end of a pipe is closed, where it can.

    An engine written in another language lets no thread of this process look at a pipe: a signal needs none.
    """
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
        flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
        fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_ASYNC)
        if wait([descriptor], 0):
            os._exit(1)  # it went meanwhile


def _use_own_folder() -> None:
    """Let the library keep its sockets in a folder that the next process removes if this one is killed."""
    config = process.current_process()._config  # type: ignore[attr-defined]
    if "tempdir" not in config:
        folder = scratch.make("children", longest=LONGEST_FOLDER)
        config["tempdir"] = str(folder)
        util.Finalize(None, scratch.remove, (folder,), exitpriority=-100)


def _context(preload: Sequence[str]) -> Any:
    trust_no_folder()
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if preload and "forkserver" in methods:
        context.set_forkserver_preload(list(preload))
    return context
