"""A child process that does one thing and is ended with the block, or the object, that started it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from typing import Any


class Child:
    """A running child process.

    It is never forked from this process: an open store has threads, which a fork would copy half-way. Where the system
    can, it is forked from a small server that has imported the modules of `preload`.
    """

    def __init__(self, work: Callable[..., None], arguments: Sequence[object], preload: Sequence[str] = ()) -> None:
        self._process: Any = _context(preload).Process(target=work, args=tuple(arguments), daemon=True)
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
        """Wait so long for its end: its exit code, or None while it runs."""
        self._process.join(seconds)
        code: int | None = self._process.exitcode
        return code

    def kill(self) -> None:
        """Stop it, whatever it does, without waiting for its end."""
        self._process.kill()

    def end(self) -> None:
        """Stop it, whatever it does, and let go of it."""
        self._process.kill()
        self._process.join()
        self._process.close()


def _context(preload: Sequence[str]) -> Any:
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if preload and "forkserver" in methods:
        context.set_forkserver_preload(list(preload))
    return context
